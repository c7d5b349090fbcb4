"""Character classes and foldings of Arabic text. Every folding of `FOLD` maps one code point to one code point."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

#: Combining marks (harakat, Quranic signs) and tatweel: dropped from a view, part of the word before them.
MARKS = frozenset(
    chr(c)
    for c in (
        *range(0x610, 0x61B),
        0x640,
        *range(0x64B, 0x660),
        0x670,
        *range(0x6D6, 0x6DD),
        *range(0x6DF, 0x6E9),
        *range(0x6EA, 0x6EE),
    )
)

#: Zero-width and bidirectional controls, soft hyphen, byte order mark: dropped from a view, part of no word.
INVISIBLE = frozenset(
    chr(c) for c in (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)

#: Letters and signs that keyboards of other languages leave in Arabic text, and separators, to their Arabic-press form.
LIGHT = {
    "ک": "ك",
    "ی": "ي",
    "ے": "ي",
    "ہ": "ه",
    "ھ": "ه",
    "٫": ".",
    "٬": ",",
    "\t": " ",
    "\x0b": " ",
    "\x0c": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}

#: Spelling variants that writers of Arabic exchange freely.
FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ς": "σ", "ى": "ي", "ة": "ه", "ڤ": "ف", "پ": "ب", "گ": "ك", "چ": "ج"}
)

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")


def light_character(char: str) -> str:
    """What one source character becomes in a view's `text`: itself, nothing, or one or more characters."""
    if char in MARKS or char in INVISIBLE:
        return ""
    if char in LIGHT:
        return LIGHT[char]
    if char.isdecimal() and char > "\x7f":
        return str(unicodedata.decimal(char))
    if _PRESENTATION.match(char):
        plain = unicodedata.normalize("NFKC", char)
        return char if plain == char else "".join(map(light_character, plain))
    if char != "\n" and char.isspace() and char != "\r":
        return " "
    return char


def light(text: str) -> str:
    """`text` without marks and invisible characters, in plain letters and ASCII digits; as a view's `text`."""
    return text.translate(LIGHT_TABLE)


class _LightTable(dict[int, str]):
    """`light_character` for `str.translate`, each character worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = light_character(chr(code))
        return self[code]


#: What `str.translate` needs to make a text light.
LIGHT_TABLE = _LightTable()

#: Characters of which a view does not have exactly one for one.
UNEVEN = re.compile("[" + "".join(sorted(map(re.escape, MARKS | INVISIBLE))) + "\r\ufb50-\ufdff\ufe70-\ufefc]")


class _FoldTable(dict[int, str]):
    """What a character becomes in a matching key, for `str.translate`: each worked out once."""

    def __init__(self, before: Callable[[str], str]) -> None:
        super().__init__()
        self._before = before

    def __missing__(self, code: int) -> str:
        self[code] = "".join(c.lower() if len(c.lower()) == 1 else c for c in self._before(chr(code)).translate(FOLD))
        return self[code]


_FOLD_LIGHT = _FoldTable(str)
_FOLD_ALL = _FoldTable(light_character)
#: Letters up to which a folded text is remembered: words come again and again.
_WORD = 24


def fold(text: str) -> str:
    """The matching key of `text`: `light`, one form of alef, yaa and taa, lower case. Same length as `light(text)`."""
    return _fold_word(text) if len(text) <= _WORD else text.translate(_FOLD_ALL)


@lru_cache(maxsize=50_000)
def _fold_word(text: str) -> str:
    return text.translate(_FOLD_ALL)


def fold_light(text: str) -> str:
    """As `fold`, for text that is light already; keeps its length."""
    return text.translate(_FOLD_LIGHT)

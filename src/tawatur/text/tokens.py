"""Tokens of a view, and the particles that Arabic writes onto the front of a word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tawatur.text.view import TextView

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\.{2,}|…|[^\w\s]|_+")


class Token(NamedTuple):
    """A word, number or sign: view offsets `[start, end)` and its folded `key`."""

    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        return self.key[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.key[0].isdigit()

    @property
    def is_sign(self) -> bool:
        return not self.key[0].isalnum()


def tokens(view: TextView, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `view` between view offsets; numbers keep their inner separators («10.7», «12/1»)."""
    key = view.key
    return [
        Token(m.start(), m.end(), key[m.start() : m.end()])
        for m in _TOKEN.finditer(view.text, start, len(key) if end is None else end)
    ]


#: Proclitic strings in the order in which a word can carry them; «لل» stands for ل + ال with its alif lost.
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فس")


@lru_cache(maxsize=50_000)
def stems(key: str) -> tuple[tuple[int, str], ...]:
    """Readings of a folded word as (length of the particles before it, what is left), the whole word first.

    What is left has its article written out again where ل took the alif: `للقاعده` → (1, `القاعده`): there the length
    counts the characters before the second lam. At least two characters are always left.
    """
    readings = [(0, key)]
    for prefix in PROCLITICS:
        rest = key[len(prefix) :]
        if len(rest) >= 2 and key.startswith(prefix):
            readings.append((len(prefix), rest))
            if prefix.endswith("ل") and rest.startswith("ل") and len(rest) >= 3:
                readings.append((len(prefix), "ا" + rest))
    return tuple(readings)


def without_pronoun(key: str) -> str:
    """A folded word without its pronoun ending, if at least three letters stay; otherwise the word itself."""
    for ending in ("هما", "كما", "هم", "هن", "كم", "نا", "ها", "ه"):
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key

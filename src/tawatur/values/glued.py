"""Words written without the space between them («ديسمبرالماضي», «شهرديسمبر»), taken apart where one is a time.

A letter that does not join the next one looks the same with and without a space after it, so writers leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.tokens import Token

#: Letters that do not join the letter after them.
_LOOSE = frozenset("اأإآدذرزوةىء")
#: What «غدا» may be glued behind: a verb of the present or future.
_VERB = ("ي", "ت", "سي", "ست", "وي", "وت")
#: Endings that make an adjective of a month («ديسمبريون»).
_ENDINGS = frozenset({"يه", "يين", "يون", "يات"})
_MONTH, _TOMORROW = "شهر", "غدا"


def parted(row: Sequence[Token]) -> list[Token]:
    """The tokens `row` with glued words of time as tokens of their own."""
    return list(_parted(row))


def _parted(row: Iterable[Token]) -> Iterator[Token]:
    for token in row:
        cut = _cut(token.key) if len(token.key) > 6 and len(token.key) == token.end - token.start else 0
        if cut:
            middle = token.start + cut
            yield Token(token.start, middle, token.key[:cut])
            yield Token(middle, token.end, token.key[cut:])
        else:
            yield token


@cache
def _months() -> tuple[str, ...]:
    """Names of months in one word, folded."""
    rows = load_yaml("ar/time.yaml")["months"]
    return tuple(fold(form) for row in rows for form in row["forms"] if " " not in form and not form.isascii())


def _cut(key: str) -> int:
    """How many characters of `key` are the first of two glued words; 0 where it is one."""
    if key.startswith(_MONTH) and key[len(_MONTH) :] in _months():
        return len(_MONTH)
    if key.endswith(_TOMORROW) and key.startswith(_VERB) and key[-len(_TOMORROW) - 1] in _LOOSE:
        return len(key) - len(_TOMORROW)
    for word in (_TOMORROW, *_months()):
        rest = key[len(word) :]
        if not key.startswith(word) or word[-1] not in _LOOSE or len(rest) < 3:
            continue
        if rest.startswith("ال") and len(rest) > 3:
            return len(word)
        if word[-1] == "ر" and len(word) > 4 and rest not in _ENDINGS:
            return len(word)
    return 0

"""Clauses of a sentence: cut at commas between full pieces, and before the words that open a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tawatur.resources.lexicon import Lexicon
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.tokens import Token

#: Words that a piece must have on both sides of a cut, so that lists of names stay whole.
_FEWEST_AT_COMMA, _FEWEST_AT_OPENER = 3, 2

_COMMAS = frozenset("،؛,;")

#: Before these, «حيث» and the relatives are governed by a preposition and open nothing.
_GOVERNORS = frozenset(map(fold, ("من", "إلى", "بحيث")))


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `[first, last)` of a sentence; `opener` is the kind of word that opens it, empty for none."""

    first: int
    last: int
    opener: str = ""


@cache
def _openers() -> tuple[tuple[Lexicon[str], str], ...]:
    rows = load_yaml("ar/clause-openers.yaml")
    return tuple((Lexicon([(str(f), str(r["id"])) for f in r["forms"]], r["proclitics"]), str(r["id"])) for r in rows)


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of one sentence's tokens, in order; together they hold every token once.

    A comma or semicolon stays at the end of the clause before it.
    """
    starts: list[tuple[int, str]] = [(0, "")]
    for index in range(1, len(tokens)):
        opener = _opener(tokens, index)
        after_comma = tokens[index - 1].key in _COMMAS
        fewest = _FEWEST_AT_OPENER if opener else _FEWEST_AT_COMMA
        if not opener and not after_comma:
            continue
        if _words(tokens, starts[-1][0], index, fewest) and _words(tokens, index, _next_comma(tokens, index), fewest):
            starts.append((index, opener))
    ends = [*(first for first, _ in starts[1:]), len(tokens)]
    return [Clause(first, last, opener) for (first, opener), last in zip(starts, ends, strict=True)] if tokens else []


def _opener(tokens: Sequence[Token], index: int) -> str:
    if tokens[index].is_sign or tokens[index - 1].key in _GOVERNORS:
        return ""
    return next((kind for lexicon, kind in _may_open(tokens[index].key) if lexicon.at(tokens, index)), "")


@lru_cache(maxsize=50_000)
def _may_open(key: str) -> tuple[tuple[Lexicon[str], str], ...]:
    """The lexicons that have a form which a folded word may begin."""
    return tuple((lexicon, kind) for lexicon, kind in _openers() if lexicon.beginning(key))


def _words(tokens: Sequence[Token], first: int, last: int, fewest: int) -> bool:
    count = 0
    for token in tokens[first:last]:
        count += not token.is_sign
        if count >= fewest:
            return True
    return False


def _next_comma(tokens: Sequence[Token], index: int) -> int:
    return next((at for at in range(index + 1, len(tokens)) if tokens[at].key in _COMMAS), len(tokens))

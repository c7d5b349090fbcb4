"""The words of a text as they are looked up in lists of forms: folded, with and without what is written on to them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import cast

from tawatur.relate.board import Board
from tawatur.relate.statements import TextRow
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_PREFIXES = ("و", "ف", "ل", "ب")
#: Letters that a word has at least: «وفر» is not «فر» with a particle.
LEAST = 3


def keys(board: Board, row: TextRow) -> list[str]:
    """The folded words of a text, by their numbers."""
    known = cast("dict[int, list[str]]", board.memo.setdefault("keys", {}))
    if row.number not in known:
        source = board.corpus.source(row.id).text
        known[row.number] = [fold(source[a:b]) for a, b in zip(row.words.starts, row.words.ends, strict=True)]
    return known[row.number]


@lru_cache(maxsize=50_000)
def bare(key: str) -> frozenset[str]:
    """A folded word, and what is left of it without a particle written on to it and without the article."""
    found = {key} | ({key[1:]} if key.startswith(_PREFIXES) and len(key) > LEAST else set())
    return frozenset(found | {w[2:] for w in found if w.startswith("ال")})


@lru_cache(maxsize=50_000)
def listed(key: str, group: str) -> bool:
    """Whether a folded word is one of a group of `ar/events-words.yaml`, or one with a particle or the article."""
    return bool(bare(key) & forms(group))


@cache
def forms(group: str) -> frozenset[str]:
    """The folded forms of a group of `ar/events-words.yaml`."""
    return frozenset(fold(f) for f in load_yaml("ar/events-words.yaml")[group])

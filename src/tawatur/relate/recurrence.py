"""Which texts say that what they tell of happened once more («للمرة الثالثة»), after another event of the kind."""

from __future__ import annotations

from functools import cache
from typing import cast

from tawatur.relate.board import Board
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Sentences of a body, after the headlines, in which a text says what it is about.
OPENING = 2


def recurring(board: Board, text: int) -> bool:
    """Whether a text says in its headlines or its first sentences that its event is not the first of its kind."""
    known = cast("dict[int, bool]", board.memo.setdefault("recurring", {}))
    if text not in known:
        row = board.texts[text]
        spans = (*row.headlines, *(row.words.span(a, b) for a, b in row.words.sentences[:OPENING]))
        known[text] = any(f" {form} " in f" {fold(board.flat(span))} " for span in spans for form in _forms())
    return known[text]


@cache
def _forms() -> tuple[str, ...]:
    return tuple(fold(f) for f in load_yaml("ar/sources-words.yaml")["recurring"])

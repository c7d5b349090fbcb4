"""What the stance model reads in pairs of statements: how likely they say the same."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import cache

from tawatur.backends.stance import LABELS, Passage, Stance
from tawatur.core.model import Span
from tawatur.relate.board import Board
from tawatur.relate.statements import Statement

#: Beyond these odds (as logarithms) a reading is not trusted.
SUREST = 5.0


def passage(board: Board, statement: Statement) -> Passage:
    """A statement with the rest of the sentences in which it stands."""
    row, span = board.texts[statement.text], statement.span
    if not row.sentences:
        return Passage(board.flat(span))
    first, last = row.sentences[row.sentence_at(span.start)], row.sentences[row.sentence_at(span.end - 1)]

    def words(start: int, end: int) -> str:
        return board.corpus.words(Span(span.text, start, end)) if start < end else ""

    return Passage(board.corpus.words(span), words(first.start, span.start), words(span.end, last.end))


def readings(board: Board, pairs: Sequence[tuple[int, int]]) -> list[float]:
    """For pairs of a board's statements, by their numbers, the log odds that they say the same, within `SUREST`."""
    passages = {n: passage(board, board.statements[n]) for pair in pairs for n in pair}
    found = _model().predict([(passages[a], passages[b]) for a, b in pairs])
    return [_odds(reading.probabilities[LABELS.index("agree")]) for reading in found]


def _odds(probability: float) -> float:
    """Log odds within `SUREST`."""
    least = 1 / (1 + math.exp(SUREST))
    bounded = min(1 - least, max(least, probability))
    return round(math.log(bounded / (1 - bounded)), 4)


@cache
def _model() -> Stance:
    return Stance.load(threads=max(1, min(8, os.cpu_count() or 1)))

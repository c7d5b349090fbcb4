"""When two statements put what they tell of, and whether that cannot be one time."""

from __future__ import annotations

from tawatur.core.model import InferredDating, TimeExpression
from tawatur.relate.board import Board
from tawatur.relate.dates import apart, days
from tawatur.relate.statements import Statement, TextRow

#: Rules for times that need no date of publication.
_ABSOLUTE = ("date.day-month", "date.full", "weekday.date", "date")
#: Days that a value may span and still say when something happened.
LONGEST = 7
#: Characters after a statement within which a time is still its own («هاجموا المبنى | في وقت متأخر مساء الاثنين»).
NEXT = 60
#: Days by which bare «today», «yesterday» may be off: texts keep the word when they are published again.
SLACK = 1


def moments(board: Board, s: Statement) -> list[TimeExpression]:
    """The times that a statement gives for what it tells: the fact's own, else those inside it."""
    row = board.texts[s.text]
    dated = [t for t in row.times if _telling(t)]
    own = [t for t in dated if t.value == s.time and _around(row, s, t)]
    if own or s.time:
        return own[:1]
    inside = [t for t in dated if s.span.contains(t.span)]
    return inside or [t for t in dated if _next(row, s, t)]


def _telling(time: TimeExpression) -> bool:
    """Whether a time is a day or a few, not «now», «recently», a month or a year."""
    span = days(time.value)
    return time.kind == "date" and span is not None and span[1] - span[0] < LONGEST and time.rule != "recently"


def _next(row: TextRow, s: Statement, time: TimeExpression) -> bool:
    """Whether a time follows a statement in its sentence, with no other statement's beginning between."""
    if not s.type or not _around(row, s, time) or not 0 <= time.span.start - s.span.end <= NEXT:
        return False
    return not any(s.span.end <= t.span.start < time.span.start for t in row.statements if t.type)


def _around(row: TextRow, s: Statement, time: TimeExpression) -> bool:
    return row.words.span(*row.words.sentences[row.words.sentence[s.first]]).contains(time.span)


def clash(board: Board, p: Statement, q: Statement) -> bool:
    """Whether two statements put what they tell at times of which none can be the other's."""
    mine, theirs = moments(board, p), moments(board, q)
    return bool(mine and theirs) and all(_apart(board, p, m, q, t) for m in mine for t in theirs)


def _apart(board: Board, p: Statement, one: TimeExpression, q: Statement, two: TimeExpression) -> bool:
    gap = apart(one.value, two.value)
    if not gap or not (_sure(board, p, one) and _sure(board, q, two)):
        return False
    loose = one.rule == "deictic" or two.rule == "deictic"
    same = board.flat(one.span) == board.flat(two.span) and not _absolute(one)
    return gap > (SLACK if loose else 0) and not same


def _absolute(time: TimeExpression) -> bool:
    return time.rule in _ABSOLUTE


def _sure(board: Board, s: Statement, time: TimeExpression) -> bool:
    """Whether a time's value stands on its own words, or on a date of publication that is certain."""
    if _absolute(time):
        return True
    text = board.texts[s.text].id
    given = board.corpus.document(text).published
    inferred = next(iter(board.corpus.of(InferredDating, text)), None)
    return given.certain if given.value else bool(inferred and inferred.dating.certain)

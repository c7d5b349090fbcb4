"""Where a thing stands: before a building in one text and inside it in the other, in the north-west of a country and in
its north-east."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from tawatur.core.model import Span
from tawatur.relate.board import Board, Statement, TextRow
from tawatur.relate.keys import forms, keys, listed
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.matters import Found, common, stated
from tawatur.relate.slots import Disagreement

#: Words before «الموجودة» that name the thing, and words after the preposition that name where it is.
THING, PLACE = 6, 3
#: Words of a thing's name that two texts must share.
SHARED = 2
#: Words after a direction within which its country stands.
OF = 2


@dataclass(frozen=True, slots=True)
class Position:
    """A statement that a thing stands in or before a place (`inside`); both by the concepts of their words."""

    statement: Statement
    thing: frozenset[str]
    place: frozenset[str]
    inside: bool


@dataclass(frozen=True, slots=True)
class Quarter:
    """A statement that a place lies in a quarter of a country («north», «west»); `names` are the words of its name."""

    statement: Statement
    names: frozenset[str]
    towards: tuple[str, str]


def of_whereabouts(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts over where something is."""
    for a, b in sorted(pairs):
        for p in _positions(board, a):
            for q in _positions(board, b):
                if p.inside != q.inside and len(p.thing & q.thing) >= SHARED and p.place & q.place:
                    yield _found(board, p.statement, q.statement)
        for one in _quarters(board, a):
            for two in _quarters(board, b):
                same = one.names <= two.names or two.names <= one.names
                if same and one.towards != two.towards:
                    yield _found(board, one.statement, two.statement)


def _found(board: Board, p: Statement, q: Statement) -> Found:
    return Found(p, q, Disagreement("place", "place"), common(board, p, q))


def _positions(board: Board, text: int) -> list[Position]:
    """The positions that a text gives, in order («ماكينة … الموجودة أمام المبنى»)."""
    known = cast("dict[int, list[Position]]", board.memo.setdefault("positions", {}))
    if text not in known:
        row = board.texts[text]
        words = keys(board, row)
        found = (_position(board, row, words, n) for n, key in enumerate(words) if listed(key, "standing"))
        known[text] = [p for p in found if p is not None]
    return known[text]


def _position(board: Board, row: TextRow, words: list[str], at: int) -> Position | None:
    if at + 2 > len(words) - 1:
        return None
    inside, outside = words[at + 1] in forms("inside"), words[at + 1] in forms("outside")
    first, last = row.words.sentences[row.words.sentence[at]]
    begin, end = max(first, at - THING), min(last, at + 2 + PLACE)
    thing, place = _concepts(board, row, begin, at), _concepts(board, row, at + 2, end)
    if inside == outside or not thing or not place:
        return None
    return Position(stated(board, row, row.words.span(begin, end)), thing, place, inside)


def _concepts(board: Board, row: TextRow, first: int, last: int) -> frozenset[str]:
    return (
        frozenset(concept(w) for w in word_stems(board.flat(row.words.span(first, last))))
        if first < last
        else frozenset()
    )


def _quarters(board: Board, text: int) -> list[Quarter]:
    """The quarters of a country in which a text puts places («X في شمال شرق البلاد»)."""
    known = cast("dict[int, list[Quarter]]", board.memo.setdefault("quarters", {}))
    if text not in known:
        row = board.texts[text]
        words = keys(board, row)
        found = (_quarter(board, row, words, n) for n in range(len(words) - 2))
        known[text] = [q for q in found if q is not None]
    return known[text]


def _quarter(board: Board, row: TextRow, words: list[str], at: int) -> Quarter | None:
    one, two = _direction(words[at]), _direction(words[at + 1])
    if {one, two} not in ({"north", "west"}, {"north", "east"}, {"south", "west"}, {"south", "east"}):
        return None
    first, last = row.words.sentences[row.words.sentence[at]]
    end = min(last, at + 2 + OF)
    if not any(_country(board, row, words, n) for n in range(at + 2, end)):
        return None
    own = [(a, b, x) for a, b, x in row.names if row.words.starts[first] <= a and b <= row.words.starts[at]]
    places = [(row.place(Span(row.id, a, b))[0], x) for a, b, x in own if board.named(x) and not board.wide(x)]
    fitting = [(n, x) for n, x in places if not n or words[n - 1] not in forms("from")]
    if not fitting:
        return None
    begin, actor = fitting[-1]
    names = frozenset(board.name_words(actor))
    return Quarter(
        stated(board, row, row.words.span(begin, end)), names, cast("tuple[str, str]", tuple(sorted((one, two))))
    )


def _country(board: Board, row: TextRow, words: list[str], at: int) -> bool:
    """Whether a word stands for the country («البلاد») or begins its name."""
    if words[at] in forms("country"):
        return True
    start = row.words.starts[at]
    return any(a <= start < b and board.named(x) and board.wide(x) for a, b, x in row.names)


def _direction(key: str) -> str:
    return next((way for way in ("north", "south", "east", "west") if key in forms(way)), "")

"""Who took a place, and when: texts on one story that put one taking on other days, or tell of it with and without a
fight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from tawatur.core.model import EntityType, Mention, Span
from tawatur.relate.board import Board
from tawatur.relate.keys import forms, keys, listed
from tawatur.relate.matters import Found, common, real, stated
from tawatur.relate.parties import nations_of, party_of
from tawatur.relate.recurrence import recurring
from tawatur.relate.slots import Disagreement
from tawatur.relate.statements import CONTENT, Statement, TextRow
from tawatur.relate.whens import clash, moments
from tawatur.text.normalise import fold

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taking:
    """A statement that somebody took, or fights for, a place: the place, actors and nations of the takers, and whether
    it says that nobody resisted (`eased`) or that there was a fight (`fought`)."""

    statement: Statement
    places: frozenset[str]
    takers: frozenset[str]
    nations: frozenset[str]
    taken: bool
    eased: bool
    fought: bool


def of_takings(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts over one taking of one place by one side."""
    for a, b in sorted(pairs):
        rows = [(p, q) for p in takings(board, a) for q in takings(board, b) if _one(p, q)]
        if recurring(board, a) == recurring(board, b):
            yield from _dated(board, rows)
        yield from _manner(board, rows)


def _dated(board: Board, rows: list[tuple[Taking, Taking]]) -> Iterator[Found]:
    """The taking on days of which none is the other's, unless the two also agree on one."""
    taken = [(p.statement, q.statement) for p, q in rows if p.taken and q.taken]
    if any(_agree(board, p, q) for p, q in taken):
        return
    for p, q in taken:
        if clash(board, p, q):
            yield Found(p, q, Disagreement("date", "taking"), common(board, p, q))


def _agree(board: Board, p: Statement, q: Statement) -> bool:
    mine, theirs = moments(board, p), moments(board, q)
    return bool(mine and theirs) and not clash(board, p, q)


def _manner(board: Board, rows: list[tuple[Taking, Taking]]) -> Iterator[Found]:
    """One text tells of a fight for the place, the other that nobody resisted."""
    for p, q in rows:
        if (p.eased and q.fought and not q.eased) or (q.eased and p.fought and not p.eased):
            yield Found(
                p.statement, q.statement, Disagreement("polarity", "fight"), common(board, p.statement, q.statement)
            )


def _one(p: Taking, q: Taking) -> bool:
    return bool(p.places & q.places) and bool(p.takers & q.takers or p.nations & q.nations)


def takings(board: Board, text: int) -> list[Taking]:
    """The takings that a text tells of, in order."""
    known = cast("dict[int, list[Taking]]", board.memo.setdefault("takings", {}))
    if text not in known:
        row = board.texts[text]
        read = (_read(board, row, s) for s in row.statements if s.claim.rule != CONTENT and real(s))
        known[text] = _continued([t for t in read if t is not None])
    return known[text]


def _continued(rows: list[Taking]) -> list[Taking]:
    """Takings of which the sentence leaves out whose they are have the takers of the one before."""
    found: list[Taking] = []
    for t in rows:
        if found and not (t.takers or t.nations or t.statement.words.get("agent")):
            t = replace(t, takers=found[-1].takers, nations=found[-1].nations)
        found.append(t)
    return found


def _read(board: Board, row: TextRow, s: Statement) -> Taking | None:
    words = keys(board, row)[s.first : s.last]
    at = next((n for n, w in enumerate(words) if listed(w, "takings")), None)
    fought = any(listed(w, "fights") for w in words)
    if at is None and not fought:
        return None
    if s.negative and not (at is not None and _presupposed(board, row, s, at)):
        return None
    places = _places(board, row, s, at)
    if at is not None and not places and not s.negative:
        s = stated(board, row, _extended(board, row, s, at))
        places = _places(board, row, s, at)
    flat = f" {fold(board.flat(_reach(row, s)))} "
    eased = any(f" {form} " in flat for form in _phrases("unresisted"))
    takers = s.roles.get("agent") or frozenset(
        a for a in s.actors - _located(board) if board.named(a) and board.name(a).nations
    )
    nations = {c for a in takers if board.named(a) for c in board.name(a).nations}
    nations |= nations_of(board, party_of(s, "agent"))
    return (
        Taking(s, places, takers - places, frozenset(nations), at is not None, eased, fought and not eased)
        if places
        else None
    )


def _extended(board: Board, row: TextRow, s: Statement, at: int) -> Span:
    """A statement with the words after it in its sentence, which may name what was taken, up to the next taking."""
    _, last = row.words.sentences[row.words.sentence[s.first]]
    words, end = keys(board, row), max(s.last, min(last, s.last + AFTER))
    after = (n for n in range(s.first + at + 1, end) if listed(words[n], "takings"))
    return row.words.span(s.first, next(after, end))


def _reach(row: TextRow, s: Statement) -> Span:
    """A statement with the rest of its sentence up to the next comma: «دخلت المدينة | دون مقاومة»."""
    end = row.words.span(*row.words.sentences[row.words.sentence[s.first]]).end
    return Span(s.span.text, s.span.start, max(s.span.end, min(end, s.span.end + REACH)))


#: Words after a statement within which the place that it tells of may be named.
AFTER = 12
#: Characters after a statement in which words on how it went still belong to it.
REACH = 40


def _presupposed(board: Board, row: TextRow, s: Statement, at: int) -> bool:
    """Whether a taking is named as what came before something («بعد سيطرتهم على …»): then no denial touches it."""
    last = s.first + at
    return last > 0 and keys(board, row)[last - 1] in ("بعد", "عقب", "منذ", "after")


def _places(board: Board, row: TextRow, s: Statement, at: int | None) -> frozenset[str]:
    """The places that a statement names as taken; where it says «the town», the last one named before it."""
    roles = frozenset(a for r in ("patient", "destination", "place") for a in s.roles.get(r, _NONE))
    begin = row.words.starts[s.first + (at or 0)]
    inside = frozenset(a for start, end, a in row.names if begin <= start and end <= s.span.end)
    for found in (roles, inside):
        if places := frozenset(a for a in found if a in _located(board) and not board.wide(a)):
            return places
    if not any(listed(w, "towns") for w in keys(board, row)[s.first : s.last]):
        return _NONE
    before = [a for start, _, a in row.names if start < s.span.start and _town(board, a)]
    return frozenset(before[-1:])


def _located(board: Board) -> frozenset[str]:
    """Actors that are places by their names' type."""
    if "located" not in board.memo:
        mentions = (m for row in board.texts for m in board.corpus.of(Mention, row.id))
        places = {board.identities.of(m.actor) for m in mentions if m.actor and m.type is EntityType.LOC}
        board.memo["located"] = frozenset(places)
    return cast("frozenset[str]", board.memo["located"])


def _town(board: Board, actor: str) -> bool:
    """Whether a place is a town: some text calls it one («مدينة X»)."""
    known = cast("dict[str, bool]", board.memo.setdefault("towns", {}))
    if actor not in known:
        place = actor in _located(board) and not board.wide(actor)
        known[actor] = place and any(_called_town(board, row, actor) for row in board.texts)
    return known[actor]


def _called_town(board: Board, row: TextRow, actor: str) -> bool:
    for start, end, other in row.names:
        if other == actor:
            first, last = row.place(Span(row.id, start, end))
            if any(listed(w, "towns") for w in keys(board, row)[max(0, first - 1) : last]):
                return True
    return False


@cache
def _phrases(group: str) -> tuple[str, ...]:
    return tuple(sorted(forms(group)))

"""What came of an attempt: one text says that it was done, the other that it failed or was foiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from tawatur.relate.board import Board
from tawatur.relate.keys import bare, forms, keys, listed
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.matters import Found, asserted, common, stated
from tawatur.relate.recurrence import recurring
from tawatur.relate.slots import Disagreement
from tawatur.relate.statements import Statement, TextRow
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Words after a word of failure within which the act stands; before an act within which it may be said to be tried
#: only; before «that» within which the act stands that it means; after an act that say on what it was done (writers may
#: list it), and on what it was tried.
AHEAD, BEFORE, BACK, OBJECT, TRIED = 5, 4, 30, 14, 5
#: Words of the object that two texts must share.
SHARED = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A statement that an act of a class was done, or failed (`failed`), with the concepts of what it was done on."""

    statement: Statement
    act: str
    object: frozenset[str]
    failed: bool


def of_outcomes(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts over the outcome of one act: the two statements of each side that compare best."""
    for a, b in sorted(pairs):
        if recurring(board, a) != recurring(board, b):
            continue
        rows = [
            (_fit(board, p, q), p, q)
            for p in outcomes(board, a)
            for q in outcomes(board, b)
            if p.failed != q.failed and p.act == q.act and len(p.object & q.object) >= SHARED
        ]
        for failed in (False, True):
            chosen = [row for row in rows if row[1].failed == failed]
            if chosen:
                score, p, q = max(chosen, key=lambda r: (r[0], -r[1].statement.span.start, -r[2].statement.span.start))
                yield Found(p.statement, q.statement, Disagreement("polarity", "outcome"), score)


def _fit(board: Board, p: Outcome, q: Outcome) -> float:
    return round(common(board, p.statement, q.statement) + 0.5 * len(p.object & q.object), 6)


def outcomes(board: Board, text: int) -> list[Outcome]:
    """The acts that a text says were done or failed, in order."""
    known = cast("dict[int, list[Outcome]]", board.memo.setdefault("outcomes", {}))
    if text not in known:
        row = board.texts[text]
        words = keys(board, row)
        read = (_failed(board, row, words, n) or _done(board, row, words, n) for n in range(len(words)))
        known[text] = [o for o in read if o is not None and asserted(board, o.statement) and not o.statement.negative]
    return known[text]


def _failed(board: Board, row: TextRow, words: list[str], at: int) -> Outcome | None:
    """The act that a word of failure at word `at` is about: the next one, or the last one where it says «that»."""
    unmanaged = listed(words[at], "managed") and not forms("negations").isdisjoint(words[max(0, at - 2) : at])
    if not (unmanaged or listed(words[at], "failures")):
        return None
    _, last = row.words.sentences[row.words.sentence[at]]
    ahead = range(at + 1, min(last, at + 1 + AHEAD))
    place = next((n for n in ahead if _act(words[n])), None)
    if place is None and any(words[n] in forms("that") for n in ahead):
        place = next((n for n in range(at - 1, max(-1, at - BACK), -1) if _act(words[n])), None)
    if place is None:
        return None
    begin, end = (max(0, at - 1), max(at, place) + 1) if unmanaged else (at, max(at, place) + 1)
    end = min(last, max(end, begin + 1 + AHEAD))
    statement = stated(board, row, row.words.span(begin, end))
    return Outcome(statement, _act(words[place]), _object(board, row, place, TRIED), True)


def _done(board: Board, row: TextRow, words: list[str], at: int) -> Outcome | None:
    """An act that a finite verb says was done; not where it is denied, tried or foiled."""
    act = _act(words[at], "done")
    first, last = row.words.sentences[row.words.sentence[at]]
    before = words[max(first, at - BEFORE) : at]
    if not act or any(w in forms("negations") or listed(w, "failures") or listed(w, "attempts") for w in before):
        return None
    if at + 1 < last and words[at + 1] in forms("pronouns"):
        return None
    statement = stated(board, row, row.words.span(at, min(last, at + 1 + OBJECT)))
    return Outcome(statement, act, _object(board, row, at, OBJECT), False)


def _object(board: Board, row: TextRow, act: int, most: int) -> frozenset[str]:
    """The concepts of the words after an act in its sentence, `most` of them."""
    _, last = row.words.sentences[row.words.sentence[act]]
    end = min(last, act + 1 + most)
    if act + 1 >= end:
        return frozenset()
    return frozenset(concept(w) for w in word_stems(board.flat(row.words.span(act + 1, end))))


@lru_cache(maxsize=50_000)
def _act(key: str, side: str = "act") -> str:
    """The class of the act that a noun or verb names (`side` as in `_acts`); nothing for other words."""
    return next((name for name, known in _acts(side).items() if bare(key) & known), "")


@cache
def _acts(side: str) -> Mapping[str, frozenset[str]]:
    """Classes of acts with their forms: `done`, finite verbs for what was done; `act`, those and nouns for the act."""
    rows = load_yaml("ar/events-words.yaml")["acts"]
    return {str(r["id"]): frozenset(fold(f) for f in (*r["done"], *(r["act"] if side == "act" else ()))) for r in rows}

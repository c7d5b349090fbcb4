"""On whose word a passage stands: two passages that name one speaker, or one to whom was spoken, are likelier one."""

from __future__ import annotations

from bisect import bisect_left

from tawatur.core.model import Attribution
from tawatur.relate.reuse.windows import Clauses
from tawatur.relate.statements import TextRow

#: Words before a cue, or after one that follows what is said, in which a name belongs to the speech.
_REACH = 6


def voice(of: Clauses, text: int, first: int, last: int) -> frozenset[int]:
    """The terms by which the speakers of words `[first, last)` are known: their names, the words that call them, and
    the names that stand between these and what is said («to the agency X»)."""
    row = of.board.texts[text]
    found: set[int] = set()
    for a in row.attributions.values():
        start, end = row.place(a.content)
        if 2 * max(0, min(end, last) - max(start, first)) >= min(last - first, end - start) > 0:
            found |= _of_one(of, row, a, start, end)
    return frozenset(found)


def _of_one(of: Clauses, row: TextRow, a: Attribution, start: int, end: int) -> set[int]:
    found: set[int] = set()
    actor = of.terms.actor(of.board.identities.of(a.actor)) if a.actor else None
    if actor is not None:
        found.add(actor)
    for span in (a.source, a.speaker):
        if span:
            found |= of.content(row.number, *row.place(span))
    if a.cue:
        found |= _named(of, row, *_around(row.place(a.cue), start, end))
    return found


def _around(cue: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The words that frame what is said: from a little before the cue to the content, or from the content to a little
    after the cue."""
    return (max(0, cue[0] - _REACH), start) if cue[0] < start else (end, cue[1] + _REACH)


def _named(of: Clauses, row: TextRow, first: int, last: int) -> set[int]:
    """The terms of the names that stand among words `[first, last)`."""
    begin = bisect_left(row.names, row.words.starts[first], key=lambda n: n[0]) if first < len(row.words.starts) else 0
    found: set[int] = set()
    for start, _, actor in row.names[begin:]:
        if last <= first or last > len(row.words.starts) or start >= row.words.ends[last - 1]:
            break
        term = of.terms.actor(actor)
        if term is not None:
            found.add(term)
    return found

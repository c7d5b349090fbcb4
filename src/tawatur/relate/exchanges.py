"""Parts of a sentence that stand in each other's place in another text: who did it, and to whom it was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from tawatur.core.model import EntityType, Fact, Mention, Span
from tawatur.relate.alignment import Alignment, Range
from tawatur.relate.board import Board
from tawatur.relate.negations import folded, word_group
from tawatur.relate.statements import TextRow

#: How alike a sentence with two parts exchanged must be to the other text's, and how long those may be.
TURNED, LONGEST = 0.97, 10
#: Types of facts that say the same with agent and patient in each other's place.
MUTUAL = frozenset(("MEET", "NEGOTIATE", "AGREE", "ALLIED_WITH", "OPPOSES", "FAMILY_OF", "ALIAS_OF"))


def exchanged(board: Board, alignment: Alignment) -> Iterator[tuple[Span, Span]]:
    """The words of either text between which two parts of a sentence are exchanged: names of one type, or agent and
    patient of a fact. Free order of words («زار الوزير الميناء», «زار الميناء الوزير») is no exchange."""
    left, right = alignment.left, alignment.right
    for sentence in sorted({left.words.sentence[n] for c in alignment.changes for n in range(*c.left)}):
        first, last = left.words.sentences[sentence]
        there = alignment.range_there(first, last)
        if there is None:
            continue
        low, high = right.words.sentences[right.words.sentence[there[0]]]
        ours, theirs = list(left.words.stems[first:last]), list(right.words.stems[low:high])
        if sorted(ours) != sorted(theirs) or ours == theirs:
            continue
        for one, two in combinations(_parts(board, left, first, last), 2):
            if not _apart(board, left, one, two) or not _rivals(board, left, one, two):
                continue
            turned = _turned(ours, (one[0] - first, one[1] - first), (two[0] - first, two[1] - first))
            if Indel.normalized_similarity(turned, theirs) >= TURNED and not _said_alike(board, alignment, one, two):
                yield left.words.span(one[0], two[1]), _differing(right, low, ours, theirs)
                break


def _turned(words: Sequence[int], one: Range, two: Range) -> list[int]:
    """Words with two ranges of them in each other's place."""
    (a, b), (c, d) = one, two
    return [*words[:a], *words[c:d], *words[b:c], *words[a:b], *words[d:]]


def _parts(board: Board, row: TextRow, first: int, last: int) -> list[Range]:
    """Word ranges of names and of what fills roles in a sentence, in order."""
    whole = row.words.span(first, last)
    spans = {Span(row.id, a, b) for a, b, _ in row.names if whole.start <= a and b <= whole.end}
    spans |= {x.span for f in row.facts.values() for x in f.arguments if whole.contains(x.span)}
    found = {row.place(s) for s in spans}
    return sorted(r for r in found if 0 < r[1] - r[0] <= LONGEST)


def _apart(board: Board, row: TextRow, one: Range, two: Range) -> bool:
    """Whether two parts are none in the other, nor joined by a comma, «و» or a word by which both take part alike."""
    if two[0] < one[1]:
        return False
    between = [*folded(board, row, (max(0, one[0] - 1), one[0])), *folded(board, row, (one[1], two[0]))]
    mark = board.corpus.words(Span(row.id, row.words.ends[two[0] - 1], row.words.starts[two[0]])).strip()
    beside = two[0] == one[1] and (mark or board.corpus.words(row.words.span(two[0], two[0] + 1)).startswith("و"))
    return not beside and word_group("together").isdisjoint(between)


def _rivals(board: Board, row: TextRow, one: Range, two: Range) -> bool:
    """Whether two parts can stand for one another: names of one type, or agent and patient of one fact."""
    kinds = [_type(board, row, part) for part in (one, two)]
    if kinds[0] and kinds[0] == kinds[1]:
        return True
    return bool(any(kinds)) and any(
        {"agent", "patient"} <= {x.role for x in f.arguments if row.place(x.span) in (one, two)}
        for f in row.facts.values()
    )


def _type(board: Board, row: TextRow, part: Range) -> EntityType | None:
    mentions = (m for m in board.corpus.of(Mention, row.id) if m.actor)
    return next((m.type for m in mentions if row.place(m.span) == part), None)


def _said_alike(board: Board, alignment: Alignment, one: Range, two: Range) -> bool:
    """Whether the exchange says nothing: both share one fact alike, or the facts of both texts give both one role."""
    left, right = alignment.left, alignment.right
    a, b = left.words.span(*one), left.words.span(*two)
    mine = [f for f in left.facts.values() if f.span.overlap(a) and f.span.overlap(b)]
    there = alignment.range_there(one[0], two[1])
    near = right.words.span(*there) if there else None
    theirs = [f for f in right.facts.values() if near is not None and f.span.overlap(near)]
    if any(f.type in MUTUAL for f in (*mine, *theirs)):
        return True
    return any(_ends(board, f) == _ends(board, g) != (None, None) for f in mine for g in theirs if f.type == g.type)


def _ends(board: Board, fact: Fact) -> tuple[str | None, str | None]:
    """Who a fact's agent and patient are."""
    roles = {x.role: board.identities.of(x.actor) for x in fact.arguments if x.actor}
    return roles.get("agent"), roles.get("patient")


def _differing(row: TextRow, low: int, ours: Sequence[int], theirs: Sequence[int]) -> Span:
    """The words of a sentence from the first to the last that differ from another's."""
    at = [n for n, (x, y) in enumerate(zip(ours, theirs, strict=True)) if x != y]
    return row.words.span(low + at[0], low + at[-1] + 1)

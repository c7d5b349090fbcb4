"""Two texts word by word along the passages that both have: which words of one stand in the other, and which do not."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from rapidfuzz.distance import Indel

from tawatur.core.model import Span
from tawatur.relate.board import Board
from tawatur.relate.statements import TextRow
from tawatur.text.normalise import fold

#: Words on either side of a change that are looked at, and the share of them that both texts must have there: where
#: less is the same, the sentence is told anew and no word took the place of another.
AROUND, SAME = 8, 0.6
#: Share of the words of the shorter of two spans that must stand in the other.
ALIKE = 0.7
#: How alike letters must be for a difference to be one of spelling.
TYPED = 0.9

Range = tuple[int, int]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """Words `[first, last)` of the left text in whose place the right one has its own; one of both may be empty."""

    left: Range
    right: Range

    def turned(self) -> Change:
        """The same seen from the right text."""
        return Change(self.right, self.left)


class Matches:
    """Words of one text to the same words of another, in little memory: a case has millions."""

    __slots__ = ("_here", "_there")

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        rows = sorted(pairs)
        self._here, self._there = array("i", (a for a, _ in rows)), array("i", (b for _, b in rows))

    def __contains__(self, word: int) -> bool:
        at = bisect_left(self._here, word)
        return at < len(self._here) and self._here[at] == word

    def within(self, first: int, last: int) -> Sequence[int]:
        """Where those of the words `[first, last)` stand that the other text has, in their order."""
        return self._there[bisect_left(self._here, first) : bisect_left(self._here, last)]

    def turned(self) -> Matches:
        """The same seen from the other text."""
        return Matches(zip(self._there, self._here, strict=True))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of `left` to the same words of `right`, and back; the changes between them, in order. Words are the same
    by their stems; in numbers and times, where an ending counts, by their letters."""

    left: TextRow
    right: TextRow
    there: Matches
    back: Matches
    changes: tuple[Change, ...]

    def turned(self) -> Alignment:
        """The same with the right text first."""
        return Alignment(self.right, self.left, self.back, self.there, tuple(c.turned() for c in self.changes))

    def has(self, span: Span) -> bool:
        """Whether the other text has the words under a span of either text, and nothing between them."""
        row, known = (self.left, self.there) if span.text == self.left.id else (self.right, self.back)
        first, last = row.place(span)
        there = known.within(first, last)
        return bool(there) and len(there) == last - first == there[-1] - there[0] + 1

    def same(self, one: Span, two: Span) -> bool:
        """Whether two spans are one sentence, or part of one, with some words changed: most words of the shorter of
        `one` (in the left text) and `two` (in the right) stand at the same place in the other."""
        (a0, a1), (b0, b1) = self.left.place(one), self.right.place(two)
        shared = sum(b0 <= n < b1 for n in self.there.within(a0, a1))
        return shared > 0 and shared >= ALIKE * min(a1 - a0, b1 - b0)

    def range_there(self, first: int, last: int) -> Range | None:
        """The words of the right text among which words `[first, last)` of the left one stand; None where none do."""
        found = self.there.within(first, last)
        return (min(found), max(found) + 1) if found else None


def alignments_of(board: Board) -> Alignments:
    """The alignments of a case, made once, from all that its texts share."""
    if "alignments" not in board.memo:
        board.memo["alignments"] = Alignments(board)
    return cast("Alignments", board.memo["alignments"])


class Alignments:
    """The alignments of a case by pairs of texts, made when they are asked for."""

    def __init__(self, board: Board) -> None:
        self.board, self.passages = board, board.passages
        self._known: dict[tuple[int, int], Alignment | None] = {}
        self._values: dict[int, frozenset[int]] = {}

    def all(self) -> Iterator[Alignment]:
        """Every alignment, the text with the smaller number on the left."""
        pairs = {(self.board.by_id[a].number, self.board.by_id[b].number) for a, b in self.passages.pairs()}
        for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
            found = self.of(a, b)
            if found is not None:
                yield found

    def of(self, left: int, right: int) -> Alignment | None:
        """The alignment of two texts by number; None where they share no passage."""
        if (left, right) not in self._known:
            found = self._make(min(left, right), max(left, right))
            self._known[min(left, right), max(left, right)] = found
            self._known[max(left, right), min(left, right)] = found and found.turned()
        return self._known[left, right]

    def unchanged(self, one: Span, two: Span) -> bool:
        """Whether each of two texts has what stands under the span of the other, wherever: both say both."""
        found = self._of(one, two)
        return found is not None and found.has(one) and found.has(two)

    def same(self, one: Span, two: Span) -> bool:
        """Whether two spans of two texts are the same words but for some: what changed between them is an edit."""
        found = self._of(one, two)
        return found is not None and found.same(one, two)

    def _of(self, one: Span, two: Span) -> Alignment | None:
        return self.of(self.board.by_id[one.text].number, self.board.by_id[two.text].number)

    def _make(self, low: int, high: int) -> Alignment | None:
        left, right = self.board.texts[low], self.board.texts[high]
        shared = sorted(self.passages.between(left.id, right.id), key=lambda x: (-len(x[1]), x[1], x[2]))
        pairs: Pairs = []
        mine: set[int] = set()
        others: set[int] = set()
        changes: list[Change] = []
        for _, a, b in shared:
            narrow = left.place(a), right.place(b)
            wide = widened(left, narrow[0]), widened(right, narrow[1])
            for ours, theirs in (wide, narrow):
                if not mine.isdisjoint(range(*ours)) or not others.isdisjoint(range(*theirs)):
                    continue
                same = [(m, n) for m, n in _in_order(left, right, ours, theirs) if self._alike(left, m, right, n)]
                pairs += same
                mine.update(m for m, _ in same)
                others.update(n for _, n in same)
                changes += [c for c in _gaps(same, ours, theirs) if not self._spelling(left, right, c)]
                break
        if not pairs:
            return None
        there = Matches(pairs)
        back = there.turned()
        close = (c for c in changes if _close(left, mine, c.left) and _close(right, others, c.right))
        return Alignment(left, right, there, back, tuple(sorted(close, key=lambda c: (c.left, c.right))))

    def _alike(self, left: TextRow, m: int, right: TextRow, n: int) -> bool:
        """Whether two words of one stem are one word: in a number or a time every letter counts («أربعة», «أربعين»)."""
        if m not in self._in_values(left) and n not in self._in_values(right):
            return True
        one, two = self._letters(left, (m, m + 1)), self._letters(right, (n, n + 1))
        return one == two or one.removeprefix("و") == two.removeprefix("و")

    def _in_values(self, row: TextRow) -> frozenset[int]:
        """The words of a text that stand in numbers and times."""
        if row.number not in self._values:
            spans = [*(q.span for q in row.quantities), *(t.span for t in row.times)]
            self._values[row.number] = frozenset(n for s in spans for n in range(*row.place(s)))
        return self._values[row.number]

    def _spelling(self, left: TextRow, right: TextRow, change: Change) -> bool:
        """Whether two texts have the same letters, or nearly so, with other spaces or spelling; not in values."""
        ours, theirs = change.left, change.right
        values = self._in_values(left).intersection(range(*ours)) or self._in_values(right).intersection(range(*theirs))
        if ours[0] == ours[1] or theirs[0] == theirs[1] or values:
            return False
        return Indel.normalized_similarity(self._letters(left, ours), self._letters(right, theirs)) >= TYPED

    def _letters(self, row: TextRow, words: Range) -> str:
        return fold("".join(self.board.corpus.words(row.words.span(*words)).split()))


def widened(row: TextRow, place: Range) -> Range:
    """Whole sentences around words of a text."""
    first, last = place
    if first >= last:
        return place
    words = row.words
    return words.sentences[words.sentence[first]][0], words.sentences[words.sentence[last - 1]][1]


def home(row: TextRow, place: Range) -> Range:
    """The sentence of words of a text; of the gap between two sentences, the one before it."""
    first, last = place
    words = row.words
    at = min(first, len(words.sentence) - 1)
    if first == last and first and words.sentence[at] != words.sentence[first - 1]:
        at = first - 1
    return words.sentences[words.sentence[at]]


def _in_order(left: TextRow, right: TextRow, ours: Range, theirs: Range) -> Pairs:
    """The words that two ranges have in the same order, by their stems (longest common subsequence)."""
    (a0, a1), (b0, b1) = ours, theirs
    same: Pairs = []
    for op in Indel.opcodes(left.words.stems[a0:a1], right.words.stems[b0:b1]):
        if op.tag == "equal":
            mine, theirs_ = range(a0 + op.src_start, a0 + op.src_end), range(b0 + op.dest_start, b0 + op.dest_end)
            same += zip(mine, theirs_, strict=True)
    return same


def _gaps(same: Sequence[tuple[int, int]], ours: Range, theirs: Range) -> list[Change]:
    """What stands between the words that two ranges have in common."""
    ends = [(ours[0] - 1, theirs[0] - 1), *same, (ours[1], theirs[1])]
    return [Change((a + 1, c), (b + 1, d)) for (a, b), (c, d) in pairwise(ends) if c > a + 1 or d > b + 1]


def _close(row: TextRow, known: Container[int], changed: Range) -> bool:
    """Whether most words around a change in its sentence stand in the other text."""
    first, last = changed
    low, high = home(row, changed)
    around = [*range(max(low, first - AROUND), first), *range(last, min(high, last + AROUND))]
    return bool(around) and sum(n in known for n in around) >= SAME * len(around)

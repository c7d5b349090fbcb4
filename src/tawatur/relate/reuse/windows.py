"""The exact places of a retold passage: which clauses of two sentences tell the same, without what stands around them.

Of all runs of clauses in both sentences the pair is taken whose shared words outweigh what only one side has; then the
words that only say who speaks are cut off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawatur.core.model import Span
from tawatur.extract.clauses import clauses
from tawatur.relate.board import Board, TextRow
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView

#: What a word that only one side has costs, in parts of what a shared one gains; longest run of clauses looked at.
COST, LONGEST = 0.35, 8


@dataclass(frozen=True, slots=True)
class Window:
    """Word ranges `[a0, a1)` and `[b0, b1)` of two texts, the Dice overlap of their words, and the gain."""

    a0: int
    a1: int
    b0: int
    b1: int
    dice: float
    gain: float


class Clauses:
    """Clauses of sentences as word ranges of their text, and the weighted words of each; computed when asked for."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._ranges: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._words: dict[int, list[int]] = {}
        self._sets: dict[tuple[int, int], list[frozenset[int]]] = {}

    def ranges(self, text: int, sentence: int) -> list[tuple[int, int]]:
        """Word ranges of the clauses of a sentence, in order; those without words left out."""
        if (text, sentence) not in self._ranges:
            self._ranges[text, sentence] = self._cut(self.board.texts[text], sentence)
        return self._ranges[text, sentence]

    def _cut(self, row: TextRow, sentence: int) -> list[tuple[int, int]]:
        first, last = row.words.sentences[sentence]
        whole = row.words.span(first, last)
        view = TextView.of(self.board.corpus.words(whole))
        found = tokens(view)
        starts = [view.span(found[c.first].start, found[c.first].end)[0] + whole.start for c in clauses(found)]
        starts += [a.content.start for a in row.attributions.values() if whole.start < a.content.start < whole.end]
        starts += [a.content.end for a in row.attributions.values() if whole.start < a.content.end < whole.end]
        cuts = sorted({bisect_left(row.words.starts, s) for s in starts} | {first})
        cuts = [c for c in cuts if first <= c < last]
        return [(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True) if a < b]

    def numbers(self, text: int) -> list[int]:
        """The words of a text as numbers: who is named for every word of a name, the root for other words."""
        if text not in self._words:
            row = self.board.texts[text]
            found = [self.board.root(s) for s in row.words.stems]
            for start, end, actor in row.names:
                for at in range(*row.place(Span(row.id, start, end))):
                    found[at] = self.board.actor_number(actor)
            self._words[text] = found
        return self._words[text]


    def sets(self, text: int, sentence: int) -> list[frozenset[int]]:
        """The words of each clause of a sentence that carry content."""
        if (text, sentence) not in self._sets:
            words, weight = self.numbers(text), self.board.weight
            found = [frozenset(n for n in words[a:b] if weight[n] > 0) for a, b in self.ranges(text, sentence)]
            self._sets[text, sentence] = found
        return self._sets[text, sentence]


Used = Sequence[tuple[int, int]]


def best_window(of: Clauses, a: tuple[int, int], b: tuple[int, int], used_a: Used, used_b: Used) -> Window | None:
    """The runs of clauses of sentences `a` and `b` (text, sentence) that have most in common; clauses that touch a
    used word range are left out. None where nothing is shared."""
    left, right = of.ranges(*a), of.ranges(*b)
    one, two = of.sets(*a), of.sets(*b)
    shared, total_a, total_b = _table(of, one, two)
    free_a, free_b = _free(left, used_a), _free(right, used_b)
    best: Window | None = None
    for i0, i1 in _runs(free_a):
        rows = shared[i0:i1].sum(axis=0)
        own = float(total_a[i0:i1].sum())
        for k0, k1 in _runs(free_b):
            common = float(rows[k0:k1].sum())
            whole = own + float(total_b[k0:k1].sum())
            gain = common - COST * (whole - 2 * common)
            if common > 0 and (best is None or gain > best.gain + 1e-9):
                dice = min(1.0, 2 * common / whole)
                best = Window(left[i0][0], left[i1 - 1][1], right[k0][0], right[k1 - 1][1], dice, gain)
    return best


def _table(
    of: Clauses, one: Sequence[frozenset[int]], two: Sequence[frozenset[int]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What every two clauses share, a word that several of them share divided among them, and what each has in all."""
    weight = of.board.weight
    shared = np.zeros((len(one), len(two)))
    for n in sorted(frozenset().union(*one) & frozenset().union(*two)):
        rows = [i for i, s in enumerate(one) if n in s]
        columns = [k for k, s in enumerate(two) if n in s]
        shared[np.ix_(rows, columns)] += weight[n] / max(len(rows), len(columns))
    sums = [np.array([float(sum(weight[n] for n in sorted(s))) for s in side]) for side in (one, two)]
    return shared, sums[0], sums[1]


def _free(ranges: Used, used: Used) -> list[bool]:
    return [not any(first < e and s < last for s, e in used) for first, last in ranges]


def _runs(free: Sequence[bool]) -> list[tuple[int, int]]:
    """All runs `[first, last)` of at most `LONGEST` free clauses."""
    found = []
    for first in range(len(free)):
        for last in range(first + 1, min(len(free), first + LONGEST) + 1):
            if not free[last - 1]:
                break
            found.append((first, last))
    return found


def trimmed(of: Clauses, text: int, first: int, last: int, other: frozenset[int]) -> tuple[int, int]:
    """A word range without the words at its ends that only say who speaks, and that the other side lacks."""
    row, words = of.board.texts[text], of.numbers(text)
    shared = [at for at in range(first, last) if words[at] in other and of.board.weight[words[at]] > 0]
    if not shared:
        return first, last
    for a in row.attributions.values():
        start, end = row.place(a.content)
        if first < start <= shared[0] and a.cue and row.place(a.cue)[1] <= start:
            first = max(first, start)
        if shared[-1] < end < last and a.cue and row.place(a.cue)[0] >= end:
            last = min(last, end)
    return first, last

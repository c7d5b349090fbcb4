"""The exact places of a retold passage: which clauses of two sentences tell the same, without what stands around them.

Of all runs of clauses in both sentences the pair is taken whose shared words outweigh what only one side has; then the
words that only say who speaks are cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawatur.relate.board import Board
from tawatur.relate.cuts import clause_ranges
from tawatur.relate.reuse.terms import Terms

#: Longest run of clauses looked at.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Window:
    """Word ranges `[a0, a1)` and `[b0, b1)` of two texts, and the Dice overlap of their words."""

    a0: int
    a1: int
    b0: int
    b1: int
    dice: float


class Clauses:
    """Clauses of sentences as word ranges of their text, and the terms of each; computed when asked for."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.terms = Terms(board)
        self._ranges: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._sets: dict[tuple[int, int], list[frozenset[int]]] = {}

    def ranges(self, text: int, sentence: int) -> list[tuple[int, int]]:
        """Word ranges of the clauses of a sentence, in order; those without words left out."""
        if (text, sentence) not in self._ranges:
            row = self.board.texts[text]
            found = clause_ranges(self.board.corpus, row.words, row.attributions.values(), sentence)
            self._ranges[text, sentence] = found
        return self._ranges[text, sentence]

    def sets(self, text: int, sentence: int) -> list[frozenset[int]]:
        """The terms of each clause of a sentence that carry content."""
        if (text, sentence) not in self._sets:
            self._sets[text, sentence] = [self.content(text, a, b) for a, b in self.ranges(text, sentence)]
        return self._sets[text, sentence]

    def content(self, text: int, first: int, last: int) -> frozenset[int]:
        """The terms of words `[first, last)` of a text that carry content."""
        terms = self.terms.of(text)[first:last]
        return frozenset(terms[self.terms.rarity[terms] > 0].tolist())


Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Zone:
    """A sentence of a text, and word ranges that a passage in it may not touch."""

    text: int
    sentence: int
    used: Ranges = ()


def best_window(of: Clauses, a: Zone, b: Zone, cost: float) -> Window | None:
    """The runs of clauses of two sentences that have most in common: a word that only one side has costs `cost` of what
    a shared one gains. None where nothing is shared."""
    left, right = of.ranges(a.text, a.sentence), of.ranges(b.text, b.sentence)
    one, two = of.sets(a.text, a.sentence), of.sets(b.text, b.sentence)
    shared, total_a, total_b = _table(of, one, two)
    rows, columns = _runs(_free(left, a.used)), _runs(_free(right, b.used))
    if not len(rows) or not len(columns):
        return None
    area = np.zeros((len(left) + 1, len(right) + 1))
    area[1:, 1:] = shared.cumsum(axis=0).cumsum(axis=1)
    high, low = area[rows[:, 1]], area[rows[:, 0]]
    common = high[:, columns[:, 1]] - high[:, columns[:, 0]] - low[:, columns[:, 1]] + low[:, columns[:, 0]]
    whole = _sums(total_a, rows)[:, None] + _sums(total_b, columns)[None, :]
    gain = np.where(common > 0, np.round(common - cost * (whole - 2 * common), 9), -np.inf)
    i, k = np.unravel_index(int(np.argmax(gain)), gain.shape)
    if common[i, k] <= 0:
        return None
    dice = min(1.0, float(2 * common[i, k] / whole[i, k]))
    a0, a1 = left[rows[i, 0]][0], left[rows[i, 1] - 1][1]
    return Window(a0, a1, right[columns[k, 0]][0], right[columns[k, 1] - 1][1], dice)


def _sums(values: NDArray[np.float64], runs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sum of `values` over each run."""
    total = np.concatenate(([0.0], values.cumsum()))
    found: NDArray[np.float64] = total[runs[:, 1]] - total[runs[:, 0]]
    return found


def _table(
    of: Clauses, one: Sequence[frozenset[int]], two: Sequence[frozenset[int]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What every two clauses share, a word that several of them share divided among them, and what each has in all."""
    weight = of.terms.rarity
    shared = np.zeros((len(one), len(two)))
    for n in sorted(frozenset().union(*one) & frozenset().union(*two)):
        rows = [i for i, s in enumerate(one) if n in s]
        columns = [k for k, s in enumerate(two) if n in s]
        shared[np.ix_(rows, columns)] += weight[n] / max(len(rows), len(columns))
    sums = [np.array([float(sum(weight[n] for n in sorted(s))) for s in side]) for side in (one, two)]
    return shared, sums[0], sums[1]


def _free(ranges: Ranges, used: Ranges) -> list[bool]:
    return [not any(first < e and s < last for s, e in used) for first, last in ranges]


def _runs(free: Sequence[bool]) -> NDArray[np.int64]:
    """All runs `[first, last)` of at most `LONGEST` free clauses, one a row."""
    found = []
    for first in range(len(free)):
        for last in range(first + 1, min(len(free), first + LONGEST) + 1):
            if not free[last - 1]:
                break
            found.append((first, last))
    return np.array(found, np.int64).reshape(-1, 2)


def trimmed(of: Clauses, text: int, first: int, last: int, other: frozenset[int]) -> tuple[int, int]:
    """A word range without the words at its ends that only say who speaks, and that the other side lacks."""
    row, terms = of.board.texts[text], of.terms.of(text)
    shared = [at for at in range(first, last) if int(terms[at]) in other and of.terms.rarity[terms[at]] > 0]
    if not shared:
        return first, last
    for a in row.attributions.values():
        start, end = row.place(a.content)
        if first < start <= shared[0] and a.cue and row.place(a.cue)[1] <= start:
            first = max(first, start)
        if shared[-1] < end < last and a.cue and row.place(a.cue)[0] >= end:
            last = min(last, end)
    return first, last

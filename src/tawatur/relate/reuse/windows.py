"""The exact places of a retold passage: which clauses of two sentences tell the same, without what stands around them.

Of all runs of clauses in both sentences the pair is taken whose shared words outweigh what only one side has; then the
words that only say who speaks are cut off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

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
        self._words: dict[tuple[int, int], list[int]] = {}

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
        key = (text, 0)
        if key not in self._words:
            row = self.board.texts[text]
            found = [self.board.root(s) for s in row.words.stems]
            for start, end, actor in row.names:
                for at in range(*row.place(Span(row.id, start, end))):
                    found[at] = self.board.actor_number(actor)
            self._words[key] = found
        return self._words[key]


def best_window(
    of: Clauses, a: tuple[int, int], b: tuple[int, int], used_a: Sequence[tuple[int, int]], used_b: Sequence[tuple[int, int]]
) -> Window | None:
    """The runs of clauses of sentences `a` and `b` (text, sentence) that have most in common; clauses that touch a
    used word range are left out. None where nothing is shared."""
    weight = of.board.weight
    left, right = _free(of.ranges(*a), used_a), _free(of.ranges(*b), used_b)
    words_a, words_b = of.numbers(a[0]), of.numbers(b[0])
    best: Window | None = None
    sides = [_runs(left, words_a), _runs(right, words_b)]
    for a0, a1, one in sides[0]:
        for b0, b1, two in sides[1]:
            shared = float(sum(weight[n] for n in sorted(one & two)))
            if shared <= 0:
                continue
            total = float(sum(weight[n] for n in sorted(one))) + float(sum(weight[n] for n in sorted(two)))
            gain = shared - COST * (total - 2 * shared)
            if best is None or gain > best.gain + 1e-9:
                best = Window(a0, a1, b0, b1, 2 * shared / total, gain)
    return best


def _free(ranges: Sequence[tuple[int, int]], used: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Runs of clauses between used ones."""
    found: list[list[tuple[int, int]]] = [[]]
    for first, last in ranges:
        if any(first < e and s < last for s, e in used):
            found.append([])
        else:
            found[-1].append((first, last))
    return [run for run in found if run]


def _runs(free: Sequence[Sequence[tuple[int, int]]], words: Sequence[int]) -> list[tuple[int, int, frozenset[int]]]:
    found = []
    for run in free:
        for i in range(len(run)):
            sets = accumulate((frozenset(words[a:b]) for a, b in run[i : i + LONGEST]), frozenset.union)
            found += [(run[i][0], run[i + n][1], s) for n, s in enumerate(sets)]
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

"""How much of what a source says another text says again: by the words that few texts on the same story have."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tawatur.relate.board import Board
from tawatur.relate.statements import TextRow

#: Texts without a word that are added to those on a story: where few are known, being in all of them says little.
BESIDE = 4
#: Sums of words that are remembered.
KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a telling and somebody's words share: `words` in number, `weight` in units of a word that no third text
    has, and which part of either side's weight that is."""

    words: int
    weight: float
    of_telling: float
    of_words: float

    @property
    def score(self) -> float:
        """The shared weight, less what both sides have besides; the side that is the shorter counts for most."""
        most = max(self.of_telling, self.of_words)
        return round(self.weight * most * math.sqrt(math.sqrt(self.of_telling * self.of_words)), 6)


class Repeats:
    """Weighs words for pairs of texts on one story. `related`: pairs of such texts."""

    def __init__(self, board: Board, related: Iterable[tuple[int, int]]) -> None:
        self.board = board
        self.near: dict[int, set[int]] = defaultdict(set)
        for a, b in related:
            self.near[a] |= {a, b}
            self.near[b] |= {a, b}
        self._roots: dict[int, frozenset[int]] = {}
        self._weights: dict[int, Mapping[int, float]] = {}
        self._wholes: dict[tuple[int, frozenset[int]], float] = {}

    def texts(self, number: int) -> list[int]:
        """The texts on one story with a text, in order."""
        return sorted(self.near[number] - {number})

    def weights(self, number: int) -> Mapping[int, float]:
        """How much each word of a text tells among the texts on its story: 1 for one that only one other has."""
        if number not in self._weights:
            self._weights[number] = self._weigh(number)
        return self._weights[number]

    def repeat(self, there: int, told: frozenset[int], here: int, said: frozenset[int]) -> Repeat:
        """What the content words `told` of text `there` repeat of what a source says in text `here`, `said`."""
        both = told & said
        shared, mine, theirs = _sum(self.weights(there), both), self._whole(there, told), self._whole(here, said)
        return Repeat(len(both), round(shared, 6), _share(shared, mine), _share(shared, theirs))

    def _whole(self, number: int, words: frozenset[int]) -> float:
        """What words of a text weigh together: the same ones are asked for with every text on its story."""
        if (number, words) not in self._wholes:
            if len(self._wholes) >= KEPT:
                self._wholes.clear()
            self._wholes[number, words] = _sum(self.weights(number), words)
        return self._wholes[number, words]

    def _weigh(self, number: int) -> Mapping[int, float]:
        texts, near = self.board.texts, self.near[number] | {number}
        seen = Counter(root for n in sorted(near) for root in self.roots(texts[n]))
        few, many = len(near) + BESIDE, len(texts) + BESIDE
        one = math.log1p(few / 2) - math.log(2)

        def weight(root: int) -> float:
            share = max(max(2, seen[root]) / few, self.board.roots.texts[root] / many)
            return (math.log1p(1 / share) - math.log(2)) / one if self.board.tells(root) else 0.0

        return {root: max(0.0, weight(root)) for root in sorted(self.roots(texts[number]))}

    def roots(self, row: TextRow) -> frozenset[int]:
        """The roots of all words of a text, and those whom it names."""
        if row.number not in self._roots:
            found = {self.board.root(s) for s in row.words.stems}
            self._roots[row.number] = frozenset(found | {self.board.actor_number(name[2]) for name in row.names})
        return self._roots[row.number]


def _sum(weight: Mapping[int, float], words: frozenset[int]) -> float:
    return math.fsum(weight.get(n, 0.0) for n in words)


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0

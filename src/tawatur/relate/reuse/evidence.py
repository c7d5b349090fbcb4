"""What speaks for two passages telling one thing: their meaning, their words, how rare these are, and who speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.voices import voice
from tawatur.relate.reuse.windows import Clauses

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

#: What a unit of shared telling words adds to cosine and overlap, and what all of them may add.
TELLING, MOST_TELLING = 0.1, 0.8
#: What a speaker whom both name adds, and with each unit of how telling the name is; what both may add.
SPEAKER, NAME, MOST_SPEAKER = 0.15, 0.05, 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two passages share but their meaning, as one number; how many of the shared terms are no names (names with
    their titles are formulas); and whether they name one speaker."""

    shared: float
    plain: int
    same_voice: bool


class Scores:
    """The scores of passages: cosine of their vectors plus what else they share. Vectors are made once a text."""

    def __init__(self, of: Clauses, encode: Encode) -> None:
        self.of = of
        self._encode = encode
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def evidence(self, p: Passage) -> Evidence:
        """What the two sides of a passage share apart from their meaning."""
        terms = self.of.terms
        left, right = self.of.content(p.a, p.a0, p.a1), self.of.content(p.b, p.b0, p.b1)
        both = sorted(left & right)
        telling = float(terms.telling[both].sum())
        dice = (_dice(terms.rarity, left, right, both) + _dice(terms.telling, left, right, both)) / 2
        speakers = sorted(voice(self.of, p.a, p.a0, p.a1) & voice(self.of, p.b, p.b0, p.b1))
        named = float(terms.telling[speakers].sum())
        speaker = min(MOST_SPEAKER, SPEAKER + NAME * named) if named > 0 else 0.0
        return Evidence(dice + min(MOST_TELLING, TELLING * telling) + speaker, terms.plain(both), named > 0)

    def cosines(self, passages: Sequence[Passage]) -> list[float]:
        """The cosine of the two sides of each passage."""
        self._encode_all(words for p in passages for words in self._words(p))
        return [float(self._vectors[a] @ self._vectors[b]) for a, b in map(self._words, passages)]

    def scored(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with their full scores."""
        pairs = zip(passages, self.cosines(passages), strict=True)
        return [replace(p, score=round(self.evidence(p).shared + cosine, 4)) for p, cosine in pairs]

    def _words(self, p: Passage) -> tuple[str, str]:
        texts = self.of.board.texts
        spans = texts[p.a].words.span(p.a0, p.a1), texts[p.b].words.span(p.b0, p.b1)
        return self.of.board.flat(spans[0]), self.of.board.flat(spans[1])

    def _encode_all(self, texts: Iterable[str]) -> None:
        new = sorted(set(texts) - self._vectors.keys())
        self._vectors.update(zip(new, self._encode(new), strict=True))


def _dice(weight: NDArray[np.float64], left: frozenset[int], right: frozenset[int], both: Sequence[int]) -> float:
    total = float(weight[sorted(left)].sum() + weight[sorted(right)].sum())
    return 2 * float(weight[list(both)].sum()) / total if total > 0 else 0.0

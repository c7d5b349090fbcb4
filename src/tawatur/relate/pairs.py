"""How much two statements of different texts say the same: block by shared words, then score by words and slots.

The score is a logit. Its weights were fitted on the pairs of the invented affair in `examples/harbour` and rounded;
what must not be traded against similarity (polarity, numbers, swapped roles) is no weight but a veto (`slots.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tawatur.backends import encoder
from tawatur.relate.board import Board
from tawatur.relate.readings import readings
from tawatur.relate.slots import VAGUE
from tawatur.relate.statements import Statement

#: Where the score of two statements begins of which not both state a fact of a type.
UNTYPED = -6.6
#: The score without a reading that says least.
DOUBT = -1.0
#: How much a pair's own score and its reading count; chosen on the links of eight annotated sets.
OWN, READ = 0.8, 0.3
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How pairs are found. `dice`: weighted overlap of words that lets a pair in; `close`: cosine that does so in a
    small case; `small`: statements up to which every pair's cosine is looked at; `common`: statements in which a word
    may stand and still block; `rows`: statements compared at a time; `keep`: least score worth keeping; `hopeless`:
    the score without vectors below which none are computed; `most`: pairs that the stance model reads. In a large
    case `dice_large` holds, and no vectors are."""

    dice: float = 0.1
    close: float = 0.45
    small: int = 1500
    common: int = 200
    rows: int = 512
    keep: float = -5.0
    hopeless: float = -6.5
    dice_large: float = 0.35
    most: int = 1500


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements number `a` < `b` of a board. `score`: how much they are on one matter, by words and slots; `same`:
    how much they say the same, by that and what the stance model reads (both logits). Statements that contradict each
    other have the first without the second."""

    a: int
    b: int
    score: float
    same: float


class Overlap:
    """Weighted overlaps of all statements' words, by blocks of rows."""

    def __init__(self, board: Board, settings: Settings) -> None:
        self.statements = board.statements
        self.weight = board.weight
        self.settings = settings
        self.totals = np.array([board.told(s.content) for s in self.statements])
        self.texts = np.array([s.text for s in self.statements], np.int64)

    def candidates(self) -> NDArray[np.int64]:
        """Pairs (a, b), a < b, of different texts whose words overlap enough, sorted."""
        if not self.statements:
            return np.zeros((0, 2), np.int64)
        matrix = self._matrix()
        turned = matrix.T.tocsr()
        parts = [self._rows(matrix, turned, at) for at in range(0, len(self.statements), self.settings.rows)]
        return np.concatenate(parts)

    def _matrix(self) -> csr_matrix:
        lengths = [len(s.content) for s in self.statements]
        parts = [np.array(sorted(s.content), np.int64) for s in self.statements]
        columns = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        standing = np.bincount(columns.astype(np.int64), minlength=len(self.weight))
        kept = (standing[columns] <= self.settings.common) & (standing[columns] > 1)
        rows, columns = rows[kept], columns[kept]
        values = np.sqrt(self.weight[columns])
        return csr_matrix((values, (rows, columns)), shape=(len(lengths), len(self.weight)))

    def _rows(self, matrix: csr_matrix, turned: csr_matrix, at: int) -> NDArray[np.int64]:
        block = (matrix[at : at + self.settings.rows] @ turned).tocoo()
        a, b = block.row.astype(np.int64) + at, block.col.astype(np.int64)
        total = self.totals[a] + self.totals[b]
        least = self.settings.dice if len(self.statements) <= self.settings.small else self.settings.dice_large
        kept = (a < b) & (self.texts[a] != self.texts[b]) & (2 * block.data >= least * total)
        pairs = np.stack((a[kept], b[kept]), axis=1)
        return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


class Scorer:
    """Scores pairs of a board's statements."""

    def __init__(self, board: Board, encode: Encode, settings: Settings | None = None) -> None:
        self.board, self.encode = board, encode
        self.settings = settings or Settings()
        self.statements = board.statements
        self.overlap = Overlap(board, self.settings)
        self._sentences = [] if self._large else [self._sentence(s) for s in self.statements]
        self._contents: dict[tuple[int, int], frozenset[int]] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def pairs(self) -> list[Pair]:
        """Pairs that score at least `keep`, in order."""
        candidates = [(int(a), int(b)) for a, b in self.overlap.candidates()]
        if not self._large:
            candidates = sorted({*candidates, *self._close(), *self._alike()})
        candidates = [(a, b) for a, b in candidates if not (self.statements[a].compound or self.statements[b].compound)]
        plain = [(a, b, self._plain(a, b)) for a, b in candidates]
        plain = [row for row in plain if row[2] >= self.settings.hopeless]
        if not self._large:
            self._embed({n for a, b, _ in plain for n in (a, b)})
        nearness = self._from_words if self._large else self._from_vectors
        base = {(a, b): self._with_meaning(a, b, score, *nearness(a, b)) for a, b, score in plain}
        return self._read(self._ranked(base))

    def _read(self, scored: Sequence[tuple[int, int, float]]) -> list[Pair]:
        """Pairs with what the stance model reads in those whose own score leaves it open whether they say the same."""
        open_ones = sorted(scored, key=lambda row: (abs(row[2] - DOUBT), row))[: self.settings.most]
        chosen = sorted((a, b) for a, b, _ in open_ones)
        read = dict(zip(chosen, readings(self.board, chosen), strict=True))
        return [Pair(a, b, s, joined(s, read[a, b]) if (a, b) in read else s) for a, b, s in scored]

    def _sentence(self, statement: Statement) -> str:
        row = self.board.texts[statement.text]
        if not row.sentences:
            return self.board.flat(statement.span)
        return self.board.flat(row.sentences[row.sentence_at(statement.span.start)])

    def _close(self) -> Iterator[tuple[int, int]]:
        """Pairs of a small case whose words differ but whose vectors are close."""
        self._embed(set(range(len(self.statements))))
        if not self.statements:
            return
        vectors = np.stack([self._vector(n) for n in range(len(self.statements))])
        a, b = np.nonzero(np.triu(vectors @ vectors.T >= self.settings.close, 1))
        texts = self.overlap.texts
        yield from ((int(i), int(j)) for i, j in zip(a, b, strict=True) if texts[i] != texts[j])

    def _alike(self) -> Iterator[tuple[int, int]]:
        """Pairs of a small case whose words may differ altogether, but who state one type of fact of one actor."""
        places: dict[tuple[str, str], list[int]] = {}
        for n, s in enumerate(self.statements):
            for actor in sorted({a for fillers in s.roles.values() for a in fillers}):
                places.setdefault((s.type, actor), []).append(n)
        for numbers in places.values():
            for at, a in enumerate(numbers):
                yield from ((a, b) for b in numbers[at + 1 :] if self.statements[a].text != self.statements[b].text)

    def _embed(self, numbers: set[int]) -> None:
        wanted = {self.board.flat(self.statements[n].span) for n in numbers} | {self._sentences[n] for n in numbers}
        missing = sorted(wanted - self._vectors.keys())
        self._vectors.update(zip(missing, self.encode(missing), strict=True))

    def _vector(self, number: int) -> NDArray[np.float32]:
        return self._vectors[self.board.flat(self.statements[number].span)]

    @property
    def _large(self) -> bool:
        return len(self.statements) > self.settings.small

    def _from_vectors(self, a: int, b: int) -> tuple[float, float]:
        """Cosines of two statements' own words and of the sentences around them."""
        clause = float(self._vector(a) @ self._vector(b))
        return clause, float(self._vectors[self._sentences[a]] @ self._vectors[self._sentences[b]])

    def _from_words(self, a: int, b: int) -> tuple[float, float]:
        """What takes the place of the cosines in a large case, where vectors of all statements would take too long."""
        around = self._around(a), self._around(b)
        shared = self.board.told(around[0] & around[1])
        total = self.board.told(around[0]) + self.board.told(around[1])
        sentence = 2 * shared / total if total else 0.0
        return 0.4 + 0.5 * self.dice(a, b)[0], 0.4 + 0.5 * sentence

    def _around(self, number: int) -> frozenset[int]:
        """The roots of the words of the sentence in which a statement begins."""
        s = self.statements[number]
        row = self.board.texts[s.text]
        first, last = row.words.sentences[row.words.sentence[s.first]]
        if (s.text, first) not in self._contents:
            self._contents[s.text, first] = frozenset(self.board.root(n) for n in row.words.stems[first:last])
        return self._contents[s.text, first]

    def _with_meaning(self, a: int, b: int, score: float, clause: float, sentence: float) -> float:
        if self._typed(a, b):
            return round(score + 1.5 * clause + 2.0 * sentence, 4)
        return round(score + 3.0 * clause + 2.7 * sentence, 4)

    def _typed(self, a: int, b: int) -> bool:
        """Whether both statements are facts of a type: then type and roles carry half of the score."""
        return bool(self.statements[a].type and self.statements[b].type)

    def dice(self, a: int, b: int) -> tuple[float, float]:
        """Weighted overlap of words of two statements: of both together, and of the one with fewer."""
        totals = self.overlap.totals
        shared = self.board.told(self.statements[a].content & self.statements[b].content)
        least = min(totals[a], totals[b])
        return (2 * shared / (totals[a] + totals[b]), shared / least) if least > 0 else (0.0, 0.0)

    def _plain(self, a: int, b: int) -> float:
        """The part of the score that needs no vectors."""
        p, q = self.statements[a], self.statements[b]
        both, least = self.dice(a, b)
        return (-8.0 if self._typed(a, b) else UNTYPED) + 1.2 * both + 0.8 * least + slots(p, q)

    def _ranked(self, base: dict[tuple[int, int], float]) -> list[tuple[int, int, float]]:
        """A pair gains where it is the best of either side in the other's text, and loses by how far it is behind."""
        best: dict[tuple[int, int], float] = {}
        for (a, b), score in base.items():
            for one, other in ((a, b), (b, a)):
                place = (one, self.statements[other].text)
                best[place] = max(best.get(place, score), score)
        found = []
        for (a, b), score in sorted(base.items()):
            tops = (best[a, self.statements[b].text], best[b, self.statements[a].text])
            gain = sum(0.7 - 0.5 * (top - score) if top > score else 0.7 for top in tops)
            if score + gain >= self.settings.keep:
                found.append((a, b, round(score + gain, 4)))
        return found


def joined(score: float, reading: float) -> float:
    """How much a pair says the same by its own score and its reading."""
    return round(OWN * score + READ * reading, 4)


def scorer_of(board: Board) -> Scorer:
    """The scorer of a board, made on first use and shared by the stages."""
    if "scorer" not in board.memo:
        board.memo["scorer"] = Scorer(board, encoder.encode)
    return cast(Scorer, board.memo["scorer"])


def pairs_of(board: Board) -> list[Pair]:
    """The scored pairs of a board's statements, computed once."""
    if "pairs" not in board.memo:
        board.memo["pairs"] = scorer_of(board).pairs()
    return cast("list[Pair]", board.memo["pairs"])


def slots(p: Statement, q: Statement) -> float:
    """What types, roles, numbers and times of two statements add to the score of their saying the same."""
    score = 0.0
    if p.type and q.type:
        score += (1.5 if p.kind in VAGUE else 3.0) if p.kind == q.kind else -0.5
    agree = sum(bool(p.roles[r] & q.roles[r]) for r in p.roles.keys() & q.roles.keys())
    words = sum(bool(p.words[r] & q.words[r]) for r in p.words.keys() & q.words.keys())
    score += 0.8 * min(agree, 2) + 1.0 * min(words, 2)
    score += 0.7 * len(p.actors & q.actors) / max(1, len(p.actors | q.actors))
    mine, theirs = {n.value for n in p.numbers}, {n.value for n in q.numbers}
    if mine and theirs:
        score += 2.2 if mine & theirs else -1.8
    if p.time and q.time:
        score += 0.8 if p.time[:4] == q.time[:4] else -1.1
    return score

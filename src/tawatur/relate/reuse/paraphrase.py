"""Retold passages: clauses of two texts with the same content in other words.

Block (sentences that share several rare words; in a small case every pair) → the clauses in which a pair agrees
(`windows`) → score (cosine of the passages' vectors plus the overlap of their words weighted by rarity) → cluster
(neighbours in the same order become one passage). The two parts of the score err differently: vectors take the same
topic for the same content, words miss retellings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tawatur.core.model import Span
from tawatur.relate.board import Board
from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.windows import Clauses, best_window, trimmed

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Place = tuple[int, int]  # (text number, sentence number)


#: What the cosine of a retold passage may bring at most: beyond it stand copies.
CLOSEST = 0.9


@dataclass(frozen=True, slots=True)
class Settings:
    """`least`: content words that a sentence needs; `rare`: texts in which a blocking word may stand, `keep`: how many
    of a sentence's rarest words block, `shared`: how many a pair must share; `small`: sentences up to which all pairs
    are looked at; `dice`: least overlap of a passage's words; `words`: words that the shorter side of a passage needs;
    `rounds`: passages that two sentences may share; `matter`: what a unit of shared rarity adds to cosine + overlap;
    `alone`: the sum of the three that a passage needs, `beside`: what one needs beside another between the same texts
    (a text that retells one passage retells more)."""

    least: int = 4
    rare: int = 40
    keep: int = 8
    shared: int = 3
    small: int = 1500
    dice: float = 0.2
    words: int = 10
    rounds: int = 2
    matter: float = 0.08
    alone: float = 1.9
    beside: float = 1.3


@dataclass(frozen=True, slots=True)
class _Sentences:
    places: list[Place]
    content: list[frozenset[int]]


def paraphrases(
    board: Board,
    encode: Encode,
    covered: Callable[[Place, Place], bool],
    left_out: Callable[[Place], bool],
    settings: Settings | None = None,
) -> list[Passage]:
    """Passages of two texts that tell the same in other words.

    `encode` gives unit vectors, `covered` tells whether a pair is known as a copy already, `left_out` whether a
    sentence takes no part (headlines: two of one event are no retelling).
    """
    settings = settings or Settings()
    of = Clauses(board)
    rows = _sentences(board, of, left_out, settings)
    totals = [float(sum(board.weight[n] for n in sorted(content))) for content in rows.content]
    pairs = [
        (rows.places[i], rows.places[j])
        for i, j in _candidates(board, rows, settings)
        if _share(board, rows.content[i] & rows.content[j], min(totals[i], totals[j]), settings)
    ]
    found = [p for a, b in pairs if not covered(a, b) for p in _windows(of, a, b, settings)]
    return _joined(board, _supported(_chosen(_scored(board, of, found, encode, settings)), settings))


def _sentences(board: Board, of: Clauses, left_out: Callable[[Place], bool], settings: Settings) -> _Sentences:
    rows = _Sentences([], [])
    for row in board.texts:
        words = of.numbers(row.number)
        for at, (first, last) in enumerate(row.words.sentences):
            content = frozenset(n for n in words[first:last] if board.weight[n] > 0.1)
            if len(content) >= settings.least and not left_out((row.number, at)):
                rows.places.append((row.number, at))
                rows.content.append(content)
    return rows


def _candidates(board: Board, rows: _Sentences, settings: Settings) -> Iterator[tuple[int, int]]:
    count, standing = len(rows.places), board.roots.texts
    if count <= settings.small:
        yield from ((i, j) for i, j in combinations(range(count), 2) if rows.places[i][0] != rows.places[j][0])
        return
    postings: dict[int, list[int]] = defaultdict(list)
    for i, content in enumerate(rows.content):
        rare = sorted((n for n in content if 2 <= standing[n] <= settings.rare), key=lambda n: (standing[n], n))
        for n in rare[: settings.keep]:
            postings[n].append(i)
    for i, content in enumerate(rows.content):
        seen: Counter[int] = Counter()
        for n in content:
            seen.update(j for j in postings.get(n, ()) if j > i)
        yield from sorted(
            (i, j) for j, n in seen.items() if n >= settings.shared and rows.places[i][0] != rows.places[j][0]
        )


def _share(board: Board, shared: frozenset[int], least: float, settings: Settings) -> bool:
    """Whether two sentences share words enough to look for the clauses in which they agree."""
    return len(shared) >= settings.shared and float(sum(board.weight[n] for n in sorted(shared))) >= (
        settings.dice / 2 * least
    )


def _windows(of: Clauses, a: Place, b: Place, settings: Settings) -> Iterator[Passage]:
    """The passages that two sentences may share, the best first."""
    used_a: list[tuple[int, int]] = []
    used_b: list[tuple[int, int]] = []
    for _ in range(settings.rounds):
        window = best_window(of, a, b, used_a, used_b)
        if window is None or window.dice < settings.dice:
            return
        used_a.append((window.a0, window.a1))
        used_b.append((window.b0, window.b1))
        words_a, words_b = of.numbers(a[0]), of.numbers(b[0])
        a0, a1 = trimmed(of, a[0], window.a0, window.a1, frozenset(words_b[window.b0 : window.b1]))
        b0, b1 = trimmed(of, b[0], window.b0, window.b1, frozenset(words_a[window.a0 : window.a1]))
        if min(a1 - a0, b1 - b0) >= settings.words:
            yield Passage(a[0], b[0], a0, a1, b0, b1, window.dice)


def _scored(board: Board, of: Clauses, found: Sequence[Passage], encode: Encode, settings: Settings) -> list[Passage]:
    """Passages with their score: cosine + overlap + what the shared words tell, where that is `beside` at least."""
    spans = [(board.texts[p.a].words.span(p.a0, p.a1), board.texts[p.b].words.span(p.b0, p.b1)) for p in found]
    matter = [settings.matter * _matter(board, of, p) for p in found]
    plain = [p.score + m for p, m in zip(found, matter, strict=True)]
    first = [n for n, value in enumerate(plain) if value + CLOSEST >= settings.alone]
    scores = _cosines(board, encode, spans, plain, first)
    strong = {(found[n].a, found[n].b) for n, score in scores.items() if score >= settings.alone}
    rest = [n for n, p in enumerate(found) if n not in scores and (p.a, p.b) in strong]
    scores.update(_cosines(board, encode, spans, plain, rest))
    kept = sorted(n for n, score in scores.items() if score >= settings.beside)
    return [replace(found[n], score=round(scores[n], 4)) for n in kept]


def _cosines(
    board: Board, encode: Encode, spans: Sequence[tuple[Span, Span]], plain: Sequence[float], wanted: Sequence[int]
) -> dict[int, float]:
    """Full scores of the passages numbered `wanted`. Vectors cost most: only what can still count is asked for."""
    texts = sorted({board.flat(s) for n in wanted for s in spans[n]})
    vectors = dict(zip(texts, encode(texts), strict=True))
    return {n: plain[n] + float(vectors[board.flat(spans[n][0])] @ vectors[board.flat(spans[n][1])]) for n in wanted}


#: Texts of a case in which the rarity of words counts as it is; in larger and smaller ones it is brought to that scale.
_SCALE = 8


def _matter(board: Board, of: Clauses, p: Passage) -> float:
    """How much the shared words of a passage tell: the sum of their rarities, at the scale of a small case."""
    shared = frozenset(of.numbers(p.a)[p.a0 : p.a1]) & frozenset(of.numbers(p.b)[p.b0 : p.b1])
    total = float(sum(board.weight[n] for n in sorted(shared)))
    return total * float(np.log1p(_SCALE) / np.log1p(len(board.texts)))


def _supported(found: Sequence[Passage], settings: Settings) -> list[Passage]:
    """Passages that stand alone, and weaker ones between two texts that share such a one; scores brought to 0..1."""
    strong = {(p.a, p.b) for p in found if p.score >= settings.alone}
    return [
        Passage(p.a, p.b, p.a0, p.a1, p.b0, p.b1, round(min(1.0, p.score / 3), 4))
        for p in found
        if p.score >= settings.alone or (p.a, p.b) in strong
    ]


def _chosen(found: Sequence[Passage]) -> list[Passage]:
    """Of passages of two texts that overlap on either side, the one of highest score and most words."""
    taken: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for p in sorted(found, key=lambda p: (-p.score * min(p.a1 - p.a0, p.b1 - p.b0) ** 0.5, p.a, p.b, p.a0, p.b0)):
        if not any(_meets(p, q) for q in taken[p.a, p.b]):
            taken[p.a, p.b].append(p)
    return sorted((p for rows in taken.values() for p in rows), key=lambda p: (p.a, p.b, p.a0, p.b0))


def _meets(p: Passage, q: Passage) -> bool:
    return (p.a0 < q.a1 and q.a0 < p.a1) or (p.b0 < q.b1 and q.b0 < p.b1)


def _joined(board: Board, found: Sequence[Passage]) -> list[Passage]:
    """Passages that follow one another on both sides with next to nothing between them are one."""
    rows: list[Passage] = []
    for p in found:
        last = rows[-1] if rows else None
        if last and (last.a, last.b) == (p.a, p.b) and 0 <= p.a0 - last.a1 <= 3 and 0 <= p.b0 - last.b1 <= 3:
            score = round((last.score + p.score) / 2, 4)
            rows[-1] = Passage(p.a, p.b, last.a0, p.a1, last.b0, p.b1, score)
        else:
            rows.append(p)
    return rows

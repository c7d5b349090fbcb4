"""Retold passages: sentences of two texts with the same content in other words.

Block (sentences that share several rare stems; in a small case every pair) → score (cosine of sentence vectors plus
the Dice overlap of stems weighted by rarity) → cluster (neighbouring pairs in the same order become one passage).
The two parts of the score err differently: vectors take the same topic for the same content, stems miss retellings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.units import Vocabulary, Words
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Place = tuple[int, int]  # (text number, sentence number)
Pair = tuple[float, Place, Place]  # score, and the two sentences


@dataclass(frozen=True, slots=True)
class Settings:
    """`least`: content words that a sentence needs; `rare`: texts in which a blocking stem may stand, and `shared`:
    how many a pair must share; `small`: sentences up to which all pairs are scored; `score`: least cosine + Dice."""

    least: int = 5
    rare: int = 40
    keep: int = 8
    shared: int = 3
    small: int = 1500
    dice: float = 0.25
    score: float = 0.95


@dataclass(frozen=True, slots=True)
class _Sentences:
    places: list[Place]
    content: list[frozenset[int]]
    weights: list[float]


def paraphrases(
    texts: Sequence[Words],
    vocabulary: Vocabulary,
    words: Callable[[Words, int], str],
    encode: Encode,
    covered: Callable[[Place, Place], bool],
    settings: Settings | None = None,
) -> list[Passage]:
    """Passages of two of `texts` that tell the same in other words.

    `words` gives a sentence's text, `encode` unit vectors, `covered` whether a pair is known as a copy already.
    """
    settings = settings or Settings()
    weight = _weights(vocabulary, len(texts))
    rows = _sentences(texts, weight, settings)
    pairs = [
        p for p in _candidates(rows, vocabulary, weight, settings) if not covered(rows.places[p[0]], rows.places[p[1]])
    ]
    scored = _scored(texts, rows, weight, pairs, words, encode, settings)
    return _passages(texts, _best(scored))


def _weights(vocabulary: Vocabulary, texts: int) -> NDArray[np.float64]:
    """How much a stem tells: the logarithm of its rarity in the case; next to nothing for function words."""
    weight = np.log1p(texts / np.maximum(1, np.array(vocabulary.texts, np.float64)))
    weight[[vocabulary.numbers[s] for s in function_stems() if s in vocabulary.numbers]] = 0.05
    return weight


@cache
def function_stems() -> frozenset[str]:
    """The stems of words that carry grammar, not content."""
    rows = load_yaml("ar/function-words.yaml")
    return frozenset(stem(fold(form)) for row in rows for form in row["forms"])


def _sentences(texts: Sequence[Words], weight: NDArray[np.float64], settings: Settings) -> _Sentences:
    rows = _Sentences([], [], [])
    for number, text in enumerate(texts):
        for at, (first, last) in enumerate(text.sentences):
            content = frozenset(s for s in text.stems[first:last] if weight[s] > 0.1)
            if len(content) >= settings.least:
                rows.places.append((number, at))
                rows.content.append(content)
                rows.weights.append(float(sum(weight[s] for s in sorted(content))))
    return rows


def _candidates(
    rows: _Sentences, vocabulary: Vocabulary, weight: NDArray[np.float64], settings: Settings
) -> Iterator[tuple[int, int]]:
    count = len(rows.places)
    if count <= settings.small:
        yield from ((i, j) for i, j in combinations(range(count), 2) if rows.places[i][0] != rows.places[j][0])
        return
    postings: dict[int, list[int]] = defaultdict(list)
    for i, content in enumerate(rows.content):
        rare = sorted((s for s in content if 2 <= vocabulary.texts[s] <= settings.rare), key=lambda s: (-weight[s], s))
        for s in rare[: settings.keep]:
            postings[s].append(i)
    for i, content in enumerate(rows.content):
        seen: Counter[int] = Counter()
        for s in content:
            seen.update(j for j in postings.get(s, ()) if j > i)
        yield from sorted(
            (i, j) for j, n in seen.items() if n >= settings.shared and rows.places[i][0] != rows.places[j][0]
        )


def _scored(
    texts: Sequence[Words],
    rows: _Sentences,
    weight: NDArray[np.float64],
    pairs: Sequence[tuple[int, int]],
    words: Callable[[Words, int], str],
    encode: Encode,
    settings: Settings,
) -> list[Pair]:
    """Pairs that score at least `settings.score`; the mean of cosine and Dice, rounded so that it sorts the same."""
    kept = []
    for i, j in pairs:
        dice = _dice(rows, weight, i, j)
        if dice >= settings.dice or len(rows.places) <= settings.small:
            kept.append((i, j, dice))
    needed = sorted({n for i, j, _ in kept for n in (i, j)})
    vectors = encode([words(texts[rows.places[n][0]], rows.places[n][1]) for n in needed])
    at = {n: k for k, n in enumerate(needed)}
    found: list[Pair] = []
    for i, j, dice in kept:
        score = float(vectors[at[i]] @ vectors[at[j]]) + dice
        if score >= settings.score:
            found.append((round(score / 2, 4), rows.places[i], rows.places[j]))
    return found


def _dice(rows: _Sentences, weight: NDArray[np.float64], i: int, j: int) -> float:
    """The weighted Dice overlap of two sentences' stems (0..1)."""
    shared = float(sum(weight[s] for s in rows.content[i] & rows.content[j]))
    return 2 * shared / (rows.weights[i] + rows.weights[j])


def _best(pairs: Sequence[Pair]) -> list[Pair]:
    """For each sentence and other text the best partner, if the choice is mutual."""
    best: dict[tuple[Place, int], Pair] = {}
    for pair in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        _, a, b = pair
        best.setdefault((a, b[0]), pair)
        best.setdefault((b, a[0]), pair)
    return [
        p for p in sorted(pairs, key=lambda p: (p[1], p[2])) if best[p[1], p[2][0]] is p and best[p[2], p[1][0]] is p
    ]


def _passages(texts: Sequence[Words], pairs: Sequence[Pair]) -> list[Passage]:
    """One passage a pair; pairs that follow one another directly in both texts are one passage."""
    runs: list[list[Pair]] = []
    last: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        _, a, b = pair
        run = last.get((a[0], b[0]))
        if run and a[1] == run[-1][1][1] + 1 and b[1] == run[-1][2][1] + 1:
            run.append(pair)
        else:
            runs.append([pair])
            last[a[0], b[0]] = runs[-1]
    return [_passage(texts, run) for run in runs]


def _passage(texts: Sequence[Words], run: Sequence[Pair]) -> Passage:
    (_, a, b), (_, a_end, b_end) = run[0], run[-1]
    a0, a1 = texts[a[0]].sentences[a[1]][0], texts[a[0]].sentences[a_end[1]][1]
    b0, b1 = texts[b[0]].sentences[b[1]][0], texts[b[0]].sentences[b_end[1]][1]
    return Passage(a[0], b[0], a0, a1, b0, b1, sum(p[0] for p in run) / len(run))

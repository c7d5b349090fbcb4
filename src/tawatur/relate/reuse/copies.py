"""Copied and lightly edited passages: shared sequences of stems as seeds, chained along the diagonal of two texts.

Block (texts that share a sequence) → score (chains of seeds) → cluster (chains joined to passages). Sequences that
stand in very many texts are formulas or agency furniture and seed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from tawatur.relate.reuse.units import Words

Ints = NDArray[np.int32]  # half the memory: millions of seeds are sorted at once


@dataclass(frozen=True, slots=True)
class Settings:
    """How copies are looked for.

    `order`: stems in a seed; `most`: texts that may share a seed; `gap`: words that a chain of seeds may skip, and by
    which it may leave its diagonal; `join`: words between chains that are one passage, which may be no more than the
    shorter chain has; `least`: words a passage needs, `changed`: words it needs where not nearly all agree; `alike`:
    share of words that must agree.
    """

    order: int = 4
    most: int = 200
    gap: int = 16
    join: int = 40
    least: int = 8
    changed: int = 12
    alike: float = 0.45


#: Share of words in agreement from which a passage counts as copied word for word.
VERBATIM = 0.9


@dataclass(frozen=True, slots=True)
class Passage:
    """Word ranges `[a0, a1)` of text number `a` and `[b0, b1)` of text `b`, and how alike they are (0..1)."""

    a: int
    b: int
    a0: int
    a1: int
    b0: int
    b1: int
    score: float


def copies(texts: Sequence[Words], settings: Settings | None = None) -> list[Passage]:
    """Passages that two of `texts` share nearly word for word, in order of texts and places."""
    settings = settings or Settings()
    seeds = _seeds(texts, settings)
    found = []
    for chains in _chains(seeds, settings):
        a, b = int(chains[0, 0]), int(chains[0, 1])
        found += [p for place in _joined(chains, settings) if (p := _passage(texts, a, b, place, settings))]
    return found


def _seeds(texts: Sequence[Words], settings: Settings) -> Ints:
    """Rows (text a, text b, word in a, word in b) of shared sequences, sorted; a < b."""
    sums, owners, places = [], [], []
    for number, words in enumerate(texts):
        grams = _grams(np.frombuffer(words.stems, np.int32).astype(np.uint64), settings.order)
        sums.append(grams)
        owners.append(np.full(len(grams), number, np.int32))
        places.append(np.arange(len(grams), dtype=np.int32))
    if not sums:
        return np.zeros((0, 4), np.int32)
    key, owner, place = np.concatenate(sums), np.concatenate(owners), np.concatenate(places)
    order = np.lexsort((place, owner, key))
    key, owner, place = key[order], owner[order], place[order]
    del order
    edges = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1], [True])))
    sizes = np.diff(edges)
    rows = [
        _pairs(edges[:-1][sizes == size], int(size), owner, place)
        for size in np.unique(sizes)
        if 2 <= size <= settings.most
    ]
    found = np.concatenate(rows) if rows else np.zeros((0, 4), np.int32)
    found = found[found[:, 0] != found[:, 1]]
    ordered: Ints = found[np.lexsort((found[:, 3], found[:, 2], found[:, 1], found[:, 0]))]
    return ordered


def _grams(stems: NDArray[np.uint64], order: int) -> NDArray[np.uint64]:
    """A 64-bit hash of every `order` stems in a row."""
    count = len(stems) - order + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for step in range(order):
            total = (total ^ (stems[step : step + count] + np.uint64(0x9E3779B97F4A7C15))) * np.uint64(
                0xBF58476D1CE4E5B9
            )
            total ^= total >> np.uint64(29)
    return total


def _pairs(
    begins: NDArray[np.int64], size: int, owner: NDArray[np.int32], place: NDArray[np.int32]
) -> NDArray[np.int32]:
    """All pairs inside groups of `size` equal keys that begin at `begins`."""
    left, right = np.triu_indices(size, 1)
    a, b = (begins[:, None] + left).ravel(), (begins[:, None] + right).ravel()
    return np.stack((owner[a], owner[b], place[a], place[b]), axis=1)


def _chains(seeds: Ints, settings: Settings) -> Iterator[Ints]:
    """Seeds of one pair of texts that lie near one diagonal and follow one another closely: rows
    (text a, text b, first word in a, word after the last in a, the same in b), sorted."""
    if not len(seeds):
        return
    diagonal = seeds[:, 3] - seeds[:, 2]
    order = np.lexsort((seeds[:, 2], diagonal, seeds[:, 1], seeds[:, 0]))
    rows, diagonal = seeds[order], diagonal[order]
    other = (np.diff(rows[:, :2], axis=0) != 0).any(axis=1)
    del order
    band = np.concatenate(([0], np.cumsum(other | (np.diff(diagonal) > settings.gap), dtype=np.int32)))
    order = np.lexsort((rows[:, 3], rows[:, 2], band))
    rows, band = rows[order], band[order]
    del order, diagonal
    jump = (np.diff(band) != 0) | (np.diff(rows[:, 2]) > settings.gap) | (np.abs(np.diff(rows[:, 3])) > settings.gap)
    begins = np.concatenate(([0], np.flatnonzero(jump) + 1))
    low, high = np.minimum.reduceat(rows, begins), np.maximum.reduceat(rows, begins) + settings.order
    chains = np.stack((low[:, 0], low[:, 1], low[:, 2], high[:, 2], low[:, 3], high[:, 3]), axis=1)
    chains = chains[np.lexsort((chains[:, 4], chains[:, 2], chains[:, 1], chains[:, 0]))]
    cuts = np.flatnonzero((np.diff(chains[:, :2], axis=0) != 0).any(axis=1)) + 1
    yield from np.split(chains, cuts)


def _joined(chains: Ints, settings: Settings) -> Iterator[list[int]]:
    """The chains of one pair, those joined that go on from one another in both texts with little between them."""
    open_: list[list[int]] = []
    for row in chains[:, 2:].tolist():
        for last in reversed(open_):
            if row[2] >= last[2] and _goes_on(last, row, settings):
                last[1], last[3] = max(last[1], row[1]), max(last[3], row[3])
                break
        else:
            open_.append(row)
    yield from open_


def _goes_on(last: Sequence[int], row: Sequence[int], settings: Settings) -> bool:
    gap = max(row[0] - last[1], abs(row[2] - last[3]))
    sizes = (last[1] - last[0], last[3] - last[2], row[1] - row[0], row[3] - row[2])
    return gap <= min(settings.join, *sizes)


def _passage(texts: Sequence[Words], a: int, b: int, place: list[int], settings: Settings) -> Passage | None:
    a0, a1, b0, b1 = place
    score = Indel.normalized_similarity(texts[a].stems[a0:a1], texts[b].stems[b0:b1])
    least = settings.least if score >= VERBATIM else settings.changed
    return Passage(a, b, a0, a1, b0, b1, score) if min(a1 - a0, b1 - b0) >= least and score >= settings.alike else None

"""Cost of reading a Latin name word as an Arabic one, by the learned chunk table, and the best Arabic spelling."""

from __future__ import annotations

from functools import lru_cache
from math import inf

from .data import chunk_costs

_SKIP_LATIN = 3.6
_SKIP_VOWEL = 2.6
_ADD_ARABIC = 4.2
_ADD_LONG_VOWEL = 3.0
_VOWELS = frozenset("aeiouy")
_LONG = frozenset("اوي")


def _skip(sign: str) -> float:
    if sign in "^$":
        return 0.0
    return _SKIP_VOWEL if sign in _VOWELS else _SKIP_LATIN


@lru_cache(maxsize=1 << 17)
def alignment_cost(latin: str, arabic: str) -> float:
    """Cost of the best alignment of two folded words, divided by the mean of their lengths.

    Args:
        latin: one folded Latin word.
        arabic: one folded Arabic word.

    Returns:
        A figure ≥ 0; about 0.5 for usual spellings, above 1.5 for words that do not sound alike.
        The table is made by ``training/names_costs.py``.
    """
    if not latin or not arabic:
        return inf
    table = chunk_costs()
    signs = f"^{latin}$"
    n, m = len(signs), len(arabic)
    best = [[inf] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n):
        here = best[i]
        chunks = [table.get(signs[i : i + k]) for k in (1, 2, 3)]
        skip = _skip(signs[i])
        for j in range(m + 1):
            cost = here[j]
            if cost == inf:
                continue
            if j < m:
                add = cost + (_ADD_LONG_VOWEL if arabic[j] in _LONG else _ADD_ARABIC)
                if add < here[j + 1]:
                    here[j + 1] = add
            if cost + skip < best[i + 1][j]:
                best[i + 1][j] = cost + skip
            one, two = arabic[j : j + 1], arabic[j : j + 2]
            for k, options in enumerate(chunks, start=1):
                if options is None or i + k > n:
                    continue
                row = best[i + k]
                for size, piece in ((0, ""), (1, one), (2, two)):
                    if len(piece) != size:
                        continue
                    step = options.get(piece)
                    if step is not None and cost + step < row[j + size]:
                        row[j + size] = cost + step
    final = best[n]
    for j in range(m):
        final[j + 1] = min(final[j + 1], final[j] + (_ADD_LONG_VOWEL if arabic[j] in _LONG else _ADD_ARABIC))
    return final[m] * 2 / (len(latin) + m)


@lru_cache(maxsize=1 << 16)
def best_arabic(latin: str, beam: int = 12) -> tuple[str, ...]:
    """The cheapest Arabic spellings of one folded Latin word, best first (a beam search over the chunk table)."""
    table = chunk_costs()
    signs = f"^{latin}$"
    states: list[dict[str, float]] = [{} for _ in range(len(signs) + 1)]
    states[0][""] = 0.0
    for i in range(len(signs)):
        kept = sorted(states[i].items(), key=lambda item: (item[1], item[0]))[:beam]
        for text, cost in kept:
            nexts = [(1, "", cost + _skip(signs[i]) + 1.0)]
            for k in (1, 2, 3):
                if i + k <= len(signs):
                    nexts += [(k, piece, cost + c) for piece, c in table.get(signs[i : i + k], {}).items()]
            for k, piece, total in nexts:
                if total < states[i + k].get(text + piece, inf):
                    states[i + k][text + piece] = total
    ranked = sorted(states[-1].items(), key=lambda item: (item[1], item[0]))[:beam]
    return tuple(text for text, _ in ranked)


@lru_cache(maxsize=1 << 12)
def first_letters(arabic: str) -> frozenset[str]:
    """Latin letters that a folded Arabic word may begin with, when it is written in Latin script (by the
    chunk table)."""
    found = set()
    for chunk, options in chunk_costs().items():
        text = chunk.lstrip("^")
        if (
            text
            and text[0].isalpha()
            and any(options.get(arabic[:n], inf) <= _SKIP_VOWEL for n in (1, 2) if arabic[:n])
        ):
            found.add(text[0])
    return frozenset(found)

"""Retold passages: clauses of two texts with the same content in other words.

Block (sentences that share several rare words; in a small case every pair) → the clauses in which a pair agrees
(`windows`) → score (`evidence`: cosine of the passages' vectors, overlap of their words weighted by rarity, speakers)
→ cluster (neighbours in the same order become one passage). The parts of the score err differently: vectors take the
same topic for the same content, words miss retellings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt

from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.evidence import Encode, Scores
from tawatur.relate.reuse.extents import widened
from tawatur.relate.reuse.windows import Clauses, Window, Zone, best_window, trimmed

Place = tuple[int, int]  # (text number, sentence number)

#: What the cosine of a retold passage may bring at most: beyond it stand copies.
CLOSEST = 0.9


@dataclass(frozen=True, slots=True)
class Settings:
    """How retellings are looked for.

    `least`: content words that a sentence needs; `rare`: texts in which a blocking word may stand, `keep`: how many of
    a sentence's rarest words block, `shared`: how many a pair must share; `small`: sentences up to which all pairs are
    looked at; `dice`: least overlap of a window's words; `window`: words that the shorter side of a window needs,
    `words`: of a passage; `rounds`: passages that two sentences may share; `cost`: what a word that only one side has
    costs of what a shared one gains; `alone`: the score that a passage needs, `beside`: what one needs beside another
    between the same texts (a text that retells one passage retells more); `plain`: shared terms besides names that one
    needs alone; `gap`: words between two passages that are one.
    """

    least: int = 4
    rare: int = 40
    keep: int = 8
    shared: int = 3
    small: int = 1500
    dice: float = 0.2
    window: int = 8
    words: int = 11
    rounds: int = 2
    cost: float = 0.35
    alone: float = 1.7
    beside: float = 1.3
    plain: int = 3
    gap: int = 8


@dataclass(frozen=True, slots=True)
class _Sentences:
    places: list[Place]
    content: list[frozenset[int]]


def paraphrases(
    of: Clauses,
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
    scores = Scores(of, encode)
    rows = _sentences(of, left_out, settings)
    totals = [float(of.terms.rarity[sorted(content)].sum()) for content in rows.content]
    pairs = [
        (rows.places[i], rows.places[j])
        for i, j in _candidates(of, rows, settings)
        if _share(of, rows.content[i] & rows.content[j], min(totals[i], totals[j]), settings)
    ]
    found = list(dict.fromkeys(p for a, b in pairs if not covered(a, b) for p in _windows(of, a, b, settings)))
    kept = _joined(_chosen(widened(of, scores, _scored(scores, found, settings))), settings)
    return _supported(scores, [p for p in kept if min(p.a1 - p.a0, p.b1 - p.b0) >= settings.words], settings)


def _sentences(of: Clauses, left_out: Callable[[Place], bool], settings: Settings) -> _Sentences:
    rows = _Sentences([], [])
    for row in of.board.texts:
        for at, (first, last) in enumerate(row.words.sentences):
            content = of.content(row.number, first, last)
            if len(content) >= settings.least and not left_out((row.number, at)):
                rows.places.append((row.number, at))
                rows.content.append(content)
    return rows


def _candidates(of: Clauses, rows: _Sentences, settings: Settings) -> Iterator[tuple[int, int]]:
    count, standing = len(rows.places), of.terms.standing
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


def _share(of: Clauses, shared: frozenset[int], least: float, settings: Settings) -> bool:
    """Whether two sentences share words enough to look for the clauses in which they agree."""
    return len(shared) >= settings.shared and float(of.terms.rarity[sorted(shared)].sum()) >= (
        settings.dice / 2 * least
    )


def _windows(of: Clauses, a: Place, b: Place, settings: Settings) -> Iterator[Passage]:
    """The passages that two sentences may share, the best first."""
    used_a: list[tuple[int, int]] = []
    used_b: list[tuple[int, int]] = []
    for _ in range(settings.rounds):
        window = best_window(of, Zone(*a, tuple(used_a)), Zone(*b, tuple(used_b)), settings.cost)
        if window is None or window.dice < settings.dice:
            return
        used_a.append((window.a0, window.a1))
        used_b.append((window.b0, window.b1))
        yield from _passage(of, a[0], b[0], window, settings)


def _passage(of: Clauses, a: int, b: int, window: Window, settings: Settings) -> Iterator[Passage]:
    a0, a1 = trimmed(of, a, window.a0, window.a1, of.content(b, window.b0, window.b1))
    b0, b1 = trimmed(of, b, window.b0, window.b1, of.content(a, window.a0, window.a1))
    if min(a1 - a0, b1 - b0) >= settings.window:
        yield Passage(a, b, a0, a1, b0, b1, window.dice)


def _scored(scores: Scores, found: Sequence[Passage], settings: Settings) -> list[Passage]:
    """Passages with their score, where that is `beside` at least. Vectors cost most: they are made for what can stand
    alone, and between texts that share such a passage."""
    shared = [scores.evidence(p).shared for p in found]
    first = [p for p, s in zip(found, shared, strict=True) if s + CLOSEST >= settings.alone]
    scored = scores.scored(first)
    strong = {(p.a, p.b) for p in scored if p.score >= settings.alone - MARGIN}
    rest = [
        p
        for p, s in zip(found, shared, strict=True)
        if s + CLOSEST < settings.alone and s + CLOSEST >= settings.beside and (p.a, p.b) in strong
    ]
    every = [*scored, *scores.scored(rest)]
    return sorted((p for p in every if p.score >= settings.beside), key=lambda p: (p.a, p.b, p.a0, p.b0, p.a1, p.b1))


#: A score of no worth.
DOUBT = 1.0
#: What a passage may gain when its extent is found.
MARGIN = 0.3


def _supported(scores: Scores, found: Sequence[Passage], settings: Settings) -> list[Passage]:
    """Passages that stand alone, by more than names, and weaker ones between two texts that share such a one; scores
    brought to 0..1."""
    alone = [p for p in found if p.score >= settings.alone and scores.evidence(p).plain >= settings.plain]
    strong = {(p.a, p.b) for p in alone}
    return [replace(p, score=round(min(1.0, p.score / 3), 4)) for p in found if (p.a, p.b) in strong]


def _chosen(found: Sequence[Passage]) -> list[Passage]:
    """Of passages of two texts that overlap on either side, the one of highest score and most words."""
    taken: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for p in sorted(found, key=lambda p: (-_worth(p), p.a, p.b, p.a0, p.b0, p.a1, p.b1)):
        if not any(_meets(p, q) for q in taken[p.a, p.b]):
            taken[p.a, p.b].append(p)
    return sorted((p for rows in taken.values() for p in rows), key=lambda p: (p.a, p.b, p.a0, p.b0))


def _worth(p: Passage) -> float:
    """What a passage is worth among others that overlap it: how sure it is, and a little how long."""
    return (p.score - DOUBT) * sqrt(min(p.a1 - p.a0, p.b1 - p.b0))


def _meets(p: Passage, q: Passage) -> bool:
    return (p.a0 < q.a1 and q.a0 < p.a1) or (p.b0 < q.b1 and q.b0 < p.b1)


def _joined(found: Sequence[Passage], settings: Settings) -> list[Passage]:
    """Passages that follow one another on both sides with next to nothing between them are one."""
    rows: list[Passage] = []
    for p in found:
        last = rows[-1] if rows else None
        if last and (last.a, last.b) == (p.a, p.b) and 0 <= p.a0 - last.a1 <= settings.gap >= p.b0 - last.b1 >= 0:
            rows[-1] = replace(last, a1=p.a1, b1=p.b1, score=max(last.score, p.score))
        else:
            rows.append(p)
    return rows

"""Pairs that train the stance model: labelled headlines, what follows from them, unrelated ones; pairs of claims of
news articles that people judged; claims that we wrote to agree, contradict and do neither; claims of other stories."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tawatur.backends.stance import LABELS, Label, Passage
from tawatur.backends.surface import tokenize
from tawatur.text.normalise import fold, light
from tawatur.text.segment import paragraphs, sentences
from tawatur.text.stems import stem
from tawatur.text.view import TextView
from training.forbidden import Forbidden

COMMON = 0.02  # share of the headlines from which on a shared word says nothing
LEAST_LETTERS = 3
ATTEMPTS = 50  # for every unrelated pair
JUDGED = Path(__file__).parent / "data" / "pairs.jsonl"
WRITTEN = Path(__file__).parent / "data" / "written-pairs.jsonl"
EVENTS = 10_000
NEAR = 300  # stories from here to EVENTS: their pairs were chosen near the bar by which the program joined claims
HELD = 5  # stories whose number this divides are held out
STANCES: dict[str, Label] = {"same": "agree", "conflict": "disagree", "part": "other", "different": "other"}


@dataclass(frozen=True)
class Pair:
    """Two headlines and how they stand to each other."""

    first: str
    second: str
    label: Label

    def passages(self) -> tuple[Passage, Passage]:
        """The headlines as passages without words around them."""
        return Passage(self.first), Passage(self.second)


@dataclass(frozen=True)
class ClaimPair:
    """Two claims of articles on one story, and how they stand to each other; unrelated ones have story -1."""

    first: Passage
    second: Passage
    label: Label
    story: int

    def passages(self) -> tuple[Passage, Passage]:
        """The claims with the words around them."""
        return self.first, self.second


def read(path: Path) -> list[Pair]:
    """Pairs of a CSV file with the columns s1, s2, stance. Raises ValueError for a label that is none of the three."""
    out = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = next((name for name in LABELS if name == row["stance"].strip()), None)
            if label is None:
                raise ValueError(f"{path}: stance {row['stance']!r}")
            out.append(Pair(row["s1"], row["s2"], label))
    return out


def stories(pairs: Sequence[Pair]) -> list[int]:
    """A story's number for every pair: pairs that share a headline, directly or over others, have one story, unless
    they are unrelated headlines."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        parent.setdefault(text, text)
        while parent[text] != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    for pair in pairs:
        if pair.label != "other":
            parent[root(pair.second)] = root(pair.first)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(pair.first), len(numbers)) for pair in pairs]


def implied(pairs: Sequence[Pair]) -> list[Pair]:
    """What follows from pairs that share their first headline: two that agree with it agree, one that agrees and one
    that disagrees disagree. (Two that disagree with it may or may not agree.)"""
    by_first: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.label != "other":
            by_first[pair.first].append(pair)
    seen = {(p.first, p.second) for p in pairs}
    out = []
    for group in by_first.values():
        for k, one in enumerate(group):
            for two in group[k + 1 :]:
                known = one.second == two.second or (one.second, two.second) in seen
                if known or "agree" not in (one.label, two.label):
                    continue
                seen |= {(one.second, two.second), (two.second, one.second)}
                out.append(Pair(one.second, two.second, "agree" if one.label == two.label else "disagree"))
    return out


def keys(text: str) -> frozenset[str]:
    """The stems of a headline's words."""
    return frozenset(stem(key) for token in tokenize(light(text)) if len(key := fold(token.text)) >= LEAST_LETTERS)


def unrelated(pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    """Headlines of different stories, four in five of them with a telling word in common; they share two words at most.

    Raises ValueError where the pairs hold too few such headlines.
    """
    rng = random.Random(seed)
    story = {p.first: s for p, s in zip(pairs, stories(pairs), strict=True)}
    texts = list(story)
    words = {text: keys(text) for text in texts}
    by_word: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for word in sorted(words[text]):
            by_word[word].append(text)
    telling = [w for w in sorted(by_word) if 2 <= len(by_word[w]) <= max(2, COMMON * len(texts))]
    out: list[Pair] = []
    for _ in range(ATTEMPTS * count):
        pool = by_word[rng.choice(telling)] if rng.random() < 0.8 and telling else texts
        one, two = rng.sample(pool, 2) if len(pool) > 1 else (pool[0], pool[0])
        if story[one] != story[two] and len(words[one] & words[two]) <= 2:
            out.append(Pair(one, two, "other"))
        if len(out) >= count:
            return out
    raise ValueError(f"only {len(out)} pairs of unrelated headlines found")


def judged(news: Mapping[str, tuple[str, str]], path: Path = JUDGED) -> list[ClaimPair]:
    """The pairs that people judged, cut out of the archive's articles (id to outlet and text).

    Raises KeyError where the archive lacks an article, ForbiddenTextError where one must not train.
    """
    passages = _Passages(news)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [ClaimPair(passages(*row["a"]), passages(*row["b"]), STANCES[row["is"]], row["story"]) for row in rows]


class _Passages:
    """Claims of the archive's articles with the words around them; refuses articles that must not train."""

    def __init__(self, news: Mapping[str, tuple[str, str]]) -> None:
        self._news, self._forbidden = news, Forbidden.load()
        self._known: dict[tuple[str, int, int], Passage] = {}

    def __call__(self, article: str, start: int, end: int) -> Passage:
        place = (article, start, end)
        if place not in self._known:
            text = self._news[article][1]
            self._forbidden.check(article, text)
            self._known[place] = passage_of(text, start, end)
        return self._known[place]


def written(path: Path = WRITTEN) -> list[ClaimPair]:
    """The pairs of claims that we wrote: of every event some that say the same, some that contradict these, and some
    that do neither; what the latter are to each other is not said. Events count as stories, from `EVENTS` on."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        same, against, beside = (
            [marked(text) for text in texts]
            for texts in (row["same"], [c["text"] for c in row["conflict"]], row["other"])
        )
        labelled: list[tuple[Passage, Passage, Label]] = [(a, b, "agree") for a, b in combinations(same, 2)]
        labelled += [(a, b, "disagree") for a in same for b in against] + [
            (a, b, "other") for a in same for b in beside
        ]
        out += [ClaimPair(a, b, label, EVENTS + row["event"]) for a, b, label in labelled]
    return out


def marked(text: str) -> Passage:
    """A passage whose claim stands between ⟦ and ⟧. Raises ValueError where it does not."""
    before, opening, rest = text.partition("⟦")
    claim, closing, after = rest.partition("⟧")
    if not (opening and closing and claim.strip()):
        raise ValueError(f"no claim is marked in {text!r}")
    return Passage(claim, before, after)


def passage_of(text: str, start: int, end: int) -> Passage:
    """The characters `[start, end)` of a text with the rest of the sentences in which they stand."""
    view = TextView.of(text)
    known = [view.span(*s) for block in paragraphs(view) for s in sentences(view, *block)]
    inside = [(a, b) for a, b in known if a < end and b > start]
    first, last = min((a for a, _ in inside), default=start), max((b for _, b in inside), default=end)
    return Passage(text[start:end], text[min(first, start) : start], text[end : max(last, end)])


def of_other_stories(pairs: Sequence[ClaimPair], count: int, seed: int) -> list[ClaimPair]:
    """Claims of different stories; three in four have a telling word in common."""
    rng = random.Random(seed)
    story = {side: pair.story for pair in pairs for side in pair.passages()}
    claims = list(story)
    by_word: dict[str, list[Passage]] = defaultdict(list)
    for claim in claims:
        for word in sorted(keys(claim.claim)):
            by_word[word].append(claim)
    telling = [w for w in sorted(by_word) if len({story[c] for c in by_word[w]}) > 1]
    out: list[ClaimPair] = []
    while len(out) < count:
        pool = by_word[rng.choice(telling)] if rng.random() < 0.75 else claims
        one, two = rng.sample(pool, 2)
        if story[one] != story[two]:
            out.append(ClaimPair(one, two, "other", -1))
    return out

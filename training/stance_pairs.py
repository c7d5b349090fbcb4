"""Pairs of headlines that train the stance model: the labelled ones, what follows from them, and unrelated ones."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tawatur.backends.stance import LABELS, Label
from tawatur.backends.surface import tokenize
from tawatur.text.normalise import fold, light
from tawatur.text.stems import stem

COMMON = 0.02  # share of the headlines from which on a shared word says nothing
LEAST_LETTERS = 3
ATTEMPTS = 50  # for every unrelated pair


@dataclass(frozen=True)
class Pair:
    """Two headlines and how they stand to each other."""

    first: str
    second: str
    label: Label


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


def folds(pairs: Sequence[Pair], count: int, seed: int) -> list[int]:
    """A fold for every pair; a story lies in one fold, and the labels are spread evenly."""
    members: dict[int, list[int]] = defaultdict(list)
    for i, story in enumerate(stories(pairs)):
        members[story].append(i)
    order = sorted(members)
    random.Random(seed).shuffle(order)
    out = [0] * len(pairs)
    sizes = {label: [0] * count for label in LABELS}
    for story in sorted(order, key=lambda s: not any(pairs[i].label == "other" for i in members[s])):
        label = min((pairs[i].label for i in members[story]), key=lambda name: -LABELS.index(name))
        fold_number = sizes[label].index(min(sizes[label]))
        for i in members[story]:
            out[i] = fold_number
            sizes[pairs[i].label][fold_number] += 1
    return out


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

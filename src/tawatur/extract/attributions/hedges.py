"""Words that weaken or strengthen what is said, as spans."""

from __future__ import annotations

from functools import cache

from tawatur.extract.attributions.model import Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.resources.lexicon import Lexicon
from tawatur.resources.loader import load_yaml

_SCOPE = 25


@cache
def _lexicon() -> Lexicon[str]:
    rows = load_yaml("ar/hedges.yaml")
    return Lexicon([(f, r["id"]) for r in rows for f in r["forms"] if len(f.split()[-1]) > 1], ("و", "ف", "ب"))


@cache
def strengths() -> dict[str, float]:
    """Strength of each hedge or booster by id: 0 open, 1 certain."""
    return {r["id"]: float(r["strength"]) for r in load_yaml("ar/hedges.yaml")}


def hedges_in(passage: Passage, triple: Triple) -> list[tuple[int, int]]:
    """Token ranges of hedges and boosters at the head of a content, where they have the whole of it in their scope."""
    first, last = triple.content.first, min(triple.content.last, triple.content.first + _SCOPE)
    found, index = [], first
    while index < last:
        length = _at(passage, index, last)
        if length:
            found.append((index, index + length))
        index += max(1, length)
    return found


def _at(passage: Passage, index: int, last: int) -> int:
    key = passage.keys[index]
    if key in ("قد", "وقد") and index + 1 < last and passage.keys[index + 1][:1] in "يتنا":
        following = passage.keys[index + 1]
        return 1 if following[0] in "ينا" or not following.endswith("ت") else 0
    if not passage.is_word(index) or passage.name_at[index] >= 0:
        return 0
    matches = _lexicon().at(passage.tokens[index:last][:6], 0)
    return matches[0].last if matches else 0

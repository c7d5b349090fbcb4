"""Adjectives of nationality and the actor of the text that they point to: «طائرات سلمانية» → the text's «سلمانيا»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from tawatur.core.model import EntityType, Mention
from tawatur.extract.facts.lexicon import words
from tawatur.extract.reading import Reading
from tawatur.text.normalise import fold


@cache
def adjectives() -> Mapping[str, str]:
    """Folded adjective (both genders, plural, with and without article) → country code."""
    table: dict[str, str] = {}
    for code, forms in _rows():
        for base in forms:
            for ending in ("", "ه", "ين", "ون", "ات", "ا"):
                for article in ("", "ال"):
                    table.setdefault(article + base + ending, code)
    return table


def _rows() -> list[tuple[str, list[str]]]:
    from tawatur.names.data import rows

    return [(row[0], [fold(a) for a in row[2].split("|") if a]) for row in rows("nations.tsv") if len(row) > 2]


@cache
def countries() -> Mapping[str, str]:
    """Folded country name → code."""
    from tawatur.names.data import rows

    table: dict[str, str] = {}
    for name in ("nations.tsv", "countries.tsv"):
        for row in rows(name):
            for form in row[1].split("|"):
                table.setdefault(fold(form), row[0])
    return table


def actors_by_nation(reading: Reading) -> Mapping[str, str]:
    """Country code → the actor for which the text most often uses that country's name, or its government's."""
    votes: dict[str, Counter[str]] = {}
    for mention in reading.of(Mention):
        if not mention.actor or mention.type not in (EntityType.LOC, EntityType.ORG):
            continue
        key = reading.view.key[slice(*reading.range(mention.span))]
        code = countries().get(key)
        weight = 6 if mention.metonym else 3
        if code is None and mention.type is EntityType.ORG:
            parts = key.split()
            if parts[0] in words()["governments"]:
                code = next((adjectives()[p] for p in parts[1:] if p in adjectives()), None)
                weight = 2
        if code:
            votes.setdefault(code, Counter())[mention.actor] += weight
    return {code: max(sorted(counter), key=lambda a: counter[a]) for code, counter in votes.items()}

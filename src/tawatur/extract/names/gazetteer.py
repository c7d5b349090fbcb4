"""Names that data knows: countries, capitals and cities, regions, bodies; found in a text behind any particles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import Words, name_words, nations, region_phrases, signs
from tawatur.names.data import rows
from tawatur.names.fold import fold_name, is_arabic
from tawatur.names.lexicon import concepts

_LEAST_LETTERS = 4


def _by_first(phrases: Iterable[Words]) -> dict[str, tuple[Words, ...]]:
    found: dict[str, list[Words]] = {}
    for words in sorted(set(phrases), key=lambda w: (-len(w), w)):
        found.setdefault(words[0], []).append(words)
    return {first: tuple(group) for first, group in found.items()}


@cache
def _states() -> Mapping[str, Sequence[Words]]:
    """Countries and capitals whose names are no commoner word."""
    ambiguous = name_words().ambiguous_places
    known = (*nations().countries, *nations().capitals)
    return _by_first(w for w in known if is_arabic(w[0]) and w[0] not in ambiguous)


@cache
def _places() -> Mapping[str, Sequence[Words]]:
    """Cities, and the countries whose names are commoner words."""
    cities = (tuple(form.split()) for row in rows("places.tsv") for form in row[2].split("|"))
    known = (
        *(c for c in cities if len(c) > 1 or len(c[0]) >= _LEAST_LETTERS),
        *nations().countries,
        *nations().capitals,
    )
    return _by_first(w for w in known if is_arabic(w[0]))


@cache
def _bodies() -> Mapping[str, Sequence[Words]]:
    """Bodies that are known by a name of several words, or by one that is long enough to be nothing else."""
    forms = (form for row in rows("aliases.tsv") if row[1] == "ORG" for form in row[2].split("|"))
    known = (tuple(fold_name(form).split()) for form in forms if is_arabic(form))
    return _by_first(
        w for w in known if w and (len(w) > 1 or len(w[0]) > _LEAST_LETTERS) and len("".join(w)) > _LEAST_LETTERS
    )


def _found(
    ground: Ground, table: Mapping[str, Sequence[Words]], kind: EntityType, score: float, rule: str
) -> Iterator[Name]:
    for index, readings in enumerate(ground.readings):
        for prefix, word in readings:
            for phrase in table.get(word, ()):
                last = index + len(phrase)
                if tuple(ground.words[index + 1 : last]) == phrase[1:] and last <= ground.bound(index)[1]:
                    yield Name(index, last, prefix, kind, score, rule)
                    break


def states(ground: Ground) -> Iterator[Name]:
    """Countries and capitals, wherever they stand."""
    return _found(ground, _states(), EntityType.LOC, 0.85, "name/gazetteer")


def regions(ground: Ground) -> Iterator[Name]:
    """Regions and states by names that the gazetteer of cities lacks («الشرق الأوسط»)."""
    return _found(ground, region_phrases(), EntityType.LOC, 0.9, "name/gazetteer")


def known_bodies(ground: Ground) -> Iterator[Name]:
    """Bodies that data knows by their names."""
    return _found(ground, _bodies(), EntityType.ORG, 0.85, "name/known-body")


def placed(ground: Ground) -> Iterator[Name]:
    """Cities after a preposition or noun of place, or with «ب» or «ل» before them."""
    for name in _found(ground, _places(), EntityType.LOC, 0.8, "name/gazetteer"):
        word = ground.word(name.first, name.prefix).removeprefix("ال")
        if name.last - name.first == 1 and word in concepts():
            continue
        before = ground.before(name.first)
        particle = ground.tokens[name.first].key[: name.prefix][-1:]
        if particle in ("ب", "ل") or (
            before is not None and not name.prefix and ground.words[before] in signs().places
        ):
            yield name

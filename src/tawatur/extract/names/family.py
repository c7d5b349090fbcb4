"""Persons by a part of their name: what a text that names somebody in full calls him afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import is_place, name_words, signs
from tawatur.names.data import attested, particles

_SURE = 0.8
_LEAST_LETTERS = 3


def with_family_names(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """Names with persons of one word by the type of the full name, and family names that a voice missed."""
    families = _families(ground, names)
    typed = [_person(ground, name, families) for name in names]
    taken = {index for name in typed for index in range(name.first, name.last)}
    return sorted([*typed, *_missed(ground, families, taken)], key=lambda name: name.first)


def _families(ground: Ground, names: Sequence[Name]) -> Mapping[str, int]:
    """Last words of surely seen full names of persons, with the first token of the first such name."""
    found: dict[str, int] = {}
    for name in names:
        form = ground.form(name)
        if name.type is EntityType.PER and name.score >= _SURE and 1 < len(form) == name.last - name.first:
            family = form[-1]
            parts, linking = particles(), (*particles().servant, *particles().foreign_link)
            linked = family in parts.tail or family in parts.ordinal or form[-2] in linking
            linked = linked or (family,) in name_words().beside_persons
            if len(family) >= _LEAST_LETTERS and not linked and not is_place((family,)):
                found.setdefault(family, name.first)
    return found


def _person(ground: Ground, name: Name, families: Mapping[str, int]) -> Name:
    """A place or body of one word as a person where that is the family name of somebody: where the voice was in doubt,
    or was sure of a place after somebody of that name and behind a verb or title that persons have («ويلتقي X»)."""
    form = ground.form(name)
    if len(form) != 1 or form[0] not in families or name.type not in (EntityType.LOC, EntityType.ORG):
        return name
    before = ground.before(name.first)
    after = name.type is EntityType.LOC and families[form[0]] < name.first and not name.prefix
    led = after and before is not None and ground.tokens[before].is_word and _leads(ground, before)
    return name.moved(type=EntityType.PER) if name.score < _SURE or led else name


def _missed(ground: Ground, families: Mapping[str, int], taken: set[int]) -> Iterator[Name]:
    for index, readings in enumerate(ground.readings):
        if index in taken:
            continue
        for prefix, word in readings:
            if word in families and families[word] < index and _named(ground, index, prefix, word):
                yield Name(index, index + 1, prefix, EntityType.PER, _SURE, "name/family")
                break


def _named(ground: Ground, index: int, prefix: int, word: str) -> bool:
    """Whether a word that is somebody's family name is one here.

    A word that may mean something else («المصري») needs a verb of speech or a title before it; a foreign name does not.
    """
    before = ground.before(index)
    if before is not None and ground.words[before] in particles().foreign_link:
        return False
    foreign = word not in attested().by_arabic and not word.startswith("ال") and len(word) > _LEAST_LETTERS
    if foreign:
        return True
    return not prefix and before is not None and ground.tokens[before].is_word and _leads(ground, before)


def _leads(ground: Ground, index: int) -> bool:
    titles = name_words().beside_persons
    return any(word in signs().persons_do or (word,) in titles for _, word in ground.readings[index])

"""Particles before a name: first letters that a voice took for one, where grammar or the text says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import capital_of, name_words, nation_of

PREPOSITIONS = frozenset(
    ("في", "من", "علي", "الي", "ضد", "مع", "عن", "لدي", "بين", "وفق", "حسب", "خلال", "قرب", "امام")
)
_JOINED = frozenset("بلك")
_SHORT = 2  # letters that are too few for a name of one word


def with_first_letters(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """Names whose first letter is no particle have it again; so has the same word wherever else it was cut."""
    whole = {ground.tokens[name.first].key for name in names if _belongs(ground, name)}
    return [_restored(ground, name, whole) for name in names]


def _belongs(ground: Ground, name: Name) -> bool:
    """Whether the letter that a name begins with, or that was taken off it, can be no particle.

    «في بستان …»: no particle follows a preposition or a class noun in construct. «والي»: what would be left is a
    preposition, or too short for a name.
    """
    particle, form = ground.tokens[name.first].key[: name.prefix], ground.form(name)
    if particle and (nation_of(form) is not None or capital_of(form) is not None):
        return False
    if particle and len(form) == 1 and (form[0] in PREPOSITIONS or (len(form[0]) <= _SHORT and form[0].isalpha())):
        return True
    before = ground.before(name.first)
    letter = particle or ground.words[name.first][:1]
    if letter not in _JOINED or form[0].startswith("ال") or before is None:
        return False
    classes = name_words().outside[EntityType.LOC]
    return ground.words[before] in PREPOSITIONS or any(word in classes for _, word in ground.readings[before])


def _restored(ground: Ground, name: Name, whole: set[str]) -> Name:
    key = ground.tokens[name.first].key
    found = (start for start in range(name.prefix) if key[start:] in whole)
    return name.moved(prefix=next(found, name.prefix))

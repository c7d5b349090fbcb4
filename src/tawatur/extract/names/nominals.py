"""Definite nouns that stand for an actor named before («التنظيم», «الرجل»), resolved where one actor fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawatur.core.model import EntityType
from tawatur.extract.names.beside import class_nouns
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import name_words

_NEAR = 2  # sentences back in which «الرجل» looks for its person


@dataclass(frozen=True, slots=True)
class Nominal:
    """A definite noun and the number of the group that it stands for (-1: left open)."""

    name: Name
    group: int


def nominals(ground: Ground, groups: Sequence[Sequence[Name]]) -> list[Nominal]:
    """The definite nouns of a text that could stand for one of the groups of names, in order."""
    taken = {index for group in groups for name in group for index in range(name.first, name.last)}
    nouns = {name: class_nouns(ground, name) for group in groups for name in group}
    found = []
    for index, prefix, noun in _candidates(ground, taken):
        wanted = name_words().nominals[noun]
        fitting = _fitting(ground, groups, nouns, index, wanted)
        if fitting:
            kind = groups[fitting[0]][0].type if len(fitting) == 1 else _kind(groups, fitting)
            name = Name(index, index + 1, prefix, kind, 1.0, "name/nominal")
            found.append(Nominal(name, fitting[0] if len(fitting) == 1 else -1))
    return found


def _kind(groups: Sequence[Sequence[Name]], fitting: Sequence[int]) -> EntityType:
    kinds = {groups[number][0].type for number in fitting}
    return min(kinds, key=lambda t: (t is not EntityType.ORG, t.value))


def _candidates(ground: Ground, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    table = name_words().nominals
    for index, readings in enumerate(ground.readings):
        for prefix, word in readings:
            if word in table:
                if index not in taken and _stands_alone(ground, index, taken):
                    yield index, prefix, word
                break


def _stands_alone(ground: Ground, index: int, taken: set[int]) -> bool:
    """Whether neither an adjective nor a name follows, which would make it a name or a title."""
    following = ground.after(index + 1)
    if following is None or not ground.tokens[following].is_word:
        return True
    word = ground.words[following]
    return following not in taken and not (word.startswith("ال") and word not in ("الذي", "التي", "الي", "الان"))


def _fitting(
    ground: Ground, groups: Sequence[Sequence[Name]], nouns: Mapping[Name, set[str]], index: int, wanted: frozenset[str]
) -> list[int]:
    """Numbers of the groups named before a token that the noun can take up."""
    if wanted:
        return [
            number
            for number, group in enumerate(groups)
            if any(name.first < index and not wanted.isdisjoint(nouns[name]) for name in group)
        ]
    here = ground.sentence[index]
    return [
        number
        for number, group in enumerate(groups)
        if group[0].type is EntityType.PER
        and any(name.first < index and here - ground.sentence[name.first] <= _NEAR for name in group)
    ]

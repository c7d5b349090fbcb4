"""What stands beside a name: titles and roles, and the class nouns that its nominal mentions take up."""

from __future__ import annotations

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import name_words, signs

_REACH = 9
_BREAKS = frozenset(
    (
        "ان",
        "بان",
        "التي",
        "الذي",
        "الذين",
        "اللذان",
        "ثم",
        "حيث",
        "لكن",
        "بعد",
        "قبل",
        "مع",
        "الي",
        "عن",
        "قال",
        "اكد",
        "كان",
    )
)
Range = tuple[int, int]


def role_before(ground: Ground, name: Name) -> Range | None:
    """Tokens of a title or role right before a person's name («قائد لواء الفجر سامر الحلاق»)."""
    if name.type is not EntityType.PER or name.prefix:
        return None
    start = ground.bound(name.first)[0]
    index, found = name.first - 1, None
    while index >= start and name.first - index <= _REACH and ground.tokens[index].is_word:
        if _stops(ground, index):
            break
        if _heads_role(ground, index):
            found = index
        index -= 1
    return (found, name.first) if found is not None else None


def role_after(ground: Ground, name: Name) -> Range | None:
    """Tokens of a role between commas or brackets after a person's name («سامر الحلاق، قائد لواء الفجر،»)."""
    end = ground.bound(name.first)[1]
    index = name.last
    if name.type is not EntityType.PER or index + 1 >= end:
        return None
    if ground.tokens[index].key in ("،", ",", "-", "–", "("):
        index += 1
    elif not ground.words[index].startswith("ال"):
        return None
    if not ground.tokens[index].is_word or not _heads_role(ground, index):
        return None
    last = index + 1
    while last < end and last - index < _REACH and ground.tokens[last].is_word and not _stops(ground, last):
        last += 1
    return (index, last)


def _heads_role(ground: Ground, index: int) -> bool:
    return any(word in name_words().role_heads for _, word in ground.readings[index])


def _stops(ground: Ground, index: int) -> bool:
    word = ground.words[index]
    return word in _BREAKS or word in signs().perfect or word in signs().imperfect


def class_nouns(ground: Ground, name: Name) -> set[str]:
    """Nouns that a later definite noun may take up: the name's head, the class noun before it, its roles' heads."""
    found = {ground.word(name.first, name.prefix)} if name.type is not EntityType.PER else set()
    before = ground.before(name.first)
    while before is not None and ground.tokens[before].key in "\"«“'" and ground.before(before) is not None:
        before = ground.before(before)
    words = name_words()
    nouns = words.outside[EntityType.ORG] | words.heads[EntityType.ORG]
    if before is not None and not name.prefix and name.type is not EntityType.PER:
        found |= {word for _, word in ground.readings[before]} & nouns
    for role in (role_before(ground, name), role_after(ground, name)):
        for index in range(*role) if role else ():
            found |= {word for _, word in ground.readings[index]} & words.role_heads
    return found

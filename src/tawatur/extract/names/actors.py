"""Actors of one text: which of its names are one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from tawatur.core.model import EntityType
from tawatur.extract.names.bodies import (
    bare_words,
    government_of,
    known_body,
    place_short_for,
    short_for,
    spells,
    widens_nation,
)
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.metonyms import country_of
from tawatur.extract.names.persons import covers, units
from tawatur.extract.names.words import Words, name_words, nation_of
from tawatur.names import Decision, candidate_pairs, compare

Key = tuple[str, ...]


def keys_of(form: Words, kind: EntityType, government: str | None = None) -> Key:
    """What makes two names of one text the same at once: type, and country, known body or folded words.

    Arguments: the name's folded words, its type, and the country whose government it stands for, if it does.
    """
    if government is not None:
        return ("government", government)
    if kind is EntityType.ORG:
        country = government_of(form)
        if country is not None:
            return ("government", country)
        body = known_body(form)
        return ("known", body) if body is not None else ("ORG", *bare_words(form))
    if kind is EntityType.LOC:
        country = nation_of(form)
        return ("country", country) if country is not None else ("LOC", *_without_class(form))
    if kind is EntityType.PER:
        return ("PER", *form)
    return ("MISC", *bare_words(form))


def _without_class(form: Words) -> Words:
    droppable = len(form) > 1 and (
        form[0] in name_words().outside[EntityType.LOC] or form[0] in name_words().place_classes
    )
    words = form[1:] if droppable else form
    return bare_words(words)


def group(ground: Ground, names: Sequence[Name], metonyms: Mapping[Name, str]) -> list[list[Name]]:
    """The names in groups that are one thing each, in order of their first mentions."""
    nodes: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        state = country_of(ground, name) if name in metonyms else None
        nodes[keys_of(ground.form(name), name.type, state)].append(name)
    joined = _Joined(nodes)
    _join_spellings(joined)
    _join_persons(joined)
    _join_places(joined)
    _join_bodies(ground, nodes, joined)
    _join_stated(ground, names, nodes, joined)
    groups = [sorted((n for key in keys for n in nodes[key]), key=lambda n: n.first) for keys in joined.groups()]
    return sorted(groups, key=lambda g: g[0].first)


class _Joined:
    """Disjoint sets of keys."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.root: dict[Key, Key] = {key: key for key in keys}

    def find(self, key: Key) -> Key:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def join(self, left: Key, right: Key) -> None:
        self.root[self.find(right)] = self.find(left)

    def groups(self) -> list[list[Key]]:
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in self.root:
            found[self.find(key)].append(key)
        return list(found.values())


def _join_persons(joined: _Joined) -> None:
    full = {key: " ".join(key[1:]) for key in joined.root if key[0] == "PER"}
    _join_short(
        joined,
        full,
        lambda longer, shorter: covers(full[longer], full[shorter]),
        lambda key: len(units(full[key])) * 100 + len(key),
    )


def _join_bodies(ground: Ground, nodes: Mapping[Key, list[Name]], joined: _Joined) -> None:
    words = {
        key: max((bare_words(ground.form(n)) for n in nodes[key]), key=lambda form: (len(form), form))
        for key in joined.root
        if key[0] in ("ORG", "known")
    }
    _join_short(joined, words, _short_in(words), lambda key: len(words[key]))


def _join_places(joined: _Joined) -> None:
    places = [key for key in joined.root if key[0] == "LOC"]
    _join_short(joined, places, lambda longer, shorter: place_short_for(longer[1:], shorter[1:]), len)


def _join_spellings(joined: _Joined) -> None:
    """Names that differ by spelling alone."""
    for kind in ("PER", "ORG", "LOC"):
        keys = sorted(key for key in joined.root if key[0] == kind)
        names = [" ".join(key[1:]) for key in keys]
        for i, j in candidate_pairs(names, kind):
            if (
                joined.find(keys[i]) != joined.find(keys[j])
                and compare(names[i], names[j], kind).decision is Decision.MERGE
            ):
                joined.join(keys[i], keys[j])


def _short_in(words: Mapping[Key, Words]) -> Callable[[Key, Key], bool]:
    def fits(longer: Key, shorter: Key) -> bool:
        if spells(words[shorter], words[longer]):
            return True
        another = shorter[0] == "known" and not widens_nation(words[longer], words[shorter])
        return not another and short_for(words[longer], words[shorter])

    return fits


def _join_short(
    joined: _Joined, keys: Iterable[Key], fits: Callable[[Key, Key], bool], size: Callable[[Key], int]
) -> None:
    """Join every shorter name to the fuller one it can be short for, where all such are one already; else leave it."""
    ordered = sorted(keys, key=lambda key: (-size(key), key))
    for place, short in enumerate(ordered):
        fuller = [long for long in ordered[:place] if fits(long, short)]
        if len({joined.find(long) for long in fuller}) == 1:
            joined.join(fuller[0], short)


def _join_stated(ground: Ground, names: Sequence[Name], nodes: Mapping[Key, list[Name]], joined: _Joined) -> None:
    """«LONG (SHORT)» and «LONG المعروف باسم SHORT»: the text itself says that both are one."""
    key_of = {name: key for key, group_ in nodes.items() for name in group_}
    for left, right in pairwise(names):
        if left.type is right.type and _states_alias(ground, left, right):
            joined.join(key_of[left], key_of[right])


def _states_alias(ground: Ground, left: Name, right: Name) -> bool:
    between = ground.tokens[left.last : right.first]
    if not between or len(between) > 5 or ground.sentence[left.first] != ground.sentence[right.first]:
        return False
    words = tuple(ground.words[i] for i in range(left.last, right.first) if ground.tokens[i].is_word)
    if any(words[: len(phrase)] == phrase for phrase in name_words().alias_words):
        return True
    closing = right.last < len(ground.tokens) and ground.tokens[right.last].key in (")", '"', "»", "”")
    opened = [t.key for t in between] in (["("], ["(", '"'], ["(", "«"])
    return opened and closing and left.type is EntityType.ORG and right.last - right.first < left.last - left.first

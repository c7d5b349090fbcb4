"""Entities: actors of single texts joined by judgements, a person's word above a rule's. Rebuilt, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tawatur.core.ids import stable_id
from tawatur.core.model import Entity, EntityType, Judgement, Mention, Verdict
from tawatur.stores import decisions
from tawatur.stores.sqlite import Case


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a case, by id, with the entity of each document-level actor."""

    by_id: Mapping[str, Entity]
    of_actor: Mapping[str, str]


def assemble(case: Case) -> Entities:
    """The entities of a case: its mentions' actors, joined where a judgement or a person says they are the same."""
    actors = _actors(case)
    apart, together, names = _decided(case)
    joined = _Groups(actors)
    for left, right in together:
        joined.join(left, right)
    for judgement in case.case_findings(Judgement):
        pair = frozenset((judgement.left, judgement.right))
        if judgement.verdict is Verdict.SAME and pair not in apart:
            joined.join(judgement.left, judgement.right, apart)
    return _build(actors, joined.groups(), names)


@dataclass(slots=True)
class _Actor:
    types: Counter[str]
    names: Counter[str]
    mentions: int = 0


def _actors(case: Case) -> dict[str, _Actor]:
    actors: dict[str, _Actor] = {}
    for text_id in case.texts():
        source = case.source_text(text_id)
        assert source is not None
        for mention in case.findings(Mention, text_id):
            if not mention.actor:
                continue
            actor = actors.setdefault(mention.actor, _Actor(Counter(), Counter()))
            actor.mentions += 1
            if not mention.nominal:
                actor.types[mention.type.value] += 1
                actor.names[" ".join(source.text[mention.span.start : mention.span.end].split())] += 1
    return actors


def _decided(case: Case) -> tuple[set[frozenset[str]], list[tuple[str, str]], dict[str, str]]:
    """Pairs that people hold apart and together, and the names that they gave, the latest word last."""
    apart: set[frozenset[str]] = set()
    together: list[tuple[str, str]] = []
    names: dict[str, str] = {}
    for decision in decisions.in_force(case, "merge", "split", "rename"):
        pair = frozenset((decision.subject, decision.object))
        if decision.action == "split":
            apart.add(pair)
            together = [p for p in together if frozenset(p) != pair]
        elif decision.action == "merge":
            apart.discard(pair)
            together.append((decision.subject, decision.object))
        else:
            names[decision.subject] = decision.object
    return apart, together, names


class _Groups:
    """Disjoint sets of actor ids that refuse a union across a pair that people hold apart."""

    def __init__(self, members: Iterable[str]) -> None:
        self.group = {m: m for m in members}
        self.members: dict[str, list[str]] = {m: [m] for m in self.group}

    def join(self, left: str, right: str, apart: Iterable[frozenset[str]] = ()) -> None:
        if left not in self.group or right not in self.group:
            return
        a, b = self.group[left], self.group[right]
        if a == b or any(self._divides(pair, a, b) for pair in apart):
            return
        keep, drop = sorted((a, b), key=lambda g: (-len(self.members[g]), g))
        for member in self.members.pop(drop):
            self.group[member] = keep
            self.members[keep].append(member)

    def _divides(self, pair: frozenset[str], a: str, b: str) -> bool:
        groups = {self.group.get(member) for member in pair}
        return groups == {a, b}

    def groups(self) -> list[list[str]]:
        return [sorted(members) for members in self.members.values()]


def _build(actors: Mapping[str, _Actor], groups: Iterable[list[str]], given: Mapping[str, str]) -> Entities:
    by_id: dict[str, Entity] = {}
    of_actor: dict[str, str] = {}
    for group in groups:
        names, types = Counter[str](), Counter[str]()
        for actor in group:
            names.update(actors[actor].names)
            types.update(actors[actor].types)
        if not names:
            continue
        entity_id = stable_id("e", group[0])
        name = next((given[a] for a in group if a in given), None) or _best(names, types)
        aliases = tuple(n for n in sorted(names, key=lambda n: (-names[n], n)) if n != name)
        kind = EntityType(max(sorted(types), key=lambda t: types[t]))
        mentions = sum(actors[a].mentions for a in group)
        by_id[entity_id] = Entity(entity_id, kind, name, aliases, tuple(group), mentions)
        of_actor.update(dict.fromkeys(group, entity_id))
    return Entities(by_id, of_actor)


def _best(names: Counter[str], types: Counter[str]) -> str:
    """The name to show: for people the fullest of the usual ones, for others the most usual."""
    if types.most_common(1)[0][0] == EntityType.PER:
        usual = [n for n in names if names[n] * 4 >= max(names.values()) or len(n.split()) > 1]
        return min(usual, key=lambda n: (-min(len(n.split()), 3), -names[n], n))
    return min(names, key=lambda n: (-names[n], -len(n), n))

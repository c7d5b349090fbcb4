"""Entities: actors of single texts joined by judgements, a person's word above a rule's. Rebuilt, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tawatur.core.errors import NotFoundError
from tawatur.core.ids import stable_id
from tawatur.core.model import Entity, EntityType, Judgement, Mention, Verdict
from tawatur.extract.names.words import article_restored
from tawatur.names.fold import fold_name
from tawatur.relate.actors.groups import Groups
from tawatur.stores import decisions
from tawatur.stores.sqlite import Case

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a case, by id, with the entity of each document-level actor."""

    by_id: Mapping[str, Entity]
    of_actor: Mapping[str, str]

    def resolve(self, wanted: str) -> str:
        """The document-level actor that `wanted` means: an actor's id, an entity's id, or a name that one entity bears.

        An entity stands for the first of its actors, whose id outlives every run. Raises NotFoundError, with the ids to
        choose from, where nothing or more than one thing fits.
        """
        if wanted in self.of_actor:
            return wanted
        if wanted in self.by_id:
            return self.by_id[wanted].actors[0]
        fitting = [e for e in self.by_id.values() if wanted == e.name]
        fitting = fitting or [e for e in self.by_id.values() if wanted in e.aliases]
        if len(fitting) == 1:
            return fitting[0].actors[0]
        if not fitting:
            raise NotFoundError(f"The case has no actor “{wanted}”. List them with: tawatur actors CASE")
        listed = ", ".join(f"{e.id} ({e.name}, {e.type.value}, {e.mentions} mentions)" for e in fitting[:8])
        raise NotFoundError(f"Several actors are called “{wanted}”; name one by its id: {listed}")


def assemble(case: Case) -> Entities:
    """The entities of a case: its mentions' actors, joined where a judgement or a person says they are the same."""
    actors = _actors(case)
    decided = _decided(case)
    groups = Groups(actors)
    for left, right in decided.apart:
        if left in actors and right in actors:
            groups.forbid(left, right)
    for left, right in (*decided.together, *_judged(case)):
        if left in actors and right in actors:
            groups.join(left, right)
    return _build(actors, (groups.members(root) for root in groups.roots()), decided)


@dataclass(slots=True)
class _Actor:
    types: Counter[str]
    names: Counter[str]
    mentions: int = 0


def _actors(case: Case) -> dict[str, _Actor]:
    """Actors with their names and types, text by text in order of text ids."""
    actors: dict[str, _Actor] = {}
    current, words = "", ""
    for mention in case.findings(Mention):
        if not mention.actor:
            continue
        if mention.span.text != current:
            current = mention.span.text
            source = case.source_text(current)
            words = source.text if source else ""
        actor = actors.setdefault(mention.actor, _Actor(Counter(), Counter()))
        actor.mentions += 1
        if not mention.nominal:
            actor.types[mention.type.value] += 1
            actor.names[written(words, mention.span.start, mention.span.end)] += 1
    return actors


def written(text: str, start: int, end: int) -> str:
    """The words `text[start:end]` on one line; an article without its alif gets it back («للأزهر» → «الأزهر»)."""
    name = " ".join(text[start:end].split())
    lost = name.startswith("ل") and start > 0 and text[start - 1] == "ل"
    return "ا" + name if lost and article_restored(fold_name(name).split()[0]).startswith("ا") else name


def _judged(case: Case) -> Iterator[Pair]:
    return ((j.left, j.right) for j in case.case_findings(Judgement) if j.verdict is Verdict.SAME)


@dataclass(frozen=True, slots=True)
class _Decided:
    """Pairs that people hold apart and together, and the names and types that they gave, by document-level actor."""

    apart: list[Pair]
    together: list[Pair]
    names: Mapping[str, str]
    types: Mapping[str, EntityType]


def _decided(case: Case) -> _Decided:
    """What people decided on actors; the latest word on a pair or an actor counts."""
    last: dict[frozenset[str], tuple[str, Pair]] = {}
    names: dict[str, str] = {}
    types: dict[str, EntityType] = {}
    for decision in decisions.in_force(case, "merge", "split", "rename", "retype"):
        if decision.action == "rename":
            names[decision.subject] = decision.object
        elif decision.action == "retype":
            types[decision.subject] = EntityType(decision.object)
        elif decision.subject != decision.object:
            pair = (decision.subject, decision.object)
            last.pop(frozenset(pair), None)
            last[frozenset(pair)] = (decision.action, pair)
    apart = [pair for action, pair in last.values() if action == "split"]
    return _Decided(apart, [pair for action, pair in last.values() if action == "merge"], names, types)


def _build(actors: Mapping[str, _Actor], groups: Iterable[list[str]], given: _Decided) -> Entities:
    by_id: dict[str, Entity] = {}
    of_actor: dict[str, str] = {}
    for members in groups:
        group = sorted(members)
        names, types = Counter[str](), Counter[str]()
        for actor in group:
            names.update(actors[actor].names)
            types.update(actors[actor].types)
        if not names:
            continue
        entity_id = stable_id("e", group[0])
        name = next((given.names[a] for a in group if a in given.names), None) or _best(names, types)
        aliases = tuple(n for n in sorted(names, key=lambda n: (-names[n], n)) if n != name)
        usual = EntityType(max(sorted(types), key=lambda t: types[t]))
        kind = next((given.types[a] for a in group if a in given.types), usual)
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

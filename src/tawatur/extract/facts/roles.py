"""Which role a prepositional phrase fills, and nations behind arms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tawatur.core.model import EntityType
from tawatur.extract.facts.clauses import BY, Item
from tawatur.extract.facts.draft import Draft, Filler, fillers_of
from tawatur.extract.facts.lexicon import words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.nations import adjectives
from tawatur.extract.facts.phrases import phrase_at
from tawatur.extract.facts.scene import Scene


def fill_prepositions(scene: Scene, draft: Draft, items: list[Item], resumed: list[Filler]) -> None:
    """Fill roles from the prepositional items of a clause."""
    roles, line = draft.trigger.roles, scene.line
    adjuncts, places = words()["adjunct_prepositions"], words()["place_prepositions"]
    filled: set[str] = set()
    for item in items:
        if not item.preposition:
            continue
        name = item.preposition
        if name == BY:
            draft.fill(
                roles.get("s") if not _same(roles) else roles.get("على يد", "agent"), fillers_of(line, item.phrase)
            )
            continue
        if name in adjuncts and name not in roles:
            continue
        plain = name if name in roles else words().maps["prepositions_as"].get(name, name)
        found = resumed if item.phrase is None else fillers_of(line, item.phrase)
        role = roles.get(plain)
        if name in places or plain == "في" or (name == "علي" and role is None):
            role = role or "place"
        elif (
            name == "ب"
            and role not in ("recipient", "place")
            and found
            and all(_is_where(line, f, role) for f in found)
        ):
            role = "place"
        if (
            role == "destination"
            and draft.type == "TRANSFER"
            and any(f.type in (EntityType.ORG, EntityType.PER) for f in found)
        ):
            role = "recipient"
        if role == "patient" and plain == "علي" and draft.type == "ATTACK" and _is_area(line, found):
            role = "place"
        if role == "destination" and name == "في" and draft.has("destination"):
            role = "place"
        if (
            role == "place"
            and draft.type == "DISCLOSE"
            and any(f.type in (EntityType.ORG, EntityType.MISC) for f in found)
        ):
            role = "instrument"
        if role == "place":
            if draft.has("place") and (
                name in words()["directions"] or (found and line.words[found[0].first].stem in words()["directions"])
            ):
                continue
            found = [f for f in found if is_place(line, f)]
        elif role == "instrument" and draft.type == "DISCLOSE":
            found = [f for f in found if f.type in (EntityType.ORG, EntityType.MISC) or f.stems & words()["channels"]]
        elif role == "recipient":
            found = [f for f in found if _can_receive(line, f)]
        elif role and role in filled and name in filled:
            continue
        if role == "topic":
            found = [_without_light(line, f) for f in found]
            if (
                found
                and draft.type in ("OTHER_EVENT", "AGREE", "OTHER_RELATION")
                and not found[0].actor
                and len(found) == 1
            ):
                draft.fill(role, [to_end(line, found[0], items)])
                return
        filled |= {role, name} if role else set()
        if role == "agent" and plain == "بين" and len(found) > 1 and draft.type in ("ALLIED_WITH", "OPPOSES"):
            draft.fill("agent", found[:1])
            draft.fill("patient", found[1:])
            continue
        draft.fill(role, found)


def to_end(line: Line, filler: Filler, items: list[Item]) -> Filler:
    """A topic that is an act («نقل أسلحة إلى القوة») with all that belongs to it."""
    last = max(
        [
            filler.last,
            *(i.phrase.whole_last for i in items if i.phrase and i.preposition not in words()["adjunct_prepositions"]),
        ]
    )
    return replace(filler, end=line.words[last - 1].end, last=last)


def _can_receive(line: Line, filler: Filler) -> bool:
    if filler.type is not None or filler.stems & words()["people"]:
        return True
    return any(line.words[at].kind is Kind.NAME for at in range(filler.first, filler.last)) or any(
        s.startswith("ال") and s.endswith("ين") for s in filler.stems
    )


def _is_where(line: Line, filler: Filler, role: str | None) -> bool:
    """Whether what «ب» opens is a place: a place's name, or a noun of a place where no other role is open to it."""
    if filler.type is not None:
        return filler.type is EntityType.LOC and not filler.stems & words()["governments"]
    return role in (None, "instrument") and line.words[filler.first].stem in words()["places"]


def _is_area(line: Line, found: list[Filler]) -> bool:
    """Whether what an attack is «على» is the area where it happened, not a building or body."""
    areas = words()["areas"]
    return bool(found) and all(
        (f.type is EntityType.LOC and not f.stems & words()["buildings"]) or (f.type is None and f.stems & areas)
        for f in found
    )


def _without_light(line: Line, filler: Filler) -> Filler:
    """«ارتكاب مجزرة» as a topic is the massacre."""
    at = filler.first
    if line.words[at].stem not in words()["light_nouns"] or filler.actor:
        return filler
    if at + 1 >= filler.last:
        inner = fillers_of(line, phrase_at(line, filler.last, min(len(line), filler.last + 10), join=False))
        return replace(inner[0], actor=None, type=None) if inner else filler
    at += 1
    while at < filler.last - 1 and line.words[at].kind is Kind.QUOTE:
        at += 1
    return replace(filler, start=line.words[at].at)


def _same(roles: Mapping[str, str]) -> bool:
    return roles.get("s") == roles.get("o")


def is_place(line: Line, filler: Filler) -> bool:
    """Whether a filler can be a place: a place's name, or a common noun of a place, not an event, text or time."""
    if filler.type is not None:
        return filler.type is EntityType.LOC or (
            filler.type is EntityType.ORG and bool(filler.stems & words()["buildings"])
        )
    return bool(filler.stems & words()["places"])


def forces(scene: Scene, draft: Draft) -> None:
    """Arms of a nation that act («طائرات سلمانية»): the nation is the agent, the arms its instrument."""
    row = draft.fillers.get("agent", [])
    for filler in list(row):
        if (
            filler.near  # words of another clause are not counted in this line
            and not filler.actor
            and draft.verbal
            and any(s.trigger.type == draft.type for s in scene.line.words[filler.first].senses)
        ):
            row.remove(filler)
            draft.absorbed.append(filler.first)
            code = next((adjectives()[s] for s in sorted(filler.stems) if s in adjectives()), None)
            if code in scene.nations:
                row.append(replace(filler, actor=scene.nations[str(code)], type=EntityType.LOC, near=False))
            draft.first = min(draft.first, filler.first)
    if draft.type not in ("ATTACK", "OTHER_EVENT", "KILL"):
        return
    for filler in list(row):
        if not filler.near or filler.actor or not filler.stems & words()["arms"]:
            continue
        code = next((adjectives()[s] for s in sorted(filler.stems) if s in adjectives()), None)
        if code is None:
            continue
        actor, at = scene.nations.get(code), row.index(filler)
        word = next(i for i in range(filler.first, filler.last) if adjectives().get(scene.line.words[i].stem) == code)
        adjective = Filler(
            scene.line.words[word].at, scene.line.words[word].end, filler.first, filler.last, near=filler.near
        )
        row[at] = replace(filler, actor=actor, type=EntityType.LOC) if actor else adjective
        draft.fill("instrument", [filler])

"""Actors as a list, and one of them: names with their evidence, roles, facts, words, and what might be joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawatur.core.model import Attribution, Entity, Fact, Judgement, Mention, Span, Verdict
from tawatur.graph.views.dates import order
from tawatur.graph.views.decided import decided
from tawatur.graph.views.model import Decided, Page, Quote, page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.resources.sentences import Sentence, paired
from tawatur.stores import decisions, lookup
from tawatur.text.normalise import fold


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: str
    name: str
    type: str
    mentions: int
    documents: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorList:
    rows: tuple[ActorRow, ...]
    page: Page
    types: tuple[tuple[str, int], ...]
    type: str
    words: str


@dataclass(frozen=True, slots=True)
class NameForm:
    """A spelling of the actor's name, how often it stands in the case, and where it stands first."""

    name: str
    mentions: int
    first: Quote


@dataclass(frozen=True, slots=True)
class RoleForm:
    words: str
    published: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that the actor takes part in."""

    id: str
    type: str
    role: str
    time: str | None
    polarity: str
    modality: str
    who: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Words that the case gives to the actor."""

    id: str
    force: str
    cue: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two names are held to be one, or why that is open."""

    id: str
    left: ActorRow | None
    right: ActorRow | None
    left_actor: str
    right_actor: str
    verdict: str
    score: float
    reasons: tuple[Sentence, ...]
    by: str
    left_quote: Quote | None
    right_quote: Quote | None


@dataclass(frozen=True, slots=True)
class ActorView:
    row: ActorRow
    names: tuple[NameForm, ...]
    roles: tuple[RoleForm, ...]
    facts: tuple[FactRow, ...]
    said: tuple[SaidRow, ...]
    joined: tuple[Joined, ...]
    proposals: tuple[Joined, ...]
    claims: int
    actor: str
    decisions: tuple[Decided, ...]


def text_of_actor(shelf: Shelf) -> Mapping[str, str]:
    """Document-level actor id to the text it stands in."""
    return shelf.keep(
        "text_of_actor",
        lambda: {actor: text for text, _, actor in lookup.values(shelf.case, Mention, "actor") if actor},
    )


def actor_rows(shelf: Shelf) -> Mapping[str, ActorRow]:
    """Every actor by id, those with most mentions first."""
    return shelf.keep_decided("actor_rows", lambda: _actor_rows(shelf))


def _actor_rows(shelf: Shelf) -> dict[str, ActorRow]:
    texts = text_of_actor(shelf)
    ordered = sorted(shelf.entities.by_id.values(), key=lambda e: (-e.mentions, e.name, e.id))
    return {
        e.id: ActorRow(e.id, e.name, e.type.value, e.mentions, len({texts.get(a) for a in e.actors}), e.aliases[:8])
        for e in ordered
    }


def actor_list(shelf: Shelf, type_: str = "", words: str = "", number: int = 1, size: int = 60) -> ActorList:
    """Actors of a type whose names hold all of `words`, page `number`."""
    wanted = fold(words).split()
    rows = [r for r in actor_rows(shelf).values() if (not type_ or r.type == type_) and _named(r, wanted)]
    page = page_of(len(rows), number, size)
    shown = tuple(rows[page.first - 1 : page.last]) if rows else ()
    return ActorList(shown, page, shelf.keep_decided("actor_types", lambda: _types(shelf)), type_, words)


def _named(row: ActorRow, wanted: Sequence[str]) -> bool:
    return not wanted or any(all(w in key for w in wanted) for key in (fold(n) for n in (row.name, *row.aliases)))


def _types(shelf: Shelf) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row in actor_rows(shelf).values():
        counts[row.type] = counts.get(row.type, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


#: At most so many texts are read for one actor's page.
TEXTS = 60


def actor_view(shelf: Shelf, entity_id: str) -> ActorView | None:
    """One actor; None when the case has none with this id. Names and facts of its first texts where there are many."""
    entity = shelf.entities.by_id.get(entity_id) or _by_actor(shelf, entity_id)
    row = actor_rows(shelf).get(entity.id) if entity else None
    if entity is None or row is None:
        return None
    own = frozenset(entity.actors)
    texts = text_of_actor(shelf)
    known = [t for t in sorted({texts[a] for a in own if a in texts}) if t in shelf.by_text]
    known.sort(key=lambda t: (order(shelf.by_text[t].published), shelf.by_text[t].name))
    mentions = [m for t in known[:TEXTS] for m in shelf.case.findings(Mention, t) if m.actor in own]
    facts = [f for t in known[:TEXTS] for f in shelf.case.findings(Fact, t) if any(a.actor in own for a in f.arguments)]
    said = [a for t in known[:TEXTS] for a in shelf.case.findings(Attribution, t) if a.actor in own]
    judged = _judged(shelf, own)
    from tawatur.graph.views.claims import claim_rows

    return ActorView(
        row,
        _names(shelf, mentions),
        _roles(shelf, mentions),
        tuple(sorted((_fact(shelf, f, own) for f in facts), key=lambda r: (order(r.time), r.quote.start))),
        tuple(SaidRow(a.id, a.force.value, shelf.flat(a.cue) if a.cue else "", shelf.quote(a.content)) for a in said),
        tuple(j for j in judged if j.verdict == Verdict.SAME),
        tuple(j for j in judged if j.verdict == Verdict.UNSURE),
        sum(entity.id in r.actors for r in claim_rows(shelf)),
        entity.actors[0],
        decided(shelf, own),
    )


def _by_actor(shelf: Shelf, actor: str) -> Entity | None:
    return shelf.entities.by_id.get(shelf.entities.of_actor.get(actor, ""))


def _names(shelf: Shelf, mentions: Sequence[Mention]) -> tuple[NameForm, ...]:
    found: dict[str, list[Span]] = {}
    for m in mentions:
        if not m.nominal:
            found.setdefault(shelf.flat(m.span), []).append(m.span)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(NameForm(name, len(spans), shelf.quote(spans[0], around=60)) for name, spans in ordered)


def _roles(shelf: Shelf, mentions: Sequence[Mention]) -> tuple[RoleForm, ...]:
    found: dict[str, RoleForm] = {}
    for m in mentions:
        for role in m.roles:
            words = shelf.flat(role)
            if words not in found:
                found[words] = RoleForm(words, shelf.by_text[role.text].published, shelf.quote(role, around=60))
    return tuple(sorted(found.values(), key=lambda r: (order(r.published), r.words)))


def _fact(shelf: Shelf, f: Fact, own: frozenset[str]) -> FactRow:
    role = next(a.role for a in f.arguments if a.actor in own)
    said = lookup.get(shelf.case, Attribution, f.attribution) if f.attribution else None
    who = shelf.hop(said).who if said else ""
    return FactRow(f.id, f.type, role, f.time, f.polarity.value, f.modality.value, who, shelf.quote(f.span, around=60))


# Joining


def judgements(shelf: Shelf) -> Sequence[Judgement]:
    """Every judgement of the rules, strongest first."""
    return shelf.keep("judgements", lambda: tuple(shelf.case.case_findings(Judgement)))


def _judged(shelf: Shelf, own: frozenset[str]) -> list[Joined]:
    done = settled(shelf)
    found = [j for j in judgements(shelf) if j.left in own or j.right in own]
    return [
        joined(shelf, j)
        for j in found
        if j.verdict is not Verdict.DIFFERENT
        and not (j.verdict is Verdict.UNSURE and frozenset((j.left, j.right)) in done)
    ]


def settled(shelf: Shelf) -> frozenset[frozenset[str]]:
    """Pairs of document-level actors that people have joined or held apart."""
    return shelf.keep_decided(
        "settled",
        lambda: frozenset(frozenset((d.subject, d.object)) for d in decisions.in_force(shelf.case, "merge", "split")),
    )


def joined(shelf: Shelf, j: Judgement) -> Joined:
    """A judgement with both sides' actors and a place where each is named."""
    of, rows = shelf.entities.of_actor, actor_rows(shelf)
    left, right = rows.get(of.get(j.left, "")), rows.get(of.get(j.right, ""))
    return Joined(
        j.id,
        left,
        right,
        j.left,
        j.right,
        j.verdict.value,
        j.score,
        paired(j.reasons, j.arabic),
        j.by,
        _seen(shelf, j.left),
        _seen(shelf, j.right),
    )


def _seen(shelf: Shelf, actor: str) -> Quote | None:
    """Where a document-level actor is named most fully."""
    text = text_of_actor(shelf).get(actor)
    if text is None or text not in shelf.by_text:
        return None
    spans = [m.span for m in shelf.case.findings(Mention, text) if m.actor == actor and not m.nominal]
    return shelf.quote(max(spans, key=lambda s: (len(s), -s.start)), around=90) if spans else None


def actors_named(shelf: Shelf, words: str, limit: int = 12) -> tuple[ActorRow, ...]:
    """Actors whose names hold all of `words`, most mentioned first."""
    wanted = fold(words).split()
    found: list[ActorRow] = []
    for row in actor_rows(shelf).values() if wanted else ():
        if _named(row, wanted):
            found.append(row)
            if len(found) == limit:
                break
    return tuple(found)


def names_of(shelf: Shelf, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(id, name) of actors, unknown ones left out."""
    rows = actor_rows(shelf)
    return tuple((i, rows[i].name) for i in ids if i in rows)

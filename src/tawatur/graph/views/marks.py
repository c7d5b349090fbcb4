"""Every mark explains itself: what it is, its parts in their own words, and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tawatur.core.model import Attribution, Fact, Flag, Link, Mention, Quantity, Span, TimeExpression
from tawatur.graph.views.shelf import Shelf, sentence_of
from tawatur.resources.sentences import Sentence, paired


@dataclass(frozen=True, slots=True)
class Range:
    """Where a mark lies in its text, and the classes that draw it."""

    start: int
    end: int
    cls: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an explanation: the key of its label; the key of a term, words of the case, or a sentence."""

    label: str
    term: str = ""
    words: str = ""
    said: Sentence | None = None
    kind: str = ""
    target: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as the reader shows it. `layer` switches it on and off."""

    kind: str
    id: str
    layer: str
    words: str
    ranges: tuple[Range, ...]
    rows: tuple[Row, ...]
    rule: str
    sentence: Sentence | None
    number: int = 0

    def numbered(self, number: int) -> Mark:
        """The same mark with its place in the text's list."""
        return replace(self, number=number)


Explained = Mention | Attribution | Fact | TimeExpression | Quantity | Link | Flag


def explain(shelf: Shelf, found: Explained, layer: str, ranges: tuple[Range, ...], here: str = "") -> Mark:
    """The mark of a finding. `here` is the text it is seen from, for links between two."""
    kind, rows = _rows(shelf, found, here)
    span = next((s for s in (found.span, getattr(found, "b", None)) if s and s.text == (here or s.text)), found.span)
    return Mark(kind, found.id, layer, shelf.flat(span), ranges, tuple(rows), found.rule, sentence_of(found.rule))


def _rows(shelf: Shelf, found: Explained, here: str) -> tuple[str, Iterable[Row]]:
    if isinstance(found, Mention):
        return "mention", list(_mention(shelf, found))
    if isinstance(found, Attribution):
        return "attribution", list(_attribution(shelf, found))
    if isinstance(found, Fact):
        return "fact", list(_fact(shelf, found))
    if isinstance(found, TimeExpression):
        return "time", [Row("mark.value", words=found.value or "—", kind="date")]
    if isinstance(found, Quantity):
        return "quantity", list(_quantity(found))
    if isinstance(found, Link):
        return found.kind.value, list(_link(shelf, found, here))
    said = Sentence(found.sentence, found.arabic or found.sentence)
    return "flag", [Row("mark.flag", f"flag.{found.kind}"), Row("mark.says", said=said)]


def _mention(shelf: Shelf, m: Mention) -> Iterable[Row]:
    yield Row("mark.type", f"type.{m.type.value}")
    entity = shelf.entities.of_actor.get(m.actor)
    if entity:
        yield Row("mark.actor", words=shelf.entities.by_id[entity].name, kind="actor", target=entity)
    if m.nominal:
        yield Row("mark.reference", "mark.nominal")
    if m.metonym:
        yield Row("mark.reference", "mark.metonym")
    for role in m.roles:
        yield Row("mark.role", words=shelf.flat(role))


def _attribution(shelf: Shelf, a: Attribution) -> Iterable[Row]:
    hop = shelf.hop(a)
    yield Row("mark.who", words=hop.who) if hop.who else Row("mark.who", "chain.unnamed")
    entity = shelf.entities.of_actor.get(a.actor) if a.actor else None
    if entity:
        yield Row("mark.actor", words=shelf.entities.by_id[entity].name, kind="actor", target=entity)
    yield Row("mark.kind", f"kind.{hop.kind}")
    if hop.cue:
        yield Row("mark.cue", words=hop.cue)
    yield Row("mark.force", f"force.{hop.force}")
    yield Row("mark.mode", f"mode.{hop.mode}")
    for hedge in hop.hedges:
        yield Row("mark.hedge", words=hedge)
    for step in _parents(shelf, a):
        yield Row("mark.inside", words=" ".join(w for w in (step.who, step.cue) if w))


def _parents(shelf: Shelf, a: Attribution) -> list:  # type: ignore[type-arg]
    chain: list[str] = []
    known = {x.id: x for x in shelf.case.findings(Attribution, a.content.text)} if a.parent else {}
    parent = a.parent
    while parent and parent in known and parent not in chain:
        chain.append(parent)
        parent = known[parent].parent
    return [shelf.hop(known[i]) for i in chain]


def _fact(shelf: Shelf, f: Fact) -> Iterable[Row]:
    yield Row("mark.fact", f"fact.{f.type}")
    for argument in f.arguments:
        entity = shelf.entities.of_actor.get(argument.actor) if argument.actor else None
        if entity:
            yield Row(f"role.{argument.role}", words=shelf.entities.by_id[entity].name, kind="actor", target=entity)
        else:
            yield Row(f"role.{argument.role}", words=shelf.flat(argument.span))
    if f.time:
        yield Row("mark.time", words=f.time, kind="date")
    yield Row("mark.polarity", f"polarity.{f.polarity.value}")
    yield Row("mark.modality", f"modality.{f.modality.value}")


def _quantity(q: Quantity) -> Iterable[Row]:
    value = "—" if q.value is None else f"{q.value:,.10g}"
    yield Row("mark.value", words=value)
    yield Row("mark.of", words=q.of)
    yield Row("mark.bound", f"bound.{q.bound.value}")


def _link(shelf: Shelf, link: Link, here: str) -> Iterable[Row]:
    yield Row("mark.link", f"{link.kind.value}.{link.label}")
    other: Span = link.b if link.a.text == here else link.a
    row = shelf.by_text[other.text]
    words = shelf.flat(other)
    short = words if len(words) <= 240 else words[:240].rsplit(" ", 1)[0] + " …"
    yield Row(
        "mark.other", words=f"{row.label}: «{short}»", kind="document", target=row.id, at=f"{other.start}-{other.end}"
    )
    for reason in paired(link.reasons, link.arabic):
        yield Row("mark.because", said=reason)

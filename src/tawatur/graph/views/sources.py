"""The register of sources: what each outlet and each origin contributed first, alone, and in dispute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tawatur.core.ids import stable_id
from tawatur.core.model import LinkKind
from tawatur.graph.views.claims import ClaimRow, claim_rows
from tawatur.graph.views.dates import order
from tawatur.graph.views.decided import decided
from tawatur.graph.views.model import Decided, Page, page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import decisions


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet: its documents; propositions it carries, carried first, carries alone in the case; attributions that
    it dropped and that others dropped from it; passages that conflict with others'."""

    id: str
    name: str
    documents: int
    claims: int
    first: int
    lost_by: int
    lost_from: int
    disputed: int
    grade: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where claims come to rest: how many propositions, how many on its word alone, how many disputed."""

    id: str
    name: str
    kind: str
    named: bool
    interest: tuple[str, ...]
    claims: int
    alone: int
    disputed: int
    outlets: int
    grade: str
    examples: tuple[ClaimRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SourceView:
    """One outlet or origin with the facts that a grade can rest on. `subject` is what decisions on it name."""

    id: str
    subject: str
    name: str
    kind: str
    named: bool
    interest: tuple[str, ...]
    grade: str
    facts: tuple[tuple[str, int], ...]
    claims: tuple[ClaimRow, ...]
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    outlets: tuple[OutletRow, ...]
    origins: tuple[SourceRow, ...]
    page: Page


def source_list(shelf: Shelf, number: int = 1, size: int = 60) -> SourceList:
    """Outlets (by number of documents) and origins (by number of propositions), page `number` of the origins."""
    outlets = shelf.keep_decided("outlets", lambda: _outlets(shelf))
    origins = shelf.keep_decided("origins", lambda: _origins(shelf))
    page = page_of(len(origins), number, size)
    return SourceList(outlets, origins[page.first - 1 : page.last] if origins else (), page)


#: A source's reliability on the Admiralty scale (NATO AJP-2.1), from reliable to not to be judged: a person's word.
RELIABILITY = ("A", "B", "C", "D", "E", "F")

#: At most so many claims are listed on the page of one source.
LISTED = 100


def source_view(shelf: Shelf, identity: str) -> SourceView | None:
    """One outlet or origin; None when the case has none with this id."""
    first = source_list(shelf, 1, 1)
    outlet = next((o for o in first.outlets if o.id == identity), None)
    if outlet is not None:
        keys = ("documents", "claims", "first", "lost_by", "lost_from", "disputed")
        facts = tuple((key, int(getattr(outlet, key))) for key in keys)
        rows = tuple(r for r in claim_rows(shelf) if outlet.name in r.outlets)[:LISTED]
        name, said = outlet.name, decided(shelf, {outlet.name})
        return SourceView(outlet.id, name, name, "medium", True, (), outlet.grade, facts, rows, said)
    origin = next((o for o in shelf.keep_decided("origins", lambda: _origins(shelf)) if o.id == identity), None)
    if origin is None:
        return None
    facts = tuple((key, int(getattr(origin, key))) for key in ("claims", "alone", "disputed", "outlets"))
    known = {p.id for p in shelf.propositions if any(o.id == identity for o in p.origins)}
    rows = tuple(r for r in claim_rows(shelf) if r.id in known)[:LISTED]
    return SourceView(
        origin.id, origin.id, origin.name, origin.kind, origin.named, origin.interest, origin.grade, facts, rows,
        decided(shelf, {origin.id}),
    )  # fmt: skip


def _grades(shelf: Shelf) -> Mapping[str, str]:
    return {d.subject: d.object for d in decisions.in_force(shelf.case, "grade")}


def _outlets(shelf: Shelf) -> tuple[OutletRow, ...]:
    grades = _grades(shelf)
    counts: dict[str, list[int]] = {}

    def tally(name: str | None, place: int) -> None:
        if name:
            counts.setdefault(name, [0] * 6)[place] += 1

    for row in shelf.rows.values():
        tally(row.publisher, 0)
    for p in shelf.propositions:
        documents = [
            shelf.by_text[s.text]
            for s in (shelf.claims[c].span for c in p.claims if c in shelf.claims)
            if s.text in shelf.by_text
        ]
        for name in sorted({d.publisher for d in documents if d.publisher}):
            tally(name, 1)
        dated = sorted((d for d in documents if d.published), key=lambda d: (order(d.published), d.name))
        if dated and len({order(d.published) for d in dated}) > 1:
            tally(dated[0].publisher, 2)
    for link in shelf.links(LinkKind.LOST):
        tally(shelf.by_text[link.b.text].publisher, 3)
        tally(shelf.by_text[link.a.text].publisher, 4)
    for link in shelf.links(LinkKind.CONFLICT):
        for text in sorted({link.a.text, link.b.text}):
            tally(shelf.by_text[text].publisher, 5)
    rows = [
        OutletRow(stable_id("u", n), n, c[0], c[1], c[2], c[3], c[4], c[5], grades.get(n, ""))
        for n, c in counts.items()
    ]
    return tuple(sorted(rows, key=lambda r: (-r.documents, -r.claims, r.name)))


def _origins(shelf: Shelf) -> tuple[SourceRow, ...]:
    grades, rows = _grades(shelf), {r.id: r for r in claim_rows(shelf)}
    found: dict[str, SourceRow] = {}
    behind: dict[str, list[ClaimRow]] = {}
    for p in shelf.propositions:
        if p.id in rows:
            for origin in p.origins:
                behind.setdefault(origin.id, []).append(rows[p.id])
                found.setdefault(
                    origin.id,
                    SourceRow(origin.id, origin.name, origin.kind.value, origin.named, origin.interest, 0, 0, 0, 0, ""),
                )
    made = [
        SourceRow(
            r.id, r.name, r.kind, r.named, r.interest, len(behind[i]), sum(c.origins_high == 1 for c in behind[i]),
            sum(c.disputed for c in behind[i]), len({o for c in behind[i] for o in c.outlets}), grades.get(i, ""),
            tuple(sorted(behind[i], key=lambda c: -c.documents)[:3]),
        )
        for i, r in found.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda r: (-r.claims, -r.alone, r.name, r.id)))

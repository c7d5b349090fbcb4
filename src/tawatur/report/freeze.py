"""A case as one self-contained page: opens anywhere, asks nothing of the network, switches language by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tawatur.core.model import LinkKind
from tawatur.graph.views import actors, claims, network, overview, passages, places, reader, sources, timeline
from tawatur.graph.views.model import DocumentRow, page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.report import assets, world
from tawatur.report.render import render, strings_data
from tawatur.report.strings import Language, Translator
from tawatur.stores.sqlite import Case


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a large case one page holds."""

    documents: int = 200
    claims: int = 200
    links: int = 150
    compares: int = 60
    actors: int = 120
    sources: int = 60
    listed: int = 400
    nodes: int = 150
    evidence: int = 5


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the report: its address, the template, what it shows."""

    address: str
    template: str
    view: Any


#: The pages that the menu names, in order.
MENU = (
    "overview", "claims", "documents", "reuse", "lost", "conflicts", "flags", "actors", "network",
    "timeline", "map", "sources",
)  # fmt: skip


def freeze(case: Case, language: Language = "ar", limits: Limits = Limits()) -> str:
    """The whole report as HTML. `language` is the one it opens in; the page can switch.

    Raises TawaturError when the pages' scripts and styles were not built.
    """
    style, script = assets.style_inline(), assets.script("app.js")
    shelf = Shelf(case)
    chosen = _documents(shelf, limits.documents)
    sections = list(_sections(shelf, chosen, limits))
    known = {section.address for section in sections}
    graph = next(s.view for s in sections if s.address == "network")
    scripts = [script, *([assets.script("network.js")] if graph.edges else [])]
    translator = Translator(language, "en" if language == "ar" else "ar")
    return render(
        "report.html",
        translator,
        lambda *parts, **query: _address(known, *parts, **query),
        sections=sections,
        menu=MENU,
        language=language,
        name=case.path.stem,
        shown=len(chosen),
        total=len(shelf.rows),
        style=style,
        scripts=scripts,
        script_hashes=" ".join(assets.csp_hash(s) for s in scripts),
        strings=strings_data(),
    )


def _address(known: set[str], kind: str, one: str = "", other: str = "", at: str = "", **_: object) -> str:
    address = "/".join(part for part in (kind, one, other) if part)
    if kind == "compare" and address not in known:
        address = f"compare/{other}/{one}"
    return f"#{address}{'@' + at if at else ''}" if address in known else ""


def _documents(shelf: Shelf, limit: int) -> list[DocumentRow]:
    """Documents in order of their names; of many, those with most shared passages, claims and flags."""
    rows = list(shelf.rows.values())
    if len(rows) > limit:
        rows = sorted(rows, key=lambda r: (-(r.links + r.claims + 2 * r.flags), -r.attributions, r.name))[:limit]
    return sorted(rows, key=lambda r: (r.name, r.id))


def _sections(shelf: Shelf, chosen: list[DocumentRow], limits: Limits) -> Iterator[Section]:
    yield Section("overview", "overview", overview.overview(shelf))
    claim_list = claims.claim_list(shelf, size=limits.listed)
    yield Section("claims", "claims", claim_list)
    listed = overview.document_list(shelf, size=len(shelf.rows) or 1)
    ids = {row.id for row in chosen}
    shown = tuple(row for row in listed.rows if row.id in ids)
    yield Section("documents", "documents", replace(listed, rows=shown, page=page_of(len(shown), 1, len(shown) or 1)))
    pairs = passages.pair_list(shelf, size=limits.links)
    yield Section("reuse", "reuse", pairs)
    yield Section("lost", "lost", passages.link_list(shelf, LinkKind.LOST, size=limits.links))
    yield Section("conflicts", "conflicts", passages.link_list(shelf, LinkKind.CONFLICT, size=limits.links))
    yield Section("flags", "flags", passages.flag_list(shelf, size=limits.links))
    actor_list = actors.actor_list(shelf, size=limits.listed)
    yield Section("actors", "actors", actor_list)
    graph = network.with_evidence(shelf, network.network(shelf, limits.nodes), limits.evidence)
    yield Section("network", "network", graph)
    yield Section("timeline", "timeline", timeline.timeline(shelf, limit=limits.listed))
    yield Section("timeline/source", "timeline", timeline.timeline(shelf, "source", limit=limits.listed))
    yield Section("map", "map", places.place_map(shelf, world.boxes()))
    yield Section("sources", "sources", sources.source_list(shelf, size=limits.listed))
    yield from _details(shelf, shown, claim_list, pairs, actor_list, limits)


def _details(
    shelf: Shelf,
    documents: tuple[DocumentRow, ...],
    claim_list: claims.ClaimList,
    pairs: passages.PairList,
    actor_list: actors.ActorList,
    limits: Limits,
) -> Iterator[Section]:
    for row in claim_list.rows[: limits.claims]:
        yield Section(f"claim/{row.id}", "claim", claims.claim_view(shelf, row.id))
    for pair in pairs.rows[: limits.compares]:
        view = passages.compare_view(shelf, pair.a.id, pair.b.id)
        yield Section(f"compare/{pair.a.id}/{pair.b.id}", "compare", view)
    for actor in actor_list.rows[: limits.actors]:
        yield Section(f"actor/{actor.id}", "actor", actors.actor_view(shelf, actor.id))
    register = sources.source_list(shelf, size=limits.sources)
    for identity in (*(o.id for o in register.outlets[: limits.sources]), *(o.id for o in register.origins)):
        yield Section(f"source/{identity}", "source", sources.source_view(shelf, identity))
    for document in documents:
        yield Section(f"document/{document.id}", "document", reader.document_view(shelf, document.id))

"""What is here, from when, from whom; claims with something at stake; what is open; what failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tawatur.core.model import Failure, Flag, LinkKind
from tawatur.graph.views.actors import ActorRow, actor_rows
from tawatur.graph.views.claims import ClaimRow, claim_rows
from tawatur.graph.views.dates import order
from tawatur.graph.views.model import DocumentRow, Page, page_of
from tawatur.graph.views.passages import LinkRow, link_row, links_once
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import lookup
from tawatur.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Overview:
    name: str
    documents: int
    analysed: int
    characters: int
    undated: int
    inferred: int
    first: str | None
    last: str | None
    outlets: tuple[tuple[str, int], ...]
    outlets_total: int
    languages: tuple[tuple[str, int], ...]
    totals: tuple[tuple[str, int], ...]
    claims: tuple[ClaimRow, ...]
    conflicts: tuple[LinkRow, ...]
    links: tuple[tuple[str, int], ...]
    flags: tuple[tuple[str, int], ...]
    actors: tuple[ActorRow, ...]
    failures: tuple[Failure, ...]
    failures_total: int
    runs: tuple[lookup.Run, ...]
    decisions: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    rows: tuple[DocumentRow, ...]
    page: Page
    words: str
    outlet: str
    sort: str


def overview(shelf: Shelf) -> Overview:
    """The state of the whole case."""
    return shelf.keep_decided("overview", lambda: _overview(shelf))


def _overview(shelf: Shelf) -> Overview:
    rows = list(shelf.rows.values())
    dated = sorted((r.published for r in rows if r.published), key=order)
    outlets = Counter(r.publisher for r in rows if r.publisher)
    languages = Counter(r.language for r in rows if r.language)
    flags = Counter(f.kind for f in shelf.case.case_findings(Flag))
    failures = shelf.case.failures()
    return Overview(
        shelf.case.path.stem,
        len(rows),
        lookup.analysed(shelf.case),
        sum(r.length for r in rows),
        sum(not r.published for r in rows),
        sum(bool(r.published) and not r.certain for r in rows),
        dated[0] if dated else None,
        dated[-1] if dated else None,
        tuple(sorted(outlets.items(), key=lambda i: (-i[1], i[0]))[:12]),
        len(outlets),
        tuple(sorted(languages.items(), key=lambda i: (-i[1], i[0]))),
        tuple(sorted(lookup.totals(shelf.case).items())),
        tuple(claim_rows(shelf)[:8]),
        tuple(link_row(shelf, link) for link in shelf.links(LinkKind.CONFLICT)[:3]),
        tuple((kind.value, len(links_once(shelf, kind))) for kind in LinkKind),
        tuple(sorted(flags.items(), key=lambda i: (-i[1], i[0]))),
        tuple(list(actor_rows(shelf).values())[:16]),
        tuple(failures[:30]),
        len(failures),
        tuple(lookup.runs(shelf.case)[:5]),
        lookup.last_decision(shelf.case),
    )


_SORTS = {
    "name": lambda r: (r.name, r.id),
    "published": lambda r: (order(r.published), r.name),
    "links": lambda r: (-r.links, r.name),
    "claims": lambda r: (-r.claims, r.name),
    "length": lambda r: (-r.length, r.name),
}


def document_list(
    shelf: Shelf, words: str = "", outlet: str = "", sort: str = "published", number: int = 1, size: int = 100
) -> DocumentList:
    """Documents whose title, name or outlet holds all of `words`, of one outlet where given, page `number`."""
    wanted = fold(words).split()
    sort = sort if sort in _SORTS else "published"
    rows = [
        r
        for r in shelf.rows.values()
        if (not outlet or r.publisher == outlet)
        and (not wanted or all(w in fold(f"{r.title} {r.name} {r.publisher or ''}") for w in wanted))
    ]
    rows.sort(key=_SORTS[sort])
    page = page_of(len(rows), number, size)
    return DocumentList(tuple(rows[page.first - 1 : page.last]) if rows else (), page, words, outlet, sort)

"""tawatur show: what a case holds, as tables or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

from tawatur.cli.console import AsJson, CasePath, opened, print_table, shorten
from tawatur.core.codec import describe
from tawatur.core.model import Attribution, Claim, Document, InferredDating, Link, LinkKind, Mention, Span
from tawatur.graph.entities import assemble
from tawatur.stores.lookup import datings
from tawatur.stores.sqlite import Case

Rows = tuple[list[str], list[list[str]], list[Any]]


class What(StrEnum):
    documents = "documents"
    mentions = "mentions"
    actors = "actors"
    attributions = "attributions"
    claims = "claims"
    reuse = "reuse"
    failures = "failures"


def show(
    case: CasePath,
    what: Annotated[What, typer.Argument(help="What to list.")],
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(help="At most so many rows; 0 for all.", min=0)] = 200,
) -> None:
    """List what CASE holds."""
    with opened(case) as store:
        columns, rows, data = _LISTS[what](store)
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    cut = len(rows) - limit if limit and len(rows) > limit else 0
    title = f"{len(rows)} {what.value}" + (f" (the first {limit}; all with --limit 0)" if cut else "")
    print_table(title, columns, rows[: limit or None], f"The case has no {what.value} yet.")


def _documents(case: Case) -> Rows:
    inferred = datings(case)
    rows, data = [], []
    for d in case.documents():
        found = inferred.get(d.id)
        rows.append([d.id, d.name, d.title or "", d.publisher or "", _published(d, found), d.language or ""])
        data.append(describe(d) | {"inferred": describe(found.dating) if found else None})
    return ["id", "file", "title", "publisher", "published", "language"], rows, data


def _published(document: Document, inferred: InferredDating | None) -> str:
    """The date that was given, else the inferred one with its reasons."""
    if document.published.value or inferred is None:
        return document.published.value or ""
    return f"{inferred.dating.value}, because: {' '.join(inferred.dating.reasons)}"


def _mentions(case: Case) -> Rows:
    found = [(m, _where(case, m.span)) for m in case.findings(Mention)]
    rows = [[m.id, w["document"], m.type.value, shorten(w["words"]), m.rule] for m, w in found]
    return ["id", "document", "type", "words", "rule"], rows, [describe(m) | w for m, w in found]


def _actors(case: Case) -> Rows:
    entities = sorted(assemble(case).by_id.values(), key=lambda e: (-e.mentions, e.name, e.id))
    rows = [[e.id, e.type.value, e.name, str(e.mentions), "، ".join(e.aliases[:6])] for e in entities]
    return ["id", "type", "name", "mentions", "also"], rows, [describe(e) for e in entities]


def _attributions(case: Case) -> Rows:
    rows, data = [], []
    for a in case.findings(Attribution):
        source = a.source or a.speaker
        words = case.words(source) if source else "—"
        where = _where(case, a.content)
        rows.append([a.id, where["document"], shorten(words, 40), a.force.value, shorten(where["words"], 70)])
        data.append(describe(a) | where | {"source_words": words})
    return ["id", "document", "source", "force", "content"], rows, data


def _claims(case: Case) -> Rows:
    found = [(c, _where(case, c.span)) for c in case.case_findings(Claim)]
    rows = [[c.id, w["document"], shorten(w["words"])] for c, w in found]
    return ["id", "document", "words"], rows, [describe(c) | w for c, w in found]


def _reuse(case: Case) -> Rows:
    links = [link for link in case.case_findings(Link) if link.kind is LinkKind.REUSE]
    pairs = [(link, _where(case, link.a), _where(case, link.b)) for link in links]
    rows = [
        [
            link.label,
            f"{link.score:.2f}",
            a["document"],
            shorten(a["words"], 60),
            b["document"],
            shorten(b["words"], 60),
        ]
        for link, a, b in pairs
    ]
    data = [describe(link) | {"a_where": a, "b_where": b} for link, a, b in pairs]
    return ["kind", "score", "in", "words", "and in", "words"], rows, data


def _failures(case: Case) -> Rows:
    failures = case.failures()
    rows = [[f.subject, f.stage, f.reason] for f in failures]
    return ["what", "step", "why"], rows, [describe(f) for f in failures]


def _where(case: Case, span: Span) -> dict[str, str]:
    source = case.source_text(span.text)
    document = source and case.document(source.document)
    return {"document": document.name if document else "?", "words": case.words(span)}


_LISTS: dict[What, Callable[[Case], Rows]] = {
    What.documents: _documents,
    What.mentions: _mentions,
    What.actors: _actors,
    What.attributions: _attributions,
    What.claims: _claims,
    What.reuse: _reuse,
    What.failures: _failures,
}

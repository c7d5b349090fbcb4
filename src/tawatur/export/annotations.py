"""The annotations file: everything found, by document, with offsets into the texts as they came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tawatur.core.model import (
    Attribution,
    Claim,
    Document,
    Fact,
    Link,
    LinkKind,
    Mention,
    Proposition,
    Quantity,
    Segment,
    SegmentKind,
    SourceText,
    Span,
    TimeExpression,
)
from tawatur.graph.entities import Entities, assemble, written
from tawatur.stores.lookup import datings
from tawatur.stores.sqlite import Case

FORMAT = "tawatur-annotations/1"


def case_annotations(case: Case) -> dict[str, Any]:
    """The whole case as plain data in the annotations format."""
    entities = assemble(case)
    documents = case.texts()
    dated = {document: found.dating.value for document, found in datings(case).items()}
    links = list(case.case_findings(Link))
    return {
        "format": FORMAT,
        "documents": [_document(case, text, document, entities, dated) for text, document in documents.items()],
        "entities": [
            {"id": e.id, "type": e.type.value, "name": e.name, "aliases": list(e.aliases)}
            for e in entities.by_id.values()
        ],
        "reuse": [_pair(link, documents) | {"kind": link.label} for link in _of(links, LinkKind.REUSE)],
        "clusters": _clusters(case, documents),
        "conflicts": [_pair(link, documents) | {"kind": link.label} for link in _of(links, LinkKind.CONFLICT)],
        "lost_attributions": [_pair(link, documents) | {"lost": link.label} for link in _of(links, LinkKind.LOST)],
    }


def dump(case: Case) -> str:
    """The annotations of a case as JSON text."""
    return json.dumps(case_annotations(case), ensure_ascii=False, indent=1) + "\n"


def _of(links: Iterable[Link], kind: LinkKind) -> list[Link]:
    return [link for link in links if link.kind is kind]


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _placed(span: Span, documents: Mapping[str, str]) -> dict[str, Any]:
    return {"document": documents[span.text], **_offsets(span)}


def _pair(link: Link, documents: Mapping[str, str]) -> dict[str, Any]:
    return {"a": _placed(link.a, documents), "b": _placed(link.b, documents)}


def _document(
    case: Case, text_id: str, document_id: str, entities: Entities, dated: Mapping[str, str | None]
) -> dict[str, Any]:
    document, source = case.document(document_id), case.source_text(text_id)
    assert document is not None and source is not None
    of = entities.of_actor
    mentions = [m for m in case.findings(Mention, text_id) if not m.nominal]
    return {
        "id": document.id,
        "path": document.name,
        "sha256": document.sha256,
        "published": _published(document, dated),
        "boilerplate": [_offsets(s.span) for s in case.findings(Segment, text_id) if s.kind is SegmentKind.BOILERPLATE],
        "mentions": [_offsets(m.span) | {"type": m.type.value, "entity": of.get(m.actor)} for m in mentions],
        "times": [_offsets(t.span) | {"value": t.value} for t in case.findings(TimeExpression, text_id)],
        "quantities": [
            _offsets(q.span) | {"value": q.value, "of": q.of, "bound": q.bound.value}
            for q in case.findings(Quantity, text_id)
        ],
        "attributions": [_attribution(a, of) for a in case.findings(Attribution, text_id)],
        "facts": [_fact(f, source, of) for f in case.findings(Fact, text_id)],
    }


def _published(document: Document, dated: Mapping[str, str | None]) -> str | None:
    return document.published.value or dated.get(document.id)


def _attribution(a: Attribution, of: Mapping[str, str]) -> dict[str, Any]:
    """An elided speaker who is no named entity is named by the words that named them before (GUIDE, attributions)."""
    entity = of.get(a.actor) if a.actor else None
    source = a.source or (a.speaker if entity is None else None)
    return {
        "id": a.id,
        "source": _offsets(source) if source else None,
        "speaker": _offsets(a.speaker) if a.speaker else None,
        "entity": entity,
        "cue": _offsets(a.cue) if a.cue else None,
        "content": _offsets(a.content),
        "mode": a.mode.value,
        "force": a.force.value,
        "parent": a.parent,
    }


def _fact(fact: Fact, source: SourceText, of: Mapping[str, str]) -> dict[str, Any]:
    args: dict[str, list[str]] = {}
    for argument in fact.arguments:
        entity = of.get(argument.actor) if argument.actor else None
        filler = entity or written(source.text, argument.span.start, argument.span.end)
        if filler not in args.setdefault(argument.role, []):
            args[argument.role].append(filler)
    return _offsets(fact.span) | {
        "id": fact.id,
        "type": fact.type,
        "args": args,
        "time": fact.time,
        "polarity": fact.polarity.value,
        "modality": fact.modality.value,
        "attribution": fact.attribution,
    }


def _clusters(case: Case, documents: Mapping[str, str]) -> list[dict[str, Any]]:
    propositions = list(case.case_findings(Proposition))
    if not propositions:
        return []
    claims = {claim.id: claim for claim in case.case_findings(Claim)}
    return [
        {
            "id": p.id,
            "members": [_placed(claims[c].span, documents) for c in p.claims],
            "independent_origins": p.origins_low,
        }
        for p in propositions
    ]

"""A case as a page that a person can read and compare: what was found, in words, without ids or offsets."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tawatur.core.model import (
    Attribution,
    Fact,
    InferredDating,
    Link,
    LinkKind,
    Mention,
    Proposition,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    TimeExpression,
)
from tawatur.graph.entities import assemble
from tawatur.stores.sqlite import Case


def summary(case: Case) -> dict[str, Any]:
    """What the case holds, document by document and across documents, as plain data."""
    names = {text: case.document(document).name for text, document in case.texts().items()}  # type: ignore[union-attr]
    return {
        "documents": {name: _document(case, text) for text, name in names.items()},
        "actors": [
            f"{e.type.value} | {e.name} | {e.mentions}"
            for e in sorted(assemble(case).by_id.values(), key=lambda e: (-e.mentions, e.name, e.id))
            if e.mentions > 1
        ],
        **{kind.value: _links(case, kind, names) for kind in LinkKind},
        "propositions": [
            f"{p.documents} documents, {p.origins_low} to {p.origins_high} origins | {_few(p.label)}"
            for p in case.case_findings(Proposition)
        ],
    }


def _document(case: Case, text: str) -> dict[str, Any]:
    document = case.document(case.texts()[text])
    assert document is not None
    segments = list(case.findings(Segment, text))
    dated = next((d.dating for d in case.findings(InferredDating, text)), document.published)
    mentions = Counter(f"{m.type.value} {_flat(case, m.span)}" for m in case.findings(Mention, text) if not m.nominal)
    return {
        "headline": [_flat(case, s.span) for s in segments if s.kind is SegmentKind.HEADLINE],
        "published": document.published.value,
        "dating": dated.value,
        "sentences": sum(s.kind is SegmentKind.SENTENCE for s in segments),
        "furniture": [_few(case.words(s.span)) for s in segments if s.kind is SegmentKind.BOILERPLATE],
        "names": [f"{name} | {count}" for name, count in sorted(mentions.items())],
        "times": [f"{_flat(case, t.span)} | {t.value}" for t in case.findings(TimeExpression, text)],
        "quantities": [
            f"{_flat(case, q.span)} | {q.value} {q.of} | {q.bound.value}" for q in case.findings(Quantity, text)
        ],
        "attributions": [_attribution(case, a) for a in case.findings(Attribution, text)],
        "facts": [
            f"{f.type} | {_flat(case, f.trigger)} | {f.polarity.value} {f.modality.value} | {f.time or '—'}"
            for f in case.findings(Fact, text)
        ],
    }


def _attribution(case: Case, a: Attribution) -> str:
    source = a.source or a.speaker
    parts = (_flat(case, source) if source else "—", _flat(case, a.cue) if a.cue else "—", a.force.value)
    return " | ".join((*parts, _few(case.words(a.content)) + (" | inner" if a.parent else "")))


def _links(case: Case, kind: LinkKind, names: dict[str, str]) -> list[str]:
    def side(span: Span) -> str:
        return f"{names[span.text]}: {_few(case.words(span))}"

    return sorted(f"{n.label} | {side(n.a)} | {side(n.b)}" for n in case.case_findings(Link) if n.kind is kind)


def _flat(case: Case, span: Span) -> str:
    return " ".join(case.words(span).split())


def _few(words: str, count: int = 8) -> str:
    parts = words.split()
    return " ".join(parts[:count]) + (" …" if len(parts) > count else "")

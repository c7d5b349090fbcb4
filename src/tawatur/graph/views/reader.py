"""A document as it was, cut where marks begin and end, with what stands beside each paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawatur.core.model import (
    Attribution,
    Fact,
    Flag,
    Link,
    LinkKind,
    Mention,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    TimeExpression,
)
from tawatur.graph.views.marks import Mark, Range, Row, explain
from tawatur.graph.views.model import DocumentRow, Hop
from tawatur.graph.views.shelf import Shelf
from tawatur.resources.sentences import Sentence, paired

#: Voices deeper than this are drawn like this one.
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters between two boundaries of marks: `classes` for drawing, `marks` by number, the shortest first."""

    start: int
    text: str
    classes: tuple[str, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a paragraph; `depth` 1 speaks to the article, 2 to depth 1, and so on."""

    depth: int
    hop: Hop
    mark: int


@dataclass(frozen=True, slots=True)
class Aside:
    """What a paragraph has to do with another place: reuse, a conflict, a lost attribution, a flag."""

    kind: str
    label: str
    document: DocumentRow | None
    start: int
    end: int
    said: tuple[Sentence, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption, or a piece of page furniture."""

    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    voices: tuple[Voice, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its text in blocks, why its date is what it is, and every mark's explanation."""

    row: DocumentRow
    reader: str
    reasons: tuple[Sentence, ...]
    evidence: tuple[tuple[str, int, int, str], ...]
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    layers: tuple[tuple[str, int], ...]


def document_view(shelf: Shelf, document_id: str) -> DocumentView | None:
    """The document with an id, ready to read; None when the case has none."""
    row = shelf.rows.get(document_id)
    source = shelf.case.source_text(row.text) if row else None
    document = shelf.case.document(document_id)
    if row is None or source is None or document is None:
        return None
    attributions = list(shelf.case.findings(Attribution, row.text))
    links = [x for x in shelf.case.case_findings_in(Link, row.text) if {x.a.text, x.b.text} <= set(shelf.by_text)]
    flags = list(shelf.case.case_findings_in(Flag, row.text))
    marks = _marks(shelf, row, attributions, links, flags)
    depths = _depths(attributions)
    numbers = {(m.kind, m.id): m.number for m in marks}
    blocks = tuple(
        Block(
            kind, start, end, tuple(_pieces(source.text, start, end, marks)),
            tuple(_voices(shelf, attributions, depths, numbers, start, end)),
            tuple(_asides(shelf, row, links, flags, numbers, start, end)),
        )
        for kind, start, end in _blocks(shelf, row.text, source.text)
    )  # fmt: skip
    dating, inferred = shelf.dating(document), shelf.datings.get(document_id)
    spans = [s for s in inferred.evidence if s.text in shelf.by_text] if inferred else []
    evidence = tuple((shelf.by_text[s.text].id, s.start, s.end, shelf.flat(s)) for s in spans)
    reasons = paired(dating.reasons, dating.arabic)
    return DocumentView(row, source.reader, reasons, evidence, blocks, marks, _layers(marks))


def _layers(marks: Iterable[Mark]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.layer] = counts.get(mark.layer, 0) + 1
    return tuple((layer, counts[layer]) for layer in LAYERS if layer in counts)


LAYERS = ("voices", "names", "facts", "times", "reuse", "notes")


def _depths(attributions: Sequence[Attribution]) -> dict[str, int]:
    parents = {a.id: a.parent for a in attributions}

    def depth(identity: str, seen: int = 0) -> int:
        parent = parents.get(identity)
        return 1 if parent is None or parent not in parents or seen > 20 else 1 + depth(parent, seen + 1)

    return {identity: min(depth(identity), DEEPEST) for identity in parents}


def _marks(
    shelf: Shelf, row: DocumentRow, attributions: Sequence[Attribution], links: Sequence[Link], flags: Sequence[Flag]
) -> tuple[Mark, ...]:
    """Every mark of a text, numbered in order of position."""
    depths = _depths(attributions)
    found: list[Mark] = []
    for m in shelf.case.findings(Mention, row.text):
        found.append(explain(shelf, m, "names", (Range(m.span.start, m.span.end, f"n {m.type.value.lower()}"),)))
    for a in attributions:
        found.append(explain(shelf, a, "voices", tuple(_voice_ranges(a, depths[a.id]))))
    for f in shelf.case.findings(Fact, row.text):
        found.append(explain(shelf, f, "facts", (Range(f.span.start, f.span.end, "f"), *_trigger(f))))
    for t in shelf.case.findings(TimeExpression, row.text):
        found.append(explain(shelf, t, "times", (Range(t.span.start, t.span.end, "t"),)))
    for q in shelf.case.findings(Quantity, row.text):
        found.append(explain(shelf, q, "times", (Range(q.span.start, q.span.end, "q"),)))
    for link in links:
        sides = [s for s in (link.a, link.b) if s.text == row.text]
        layer, letter = ("reuse", "r") if link.kind is LinkKind.REUSE else ("notes", "x")
        found.append(explain(shelf, link, layer, tuple(Range(s.start, s.end, letter) for s in sides), row.text))
    for g in flags:
        found.append(
            explain(shelf, g, "notes", tuple(Range(s.start, s.end, "x") for s in g.spans if s.text == row.text))
        )
    found.sort(key=lambda m: (m.ranges[0].start, -m.ranges[0].end, m.id))
    return tuple(m.numbered(i) for i, m in enumerate(found))


def _voice_ranges(a: Attribution, depth: int) -> Iterable[Range]:
    yield Range(a.content.start, a.content.end, f"v{depth}")
    if a.source:
        yield Range(a.source.start, a.source.end, "s")
    if a.cue:
        yield Range(a.cue.start, a.cue.end, "c")
    for hedge in a.hedges:
        yield Range(hedge.start, hedge.end, "h")


def _trigger(fact: Fact) -> Iterable[Range]:
    yield Range(fact.trigger.start, fact.trigger.end, "ft")


def _blocks(shelf: Shelf, text_id: str, text: str) -> Iterable[tuple[str, int, int]]:
    """Every part of the text that holds a character, in order: blocks as read, and what lies between them."""
    at = 0
    segments = sorted(
        (s.span.start, -s.span.end, s.kind.value)
        for s in shelf.case.findings(Segment, text_id)
        if s.kind is not SegmentKind.SENTENCE
    )
    for start, end, kind in ((a, -b, k) for a, b, k in segments):
        if start < at:
            start = at
        if start >= end:
            continue
        yield from _between(text, at, start)
        yield kind, start, end
        at = end
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield SegmentKind.PARAGRAPH.value, at, at + len(line)
        at += len(line)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Piece]:
    inside = [(m, r) for m in marks for r in m.ranges if r.start < end and r.end > start]
    cuts = sorted({start, end, *(p for _, r in inside for p in (r.start, r.end) if start < p < end)})
    for a, b in pairwise(cuts):
        over = sorted(((r.end - r.start, m.number, r.cls) for m, r in inside if r.start <= a and r.end >= b))
        classes = _deepest(tuple(dict.fromkeys(c for _, _, c in over)))
        yield Piece(a, text[a:b], classes, tuple(dict.fromkeys(number for _, number, _ in over)))


def _deepest(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Of several voices over one piece only the deepest is drawn: its drawing shows how deep it is."""
    voices = sorted(c for c in classes if c[0] == "v")
    return (*(c for c in classes if c[0] != "v"), *voices[-1:])


def _voices(
    shelf: Shelf,
    attributions: Sequence[Attribution],
    depths: dict[str, int],
    numbers: dict[tuple[str, str], int],
    start: int,
    end: int,
) -> Iterable[Voice]:
    for a in attributions:
        first = min(s.start for s in (a.content, a.cue, a.source) if s)
        if start <= first < end:
            yield Voice(depths[a.id], shelf.hop(a), numbers["attribution", a.id])


def _asides(
    shelf: Shelf,
    row: DocumentRow,
    links: Sequence[Link],
    flags: Sequence[Flag],
    numbers: dict[tuple[str, str], int],
    start: int,
    end: int,
) -> Iterable[Aside]:
    for link in links:
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if here.text == row.text and start <= here.start < end:
                other = shelf.by_text[there.text]
                label = f"{link.kind.value}.{link.label}"
                said = paired(link.reasons, link.arabic)
                number = numbers[link.kind.value, link.id]
                yield Aside(link.kind.value, label, other, there.start, there.end, said, number)
    for flag in flags:
        if start <= flag.span.start < end and flag.span.text == row.text:
            yield Aside(
                "flag",
                f"flag.{flag.kind}",
                None,
                flag.span.start,
                flag.span.end,
                (Sentence(flag.sentence, flag.arabic or flag.sentence),),
                numbers["flag", flag.id],
            )


__all__ = ["LAYERS", "Block", "DocumentView", "Mark", "Piece", "Row", "Span", "document_view"]

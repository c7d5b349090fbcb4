"""One document as its stages see it: the text, its view, its structure, and what earlier stages found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from tawatur.core.model import Document, Finding, Segment, SegmentKind, SourceText, Span
from tawatur.text.tokens import Token, tokens
from tawatur.text.view import TextView

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence outside page furniture: its number, view range, tokens, and the number of its paragraph."""

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int
    kind: SegmentKind


class Reading:
    """What a document stage gets. Stages read it; only the runner adds findings."""

    def __init__(self, document: Document, source: SourceText) -> None:
        self.document = document
        self.source = source
        self._findings: dict[type, list[Finding]] = {}

    @cached_property
    def text_id(self) -> str:
        return self.source.id

    @cached_property
    def view(self) -> TextView:
        return TextView.of(self.source.text)

    def of(self, kind: type[F]) -> list[F]:
        """Findings of one type so far, in order of their spans."""
        return self._findings.get(kind, [])  # type: ignore[return-value]

    def add(self, findings: Iterable[Finding]) -> None:
        """Append a stage's findings, keeping each type ordered by span; for the runner."""
        touched = set()
        for finding in findings:
            self._findings.setdefault(type(finding), []).append(finding)
            touched.add(type(finding))
        for kind in touched:
            self._findings[kind].sort(key=lambda f: (f.span.start, f.span.end, f.id))

    def all(self) -> Iterator[Finding]:
        """Every finding, by type in order of first appearance."""
        for rows in self._findings.values():
            yield from rows

    def span(self, start: int, end: int) -> Span:
        """The source span of a view range."""
        return Span(self.text_id, *self.view.span(start, end))

    def range(self, span: Span) -> tuple[int, int]:
        """The view range of a source span."""
        return self.view.range(span.start, span.end)

    def words(self, span: Span) -> str:
        """The source's exact characters under `span`."""
        return self.source.text[span.start : span.end]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in reading order (headline, captions and body; no boilerplate). Needs the segments stage."""
        kinds = {SegmentKind.HEADLINE, SegmentKind.CAPTION, SegmentKind.PARAGRAPH, SegmentKind.BYLINE}
        blocks = [s for s in self.of(Segment) if s.kind in kinds]
        rows: list[Sentence] = []
        at = 0
        for segment in self.of(Segment):
            if segment.kind is SegmentKind.SENTENCE:
                while at < len(blocks) and blocks[at].span.end <= segment.span.start:
                    at += 1
                inside = at < len(blocks) and blocks[at].span.contains(segment.span)
                kind = blocks[at].kind if inside else SegmentKind.PARAGRAPH
                start, end = self.range(segment.span)
                found = tuple(tokens(self.view, start, end))
                rows.append(Sentence(len(rows), start, end, found, at if inside else -1, kind))
        return tuple(rows)


class Stage(Protocol):
    """A document stage: a pure function of one reading. No store, no clock, no randomness.

    `name` and `version` enter the derivation: raise the version when the stage's output can change.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def __call__(self, reading: Reading) -> Sequence[Finding]: ...

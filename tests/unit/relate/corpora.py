"""A small corpus in memory: invented texts with the findings that a test states by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from tawatur.core.ids import sha256, stable_id
from tawatur.core.model import (
    Argument,
    Attribution,
    Bound,
    Dating,
    Document,
    EntityType,
    Fact,
    Force,
    Judgement,
    Mention,
    Modality,
    Polarity,
    Quantity,
    SourceKind,
    SourceText,
    Span,
    TimeExpression,
    Verdict,
)
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments

T = TypeVar("T")
RULE = "test"


class Text:
    """One text; its findings are added by naming their words."""

    def __init__(self, name: str, text: str, published: str | None = None, publisher: str | None = None) -> None:
        self.document = Document(
            sha256(text.encode()),
            name,
            title=None,
            publisher=publisher,
            published=Dating(published, (), published is not None),
        )
        self.source = SourceText(self.document.id, "test", text)
        self.findings: list[Any] = []
        self.reading = Reading(self.document, self.source)
        self.findings += Segments()(self.reading)

    def span(self, words: str, nth: int = 1) -> Span:
        """Where the `nth` occurrence of `words` stands."""
        at = -1
        for _ in range(nth):
            at = self.source.text.index(words, at + 1)
        return Span(self.source.id, at, at + len(words))

    def actor(self, entity: str) -> str:
        return stable_id("k", self.document.id, entity)

    def name(self, words: str, entity: str, kind: EntityType = EntityType.ORG, nth: int = 1) -> Text:
        self.findings.append(Mention(self.span(words, nth), kind, RULE, self.actor(entity)))
        return self

    def number(self, words: str, value: float, of: str = "", bound: Bound = Bound.EXACT) -> Text:
        self.findings.append(Quantity(self.span(words), value, of, bound, RULE))
        return self

    def time(self, words: str, value: str) -> Text:
        self.findings.append(TimeExpression(self.span(words), value, RULE))
        return self

    def says(
        self,
        content: str,
        source: str | None = None,
        entity: str | None = None,
        cue: str | None = None,
        force: Force = Force.ASSERT,
        kind: SourceKind = SourceKind.UNNAMED,
        parent: str | None = None,
    ) -> str:
        """Give `content` to a source; the id of the attribution."""
        made = Attribution(
            self.span(content),
            self.span(cue) if cue else None,
            self.span(source) if source else None,
            RULE,
            force=force,
            source_kind=kind,
            actor=self.actor(entity) if entity else None,
            parent=parent,
        )
        self.findings.append(made)
        return made.id

    def fact(
        self,
        words: str,
        kind: str,
        roles: Mapping[str, tuple[str, str | None]],
        attribution: str | None = None,
        time: str | None = None,
        negative: bool = False,
        modality: Modality = Modality.ASSERTED,
    ) -> Text:
        """A fact in the clause `words`; `roles` give each filler's words and entity (None for plain words)."""
        clause = self.span(words)
        arguments = []
        for role, (filler, entity) in roles.items():
            at = self.source.text.index(filler, clause.start)
            place = Span(self.source.id, at, at + len(filler))
            arguments.append(Argument(role, place, self.actor(entity) if entity else None))
        trigger = Span(self.source.id, clause.start, clause.start + 3)
        polarity = Polarity.NEG if negative else Polarity.POS
        made = Fact(clause, kind, trigger, RULE, tuple(arguments), time, None, polarity, modality, attribution)
        self.findings.append(made)
        return self


class Memory:
    """`core.ports.Corpus` over texts in memory; actors of one entity name are judged the same."""

    def __init__(self, *texts: Text) -> None:
        self._texts = {t.source.id: t for t in texts}
        self.found: list[Any] = []
        first: dict[str, str] = {}
        for text in texts:
            for m in text.findings:
                if isinstance(m, Mention):
                    words = text.source.text[m.span.start : m.span.end]
                    if first.setdefault(words, m.actor) != m.actor:
                        self.found.append(Judgement(first[words], m.actor, Verdict.SAME, 1.0, ("one name",), RULE))

    def texts(self) -> Sequence[str]:
        return tuple(self._texts)

    def document(self, text_id: str) -> Document:
        return self._texts[text_id].document

    def source(self, text_id: str) -> SourceText:
        return self._texts[text_id].source

    def of(self, kind: type[T], text_id: str) -> Sequence[T]:
        rows = [f for f in self._texts[text_id].findings if isinstance(f, kind)]
        return tuple(sorted(rows, key=lambda f: (f.span.start, f.span.end, f.id)))  # type: ignore[attr-defined]

    def across(self, kind: type[T]) -> Sequence[T]:
        return tuple(f for f in self.found if isinstance(f, kind))

    def words(self, span: Span) -> str:
        return self.source(span.text).text[span.start : span.end]

    def decisions(self, *actions: str) -> Iterator[tuple[str, str, str]]:
        yield from ()

    def run(self, *stages: Any) -> Memory:
        """Run corpus stages in order, each seeing what those before it found."""
        for stage in stages:
            self.found += stage(self)
        return self

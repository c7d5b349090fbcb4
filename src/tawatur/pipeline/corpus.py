"""The case as corpus stages see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tawatur.core.errors import NotFoundError
from tawatur.core.model import Document, SourceText, Span
from tawatur.stores import decisions
from tawatur.stores.sqlite import Case

T = TypeVar("T")


class CaseCorpus:
    """`core.ports.Corpus` over a case file. Sources are kept in memory once read; findings are read anew."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._texts = case.texts()
        self._documents = {d.id: d for d in case.documents()}
        self._sources: dict[str, SourceText] = {}

    def texts(self) -> Sequence[str]:
        return tuple(self._texts)

    def document(self, text_id: str) -> Document:
        return self._documents[self._texts[text_id]]

    def source(self, text_id: str) -> SourceText:
        if text_id not in self._sources:
            source = self.case.source_text(text_id)
            if source is None:
                raise NotFoundError(f"The case has no text {text_id}.")
            self._sources[text_id] = source
        return self._sources[text_id]

    def of(self, kind: type[T], text_id: str) -> Sequence[T]:
        return tuple(self.case.findings(kind, text_id))

    def across(self, kind: type[T]) -> Sequence[T]:
        return tuple(self.case.case_findings(kind))

    def words(self, span: Span) -> str:
        return self.source(span.text).text[span.start : span.end]

    def decisions(self, *actions: str) -> Iterator[tuple[str, str, str]]:
        for decision in decisions.in_force(self.case, *actions):
            yield decision.action, decision.subject, decision.object

"""What corpus stages may ask of a case, and what a corpus stage is. Implemented in `pipeline`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from tawatur.core.model import Document, SourceText, Span

T = TypeVar("T")


class Corpus(Protocol):
    """All texts of a case with what is known of them, read-only and in a stable order."""

    def texts(self) -> Sequence[str]:
        """Ids of the texts, one a document, in order of document names."""
        ...

    def document(self, text_id: str) -> Document:
        """The document that a text belongs to."""
        ...

    def source(self, text_id: str) -> SourceText:
        """A text."""
        ...

    def of(self, kind: type[T], text_id: str) -> Sequence[T]:
        """Findings of one type in one text, in order of position."""
        ...

    def across(self, kind: type[T]) -> Sequence[T]:
        """Findings across texts of one type by stages that ran before, strongest first."""
        ...

    def words(self, span: Span) -> str:
        """The exact characters under a span."""
        ...

    def decisions(self, *actions: str) -> Iterator[tuple[str, str, str]]:
        """(action, subject, object) of people's decisions in force, in order."""
        ...


class CorpusStage(Protocol):
    """Block → score → cluster over all texts: a pure function of the corpus. Returns findings, strongest first."""

    name: str
    version: str

    def __call__(self, corpus: Corpus) -> Sequence[object]: ...

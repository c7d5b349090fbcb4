"""Articles as the benches of reuse read them: texts with their sentences, and nothing else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tawatur.core.model import Document, Segment, SourceText
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments

T = TypeVar("T")


def articles(path: Path, count: int = 0) -> list[dict[str, str]]:
    """The first `count` records of a (gzipped) file with one JSON object a line; all of them for 0."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count or None)]


def text_of(article: dict[str, str]) -> str:
    """Title and text of an article, on lines of their own."""
    return article["title"] + "\n" + article["text"]


class Texts:
    """A corpus of texts with their segments: what the search for copies asks of one."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._sources: dict[str, SourceText] = {}
        self._segments: dict[str, tuple[Segment, ...]] = {}
        for number, row in enumerate(rows):
            document = Document("", f"{number:06}")
            source = SourceText(document.id, "bench", text_of(row))
            found = Segments()(Reading(document, source))
            self._sources[source.id] = source
            self._segments[source.id] = tuple(s for s in found if isinstance(s, Segment))

    def texts(self) -> Sequence[str]:
        """Ids of the texts in order of the file."""
        return tuple(self._sources)

    def source(self, text_id: str) -> SourceText:
        """A text."""
        return self._sources[text_id]

    def of(self, kind: type[T], text_id: str) -> Sequence[T]:
        """The segments of a text; nothing of any other kind."""
        return tuple(s for s in self._segments[text_id] if isinstance(s, kind))

"""One text through all document stages: a function that any process can run."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.core.model import Document, Failure, SegmentKind, SourceText
from tawatur.extract.reading import Reading
from tawatur.pipeline.plan import TaggerName, document_stages
from tawatur.stores.rows import Row, text_rows, unique
from tawatur.stores.search import Passage, passages


class Job(NamedTuple):
    """A text to analyse."""

    document: Document
    source: SourceText
    tagger: TaggerName


class Analysed(NamedTuple):
    """A text's findings as rows, what to index for search, the stages that failed on it, and its size in words."""

    text_id: str
    document_id: str
    rows: list[Row]
    passages: list[Passage]
    failures: list[Failure]
    words: int


def analyse(job: Job) -> Analysed:
    """Run every document stage on a text. A stage that raises becomes a failure; the stages after it still run."""
    reading = Reading(job.document, job.source)
    rows: list[Row] = []
    failures = []
    for stage in document_stages(job.tagger):
        try:
            found = stage(reading)
            rows += text_rows(found, job.source.text)  # refuses what does not stand on the text
            reading.add(found)
        except Exception as error:
            reason = f"The stage “{stage.name}” failed on {job.document.name}: {type(error).__name__}: {error}"
            failures.append(Failure(job.document.id, stage.name, reason))
    blocks = [(s.start, s.end) for s in reading.sentences if s.kind is not SegmentKind.BOILERPLATE]
    return Analysed(
        reading.text_id,
        job.document.id,
        unique(rows),
        passages(reading.view, blocks),
        failures,
        len(job.source.text.split()),
    )

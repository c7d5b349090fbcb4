"""Sentences with marked names as readings: «قصفت [ORG:القوة] [LOC:المدينة]»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tawatur.core.model import Attribution, Document, EntityType, Fact, Finding, Mention, SourceText, Span
from tawatur.extract.facts import Facts
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments

_NAME = re.compile(r"\[(PER|ORG|LOC|MISC):([^\]]+)\]")


def reading_of(marked: str) -> Reading:
    """The reading of a sentence whose names stand in brackets; a name is its own actor. A second paragraph makes sure
    that the sentence is not taken for a headline."""
    text, names = "", []
    done = 0
    for match in _NAME.finditer(marked):
        text += marked[done : match.start()]
        names.append((len(text), len(text) + len(match[2]), match[1], match[2]))
        text += match[2]
        done = match.end()
    text += marked[done:]
    document = Document(sha256="0" * 64, name="example")
    reading = Reading(document, SourceText(document.id, "plain", text))
    reading.add(Segments()(reading))
    reading.add(
        [Mention(Span(reading.text_id, a, b), EntityType(kind), "given", actor=name) for a, b, kind, name in names]
    )
    return reading


def facts_of(marked: str, more: Sequence[Finding] = ()) -> tuple[Reading, Sequence[Fact]]:
    reading = reading_of(marked)
    reading.add(more)
    return reading, Facts()(reading)


def arguments(reading: Reading, fact: Fact) -> dict[str, list[str]]:
    """The words of each role's fillers."""
    found: dict[str, list[str]] = {}
    for argument in fact.arguments:
        found.setdefault(argument.role, []).append(reading.words(argument.span))
    return found


def with_voice(marked: str, content: str, **fields: object) -> tuple[Reading, Sequence[Fact]]:
    """Facts of a sentence in which `content` is given to somebody."""
    reading = reading_of(marked)
    start = reading.source.text.index(content)
    span = Span(reading.text_id, start, start + len(content))
    reading.add([Attribution(span, None, None, "given", **fields)])  # type: ignore[arg-type]
    return reading, Facts()(reading)

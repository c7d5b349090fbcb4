"""Readings of invented texts, and a voice that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tawatur.core.model import Document, EntityType, Mention, SourceText
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.stage import Names
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments

Said = tuple[str, str] | tuple[str, str, float]


def ground(text: str) -> Ground:
    document = Document("0" * 64, "a.txt")
    reading = Reading(document, SourceText(document.id, "text/utf-8/1", text))
    reading.add(Segments()(reading))
    return Ground(reading)


def told(on: Ground, said: Sequence[Said]) -> list[Name]:
    """The names that `said` gives as (words, type, probability), in order of the text."""
    found, text, at = [], on.reading.view.text, 0
    for words, kind, *score in said:
        at = text.index(words, at)
        place = on.locate(at, at + len(words))
        assert place is not None
        found.append(Name(*place, EntityType(kind), score[0] if score else 0.95, "name/told"))
        at += len(words)
    return found


class Told:
    """A voice that says what it is told."""

    name, version = "told", "1"

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said

    def __call__(self, on: Ground) -> Sequence[Name]:
        return told(on, self.said)


def analysed(text: str, *said: Said) -> tuple[Reading, list[Mention]]:
    reading = ground(text).reading
    return reading, list(Names(Told(said))(reading))


def named(text: str, *said: Said) -> list[tuple[str, str]]:
    """Words and types of the named mentions."""
    reading, found = analysed(text, *said)
    return [(reading.words(m.span), m.type.value) for m in found if not m.nominal]


def groups(text: str, *said: Said) -> list[list[str]]:
    """The named mentions' words by actor, in order of first mention."""
    reading, found = analysed(text, *said)
    table: dict[str, list[str]] = {}
    for mention in found:
        if not mention.nominal:
            table.setdefault(mention.actor, []).append(reading.words(mention.span))
    return list(table.values())


Check = Callable[[str], bool]

"""The stage that finds expressions of time and their EDTF values."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import TimeExpression
from tawatur.extract.dating import infer
from tawatur.extract.reading import Reading
from tawatur.extract.values import values_of, writing_day
from tawatur.values.expressions import Expression
from tawatur.values.resolve import resolve
from tawatur.values.times import Phrase

__all__ = ["Times", "resolve", "times_of", "value_of"]


class Times:
    """Times with values against the publication date: the document's own, else what the text lets infer."""

    name = "times"
    version = "3"

    def __call__(self, reading: Reading) -> Sequence[TimeExpression]:
        published = reading.document.published.value
        if published is None:
            inferred = infer(reading)
            published = inferred.dating.value if inferred is not None else None
        return times_of(reading, published)


def times_of(reading: Reading, published: str | None) -> list[TimeExpression]:
    """The times of a reading with values against `published` (EDTF or None); for re-reading once a date is known."""
    values = values_of(reading)
    day = writing_day(published, values)
    return [TimeExpression(reading.span(p.start, p.end), value_of(p, day), p.rule, p.kind) for p in values.times]


def value_of(phrase: Phrase, published: str | None) -> str | None:
    """A phrase's EDTF value, ISO 8601 duration, or None. «now» keeps the precision of the publication date."""
    if phrase.iso is not None or phrase.kind == "duration":
        return phrase.iso
    expression: Expression = phrase.expression
    return resolve(expression, published)

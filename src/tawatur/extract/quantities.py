"""The stage that finds quantities: counts, money, shares, measures, ages, with their bounds."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import Bound, Quantity
from tawatur.extract.reading import Reading
from tawatur.extract.values import values_of


class Quantities:
    """Quantities with the number they stand for, what is counted, and whether the number is a bound."""

    name = "quantities"
    version = "2"

    def __call__(self, reading: Reading) -> Sequence[Quantity]:
        return [
            Quantity(reading.span(a.start, a.end), a.value, a.of, Bound(a.bound), a.rule, a.kind)
            for a in values_of(reading).quantities
        ]

"""Times and quantities of a text together: each token belongs to one of them at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.text.tokens import Token
from tawatur.text.view import TextView
from tawatur.values.amounts import Amount
from tawatur.values.glued import parted
from tawatur.values.line import Line
from tawatur.values.quantities import read_quantities
from tawatur.values.times import Phrase, read_times


@dataclass(frozen=True, slots=True)
class Values:
    """What a run of tokens says of time and number, in order."""

    times: tuple[Phrase, ...]
    quantities: tuple[Amount, ...]


def read_values(view: TextView, row: Sequence[Token]) -> Values:
    """The times and quantities in tokens `row` of `view`."""
    line = Line(view, parted(row))
    amounts, times = read_quantities(line, read_times(line))
    return Values(tuple(times), tuple(amounts))

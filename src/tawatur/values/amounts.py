"""What a quantity is, and the bound that words set around it."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.values.line import Line


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at tokens `[first, last)` and view offsets `[start, end)`.

    `kind`: count | money | percent | share | measure | age. `of`: the ISO 4217 code, the unit, or the counted noun.
    `bound`: exact | at_least | at_most | about. `explicit`: the words say whose currency it is.
    """

    first: int
    last: int
    start: int
    end: int
    value: float
    of: str
    bound: str
    kind: str
    rule: str
    explicit: bool = False
    noun: str = ""


def bound_of(line: Line, first: int, last: int) -> str:
    """The bound that the words before token `first` or after `last` set: exact | at_least | at_most | about."""
    hit = line.ends_with(first, "bound")
    if hit is None and line.key(first - 1) in ("ب", "ل", "ال", '"', "«"):
        hit = line.ends_with(first - 1, "bound")
    if hit is not None:
        outer = line.ends_with(hit.first, "bound")
        if outer is not None and outer.value != "about" and hit.value == "about":
            return str(outer.value)
        return str(hit.value)
    for at in range(last, min(last + 5, len(line))):
        after = line.hit(at, "bound_after")
        if after is not None:
            return str(after.value)
        if (line.row[at].is_sign and line.key(at) not in ('"', "»")) or line.row[at].is_number or line.hit(at, "bound"):
            break
    return "exact"

"""EDTF values as ranges of days, for ordering and drawing. What is uncertain stays a range."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"^(-?\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"^(-?\d{4})-(\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")
_DECADE = re.compile(r"^(\d{3})[XxUu]$")
_CENTURY = re.compile(r"^(\d{2})(?:XX|xx|uu)$")

#: EDTF seasons of the northern hemisphere as months (first, last): spring 21, summer 22, autumn 23, winter 24.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included (proleptic ordinals); `about` when the value says so itself.

    `before` and `after`: the value is open to that side («../2015», «2019/..»), so the day named is only where it ends
    or begins.
    """

    first: int
    last: int
    about: bool
    before: bool = False
    after: bool = False


def days(value: str | None) -> Days | None:
    """The days that an EDTF value covers; None where it has none (durations, unknown, other calendars)."""
    if not value or value.startswith("P"):
        return None
    about = any(sign in value for sign in "~?%")
    plain = re.sub(r"[~?%\[\]{}\s]", "", value)
    parts = [p for p in re.split(r"/|,|\.\.", plain) if p and p != ".."]
    ranges = [r for r in (_single(p) for p in parts) if r]
    if not ranges:
        return None
    before, after = plain.startswith(("..", "/")), plain.endswith(("..", "/"))
    return Days(min(r[0] for r in ranges), max(r[1] for r in ranges), about, before, after)


def _single(text: str) -> tuple[int, int] | None:
    try:
        if found := _DAY.match(text):
            day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
            return day, day
        if found := _MONTH.match(text):
            return _months(int(found[1]), int(found[2]))
        for pattern, length in ((_YEAR, 1), (_DECADE, 10), (_CENTURY, 100)):
            if found := pattern.match(text):
                year = int(found[1]) * length
                return date(year, 1, 1).toordinal(), date(year + length - 1, 12, 31).toordinal()
    except ValueError:
        return None
    return None


def _months(year: int, number: int) -> tuple[int, int] | None:
    first, last = _SEASONS.get(number, (number, number))
    return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()


def known_first(value: str | None) -> tuple[bool, int, int]:
    """A sort key: earliest first; then what is only known to be no earlier than a day («2016/..»), then the unknown.
    Such a value is no sign that something was there before what is dated."""
    span = days(value)
    return (span is None or span.after, *order(value))


def order(value: str | None) -> tuple[int, int]:
    """A sort key: earliest first, what is unknown last."""
    span = days(value)
    return (span.first, span.last) if span else (10**9, 10**9)

"""EDTF values as days, for comparing when things were published or happened."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_POINT = re.compile(r"^(-?\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?")
Days = tuple[int, int]
#: An ordinal of a day that lies beyond all others.
FAR = 10**7


@lru_cache(maxsize=50_000)
def days(value: str | None) -> Days | None:
    """First and last day (proleptic ordinals) of an EDTF date or interval; None for durations and open values."""
    if not value or value.startswith("P"):
        return None
    parts = value.replace("~", "").replace("?", "").replace("%", "").split("/")
    found = [_point(part) for part in parts if part not in ("", "..")]
    if not found or any(f is None for f in found):
        return None
    known = [f for f in found if f is not None]
    if len(parts) == 2 and len(known) == 1:
        return None
    return known[0][0], known[-1][1]


def _point(text: str) -> Days | None:
    match = _POINT.match(text)
    if not match:
        return None
    year = int(match[1])
    if not 1 <= year <= 9998:
        return None
    month = int(match[2]) if match[2] and match[2] != "XX" else None
    day = int(match[3]) if match[3] and match[3] != "XX" else None
    if month is not None and not 1 <= month <= 12:
        return None
    try:
        if month is None:
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if day is None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1).toordinal(), (after - timedelta(days=1)).toordinal()
        return date(year, month, day).toordinal(), date(year, month, day).toordinal()
    except ValueError:
        return None


def bounds(value: str | None) -> Days | None:
    """As `days`; an open side of an interval («2016/..») is as far off as can be."""
    found = days(value)
    if found is not None or not value or value.count("/") != 1:
        return found
    first, last = value.split("/")
    known = days(first if last in ("", "..") else last)
    if known is None or not {first, last} & {"", ".."}:
        return None
    return (known[0], FAR) if last in ("", "..") else (-FAR, known[1])


def apart(left: str | None, right: str | None) -> int | None:
    """Days between two dates at least; 0 where they may be one day; None where one is not known, or not known well
    enough to lie apart from the other."""
    one, two = bounds(left), bounds(right)
    if one is None or two is None:
        return None
    gap = max(0, one[0] - two[1], two[0] - one[1])
    return gap if gap or (days(left) and days(right)) else None


def before(left: str | None, right: str | None) -> bool:
    """Whether the first date lies wholly before the second."""
    one, two = bounds(left), bounds(right)
    return one is not None and two is not None and one[1] < two[0]

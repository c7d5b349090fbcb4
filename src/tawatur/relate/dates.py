"""EDTF values as days, for comparing when things were published or happened."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_POINT = re.compile(r"^(-?\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?")
Days = tuple[int, int]


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


def apart(left: str | None, right: str | None) -> int | None:
    """Days between two dates at least; 0 where they may be one day; None where one is not known."""
    one, two = days(left), days(right)
    if one is None or two is None:
        return None
    return max(0, one[0] - two[1], two[0] - one[1])


def before(left: str | None, right: str | None) -> bool:
    """Whether the first date lies wholly before the second."""
    one, two = days(left), days(right)
    return one is not None and two is not None and one[1] < two[0]

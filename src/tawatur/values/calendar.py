"""Moments (stretches of days with a grain) and their EDTF; arithmetic of weeks, months, years, Hijri dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from hijridate import Gregorian, Hijri

#: Grains from the finest; `span` is a stretch without a natural unit.
GRAINS = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Moment:
    """Days `start` to `end` inclusive, told to `grain`. `clock` (h, m, s) and `zone` («Z» or none) on one day.

    `approx` is EDTF's «~»; `anchor` is the day that «beginning of» or «middle of» points at; `open` is after | before |
    «» for intervals without an end or a beginning; `season` is EDTF's code (21 spring to 24 winter), 0 for none.
    """

    start: date
    end: date
    grain: str = "day"
    approx: bool = False
    clock: tuple[int, int, int] | None = None
    zone: str = ""
    anchor: date | None = None
    open: str = ""
    interval: bool = False
    season: int = 0

    def edtf(self) -> str:
        """The EDTF (level 1) string, ISO 8601 for a clock time."""
        if self.clock is not None:
            hour, minute, second = self.clock
            return f"{self.start.isoformat()}T{hour:02}:{minute:02}:{second:02}{self.zone}"
        mark = "~" if self.approx else ""
        if self.season:
            return f"{self.start.year:04}-{self.season}{mark}"
        first, last = _edtf(self.start, self.grain), _edtf(self.end, self.grain)
        whole = _whole(self.start, self.end, self.grain)
        if self.open == "after":
            return f"{whole or first}{mark}/.."
        if self.open == "before":
            return f"../{whole or last}{mark}"
        if whole and not self.interval:
            return whole + mark
        return f"{first}{mark}/{last}{mark}"


def _edtf(day: date, grain: str) -> str:
    if grain in ("day", "week", "hour", "minute", "second"):
        return day.isoformat()
    return f"{day.year:04}-{day.month:02}" if grain == "month" else f"{day.year:04}"


def _whole(start: date, end: date, grain: str) -> str | None:
    """One EDTF date for a stretch that is exactly one unit of `grain`, or None."""
    if start.year == end.year:
        if grain == "month" and start.month != end.month:
            return None
        return None if grain in ("day", "week") and start != end else _edtf(start, grain)
    return None


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_day(day: date) -> Moment:
    """One day."""
    return Moment(day, day, "day")


def of_week(day: date) -> Moment:
    """The week (Monday to Sunday) of a day."""
    start = shift_days(day, -day.weekday())
    return Moment(start, shift_days(start, 6), "week")


def of_month(year: int, month: int) -> Moment:
    """One month."""
    return Moment(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def of_year(year: int) -> Moment:
    """One year."""
    return Moment(date(year, 1, 1), date(year, 12, 31), "year")


def of_season(year: int, season: int) -> Moment:
    """Spring (21), summer, autumn or winter (24, into the next year) of a year."""
    start = date(year, 3 * (season - 20), 1)
    return Moment(start, shift_days(shift_months(start, 3), -1), "month", season=season)


def of_years(first: int, last: int, grain: str = "year") -> Moment:
    """Years `first` to `last`."""
    return Moment(date(first, 1, 1), date(last, 12, 31), grain)


def shift_days(day: date, count: int) -> date:
    """The day `count` days on, kept inside the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date(MAXYEAR, 12, 31) if count > 0 else date(MINYEAR, 1, 1)


def shift_months(day: date, count: int) -> date:
    """The same day `count` months on (the month's last where it is shorter)."""
    index = day.year * 12 + day.month - 1 + count
    year, month = min(max(index // 12, MINYEAR), MAXYEAR), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def unit_of(day: date, unit: str) -> Moment:
    """The day, week, month, year, decade or century that holds `day`."""
    if unit == "week":
        return of_week(day)
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "year":
        return of_year(day.year)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first = max(day.year // size * size, MINYEAR)
        return of_years(first, min(first + size - 1, MAXYEAR), unit)
    return of_day(day)


#: Months in a unit that is made of months.
MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def shifted(day: date, unit: str, count: int) -> date:
    """The day `count` units on."""
    if unit in MONTHS_IN:
        return shift_months(day, MONTHS_IN[unit] * count)
    return shift_days(day, count * 7 if unit == "week" else count)


def hijri_month(year: int, month: int) -> Moment | None:
    """A Hijri month in Gregorian days (Umm al-Qura), or None outside the tables (1343 to 1500 AH)."""
    try:
        first = Hijri(year, month, 1)
        start = date(*first.to_gregorian().datetuple())
        return Moment(start, shift_days(start, first.month_length() - 1), "day")
    except (OverflowError, ValueError):
        return None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """A Hijri day in the Gregorian calendar, or None."""
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (OverflowError, ValueError):
        return None


def hijri_year(day: date) -> int | None:
    """The Hijri year of a day, or None outside the tables."""
    try:
        return int(Gregorian.fromdate(day).to_hijri().year)
    except (OverflowError, ValueError):
        return None


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?[~?%]?$")


def bounds(value: str | None) -> tuple[date, date] | None:
    """First and last day of an EDTF date or closed interval (a time of day is left out); None for all others."""
    if not value:
        return None
    parts = value.strip().split("/")
    if len(parts) > 2:
        return None
    ranges = [_bounds(part) for part in parts]
    first, last = ranges[0], ranges[-1]
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):([0-5]\d)")


def minute_of(value: str | None) -> int | None:
    """The minute of the day in an ISO 8601 date with a time; None where no time is told."""
    match = _CLOCK.match(value or "")
    return 60 * int(match[1]) + int(match[2]) if match else None


def _bounds(part: str) -> tuple[date, date] | None:
    match = _PART.match(part.strip())
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or not MINYEAR <= year <= MAXYEAR:
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    if day is None:
        moment = of_month(year, month)
        return moment.start, moment.end
    exact = safe_date(year, month, day)
    return (exact, exact) if exact else None


def common(first: Moment, last: Moment) -> Moment | None:
    """What two readings of one expression (against the first and last possible day) agree on: themselves where equal,
    else the month or the year that holds both, approximate; None where they share none."""
    if first == last:
        return first
    if first.start.year != last.start.year or first.end.year != last.end.year or first.start.year != first.end.year:
        return None
    if first.start.month == last.start.month and first.end.month == last.end.month == first.start.month:
        return replace(of_month(first.start.year, first.start.month), approx=True)
    return replace(of_year(first.start.year), approx=True)

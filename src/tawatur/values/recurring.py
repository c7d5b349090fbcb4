"""Days, months and seasons that come round each week or year: which one is meant, seen from publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tawatur.values import calendar as cal
from tawatur.values.calendar import Moment
from tawatur.values.expressions import Expression, Frame


@dataclass(frozen=True, slots=True)
class MonthDay(Expression):
    """A month, a day of it or days `day` to `end`, without its year. `shift`: past | this | next | «»."""

    month: int
    day: int | None = None
    end: int | None = None
    weekday: int | None = None
    shift: str = ""

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        candidates = [m for y in range(frame.day.year - 6, frame.day.year + 7) if (m := self.in_year(y)) is not None]
        if self.weekday is not None and self.end is None:
            right = [m for m in candidates if m.start.weekday() == self.weekday]
            near = [m for m in right if abs((m.start - frame.day).days) < 400]
            candidates = near or candidates
        return _choose(candidates, frame, self.shift)

    def in_year(self, year: int) -> Moment | None:
        """The month or day(s) in a year; None where the year has no such day."""
        if not 1 <= year <= 9999:
            return None
        if self.day is None:
            return cal.of_month(year, self.month)
        start = cal.safe_date(year, self.month, self.day)
        end = cal.safe_date(year, self.month, self.end) if self.end else start
        return Moment(start, end, "day", interval=start != end) if start and end and start <= end else None


def _choose(candidates: list[Moment], frame: Frame, shift: str) -> Moment | None:
    """The candidate that «الماضي», «الجاري», «المقبل» or nothing picks."""
    day = frame.day
    if day is None or not candidates:
        return None
    if shift == "past":
        rows = [m for m in candidates if m.end < day]
        return rows[-1] if rows else None
    if shift == "next":
        rows = [m for m in candidates if m.start > day]
        return rows[0] if rows else None
    if shift == "this":
        rows = [m for m in candidates if m.start.year == day.year]
        return rows[0] if rows else None
    if frame.lean == "future":
        rows = [m for m in candidates if cal.of_month(m.end.year, m.end.month).end >= day]
        return rows[0] if rows else None
    distance = [(_distance(m, day), m.start > day, i) for i, m in enumerate(candidates)]
    return candidates[min(distance)[2]]


def _distance(moment: Moment, day: date) -> int:
    if moment.start <= day <= moment.end:
        return 0
    return (moment.start - day).days if moment.start > day else (day - moment.end).days


@dataclass(frozen=True, slots=True)
class Weekday(Expression):
    """A weekday alone. `shift`: past | this | next | «»; `future`: the words around it look ahead;
    `day` is a day of the month that stands with it («السبت السادس عشر»)."""

    weekday: int
    shift: str = ""
    future: bool = False
    day: int | None = None

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        if self.day is not None:
            return self._with_day(frame.day)
        ahead = (self.weekday - frame.day.weekday()) % 7
        if self.shift == "next":
            return cal.of_day(cal.shift_days(frame.day, ahead or 7))
        if self.shift == "past":
            return cal.of_day(cal.shift_days(frame.day, ahead - 7))
        if self.future or frame.lean == "future":
            return cal.of_day(cal.shift_days(frame.day, ahead))
        return cal.of_day(cal.shift_days(frame.day, ahead - 7 if ahead else 0))

    def _with_day(self, day: date) -> Moment | None:
        for distance in range(400):
            for sign in (1, -1):
                other = cal.shift_days(day, sign * distance)
                if other.day == self.day and other.weekday() == self.weekday:
                    return cal.of_day(other)
        return None


#: How far the day a text was written may lie from the day it was put online, nearest first.
WRITTEN_BEFORE = (0, -1, 1, -2, 2)


def written_steps(day: date, today: tuple[int, int]) -> int | None:
    """Days from `day` to the one that is «today» in words that name a day from it and its weekday («أمس الأحد»:
    -1 and 6); None where none within two days fits."""
    count, weekday = today
    for step in WRITTEN_BEFORE:
        if cal.shift_days(day, step + count).weekday() == weekday:
            return step
    return None


@dataclass(frozen=True, slots=True)
class DayBeside(Expression):
    """A day counted from publication with its weekday beside it («أمس الأحد»): the weekday decides."""

    count: int
    weekday: int

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        step = written_steps(frame.day, (self.count, self.weekday)) or 0
        return cal.of_day(cal.shift_days(frame.day, step + self.count))


@dataclass(frozen=True, slots=True)
class WeekdayIn(Expression):
    """A weekday of a week («الأحد من الأسبوع الماضي»)."""

    weekday: int
    week: Expression

    def at(self, frame: Frame) -> Moment | None:
        week = self.week.at(frame)
        if week is None:
            return None
        return cal.of_day(cal.shift_days(week.start, self.weekday))


@dataclass(frozen=True, slots=True)
class Season(Expression):
    """A season of a year told by `base`, or the one that `shift` picks around publication."""

    season: int
    base: Expression | None = None
    shift: str = ""

    def at(self, frame: Frame) -> Moment | None:
        if self.base is not None:
            base = self.base.at(frame)
            return None if base is None or base.grain != "year" else cal.of_season(base.start.year, self.season)
        if frame.day is None:
            return None
        candidates = [cal.of_season(y, self.season) for y in range(frame.day.year - 2, frame.day.year + 3)]
        return _choose(candidates, frame, self.shift)


@dataclass(frozen=True, slots=True)
class Nth(Expression):
    """The `number`-th (-1: last) day, week or weekday (as 0 to 6) in something; after it if `after`."""

    number: int
    unit: str
    base: Expression
    weekday: int | None = None
    after: bool = False

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None:
            return None
        if self.weekday is not None:
            return self._weekday(base, self.weekday)
        if self.unit == "week":
            first = cal.of_week(base.start)
            if first.start < base.start:
                first = cal.of_week(cal.shift_days(base.start, 7))
            if self.number > 0:
                return cal.of_week(cal.shift_days(first.start, 7 * (self.number - 1)))
            last = cal.of_week(base.end)
            return last if last.end <= base.end else cal.of_week(cal.shift_days(base.end, -7))
        if self.unit == "day":
            day = base.end if self.number < 0 else cal.shift_days(base.start, self.number - 1)
            return cal.of_day(day) if base.start <= day <= base.end else None
        if self.unit == "month" and base.grain == "year" and 1 <= self.number <= 12:
            return cal.of_month(base.start.year, self.number)
        return None

    def _weekday(self, base: Moment, weekday: int) -> Moment | None:
        if self.number < 0:
            return cal.of_day(cal.shift_days(base.end, -((base.end.weekday() - weekday) % 7)))
        start = cal.shift_days(base.end, 1) if self.after else base.start
        first = cal.shift_days(start, (weekday - start.weekday()) % 7)
        day = cal.shift_days(first, 7 * (self.number - 1))
        return cal.of_day(day) if self.after or day <= base.end else None


@dataclass(frozen=True, slots=True)
class Inside(Expression):
    """A month or day(s) in the year or month of another expression («أكتوبر من نفس العام», «4 من الشهر ذاته»)."""

    base: Expression
    month: int | None = None
    day: int | None = None
    end: int | None = None

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or base.start.year != base.end.year:
            return None
        if self.month is None and base.start.month != base.end.month:
            return None
        return MonthDay(self.month or base.start.month, self.day, self.end).in_year(base.start.year)


@dataclass(frozen=True, slots=True)
class HijriDate(Expression):
    """A Hijri month or day in a given year, or in the one that `shift` picks."""

    month: int
    day: int | None = None
    year: int | None = None
    shift: str = ""
    gregorian_year: int | None = None

    def at(self, frame: Frame) -> Moment | None:
        if self.year is not None:
            return self.in_year(self.year)
        around = frame.day or (date(self.gregorian_year, 7, 1) if self.gregorian_year else None)
        if self.gregorian_year is not None:
            around = date(self.gregorian_year, 7, 1)
        year = cal.hijri_year(around) if around else None
        if year is None or around is None:
            return None
        candidates = [m for y in range(year - 2, year + 3) if (m := self.in_year(y)) is not None]
        if self.gregorian_year is not None:
            candidates = [m for m in candidates if m.start.year == self.gregorian_year]
            return candidates[0] if candidates else None
        return _choose(candidates, replace(frame, day=around), self.shift)

    def in_year(self, year: int) -> Moment | None:
        """The moment in a Hijri year; months are told as the Gregorian months they touch."""
        if self.day is not None:
            day = cal.hijri_day(year, self.month, self.day)
            return cal.of_day(day) if day else None
        month = cal.hijri_month(year, self.month)
        if month is None:
            return None
        first, last = cal.of_month(month.start.year, month.start.month), cal.of_month(month.end.year, month.end.month)
        return Moment(first.start, last.end, "month")

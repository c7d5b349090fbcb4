"""What words say about time, before and after it is resolved against a day of publication."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date

from tawatur.values import calendar as cal
from tawatur.values.calendar import Moment


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the day of publication (None: unknown), and where a bare weekday or month
    leans: `news` to the nearest (past for weekdays), `future` to the next (dialogue)."""

    day: date | None
    lean: str = "news"


class Expression(ABC):
    """Something that `at(frame)` turns into a Moment, or None."""

    __slots__ = ()

    @abstractmethod
    def at(self, frame: Frame) -> Moment | None:
        """The moment that is meant, seen from `frame`; None when it cannot be told."""


@dataclass(frozen=True, slots=True)
class Unknown(Expression):
    """Words that place something in time by the story alone («لاحقا»)."""

    def at(self, frame: Frame) -> Moment | None:
        return None


@dataclass(frozen=True, slots=True)
class Fixed(Expression):
    """An absolute moment."""

    moment: Moment

    def at(self, frame: Frame) -> Moment | None:
        return self.moment


@dataclass(frozen=True, slots=True)
class Shift(Expression):
    """The unit `count` units from the one of publication («أمس», «العام الماضي», «الآن» as day 0)."""

    unit: str
    count: int
    approx: bool = False
    grain: str = ""

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        unit = "day" if self.unit == "night" else self.unit
        moment = cal.unit_of(cal.shifted(frame.day, unit, self.count), unit)
        return replace(moment, approx=self.approx, grain=self.grain or moment.grain)


@dataclass(frozen=True, slots=True)
class Lasting(Expression):
    """`count` units up to (negative) or from publication («العامين الماضيين», «الأشهر الثلاثة المقبلة»)."""

    unit: str
    count: int
    approx: bool = False

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        unit = "year" if self.unit in ("decade", "century") else self.unit
        count = self.count * {"decade": 10, "century": 100}.get(self.unit, 1)
        if unit in ("hour", "minute", "second", "night"):
            size = {"hour": 24, "minute": 1440, "second": 86400}.get(unit, 1)
            days = -(-abs(count) // size)
            unit, count = "day", days if count > 0 else -days
        edge = cal.unit_of(cal.shifted(frame.day, unit, count), unit)
        here = cal.unit_of(frame.day, unit)
        if unit in ("month", "week", "day") and count > 0:
            here = cal.unit_of(cal.shifted(frame.day, unit, 1), unit)
        first, last = (edge, here) if count < 0 else (here, edge)
        return Moment(first.start, last.end, first.grain, self.approx, interval=True)


@dataclass(frozen=True, slots=True)
class Ago(Expression):
    """A point `count` units before (negative) or after publication («قبل عامين», «بعد أسبوع»)."""

    unit: str
    count: float

    def at(self, frame: Frame) -> Moment | None:
        if frame.day is None:
            return None
        unit, count = self.unit, self.count
        if unit in ("decade", "century"):
            unit, count = "year", count * (10 if unit == "decade" else 100)
        if count != int(count) and unit == "year":
            unit, count = "month", round(count * 12)
        day = cal.shifted(frame.day, unit, int(count))
        if unit in ("month", "year"):
            return replace(cal.unit_of(day, unit), approx=unit == "month" or abs(count) >= 10)
        return cal.of_day(day)


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
class Edge(Expression):
    """The start, middle or end of something."""

    base: Expression
    which: str

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or (base.grain == "day" and base.start == base.end):
            return base
        half = cal.shift_days(base.start, (base.end - base.start).days // 2)
        anchor = {"start": base.start, "mid": half, "end": base.end}[self.which]
        if base.grain == "month":
            anchor = anchor.replace(day=15) if self.which == "mid" else anchor
            return replace(base, anchor=anchor)
        if base.grain == "year" and base.start.year == base.end.year:
            month = {"start": 1, "mid": 6, "end": 12}[self.which]
            return replace(cal.of_month(base.start.year, month), approx=True, anchor=anchor)
        if base.grain == "week":
            days = {"start": (0, 0), "mid": (2, 3), "end": (5, 6)}[self.which]
            first, last = (cal.shift_days(base.start, d) for d in days)
            return Moment(first, last, "day", self.which != "end", interval=first != last)
        if base.grain in ("decade", "century"):
            size = (base.end.year - base.start.year + 1) // 3
            first_year = base.start.year + {"start": 0, "mid": size, "end": 2 * size}[self.which]
            return replace(cal.of_years(first_year, min(first_year + size, base.end.year)), approx=True)
        return replace(base, approx=True, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Part(Expression):
    """A half or quarter of a year: part `number` of `of`."""

    base: Expression
    number: int
    of: int

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or not 1 <= self.number <= self.of:
            return None
        if base.grain == "month" and self.of == 2 and base.start.month == base.end.month:
            middle = base.start.replace(day=15)
            first_day, last_day = (base.start, middle) if self.number == 1 else (cal.shift_days(middle, 1), base.end)
            return Moment(first_day, last_day, "day", interval=True)
        if base.grain != "year" or base.start.year != base.end.year:
            return None
        size = 12 // self.of
        first = cal.of_month(base.start.year, (self.number - 1) * size + 1)
        last = cal.of_month(base.start.year, self.number * size)
        return Moment(first.start, last.end, "month", interval=True)


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
class Between(Expression):
    """From one moment to another."""

    first: Expression
    last: Expression

    def at(self, frame: Frame) -> Moment | None:
        first, last = self.first.at(frame), self.last.at(frame)
        if first is None or last is None or first.start > last.end:
            return None
        grain = min(first.grain, last.grain, key=cal.GRAINS.index)
        return Moment(first.start, last.end, grain, first.approx or last.approx, interval=True)


@dataclass(frozen=True, slots=True)
class Clocked(Expression):
    """A time of day (None: hours alone given) on a day, the day of publication if no other; hour 24 ends the day."""

    base: Expression
    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or base.start != base.end:
            return base
        grain = "second" if self.second is not None else "minute" if self.minute is not None else "hour"
        if self.hour == 24:
            base = cal.of_day(cal.shift_days(base.start, 1))
        return replace(base, clock=(self.hour % 24, self.minute or 0, self.second or 0), grain=grain, zone=self.zone)


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
class Same(Expression):
    """The unit that holds another expression's moment, `offset` units on («العام نفسه», «اليوم التالي»)."""

    base: Expression
    unit: str
    offset: int = 0

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or cal.GRAINS.index(base.grain) > cal.GRAINS.index(self.unit):
            return None
        first = cal.unit_of(cal.shifted(base.start, self.unit, self.offset), self.unit)
        last = cal.unit_of(cal.shifted(base.end, self.unit, self.offset), self.unit)
        return replace(first, approx=base.approx) if first == last else None


@dataclass(frozen=True, slots=True)
class Following(Expression):
    """From another expression on («بعد ذلك»)."""

    base: Expression

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        return None if base is None else replace(base, open="after", clock=None)


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


def resolve(expression: Expression, published: str | None, lean: str = "news") -> str | None:
    """The EDTF value of `expression` in a text published at `published` (EDTF or ISO date; None: unknown).

    A publication date that is only a month, a year or an interval gives what its first and last day agree on.
    """
    moment = moment_of(expression, published, lean)
    return moment.edtf() if moment is not None else None


def moment_of(expression: Expression, published: str | None, lean: str = "news") -> Moment | None:
    """As `resolve`, before it is written as EDTF."""
    edges = cal.bounds(published)
    if edges is None:
        return expression.at(Frame(None, lean))
    if isinstance(expression, MonthDay) and not expression.shift and edges[0] != edges[1]:
        return expression.in_year(edges[0].year) if edges[0].year == edges[1].year else None
    first = expression.at(Frame(edges[0], lean))
    if edges[0] == edges[1] or first is None:
        return first
    last = expression.at(Frame(edges[1], lean))
    return cal.common(first, last) if last is not None else None

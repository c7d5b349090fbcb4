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
    leans: `news` to the nearest (past for weekdays), `future` to the next (dialogue). `minute` is that of the day at
    which the text was published; None: unknown."""

    day: date | None
    lean: str = "news"
    minute: int | None = None


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
        if unit == "week" and count < 0:
            return Moment(cal.shift_days(frame.day, 7 * count), frame.day, "day", self.approx, interval=True)
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
class Side(Expression):
    """What of a week lies before or after publication («وقت سابق من الأسبوع»); longer units stay whole."""

    base: Expression
    after: bool

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or frame.day is None or base.grain != "week" or not base.start <= frame.day <= base.end:
            return base
        first, last = (frame.day, base.end) if self.after else (base.start, frame.day)
        return Moment(first, last, "day", interval=first != last)


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
    """A time of day (None: hours alone given) on a day, the day of publication if no other; hour 24 ends the day.

    `coming`: the words look ahead and leave open which half of the day is meant; then it is the one after publication.
    """

    base: Expression
    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""
    coming: bool = False

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        if base is None or base.start != base.end:
            return base
        hour = self.hour
        if self.coming and hour < 12 and base.start == frame.day and frame.minute is not None:
            hour += 12 if 60 * hour + (self.minute or 0) <= frame.minute else 0
        grain = "second" if self.second is not None else "minute" if self.minute is not None else "hour"
        if hour == 24:
            base = cal.of_day(cal.shift_days(base.start, 1))
        return replace(base, clock=(hour % 24, self.minute or 0, self.second or 0), grain=grain, zone=self.zone)


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
class Before(Expression):
    """The unit before the one that holds another expression's moment («الشهر السابق»), or before publication's where
    that moment is told to no such unit."""

    base: Expression
    unit: str

    def at(self, frame: Frame) -> Moment | None:
        return Same(self.base, self.unit, -1).at(frame) or Shift(self.unit, -1).at(frame)


@dataclass(frozen=True, slots=True)
class Following(Expression):
    """From another expression on («بعد ذلك»)."""

    base: Expression

    def at(self, frame: Frame) -> Moment | None:
        base = self.base.at(frame)
        return None if base is None else replace(base, open="after", clock=None)

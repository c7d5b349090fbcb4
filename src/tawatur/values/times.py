"""Finds expressions of time in a line: dispatches on the value word at a token, takes the longest reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tawatur.values.calendar import Moment
from tawatur.values.dates import RANGE_WORDS, months_row
from tawatur.values.expressions import Between, Expression, Fixed
from tawatur.values.line import Line
from tawatur.values.recurring import Inside, MonthDay
from tawatur.values.times_base import Phrase
from tawatur.values.times_relative import RelativeTimes

#: Rules of dates that may be one end of a range.
_WRITTEN = ("date", "edge", "weekday.date")

#: Those that name a day.
_DAYS = ("date.day", "date.full", "date.shifted", "date.numeric", "weekday.date")


def read_times(line: Line) -> list[Phrase]:
    """Every expression of time in the line, in order, none overlapping."""
    reader = TimeReader(line)
    found: list[Phrase] = []
    position = 0
    for index in line.spots:
        if index < position:
            continue
        phrase = reader.at(index)
        if phrase is not None:
            phrase = reader.joined(phrase)
            found.append(phrase)
            reader.remember(phrase)
            position = phrase.last
    return found


class TimeReader(RelativeTimes):
    """Takes the longest of all readings at a token, and joins what belongs together."""

    def at(self, index: int) -> Phrase | None:
        """The longest expression at token `index`."""
        best: Phrase | None = None
        seen: set[Callable[..., Phrase | None]] = set()
        kinds = ["number"] if self.line.row[index].is_number else []
        kinds += [hit.kind for hit in self.line.hits[index]]
        for kind in kinds:
            for parse in _PARSERS.get(kind, ()):
                if parse in seen:
                    continue
                seen.add(parse)
                phrase = parse(self, index)
                if phrase is not None and (best is None or phrase.last > best.last):
                    best = phrase
        return best

    def joined_months(self, index: int) -> Phrase | None:
        """«شهري يناير وفبراير الماضيين», «أكتوبر ونوفمبر 2010»: from the one to the other; not in a name («ثورة …»)."""
        row = months_row(self.line, index)
        if row is None or self.line.hit(index - 1, "event_head", "place_head", "known") or self.is_label(index):
            return None
        month, tail = row
        both = Between(_before(MonthDay(month), tail.expression), tail.expression)
        return self.phrase(index, tail.last, "date.months", both)

    def joined(self, phrase: Phrase) -> Phrase:
        """Take in what completes a phrase: a clock time, or the other end of a range."""
        if phrase.rule.startswith(("weekday", "date", "deictic")) and phrase.kind == "date":
            phrase = self.with_clock(phrase)
        line = self.line
        if phrase.kind != "date" or line.key(phrase.last) not in RANGE_WORDS:
            return phrase
        if not phrase.rule.startswith(_WRITTEN) or phrase.last + 1 >= len(line):
            return phrase
        self.remember(phrase)
        self.joint = phrase.last + 1 if phrase.rule.startswith(_DAYS) else -1
        other = self.at(phrase.last + 1)
        self.joint = -1
        if other is None or other.kind != "date" or not other.rule.startswith(_WRITTEN):
            return phrase
        if isinstance(other.expression, Inside) and other.expression.base == phrase.expression:
            return self.within_month(phrase, other, other.expression)
        both = Between(_before(phrase.expression, other.expression), other.expression)
        return replace(phrase, last=other.last, end=other.end, expression=both, rule="range")

    def within_month(self, phrase: Phrase, other: Phrase, end: Inside) -> Phrase:
        """A day up to a later one of its month («9 فبراير وحتى 16 منه»); the day alone where that is not later."""
        day = _day_of(phrase.expression)
        if day is None or end.day is None or end.day <= day:
            return phrase
        both = Between(phrase.expression, end)
        return replace(phrase, last=other.last, end=other.end, expression=both, rule="range")


def _day_of(expression: Expression) -> int | None:
    """The day of the month that a date names, or None."""
    if isinstance(expression, MonthDay):
        return expression.end or expression.day
    return expression.moment.end.day if isinstance(expression, Fixed) else None


def _before(first: Expression, last: Expression) -> Expression:
    """The first end of a range takes the year of the last: «1 مارس إلى 5 أبريل 2012»."""
    if isinstance(first, MonthDay) and isinstance(last, Fixed):
        year = last.moment.end.year
        moment = first.in_year(year)
        if moment is not None and moment.start > last.moment.end:
            moment = first.in_year(year - 1)
        return Fixed(moment) if moment is not None else first
    if isinstance(first, MonthDay) and not first.shift:
        return _Earlier(first, last)
    return first


@dataclass(frozen=True, slots=True)
class _Earlier(Expression):
    """The latest such month or day that is not after the end of its range."""

    base: MonthDay
    last: Expression

    def at(self, frame: object) -> Moment | None:
        last = self.last.at(frame)  # type: ignore[arg-type]
        if last is None:
            return None
        for year in (last.end.year, last.end.year - 1):
            moment = self.base.in_year(year)
            if moment is not None and moment.start <= last.end:
                return moment
        return None


_T = TimeReader
_PARSERS: dict[str, tuple[Callable[[TimeReader, int], Phrase | None], ...]] = {
    "number": (_T.clock, _T.written, _T.bare_year, _T.unit, _T.length),
    "ordinal": (_T.clock, _T.written),
    "bound_unit": (_T.clock, _T.written, _T.unit, _T.length),
    "cardinal": (_T.clock, _T.written, _T.unit, _T.length),
    "scale": (_T.length,),
    "fraction": (_T.half, _T.length, _T.edge),
    "last": (_T.written,),
    "month": (_T.written, _T.joined_months),
    "weak_month": (_T.written, _T.joined_months),
    "hijri_month": (_T.hijri,),
    "unit": (_T.written, _T.of_day, _T.unit, _T.length, _T.clock),
    "units": (_T.written, _T.unit, _T.length),
    "unit2c": (_T.written, _T.of_day, _T.joined_months),
    "unit2": (_T.written, _T.of_day, _T.centuries, _T.unit, _T.length),
    "demonstrative": (_T.this_unit,),
    "vague_span": (_T.vague_span, _T.unit, _T.length),
    "edge": (_T.written, _T.edge, _T.clock),
    "decade_word": (_T.decade,),
    "season": (_T.season,),
    "deictic": (_T.deictic,),
    "weekday": (_T.weekday, _T.written),
    "bare_weekday": (_T.weekday,),
    "day_part": (_T.of_day,),
    "now": (_T.now,),
    "until_now": (_T.now,),
    "recently": (_T.recently,),
    "before": (_T.ago,),
    "after": (_T.ago,),
    "before_it": (_T.following,),
    "after_it": (_T.following,),
    "clock": (_T.clock,),
    "set": (_T.sets,),
    "some_time": (_T.some_time,),
    "anaphor": (_T.anaphor,),
    "at_that_time": (_T.anaphor,),
    "holiday": (_T.written,),
    "shift": (_T.english_shift,),
}

__all__ = ["Phrase", "TimeReader", "read_times"]

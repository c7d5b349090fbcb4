"""Lengths and distances of time, and times of day: «منذ ستة أشهر», «قبل ثلاثة أيام», «الثامنة مساء»."""

from __future__ import annotations

from dataclasses import replace

from tawatur.values import dates
from tawatur.values.clock import clock_at
from tawatur.values.durations import Length, length_at
from tawatur.values.expressions import (
    Ago,
    Between,
    Clocked,
    Expression,
    Fixed,
    Following,
    Same,
    Shift,
    Unknown,
)
from tawatur.values.numbers import number_at
from tawatur.values.times_base import Phrase
from tawatur.values.times_days import DayTimes


class RelativeTimes(DayTimes):
    """Readings of a number of units, of a time of day, of what recurs."""

    def ago(self, index: int) -> Phrase | None:
        """«قبل ثلاثة أيام», «بعد أسبوع», «قبل يومين أو ثلاثة»."""
        line = self.line
        hit = line.hit(index, "before", "after")
        if hit is None:
            return None
        before = hit.kind == "before"
        at = hit.last
        while (bound := line.hit(at, "bound")) is not None:
            at = bound.last
        between = self.ago_between(index, at) if before else None
        length = length_at(line, at) if at < len(line) and between is None else None
        if length is None or length.definite:
            return between
        if line.key(length.last) in ("من", "علي"):
            vague = before and length.count is None
            return self.phrase(index, length.last, "ago.vague", Unknown()) if vague else None
        if line.hit(length.last, "shift"):
            return None
        if length.unit in ("hour", "minute", "second", "moment"):
            same_day = before and not length.bare and (length.count or 0) < 12
            return self.phrase(index, length.last, "ago.hours", Shift("day", 0)) if same_day else None
        if not before and (line.key(index)[-3:] != "بعد" or (length.bare and length.unit == "day")):
            return None
        if length.count is None:
            recent: Expression = Shift("month", 0, True) if length.unit == "day" else Unknown()
            return self.phrase(index, length.last, "ago.vague", recent) if before else None
        sign = -1 if before else 1
        return self.phrase(index, length.last, "ago", Ago(length.unit, sign * _years(length)))

    def ago_between(self, index: int, at: int) -> Phrase | None:
        """«قبل ثلاثة أو أربعة عقود», «قبل يومين أو ثلاثة»: the stretch between the two."""
        line = self.line
        dual = line.hit(at, "unit2")
        one = number_at(line, at) if dual is None else None
        or_at = dual.last if dual is not None else one.last if one is not None else at
        if or_at == at or line.key(or_at) not in ("او", "الي", "-"):
            return None
        two = number_at(line, or_at + 1)
        if two is None or two.value != int(two.value):
            return None
        unit = line.hit(two.last, "units", "unit")
        name = str(unit.value) if unit is not None else str(dual.value) if dual is not None else ""
        few = 2 if dual is not None else one.value if one is not None else 0
        if name not in ("day", "week", "month", "year", "decade") or not 0 < few < two.value:
            return None
        last = unit.last if unit is not None else two.last
        if line.key(last) == "من" and line.key(last + 1) in ("الزمن", "الزمان"):
            last += 2
        elif line.key(last) in ("من", "علي"):
            return None
        return self.phrase(index, last, "ago", Between(Ago(name, -two.value), Ago(name, -few)))

    def following(self, index: int) -> Phrase | None:
        """«بعد ذلك» after a date of the calendar, «قبلها بيوم», «بعد ذلك بعامين»: counted from the date told before."""
        line = self.line
        hit = line.hit(index, "before_it", "after_it")
        if hit is None or self.last is None:
            return None
        length = length_at(line, hit.last) if line.key(hit.last)[:1] == "ب" else None
        if length is not None and length.count == int(length.count or 0) and length.start > line.start(hit.last):
            count = -int(length.count) if hit.kind == "before_it" else int(length.count)
            return self.phrase(index, length.last, "unit.counted-on", Same(self.last, length.unit, count))
        after = hit.kind == "after_it" and hit.last == index + 2 and isinstance(self.last, Fixed)
        return self.phrase(index, hit.last, "following", Following(self.last)) if after else None

    def length(self, index: int) -> Phrase | None:
        """A duration: a number of units; a bare unit only after «لمدة», «منذ» and their like."""
        length = length_at(self.line, index)
        if length is None or length.number_form == "vague" or length.unit == "moment":
            return None
        counted = length.number_form == "fraction" or self.line.hit(index, "units") is not None  # «السنوات الأربع»
        if length.definite and not counted and not self.cued(index):
            return None
        if length.bare and not self.bare_length(index, length):
            return None
        if length.unit == "day" and length.number_form == "one":
            return None
        last = length.last
        if self.line.key(last) == "من" and self.line.key(last + 1) in ("الزمن", "الزمان"):
            last += 2
        ago = self.line.hit(last, "ago")
        if ago is not None and length.count is not None:
            return self.phrase(index, ago.last, "ago", Ago(length.unit, -_years(length)))
        if length.count is None:
            return None
        text = replace(self.phrase(index, last, "duration", Unknown()), start=length.start)
        return replace(text, kind="duration", iso=length.iso())

    def bare_length(self, index: int, length: Length) -> bool:
        """«منذ عام», «أكثر من أسبوع», «عقد من الزمن»: a unit alone as a length, and no noun of its own after it."""
        line = self.line
        if line.key(length.last) == "من" and line.key(length.last + 1) in ("الزمن", "الزمان"):
            return True
        after = line.key(length.last)
        if length.unit == "decade" and after[:1].isalpha() and after[0] != "و":
            return False  # «منذ عقد لقاء بينهما»
        if after and after[0].isalpha() and not line.hit(length.last, "not_noun") and after[0] not in "ولبف":
            return False
        bounded = line.ends_with(index, "bound") is not None and length.unit not in ("day", "night")
        return (self.cued(index) or bounded) and length.unit not in ("moment", "second", "day")

    def cued(self, index: int) -> bool:
        return self.line.ends_with(index, "span_cue") is not None

    def clock(self, index: int) -> Phrase | None:
        found = clock_at(self.line, index)
        if found is None:
            return None
        base, last = self.day_near(index, found.last)
        expression = Clocked(base, found.hour, found.minute, found.second, found.zone, found.half and self.ahead(index))
        return self.phrase(index, last, "clock", expression, kind="clock")

    def day_near(self, index: int, last: int) -> tuple[Expression, int]:
        """The day of a time of day: «… من صباح الثلاثاء», «… مساء أمس»; else that of publication."""
        line = self.line
        at = last + 1 if line.key(last) in ("من", "يوم", "في") else last
        at = at + 1 if line.key(at) == "يوم" else at
        for parse in (self.of_day, self.weekday, self.deictic):
            phrase = parse(at) if at < len(line) and not self.clitic(at) else None
            if phrase is not None and not isinstance(phrase.expression, Clocked):
                return phrase.expression, phrase.last
        return Shift("day", 0), last

    def sets(self, index: int) -> Phrase | None:
        hit = self.line.hit(index, "set")
        if hit is None:
            return None
        return self.phrase(index, hit.last, "set", Unknown(), kind="set", iso=str(hit.value))

    def hijri(self, index: int) -> Phrase | None:
        """«رمضان المقبل», «شهر رمضان»: a Hijri month alone needs a shift, a year or «شهر»."""
        found = dates.hijri_tail(self.line, index, None)
        return self.of(index, found) if found is not None and not isinstance(found.expression, Unknown) else None


def _years(length: Length) -> float:
    """The count of the first unit, with the half that stands after it."""
    count = length.count or 0
    for unit, more in length.rest:
        if unit == length.unit and more < 1:
            count += more
    return count

"""Lengths and distances of time, and times of day: «منذ ستة أشهر», «قبل ثلاثة أيام», «الثامنة مساء»."""

from __future__ import annotations

from dataclasses import replace

from tawatur.values import dates
from tawatur.values.clock import clock_at
from tawatur.values.durations import Length, length_at
from tawatur.values.expressions import Ago, Clocked, Expression, Following, Shift, Unknown
from tawatur.values.times_base import Phrase
from tawatur.values.times_days import DayTimes


class RelativeTimes(DayTimes):
    """Readings of a number of units, of a time of day, of what recurs."""

    def ago(self, index: int) -> Phrase | None:
        """«قبل ثلاثة أيام», «بعد أسبوع», «بعد ذلك»."""
        line = self.line
        before = line.hit(index, "before")
        after = line.hit(index, "after") if before is None else None
        hit = before or after
        if hit is None:
            return None
        if (
            after is not None
            and line.key(hit.last) == "ذلك"
            and self.last is not None
            and line.key(index)[-3:] == "بعد"
        ):
            return self.phrase(index, hit.last + 1, "following", Following(self.last))
        at = hit.last
        while line.hit(at, "bound"):
            at = line.hit(at, "bound").last  # type: ignore[union-attr]
        length = length_at(line, at) if at < len(line) else None
        if length is None or length.definite:
            return None
        if line.key(length.last) in ("من", "علي"):
            vague = before is not None and length.count is None
            return self.phrase(index, length.last, "ago.vague", Unknown()) if vague else None
        if line.hit(length.last, "shift"):
            return None
        if length.unit in ("hour", "minute", "second", "moment"):
            same_day = before is not None and not length.bare and (length.count or 0) < 12
            return self.phrase(index, length.last, "ago.hours", Shift("day", 0)) if same_day else None
        if after is not None and (line.key(index)[-3:] != "بعد" or (length.bare and length.unit == "day")):
            return None
        if length.count is None:
            recent: Expression = Shift("month", 0, True) if length.unit == "day" else Unknown()
            return None if after else self.phrase(index, length.last, "ago.vague", recent)
        sign = -1 if before else 1
        return self.phrase(index, length.last, "ago", Ago(length.unit, sign * _years(length)))

    def length(self, index: int) -> Phrase | None:
        """A duration: a number of units; a bare unit only after «لمدة», «منذ» and their like."""
        length = length_at(self.line, index)
        if length is None or length.number_form == "vague" or length.unit == "moment":
            return None
        if length.definite and length.number_form != "fraction" and not self.cued(index):
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
        expression = Clocked(base, found.hour, found.minute, found.second, found.zone)
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

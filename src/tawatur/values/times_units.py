"""Times told by units: «العام الماضي», «السنوات الأربع المقبلة», «مطلع الشهر», «صيف 2012», «التسعينات»."""

from __future__ import annotations

from dataclasses import replace

from tawatur.values import dates
from tawatur.values.calendar import of_years
from tawatur.values.dates import MONTH_STEPS, SHIFTS
from tawatur.values.durations import length_at
from tawatur.values.expressions import Before, Edge, Expression, Fixed, Lasting, Part, Same, Shift, Unknown
from tawatur.values.numbers import ordinal_at
from tawatur.values.recurring import MonthDay, Season, Weekday
from tawatur.values.times_base import Phrase, WrittenTimes

_SIGNS = {"past": -1, "previous": -1, "recent": -1, "next": 1}
_WHOLE_UNITS = ("day", "week", "month", "year", "decade", "century")


class UnitTimes(WrittenTimes):
    """Readings that begin with a unit of time, an edge of one or a word that points at one."""

    def unit(self, index: int) -> Phrase | None:
        """«العام الماضي», «الأسبوع المقبل», «العامين الماضيين», «السنوات الأربع المقبلة», «العام نفسه»."""
        line = self.line
        hit = line.hit(index, "unit")
        if hit is not None and hit.definite:
            return self.single_unit(index, hit.value, hit.last)
        length = length_at(line, index)
        if length is None or length.bare:
            return None
        shift = line.hit(length.last, "shift")
        definite = length.definite or (shift is not None and line.key(shift.first)[shift.prefix :].startswith("ال"))
        if shift is None or not definite or shift.value not in _SIGNS or shift.clitic:
            return None
        if length.count is None or length.count != int(length.count):
            return self.phrase(index, shift.last, "span.vague", Unknown())
        count = int(length.count) * _SIGNS[shift.value]
        approx = length.unit in ("decade", "century") or abs(count) >= 50
        return self.phrase(index, shift.last, "span.shifted", Lasting(length.unit, count, approx))

    def single_unit(self, index: int, unit: str, last: int) -> Phrase | None:
        line = self.line
        kind = line.hit(last, "year_kind") if unit == "year" else None
        shift = line.hit(kind.last if kind else last, "shift")
        if shift is None or shift.clitic or unit in ("hour", "minute", "second", "moment"):
            return self.century(index, last) if unit == "century" else self.in_a_row(index, unit, last)
        if shift.value in MONTH_STEPS and unit != "night":
            if shift.value == "previous" and unit == "day":
                return None
            if shift.value in ("previous", "this") and line.key(index) == "العام" and line.key(index - 1)[:2] == "ال":
                return None  # «الأمين العام السابق»
            if shift.value == "previous" and self.last is not None and unit in ("week", "month", "year"):
                return self.phrase(index, shift.last, "unit.anaphoric", Before(self.last, unit))
            return self.phrase(index, shift.last, "unit.shifted", Shift(unit, MONTH_STEPS[shift.value]))
        if shift.value in ("same", "following") and self.last is not None and unit in ("day", "week", "month", "year"):
            offset = 1 if shift.value == "following" else 0
            return self.phrase(index, shift.last, "unit.anaphoric", Same(self.last, unit, offset))
        return None

    def in_a_row(self, index: int, unit: str, last: int) -> Phrase | None:
        """«لليوم الثالث على التوالي»: the day of publication."""
        line = self.line
        ordinal = ordinal_at(line, last) if unit == "day" else None
        if ordinal is None or line.key(ordinal[1]) != "علي" or line.key(ordinal[1] + 1) != "التوالي":
            return None
        return self.phrase(index, ordinal[1] + 2, "day.in-a-row", Shift("day", 0))

    def century(self, index: int, last: int) -> Phrase | None:
        """«القرن التاسع عشر»; «القرن العشرين»."""
        ordinal = ordinal_at(self.line, last)
        if ordinal is None or not 1 <= ordinal[0] <= 21:
            return None
        first = (ordinal[0] - 1) * 100
        return self.phrase(index, ordinal[1], "century", Fixed(of_years(max(first, 1), first + 99, "century")))

    def centuries(self, index: int) -> Phrase | None:
        """«القرنين الخامس عشر والسادس عشر»."""
        hit = self.line.hit(index, "unit2")
        if hit is None or hit.value != "century" or (one := ordinal_at(self.line, hit.last)) is None:
            return None
        at = one[1] + (self.line.key(one[1]) == "و")
        two = ordinal_at(self.line, at)
        if two is None or two[0] <= one[0]:
            return None
        moment = of_years((one[0] - 1) * 100, two[0] * 100 - 1)
        return self.phrase(index, two[1], "century", Fixed(replace(moment, interval=True)))

    def this_unit(self, index: int) -> Phrase | None:
        """«هذا العام», «هذا الأسبوع», «ذلك اليوم», «هذه السنوات»; «ذات اليوم», «نفس العام»."""
        line = self.line
        which = line.hit(index, "demonstrative")
        if which is None:
            return None
        unit = line.hit(which.last, "unit")
        english = line.key(index).isascii()
        if unit is not None and (unit.definite or english) and not unit.clitic:
            if unit.value not in _WHOLE_UNITS:
                return None
            if which.value == "this":
                return self.phrase(index, unit.last, "unit.this", Shift(unit.value, 0))
            if self.last is not None and unit.value in ("day", "week", "month", "year"):
                return self.phrase(index, unit.last, "unit.anaphoric", Same(self.last, unit.value))
        return None

    def vague_span(self, index: int) -> Phrase | None:
        """«الأيام المقبلة», «السنوات الأخيرة», «المرحلة القادمة»."""
        hit = self.line.hit(index, "vague_span")
        few = 1 if hit is not None and self.line.key(hit.last) in ("القليله", "القليل", "المعدوده") else 0
        shift = self.line.hit(hit.last + few, "shift") if hit is not None else None
        if shift is None or shift.clitic or shift.value in ("same", "following", "this", "previous"):
            return None
        days = self.line.hit(index, "units")
        if days is not None and days.value == "day" and shift.value in ("past", "recent"):
            return self.phrase(index, shift.last, "recently", Shift("month", 0, True))
        return self.phrase(index, shift.last, "span.vague", Unknown())

    def english_shift(self, index: int) -> Phrase | None:
        """«last year», «next Tuesday», «this month»."""
        line = self.line
        hit = line.hit(index, "shift")
        if hit is None or not line.key(index).isascii():
            return None
        unit = line.hit(hit.last, "unit")
        if unit is not None and unit.value in _WHOLE_UNITS and hit.value in MONTH_STEPS:
            return self.phrase(index, unit.last, "unit.shifted", Shift(unit.value, MONTH_STEPS[hit.value]))
        weekday = line.hit(hit.last, "weekday")
        if weekday is not None and hit.value in SHIFTS:
            return self.phrase(index, weekday.last, "weekday", Weekday(weekday.value, SHIFTS[hit.value]))
        month = dates.month_at(line, hit.last)
        if month is not None and hit.value in SHIFTS:
            return self.phrase(index, month[1], "date.shifted", MonthDay(month[0], shift=SHIFTS[hit.value]))
        return None

    def edge(self, index: int) -> Phrase | None:
        """«مطلع العام الحالي», «منتصف الشهر الجاري», «أواخر 2010», «النصف الأول من عام 2013»."""
        line = self.line
        hit = line.hit(index, "edge")
        if hit is None:
            return None
        at = hit.last + 1 if line.key(hit.last) in ("من", "of") else hit.last
        half = self.half(index)
        if half is not None:
            return half
        if at >= len(line) or (at > hit.last and line.key(index)[hit.prefix :] == "اول"):
            return None
        base = self.inner(at)
        if base is None or isinstance(base.expression, Unknown) or base.kind != "date":
            return None
        return self.phrase(index, base.last, f"edge.{hit.value}", Edge(base.expression, hit.value))

    def inner(self, index: int) -> Phrase | None:
        """A date with no edge of its own: what an edge or half belongs to."""
        for parse in (self.written, self.this_unit, self.unit, self.decade):
            phrase = parse(index)
            if phrase is not None:
                return phrase
        unit = self.line.hit(index, "unit")
        held = unit is not None and unit.definite and unit.value in ("week", "month", "year") and not unit.clitic
        if unit is not None and held and (unit.value != "year" or self.line.key(index) == "العام"):
            return self.phrase(index, unit.last, "unit.this", Shift(unit.value, 0))
        year = dates.year_number(self.line, index) if self.line.row[index].is_number else None
        if year is not None and self.line.hit(index - 1, "edge"):
            return self.phrase(index, year[1], "date.bare-year", Fixed(of_years(year[0], year[0])))
        return None

    def half(self, index: int) -> Phrase | None:
        """«النصف الأول من العام المقبل», «الربع الثالث من 2012»."""
        line = self.line
        hit = line.hit(index, "fraction")
        if hit is None or not hit.definite or hit.value not in (0.5, 0.25):
            return None
        ordinal = ordinal_at(line, hit.last)
        last = line.hit(hit.last, "last")
        number, at = (-1, last.last) if last is not None and ordinal is None else ordinal or (0, 0)
        if not at or line.key(at) != "من":
            return None
        size = 2 if hit.value == 0.5 else 4
        year = dates.year_number(line, at + 1)
        expression: Expression
        if year is not None:
            expression, end = Fixed(of_years(year[0], year[0])), year[1]
        else:
            base = self.inner(at + 1)
            if base is None:
                return None
            expression, end = base.expression, base.last
        return self.phrase(index, end, "edge.part", Part(expression, size if number < 0 else number, size))

    def season(self, index: int) -> Phrase | None:
        """«صيف 2012», «الصيف الماضي», «خريف العام الماضي»."""
        line = self.line
        hit = line.hit(index, "season")
        if hit is None:
            return None
        shift = line.hit(hit.last, "shift")
        if hit.definite and shift is not None and shift.value in SHIFTS and not shift.clitic:
            return self.phrase(index, shift.last, "season", Season(hit.value, None, SHIFTS[shift.value]))
        year = dates.year_number(line, hit.last)
        if year is not None and not hit.definite:
            return self.phrase(index, year[1], "season", Season(hit.value, Fixed(of_years(year[0], year[0]))))
        base = self.inner(hit.last) if hit.last < len(line) and not hit.definite and not self.clitic(hit.last) else None
        if base is None or not base.rule.startswith(("date.year", "unit.")):
            return None
        return self.phrase(index, base.last, "season", Season(hit.value, base.expression))

    def decade(self, index: int) -> Phrase | None:
        """«التسعينات», «ثمانينيات القرن الماضي»."""
        line = self.line
        hit = line.hit(index, "decade_word")
        if hit is None:
            return None
        last, base = hit.last, 1900
        if line.key(last) == "من":
            if line.key(last + 1) in ("العمر", "عمره", "عمرها", "عمرهم"):
                return None
            last += 1
        unit = line.hit(last, "unit")
        if unit is not None and unit.value == "century" and unit.definite:
            shift = line.hit(unit.last, "shift")
            ordinal = ordinal_at(line, unit.last)
            if shift is not None:
                base, last = (2000 if shift.value == "this" else 1900), shift.last
            elif ordinal is not None:
                base, last = (ordinal[0] - 1) * 100, ordinal[1]
        else:
            last = hit.last
            if not hit.definite or line.key(last) == "من" or hit.value == 20:
                return None
        first = max(base + hit.value, 1)
        return self.phrase(index, last, "decade", Fixed(of_years(first, first + 9, "decade")))

"""Finds expressions of time in a line: dispatches on the value word at a token, takes the longest reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tawatur.values import dates
from tawatur.values.calendar import Moment, of_years
from tawatur.values.clock import clock_at
from tawatur.values.dates import MONTH_STEPS, SHIFTS, Dated
from tawatur.values.durations import Length, length_at
from tawatur.values.expressions import (
    Ago,
    Between,
    Clocked,
    Edge,
    Expression,
    Fixed,
    Following,
    Inside,
    Lasting,
    MonthDay,
    Part,
    Same,
    Season,
    Shift,
    Unknown,
    Weekday,
    WeekdayIn,
)
from tawatur.values.line import Line
from tawatur.values.nth import holiday_at
from tawatur.values.nth import read as nth_at
from tawatur.values.numbers import number_at, ordinal_at


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression of time at tokens `[first, last)` and view offsets `[start, end)`.

    `kind`: date | duration | set | clock | now | name (a date that only names a law, a place, a revolution: dropped once
    its tokens are taken). `iso` is a duration's ISO 8601 value, `expression` everything else's meaning.
    `today` is the day from publication that the words name («اليوم» 0, «أمس» -1), with the weekday beside it.
    """

    first: int
    last: int
    start: int
    end: int
    rule: str
    kind: str = "date"
    expression: Expression = Unknown()
    iso: str | None = None
    today: tuple[int, int] | None = None


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


class TimeReader:
    """Reads one line; remembers the last date for «العام نفسه», «بعد ذلك»."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.last: Expression | None = None
        self.future_until = -1
        self.events: dict[tuple[int, int], int] = {}

    def remember(self, phrase: Phrase) -> None:
        """Let a date be what a later «the same year» goes back to."""
        if phrase.kind in ("date", "clock") and not isinstance(phrase.expression, Unknown):
            self.last = phrase.expression

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

    # -- pieces -----------------------------------------------------------------------------------------------------

    def phrase(self, index: int, last: int, rule: str, expression: Expression, **more: object) -> Phrase:
        """A phrase from token `index`, its particles left out."""
        prefix = 0
        for hit in self.line.hits[index]:
            prefix = hit.prefix
            break
        start, end = self.line.start(index, prefix), self.line.end(last)
        phrase = Phrase(index, last, start, end, rule, expression=expression)
        return replace(phrase, **more) if more else phrase  # type: ignore[arg-type]

    def of(self, index: int, dated: Dated | None) -> Phrase | None:
        return self.phrase(index, dated.last, dated.rule, dated.expression) if dated is not None else None

    def written(self, index: int) -> Phrase | None:
        """Dates written out, the year or feast alone, «third Tuesday of …»."""
        line = self.line
        best: Dated | None = None
        for read in (dates.date_at, nth_at, dates.months, dates.years, holiday_at):
            found = read(line, index)
            if found is not None and (best is None or found.last > best.last):
                best = found
        best = self.anaphoric(index, best)
        if best is None or (best.rule in ("date.month", "date.day-month") and self.is_label(index)):
            return None
        if best.rule in ("date.day-month", "date.hijri") and line.hit(index - 1, "place_head"):
            return self.name(index, best.last)
        if best.rule == "date.year" and self.is_law(index):
            return self.name(index, best.last)
        known = self.known(index, best) if isinstance(best.expression, MonthDay) else best
        return self.of(index, known) if known is not None else self.name(index, best.last)

    def name(self, index: int, last: int) -> Phrase:
        return self.phrase(index, last, "name", Unknown(), kind="name")

    def is_law(self, index: int) -> bool:
        """«القانون رقم 10 لسنة 1990»: the year is part of a law's name."""
        line = self.line
        if index < 2 or not line.key(index).startswith("ل") or not line.row[index - 1].is_number:
            return False
        return line.ends_with(index - 1, "label") is not None

    def anaphoric(self, index: int, dated: Dated | None) -> Dated | None:
        """«أكتوبر من نفس العام», «4 و5 من الشهر ذاته»: the rest of a date said before."""
        line = self.line
        if self.last is None:
            return dated
        if dated is not None and isinstance(dated.expression, MonthDay) and line.key(dated.last) == "من":
            last = self.same_unit(dated.last + 1, "year")
            said = dated.expression
            if last is not None:
                return Dated(Inside(self.last, said.month, said.day, said.end), last, "date.of-year")
        if dated is None and line.row[index].is_number and (days := dates.day_range(line, index)) is not None:
            last = self.same_unit(days[2] + 1, "month") if line.key(days[2]) == "من" else None
            if last is not None:
                return Dated(Inside(self.last, None, days[0], days[1]), last, "date.of-month")
        return dated

    def same_unit(self, index: int, unit: str) -> int | None:
        """The token after «العام نفسه», «نفس العام», «ذات الشهر» at `index`, or None."""
        line = self.line
        which = line.hit(index, "demonstrative")
        at = which.last if which is not None and which.value == "that" else index
        hit = line.hit(at, "unit")
        if hit is None or hit.value != unit or not hit.definite:
            return None
        if at > index:
            return hit.last
        shift = line.hit(hit.last, "shift")
        return shift.last if shift is not None and shift.value == "same" else None

    def known(self, index: int, dated: Dated) -> Dated | None:
        """«هجمات 11 سبتمبر»: a day whose year the world knows; None where it only names («ثورة 25 يناير»)."""
        said = dated.expression
        if not isinstance(said, MonthDay) or said.day is None or said.shift:
            return dated
        year = self.events.get((said.month, said.day))
        for at in range(index - 1, max(-1, index - 5), -1):
            if self.line.key(at) in (".", "،", "؛"):
                break
            for hit in self.line.hits[at]:
                if hit.kind == "known" and hit.value[:2] == (said.month, said.day):
                    if hit.value[3]:
                        return None
                    year = hit.value[2]
        moment = said.in_year(year) if year is not None else None
        if moment is None or year is None:
            return dated
        self.events[said.month, said.day] = year
        return Dated(Fixed(moment), dated.last, "date.known-event")

    def is_label(self, index: int) -> bool:
        """Whether the number at `index` is a law's, a room's or a page's."""
        return self.line.row[index].is_number and self.line.ends_with(index, "label") is not None

    def bare_year(self, index: int) -> Phrase | None:
        return None if self.is_label(index) else self.of(index, dates.bare_year(self.line, index))

    # -- units ------------------------------------------------------------------------------------------------------

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
            if unit.value not in ("day", "week", "month", "year", "decade", "century"):
                return None
            if which.value == "this":
                return self.phrase(index, unit.last, "unit.this", Shift(unit.value, 0))
            if self.last is not None and unit.value in ("day", "week", "month", "year"):
                return self.phrase(index, unit.last, "unit.anaphoric", Same(self.last, unit.value))
        return None

    def vague_span(self, index: int) -> Phrase | None:
        """«الأيام المقبلة», «السنوات الأخيرة», «المرحلة القادمة»."""
        hit = self.line.hit(index, "vague_span")
        shift = self.line.hit(hit.last, "shift") if hit is not None else None
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
        if unit is not None and unit.value in ("day", "week", "month", "year", "decade", "century"):
            if hit.value in MONTH_STEPS:
                return self.phrase(index, unit.last, "unit.shifted", Shift(unit.value, MONTH_STEPS[hit.value]))
        weekday = line.hit(hit.last, "weekday")
        if weekday is not None and hit.value in SHIFTS:
            return self.phrase(index, weekday.last, "weekday", Weekday(weekday.value, SHIFTS[hit.value]))
        month = dates.month_at(line, hit.last)
        if month is not None and hit.value in SHIFTS:
            return self.phrase(index, month[1], "date.shifted", MonthDay(month[0], shift=SHIFTS[hit.value]))
        return None

    # -- edges ------------------------------------------------------------------------------------------------------

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
        if unit is not None and unit.definite and unit.value in ("week", "month", "year") and not unit.clitic:
            if unit.value != "year" or self.line.key(index) == "العام":
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

    # -- days -------------------------------------------------------------------------------------------------------

    def deictic(self, index: int) -> Phrase | None:
        """«اليوم», «أمس الأحد», «غدا الثلاثاء 29 يناير»."""
        line = self.line
        hit = line.hit(index, "deictic")
        if hit is None or self.not_today(index, hit.last):
            return None
        unit, count = hit.value
        weekday = self.weekday_beside(hit.last) if unit == "day" else None
        if weekday is None:
            expression: Expression = Shift(unit, count)
            return self.with_clock(self.phrase(index, hit.last, "deictic", expression))
        phrase = self.weekday(weekday)
        value = next(h.value for h in line.hits[weekday] if h.kind in ("weekday", "bare_weekday"))
        if phrase is None:
            return None
        close = phrase.last + 1 if line.key(phrase.last) in ("»", ")", "\"", "”") and weekday > hit.last else phrase.last
        if phrase.rule == "weekday":
            return self.phrase(index, close, "deictic.weekday", Shift("day", count), today=(count, value))
        return self.phrase(index, phrase.last, "deictic.date", phrase.expression, today=(count, value))

    def not_today(self, index: int, last: int) -> bool:
        """«في اليوم» (a day, each day), «اليوم السابع», «المصري اليوم» as names or counts."""
        key = self.line.key(index)
        if not key.endswith("اليوم") and key != "لليوم":
            return False
        before, after = self.line.key(index - 1), self.line.key(last)
        if before in ("المصري", "اخبار", "في", "فى", "كل") or self.line.hit(last, "ordinal") or after == "الذي":
            return True
        return self.line.hit(last, "shift") is not None and after not in ("الماضي",) or key == "لليوم"

    def weekday_beside(self, index: int) -> int | None:
        """The token of a weekday after a comma, bracket or nothing."""
        at = index
        while at < index + 2 and self.line.key(at) in ("،", ",", "(", "«", "\"", "“", "-", "يوم"):
            at += 1
        return at if self.line.hit(at, "weekday") and not self.line.broken(at) else None

    def weekday(self, index: int) -> Phrase | None:
        """«الخميس الماضي», «الثلاثاء 12 يناير», «يوم الجمعة», «الأحد من الأسبوع الماضي»."""
        line = self.line
        hit = line.hit(index, "weekday", "bare_weekday")
        if hit is None:
            return None
        if hit.kind == "bare_weekday":
            return self.bare_weekday(index, hit.value, hit.last)
        value, last = hit.value, hit.last
        at = self.skip(last)
        written = dates.date_at(line, at) if at < len(line) else None
        if written is not None and written.rule not in ("date.of-year",):
            other = nth_at(line, index) if isinstance(written.expression, Fixed) else None
            if other is not None and _day_differs(written.expression, value) and line.hit(at, "ordinal"):
                return self.of(index, other)
            expression = written.expression
            if isinstance(expression, MonthDay):
                expression = replace(expression, weekday=value)
            return self.phrase(index, written.last, "weekday.date", expression)
        shift = line.hit(last, "shift")
        if shift is not None and shift.value in SHIFTS and not shift.clitic and shift.value != "recent":
            future = {"past": "past", "next": "next", "this": ""}[SHIFTS[shift.value]]
            return self.phrase(index, shift.last, "weekday.shifted", Weekday(value, future))
        week = self.week_after(last)
        if week is not None:
            return self.phrase(index, week.last, "weekday.of-week", WeekdayIn(value, week.expression))
        ordinal = ordinal_at(line, last)
        if ordinal is not None and 10 < ordinal[0] <= 31:
            return self.phrase(index, ordinal[1], "weekday.day", Weekday(value, day=ordinal[0]))
        second = line.hit(last + 1, "weekday") if line.key(last) in ("الي", "-") else None
        if second is not None and (second.value - value) % 7 == 1 and line.hit(index - 1, "day_part"):
            both = Between(Weekday(value), Weekday(second.value))
            return self.phrase(index, second.last, "weekday.night", both)
        future = self.ahead(index)
        if future:
            self.future_until = self.sentence_end(last)
        return self.phrase(index, last, "weekday", Weekday(value, "", future or index < self.future_until))

    def sentence_end(self, index: int) -> int:
        """The token that ends the sentence, at most sixty tokens on."""
        for at in range(index, min(index + 60, len(self.line))):
            if self.line.key(at) in (".", "؟", "!"):
                return at
        return index + 60

    def skip(self, index: int) -> int:
        """Past what may stand between a weekday and its date: a comma, «الموافق», «في»."""
        line = self.line
        at = index
        while at < index + 2 and line.key(at) in ("،", ",", "الموافق", "في", "فى", "-", "(", "من_", "الموافقه"):
            at += 1
        return at

    def week_after(self, index: int) -> Phrase | None:
        line = self.line
        at = index + 1 if line.key(index) == "من" else index
        unit = line.hit(at, "unit")
        if unit is None or unit.value != "week" or not unit.definite:
            return None
        return self.single_unit(at, "week", unit.last)

    def bare_weekday(self, index: int, value: int, last: int) -> Phrase | None:
        """«ثلاثاء الأسبوع الفائت»: without the article only before its week."""
        week = self.week_after(last)
        return self.phrase(index, week.last, "weekday.of-week", WeekdayIn(value, week.expression)) if week else None

    def ahead(self, index: int) -> bool:
        """Whether the words of the clause before look ahead («سيصل», «من المقرر»)."""
        line = self.line
        for at in range(index - 1, max(-1, index - 7), -1):
            key = line.key(at)
            if key in (".", "؛", "!", "؟", ":"):
                return False
            if line.hit(at, "future_cue") or _will(key):
                return True
        return False

    def of_day(self, index: int) -> Phrase | None:
        """«يوم الخميس», «يوم 7 تموز», «يومي 2 و3 فبراير», «مساء أمس», «فجر الأربعاء», «ليل الثلاثاء»."""
        line = self.line
        hit = line.hit(index, "day_part", "unit", "unit2c", "unit2")
        if hit is None or (hit.kind != "day_part" and hit.value != "day") or hit.definite and hit.kind == "unit":
            return None
        at = hit.last
        pair = self.weekdays(index, at) if hit.kind == "unit2c" else None
        if pair is not None:
            return pair
        for parse in (self.weekday, self.deictic):
            phrase = parse(at) if at < len(line) and not self.clitic(at) else None
            if phrase is not None:
                return self.phrase(index, phrase.last, phrase.rule, phrase.expression, today=phrase.today)
        if at >= len(line):
            return None
        written = self.written(at)
        if written is not None and written.rule.startswith("date.") and not self.clitic(at):
            return self.phrase(index, written.last, written.rule, written.expression)
        return None

    def weekdays(self, index: int, first: int) -> Phrase | None:
        """«يومي السبت والأحد المقبلين»; days that do not follow each other have no one value."""
        line = self.line
        one = line.hit(first, "weekday")
        if one is None:
            return None
        at = one.last + (line.key(one.last) in ("،", ","))
        at += line.key(at) == "و"
        two = line.hit(at, "weekday")
        if two is None:
            return None
        shift = line.hit(two.last, "shift")
        word = SHIFTS.get(shift.value, "") if shift is not None else ""
        last = shift.last if shift is not None and word else two.last
        expression: Expression = Unknown()
        if (two.value - one.value) % 7 == 1:
            future = self.ahead(index)
            expression = Between(Weekday(one.value, word, future), Weekday(two.value, word, future))
        return self.phrase(index, last, "weekday.pair", expression)

    def clitic(self, index: int) -> bool:
        hits = self.line.hits[index]
        return bool(hits) and hits[0].clitic != ""

    def now(self, index: int) -> Phrase | None:
        """«الآن», «حاليا», «الوقت الراهن»: the day of publication."""
        hit = self.line.hit(index, "now")
        if hit is not None and self.line.text[self.line.row[index].start + hit.prefix] in "آأإ":
            return None  # the name «آلان»
        if hit is not None:
            return self.phrase(index, hit.last, "now", Shift("day", 0), kind="now")
        hit = self.line.hit(index, "until_now")
        if hit is None or self.line.key(index - 1) != "حتي" or self.line.hit(index + 1, "ordinal", "cardinal"):
            return None
        if self.line.row[index + 1 : index + 2] and self.line.row[index + 1].is_number:
            return None
        return self.phrase(index, hit.last, "now", Shift("day", 0), kind="now")

    def some_time(self, index: int) -> Phrase | None:
        """«وقت سابق», «وقت لاحق اليوم», «وقت سابق من الشهر الجاري»: a time within a day or month, or within the story."""
        line = self.line
        hit = line.hit(index, "some_time")
        shift = line.hit(hit.last, "shift") if hit is not None else None
        if shift is None or shift.value not in ("previous", "following", "past"):
            return None
        at = shift.last + 1 if line.key(shift.last) in ("من", "يوم") else shift.last
        if at < len(line) and not self.clitic(at):
            for parse in (self.deictic, self.weekday, self.unit, self.this_unit):
                phrase = parse(at)
                if phrase is not None and phrase.kind == "date":
                    return self.phrase(index, phrase.last, "some-time", phrase.expression, today=phrase.today)
        return self.phrase(index, shift.last, "some-time", Unknown())

    def anaphor(self, index: int) -> Phrase | None:
        """«يومها», «يومئذ»: the day told before."""
        hit = self.line.hit(index, "anaphor")
        if hit is None or self.last is None:
            return None
        return self.phrase(index, hit.last, "unit.anaphoric", Same(self.last, "day"))

    def recently(self, index: int) -> Phrase | None:
        hit = self.line.hit(index, "recently")
        if hit is None:
            return None
        return self.phrase(index, hit.last, "recently", Shift("month", 0, True))

    # -- relative, lengths, clock -----------------------------------------------------------------------------------

    def ago(self, index: int) -> Phrase | None:
        """«قبل ثلاثة أيام», «بعد أسبوع», «بعد ذلك»."""
        line = self.line
        before = line.hit(index, "before")
        after = line.hit(index, "after") if before is None else None
        hit = before or after
        if hit is None:
            return None
        if after is not None and line.key(hit.last) == "ذلك" and self.last is not None and line.key(index)[-3:] == "بعد":
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
        if after is not None and (line.key(index)[-3:] != "بعد" or length.bare and length.unit == "day"):
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

    def with_clock(self, phrase: Phrase) -> Phrase:
        """«الخميس الساعة 8»: a day with its hour."""
        at = phrase.last + 1 if self.line.key(phrase.last) in ("في", "عند", "،") else phrase.last
        if self.line.hit(at, "clock") is None and not (at == phrase.last and self.line.hit(at, "ordinal")):
            return phrase
        found = clock_at(self.line, at)
        if found is None:
            return phrase
        expression = Clocked(phrase.expression, found.hour, found.minute, found.second, found.zone)
        end = self.line.end(found.last)
        return replace(phrase, last=found.last, end=end, expression=expression, kind="clock", rule="clock")

    def sets(self, index: int) -> Phrase | None:
        hit = self.line.hit(index, "set")
        if hit is None:
            return None
        return self.phrase(index, hit.last, "set", Unknown(), kind="set", iso=str(hit.value))

    def hijri(self, index: int) -> Phrase | None:
        """«رمضان المقبل», «شهر رمضان»: a Hijri month alone needs a shift, a year or «شهر»."""
        found = dates.hijri_tail(self.line, index, None)
        return self.of(index, found) if found is not None and not isinstance(found.expression, Unknown) else None

    def joined(self, phrase: Phrase) -> Phrase:
        """Take in what completes a phrase: a clock time, or the other end of a range."""
        if phrase.rule.startswith(("weekday", "date", "deictic")) and phrase.kind == "date":
            phrase = self.with_clock(phrase)
        line = self.line
        if phrase.kind != "date" or line.key(phrase.last) not in ("الي", "حتي", "-", "–"):
            return phrase
        if not phrase.rule.startswith(("date", "edge")) or phrase.last + 1 >= len(line):
            return phrase
        other = self.at(phrase.last + 1)
        if other is None or other.kind != "date" or not other.rule.startswith(("date", "edge")):
            return phrase
        both = Between(_before(phrase.expression, other.expression), other.expression)
        return replace(phrase, last=other.last, end=other.end, expression=both, rule="range")


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


def _day_differs(expression: Expression, weekday: int) -> bool:
    """Whether a written date falls on another day of the week: then its ordinal counts weekdays, not days."""
    return isinstance(expression, Fixed) and expression.moment.start.weekday() != weekday


def _years(length: Length) -> float:
    """The count of the first unit, with the half that stands after it."""
    count = length.count or 0
    for unit, more in length.rest:
        if unit == length.unit and more < 1:
            count += more
    return count


def _will(key: str) -> bool:
    """A verb with the particle of the future: «سيعقد», «وستبدأ»."""
    word = key[1:] if key[:1] in ("و", "ف") else key
    return len(word) >= 5 and word[0] == "س" and word[1] in "يتن" and not word.endswith(("ه", "ات"))


_SIGNS = {"past": -1, "previous": -1, "recent": -1, "next": 1}

_T = TimeReader
_PARSERS: dict[str, tuple[Callable[[TimeReader, int], Phrase | None], ...]] = {
    "number": (_T.clock, _T.written, _T.bare_year, _T.unit, _T.length),
    "ordinal": (_T.clock, _T.written),
    "bound_unit": (_T.clock, _T.written, _T.unit, _T.length),
    "cardinal": (_T.clock, _T.written, _T.unit, _T.length),
    "scale": (_T.length,),
    "fraction": (_T.half, _T.length, _T.edge),
    "last": (_T.written,),
    "month": (_T.written,),
    "weak_month": (_T.written,),
    "hijri_month": (_T.hijri,),
    "unit": (_T.written, _T.of_day, _T.unit, _T.length, _T.clock),
    "units": (_T.written, _T.unit, _T.length),
    "unit2c": (_T.written, _T.of_day),
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
    "clock": (_T.clock,),
    "set": (_T.sets,),
    "some_time": (_T.some_time,),
    "anaphor": (_T.anaphor,),
    "holiday": (_T.written,),
    "shift": (_T.english_shift,),
}

__all__ = ["Phrase", "TimeReader", "read_times"]

"""Days, months and years as they are written out: absolute, or lacking only what publication supplies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tawatur.values import calendar as cal
from tawatur.values.expressions import Between, Expression, Fixed, Shift
from tawatur.values.line import Line
from tawatur.values.numbers import number_at, ordinal_at
from tawatur.values.recurring import HijriDate, Inside, MonthDay


@dataclass(frozen=True, slots=True)
class Dated:
    """A date read at tokens up to `last`."""

    expression: Expression
    last: int
    rule: str


#: How words for «last», «this», «next» shift a month or weekday.
SHIFTS = {"past": "past", "previous": "past", "recent": "past", "this": "this", "next": "next"}

#: What joins the two ends of a stretch of time.
RANGE_WORDS = frozenset({"الي", "حتي", "وحتي", "لغايه", "ولغايه", "-", "–", "—", "to"})
_ISO_DATE = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DMY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")


def plain_int(line: Line, index: int) -> int | None:
    """The whole number of a token of digits only, or None."""
    key = line.key(index)
    return int(key) if key.isdecimal() and len(key) <= 9 else None


def day_number(line: Line, index: int) -> int | None:
    """A token that can be the number of a day."""
    value = plain_int(line, index)
    return value if value is not None and 1 <= value <= 31 and len(line.key(index)) <= 2 else None


def month_at(line: Line, index: int, *, weak: bool = True) -> tuple[int, int] | None:
    """A Gregorian month, its twin name of the other family and brackets taken in: (month, token after)."""
    hit = line.hit(index, "month", "weak_month") if weak else line.hit(index, "month")
    if hit is None:
        return None
    last = hit.last
    at = last + 1 if line.key(last) in ("/", "-", "(", "،", "،") else last
    twin = line.hit(at, "month", "weak_month")
    if twin is not None and not twin.clitic and twin.value == hit.value:
        last = twin.last + 1 if line.key(last) == "(" and line.key(twin.last) == ")" else twin.last
    return hit.value, last


def year_number(line: Line, index: int) -> tuple[int, int] | None:
    """A Gregorian year at `index`, in digits or words, its «م» taken in: (year, token after)."""
    number = number_at(line, index)
    if number is None or number.value != int(number.value) or number.form == "vague":
        return None
    if number.form == "digits" and not (line.key(index).isdecimal() and len(line.key(index)) == 4):
        return None
    if not 1000 <= number.value <= 2999:
        return None
    last = number.last
    era = line.hit(last, "era")
    if era is not None and era.value == "hijri":
        return None
    return int(number.value), era.last if era is not None and not era.clitic else last


def date_at(line: Line, index: int) -> Dated | None:
    """The longest written-out date at token `index`: day and month, numeric, or days «من الشهر ذاته»."""
    return numeric_date(line, index) or day_stroke_month(line, index) or day_month(line, index)


_STROKE = re.compile(r"(\d{1,2})/(\d{1,2})")
_DAY_WORDS = frozenset({"يوم", "بتاريخ", "تاريخ", "يومي", "بيوم"})


def day_stroke_month(line: Line, index: int) -> Dated | None:
    """«يوم 25/1», «الثلاثاء 25/1»: only after a word for a day, since strokes make fractions too."""
    match = _STROKE.fullmatch(line.key(index))
    if match is None or not (line.key(index - 1) in _DAY_WORDS or line.hit(index - 1, "weekday")):
        return None
    day, month = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Dated(MonthDay(month, day), index + 1, "date.day-month")


def numeric_date(line: Line, index: int) -> Dated | None:
    """«31/1/2013», «2013-01-31», «31-1-2013»."""
    token = line.row[index]
    if not token.is_number:
        return None
    key, last = token.key, index + 1
    stroke = line.key(index + 1)
    if key.isdecimal() and stroke in ("-", "/") and line.key(index + 3) == stroke and line.key(index + 4).isdecimal():
        glued = all(line.glued(index + step) for step in (1, 2, 3, 4))
        if glued:
            key, last = "/".join((key, line.key(index + 2), line.key(index + 4))), index + 5
    match = _ISO_DATE.fullmatch(key)
    if match:
        year, month, day = (int(group) for group in match.groups())
    else:
        match = _DMY.fullmatch(key)
        if match is None or ("." in key and len(match[3]) != 4):
            return None
        day, month, year = (int(group) for group in match.groups())
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        if month > 12 >= day:
            day, month = month, day
    exact = cal.safe_date(year, month, day)
    if exact is None and 1300 < year < 1500:
        exact = cal.hijri_day(year, month, day)
    elif exact is not None and 1300 < year < 1500:
        exact = cal.hijri_day(year, month, day) or exact
    return Dated(Fixed(cal.of_day(exact)), last, "date.numeric") if exact else None


def _first_day(line: Line, index: int) -> tuple[int, int, bool] | None:
    """A day of the month: (day, token after, whether in words)."""
    day = day_number(line, index)
    if day is not None:
        last = index + 1
        if line.key(last) in ("st", "nd", "rd", "th"):
            last += 1
        return day, last, False
    edge = line.hit(index, "edge")
    if edge is not None and line.key(index)[edge.prefix :] == "اول" and line.key(edge.last) != "من":
        return 1, edge.last, True
    ordinal = ordinal_at(line, index)
    definite = line.hit(index, "ordinal", "cardinal", "bound_unit")
    joined = line.key(ordinal[1]) == "من" if ordinal is not None else False
    if ordinal is not None and 1 <= ordinal[0] <= 31 and (joined or (definite is not None and definite.definite)):
        return *ordinal, True
    return None


def day_month(line: Line, index: int) -> Dated | None:
    """«12 يناير», «6 و7 فبراير», «الأول من مايو», «4 و5 من الشهر ذاته», «من 9 إلى 16 شباط», with year or shift."""
    first = day_range(line, index)
    if first is None:
        return _month_first(line, index)
    day, end, at = first
    return _month_tail(line, at, day, end, not line.row[index].is_number)


def _month_first(line: Line, index: int) -> Dated | None:
    """English order: «January 12, 2013»."""
    if not line.key(index).isascii():
        return None
    month = month_at(line, index)
    if month is None or (day := day_number(line, month[1])) is None:
        return None
    return dated(line, month[1] + 1, month[0], day, None)


def day_range(line: Line, index: int) -> tuple[int, int | None, int] | None:
    """A day or days of a month: (first, last or None, token after)."""
    first = _first_day(line, index)
    if first is None:
        return None
    day, at, words = first
    return (_ordinal_days(line, index, day, at) if words else _digit_days(line, day, at)) or (day, None, at)


def _digit_days(line: Line, day: int, at: int) -> tuple[int, int, int] | None:
    """«9 - 16», «6 و7», «1 إلى 15», «5 و6 و7»: days that rise; the first is read, up to token `at`."""
    end = None
    while line.key(at) == "و" or (end is None and line.key(at) in RANGE_WORDS):
        more = day_number(line, at + 1)
        if more is None or more <= (end or day):
            break
        end, at = more, at + 2
    return (day, end, at) if end is not None else None


def _ordinal_days(line: Line, index: int, day: int, at: int) -> tuple[int, int, int] | None:
    """«الثامن والتاسع», «الأول إلى الخامس», «الرابع والخامس والعشرين» (24 and 25); not «الفصلين الثالث والرابع», where
    the ordinals number something else."""
    key, before = line.key(index), line.key(index - 1)
    day_word = line.hit(index - 1, "unit", "unit2", "unit2c", "units", "weekday", "deictic")
    if key.endswith(("ه", "ولي")) or (before.startswith("ال") and day_word is None):
        return None
    if line.key(at) in RANGE_WORDS:
        last = _joined_day(line, at + 1, "")
        return (day, *last) if last is not None and last[0] > day else None
    days = [day]
    while (more := _joined_day(line, at, "و")) is not None:
        value, after = more
        if value > 20 and days[-1] < 10 and value % 10 == days[-1] + 1:
            days = [d + value - value % 10 for d in days]
        if value != days[-1] + 1:
            break
        days, at = [*days, value], after
    return (days[0], days[-1], at) if len(days) > 1 else None


def _joined_day(line: Line, at: int, clitic: str) -> tuple[int, int] | None:
    """A definite ordinal for a day, with «و» before it or nothing: (day, token after)."""
    hit = line.hit(at, "ordinal", "cardinal", "bound_unit")
    if hit is None or not hit.definite or hit.clitic != clitic:
        return None
    ordinal = ordinal_at(line, at)
    return ordinal if ordinal is not None and ordinal[0] <= 31 else None


def _month_tail(line: Line, index: int, day: int, end: int | None, words: bool) -> Dated | None:
    at = index + 1 if line.key(index) in ("من", "of") else index
    if words and at < len(line) and line.row[at].is_sign:
        return None
    held = _held_month(line, at) if at > index else None
    if held is not None:
        base, last = held
        return Dated(Inside(base, None, day, end), last, "date.day-of-month")
    named = line.hit(at, "unit")
    if named is not None and named.value == "month" and not named.definite and named.last < len(line):
        number = number_at(line, named.last)
        month = month_at(line, named.last)
        if month is None and number is not None and 1 <= number.value <= 12 and number.value == int(number.value):
            month = int(number.value), number.last
        at = named.last
    else:
        month = month_at(line, at)
        if month is None:
            return _hijri_days(line, at, day, end)
        if words and at == index and line.hit(index, "weak_month"):
            return None
    if month is None:
        return _hijri_days(line, at, day, end)
    return dated(line, month[1], month[0], day, end)


def _held_month(line: Line, index: int) -> tuple[Expression, int] | None:
    """«الشهر الجاري», «هذا الشهر» after a day."""
    if line.hit(index, "demonstrative"):
        unit = line.hit(index + 1, "unit")
        if unit is not None and unit.value == "month":
            return Shift("month", 0), unit.last
    unit = line.hit(index, "unit")
    if unit is None or unit.value != "month" or not unit.definite:
        return None
    shift = line.hit(unit.last, "shift")
    if shift is None or shift.value not in MONTH_STEPS:
        return None
    return Shift("month", MONTH_STEPS[shift.value]), shift.last


#: «الشهر الماضي» and so on, in steps from the unit of publication.
MONTH_STEPS = {"past": -1, "previous": -1, "this": 0, "next": 1}


def dated(line: Line, index: int, month: int, day: int | None, end: int | None) -> Dated:
    """What follows a month: its year, its shift, «من العام نفسه» or nothing."""
    year = year_after(line, index)
    if year is not None:
        moment = MonthDay(month, day, end).in_year(year[0])
        if moment is not None:
            return Dated(Fixed(moment), year[1], "date.full")
    shift = line.hit(index, "shift")
    if shift is not None and shift.value in SHIFTS and not shift.clitic:
        return Dated(MonthDay(month, day, end, None, SHIFTS[shift.value]), shift.last, "date.shifted")
    held = held_year(line, index)
    if held is not None:
        return Dated(Inside(held[0], month, day, end), held[1], "date.of-year")
    return Dated(MonthDay(month, day, end), index, "date.month" if day is None else "date.day-month")


def year_after(line: Line, index: int) -> tuple[int, int] | None:
    """A year after a month: «2013», «، 2013», «من عام 2013», «لعام 2013», «عام ألفين وثلاثة»."""
    at = index + 1 if line.key(index) in ("من", "في", "،", ",", "/") else index
    unit = line.hit(at, "unit")
    if unit is not None and unit.value == "year" and unit.clitic in ("", "ل", "ب"):
        return year_number(line, unit.last)
    if line.key(index) in ("من", "في"):
        return None
    year = year_number(line, at)
    if year is not None and not line.row[at].is_number:
        return None
    return year


def held_year(line: Line, index: int) -> tuple[Expression, int] | None:
    """«من العام الماضي», «من العام الجاري»: a year told from publication."""
    at = index + 1 if line.key(index) in ("من", "في") else index
    if line.hit(at, "demonstrative") and line.key(at)[:3] == "هذا":
        unit = line.hit(at + 1, "unit")
        return (Shift("year", 0), unit.last) if unit is not None and unit.value == "year" else None
    unit = line.hit(at, "unit")
    if unit is None or unit.value != "year" or not unit.definite:
        return None
    shift = line.hit(unit.last, "shift")
    if shift is None or shift.value not in MONTH_STEPS:
        return None
    return Shift("year", MONTH_STEPS[shift.value]), shift.last


def hijri_tail(line: Line, index: int, day: int | None) -> Dated | None:
    """A Hijri month after a day (or alone): «17 رمضان 1434 هـ», «رمضان المقبل»."""
    hit = line.hit(index, "hijri_month")
    if hit is None:
        return None
    number = plain_int(line, hit.last)
    if number is not None and 1300 <= number <= 1500:
        era = line.hit(hit.last + 1, "era")
        last = era.last if era is not None else hit.last + 1
        return Dated(HijriDate(hit.value, day, number), last, "date.hijri")
    shift = line.hit(hit.last, "shift")
    if shift is not None and shift.value in SHIFTS:
        return Dated(HijriDate(hit.value, day, None, SHIFTS[shift.value]), shift.last, "date.hijri")
    year = year_after(line, hit.last)
    if year is not None:
        return Dated(HijriDate(hit.value, day, None, "", year[0]), year[1], "date.hijri")
    return Dated(HijriDate(hit.value, day), hit.last, "date.hijri") if day is not None else None


def _hijri_days(line: Line, index: int, day: int, end: int | None) -> Dated | None:
    first = hijri_tail(line, index, day)
    last = hijri_tail(line, index, end) if end is not None else None
    if first is None or last is None:
        return first
    return replace(first, expression=Between(first.expression, last.expression))


def months(line: Line, index: int) -> Dated | None:
    """A month without a day: «يناير», «شهر ديسمبر الماضي», «أيار/مايو من العام 2021», «شهر 3»."""
    unit = line.hit(index, "unit")
    if unit is not None and unit.value == "month":
        return _named_month(line, unit.last, unit.definite)
    hit = line.hit(index, "month", "weak_month")
    if hit is None:
        return None
    month = month_at(line, index)
    if month is None:
        return None
    result = dated(line, month[1], month[0], None, None)
    if hit.kind == "weak_month" and result.rule == "date.month" and month[1] == hit.last:
        return None
    return result


def months_row(line: Line, index: int) -> tuple[int, Dated] | None:
    """«شهري يناير وفبراير الماضيين», «أكتوبر ونوفمبر 2010», «بين مارس ومايو»: a month without a year of its own, and
    the last of those that follow it; months that are only named together («يناير ونوفمبر») are none."""
    noun = line.hit(index, "unit2c", "units")
    at = noun.last if noun is not None and noun.value == "month" else index
    first = last = month_at(line, at)
    if first is None or last is None or dated(line, first[1], first[0], None, None).rule != "date.month":
        return None
    apart = line.key(index - 1) in ("بين", "من")
    strong = line.hit(at, "month") is not None or at > index
    while (hit := line.hit(last[1], "month", "weak_month")) is not None and hit.clitic == "و":
        more = month_at(line, last[1])
        if more is None or (more[0] - last[0]) % 12 == 0 or ((more[0] - last[0]) % 12 != 1 and not apart):
            break
        strong |= hit.kind == "month"
        last = more
    tail = dated(line, last[1], last[0], None, None)
    if last == first or (not strong and tail.rule == "date.month"):
        return None
    return first[0], tail


def _named_month(line: Line, index: int, definite: bool) -> Dated | None:
    month = month_at(line, index)
    if month is not None:
        return dated(line, month[1], month[0], None, None)
    hijri = hijri_tail(line, index, None)
    if hijri is not None:
        return hijri
    hit = line.hit(index, "hijri_month")
    if hit is not None and not definite:
        return Dated(HijriDate(hit.value), hit.last, "date.hijri")
    ordinal = ordinal_at(line, index) if definite else None
    number = number_at(line, index)
    if ordinal is not None and ordinal[0] <= 12 and year_after(line, ordinal[1]):
        return dated(line, ordinal[1], ordinal[0], None, None)
    if not definite and number is not None and not number.clitic and number.value in range(1, 13):
        return dated(line, number.last, int(number.value), None, None)
    return None

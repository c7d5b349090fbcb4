"""«The third Tuesday of October», «the last week of the month», «the first of this month»."""

from __future__ import annotations

from tawatur.values.dates import MONTH_STEPS, Dated, months, year_after
from tawatur.values.expressions import Expression, Fixed, Shift
from tawatur.values.line import Line
from tawatur.values.numbers import ordinal_at
from tawatur.values.recurring import HijriDate, MonthDay, Nth
from tawatur.values.years import years


def read(line: Line, index: int) -> Dated | None:
    """Such an expression at token `index`, or None."""
    return _ordinal_first(line, index) or _unit_first(line, index)


def _ordinal_first(line: Line, index: int) -> Dated | None:
    """«ثالث ثلاثاء من», «آخر أسبوع في», «ثالث يوم من»."""
    number = _rank(line, index)
    if number is None:
        return None
    rank, at = number
    unit = line.hit(at, "unit")
    if unit is not None and unit.value == "day" and not unit.clitic and line.hit(unit.last, "bare_weekday", "weekday"):
        at, unit = unit.last, None
    weekday = line.hit(at, "bare_weekday", "weekday")
    if weekday is not None and not weekday.clitic:
        return _within(line, weekday.last, rank, "day", weekday.value)
    if unit is None or unit.definite or unit.clitic or unit.value not in ("day", "week"):
        return None
    return _within(line, unit.last, rank, unit.value, None)


def _unit_first(line: Line, index: int) -> Dated | None:
    """«الأسبوع الأول من», «اليوم الأخير من», «الثلاثاء الثالث من», «اليوم الثالث من أكتوبر»."""
    unit = line.hit(index, "unit")
    weekday = line.hit(index, "weekday") if unit is None else None
    if weekday is not None:
        number = _rank(line, weekday.last)
        return _within(line, number[1], number[0], "day", weekday.value) if number else None
    if unit is None or not unit.definite or unit.value not in ("day", "week"):
        return None
    number = _rank(line, unit.last)
    return _within(line, number[1], number[0], unit.value, None) if number else None


def _rank(line: Line, index: int) -> tuple[int, int] | None:
    last = line.hit(index, "last")
    if last is not None:
        return -1, last.last
    ordinal = ordinal_at(line, index)
    return ordinal if ordinal is not None and ordinal[0] <= 31 else None


def _within(line: Line, index: int, rank: int, unit: str, weekday: int | None) -> Dated | None:
    after = line.hit(index, "after")
    base = _base(line, after.last if after is not None else index + (line.key(index) in ("من", "في")))
    if base is None or (after is not None and weekday is None):
        return None
    return Dated(Nth(rank, unit, base.expression, weekday, after is not None), base.last, "nth")


def _base(line: Line, index: int) -> Dated | None:
    """A month or year to count in."""
    found = months(line, index) or years(line, index)
    if found is not None:
        return found
    holiday = line.hit(index, "holiday")
    if holiday is not None:
        return holiday_at(line, index)
    at = index + 1 if line.hit(index, "demonstrative") else index
    unit = line.hit(at, "unit")
    if unit is None or unit.value not in ("month", "year") or not unit.definite:
        return None
    if at > index:
        return Dated(Shift(unit.value, 0), unit.last, "shift")
    shift = line.hit(unit.last, "shift")
    if shift is None or shift.value not in MONTH_STEPS:
        return None
    return Dated(Shift(unit.value, MONTH_STEPS[shift.value]), shift.last, "shift")


def holiday_at(line: Line, index: int) -> Dated | None:
    """A feast, with its year or shift if one follows."""
    hit = line.hit(index, "holiday")
    if hit is None:
        return None
    year = year_after(line, hit.last)
    shift = line.hit(hit.last, "shift")
    until = line.key(index - 1) == "حتي"
    word = {"past": "past", "previous": "past", "next": "next", "this": "this"}.get(shift.value, "") if shift else ""
    word = word or ("next" if until else "")
    last = year[1] if year else shift.last if shift and word and not until else hit.last
    expression: Expression
    if "gregorian" in hit.value:
        month, day = hit.value["gregorian"]
        moment = MonthDay(month, day).in_year(year[0]) if year else None
        expression = Fixed(moment) if moment else MonthDay(month, day, None, None, word)
    else:
        month, day = hit.value["hijri"]
        expression = HijriDate(month, day, None, word, year[0] if year else None)
    return Dated(expression, last, f"holiday.{hit.value['name']}")

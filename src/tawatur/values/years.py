"""Years without a month: «عام 2012», «سنة 1434 هـ», «2013/2014», «من 2005 إلى 2010», four digits after «انتخابات»."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.values import calendar as cal
from tawatur.values.calendar import Moment
from tawatur.values.dates import RANGE_WORDS, Dated, plain_int, year_number
from tawatur.values.expressions import Fixed
from tawatur.values.line import Line
from tawatur.values.numbers import digits_value


def years(line: Line, index: int) -> Dated | None:
    """«عام 2012», «العام 2011», «سنة 1434 هـ», «عامي 2003 و2006», «أعوام 2001، 2002، 2003»."""
    unit = line.hit(index, "unit", "unit2c", "unit2", "units")
    if unit is None or unit.value != "year":
        return None
    if unit.kind != "unit":
        return _year_list(line, unit.last)
    hijri = _hijri_year(line, unit.last)
    if hijri is not None:
        return hijri
    year = year_number(line, unit.last)
    if year is None:
        return None
    return year_span(line, unit.last) or Dated(Fixed(cal.of_year(year[0])), year[1], "date.year")


def _hijri_year(line: Line, index: int) -> Dated | None:
    number = plain_int(line, index)
    era = line.hit(index + 1, "era")
    if number is None or not 1 <= number <= 1500 or era is None or era.value != "hijri":
        return None
    first, last = cal.hijri_month(number, 1), cal.hijri_month(number, 12)
    if first is None or last is None:
        return None
    return Dated(Fixed(Moment(first.start, last.end, "year", interval=True)), era.last, "date.hijri")


def _year_list(line: Line, index: int) -> Dated | None:
    """Years joined by «و», commas or a stroke: the stretch they cover."""
    found: list[int] = []
    at = index
    while (year := year_number(line, at)) is not None:
        found.append(year[0])
        last = at = year[1]
        if line.key(at) in ("و", "،", ",", "-", "/", "الي", "حتي"):
            at += 1
            at += line.key(at) == "و"
    if len(found) < 2 or found != sorted(found):
        return None
    return Dated(
        Fixed(Moment(date(found[0], 1, 1), date(found[-1], 12, 31), "year", interval=True)), last, "date.years"
    )


_YEAR_PAIR = re.compile(r"((?:1[0-9]|20)\d\d)[/](\d{4}|\d\d)")


def year_span(line: Line, index: int) -> Dated | None:
    """«2013/2014», «2013 - 2014», «2013_2014»."""
    match = _YEAR_PAIR.fullmatch(line.key(index))
    if match:
        first, last = int(match[1]), int(match[2])
        last += first // 100 * 100 if last < 100 else 0
        end = index + 1
    else:
        one, two = plain_int(line, index), plain_int(line, index + 2)
        if one is None or two is None or line.key(index + 1) not in ("-", "–", "_", "/") or len(line.key(index)) != 4:
            return None
        first, last, end = one, two, index + 3
        last += first // 100 * 100 if last < 100 else 0
    if not (1000 <= first < last <= 2999 and last - first < 200):
        return None
    return Dated(Fixed(Moment(date(first, 1, 1), date(last, 12, 31), "year", interval=True)), end, "date.years")


def bare_year(line: Line, index: int) -> Dated | None:
    """Four digits that the word before makes a year («في 2016», «انتخابات 2008»), or two after «عدوان»."""
    span = year_span(line, index) or _years_between(line, index)
    if span is not None:
        return span
    key = line.key(index)
    if not (key.isdecimal() and len(key) == 4 and 1800 <= int(key) <= 2099) or digits_value(key) is None:
        return None
    cue = line.ends_with(index, "year_cue") or line.ends_with(index, "edge")
    joined = line.key(index - 1) in ("و", "بين", "ل", "ب") and index > 1
    written = line.hit(index + 1, "era")
    if written is not None and written.value == "gregorian" and line.glued(index + 1):
        return Dated(Fixed(cal.of_year(int(key))), written.last, "date.bare-year")
    if cue is None and not joined:
        return None
    if joined and cue is None and not _is_year(line, index - 2):
        return None
    if line.hit(index + 1, "scale", "currency", "percent", "measure", "unit", "units"):
        return None
    if line.key(index - 1) == "الي" and (not _ends_phrase(line, index + 1) or _is_measured(line, index)):
        return None
    era = line.hit(index + 1, "era")
    return Dated(Fixed(cal.of_year(int(key))), era.last if era else index + 1, "date.bare-year")


def _years_between(line: Line, index: int) -> Dated | None:
    """«من 2005 إلى 2010», «بين 2005 و2010»: two years, where nothing is counted, bought or measured by them."""
    joints = {"من": RANGE_WORDS, "بين": frozenset({"و"})}.get(line.key(index - 1), frozenset())
    if line.key(index + 1) not in joints or not (_is_year(line, index) and _is_year(line, index + 2)):
        return None
    first, last, after = int(line.key(index)), int(line.key(index + 2)), line.key(index + 3)
    if first >= last or (after[:1].isalpha() and not line.hit(index + 3, "not_noun")):
        return None
    if _is_measured(line, index):
        return None
    return Dated(Fixed(Moment(date(first, 1, 1), date(last, 12, 31), "year", interval=True)), index + 3, "date.years")


def _is_measured(line: Line, index: int) -> bool:
    """Whether a word before a number tells of what rises and falls."""
    return any(line.key(at) in _measured() for at in range(max(0, index - _NEAR), index))


#: Words before a number among which one for what rises and falls makes it no year.
_NEAR = 6


@cache
def _measured() -> frozenset[str]:
    return frozenset(fold(word) for word in load_yaml("ar/time.yaml")["measured"])


def _ends_phrase(line: Line, index: int) -> bool:
    """Whether no noun that a number could count stands at `index`."""
    key = line.key(index)
    return not key or not key[0].isalpha() or line.hit(index, "not_noun") is not None or key[0] in "ولبف"


def _is_year(line: Line, index: int) -> bool:
    key = line.key(index)
    return key.isdecimal() and len(key) == 4 and 1800 <= int(key) <= 2099

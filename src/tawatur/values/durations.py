"""Lengths of time: «خمس سنوات», «عامين ونصف», «نصف ساعة», as ISO 8601 durations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tawatur.values.line import Line
from tawatur.values.numbers import number_at

#: ISO 8601 designators; the unit, its designator, whether it stands after «T», and how many of it one such unit makes.
_ISO = {
    "year": ("Y", 1),
    "decade": ("Y", 10),
    "century": ("Y", 100),
    "month": ("M", 1),
    "week": ("W", 1),
    "day": ("D", 1),
    "night": ("D", 1),
    "hour": ("H", 1),
    "minute": ("M", 1),
    "second": ("S", 1),
    "moment": ("S", 1),
}
_CLOCK = ("hour", "minute", "second", "moment")

#: What a fraction of a unit is told in.
_FINER = {
    "year": ("month", 12),
    "decade": ("year", 10),
    "century": ("year", 100),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}


@dataclass(frozen=True, slots=True)
class Length:
    """Amounts of units at tokens `[first, last)`; `count` None: an unsaid number of them («سنوات», «عدة أيام»)."""

    first: int
    last: int
    start: int
    unit: str
    count: float | None
    rest: tuple[tuple[str, float], ...] = ()
    bare: bool = False
    definite: bool = False
    number_form: str = ""

    def iso(self) -> str | None:
        """The ISO 8601 duration, or None where no number is said."""
        if self.count is None:
            return None
        amounts: dict[str, float] = {}
        for unit, count in ((self.unit, self.count), *self.rest):
            _add(amounts, unit, count)
        return _iso(amounts)


def _add(amounts: dict[str, float], unit: str, count: float) -> None:
    whole = int(count)
    share = count - whole
    if abs(share) > 1e-9 and unit in _FINER and unit not in ("second",):
        finer, size = _FINER[unit]
        if abs(share * size - round(share * size)) < 1e-6:
            if whole:
                _add(amounts, unit, whole)
            _add(amounts, finer, round(share * size))
            return
    amounts[unit] = amounts.get(unit, 0) + count


def _iso(amounts: dict[str, float]) -> str:
    date_part: dict[str, float] = {}
    time_part: dict[str, float] = {}
    for unit, count in amounts.items():
        letter, size = _ISO[unit]
        part = time_part if unit in _CLOCK else date_part
        part[letter] = part.get(letter, 0) + count * size
    days = "".join(f"{date_part[k]:g}{k}" for k in "YMWD" if k in date_part)
    clock = "".join(f"{time_part[k]:g}{k}" for k in "HMS" if k in time_part)
    return "P" + days + ("T" + clock if clock else "")


#: From here on a number behind «الـ» counts no units («السنوات الـ1990»).
MANY = 1000
_SEVERAL = frozenset({"عده", "بضعه", "بضع", "several", "few"})


def length_at(line: Line, index: int) -> Length | None:
    """The length of time that begins at token `index`, or None. A unit alone is `bare`."""
    several = line.key(index) in _SEVERAL
    first = _amount(line, index + 1 if several else index)
    if first is None:
        return None
    if several:
        return Length(index, first.last, line.start(index), first.unit, None)
    if first.count is None or (first.bare and _share(line, first.last) is None):
        return first
    rest: list[tuple[str, float]] = []
    last = first.last
    share = _share(line, last)
    if share is not None:
        rest.append((first.unit, share[0]))
        last = share[1]
    else:
        at = last + 1 if line.key(last) == "و" else last
        more = _amount(line, at)
        joined = more is not None and (at > last or line.text[more.start - 1 : more.start] == "و")
        if more is not None and joined and more.count is not None and not more.bare and _finer(first.unit, more.unit):
            rest.append((more.unit, more.count))
            last = more.last
    return Length(
        first.first, last, first.start, first.unit, first.count, tuple(rest), False, first.definite, first.number_form
    )


def _finer(unit: str, other: str) -> bool:
    order = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")
    return unit in order and other in order and order.index(other) > order.index(unit)


def _share(line: Line, index: int) -> tuple[float, int] | None:
    """«ونصف», «ونصف العام» after a unit."""
    hit = line.hit(index, "fraction", "clock_part")
    if hit is None or hit.clitic != "و":
        return None
    unit = line.hit(hit.last, "unit")
    share = hit.value / 60 if hit.kind == "clock_part" else hit.value
    return share, unit.last if unit is not None and unit.definite else hit.last


def _amount(line: Line, index: int) -> Length | None:
    dual = line.hit(index, "unit2")
    if dual is not None:
        at = line.start(index, dual.prefix)
        return Length(index, dual.last, at, dual.value, 2, (), False, dual.definite, "dual")
    part = line.hit(index, "clock_part")
    hour = line.hit(part.last, "unit") if part is not None and not line.hit(index, "fraction") else None
    if part is not None and hour is not None and hour.value == "hour":
        return Length(index, hour.last, line.start(index, part.prefix), "hour", part.value / 60, number_form="fraction")
    number = number_at(line, index)
    if number is not None:
        unit = line.hit(number.last, "unit", "units")
        if unit is None or unit.clitic or (number.form == "digits" and "/" in number.text):
            return None
        if unit.definite and not (number.definite or number.form in ("fraction", "vague")):
            return None
        count = None if number.form == "vague" else number.value
        return Length(index, unit.last, number.start, unit.value, count, (), False, number.definite, number.form)
    plural = line.hit(index, "units")
    single = line.hit(index, "unit")
    unit = plural or single
    if unit is None or (unit.definite and plural is None):
        return None
    at = line.start(index, unit.prefix)
    after = number_at(line, unit.last)
    if plural is not None and unit.definite:
        if line.key(unit.last) == "ال":  # «الساعات الـ24 الماضية»
            digits = number_at(line, unit.last + 1)
            counted = digits is not None and line.row[unit.last + 1].is_number and digits.value < MANY
            after = replace(digits, definite=True) if digits is not None and counted else None
        if after is None or after.clitic or not after.definite:
            return None
        return Length(index, after.last, at, unit.value, after.value, (), False, True, after.form)
    if single is not None and after is not None and after.value == 1 and after.form == "words":
        return Length(index, after.last, at, unit.value, 1, (), False, False, "one")
    if plural is not None:
        return Length(index, plural.last, at, unit.value, None)
    return Length(index, unit.last, at, unit.value, 1, (), True)

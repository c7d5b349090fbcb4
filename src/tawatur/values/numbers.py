"""Numbers in words and digits, of every script and spelling, read from left to right without backtracking."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tawatur.values.line import Line


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `[first, last)`. `form`: digits | words | fraction | vague («مئات», «آلاف»: a lower bound)."""

    value: float
    first: int
    last: int
    start: int
    form: str
    clitic: str = ""
    definite: bool = False
    text: str = ""


_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.000")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COMMA = re.compile(r"\d+,\d+")


def digits_value(text: str, *, ratio: bool = False) -> float | None:
    """The value of a number token in ASCII digits; None for dates, clock times and, unless `ratio`, «a/b»."""
    if _GROUPS.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", ""))
    if _PLAIN.fullmatch(text):
        return float(text)
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if ratio and re.fullmatch(r"\d+/[1-9]\d*", text):
        above, below = text.split("/")
        return int(above) / int(below)
    return None


def number_at(line: Line, index: int, *, ratio: bool = False) -> Number | None:
    """The longest number that begins at token `index`, or None. `ratio` reads «11/10» as a fraction."""
    if index < len(line) and not line.hits[index] and not line.row[index].is_number:
        return None
    return _Reader(line, ratio).read(index)


@dataclass(slots=True)
class _Part:
    """A stretch of a number: its value, the token after it, and the scale it was multiplied with (1 if none)."""

    value: float
    last: int
    scale: float = 1
    form: str = "words"


class _Reader:
    def __init__(self, line: Line, ratio: bool) -> None:
        self.line = line
        self.ratio = ratio

    def read(self, index: int) -> Number | None:
        """`part (و part)*` with falling scales, then «ونصف» of the last scale."""
        part = self.vague(index) or self.part(index)
        if part is None:
            return None
        hit = next(iter(self.line.hits[index]), None)
        for candidate in self.line.hits[index]:
            if candidate.kind in _NUMBER_KINDS:
                hit = candidate
                break
        value, last, form = part.value, part.last, part.form
        limit = part.scale
        while limit > 1 and form != "vague":
            at = self.conjoined(last)
            share = self.line.hit(at, "fraction") if at is not None else None
            if share is not None:
                value, last = value + share.value * limit, self.repeated_scale(share.last, limit)
                break
            more = self.part(at) if at is not None else None
            if more is None or more.form == "vague":
                break
            if more.value >= limit or more.scale >= limit:
                break
            value, last, limit = value + more.value, more.last, more.scale
        if limit == 1 and form == "words":
            value, last = self.decimal(value, last)
        prefix = hit.prefix if hit and not self.line.row[index].is_number else 0
        return Number(
            value,
            index,
            last,
            self.line.start(index, prefix),
            form,
            hit.clitic if hit and prefix else "",
            bool(hit and hit.definite),
            self.line.key(index),
        )

    def conjoined(self, index: int) -> int | None:
        """The token where a part joined by «و» begins: `index` itself, or the one after a lone «و»."""
        if self.line.key(index) in ("و", "and"):
            return index + 1 if index + 1 < len(self.line) else None
        if index >= len(self.line):
            return None
        kinds = {hit.kind for hit in self.line.hits[index] if hit.clitic == "و" and hit.kind in _NUMBER_KINDS}
        if kinds == {"bound_unit"}:  # «وأحد عشر» is spelt as «واحد عشر»
            after = self.line.hit(index + 1, "cardinal")
            return index if after is not None and (after.value == 10 or after.value in _TENS) else None
        return index if kinds else None

    def repeated_scale(self, index: int, scale: float) -> int:
        hit = self.line.hit(index, "scale", "scales")
        return hit.last if hit is not None and hit.value == scale and not hit.clitic else index

    def vague(self, index: int) -> _Part | None:
        """«مئات», «عشرات الآلاف», «آلاف», «ملايين»: the least they can mean."""
        hit = self.line.hit(index, "vague")
        if hit is not None:
            at = hit.last + 1 if self.line.key(hit.last) == "من" else hit.last
            scale = self.line.hit(at, "scales", "scale")
            if scale is not None and not scale.clitic:
                return _Part(hit.value * scale.value, scale.last, scale.value, "vague")
            return _Part(hit.value, hit.last, 1, "vague")
        hit = self.line.hit(index, "scales")
        return _Part(hit.value, hit.last, hit.value, "vague") if hit is not None else None

    def part(self, index: int) -> _Part | None:
        dual = self.line.hit(index, "scale2")
        if dual is not None:
            return _Part(2 * dual.value, dual.last, dual.value)
        alone = self.line.hit(index, "scale")
        if alone is not None:
            return _Part(alone.value, alone.last, alone.value)
        group = self.group(index)
        if group is None:
            return None
        scale = self.line.hit(group.last, "scale", "scales")
        while scale is not None and not scale.clitic and not self.line.broken(group.last):
            group = _Part(group.value * scale.value, scale.last, group.scale * scale.value, group.form)
            scale = self.line.hit(group.last, "scale", "scales")
        if group.form == "fraction" and group.scale > 1:
            group.form = "words"
        return group

    def group(self, index: int) -> _Part | None:
        """A number below a thousand, digits, or a fraction."""
        if index >= len(self.line):
            return None
        token = self.line.row[index]
        if token.is_number:
            turned = turned_decimal(self.line, index)
            if turned is not None:
                return _Part(turned, index + 3, 1, "digits")
            value = digits_value(token.key, ratio=self.ratio)
            return None if value is None else _Part(value, index + 1, 1, "digits")
        fraction = self.line.hit(index, "fraction")
        if fraction is not None:
            return _Part(fraction.value, fraction.last, 1, "fraction")
        first = self.small(index)
        if first is None:
            return None
        if 1 <= first.value <= 9:
            times = self.line.hit(first.last, "fractions")
            if times is not None and not times.clitic:
                return _Part(first.value * times.value, times.last, 1, "fraction")
            hundred = self.line.hit(first.last, "cardinal")
            if hundred is not None and hundred.value == 100 and not hundred.clitic:
                first = _Part(first.value * 100, hundred.last)
        if first.value >= 100:
            at = self.conjoined(first.last)
            more = self.small(at) if at is not None else None
            if more is not None and more.value < 100:
                return _Part(first.value + more.value, more.last)
        return first

    def small(self, index: int) -> _Part | None:
        """A unit, «خمسة عشر», tens, «خمسة وعشرون», or a word for hundreds."""
        hit = self.line.hit(index, "cardinal")
        bound = self.line.hit(index, "bound_unit") if hit is None else None
        hit = hit or bound
        if hit is None:
            return None
        if 1 <= hit.value <= 9:
            ten = self.line.hit(hit.last, "cardinal")
            if ten is not None and ten.value == 10 and not ten.clitic:
                return _Part(hit.value + 10, ten.last)
            at = self.conjoined(hit.last)
            tens = self.line.hit(at, "cardinal") if at is not None else None
            if tens is not None and tens.value in _TENS:
                return _Part(hit.value + tens.value, tens.last)
        if hit.value in _TENS and self.line.key(index).isascii():
            unit = self.line.hit(hit.last, "cardinal")
            if unit is not None and unit.value <= 9:
                return _Part(hit.value + unit.value, unit.last)
        return None if bound is not None else _Part(hit.value, hit.last)

    def decimal(self, value: float, last: int) -> tuple[float, int]:
        """«واحد فاصلة خمسة»."""
        point = self.line.hit(last, "point")
        after = self.group(point.last) if point is not None else None
        if after is None or after.value < 0 or after.value != int(after.value):
            return value, last
        return float(f"{int(value)}.{int(after.value)}"), after.last


def turned_decimal(line: Line, index: int) -> float | None:
    """«75ر1», «17،77»: decimals typed from the right, the fraction first («1.75», «77.17»); None for other tokens."""
    if line.key(index + 1) not in ("ر", "،") or not (line.glued(index + 1) and line.glued(index + 2)):
        return None
    share, whole = line.key(index), line.key(index + 2)
    if not (share.isdecimal() and whole.isdecimal()) or (line.key(index + 1) == "،" and len(share) > 2):
        return None
    return float(f"{whole}.{share}")


_NUMBER_KINDS = ("cardinal", "bound_unit", "scale", "scale2", "scales", "vague", "fraction", "fractions")
_TENS = frozenset(range(20, 100, 10))


def ordinal_at(line: Line, index: int) -> tuple[int, int] | None:
    """An ordinal at `index`: (value, token after it). Beyond ten, definite cardinals count («العشرون»)."""
    hit = line.hit(index, "ordinal")
    if hit is None:
        hit = line.hit(index, "bound_unit", "cardinal")
        if hit is None or not (hit.definite or hit.kind == "bound_unit"):
            return None
    elif hit.value == 2 and line.hit(hit.last, "cardinal") is None and _is_second(line, index):
        return None
    ten = line.hit(hit.last, "cardinal")
    if hit.value <= 9 and ten is not None and ten.value == 10 and not ten.clitic and not ten.definite:
        return int(hit.value) + 10, ten.last
    at = hit.last + 1 if line.key(hit.last) == "و" else hit.last
    tens = line.hit(at, "cardinal")
    if hit.value <= 9 and tens is not None and tens.value in _TENS and (at > hit.last or tens.clitic == "و"):
        return int(hit.value) + int(tens.value), tens.last
    if hit.kind == "ordinal" or (hit.definite and hit.value in _TENS):
        return int(hit.value), hit.last
    return None


def _is_second(line: Line, index: int) -> bool:
    """«ثانية» after a number is the unit of time."""
    return index > 0 and line.row[index - 1].is_number


def whole_number(line: Line) -> float | None:
    """The number that a line is and nothing else: with its sign, a leading point, «11/10» as a fraction; else None."""
    sign, index = 1.0, 0
    if line.key(0) in ("-", "−", "ناقص", "سالب"):
        sign, index = -1.0, 1
    if line.key(index) == "." and line.key(index + 1).isdecimal() and index + 2 == len(line):
        return sign * float("0." + line.key(index + 1))
    number = number_at(line, index, ratio=True) if index < len(line) else None
    if number is None:
        return None
    letter = _LETTERS.get(line.key(number.last)) if number.form == "digits" else None
    if number.last + (letter is not None) != len(line):
        return None
    return sign * number.value * (letter or 1)


#: «100K», «3M».
_LETTERS = {"k": 1e3, "ك": 1e3, "m": 1e6, "g": 1e9}

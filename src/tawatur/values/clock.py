"""Times of day: «الساعة الثالثة وربع عصرا», «3:18 صباحا», «الثامنة بتوقيت غرينتش»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tawatur.values.line import Line
from tawatur.values.numbers import number_at, ordinal_at

_COLON = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


#: «منتصف الليل», «منتصف النهار».
_MIDDLES = {"الليل": 24, "النهار": 12, "الظهر": 12}

_HOURS = frozenset({"الساعات", "ساعات", "للساعات"})

#: «8 ص», «8 م».
_LETTERS = {"ص": "morning", "م": "evening"}


@dataclass(frozen=True, slots=True)
class ClockTime:
    """An hour, minute and second (None: not said) at tokens up to `last`; `zone` «Z» for universal time. `half`: which
    half of the day is meant is not said."""

    hour: int
    minute: int | None
    second: int | None
    zone: str
    last: int
    half: bool = False


def clock_at(line: Line, index: int) -> ClockTime | None:
    """A time of day at token `index`: needs «الساعة», a colon, or a part of the day after an ordinal hour."""
    if line.key(index) == "منتصف" and line.key(index + 1) in _MIDDLES:
        return ClockTime(_MIDDLES[line.key(index + 1)], None, None, "", index + 2)
    if line.key(index - 1) in _HOURS:
        return None  # «الساعات الأولى من الصباح»
    if line.hit(index - 1, "counted_by_ordinal") is not None:
        return None  # «للمرة الثالثة مساء أمس»
    word = line.hit(index, "clock")
    at = word.last if word is not None else index
    read = _hour(line, at, word is not None)
    if read is None:
        return None
    hour, minute, second, last, strong = read
    part = line.hit(last, "day_part")
    if part is None and line.key(last) in ("من", "في"):
        part = line.hit(last + 1, "day_part")
    letter = _LETTERS.get(line.key(last)) if word or strong else None
    if letter is not None and part is None:
        zone, end = _zone(line, last + 1)
        return ClockTime(_full_day(hour, letter, zone, strong), minute, second, zone, end)
    if not (word or strong or (part is not None and not part.clitic)):
        return None
    if part is not None and not part.clitic:
        last = part.last if line.hit(part.last, "weekday", "deictic") is None else last
    zone, last = _zone(line, last)
    full = _full_day(hour, part.value if part else None, zone, strong)
    return ClockTime(full, minute, second, zone, last, part is None and not strong)


def _hour(line: Line, index: int, after_word: bool) -> tuple[int, int | None, int | None, int, bool] | None:
    """(hour, minute, second, token after, whether written with a colon)."""
    match = _COLON.fullmatch(line.key(index).replace(".", ":") if after_word else line.key(index))
    if match:
        second = int(match[3]) if match[3] else None
        return int(match[1]), int(match[2]), second, index + 1, True
    ordinal = ordinal_at(line, index)
    digits = line.key(index).isdecimal() and line.hit(index + 1, "day_part") is not None
    number = number_at(line, index) if (after_word or digits) and ordinal is None else None
    if ordinal is not None and (line.hit(index, "ordinal", "bound_unit", "cardinal")):
        hour, last = ordinal
        single = line.hit(index, "ordinal")
        if hour > 12 and single is not None:
            hour, last = int(single.value), single.last
        if line.hit(index, "cardinal") and not after_word:
            return None
        number_last = last
    elif number is not None and number.value == int(number.value):
        hour, number_last = int(number.value), _plain_hour(line, index, number.last)
        if number_last > index + 1:
            hour = int(number_at_single(line, index))
    else:
        return None
    if not 0 <= hour <= 24:
        return None
    minute, last = _minutes(line, number_last)
    if minute is not None and minute < 0:
        hour, minute = hour - 1, minute + 60
    return hour % 24, minute, None, last, False


def _plain_hour(line: Line, index: int, last: int) -> int:
    """Where the hour ends: «ثلاثة وثلث» is an hour and its third, «ثلاثة وعشرون» no hour."""
    return min(last, index + 1) if line.hit(index + 1, "fraction") else last


def number_at_single(line: Line, index: int) -> float:
    """The value of a one-word number."""
    number = number_at(line, index)
    return number.value if number is not None else -1


def _minutes(line: Line, index: int) -> tuple[int | None, int]:
    """«وربع», «و18 دقيقة», «وثمانية عشر دقيقة», «ونصف», «إلا ربعا»."""
    part = line.hit(index, "clock_part", "fraction")
    if part is not None and part.clitic == "و":
        minutes = part.value if part.kind == "clock_part" else round(60 * part.value)
        return int(minutes), part.last
    if line.hit(index, "clock_minus"):
        part = line.hit(index + 1, "clock_part", "fraction")
        if part is not None:
            return -int(part.value if part.kind == "clock_part" else round(60 * part.value)), part.last
    at = index + 1 if line.key(index) == "و" else index
    number = number_at(line, at)
    if number is None or (at == index and number.clitic != "و"):
        return None, index
    unit = line.hit(number.last, "unit", "units")
    if unit is None or unit.value != "minute" or not 0 <= number.value < 60:
        return None, index
    return int(number.value), unit.last


def _zone(line: Line, index: int) -> tuple[str, int]:
    word = line.hit(index, "zone_word")
    zone = line.hit(word.last if word else index, "zone")
    if zone is None:
        return "", index
    return ("Z" if zone.value == 0 else ""), zone.last


def _full_day(hour: int, part: str | None, zone: str, strong: bool) -> int:
    """The hour of 24: by the part of the day; without one, hours up to seven are taken for the afternoon."""
    if hour >= 12:
        return 0 if hour == 12 and part in ("dawn", "night") else hour
    if part in ("afternoon", "evening", "noon"):
        return hour + 12 if not (part == "noon" and hour == 11) else hour
    if part == "night":
        return hour + 12 if hour >= 6 else hour
    if part in ("morning", "dawn") or zone or strong:
        return hour
    return hour + 12 if 1 <= hour <= 7 else hour

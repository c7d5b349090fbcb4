"""Ages: durations and ordinals that tell how old somebody is."""

from __future__ import annotations

from tawatur.values.amounts import Amount, bound_of
from tawatur.values.durations import Length, length_at
from tawatur.values.line import Line
from tawatur.values.numbers import number_at, ordinal_at
from tawatur.values.times import Phrase


def age_of(line: Line, phrase: Phrase) -> Amount | None:
    """The age that a duration states («البالغ من العمر 34 سنة», «(24 سنة)»), or None."""
    if phrase.kind != "duration":
        return None
    length = length_at(line, phrase.first)
    if length is None or length.unit not in ("year", "month") or length.count is None or length.number_form == "dual":
        return None
    if not _says_age(line, phrase.first, phrase.last, length):
        return None
    count = length.count + sum(n for unit, n in length.rest if unit == length.unit)
    bound = bound_of(line, phrase.first, phrase.last)
    return Amount(phrase.first, phrase.last, phrase.start, phrase.end, count, length.unit, bound, "age", "age")


def _says_age(line: Line, first: int, last: int, length: Length) -> bool:
    for at in range(first - 1, max(-1, first - 7), -1):
        if line.key(at) in (".", "؛"):
            break
        if line.hit(at, "age_cue"):
            return True
    if line.hit(last, "age_after"):
        return True
    if length.unit != "year" or length.bare or length.number_form not in ("digits", "words"):
        return False
    start = first
    while (bound := line.ends_with(start, "bound")) is not None:
        start = bound.first
    if line.ends_with(start, "span_cue") or line.hit(last, "shift", "ago") or _has_particle(line, first):
        return False
    before, after = line.key(start - 1), line.key(last)
    if before in ("(", "«", '"', "“") and after in (")", "»", '"', "”", "،", ","):
        return True
    if before in ("،", ",") and (after in ("،", ",", ")", ".", "") or line.hit(last - 1, "unit")):
        return True
    unit = line.key(_unit_token(line, first, last))
    if unit.startswith("سن") and unit in ("سنه", "سن"):
        initial = before == "." and len(line.key(start - 2)) == 1
        return start > 0 and not line.hit(start - 1, "not_noun") and (initial or before not in (".", ""))
    return False


def _unit_token(line: Line, first: int, last: int) -> int:
    for at in range(last - 1, first - 1, -1):
        if line.hit(at, "unit", "units"):
            return at
    return last - 1


def _has_particle(line: Line, index: int) -> bool:
    number = number_at(line, index)
    if number is not None and number.clitic[-1:] in ("ل", "ب"):
        return True
    return line.key(index - 1) in ("ل", "ب", "لل")


def age_before(line: Line, age: Amount) -> list[Amount]:
    """The lower end of «من 13 حتى 30 عاما»."""
    if line.key(age.first - 1) not in ("حتي", "الي", "-") or age.first < 2:
        return []
    number = number_at(line, age.first - 2)
    if number is None or number.last != age.first - 1 or number.value > age.value:
        return []
    end = line.end(number.last)
    return [Amount(number.first, number.last, number.start, end, number.value, age.of, "at_least", "age", "age.range")]


def ordinal_age(line: Line, index: int) -> tuple[int, int] | None:
    """«سن السابعة عشرة»: (years, token after)."""
    cue = line.hit(index, "age_cue")
    if cue is None or line.key(index)[cue.prefix :] != "سن":
        return None
    return ordinal_at(line, cue.last)

"""When a text was published, as an EDTF interval, from the text's own words and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tawatur.core.model import Dating, InferredDating, Span
from tawatur.extract.reading import Reading
from tawatur.extract.values import values_of
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import Sentence, arabic, english, say
from tawatur.text.normalise import fold
from tawatur.text.tokens import stems, tokens
from tawatur.values import calendar as cal
from tawatur.values.dates import date_at
from tawatur.values.expressions import Edge, Expression, Fixed, Frame, Lasting
from tawatur.values.line import Line
from tawatur.values.recurring import MonthDay
from tawatur.values.times import Phrase
from tawatur.values.times_days import is_future

#: How many lines from either end a date line may stand.
_DATE_LINES = 12
#: How many characters before a date may say that it is one to come.
_BEFORE = 60
#: How far after a date told with its year one without may lie, in days, for both to be of the year of writing.
_YEARLESS = 100
#: How far a publication may lie after the latest date its text names, in years, for a rule that counts years.
_YEARS_ON = 12
_NOWHERE = Frame(None)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: An EDTF value, why, and the words behind it.
Found = tuple[str, list[Sentence], list[Span]]


class DatingStage:
    """Infers the publication date of documents that come without one."""

    name = "dating"
    version = "3"

    def __call__(self, reading: Reading) -> Sequence[InferredDating]:
        if reading.document.published.value is not None and reading.document.published.certain:
            return []
        found = infer(reading)
        return [found] if found is not None else []


@dataclass(frozen=True, slots=True)
class _Clue:
    """A phrase of the text and its words; `ahead` where the words before it look ahead («سيعقد يوم …»)."""

    phrase: Phrase
    words: str
    span: Span
    ahead: bool = False


def infer(reading: Reading) -> InferredDating | None:
    """What the text lets know of its publication date; None when it says nothing."""
    line = _date_line(reading)
    if line is not None:
        return line
    clues = [_clue(reading, phrase) for phrase in values_of(reading).times]
    lower = _latest(clues)
    told = _latest([clue for clue in clues if clue.phrase.rule != "date.known-event"])
    for rule in (_weekday_date, _current_month, _yearless):
        found = rule(clues, told)
        if found is not None:
            return _finding(reading, *found, rule.__name__.strip("_"))
    if lower is None:
        return None
    reason = _say("latest", words=lower[1].words)
    return _finding(reading, f"{lower[0].year:04}/..", [reason], [lower[1].span], "latest")


def _say(key: str, **values: str | Sentence) -> Sentence:
    return say("dating.yaml", key, **values)


def _clue(reading: Reading, phrase: Phrase) -> _Clue:
    span = reading.span(phrase.start, phrase.end)
    before = reading.view.key[max(0, phrase.start - _BEFORE) : phrase.start].rpartition(".")[2]
    said = phrase.expression
    shifted = isinstance(said, MonthDay) and said.shift == "next"
    ahead = shifted or any(is_future(w) for w in before.split()) or _is_plan(before.rpartition("،")[2])
    return _Clue(phrase, reading.words(span).replace("\n", " "), span, ahead)


def _is_plan(clause: str) -> bool:
    """Whether the words before a date in its clause make it one to come: «بحلول», «خطة»."""
    return any(stem in _plans() for word in clause.split() for _, stem in stems(word))


@cache
def _plans() -> frozenset[str]:
    data = load_yaml("ar/time.yaml")
    return frozenset(fold(word) for key in ("future_cues", "plans") for word in data[key] if " " not in word)


def _finding(
    reading: Reading, value: str, reasons: Sequence[Sentence], evidence: Iterable[Span], rule: str
) -> InferredDating:
    dating = Dating(value, english(reasons), False, arabic(reasons))
    return InferredDating(reading.document.id, dating, tuple(evidence), f"dating.{rule}")


# -- a line that is a date ---------------------------------------------------------------------------------------------


def _date_line(reading: Reading) -> InferredDating | None:
    """A short line near the top or the end that holds a full date and hardly anything else."""
    text = reading.view.text
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    rows = [(a, b) for a, b in zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True) if b - a > 5]
    for start, end in (*rows[:_DATE_LINES], *reversed(rows[-_DATE_LINES:])):
        if end - start > 70:
            continue
        row = tokens(reading.view, start, end)
        line = Line(reading.view, row)
        for index in line.spots:
            found = date_at(line, index)
            if found is None or not isinstance(found.expression, Fixed) or found.last - index + 5 < len(row):
                continue
            moment = found.expression.moment
            if moment.start != moment.end:
                continue
            span = reading.span(line.start(index), line.end(found.last))
            reason = _say("date_line", words=reading.words(span))
            return _finding(reading, moment.edtf(), [reason], [span], "date_line")
    return None


# -- clues -------------------------------------------------------------------------------------------------------------


def _latest(clues: Sequence[_Clue]) -> tuple[date, _Clue] | None:
    """The first day of the latest absolute date that is not told as something to come."""
    best: tuple[date, _Clue] | None = None
    for clue in clues:
        day = _lower_bound(clue.phrase.expression)
        if day is not None and clue.phrase.kind == "date" and not clue.ahead and (best is None or day > best[0]):
            best = day, clue
    return best


def _lower_bound(expression: Expression) -> date | None:
    """The day from which a past absolute expression shows the text to have been written."""
    if isinstance(expression, Fixed) and not expression.moment.interval:
        return expression.moment.start
    if isinstance(expression, Edge) and isinstance(expression.base, Fixed):
        moment = expression.at(_NOWHERE)
        return moment.start if moment is not None else None
    return None


def _weekday_date(clues: Sequence[_Clue], lower: tuple[date, _Clue] | None) -> Found | None:
    """«الثلاثاء 12 يناير»: years in which that day falls on that weekday, from the latest date named on."""
    if lower is None:
        return None
    for clue in clues:
        said = clue.phrase.expression
        if not isinstance(said, MonthDay) or said.weekday is None or said.day is None or said.end is not None:
            continue
        if clue.ahead:
            continue
        years = range(lower[0].year, lower[0].year + _YEARS_ON)
        days = [m.start for y in years if (m := said.in_year(y)) and m.start.weekday() == said.weekday]
        days = [day for day in days if day >= lower[0]]
        if not days:
            continue
        named = Sentence(", ".join(str(day.year) for day in days), "، ".join(str(day.year) for day in days))
        reasons = [_say("weekday_date", words=clue.words, latest=lower[1].words, years=named)]
        span_clue = _decades_back(clues, days)
        if len(days) == 1 or span_clue is None:
            return f"{days[0].isoformat()}/..", reasons, [clue.span, lower[1].span]
        day, past, reason = span_clue
        return f"{day.year:04}-{day.month:02}~", [*reasons, reason], [clue.span, lower[1].span, past.span]
    return None


def _decades_back(clues: Sequence[_Clue], days: Sequence[date]) -> tuple[date, _Clue, Sentence] | None:
    """«على مدى العقدين الماضيين» with the earliest year named: which candidate lies so many years after it."""
    years = [c.phrase.expression.moment.start.year for c in clues if isinstance(c.phrase.expression, Fixed)]
    for clue in clues:
        said = clue.phrase.expression
        if isinstance(said, Lasting) and said.unit == "decade" and said.count < 0 and years:
            meant = min(years) - 10 * said.count
            near = [day for day in days if abs(day.year - meant) <= 2]
            if len(near) == 1:
                earliest, year = str(min(years)), str(near[0].year)
                return near[0], clue, _say("decades", words=clue.words, earliest=earliest, year=year)
    return None


def _current_month(clues: Sequence[_Clue], lower: tuple[date, _Clue] | None) -> Found | None:
    """«7 يوليو الجاري»: the month of publication; its year is the first that the dates named allow. A year alone
    («عام 2017») only says from when on: a writer may name a year long past."""
    if lower is None:
        return None
    for clue in clues:
        said = clue.phrase.expression
        if not isinstance(said, MonthDay) or said.shift != "this":
            continue
        for year in (lower[0].year, lower[0].year + 1):
            moment = said.in_year(year)
            if moment is not None and moment.end >= lower[0]:
                month = cal.of_month(moment.start.year, moment.start.month)
                reasons = [
                    _say("this_month", words=clue.words),
                    _say("first_month", latest=lower[1].words, month=month.edtf()),
                ]
                if not _to_the_month(lower[1]):
                    reasons[-1] = _say("this_month_since", latest=lower[1].words, month=month.edtf())
                    return f"{month.edtf()}/..", reasons, [clue.span, lower[1].span]
                first = month.start if clue.ahead else moment.start
                return _within_month(clues, first, month.edtf(), reasons, [clue.span, lower[1].span])
    return None


def _within_month(
    clues: Sequence[_Clue], first: date, month: str, reasons: list[Sentence], evidence: list[Span]
) -> Found:
    """«أمس الأحد» leaves the Mondays of the month; the value is the stretch between the first and last."""
    for clue in clues:
        today = clue.phrase.today
        if today is None:
            continue
        weekday = (today[1] - today[0]) % 7
        days = [d for n in range(31) if (d := cal.shift_days(first, n)).month == first.month and d.weekday() == weekday]
        if days:
            day = say("words.yaml", _WEEKDAYS[weekday])
            reasons = [*reasons, _say("today", words=clue.words, weekday=day)]
            value = days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()}/{days[-1].isoformat()}"
            return value, reasons, [*evidence, clue.span]
    return f"{month}~", reasons, evidence


def _yearless(clues: Sequence[_Clue], lower: tuple[date, _Clue] | None) -> Found | None:
    """«4 مايو» without a year, soon after a date told to the month: a writer leaves out the year in which he writes."""
    if lower is None or not isinstance(lower[1].phrase.expression, Fixed):
        return None
    if not _to_the_month(lower[1]):
        return None
    for clue in clues:
        said = clue.phrase.expression
        if isinstance(said, MonthDay) and not said.shift and said.day is not None and not clue.ahead:
            for year in (lower[0].year, lower[0].year + 1):
                moment = said.in_year(year)
                if moment is not None and 0 < (moment.start - lower[1].phrase.expression.moment.end).days <= _YEARLESS:
                    reasons = [
                        _say("with_year", words=lower[1].words),
                        _say("without_year", words=clue.words, year=str(year)),
                    ]
                    return f"{year:04}~", reasons, [clue.span, lower[1].span]
    return None


def _to_the_month(clue: _Clue) -> bool:
    """Whether an absolute date is told with its month, its day, or the part of a year («أواخر عام 2020»)."""
    said = clue.phrase.expression
    if isinstance(said, Edge):
        return isinstance(said.base, Fixed) and said.base.moment.grain in ("year", "month", "day")
    return isinstance(said, Fixed) and said.moment.grain in ("month", "day")

"""What every reading of times stands on: phrases, written dates, dates that go back to earlier ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tawatur.values import dates, years
from tawatur.values.dates import Dated
from tawatur.values.expressions import Expression, Fixed, Unknown
from tawatur.values.line import Line
from tawatur.values.nth import holiday_at
from tawatur.values.nth import read as nth_at
from tawatur.values.numbers import ordinal_at
from tawatur.values.recurring import Inside, MonthDay

_UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression of time at tokens `[first, last)` and view offsets `[start, end)`.

    `kind`: date | duration | set | clock | now | name (a date that only names a law, a place, a revolution: dropped
    once its tokens are taken). `iso` is a duration's ISO 8601 value, `expression` everything else's meaning.
    `today` is the day from publication that the words name («اليوم» 0, «أمس» -1), with the weekday beside it.
    """

    first: int
    last: int
    start: int
    end: int
    rule: str
    kind: str = "date"
    expression: Expression = _UNKNOWN
    iso: str | None = None
    today: tuple[int, int] | None = None


class WrittenTimes:
    """Reads one line; remembers the last date for «العام نفسه», «بعد ذلك»."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.last: Expression | None = None
        self.joint = -1  # where the other end of a range may begin
        self.future_until = -1
        self.events: dict[tuple[int, int], int] = {}

    def remember(self, phrase: Phrase) -> None:
        """Let a date be what a later «the same year» goes back to."""
        if phrase.kind in ("date", "clock") and not isinstance(phrase.expression, Unknown):
            self.last = phrase.expression

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

    def clitic(self, index: int) -> bool:
        hits = self.line.hits[index]
        return bool(hits) and hits[0].clitic != ""

    def written(self, index: int) -> Phrase | None:
        """Dates written out, the year or feast alone, «third Tuesday of …»."""
        line = self.line
        best: Dated | None = None
        for read in (dates.date_at, nth_at, dates.months, years.years, holiday_at):
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
        if dated is None and (days := dates.day_range(line, index)) is not None:
            last = self.same_unit(days[2] + 1, "month") if line.key(days[2]) == "من" else None
            if last is None and line.key(days[2]) == "منه" and 0 <= self.joint <= index <= self.joint + 2:
                last = days[2] + 1
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
        if not isinstance(said, MonthDay) or said.shift:
            return dated
        if said.day is None:
            return self.known_month(index, said, dated)
        year = self.events.get((said.month, said.day))
        for at in range(index - 1, max(-1, index - 5), -1):
            if self.line.key(at) in (".", "،", "؛"):
                break
            for hit in self.line.hits[at]:
                if hit.kind == "known" and hit.value[:2] == (said.month, said.day):
                    if hit.value[3]:
                        return self.placed(at, said, hit.value[2], dated)
                    year = hit.value[2]
        moment = said.in_year(year) if year is not None else None
        if moment is None or year is None:
            return dated
        self.events[said.month, said.day] = year
        return Dated(Fixed(moment), dated.last, "date.known-event")

    def known_month(self, index: int, said: MonthDay, dated: Dated) -> Dated | None:
        """«نصر أكتوبر», «ثورة يناير»: a month that only names an event; a time on its anniversary."""
        for hit in self.line.hits[index - 1] if index else ():
            if hit.kind == "known" and hit.value[0] == said.month:
                return self.placed(index - 1, MonthDay(said.month, hit.value[1]), hit.value[2], dated)
        return None if self.line.hit(index - 1, "event_head") is not None else dated

    def placed(self, at: int, said: MonthDay, year: int, dated: Dated) -> Dated | None:
        """The time that an event's name at token `at` gives: its anniversary («الذكرى الثانية لثورة …») or, after
        «قبل», «منذ» and their like, the day itself; None where the name only names."""
        line = self.line
        if line.hit(at - 1, "anniversary"):
            return Dated(said, dated.last, "date.anniversary")
        starts = (at - 3, at - 2, at - 1)
        ordinal = next((found for n in starts if n >= 0 and (found := ordinal_at(line, n)) and found[1] == at), None)
        moment = said.in_year(year)
        if moment is None:
            return None
        if ordinal is not None:
            told = any(line.hit(n, "anniversary") for n in (at - 2, at - 3, at - 4))
            day = said.in_year(year + ordinal[0]) if told else None
            return Dated(Fixed(day), dated.last, "date.anniversary") if day is not None else None
        side = line.hit(at - 1, "since_event")
        if side is None:
            return None
        return Dated(Fixed(replace(moment, open=side.value)), dated.last, "date.known-event")

    def name(self, index: int, last: int) -> Phrase:
        return self.phrase(index, last, "name", Unknown(), kind="name")

    def is_law(self, index: int) -> bool:
        """«القانون رقم 10 لسنة 1990»: a year in a law's name, no time; that of «المحضر رقم 7 لسنة 2015» is one."""
        line = self.line
        if index < 2 or not line.key(index).startswith("ل") or not line.row[index - 1].is_number:
            return False
        if line.ends_with(index - 1, "label") is None:
            return False
        near = range(max(0, index - 8), min(len(line), index + 4))
        return not any(line.hit(at, "case_word") for at in near)

    def is_label(self, index: int) -> bool:
        """Whether the number at `index` is a law's, a room's or a page's."""
        return self.line.row[index].is_number and self.line.ends_with(index, "label") is not None

    def bare_year(self, index: int) -> Phrase | None:
        return None if self.is_label(index) else self.of(index, years.bare_year(self.line, index))

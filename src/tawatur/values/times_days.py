"""Days: «اليوم الخميس», «الأحد الماضي», «يومي 2 و3 فبراير», «مساء أمس», «الآن», «وقت سابق اليوم»."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.values import dates
from tawatur.values.clock import clock_at
from tawatur.values.dates import SHIFTS
from tawatur.values.expressions import Between, Clocked, Expression, Fixed, Same, Shift, Side, Unknown
from tawatur.values.nth import read as nth_at
from tawatur.values.numbers import ordinal_at
from tawatur.values.recurring import DayBeside, MonthDay, Weekday, WeekdayIn
from tawatur.values.times_base import Phrase
from tawatur.values.times_units import UnitTimes

#: What may stand between the two days of one night: «ليل الثلاثاء - الأربعاء», «ليلة الاثنين إلى الثلاثاء».
_NIGHT_JOINTS = frozenset({"الي", "علي", "-", "–", "/"})

#: What closes a weekday set apart beside «اليوم»: «اليوم "الأحد"», «أمس /الاثنين/».
_CLOSERS = frozenset({"»", ")", '"', "”", "/"})


class DayTimes(UnitTimes):
    """Readings that name a day or point at one."""

    def deictic(self, index: int) -> Phrase | None:
        """«اليوم», «أمس الأحد», «غدا الثلاثاء 29 يناير»."""
        line = self.line
        hit = line.hit(index, "deictic")
        if hit is None:
            return None
        if line.key(hit.last - 1) == "السابق" and self.last is not None:
            return self.phrase(index, hit.last, "unit.anaphoric", Same(self.last, "day", -1))
        if self.not_today(index, hit.last):
            return None
        unit, count = hit.value
        weekday = self.weekday_beside(hit.last) if unit == "day" else None
        if weekday is None:
            if line.key(index)[hit.prefix :] == "غد":
                return None  # «غد أفضل»
            expression: Expression = Shift(unit, count)
            return self.with_clock(self.phrase(index, hit.last, "deictic", expression))
        phrase = self.weekday(weekday)
        value = next(h.value for h in line.hits[weekday] if h.kind in ("weekday", "bare_weekday"))
        if phrase is None:
            return None
        close = phrase.last + (weekday > hit.last and line.key(phrase.last) in _CLOSERS)
        if phrase.rule == "weekday":
            return self.phrase(index, close, "deictic.weekday", DayBeside(count, value), today=(count, value))
        return self.phrase(index, phrase.last, "deictic.date", phrase.expression, today=(count, value))

    def not_today(self, index: int, last: int) -> bool:
        """«في اليوم» (a day, each day), «اليوم السابع», «المصري اليوم» as names or counts."""
        key = self.line.key(index)
        if not key.endswith("اليوم") and key != "لليوم":
            return False
        before, after = self.line.key(index - 1), self.line.key(last)
        if before in ("المصري", "اخبار", "في", "فى", "كل") or self.line.hit(last, "ordinal") or after == "الذي":
            return True
        return (self.line.hit(last, "shift") is not None and after not in ("الماضي",)) or key == "لليوم"

    def weekday_beside(self, index: int) -> int | None:
        """The token of a weekday after a comma, bracket or nothing."""
        at = index
        while at < index + 2 and self.line.key(at) in ("،", ",", "(", "«", '"', "“", "-", "/", "يوم"):
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
        pair = self.weekdays(index, index) if self.is_pair(value, last) else None
        if pair is not None:
            return pair
        at = self.skip(last)
        written = dates.date_at(line, at) or self.anaphoric(at, None) if at < len(line) else None
        if written is not None and written.rule not in ("date.of-year",):
            feminine = line.key(last).endswith("ه")  # «الجمعة الثانية من أكتوبر» counts Fridays
            other = nth_at(line, index) if isinstance(written.expression, Fixed) or feminine else None
            counted = feminine or _day_differs(written.expression, value)
            if other is not None and counted and line.hit(at, "ordinal"):
                return self.of(index, other)
            expression = written.expression
            if isinstance(expression, MonthDay):
                expression = replace(expression, weekday=value)
            return self.phrase(index, written.last, "weekday.date", expression)
        shift = line.hit(last, "shift")
        if shift is not None and shift.value in SHIFTS and not shift.clitic and shift.value != "recent":
            side = {"past": "past", "next": "next", "this": ""}[SHIFTS[shift.value]]
            return self.phrase(index, shift.last, "weekday.shifted", Weekday(value, side))
        week = self.week_after(last)
        if week is not None:
            return self.phrase(index, week.last, "weekday.of-week", WeekdayIn(value, week.expression))
        ordinal = ordinal_at(line, last)
        if ordinal is not None and 10 < ordinal[0] <= 31:
            return self.phrase(index, ordinal[1], "weekday.day", Weekday(value, day=ordinal[0]))
        second = line.hit(last + (line.key(last) in _NIGHT_JOINTS), "weekday")
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
            if line.hit(at, "future_cue") or is_future(key):
                return True
        return False

    def of_day(self, index: int) -> Phrase | None:
        """«يوم الخميس», «يوم 7 تموز», «يومي 2 و3 فبراير», «مساء أمس», «فجر الأربعاء», «ليل الثلاثاء»."""
        line = self.line
        hit = line.hit(index, "day_part", "unit", "unit2c", "unit2")
        if hit is None or (hit.kind != "day_part" and hit.value != "day") or (hit.definite and hit.kind == "unit"):
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

    def is_pair(self, value: int, index: int) -> bool:
        """Whether the weekday after `value` stands at `index`, and after it a word for both («والخميس الماضيين»)."""
        two = self.line.hit(index, "weekday")
        if two is None or two.clitic != "و" or (two.value - value) % 7 != 1:
            return False
        shift = self.line.hit(two.last, "shift")
        return shift is not None and self.line.key(shift.first).endswith(("ين", "ان"))

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
            day, after = Weekday(one.value, word, future), Weekday(two.value, word, future)
            ahead = future or word == "next"
            expression = Between(day, Same(day, "day", 1)) if ahead else Between(Same(after, "day", -1), after)
        return self.phrase(index, last, "weekday.pair", expression)

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
        """«وقت سابق», «وقت لاحق اليوم», «وقت سابق من الشهر الجاري»: a time within a day or month."""
        line = self.line
        hit = line.hit(index, "some_time")
        shift = line.hit(hit.last, "shift") if hit is not None else None
        if shift is None or shift.value not in ("previous", "following", "past"):
            return None
        at = shift.last + 1 if line.key(shift.last) in ("من", "يوم") else shift.last
        if at < len(line) and not self.clitic(at):
            for parse in (self.deictic, self.weekday, self.inner):
                phrase = parse(at)
                if phrase is not None and phrase.kind == "date":
                    said = Side(phrase.expression, shift.value == "following")
                    return self.phrase(index, phrase.last, "some-time", said, today=phrase.today)
        return self.phrase(index, shift.last, "some-time", Unknown())

    def anaphor(self, index: int) -> Phrase | None:
        """«يومها», «يومئذ»: the day told before; «حينه»: the time told before."""
        hit = self.line.hit(index, "anaphor", "at_that_time")
        if hit is None or self.last is None:
            return None
        if hit.kind == "at_that_time":
            return self.phrase(index, hit.last, "unit.anaphoric", self.last)
        return self.phrase(index, hit.last, "unit.anaphoric", Same(self.last, "day"))

    def recently(self, index: int) -> Phrase | None:
        hit = self.line.hit(index, "recently")
        if hit is None:
            return None
        return self.phrase(index, hit.last, "recently", Shift("month", 0, True))


def _day_differs(expression: Expression, weekday: int) -> bool:
    """Whether a written date falls on another day of the week: then its ordinal counts weekdays, not days."""
    return isinstance(expression, Fixed) and expression.moment.start.weekday() != weekday


#: Endings that no verb of the future has here: plurals, duals and adverbs («سنوات», «سيارتين», «سياسيا»).
_NOT_VERBS = ("ات", "تان", "تين", "يين", "يا")
#: What a verb that ends in alif ends in: a pronoun, the plural's alif, or a root's last hamza.
_ALIF = ("ها", "نا", "هما", "وا", "بدا", "لجا", "هدا", "قرا", "نشا", "ملا", "طرا", "فاجا", "برا")


@cache
def _not_future() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load_yaml("ar/time.yaml")
    return frozenset(fold(word) for word in data["future_not"]), tuple(fold(stem) for stem in data["future_not_stems"])


def is_future(key: str) -> bool:
    """A verb with the particle of the future: «سيصل», «وستبدأ»; not «سنوات», «سيطرت» or a name in alif."""
    word = key[1:] if key[:1] in ("و", "ف") else key
    if len(word) < 4 or word[0] != "س" or word[1] not in "يتن" or word[-1] == "ه" or word.endswith(_NOT_VERBS):
        return False
    words, stems = _not_future()
    return word not in words and not word.startswith(stems) and (word[-1] != "ا" or word.endswith(_ALIF))

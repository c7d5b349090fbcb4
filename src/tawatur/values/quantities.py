"""Finds quantities in a line: numbers with what they count, money, shares, measures, ages; and their bounds."""

from __future__ import annotations

from dataclasses import replace

from tawatur.values.ages import age_before, age_of, ordinal_age
from tawatur.values.amounts import Amount, bound_of
from tawatur.values.line import Line
from tawatur.values.money import Currency, cents_after, currency_at, sign_before
from tawatur.values.numbers import Number, number_at, ordinal_at
from tawatur.values.times import Phrase


def read_quantities(line: Line, times: list[Phrase]) -> tuple[list[Amount], list[Phrase]]:
    """Every quantity of the line in order, and `times` without the durations that are ages."""
    taken: set[int] = set()
    kept: list[Phrase] = []
    found: list[Amount] = []
    for phrase in times:
        age = age_of(line, phrase)
        if age is not None:
            found.append(age)
            found += age_before(line, age)
        elif phrase.kind == "duration" and _is_title(line, phrase):
            taken.update(range(phrase.first, phrase.last))
            continue
        elif phrase.kind != "name":
            kept.append(phrase)
        taken.update(range(phrase.first, phrase.last))
    for amount in found:
        taken.update(range(amount.first, amount.last))
    reader = QuantityReader(line, taken)
    found += reader.read()
    found.sort(key=lambda amount: (amount.start, amount.end))
    return found, kept


def _is_title(line: Line, phrase: Phrase) -> bool:
    """«برنامج "60 دقيقة"»: a number of units alone in quotation marks names something."""
    if line.key(phrase.first - 1) not in ('"', "«", "“") or line.key(phrase.last) not in ('"', "»", "”"):
        return False
    return bool(line.hit(phrase.last - 1, "unit", "units")) and not line.key(phrase.last - 1).startswith(("سن", "عام"))


# -- numbers ---------------------------------------------------------------------------------------------------------


class QuantityReader:
    """Reads a line's numbers outside the tokens `taken` by times and ages."""

    def __init__(self, line: Line, taken: set[int]) -> None:
        self.line = line
        self.taken = taken

    def read(self) -> list[Amount]:
        found: list[Amount] = []
        position = 0
        for index in self.line.spots:
            if index < position or index in self.taken:
                continue
            ordinal = ordinal_at(self.line, index) if self.line.hit(index, "ordinal") else None
            amount = self.age_in_words(index) or (self.at(index) if ordinal is None else None)
            if amount is not None:
                second = amount.rule.endswith(".dual") and found and found[-1].rule.endswith(".dual")
                if not (second and index - found[-1].last < 2):
                    found.append(amount)
                position = amount.last
            elif ordinal is not None:
                position = ordinal[1]
            elif (number := number_at(self.line, index)) is not None:
                position = number.last
        return self._lend_units(found)

    def age_in_words(self, index: int) -> Amount | None:
        """«سن السابعة عشرة»: an ordinal that says an age."""
        found = ordinal_age(self.line, index)
        if found is None:
            return None
        at = index + 1
        bound = (
            "at_least"
            if self.line.key(index - 1) in ("بلغوا", "بلغ", "بلغت", "فوق")
            else bound_of(self.line, index, found[1])
        )
        start, end = self.line.start(at), self.line.end(found[1])
        return Amount(at, found[1], start, end, found[0], "year", bound, "age", "age.ordinal")

    def at(self, index: int) -> Amount | None:
        """The quantity whose number begins at token `index`, or None."""
        number = number_at(self.line, index) or self.ratio(index)
        if number is None or any(at in self.taken for at in range(number.first, number.last)):
            return self.dual(index)
        return self.money(number) or self.percent(number) or self.measure(number) or self.counted(number)

    def ratio(self, index: int) -> Number | None:
        """«3/4 كيلوغرام»: a stroke between digits is a fraction before a unit of measure."""
        number = number_at(self.line, index, ratio=True) if "/" in self.line.key(index) else None
        return number if number is not None and self.line.hit(number.last, "measure", "percent") else None

    def build(self, number: Number, last: int, value: float, of: str, kind: str, rule: str) -> Amount:
        bound = bound_of(self.line, number.first, last)
        if number.form == "vague" and bound in ("exact", "about"):
            bound = "at_least"
        return Amount(number.first, last, number.start, self.line.end(last), value, of, bound, kind, rule)

    def money(self, number: Number) -> Amount | None:
        """«10.7 مليار دولار», «$10», «عشرات المليارات من الدولارات», «20 دولارا و43 سنتا»."""
        line = self.line
        sign = sign_before(line, number)
        currency = currency_at(line, number.last) or sign
        if currency is None:
            return None
        before = sign is not None and currency is sign
        last = number.last if before else currency.last
        value = number.value
        cents = cents_after(line, last, currency)
        if cents is None and before and line.row[last : last + 1] and line.row[last].is_number and value < 1e6:
            small = line.key(last)
            cents = (int(small) / 100, last + 1) if small.isdecimal() and len(small) == 2 else None
        if cents is not None:
            value, last = round(value + cents[0], 2), cents[1]
        amount = self.build(number, last, value, currency.code, "money", "money")
        if before:
            start = line.start(number.first - 1)
            amount = replace(amount, first=number.first - 1, start=start)
        return replace(amount, explicit=currency.explicit, noun=currency.noun)

    def percent(self, number: Number) -> Amount | None:
        """«25%», «عشرون في المئة», «51% من المشاركين»."""
        line = self.line
        hit = line.hit(number.last, "percent")
        value, last = number.value, number.last
        if hit is None:
            if line.key(number.first - 1) != "%" or not line.glued(number.first):
                return None
        else:
            last = hit.last
        return self.build(number, last, value, "percent", "percent", "percent")

    def measure(self, number: Number) -> Amount | None:
        """«65 كيلومترا», «1474 فدانا»."""
        line = self.line
        hit = line.hit(number.last, "measure")
        if hit is None or hit.clitic or (number.definite and line.row[number.first].is_number):
            return None
        return self.build(number, hit.last, number.value, str(hit.value), "measure", "measure")

    def counted(self, number: Number) -> Amount | None:
        """A number of things or people, its noun taken in; None for labels, scores, years and codes."""
        if self.is_label(number):
            return None
        noun, last = self.noun_after(number)
        if number.form == "fraction":
            return self.share(number, noun, last)
        if self.is_title(number, last):
            return None
        if number.form == "words":
            if number.value == 1 and number.last == number.first + 1:
                return self.single(number)
            if number.text.isascii() and not noun:
                return None
            if number.last == number.first + 1 and number.value in (1000, 1e6, 1e9) and not noun:
                return None
            if number.definite and not noun.startswith("ال"):
                after = self.after_noun(number)
                if after is not None or not noun:
                    return after
        if number.form == "digits" and not noun and self.is_bare_label(number):
            return None
        if self.line.hit(number.last, "unit", "units", "weekday", "month") and number.form == "vague":
            return None
        return self.build(number, last, number.value, noun, "count", f"count.{number.form}")

    def is_title(self, number: Number, last: int) -> bool:
        """«"38 ميلا"»: a number alone with its noun in quotation marks names something."""
        line, quotes = self.line, ('"', "»", "”")
        if line.key(number.first - 1) not in ('"', "«", "“") or line.key(last) not in quotes:
            return False
        return line.glued(number.first) and line.glued(last)

    def single(self, number: Number) -> Amount | None:
        """«بطارية واحدة على الأقل»: one of something, where it is bounded."""
        line, at = self.line, number.first - 1
        bound = bound_of(line, number.first, number.last)
        if at < 0 or not line.row[at].is_word or number.definite or bound == "exact" or line.hits[at]:
            return None
        start, end = line.start(at), line.end(number.last)
        return Amount(at, number.last, start, end, 1, line.key(at), bound, "count", "count.one")

    def share(self, number: Number, noun: str, last: int) -> Amount | None:
        """«نصف المقتنيات», «ثلاثة أرباع السكان»: a fraction needs its whole."""
        if not noun or noun.endswith("نهائي") or self.line.hit(number.last, "unit", "units"):
            return None
        if number.definite:
            return None
        return self.build(number, last, number.value, noun, "share", "share")

    def after_noun(self, number: Number) -> Amount | None:
        """«المنتخبات الثلاثة», «بطارياتها الدفاعية الخمس»: the number after a definite noun."""
        line, at = self.line, number.first - 1
        if at < 0 or not line.row[at].is_word or line.row[number.first].is_number:
            return None
        if not 2 < number.value < 100 or number.last != number.first + 1:
            return None
        if at > 0 and line.key(at).endswith("يه") and line.key(at).startswith("ال") and line.row[at - 1].is_word:
            at -= 1
        key = line.key(at)
        if not _definite_noun(key) or (line.hits[at] and line.hit(at, "unit", "units", "not_noun", "label", "clock")):
            return None
        amount = self.build(number, number.last, number.value, key, "count", "count.after")
        return replace(amount, first=at, start=line.start(at))

    def is_label(self, number: Number) -> bool:
        """A law's or room's number, an ordinal («الطابق الـ13»), a model's («سام-17»), a list's, a score's."""
        line, first = self.line, number.first
        before = line.key(first - 1)
        if line.ends_with(first, "label") and not (number.last > first + 1 and number.value >= 1000):
            return True
        if number.form != "digits":
            return before in ("دور", "الدور", "الساعه") or (number.definite and before in ("مجموعه", "قمه", "دول"))
        if before in ('"', "«", "(", "“") and line.ends_with(first - 1, "label"):
            return True
        if before == ":" and line.key(number.last) == ")":
            return True
        if before in ("ال", "بال", "لل") and not line.hit(number.last, "scale", "scales") and number.last == first + 1:
            return not self.noun_after(number)[0] or line.ends_with(first - 1, "label") is not None
        if before in ("-", "/", ".", "_") and line.glued(first) and first > 1 and line.glued(first - 1):
            return True
        if line.glued(first) and before[:1].isalpha() and self.is_code(number, before):
            return True
        after = line.key(number.last)
        if after in ("-", "/", ":") and line.glued(number.last) and line.glued(number.last + 1):
            return not self.range_after(number)
        if len(number.text) > 6 and number.text.startswith("0"):
            return True
        return after in (")", "-", ".") and self.opens_line(first) and not line.hit(number.last + 1, "percent")

    def is_code(self, number: Number, before: str) -> bool:
        """Digits glued to a word: a model's («F16»), or a slip of the keyboard."""
        if before.isascii() or self.line.glued(number.last):
            return True
        return len(before) > 2 and not self.noun_after(number)[0]

    def range_after(self, number: Number) -> bool:
        """«10-20 دولارا»: a range with a unit after its upper end."""
        other = number_at(self.line, number.last + 1) if number.last + 1 < len(self.line) else None
        if other is None or other.value <= number.value:
            return False
        return bool(currency_at(self.line, other.last) or self.noun_after(other)[0])

    def opens_line(self, index: int) -> bool:
        line = self.line
        return index == 0 or "\n" in line.text[line.row[index - 1].end : line.row[index].start]

    def is_bare_label(self, number: Number) -> bool:
        """Digits that count nothing said: years, numbers in brackets after the article."""
        line, text = self.line, number.text
        if text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2099 and number.last == number.first + 1:
            return True
        if line.key(number.first - 1) == "(" and line.key(number.first - 2) in ("ال", "رقم", "لل"):
            return True
        if line.key(number.first - 1) in ('"', "«", "(") and line.key(number.last) in ('"', "»", ")"):
            return True
        month = line.hit(number.last, "month")
        return month is not None or "/" in text or ":" in text

    def noun_after(self, number: Number) -> tuple[str, int]:
        """(the counted noun or «», the token after it)."""
        line, at = self.line, number.last
        key = line.key(at)
        quoted = key in ('"', "«", "“") and at + 1 < len(line) and line.row[at + 1].is_word and line.glued(at + 1)
        if quoted and not line.hit(at + 1, "not_noun") and line.key(at + 2) in ('"', "»", "”"):
            return line.key(at + 1), at + 3
        if key in ("منهم", "منها", "منهما", "منهن"):
            return key, at + 1
        if key in ("من", "of"):
            if at + 1 < len(line) and line.row[at + 1].is_word and not line.hit(at + 1, "not_noun"):
                return line.key(at + 1), at + 2
            return "", at
        if at >= len(line) or not line.row[at].is_word or line.broken(at) or line.hit(at, "not_noun"):
            return "", at
        if (number.form == "vague" and number.definite) or line.hit(at, "unit", "year_kind"):
            return "", at
        if key[0] in "وف" and line.hits[at] and line.hits[at][0].clitic in ("و", "ف"):
            return "", at
        if _is_joined(key):
            return "", at
        return key, at + 1

    def dual(self, index: int) -> Amount | None:
        """«شخصين», «رسالتان», «دولارين»: two of a noun that is counted so."""
        line = self.line
        hit = line.hit(index, "currency2")
        if hit is not None:
            currency = currency_at(line, index, clitic=True)
            return self.two(index, hit.prefix, currency.last, currency.code, "money", currency) if currency else None
        hit = line.hit(index, "measure2")
        if hit is not None:
            return self.two(index, hit.prefix, hit.last, str(hit.value), "measure")
        hit = line.hit(index, "dual_noun")
        if hit is None:
            return self.feminine_dual(index)
        if line.hit(index, "no_dual"):
            return None
        key = line.key(index)[hit.prefix :]
        last = hit.last
        if not key.endswith("ن"):
            if index + 1 >= len(line) or not line.row[index + 1].is_word or line.hit(index + 1, "not_noun"):
                return None
            last += 1
        return self.two(index, hit.prefix, last, key, "count")

    def feminine_dual(self, index: int) -> Amount | None:
        """Any noun in «تين» or «تان» without the article that is not a known word of another make."""
        line, key = self.line, self.line.key(index)
        if not key.endswith(("تين", "تان")) or key.endswith("ستان") or line.hits[index]:
            return None
        prefix = 1 if key[0] in "وبلف" and len(key) > 6 else 0
        if key.startswith("لل") or key[prefix:].startswith(("ال", "لل")) or len(key) - prefix < 6:
            return None
        return self.two(index, prefix, index + 1, key[prefix:], "count")

    def two(self, index: int, prefix: int, last: int, of: str, kind: str, money: Currency | None = None) -> Amount:
        line = self.line
        start = line.start(index, prefix)
        bound = bound_of(line, index, last)
        amount = Amount(index, last, start, line.end(last), 2, of, bound, kind, f"{kind}.dual")
        return replace(amount, explicit=money.explicit, noun=money.noun) if money else amount

    def _lend_units(self, found: list[Amount]) -> list[Amount]:
        """«من 10 إلى 20 دولارا», «25 إلى 50 عضوا»: the lower end takes the upper one's unit;
        «قاربين أو ثلاثة» is one."""
        for at in range(len(found) - 2, -1, -1):
            lower, upper = found[at], found[at + 1]
            if upper.first == lower.last + 1 and self.line.key(lower.last) == "او" and not upper.of and lower.of:
                found[at] = replace(lower, last=upper.last, end=upper.end, value=upper.value, bound="at_most")
                del found[at + 1]
        for at in range(len(found) - 1):
            lower, upper = found[at], found[at + 1]
            if lower.kind != "count" or lower.of or upper.first != lower.last + 1:
                continue
            between = self.line.key(lower.last) == "و" and self.line.key(lower.first - 1) == "بين"
            if between or self.line.key(lower.last) in ("الي", "-", "–", "حتي", "او"):
                found[at] = replace(lower, of=upper.of, kind=upper.kind, explicit=upper.explicit, noun=upper.noun)
        return found


def _definite_noun(key: str) -> bool:
    return (key.startswith("ال") and len(key) > 4) or (len(key) > 5 and key.endswith(("ها", "هم", "ته")))


def _is_joined(key: str) -> bool:
    """A word that begins with an attached preposition or relative: not what a number counts."""
    return key.startswith(("لل", "بال", "وال", "فال", "كال")) and len(key) > 4

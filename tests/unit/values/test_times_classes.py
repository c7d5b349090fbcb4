"""Classes of times that news tells in their own way, each with what only looks like it."""

from __future__ import annotations

import pytest

from tawatur.text.normalise import fold
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView
from tawatur.values.glued import parted
from tawatur.values.line import Line
from tawatur.values.resolve import resolve
from tawatur.values.times import read_times
from tawatur.values.times_days import is_future

THURSDAY = "2019-05-16"


def values(text: str, published: str | None = THURSDAY) -> list[tuple[str, str | None]]:
    line = Line.of(text)
    found = [(line.text[p.start : p.end], p) for p in read_times(line) if p.kind != "name"]
    return [(words, p.iso or resolve(p.expression, published)) for words, p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the weekday beside «today» decides, also between strokes
        ("وصل اليوم الأربعاء الوفد", [("اليوم الأربعاء", "2019-05-15")]),
        ("وصل أمس /الأربعاء/ الوفد", [("أمس /الأربعاء/", "2019-05-15")]),
        # a night belongs to the two days it joins; two days that do not follow each other are two times
        ("اشتعل الحريق ليل الثلاثاء الأربعاء", [("ليل الثلاثاء الأربعاء", "2019-05-14/2019-05-15")]),
        ("اشتعل ليلة الثلاثاء على الأربعاء", [("ليلة الثلاثاء على الأربعاء", "2019-05-14/2019-05-15")]),
        ("مساء الأحد الأربعاء", [("مساء الأحد", "2019-05-12"), ("الأربعاء", "2019-05-15")]),
        # a part of the week up to publication, or from it
        ("وصلوا في وقت سابق من الأسبوع", [("وقت سابق من الأسبوع", "2019-05-13/2019-05-16")]),
        ("يصل في وقت لاحق من هذا الأسبوع", [("وقت لاحق من هذا الأسبوع", "2019-05-16/2019-05-19")]),
        ("في وقت سابق من الشهر الجاري", [("وقت سابق من الشهر الجاري", "2019-05")]),
        # weeks up to publication do not go beyond it
        ("خلال الأسبوعين الماضيين", [("الأسبوعين الماضيين", "2019-05-02/2019-05-16")]),
        ("خلال الأسبوع الماضي", [("الأسبوع الماضي", "2019-05-06/2019-05-12")]),
        # an ordinal that counts is no hour
        ("أغلق الجسر للمرة الثالثة مساء أمس", [("مساء أمس", "2019-05-15")]),
        ("أغلق الجسر الثالثة مساء أمس", [("الثالثة مساء أمس", "2019-05-15T15:00:00")]),
        # one distance or another
        ("غادر قبل يومين أو ثلاثة", [("قبل يومين أو ثلاثة", "2019-05-13/2019-05-14")]),
        ("بني قبل ثلاثة أو أربعة عقود من الزمن", [("قبل ثلاثة أو أربعة عقود من الزمن", "1979~/1989~")]),
        ("قبل ثلاثة من الحراس", []),
        # counted on from the date told before
        (
            "في 3 مارس 2018 وصل، وقبلها بيوم واحد غادر",
            [("3 مارس 2018", "2018-03-03"), ("قبلها بيوم واحد", "2018-03-02")],
        ),
        ("في عام 2010 تزوج وبعد ذلك بعامين سافر", [("عام 2010", "2010"), ("بعد ذلك بعامين", "2012")]),
        ("سافر بعدها بالقطار", []),
        # «after that» places in time after a date of the calendar, and only tells the order after «yesterday»
        ("في مارس 2018 وصل وعقب ذلك غادر", [("مارس 2018", "2018-03"), ("عقب ذلك", "2018-03/..")]),
        ("وصل أمس ثم غادر بعد ذلك", [("أمس", "2019-05-15")]),
        # the year of a law is its name, that of a case is a time
        ("المحضر رقم 7 لسنة 2015", [("سنة 2015", "2015")]),
        ("القانون رقم 7 لسنة 2015", []),
        # the unit before that of the date told before; before publication where nothing was told
        ("في 3 مارس 2018 فاز، وفي اليوم السابق تدرب", [("3 مارس 2018", "2018-03-03"), ("اليوم السابق", "2018-03-02")]),
        ("في يونيو 2017 زاد مقارنة بالشهر السابق", [("يونيو 2017", "2017-06"), ("الشهر السابق", "2017-05")]),
        ("زاد مقارنة بالشهر السابق", [("الشهر السابق", "2019-04")]),
        ("في 2004 بدأ، وفي حينه لم يكن", [("2004", "2004"), ("حينه", "2004")]),
        # a definite number of units is a length; with «الماضية» it is a stretch
        ("سنواته السنوات الأربع التي أقرها", [("السنوات الأربع", "P4Y")]),
        ("السنوات الأربع الماضية", [("السنوات الأربع الماضية", "2015/2019")]),
        # «the second Friday» counts Fridays, «Friday the second» days
        ("عقد الجمعة الثانية من أكتوبر 2018", [("الجمعة الثانية من أكتوبر 2018", "2018-10-12")]),
        ("عقد الجمعة الثاني من نوفمبر 2018", [("الجمعة الثاني من نوفمبر 2018", "2018-11-02")]),
        # events named after days and months: a name, an anniversary, a point that places
        ("نصر أكتوبر المجيد", []),
        ("حرب أكتوبر 1973", [("أكتوبر 1973", "1973-10")]),
        ("أهداف ثورة 25 يناير", []),
        ("في الذكرى الثانية لثورة 25 يناير", [("25 يناير", "2013-01-25")]),
        ("في ذكرى ثورة يناير", [("يناير", "2019-01-25")]),
        ("سكن هنا قبل ثورة 25 يناير", [("25 يناير", "../2011-01-25")]),
        # a decade alone, and a word spelt like it
        ("يعمل منذ عقد.", [("عقد", "P10Y")]),
        ("منذ عقد لقاء بين الجانبين", []),
        ("افتتحت حديثا", [("حديثا", "2019-05~")]),
        ("افتتح بناء حديث", []),
    ],
)
def test_class_and_counter_example(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("word", ["سيصل", "وستبدأ", "سيدرسونها", "سيلجأ", "سنعود", "سيتم"])
def test_verbs_of_the_future(word: str) -> None:
    assert is_future(fold(word))


@pytest.mark.parametrize("word", ["سنوات", "وسيارات", "سياسيا", "سيطرت", "سنتين", "سيلفا", "سيادة", "سبت"])
def test_words_that_only_begin_like_them(word: str) -> None:
    assert not is_future(fold(word))


@pytest.mark.parametrize(
    ("published", "value"),
    [("2019-05-16T18:12:00", "2019-05-16T20:00:00Z"), ("2019-05-16T06:00:00", "2019-05-16T08:00:00Z")],
)
def test_an_hour_to_come_lies_after_publication(published: str, value: str) -> None:
    said = "من المقرر أن يصل الساعة الثامنة بتوقيت غرينتش"
    assert values(said, published) == [("الساعة الثامنة بتوقيت غرينتش", value)]
    assert values("وصل الساعة الثامنة بتوقيت غرينتش", published)[0][1] == "2019-05-16T08:00:00Z"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ديسمبرالماضي", ["ديسمبر", "الماضي"]),
        ("أكتوبرعندما", ["أكتوبر", "عندما"]),
        ("شهرديسمبر", ["شهر", "ديسمبر"]),
        ("غداالوفد", ["غدا", "الوفد"]),
        ("يصدرغدا", ["يصدر", "غدا"]),
        ("مايونيز", ["مايونيز"]),
        ("ديسمبريون", ["ديسمبريون"]),
        ("بغداد", ["بغداد"]),
        ("سبتمبر", ["سبتمبر"]),
    ],
)
def test_words_written_together_are_taken_apart(word: str, parts: list[str]) -> None:
    view = TextView.of(word)
    assert [view.text[t.start : t.end] for t in parted(tokens(view))] == parts

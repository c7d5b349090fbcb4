"""The grammar of time: what words mean before and after a publication date is known."""

from __future__ import annotations

import time

import pytest

from tawatur.values.line import Line
from tawatur.values.resolve import resolve
from tawatur.values.times import Phrase, read_times

THURSDAY = "2019-05-16"


def phrases(text: str) -> list[tuple[str, Phrase]]:
    line = Line.of(text)
    return [(line.text[p.start : p.end], p) for p in read_times(line)]


def values(text: str, published: str | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [(words, p.iso or resolve(p.expression, published)) for words, p in phrases(text) if p.kind != "name"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("وصلت في يناير/ كانون الثاني الماضي", "يناير/ كانون الثاني الماضي", "2019-01"),
        ("افتتح في 3 جويلية 2018 المعرض", "3 جويلية 2018", "2018-07-03"),
        ("غادر في 12 دجنبر", "12 دجنبر", "2018-12-12"),
        ("انتهى في الخامس والعشرين من نيسان الماضي", "الخامس والعشرين من نيسان الماضي", "2019-04-25"),
        ("عقد يوم 7 أيار/مايو الجاري", "يوم 7 أيار/مايو الجاري", "2019-05-07"),
        ("صدر عام ألفين وثلاثة", "عام ألفين وثلاثة", "2003"),
        ("بين عامي 2003 و2006 عاش هناك", "عامي 2003 و2006", "2003/2006"),
        ("ميزانية 2018/2019 أقرت", "2018/2019", "2018/2019"),
        ("في مطلع العام المقبل", "مطلع العام المقبل", "2020-01~"),
        ("في أواخر الثمانينات", "أواخر الثمانينات", "1986~/1989~"),
        ("في التسعينات", "التسعينات", "1990/1999"),
        ("في القرن التاسع عشر", "القرن التاسع عشر", "1800/1899"),
        ("النصف الأول من عام 2017", "النصف الأول من عام 2017", "2017-01/2017-06"),
        ("خلال صيف 2016", "صيف 2016", "2016-22"),
        ("كتب في 17 رمضان 1434 هجرية", "17 رمضان 1434 هجرية", "2013-07-25"),
        ("بتاريخ 31/12/2017 وقع", "31/12/2017", "2017-12-31"),
        ("من 9 إلى 16 شباط المقبل", "9 إلى 16 شباط المقبل", "2020-02-09/2020-02-16"),
        ("قال الأحد الماضي", "الأحد الماضي", "2019-05-12"),
        ("قال الأربعاء إنه", "الأربعاء", "2019-05-15"),
        ("سيصل السبت إلى المدينة", "السبت", "2019-05-18"),
        ("حتى الخميس المقبل", "الخميس المقبل", "2019-05-23"),
        ("أمس الأول", "أمس الأول", "2019-05-14"),
        ("غادر قبل ثلاثة أيام", "قبل ثلاثة أيام", "2019-05-13"),
        ("العامين الماضيين", "العامين الماضيين", "2017/2019"),
        ("الأشهر الثلاثة المقبلة", "الأشهر الثلاثة المقبلة", "2019-06/2019-08"),
        ("الأسبوع الماضي", "الأسبوع الماضي", "2019-05-06/2019-05-12"),
        ("لمدة ستة أشهر", "ستة أشهر", "P6M"),
        ("مدة العقد عامان ونصف", "عامان ونصف", "P2Y6M"),
        ("دام أكثر من عقد من الزمن", "عقد من الزمن", "P10Y"),
        ("استمر ساعة ونصف الساعة", "ساعة ونصف الساعة", "PT1H30M"),
        ("هجمات 11 سبتمبر", "11 سبتمبر", "2001-09-11"),
        ("on January 12, 2017 he", "January 12, 2017", "2017-01-12"),
        ("he left last year", "last year", "2018"),
        ("three days ago they", "three days ago", "2019-05-13"),
    ],
)
def test_values(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "الأمين العام السابق للمجلس",
        "قال لصحيفة المصري اليوم إنه بخير",
        "بشكل يومي",
        "القانون رقم 10 لسنة 1990",
        "مدينة السادس من أكتوبر",
        "ثورة 25 يناير",
        "القرار 1929 الصادر",
        "للمرة الثانية",
        "المحامي العام للمدينة",
        "سيارة قادمة من المطار",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الساعة الثالثة وربع عصرا", "2019-05-16T15:15:00"),
        ("الثامنة من صباح السبت الماضي", "2019-05-11T08:00:00"),
        ("الساعة العاشرة بتوقيت غرينتش", "2019-05-16T10:00:00Z"),
        ("في الساعة الخامسة إلا ربعا", "2019-05-16T16:45:00"),
    ],
)
def test_times_of_day(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


def test_dates_go_back_to_the_date_before_them() -> None:
    found = values("بدأ العمل في مارس 2011 ثم توقف في أكتوبر من العام نفسه، وفي العام التالي عاد")
    assert [v for _, v in found] == ["2011-03", "2011-10", "2012"]


def test_without_a_publication_date_only_absolute_times_have_values() -> None:
    assert values("في عام 2012 وأمس والأسبوع الماضي", None) == [
        ("عام 2012", "2012"),
        ("أمس", None),
        ("الأسبوع الماضي", None),
    ]


def test_a_coarse_publication_date_gives_what_its_days_agree_on() -> None:
    found = dict(values("في العام الماضي ثم الشهر الماضي ثم الخميس ثم 4 مارس", "2021-03"))
    assert found == {"العام الماضي": "2020", "الشهر الماضي": "2021-02", "الخميس": "2021~", "4 مارس": "2021-03-04"}


def test_time_grows_with_the_text_only() -> None:
    text = "في 12 يناير الماضي وصل ثلاثة آلاف وخمسمئة وعشرون شخصا قبل ثلاثة أيام من نهاية العام الماضي "
    short, long = Line.of(text * 50), Line.of(text * 400)
    begin = time.process_time()
    read_times(short)
    middle = time.process_time()
    read_times(long)
    assert time.process_time() - middle < 30 * max(middle - begin, 0.005)

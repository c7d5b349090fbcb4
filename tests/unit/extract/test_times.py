"""The stage of times: spans in the source, values against publication, what the text says of its own date."""

from __future__ import annotations

import pytest

from tawatur.core.model import Dating, Document, SourceText
from tawatur.extract.dating import DatingStage, infer
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.extract.times import Times, times_of


def reading(text: str, published: str | None = None) -> Reading:
    document = Document("0" * 64, "text", published=Dating(published, (), published is not None))
    made = Reading(document, SourceText(document.id, "plain", text))
    made.add(Segments()(made))
    return made


def found(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    made = reading(text, published)
    return [(made.words(t.span), t.value) for t in Times()(made)]


def test_spans_are_the_words_of_the_source_with_their_marks() -> None:
    text = "أُعلِنَ في الـعـامِ الماضي، وللشهر المقبل خطة."
    assert found(text, "2019-05-16") == [("الـعـامِ الماضي", "2018"), ("لشهر المقبل", "2019-06")]


def test_today_is_the_day_that_the_text_names() -> None:
    text = "وصل الوفد اليوم الثلاثاء إلى المدينة. وكان قد غادر أمس."
    assert found(text, "2019-05-15") == [("اليوم الثلاثاء", "2019-05-14"), ("أمس", "2019-05-13")]


def test_a_weekday_beside_today_decides_and_most_words_date_the_text() -> None:
    text = (
        "بدأ العمل فجر اليوم الثلاثاء. وقال البيان صباح اليوم الأربعاء إن الورشة، اليوم الأربعاء، مغلقة. وافتتحت أمس."
    )
    assert [value for _, value in found(text, "2019-05-15")] == ["2019-05-14", "2019-05-15", "2019-05-15", "2019-05-14"]


def test_the_weekday_of_the_first_lines_dates_a_text_put_online_later() -> None:
    text = "قال رئيس البلدية يوم الاثنين إن الجسر سقط قبل يومين."
    assert found(text, "2019-05-15T00:10:00") == [("يوم الاثنين", "2019-05-13"), ("قبل يومين", "2019-05-11")]
    later = text + " وزاره الوزير الثلاثاء."
    assert dict(found(later, "2019-05-15T00:10:00"))["قبل يومين"] == "2019-05-13"


def test_unknown_publication_leaves_relative_times_without_value() -> None:
    text = "زار الوزير المدينة أمس وعاد عام 2012 إلى القرية."
    assert found(text) == [("أمس", None), ("عام 2012", "2012")]


def test_times_can_be_read_again_once_a_date_is_known() -> None:
    made = reading("زار الوزير المدينة أمس.")
    assert [t.value for t in times_of(made, None)] == [None]
    assert [t.value for t in times_of(made, "2019-05-16")] == ["2019-05-15"]


@pytest.mark.parametrize(
    ("text", "value", "because"),
    [
        ("بدأ البناء عام 2014.\nعقد الاجتماع الثلاثاء 12 يناير في البلدة.", "2016-01-12/..", "weekday"),
        ("نشب حريق في أواخر عام 2020.\nافتتح المعرض يوم 7 تموز الجاري.", "2021-07~", "month of publication"),
        (
            "نشب حريق في أواخر عام 2020.\nافتتح المعرض يوم 7 تموز الجاري، وأغلق أمس الأحد.",
            "2021-07-12/2021-07-26",
            "Monday",
        ),
        (
            "نشب حريق في أواخر عام 2020.\nسيفتتح المعرض يوم 27 تموز الجاري، وأغلق أمس الأحد.",
            "2021-07-05/2021-07-26",
            "Monday",
        ),
        ("صودرت الملفات عام 2016.\nصدر التقرير في أغسطس الجاري.", "2016-08/..", "tells no month"),
        ("بدأ البناء في أواخر التسعينيات.\nصدر التقرير في أغسطس الجاري.", "1996-08/..", "tells no month"),
        ("وقع الاتفاق في مارس 2017. ثم التقيا في 4 مايو في البلدة.", "2017~", "without a year"),
        ("تأسست الشركة عام 1998 ثم توسعت عام 2005.", "2005/..", "latest past date"),
        ("افتتاح مكتبة\n14 مارس 2018\nافتتحت في البلدة مكتبة كبيرة.", "2018-03-14", "line of its own"),
    ],
)
def test_dating_is_inferred_with_reasons(text: str, value: str, because: str) -> None:
    inferred = infer(reading(text))
    assert inferred is not None
    assert inferred.dating.value == value
    assert because in " ".join(inferred.dating.reasons)
    assert inferred.evidence
    assert not inferred.dating.certain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a year that a plan is for, and one told after the plan's clause
        ("بدأ العمل عام 2012. ومن المتوقع أن يكتمل الجسر بحلول عام 2020.", "2012/.."),
        ("أعدت خطة للجسر، واكتمل في عام 2020.", "2020/.."),
        # a day without its year long after the date with one, and soon after it
        ("أغلق المتحف في مارس 2011. وفي 21 نوفمبر سقط السقف.", "2011/.."),
        ("أغلق المتحف في مارس 2011. وفي 21 أبريل سقط السقف.", "2011~"),
        # a weekday and day to come say nothing of years gone by
        ("بدأ البناء عام 2014. وسيعقد الاجتماع يوم الثلاثاء 12 يناير.", "2014/.."),
        # an event that the world dates bounds the text, and no year is counted from it
        ("قبل هجمات 11 سبتمبر سافر. وفي 4 أكتوبر عاد.", "2001/.."),
    ],
)
def test_dates_that_tell_less_than_they_seem_to(text: str, value: str) -> None:
    inferred = infer(reading(text))
    assert inferred is not None
    assert inferred.dating.value == value


def test_nothing_is_inferred_where_nothing_is_said() -> None:
    assert infer(reading("عاد الصيادون إلى المرفأ مساء.")) is None


def test_a_known_date_is_left_alone() -> None:
    assert list(DatingStage()(reading("بدأ البناء عام 2014.", "2019-05-16"))) == []


def test_inferred_dates_give_relative_times_their_values() -> None:
    text = "نشب حريق في أواخر عام 2020.\nافتتح المعرض يوم 7 تموز الجاري بعد تأجيله في الشهر الماضي."
    assert dict(found(text))["الشهر الماضي"] == "2021-06"

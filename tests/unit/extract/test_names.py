"""Names of a text: what belongs to them, consistency, actors, metonymy, nominal mentions."""

from __future__ import annotations

import pytest
from names_support import analysed, groups, named

from tawatur.core.model import EntityType, Mention, evidence
from tawatur.extract.names.bodies import government_of, short_for
from tawatur.extract.names.persons import covers
from tawatur.extract.names.words import name_words, nations, signs
from tawatur.resources.rules import rule_sentence


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("نشرت صحيفة البيرق الخبر.", [("صحيفة البيرق", "ORG")], [("البيرق", "ORG")]),
        ("قضت محكمة النقض بذلك.", [("محكمة النقض", "ORG")], [("محكمة النقض", "ORG")]),
        ("وصل نجل سامر الحلاق أمس.", [("نجل سامر الحلاق", "PER")], [("سامر الحلاق", "PER")]),
        ("قال الدكتور سامر الحلاق ذلك.", [("الدكتور سامر الحلاق", "PER")], [("سامر الحلاق", "PER")]),
        ("اجتمع سيد سامر مع الوفد.", [("سيد سامر", "PER")], [("سيد سامر", "PER")]),
        ("قدم الدعم للبيرق أمس.", [("للبيرق", "ORG")], [("لبيرق", "ORG")]),
        ("رفضت الشركة التركية العرض.", [("التركية", "ORG")], []),
        ("أعلنت الحكومة المجرية ذلك.", [("الحكومة", "ORG")], [("الحكومة المجرية", "ORG")]),
        ("أعلنت الحكومة ذلك.", [("الحكومة", "ORG")], []),
        ("قال وزير الخارجية المجري ذلك.", [], []),
        ("زار الوفد «دار السلام» أمس.", [("«دار السلام»", "LOC")], [("دار السلام", "LOC")]),
        ("بنى حركة فجر الوطنية جسرا.", [("حركة فجر الوطنية", "ORG")], [("حركة فجر الوطنية", "ORG")]),
        ("يدرس في جامعة صنعاء منذ عام.", [("صنعاء", "LOC")], [("جامعة صنعاء", "ORG")]),
        ("زار بغداد وبيروت أمس.", [("بغداد وبيروت", "LOC", 0.6)], [("بغداد", "LOC"), ("بيروت", "LOC")]),
        ("التقى أبو سامر الحلاق الوفد.", [("سامر الحلاق", "PER")], [("أبو سامر الحلاق", "PER")]),
        ("قرب الحدود المجرية السورية.", [("الحدود المجرية السورية", "LOC")], []),
        ("نظام بودابست يرفض.", [("بودابست", "LOC")], [("نظام بودابست", "ORG")]),
        ("وقعت أحداث 12 مايو هناك.", [], [("أحداث 12 مايو", "MISC")]),
        ("مخالفة لميثاق الأمم المتحدة.", [("الأمم المتحدة", "ORG")], [("ميثاق الأمم المتحدة", "MISC")]),
        ("نشرت وثائق المحكمة المجرية.", [("المحكمة المجرية", "ORG")], [("المحكمة المجرية", "ORG")]),
        ("صدر القانون رقم 12 لسنة 1999 أمس.", [], [("القانون رقم 12 لسنة 1999", "MISC")]),
        ("ألغى قرار وزير الري رقم 7.", [], [("قرار وزير الري رقم 7", "MISC")]),
        ("يسكن الغرفة رقم 12.", [], []),
        ("عرض فيلم «ريح الجبل» أمس.", [("ريح", "LOC", 0.5)], [("ريح الجبل", "MISC")]),
        ("غرقت الباخرة السياحية «ريح الجبل».", [], [("ريح الجبل", "MISC")]),
        ("بعد حرب عام 1967 وقبلها.", [], [("حرب عام 1967", "MISC")]),
        ("منذ الثورة المجرية.", [], [("الثورة المجرية", "MISC")]),
        ("وصف المجزرة في بيان.", [("المجزرة", "MISC", 0.6)], []),
        ("يسكن في بستان الزهور.", [("ستان الزهور", "LOC")], [("بستان الزهور", "LOC")]),
        ("أقام في بيلين. وقال بيلين ذلك.", [("يلين", "LOC"), ("يلين", "PER")], [("بيلين", "LOC"), ("بيلين", "PER")]),
        ("وصل لينا كريستين أمس.", [("لينا", "PER"), ("كريستين", "PER")], [("لينا كريستين", "PER")]),
        ("حضر أحمد وسمير.", [("أحمد وسمير", "PER")], [("أحمد", "PER"), ("سمير", "PER")]),
        ("فاز المجري سامر حلاق.", [("المجري سامر حلاق", "ORG", 0.6)], [("سامر حلاق", "PER")]),
        ("انضم إلى بني عامر المجري.", [("بني عامر المجري", "ORG")], [("بني عامر", "ORG")]),
        ("قال رئيس الحكومة المجرية ذلك.", [], [("الحكومة المجرية", "ORG")]),
        ("راجع السياسة الخارجية المجرية.", [], []),
        ("صرح بنك الفجر (ي.أ).", [("بنك الفجر (ي.أ", "ORG")], [("بنك الفجر (ي.أ)", "ORG")]),
        ("زار القوات النظامية أمس.", [("القوات النظامية", "ORG")], []),
        ("على ضفة نهر هناك.", [("ضفة نهر", "LOC", 0.6)], []),
    ],
)
def test_convention(text: str, said: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> None:
    assert named(text, *said) == wanted


def test_a_name_seen_once_is_found_again_and_completed() -> None:
    text = "أعلن لواء الزيتون الأحمر ذلك. وقال الزيتون الأحمر إنه انسحب. ثم عاد لواء الزيتون الأحمر."
    found = named(text, ("لواء الزيتون الأحمر", "ORG"), ("الزيتون", "ORG", 0.6))
    assert found[0] == found[-1] == ("لواء الزيتون الأحمر", "ORG")
    assert len(found) == 3


def test_the_same_words_have_one_type_unless_a_class_noun_says_otherwise() -> None:
    text = "قال البيرق ذلك. وأضاف البيرق شيئا. وكتب البيرق أيضا. وفي قرية البيرق مسجد."
    said = [("البيرق", "ORG"), ("البيرق", "LOC", 0.5), ("البيرق", "ORG"), ("البيرق", "LOC", 0.5)]
    assert [kind for _, kind in named(text, *said)] == ["ORG", "ORG", "ORG", "LOC"]


def test_a_family_name_is_a_person_after_the_full_name() -> None:
    text = "وصل بوب كريستنسن. ورأى كريستنسن أن الأمر صعب. وقال سامر الحلبي ذلك. وأوضح الحلبي أن التاجر الحلبي عاد."
    found = named(text, ("بوب كريستنسن", "PER"), ("سامر الحلبي", "PER"))
    assert found == [
        ("بوب كريستنسن", "PER"),
        ("كريستنسن", "PER"),
        ("سامر الحلبي", "PER"),
        ("الحلبي", "PER"),
    ]


def test_a_full_name_tells_the_type_of_its_last_word() -> None:
    text = "وصل بوب كريستنسن. ثم غادر كريستنسن."
    assert named(text, ("بوب كريستنسن", "PER"), ("كريستنسن", "LOC", 0.5))[1] == ("كريستنسن", "PER")


def test_a_sure_place_is_a_person_only_behind_what_persons_do_and_after_the_full_name() -> None:
    full, place = ("بوب كريستنسن", "PER"), ("كريستنسن", "LOC", 0.95)
    text = "وصل بوب كريستنسن. ويلتقي كريستنسن غدا وزراء."
    assert named(text, full, place)[1] == ("كريستنسن", "PER")
    assert named(text, full, ("كريستنسن", "ORG", 0.95))[1] == ("كريستنسن", "ORG")
    assert named("وصل بوب كريستنسن. ثم انسحبوا إلى كريستنسن.", full, place)[1] == ("كريستنسن", "LOC")
    assert named("ويلتقي كريستنسن غدا وزراء. ثم وصل بوب كريستنسن.", place, full)[0] == ("كريستنسن", "LOC")


def test_short_forms_are_one_actor_and_two_people_never() -> None:
    text = "قال سامر الحلاق ذلك. ورد الحلاق عليه. وقال رائد المنياوي شيئا."
    said = [("سامر الحلاق", "PER"), ("الحلاق", "PER"), ("رائد المنياوي", "PER")]
    assert groups(text, *said) == [["سامر الحلاق", "الحلاق"], ["رائد المنياوي"]]


def test_a_building_before_a_quoted_name_is_its_first_word() -> None:
    assert named("وصلوا إلى فندق «البيرق» ليلا.", ("البيرق", "ORG")) == [("فندق «البيرق»", "LOC")]
    assert named("وصلوا إلى شركة «البيرق» ليلا.", ("البيرق", "ORG")) == [("البيرق", "ORG")]


def test_a_port_is_not_the_place_it_is_named_after() -> None:
    text = "وصلت القوة إلى مطار الزيتونة ثم دخلت الزيتونة. وأغلقت ميدان البيرق ثم عادت إلى البيرق."
    said = [("مطار الزيتونة", "LOC"), ("الزيتونة", "LOC"), ("ميدان البيرق", "LOC"), ("البيرق", "LOC")]
    assert groups(text, *said) == [["مطار الزيتونة"], ["الزيتونة"], ["ميدان البيرق", "البيرق"]]


def test_a_short_form_that_two_people_bear_is_left_open() -> None:
    text = "قال سامر الحلاق ذلك. وقال رائد الحلاق شيئا. ورد الحلاق."
    said = [("سامر الحلاق", "PER"), ("رائد الحلاق", "PER"), ("الحلاق", "PER")]
    assert groups(text, *said) == [["سامر الحلاق"], ["رائد الحلاق"], ["الحلاق"]]


@pytest.mark.parametrize(
    ("longer", "shorter", "fits"),
    [
        ("سامر الحلاق", "الحلاق", True),
        ("سامر بن نعمان", "بن نعمان", True),
        ("سامر ابو حامد", "ابوحامد", True),
        ("سامر نبيل الحلاق", "سامر الحلاق", True),
        ("ابو محمد الحلاق", "محمد الحلاق", False),
        ("محمد الحلاق", "محمود الحلاق", False),
        ("سامر الحلاق", "رائد الحلاق", False),
        ("احمد الحلاق", "الاحمد", False),
    ],
)
def test_what_can_be_short_for_a_person(longer: str, shorter: str, fits: bool) -> None:
    assert covers(longer, shorter) is fits


@pytest.mark.parametrize(
    ("longer", "shorter", "fits"),
    [
        ("وزاره شباب", "شباب", True),
        ("مرصد مجري لحقوق انسان", "مرصد مجري", True),
        ("جيش مجري حر", "جيش مجري", False),
        ("جبهه انقاذ وطني", "جبهه انقاذ", True),
        ("محكمه نقض", "محكمه", False),
        ("وزاره خارجيه مجريه", "وزاره خارجيه سوريه", False),
        ("وكاله استخبارات مركزيه مجريه", "استخبارات مجريه", False),
        ("وكاله استخبارات مجريه", "استخبارات مجريه", True),
    ],
)
def test_what_can_be_short_for_a_body(longer: str, shorter: str, fits: bool) -> None:
    assert short_for(tuple(longer.split()), tuple(shorter.split())) is fits


def test_a_name_and_its_acronym_in_brackets_are_one() -> None:
    text = "قالت قوات الفجر الديمقراطية (قفد) ذلك. وأضافت قفد شيئا."
    said = [("قوات الفجر الديمقراطية", "ORG"), ("قفد", "ORG"), ("قفد", "ORG")]
    assert len(groups(text, *said)) == 1


@pytest.mark.parametrize(
    ("text", "place", "acts"),
    [
        ("وتتهم بودابست جارتها بالتجسس.", "بودابست", True),
        ("أكد الوزير أن المجر سترفض العرض.", "المجر", True),
        ("العقوبة التي تفرضها المجر قاسية.", "المجر", True),
        ("طالب الوزير المجر بالاعتذار.", "المجر", True),
        ("كان موقف المجر واضحا.", "المجر", True),
        ("ميليشيات تابعة للمجر عبرت النهر.", "لمجر", True),
        ("سقط المطر في المجر أمس.", "المجر", False),
        ("تشهد المجر أمطارا غزيرة.", "المجر", False),
        ("زارت المجر وفود كثيرة.", "المجر", False),
        ("وصل الوفد إلى بودابست.", "بودابست", False),
        ("لم يرد تعليق من بودابست.", "بودابست", True),
        ("على المجر أن تعتذر.", "المجر", True),
        ("جاء الاتهام الصربي للمجر أمس.", "لمجر", True),
        ("أعلن أن المجر كانت قد رفضت العرض.", "المجر", True),
        ("حمت علاقات بودابست بجارتها المدينة.", "بودابست", True),
        ("فرض المجلس عقوبات ضد المجر.", "المجر", True),
        ("نفذ عمليات ضد المجر.", "المجر", False),
        ("قال إن المجر لن تسقط.", "المجر", False),
        ("وأكد أن المجر باتت ملجأ.", "المجر", False),
    ],
)
def test_metonymy(text: str, place: str, acts: bool) -> None:
    reading, found = analysed(text, (place, "LOC"))
    assert [m.metonym for m in found if reading.words(m.span) == place] == [acts]


def test_country_capital_and_regime_are_one_government_apart_from_the_place() -> None:
    text = "رفضت بودابست العرض. وقالت الحكومة المجرية ذلك. وأكدت المجر موقفها. وهطل المطر في المجر."
    said = [("بودابست", "LOC"), ("الحكومة المجرية", "ORG"), ("المجر", "LOC"), ("المجر", "LOC")]
    assert groups(text, *said) == [["بودابست", "الحكومة المجرية", "المجر"], ["المجر"]]
    assert government_of(("نظام", "بودابست")) == government_of(("الحكومه", "المجريه")) == "HU"


def test_what_is_joined_to_a_body_acts_as_bodies_do() -> None:
    text = "اتفق حزب الفجر والمجر على ذلك. وهطل المطر في المجر."
    said = [("حزب الفجر", "ORG"), ("المجر", "LOC"), ("المجر", "LOC")]
    assert [m.metonym for m in analysed(text, *said)[1] if m.type is EntityType.LOC] == [True, False]


def test_a_known_body_is_no_short_form_of_another_that_says_more() -> None:
    text = "اجتمع مجلس الأمن القومي. ثم اجتمع مجلس الأمن."
    assert len(groups(text, ("مجلس الأمن القومي", "ORG"), ("مجلس الأمن", "ORG"))) == 2


def nominal(text: str, *said: tuple[str, str]) -> list[tuple[str, bool]]:
    reading, found = analysed(text, *said)
    return [(reading.words(m.span), bool(m.actor)) for m in found if m.nominal]


def test_a_definite_noun_takes_up_the_one_actor_that_fits() -> None:
    text = "أعلن حزب الأمل فوزه. وقال الحزب إنه سعيد."
    reading, found = analysed(text, ("حزب الأمل", "ORG"))
    named_, taken_up = found
    assert reading.words(taken_up.span) == "الحزب" and taken_up.nominal and taken_up.actor == named_.actor


def test_a_definite_noun_is_left_open_where_two_fit_and_is_none_before_an_adjective() -> None:
    two = ("حزب الأمل", "ORG"), ("حزب الفجر", "ORG")
    assert nominal("اتفق حزب الأمل وحزب الفجر. وقال الحزب ذلك.", *two) == [("الحزب", False)]
    assert nominal("أعلن حزب الأمل فوزه. ورد الحزب الحاكم.", two[0]) == []


def test_roles_beside_a_name() -> None:
    reading, found = analysed("قال قائد لواء الفجر سامر الحلاق، مستشار الوزير، ذلك.", ("سامر الحلاق", "PER"))
    assert [reading.words(r) for m in found for r in m.roles] == ["قائد لواء الفجر", "مستشار الوزير"]


def test_mentions_hold_their_words_and_come_out_the_same_twice() -> None:
    text = "قال سامر الحلاق إن الحكومة المجرية رفضت. وأضاف الحلاق أن بودابست تنسق."
    said = [("سامر الحلاق", "PER"), ("الحلاق", "PER"), ("بودابست", "LOC")]
    reading, first = analysed(text, *said)
    assert first == analysed(text, *said)[1]
    for mention in first:
        assert isinstance(mention, Mention) and rule_sentence(mention.rule)
        for _, span in evidence(mention):
            assert reading.words(span).strip()


def test_language_data_is_whole() -> None:
    assert name_words().nominals and nations().adjectives and signs().perfect
    assert not nations().capitals.keys() & nations().countries.keys()
    assert nations().adjectives.keys() <= nations().nationalities.keys()

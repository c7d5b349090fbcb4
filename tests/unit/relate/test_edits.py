"""What was changed in words that two texts share: each kind with the smallest change, and the same words unchanged."""

from __future__ import annotations

import pytest
from corpora import Memory, Text

from tawatur.core.model import EntityType, Flag, Force, Link, LinkKind, SourceKind
from tawatur.relate.changes import Changes
from tawatur.relate.conflicts import Conflicts
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse

STAGES = (Reuse(), Claims(), Propositions(), Changes(), Conflicts())
HEAD = "في مدينة نوران الساحلية أغلقت مصلحة الجمارك رصيف الحبوب القديم بعد شكاوى الصيادين"
TAIL = "ثم أعادت البلدية فتح السوق المجاور أمام الباعة وأصحاب العربات الصغيرة."


def told(name: str, middle: str) -> Text:
    return Text(name, f"{HEAD} {middle} {TAIL}", "2021-03-02", f"صحيفة {name}")


def found(one: Text, two: Text) -> tuple[set[str], set[str]]:
    """Kinds of flags, and labels of conflicts and losses, of two texts."""
    corpus = Memory(one, two).run(*STAGES)
    links = {f"{x.kind}/{x.label}" for x in corpus.across(Link) if x.kind is not LinkKind.REUSE}
    return {f.kind for f in corpus.across(Flag)}, links


def test_a_number_in_the_place_of_another() -> None:
    one = told("أ", "واحتجزت المصلحة 12 قاربا").number("12 قاربا", 12, "قارب")
    two = told("ب", "واحتجزت المصلحة 19 قاربا").number("19 قاربا", 19, "قارب")
    assert found(one, two) == ({"number-changed"}, {"conflict/number"})


def test_a_day_in_the_place_of_another() -> None:
    one = told("أ", "وبدأ الإغلاق يوم 3 شباط").time("يوم 3 شباط", "2021-02-03")
    two = told("ب", "وبدأ الإغلاق يوم 9 شباط").time("يوم 9 شباط", "2021-02-09")
    assert found(one, two) == ({"date-changed"}, {"conflict/date"})


def test_yesterday_and_the_weekday_it_may_be_are_no_change() -> None:
    one = told("أ", "وبدأ الإغلاق مساء أمس").time("مساء أمس", "2021-03-01")
    two = told("ب", "وبدأ الإغلاق مساء الأحد").time("مساء الأحد", "2021-02-28")
    assert found(one, two) == (set(), set())


def test_a_place_in_the_place_of_another() -> None:
    one = told("أ", "ونقلت القوارب إلى ميناء السرو").name("ميناء السرو", "sarw", EntityType.LOC)
    two = told("ب", "ونقلت القوارب إلى مرفأ الدلب").name("مرفأ الدلب", "dulb", EntityType.LOC)
    assert found(one, two) == ({"place-changed"}, {"conflict/place"})


def test_two_spellings_of_a_name_are_no_change() -> None:
    one = told("أ", "ونقلت القوارب إلى بلدة كارلشتاين").name("كارلشتاين", "one", EntityType.LOC)
    two = told("ب", "ونقلت القوارب إلى بلدة كارلستاين").name("كارلستاين", "two", EntityType.LOC)
    assert found(one, two) == (set(), set())


def test_two_names_that_stand_in_each_other_s_place() -> None:
    def blames(name: str, first: str, second: str) -> Text:
        text = told(name, f"واتهم {first} علنا {second} بالتقصير")
        return text.name("سامي الورداني", "wardani", EntityType.PER).name("هالة العنبري", "anbari", EntityType.PER)

    flags, links = found(blames("أ", "سامي الورداني", "هالة العنبري"), blames("ب", "هالة العنبري", "سامي الورداني"))
    assert (flags, links) == ({"roles-exchanged"}, {"conflict/role"})


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("وحضر المدير الاجتماع", "ولم يحدث أن حضر المدير الاجتماع"),
        ("ويحضر المدير الاجتماع", "ولا يحضر المدير الاجتماع"),
        ("سيحضر المدير الاجتماع", "لن يحضر المدير الاجتماع"),
        ("وتم فتح الرصيف أمس", "ولم يتم فتح الرصيف أمس"),
        ("وأعلنت المصلحة السبب", "ولم تعلن المصلحة السبب"),
    ],
)
def test_a_negation_that_one_text_has(plain: str, denied: str) -> None:
    flags, links = found(told("أ", plain), told("ب", denied))
    assert (flags, links) == ({"negation-changed"}, {"conflict/polarity"})


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("والمدير يحضر الاجتماع", "والمدير لا يزال يحضر الاجتماع"),
        ("ولا يحضر المدير الاجتماع", "ولايحضر المدير الاجتماع"),
        ("وتشمل الخطة الصيادين", "ولا تشمل الخطة الصيادين فحسب"),
        ("وعارض المدير القرار", "ولم يعرض المدير القرار"),
        ("وشارك من هم فوق الثامنة عشرة", "وشارك من هم دون الثامنة عشرة"),
        ("وحضر المدير الاجتماع", "ورفض موظف آخر غير معروف أن يدلي برأيه وحضر المدير الاجتماع"),
    ],
)
def test_words_of_negation_that_deny_nothing_here(one: str, two: str) -> None:
    flags, links = found(told("أ", one), told("ب", two))
    assert "negation-changed" not in flags and "conflict/polarity" not in links


def test_a_hedge_that_one_text_drops() -> None:
    flags, _ = found(told("أ", "ومن المرجح أن يستمر الإغلاق شهرا"), told("ب", "ويستمر الإغلاق شهرا"))
    assert "hedge-dropped" in flags


def test_a_word_of_order_in_the_place_of_another() -> None:
    flags, _ = found(told("أ", "وجرى التفتيش قبل وصول السفينة"), told("ب", "وجرى التفتيش بعد وصول السفينة"))
    assert flags == {"order-changed"}


def test_a_source_that_one_text_drops() -> None:
    content = "القوارب المحتجزة ستعود إلى أصحابها خلال أسبوع واحد"
    one = told("أ", f"وقالت هيئة الموانئ إن {content}")
    one.name("هيئة الموانئ", "ports").says(content, "هيئة الموانئ", "ports", "وقالت", kind=SourceKind.BODY)
    two = told("ب", f"و{content}")
    assert found(one, two) == (set(), {"lost/source"})


def test_the_same_words_in_both_texts_hold_nothing_against_each_other() -> None:
    def text(name: str) -> Text:
        middle = "وقالت هيئة الموانئ إن المصلحة احتجزت 12 قاربا، بينما ذكر الصيادون أنها لم تحتجز قوارب"
        return told(name, middle).number("12 قاربا", 12, "قارب").name("هيئة الموانئ", "ports")

    def said(name: str) -> Text:
        one = text(name)
        one.says("المصلحة احتجزت 12 قاربا", "هيئة الموانئ", "ports", "وقالت", kind=SourceKind.BODY)
        return one

    assert found(said("أ"), said("ب")) == (set(), set())


def test_another_ending_of_a_number_is_another_number() -> None:
    one = told("أ", "واحتجزت المصلحة أربعة قوارب").number("أربعة قوارب", 4, "قارب")
    two = told("ب", "واحتجزت المصلحة أربعين قاربا").number("أربعين قاربا", 40, "قارب")
    assert found(one, two) == ({"number-changed"}, {"conflict/number"})


def test_the_same_amount_in_another_unit_is_no_change() -> None:
    one = told("أ", "وصادرت المصلحة 12 طنا").number("12 طنا", 12, "طنا")
    two = told("ب", "وصادرت المصلحة 12000 كيلوغرام").number("12000 كيلوغرام", 12000, "كيلوغرام")
    assert found(one, two) == (set(), set())


def test_free_order_of_words_exchanges_nobody() -> None:
    def visit(name: str, middle: str) -> Text:
        text = told(name, middle).name("سامي الورداني", "wardani", EntityType.PER)
        return text.name("ميناء السرو", "sarw", EntityType.LOC)

    one, two = visit("أ", "وزار سامي الورداني ميناء السرو"), visit("ب", "وزار ميناء السرو سامي الورداني")
    assert found(one, two) == (set(), set())


def test_two_who_met_may_stand_in_either_order() -> None:
    def met(name: str, first: str, second: str) -> Text:
        text = told(name, f"والتقى {first} مع {second}").name("سامي الورداني", "wardani", EntityType.PER)
        return text.name("هالة العنبري", "anbari", EntityType.PER)

    one = met("أ", "سامي الورداني", "هالة العنبري")
    assert found(one, met("ب", "هالة العنبري", "سامي الورداني")) == (set(), set())


def test_a_hedge_that_moved_or_went_with_what_it_hedged_is_not_dropped() -> None:
    one = told("أ", "وربما يستمر الإغلاق شهرا")
    assert "hedge-dropped" not in found(one, told("ب", "ويستمر الإغلاق شهرا ربما"))[0]
    longer = told("ج", "ويستمر الإغلاق شهرا، وربما تغلق المصلحة رصيفا آخر لاحقا،")
    assert "hedge-dropped" not in found(longer, told("د", "ويستمر الإغلاق شهرا،"))[0]


@pytest.mark.parametrize("words", ["وقالت إن {}", "وأفاد مسؤول محلي بأن {}", "و{}، حسب بيان السلطات"])
def test_a_source_that_was_not_read_is_no_lost_source(words: str) -> None:
    content = "القوارب المحتجزة ستعود إلى أصحابها خلال أسبوع واحد"
    one = told("أ", f"وقالت هيئة الموانئ إن {content}")
    one.name("هيئة الموانئ", "ports").says(content, "هيئة الموانئ", "ports", "وقالت", kind=SourceKind.BODY)
    assert found(one, told("ب", words.format(content)))[1] == set()


def test_a_denial_without_a_cue_still_contradicts() -> None:
    content = "حركة السنديان هاجمت قرية السرو ليلة الأحد"

    def says(name: str, verb: str, force: Force) -> Text:
        text = told(name, f"{verb} المحافظ أن {content}").name("حركة السنديان", "sindyan").name("المحافظ", "governor")
        attribution = text.says(content, "المحافظ", "governor", None, force)
        roles = {"agent": ("حركة السنديان", "sindyan"), "patient": ("قرية السرو", None)}
        return text.fact(content, "ATTACK", roles, attribution)

    _, links = found(says("أ", "وأعلن", Force.ASSERT), says("ب", "ونفى", Force.DENY))
    assert "conflict/polarity" in links


def test_two_negations_in_one_pair_of_texts_are_two_conflicts() -> None:
    one = told("أ", "وحضر المدير الاجتماع ويدعم المجلس القرار")
    two = told("ب", "ولم يحضر المدير الاجتماع ولا يدعم المجلس القرار")
    corpus = Memory(one, two).run(*STAGES)
    assert [f.kind for f in corpus.across(Flag)] == ["negation-changed"] * 2

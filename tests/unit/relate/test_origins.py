"""The number of independent origins behind statements that say the same: one rule a test, on invented texts."""

from __future__ import annotations

from collections.abc import Sequence

from corpora import RULE, Memory, Text

from tawatur.core.model import EntityType, Link, LinkKind, SourceKind
from tawatur.relate.board import full_board
from tawatur.relate.origins import Counted, Origins

ACT = ("أحرق", "أضرم مجهولون النار في", "التهمت النيران", "اندلع حريق في", "نشب حريق هائل في")


def told(name: str, number: int = 0, lead: str = "", tail: str = "", published: str = "2021-03-02") -> Text:
    """A text that tells of one fire in words of its own, between what stands before and after."""
    text = Text(name, f"{lead}{ACT[number]} مخزن الحبوب في نوران.{tail}", published, f"صحيفة {name}")
    return text.name("نوران", "nouran", EntityType.LOC)


def fire(text: Text, number: int = 0, attribution: str | None = None) -> Text:
    clause = f"{ACT[number]} مخزن الحبوب في نوران"
    return text.fact(clause, "ATTACK", {"patient": ("مخزن الحبوب", None)}, attribution, "2021-02-28")


def said(
    name: str, source: str, number: int = 0, entity: str | None = None, kind: SourceKind = SourceKind.UNNAMED,
    published: str = "2021-03-02", tail: str = "",
) -> Text:  # fmt: skip
    """The same fire on the word of `source`."""
    text = told(name, number, f"قال {source} إن ", tail, published)
    if entity:
        text.name(entity, entity)
    clause = f"{ACT[number]} مخزن الحبوب في نوران"
    return fire(text, number, text.says(clause, source, entity, "قال", kind=kind))


def counted(*texts: Text, shared: Sequence[tuple[str, str, str]] = ()) -> Counted:
    """The origins of all that the texts state; `shared` are passages of the first two: label, words, words."""
    corpus = Memory(*texts)
    for label, left, right in shared:
        a, b = texts[0].span(left), texts[1].span(right)
        corpus.found.append(Link(LinkKind.REUSE, label, a, b, 1.0, (), RULE))
    board = full_board(corpus)
    facts = [s for s in board.statements if s.type]
    return Origins(board).count(facts)


def bounds(found: Counted) -> tuple[int, int]:
    return found.low, found.high


def test_two_texts_in_their_own_voice_are_two_origins() -> None:
    assert bounds(counted(fire(told("a")), fire(told("b", 1), 1))) == (2, 2)


def test_a_bare_text_does_not_go_back_to_a_source_that_only_another_names() -> None:
    assert bounds(counted(fire(told("a")), said("b", "هيئة الإطفاء", 1, "هيئة الإطفاء", SourceKind.BODY))) == (2, 2)


def test_a_bare_text_that_cites_the_source_for_something_else_may_go_back_to_it() -> None:
    bare = told("a", tail=" وأضافت هيئة الإطفاء أن الطريق مغلق.")
    bare.name("هيئة الإطفاء", "هيئة الإطفاء")
    bare.says("الطريق مغلق", "هيئة الإطفاء", "هيئة الإطفاء", "وأضافت", kind=SourceKind.BODY)
    found = counted(fire(bare), said("b", "هيئة الإطفاء", 1, "هيئة الإطفاء", SourceKind.BODY))
    assert bounds(found) == (1, 2) and "gives none" in found.collapses[0].reason


def test_a_bare_text_that_shares_a_passage_may_go_back_to_the_source() -> None:
    bare = told("a", tail=" ويعود بناء المخزن إلى أيام الجفاف الكبير قبل قرن.")
    other = said("b", "هيئة الإطفاء", 1, "هيئة الإطفاء", SourceKind.BODY, tail=" وشيد المخزن قبل مئة سنة.")
    passage = ("paraphrase", "بناء المخزن إلى أيام الجفاف", "وشيد المخزن قبل مئة سنة")
    assert bounds(counted(fire(bare), other, shared=[passage])) == (1, 2)


LONG = " وحضر السكان لمساعدة العمال في نقل ما بقي من أكياس القمح والشعير إلى ساحة السوق القديم قبل حلول المساء."


def test_own_voices_that_copied_elsewhere_may_be_one() -> None:
    words = "شيد المخزن قبل قرن"
    one, two = told("a", 0, tail=f"{LONG} {words}."), told("b", 1, tail=f" {words}.{LONG}")
    found = counted(fire(one), fire(two, 1), shared=[("verbatim", words, words)])
    assert bounds(found) == (1, 2) and "share a passage" in found.collapses[0].reason
    assert bounds(counted(fire(one), fire(two, 1), shared=[("paraphrase", words, words)])) == (2, 2)


def test_two_unnamed_sources_need_a_text_that_retells_the_other_throughout() -> None:
    words = "شيد المخزن قبل قرن"
    one, two = said("a", "شاهد", 0, tail=f"{LONG} {words}."), said("b", "تاجر", 1, tail=f" {words}.{LONG}")
    assert bounds(counted(one, two, shared=[("verbatim", words, words)])) == (2, 2)
    whole = LONG.strip()
    assert bounds(counted(one, two, shared=[("paraphrase", whole, whole)])) == (1, 2)


def test_two_named_sources_stay_two_where_their_texts_copied_elsewhere() -> None:
    tail = " ويعود بناء المخزن إلى أيام الجفاف الكبير قبل قرن."
    one = said("a", "هيئة الإطفاء", 0, "هيئة الإطفاء", SourceKind.BODY, tail=tail)
    two = said("b", "نقابة العمال", 1, "نقابة العمال", SourceKind.BODY, tail=tail)
    words = "ويعود بناء المخزن إلى أيام الجفاف الكبير قبل قرن"
    assert bounds(counted(one, two, shared=[("verbatim", words, words)])) == (2, 2)


def test_texts_that_draw_on_one_news_agency_may_be_one() -> None:
    tail = " ونقلت وكالة أنباء الساحل صورا من المكان."
    one, two = told("a", 0, tail=tail), told("b", 1, tail=" وصورت وكالة أنباء الساحل السكان.")
    for text in (one, two):
        text.name("وكالة أنباء الساحل", "wire")
    assert bounds(counted(fire(one), fire(two, 1))) == (1, 2)


def test_a_body_that_both_texts_name_is_no_news_agency() -> None:
    one, two = told("a", 0, tail=" وحضرت وكالة التنمية."), told("b", 1, tail=" وتبرعت وكالة التنمية.")
    for text in (one, two):
        text.name("وكالة التنمية", "aid")
    assert bounds(counted(fire(one), fire(two, 1))) == (2, 2)


def test_a_spokesman_speaks_for_the_body() -> None:
    one = said("a", "هيئة الإطفاء", 0, "هيئة الإطفاء", SourceKind.BODY)
    two = said("b", "المتحدث باسم هيئة الإطفاء", 1, kind=SourceKind.PERSON).name("هيئة الإطفاء", "هيئة الإطفاء")
    found = counted(one, two)
    assert bounds(found) == (1, 2) and "speaks for it" in found.collapses[0].reason


def test_a_member_does_not_speak_for_the_body() -> None:
    one = said("a", "هيئة الإطفاء", 0, "هيئة الإطفاء", SourceKind.BODY)
    two = said("b", "عضو في هيئة الإطفاء", 1, kind=SourceKind.PERSON).name("هيئة الإطفاء", "هيئة الإطفاء")
    assert bounds(counted(one, two)) == (2, 2)


def test_figures_of_a_body_are_its_word() -> None:
    one = said("a", "هيئة الإطفاء", 0, "هيئة الإطفاء", SourceKind.BODY)
    two = said("b", "أرقام هيئة الإطفاء", 1, kind=SourceKind.DOCUMENT).name("هيئة الإطفاء", "هيئة الإطفاء")
    assert bounds(counted(one, two)) == (1, 2)


def test_descriptions_are_compared_without_what_is_said_of_any_source() -> None:
    one, two = said("a", "مصدر أمني كبير في نوران"), said("b", "مسؤول في أجهزة الأمن", 1)
    assert bounds(counted(one, two)) == (1, 2)


def test_high_officials_of_two_countries_are_two() -> None:
    one, two = said("a", "مسؤول تشادي كبير رفيع"), said("b", "مسؤول نرويجي كبير رفيع", 1)
    assert bounds(counted(one, two)) == (2, 2)


def test_one_source_and_several_are_not_of_one_description() -> None:
    one, two = said("a", "مصدر طبي"), said("b", "مصادر طبية", 1)
    assert bounds(counted(one, two)) == (2, 2)


def test_a_definite_description_is_the_source_that_the_text_described_before() -> None:
    text = Text("a", "قال مصدر طبي إن الطريق مغلق. وقال المصدر إن أحرق مخزن الحبوب في نوران.", "2021-03-02", "أ")
    text.name("نوران", "nouran", EntityType.LOC)
    text.says("الطريق مغلق", "مصدر طبي", None, "قال")
    one = fire(text, 0, text.says("أحرق مخزن الحبوب في نوران", "المصدر", None, "وقال"))
    assert bounds(counted(one, said("b", "مسؤول طبي في المنطقة", 1))) == (1, 2)
    assert bounds(counted(one, said("b", "مسؤول أمني في المنطقة", 1))) == (2, 2)


def test_a_source_in_the_middle_of_a_chain_is_enough() -> None:
    text = Text("a", "قال سامي الورداني إن شهودا أبلغوه أن أحرق مخزن الحبوب في نوران.", "2021-03-02", "أ")
    text.name("نوران", "nouran", EntityType.LOC).name("سامي الورداني", "سامي الورداني", EntityType.PER)
    outer = text.says(
        "شهودا أبلغوه أن أحرق مخزن الحبوب في نوران", "سامي الورداني", "سامي الورداني", "قال", kind=SourceKind.PERSON
    )
    one = fire(text, 0, text.says("أحرق مخزن الحبوب في نوران", "شهودا", None, "أبلغوه", parent=outer))
    two = said("b", "سامي الورداني", 1, "سامي الورداني", SourceKind.PERSON)
    assert bounds(counted(one, two)) == (1, 1)


def announced(name: str, verb: str, published: str) -> Text:
    text = Text(name, f"{verb} هيئة الإطفاء أسماء المفقودين.", published, f"صحيفة {name}")
    text.name("هيئة الإطفاء", "هيئة الإطفاء")
    return text.fact(f"{verb} هيئة الإطفاء أسماء المفقودين", "DISCLOSE", {"agent": ("هيئة الإطفاء", "هيئة الإطفاء")})


def test_one_act_of_speech_is_one_origin_within_days() -> None:
    one = announced("a", "نشرت", "2021-03-02")
    assert bounds(counted(one, announced("b", "أعلنت", "2021-03-04"))) == (1, 2)
    assert bounds(counted(one, announced("b", "أعلنت", "2024-03-04"))) == (2, 2)


def test_telling_of_an_act_of_speech_rests_on_its_speaker() -> None:
    one = announced("a", "نشرت", "2021-03-02")
    two = Text("b", "بحسب هيئة الإطفاء فإن أسماء المفقودين معروفة.", "2021-03-02", "ب").name(
        "هيئة الإطفاء", "هيئة الإطفاء"
    )
    content = "أسماء المفقودين معروفة"
    a = two.says(content, "هيئة الإطفاء", "هيئة الإطفاء", "بحسب", kind=SourceKind.BODY)
    two.fact(content, "OTHER_RELATION", {"patient": ("أسماء المفقودين", None)}, a)
    found = counted(one, two)
    assert bounds(found) == (1, 2) and "act of speech" in found.collapses[0].reason

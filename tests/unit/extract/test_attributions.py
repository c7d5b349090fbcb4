"""Who says what: cues, sources, contents, voices that go on, chains, force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tawatur.core.model import Attribution, Document, EntityType, Force, Mention, Mode, SourceKind, SourceText, Span
from tawatur.extract.attributions import Attributions
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.resources.loader import load_yaml
from tawatur.resources.rules import rule_sentence

BOXED = [row for name in ("ar/cues.yaml", "en/cues.yaml") for row in load_yaml(name)]


@dataclass(frozen=True)
class Seen:
    """One attribution in words."""

    content: str
    source: str | None
    speaker: str | None
    made: Attribution


def read(text: str, *names: tuple[str, EntityType, str]) -> list[Seen]:
    """The attributions of `text`; `names`: (words, type, actor) of mentions, each at its first place."""
    document = Document(sha256="0" * 64, name="text")
    reading = Reading(document, SourceText(document.id, "plain", text))
    reading.add(Segments()(reading))
    spans = [(Span(reading.text_id, text.index(w), text.index(w) + len(w)), kind, actor) for w, kind, actor in names]
    reading.add([Mention(span, kind, "names/test", actor=actor) for span, kind, actor in spans])

    def words(span: Span | None) -> str | None:
        return reading.words(span) if span else None

    return [Seen(reading.words(a.content), words(a.source), words(a.speaker), a) for a in Attributions()(reading)]


def only(text: str, *names: tuple[str, EntityType, str]) -> Seen:
    rows = read(text, *names)
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize("row", BOXED, ids=lambda row: row["id"])
def test_every_entry_finds_its_example_and_leaves_its_counter_example(row: dict[str, Any]) -> None:
    rule = f"attribution/{row['id']}"
    sentence, content = row["example"]
    assert (rule, content) in [(s.made.rule, s.content) for s in read(sentence)]
    assert rule not in [s.made.rule for s in read(row["counter"])]
    assert rule_sentence(rule)


@pytest.mark.parametrize("row", BOXED, ids=lambda row: row["id"])
def test_every_entry_has_the_force_it_states_or_one_its_content_gives(row: dict[str, Any]) -> None:
    found = next(s for s in read(row["example"][0]) if s.made.rule == f"attribution/{row['id']}")
    assert found.made.force is Force(row["force"])


@pytest.mark.parametrize("row", load_yaml("ar/force-of-content.yaml"), ids=lambda row: row["id"])
def test_contents_decide_the_force_of_plain_saying(row: dict[str, Any]) -> None:
    assert read(row["example"])[0].made.force is Force(row["force"])
    assert only(row["counter"]).made.force is Force.ASSERT


def test_source_with_office_name_and_apposition_after_a_comma() -> None:
    seen = only("قال وزير الموانئ، سالم العنبري، إن المرفأ مفتوح.", ("سالم العنبري", EntityType.PER, "p1"))
    assert seen.source == "وزير الموانئ، سالم العنبري"
    assert (seen.made.actor, seen.made.source_kind) == ("p1", SourceKind.PERSON)


def test_a_name_given_behind_an_indefinite_source_belongs_to_it() -> None:
    seen = only('قال صياد قدم نفسه باسم "أبو سليم" إن المرفأ مفتوح.', ("أبو سليم", EntityType.PER, "p1"))
    assert (seen.source, seen.made.actor) == ('صياد قدم نفسه باسم "أبو سليم"', "p1")


def test_where_and_when_something_is_said_is_no_source() -> None:
    assert only("قال مدير المرفأ في بيان أمس الأحد إن العمل توقف.").source == "مدير المرفأ"
    assert only("وأوضح كامل الراوي، خلال مؤتمر صحفي، أن العمل توقف.").source == "كامل الراوي"


def test_unnamed_sources_keep_their_kind() -> None:
    assert only("أفاد مصدر أمني بأن الجسر أغلق.").made.source_kind is SourceKind.UNNAMED
    assert only("أظهرت وثائق أن الجسر قديم.").made.source_kind is SourceKind.DOCUMENT
    assert only("ذكرت صحيفة المرفأ أن الجسر قديم.").made.source_kind is SourceKind.MEDIUM


def test_subject_before_the_verb() -> None:
    assert only("شركة الأفق تنفي تأخير الأجور").source == "شركة الأفق"
    seen = only("وكان المحافظ قد أعلن أن السوق مفتوح.")
    assert (seen.source, seen.content) == ("المحافظ", "السوق مفتوح")


def test_the_speaker_goes_on_across_sentences_and_paragraphs_until_another_is_named() -> None:
    rows = read(
        "قال مدير المرفأ سالم العنبري إن الرافعة قديمة، مشيرا إلى أن العمل مستمر.\n\nوأضاف أن السفن تنتظر.\n\n"
        "وقالت نقابة البحارة إن الأجور تأخرت. وأكدت أن الإضراب قائم.",
        ("سالم العنبري", EntityType.PER, "p1"),
    )
    first = "مدير المرفأ سالم العنبري"
    assert [s.speaker for s in rows] == [None, first, first, None, "نقابة البحارة"]
    assert [s.made.actor for s in rows[:3]] == ["p1", "p1", "p1"]
    assert rows[0].content == "الرافعة قديمة"


def test_a_verb_of_several_goes_back_to_several() -> None:
    rows = read("قال المحافظ إن بعض السكان غادروا الحي. وأكدوا أن المياه انقطعت.")
    assert [(s.speaker, s.content) for s in rows[1:]] == [("بعض السكان", "المياه انقطعت")]
    rows = read("قال مهندسون إن السد آمن. وقال الوزير إن الماء نظيف. وأضافوا أن الفحص مستمر.")
    assert rows[2].speaker == "مهندسون"


def test_whom_a_source_speaks_to_is_left_out_and_the_object_of_its_verb_too() -> None:
    said = only("قال مسؤولون لإذاعة المرسى إن السد آمن.", ("إذاعة المرسى", EntityType.ORG, "radio"))
    assert (said.source, said.content) == ("مسؤولون", "السد آمن")
    told = only("تؤكد تلك الوثائق وجود خلل في السد.")
    assert (told.source, told.content) == ("تلك الوثائق", "وجود خلل في السد")


def test_a_title_alone_goes_back_to_the_named_holder() -> None:
    rows = read(
        "قال المدير سالم العنبري إن الرافعة قديمة. وأوضح المدير أن العمل مستمر.", ("سالم العنبري", EntityType.PER, "p1")
    )
    assert rows[1].source == "المدير" and rows[1].made.actor == "p1"


def test_the_subject_of_the_sentence_speaks_where_its_verb_is_no_cue() -> None:
    rows = read("زار سالم العنبري المصنع، مؤكدا أن العمل مستمر.", ("سالم العنبري", EntityType.PER, "p1"))
    assert [(s.speaker, s.made.actor, s.made.force) for s in rows] == [("سالم العنبري", "p1", Force.CONFIRM)]


def test_inside_a_report_a_verb_without_a_subject_goes_back_to_the_clauses_own() -> None:
    rows = read("ذكر البيان أن الوزير زار السكان وحثهم على الصبر.")
    assert [(s.source, s.speaker) for s in rows] == [("البيان", None), (None, "الوزير")]
    rows = read("ذكر البيان أن الوزير سالم العنبري زار السكان وحثهم على الصبر.", ("سالم العنبري", EntityType.PER, "p1"))
    assert (rows[1].speaker, rows[1].made.actor) == ("الوزير سالم العنبري", "p1")
    rows = read("قالت النقابة إنها تنتظر وحثتهم على الصبر.")
    assert rows[-1].speaker == "النقابة"


@pytest.mark.parametrize("marks", ["«{}»", "“{}”", '"{}"', "«{}", '"{}'])
def test_direct_quotations_with_all_marks_and_unclosed(marks: str) -> None:
    seen = only("وقال كامل الراوي: " + marks.format("لن نغلق المرفأ هذا العام"))
    assert (seen.content, seen.made.mode) == ("لن نغلق المرفأ هذا العام", Mode.DIRECT)


def test_a_quotation_inside_reported_speech_is_mixed_and_a_quoted_name_is_no_speech() -> None:
    seen = only('قال "أبو سليم" إن الشركة "تماطل" في الدفع.')
    assert (seen.source, seen.content, seen.made.mode) == ("أبو سليم", 'الشركة "تماطل" في الدفع', Mode.MIXED)


def test_an_open_quotation_runs_over_sentences() -> None:
    seen = only("وقال كامل الراوي: «المرفأ مفتوح. والسفن تنتظر. والعمل مستمر».")
    assert seen.content.startswith("المرفأ") and seen.content.rstrip(".").endswith("مستمر")


def test_according_to_before_and_after() -> None:
    assert only("بحسب وزارة الموانئ، فإن المرفأ مفتوح.").content == "المرفأ مفتوح"
    seen = only("المرفأ مفتوح منذ الصباح، وفقا لتقرير لجنة السلامة.")
    assert (seen.content, seen.source) == ("المرفأ مفتوح منذ الصباح", "تقرير لجنة السلامة")
    assert only("المرفأ مفتوح منذ الصباح، كما تقول نقابة البحارة.").source == "نقابة البحارة"
    assert read("توزع الحصص وفقا للقانون.") == []


def test_headline_colon() -> None:
    seen = only("سالم العنبري: المرفأ لن يغلق هذا العام\n\nنص الخبر هنا بلا قائل.")
    assert (seen.source, seen.content, seen.made.cue) == ("سالم العنبري", "المرفأ لن يغلق هذا العام", None)


def test_impersonal_cues_have_nobody() -> None:
    for text in ("من المتوقع أن يهطل المطر غدا.", "ويقال إن البئر عميقة.", "وتبين أن الباب مغلق."):
        seen = only(text)
        assert (seen.source, seen.speaker, seen.made.source_kind) == (None, None, SourceKind.IMPERSONAL)
    assert read("يذكر أن المرفأ افتتح قبل قرن.") == []


def test_a_report_of_a_report_is_a_chain() -> None:
    outer, inner = read("ذكرت صحيفة المرفأ أن مسؤولين قالوا إن السفينة غرقت.")
    assert (outer.source, inner.source, inner.content) == ("صحيفة المرفأ", "مسؤولين", "السفينة غرقت")
    assert (outer.made.parent, inner.made.parent) == (None, outer.made.id)


def test_a_relay_names_who_passes_on_and_who_said_it() -> None:
    outer, inner = read("نقلت صحيفة المرفأ عن كامل الراوي قوله إن السفينة غرقت.")
    assert (outer.source, inner.source, inner.content) == ("صحيفة المرفأ", "كامل الراوي", "السفينة غرقت")
    assert inner.made.parent == outer.made.id
    assert only("ونقل عن كامل الراوي قوله إن السفينة غرقت.").source == "كامل الراوي"


def test_after_a_relay_the_one_who_said_it_goes_on() -> None:
    rows = read("نقلت صحيفة المرفأ عن مدير الميناء قوله إن السفينة غرقت. وأضاف أن البحث مستمر.")
    assert [(s.content, s.speaker) for s in rows[-1:]] == [("البحث مستمر", "مدير الميناء")]


def test_what_is_announced_decides_the_force() -> None:
    assert only("أعلنت نقابة البحارة رفضها للعرض الأخير.").made.force is Force.DENY
    assert only("أعلنت نقابة البحارة استعدادها للعمل.").made.force is Force.INTEND
    assert only("أعلنت نقابة البحارة فتح المرفأ.").made.force is Force.ASSERT


def test_stress_on_a_need_asks_and_on_a_fact_confirms() -> None:
    assert only("شدد مدير المرفأ على ضرورة إصلاح الرافعة.").made.force is Force.ASK
    assert only("شدد مدير المرفأ على أن الرافعة سليمة.").made.force is Force.CONFIRM


def test_negation_takes_a_cue_away_or_turns_it() -> None:
    assert read("لم يعلن المحافظ أن السوق مفتوح.") == []
    assert only("لا يعتقد المحافظ أن السوق مفتوح.").made.force is Force.DENY
    assert only("لم تنف البلدية أن الماء ملوث.").made.force is Force.SPECULATE
    assert read("من اللازم أن يؤكد المحافظ الخبر.") == []


def test_hedges_are_spans_of_the_content() -> None:
    seen = only("قال كامل الراوي إن السفينة ربما غرقت.")
    assert [seen.content[h.start - seen.made.content.start :][: len(h)] for h in seen.made.hedges] == ["ربما"]
    assert only("قال كامل الراوي إن السفينة غرقت.").made.hedges == ()


def test_the_person_is_the_actor_before_the_body_and_the_body_where_it_speaks() -> None:
    names = (("وزارة الموانئ", EntityType.ORG, "o1"), ("سالم العنبري", EntityType.PER, "p1"))
    assert only("قال المتحدث باسم وزارة الموانئ سالم العنبري إن المرفأ مفتوح.", *names).made.actor == "p1"
    assert only("قالت وزارة الموانئ إن المرفأ مفتوح.", names[0]).made.actor == "o1"


def test_spans_are_exact_with_vowels_and_windows_line_ends() -> None:
    text = "عنوان الخبر الطويل هنا\r\n\r\nقَالَ مُدِيرُ المَرْفَأِ إِنَّ السَّفِينَةَ غَرِقَتْ."
    seen = only(text)
    assert seen.content == "السَّفِينَةَ غَرِقَتْ" and seen.source == "مُدِيرُ المَرْفَأِ"


def test_no_text_no_attributions_and_the_same_again() -> None:
    assert read("") == []
    text = "قال مدير المرفأ إن الرافعة قديمة، مشيرا إلى أن العمل مستمر. وأضاف أن السفن تنتظر."
    assert [s.made for s in read(text)] == [s.made for s in read(text)]


def test_english() -> None:
    seen = only('"We have opened the port," said Salem Anbari, mayor of Wadi Safa.')
    assert (seen.source, seen.content, seen.made.mode) == ("Salem Anbari", "We have opened the port", Mode.DIRECT)
    assert read("The port was opened in spring.") == []


@pytest.mark.parametrize("row", load_yaml("ar/hedges.yaml"), ids=lambda row: row["id"])
def test_hedges_and_boosters_in_their_examples(row: dict[str, Any]) -> None:
    def hedges(sentence: str) -> list[str]:
        seen = read("قال كامل الراوي: " + sentence)[0]
        start = seen.made.content.start
        return [seen.content[h.start - start : h.end - start] for h in seen.made.hedges]

    assert hedges(row["example"]), row["example"]
    assert hedges(row["counter"]) == []

"""Facts in their clauses: voices, polarity, modality, relatives, passives, coordination, time, and what is no fact."""

from __future__ import annotations

import time

import pytest
from facts_support import arguments, facts_of, reading_of, with_voice

from tawatur.core.model import Attribution, Force, Mention, Modality, Polarity, Span, TimeExpression
from tawatur.extract.facts import Facts
from tawatur.extract.facts.line import Kind, lines, split


def _first(marked: str, kind: str) -> tuple[dict[str, list[str]], Polarity, Modality]:
    reading, facts = facts_of(marked)
    fact = next(f for f in facts if f.type == kind)
    return arguments(reading, fact), fact.polarity, fact.modality


def test_verb_before_and_after_its_subject() -> None:
    for marked in (
        "قصفت [ORG:قوات الوادي] مستودعا في [LOC:تل الريح].",
        "قالت المدينة إن [ORG:قوات الوادي] قصفت مستودعا في [LOC:تل الريح].",
    ):
        given, polarity, modality = _first(marked, "ATTACK")
        assert given == {"agent": ["قوات الوادي"], "patient": ["مستودعا"], "place": ["تل الريح"]}
        assert (polarity, modality) == (Polarity.POS, Modality.ASSERTED)


def test_the_antecedent_of_a_relative_clause_fills_the_role_of_its_pronoun() -> None:
    given, _, _ = _first("احترق المستودع الذي قصفته [ORG:قوات الوادي] أمس.", "ATTACK")
    assert given["agent"] == ["قوات الوادي"]
    assert given["patient"] == ["المستودع"]


def test_the_antecedent_is_the_subject_where_no_pronoun_takes_it_up() -> None:
    given, _, _ = _first("انسحبت [ORG:قوات الوادي] التي قصفت مستودعا في [LOC:تل الريح].", "ATTACK")
    assert given["agent"] == ["قوات الوادي"]
    assert given["patient"] == ["مستودعا"]


def test_a_marked_passive_gives_its_subject_the_patient_role() -> None:
    given, _, _ = _first("قُتل حارس المتجر في [LOC:باب النهر].", "KILL")
    assert given["patient"] == ["حارس المتجر"]
    assert "agent" not in given


def test_the_agent_of_a_passive() -> None:
    given, _, _ = _first("تم اعتقال [PER:ماهر السندي] من قبل [ORG:شرطة المرفأ].", "DETAIN")
    assert given == {"agent": ["شرطة المرفأ"], "patient": ["ماهر السندي"]}


def test_a_light_verb_lends_its_subject_to_the_noun() -> None:
    given, _, _ = _first("شنت [ORG:قوات الوادي] هجوما على مخزن القمح.", "ATTACK")
    assert given == {"agent": ["قوات الوادي"], "patient": ["مخزن القمح"]}


def test_a_light_verb_between_whom_and_what_it_carries_states_nothing_of_its_own() -> None:
    reading, facts = facts_of("ألقت [ORG:شرطة المرفأ] القبض على [PER:ماهر السندي].")
    assert [(f.type, arguments(reading, f)) for f in facts] == [
        ("DETAIN", {"agent": ["شرطة المرفأ"], "patient": ["ماهر السندي"]})
    ]
    given, _, _ = _first("ألقت العصابة صناديق في [LOC:نهر اللوز].", "OTHER_EVENT")
    assert given["patient"] == ["صناديق"]


def test_a_noun_of_two_words_states_one_fact() -> None:
    reading, facts = facts_of("أعلن عن إلقاء القبض على [PER:ماهر السندي].")
    assert [arguments(reading, f) for f in facts if f.type == "DETAIN"] == [{"patient": ["ماهر السندي"]}]


def test_who_managed_to_do_something_did_it() -> None:
    given, _, _ = _first("تمكنت [ORG:شرطة المرفأ] من اعتقال ثلاثة تجار.", "DETAIN")
    assert given == {"agent": ["شرطة المرفأ"], "patient": ["ثلاثة تجار"]}


def test_a_number_of_some_people_is_one_phrase_with_them() -> None:
    given, _, _ = _first("اعتقلت [ORG:شرطة المرفأ] 12 من التجار الغاضبين.", "DETAIN")
    assert given["patient"] == ["12 من التجار الغاضبين"]
    given, _, _ = _first("اعتقلت [ORG:شرطة المرفأ] 12 من المدينة.", "DETAIN")
    assert given["patient"] == ["12"]


def test_a_joined_clause_shares_the_subject() -> None:
    reading, facts = facts_of("اعتقلت [ORG:قوات الوادي] ثلاثة تجار ودمرت مخزنا قديما.")
    attack = next(f for f in facts if f.type == "ATTACK")
    assert arguments(reading, attack) == {"agent": ["قوات الوادي"], "patient": ["مخزنا قديما"]}
    assert reading.words(attack.span) == "دمرت مخزنا قديما"


def test_names_joined_by_and_fill_one_role() -> None:
    given, _, _ = _first("بدأت المفاوضات بين [LOC:سلمانيا] و[LOC:وردستان].", "NEGOTIATE")
    assert given["agent"] == ["سلمانيا", "وردستان"]


@pytest.mark.parametrize("negation", ["لم تقصف", "لن تقصف", "لا تقصف", "ما قصفت"])
def test_negation(negation: str) -> None:
    _, polarity, _ = _first(f"{negation} [ORG:قوات الوادي] مستودع القمح.", "ATTACK")
    assert polarity is Polarity.NEG


def test_what_goes_on_is_not_negated() -> None:
    _, polarity, _ = _first("لا تزال [ORG:قوات الوادي] تقصف مستودع القمح.", "ATTACK")
    assert polarity is Polarity.POS


@pytest.mark.parametrize("marked", [
    "هل قصفت [ORG:قوات الوادي] مستودع القمح؟",
    "إذا قصفت [ORG:قوات الوادي] مستودع القمح فسيهرب الناس.",
    "لو قصفت [ORG:قوات الوادي] مستودع القمح لهرب الناس.",
])  # fmt: skip
def test_what_is_asked_or_supposed_is_no_fact(marked: str) -> None:
    assert [f for f in facts_of(marked)[1] if f.type == "ATTACK"] == []


@pytest.mark.parametrize(("verb", "modality"), [
    ("ستقصف", Modality.PLANNED),
    ("قد تقصف", Modality.POSSIBLE),
    ("ربما قصفت", Modality.POSSIBLE),
    ("قد قصفت", Modality.ASSERTED),
])  # fmt: skip
def test_modality_of_the_clause(verb: str, modality: Modality) -> None:
    assert _first(f"{verb} [ORG:قوات الوادي] مستودع القمح.", "ATTACK")[2] is modality


@pytest.mark.parametrize(("force", "modality"), [
    (Force.ASSERT, Modality.ASSERTED),
    (Force.ACCUSE, Modality.ALLEGED),
    (Force.DENY, Modality.DENIED),
    (Force.SPECULATE, Modality.POSSIBLE),
    (Force.INTEND, Modality.PLANNED),
])  # fmt: skip
def test_modality_of_the_voice(force: Force, modality: Modality) -> None:
    content = "قوات الوادي قصفت مستودع القمح"
    reading, facts = with_voice("قال التاجر إن [ORG:قوات الوادي] قصفت مستودع القمح.", content, force=force)
    fact = next(f for f in facts if f.type == "ATTACK")
    assert fact.modality is modality
    assert fact.attribution == reading.of(Attribution)[0].id


def test_a_report_that_is_denied_as_a_whole_is_denied() -> None:
    reading = reading_of("نفى الحاكم قول الصحيفة إن [ORG:قوات الوادي] قصفت مستودع القمح.")
    text = reading.source.text

    def voice(words: str, force: Force) -> Attribution:
        start = text.index(words)
        return Attribution(Span(reading.text_id, start, len(text) - 1), None, None, "given", force=force)

    inner = voice("قوات الوادي", Force.ASSERT)
    reading.add([voice("قول الصحيفة", Force.DENY), inner])
    fact = next(f for f in Facts()(reading) if f.type == "ATTACK")
    assert fact.modality is Modality.DENIED
    assert fact.attribution == inner.id


def test_time_attaches_to_its_clause() -> None:
    reading = reading_of("قصفت [ORG:قوات الوادي] مستودعا أمس، ووصل [PER:نعيم الورد] إلى [LOC:وردستان] اليوم.")
    text = reading.source.text
    for words, value in (("أمس", "2020-03-01"), ("اليوم", "2020-03-02")):
        start = text.index(words)
        reading.add([TimeExpression(Span(reading.text_id, start, start + len(words)), value, "given")])
    times = {fact.type: fact.time for fact in Facts()(reading)}
    assert times == {"ATTACK": "2020-03-01", "TRAVEL": "2020-03-02"}


def test_nationality_of_arms_names_the_state_that_acts() -> None:
    reading, facts = facts_of("نفت [LOC:لبنان] التقرير. قصفت طائرات لبنانية مخزنا قديما.")
    fact = next(f for f in facts if f.type == "ATTACK")
    assert [(a.role, a.actor) for a in fact.arguments if a.role == "agent"] == [("agent", "لبنان")]
    assert arguments(reading, fact)["instrument"] == ["طائرات لبنانية"]


def test_a_nominal_mention_stands_for_its_actor() -> None:
    reading = reading_of("قصفت القوة مستودعا في [LOC:تل الريح].")
    start = reading.source.text.index("القوة")
    name = reading.of(Mention)[0]
    reading.add(
        [Mention(Span(reading.text_id, start, start + 5), name.type, "given", actor="قوات الوادي", nominal=True)]
    )
    fact = next(f for f in Facts()(reading) if f.type == "ATTACK")
    assert ("agent", "قوات الوادي") in [(a.role, a.actor) for a in fact.arguments]


def test_offices_before_and_after_a_name() -> None:
    for marked in (
        "وصل رئيس [ORG:نقابة البحارة] [PER:نعيم الورد].",
        "وصل [PER:نعيم الورد]، رئيس [ORG:نقابة البحارة]، أمس.",
    ):
        given, _, _ = _first(marked, "LEADS")
        assert given == {"agent": ["نعيم الورد"], "patient": ["نقابة البحارة"]}


def test_one_voice_states_a_relation_once() -> None:
    _, facts = facts_of(
        "قال [PER:نعيم الورد]، رئيس [ORG:نقابة البحارة]، نعم. وعاد [PER:نعيم الورد]، رئيس [ORG:نقابة البحارة]، أمس."
    )
    assert [f.type for f in facts].count("LEADS") == 1


def test_every_span_lies_in_the_text_and_ids_are_unique() -> None:
    reading, facts = facts_of(
        "اتهمت [LOC:سلمانيا] [ORG:قوات الوادي] بقصف مستودع القمح في [LOC:تل الريح] وقتل ثلاثة تجار."
    )
    assert {f.type for f in facts} >= {"ACCUSE", "ATTACK"}
    assert len({f.id for f in facts}) == len(facts)
    for fact in facts:
        assert fact.span.contains(fact.trigger)
        assert all(reading.words(a.span).strip() for a in fact.arguments)


def test_same_input_same_facts() -> None:
    marked = "شنت [ORG:قوات الوادي] هجوما على مخزن القمح وقتلت ثلاثة تجار في [LOC:تل الريح]."
    assert facts_of(marked)[1] == facts_of(marked)[1]


@pytest.mark.parametrize(("word", "expected"), [
    ("وقصفت", ("و", "", "قصفت")),
    ("للقافله", ("", "ل", "القافله")),
    ("بالمدينه", ("", "ب", "المدينه")),
    ("وزير", ("", "", "وزير")),
    ("بلده", ("", "", "بلده")),
])  # fmt: skip
def test_particles_come_off_only_where_they_are_particles(word: str, expected: tuple[str, str, str]) -> None:
    assert split(word)[:3] == expected


def test_verb_and_noun_that_look_alike() -> None:
    verbs = lines(reading_of("قال إن [ORG:القوة] قصفت المخزن."))[0].words
    nouns = lines(reading_of("احترق المخزن بعد قصف [ORG:القوة]."))[0].words
    assert next(w.kind for w in verbs if w.stem == "قصفت") is Kind.VERB
    assert next(w.kind for w in nouns if w.stem == "قصف") is Kind.WORD


def test_time_grows_with_the_length_of_a_sentence_only() -> None:
    clause = "قصفت [ORG:قوات الوادي] مستودعا في [LOC:تل الريح] وقتلت ثلاثة تجار من المدينة و"

    def seconds(repeats: int) -> float:
        reading = reading_of(clause * repeats + "انتهى.")
        reading.sentences  # noqa: B018
        began = time.process_time()
        Facts()(reading)
        return time.process_time() - began

    seconds(5)
    short, long = min(seconds(40) for _ in range(3)), min(seconds(320) for _ in range(2))
    assert long < 8 * short * 2.5


def test_a_subject_carried_from_a_longer_sentence_is_not_looked_up_in_the_shorter_one() -> None:
    reading, facts = facts_of(
        "في مساء ذلك اليوم الطويل وعلى الطريق الساحلي القديم قرب الميناء هاجم المسلحون [LOC:تل الريح]."
        " وقتلوا [PER:ماهر السندي]."
    )
    killed = next(f for f in facts if f.type == "KILL")
    assert arguments(reading, killed) == {"agent": ["المسلحون"], "patient": ["ماهر السندي"]}


def test_a_name_behind_a_closed_common_noun_phrase_is_the_object() -> None:
    for subject in ("طائرات حربية", "مجموعة من المسلحين"):
        given, _, _ = _first(f"قصفت {subject} [LOC:تل الريح].", "ATTACK")
        assert given == {"agent": [subject], "patient": ["تل الريح"]}


def test_behind_a_verb_with_its_object_pronoun_stands_who_acts() -> None:
    given, _, _ = _first("الجنود خطفتهم مجموعة مسلحة قرب [LOC:تل الريح].", "DETAIN")
    assert given["agent"] == ["مجموعة مسلحة"]
    assert given["patient"] == ["الجنود"]

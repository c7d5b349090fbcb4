"""Claims, propositions, origins, losses, conflicts and flags on small invented corpora, one construct each."""

from __future__ import annotations

import pytest
from corpora import Memory, Text

from tawatur.core.model import Bound, Claim, EntityType, Flag, Force, Link, LinkKind, Modality, Proposition, SourceKind
from tawatur.relate.changes import Changes
from tawatur.relate.conflicts import Conflicts
from tawatur.relate.propositions import Claims, Propositions, without_opening
from tawatur.relate.reuse.stage import Reuse

STAGES = (Reuse(), Claims(), Propositions(), Changes(), Conflicts())


def burned(name: str, source: str | None = None, published: str = "2021-03-02", where: str = "نوران") -> Text:
    """A text that tells of one fire, in its own voice or on somebody's word."""
    lead = f"قالت {source} إن " if source else ""
    text = Text(name, f"{lead}حركة السنديان أحرقت مخزن الحبوب في مدينة {where} مساء الأحد.", published, f"صحيفة {name}")
    text.name("حركة السنديان", "sindyan").name(where, "nouran", EntityType.LOC)
    content = f"حركة السنديان أحرقت مخزن الحبوب في مدينة {where} مساء الأحد"
    attribution = None
    if source:
        text.name(source, source)
        attribution = text.says(content, source, source, "قالت", kind=SourceKind.BODY)
    roles = {"agent": ("حركة السنديان", "sindyan"), "patient": ("مخزن الحبوب", None), "place": (where, "nouran")}
    return text.fact(content, "ATTACK", roles, attribution, "2021-02-28")


def propositions(corpus: Memory) -> list[Proposition]:
    return list(corpus.across(Proposition))


def links(corpus: Memory, kind: LinkKind) -> list[Link]:
    return [x for x in corpus.across(Link) if x.kind is kind]


def test_every_fact_and_every_content_is_a_claim_with_its_chain() -> None:
    corpus = Memory(burned("a", "هيئة الإطفاء"), burned("b")).run(*STAGES)
    claims = corpus.across(Claim)
    assert sorted((c.rule, len(c.chain)) for c in claims) == [
        ("claim/content", 1),
        ("claim/fact", 0),
        ("claim/fact", 1),
    ]
    assert all(corpus.words(c.span).startswith("حركة السنديان") for c in claims)


def test_claims_that_say_the_same_are_one_proposition() -> None:
    found = propositions(Memory(burned("a"), burned("b")).run(*STAGES))
    assert [p.documents for p in found] == [2]


def test_two_texts_on_different_fires_share_nothing() -> None:
    other = Text("b", "وصل القطار السريع إلى محطة الجبل بعد ساعتين من التأخير بسبب الثلوج.", "2021-03-02", "ب")
    other.name("محطة الجبل", "station", EntityType.LOC)
    other.fact("وصل القطار السريع إلى محطة الجبل", "TRAVEL", {"destination": ("محطة الجبل", "station")})
    assert propositions(Memory(burned("a"), other).run(*STAGES)) == []


def test_a_denial_and_an_assertion_are_a_conflict_and_never_one_proposition() -> None:
    denial = Text("b", "نفت حركة السنديان أنها أحرقت مخزن الحبوب في مدينة نوران مساء الأحد.", "2021-03-02", "ب")
    denial.name("حركة السنديان", "sindyan").name("نوران", "nouran", EntityType.LOC)
    content = "أنها أحرقت مخزن الحبوب في مدينة نوران مساء الأحد"
    said = denial.says(content, "حركة السنديان", "sindyan", "نفت", Force.DENY, SourceKind.BODY)
    roles = {"agent": ("أنها", "sindyan"), "patient": ("مخزن الحبوب", None), "place": ("نوران", "nouran")}
    denial.fact(content, "ATTACK", roles, said, "2021-02-28", modality=Modality.DENIED)
    corpus = Memory(burned("a"), denial).run(*STAGES)
    assert propositions(corpus) == []
    assert "polarity" in {x.label for x in links(corpus, LinkKind.CONFLICT)}


def counted(name: str, words: str, value: float, bound: Bound) -> Text:
    text = Text(name, f"أسفر انفجار السفينة في ميناء نوران عن مقتل {words} يوم الأحد.", "2021-03-02", name)
    text.name("ميناء نوران", "port", EntityType.LOC).number(words, value, "قتيل", bound)
    clause = f"انفجار السفينة في ميناء نوران عن مقتل {words} يوم الأحد"
    return text.fact(clause, "KILL", {"patient": (words, None), "place": ("ميناء نوران", "port")}, None, "2021-02-28")


def test_different_numbers_are_a_conflict() -> None:
    corpus = Memory(counted("a", "61 قتيلا", 61, Bound.EXACT), counted("b", "140 قتيلا", 140, Bound.EXACT)).run(*STAGES)
    found = links(corpus, LinkKind.CONFLICT)
    assert propositions(corpus) == []
    assert [(x.label, x.rule) for x in found] == [("number", "conflict/number")]


def test_a_bound_and_a_value_that_it_allows_are_a_difference() -> None:
    one = counted("a", "57 قتيلا على الأقل", 57, Bound.AT_LEAST)
    corpus = Memory(one, counted("b", "61 قتيلا", 61, Bound.EXACT)).run(*STAGES)
    found = links(corpus, LinkKind.CONFLICT)
    assert [(x.label, x.rule) for x in found] == [("number", "conflict/difference")]
    assert ("kind", "difference") in found[0].detail


def test_a_dropped_source_is_lost() -> None:
    corpus = Memory(burned("a", "هيئة الإطفاء"), burned("b")).run(*STAGES)
    found = links(corpus, LinkKind.LOST)
    assert [x.label for x in found] == ["source"]
    assert found[0].a.text == corpus.texts()[0] and found[0].b.text == corpus.texts()[1]
    assert "هيئة الإطفاء" in found[0].reasons[0]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("وأن السد انهار", "السد انهار"),
        ("وإن النيران امتدت", "النيران امتدت"),
        ("إن حضر الوزير سافر الناس", "إن حضر الوزير سافر الناس"),
        ("آن ماري وصلت", "آن ماري وصلت"),
        ("أنا هنا", "أنا هنا"),
        ("أن", "أن"),
    ],
)
def test_a_label_leaves_out_what_only_ties_it_to_its_sentence(words: str, label: str) -> None:
    assert without_opening(words) == label


def test_nothing_is_lost_where_both_name_the_source() -> None:
    corpus = Memory(burned("a", "هيئة الإطفاء"), burned("b", "هيئة الإطفاء")).run(*STAGES)
    assert links(corpus, LinkKind.LOST) == []


def test_one_named_speaker_within_days_is_one_origin() -> None:
    found = propositions(Memory(burned("a", "هيئة الإطفاء"), burned("b", "هيئة الإطفاء")).run(*STAGES))
    both = [p for p in found if p.rule == "proposition/facts"]
    assert [(p.origins_low, p.origins_high) for p in both] == [(1, 1)]
    assert "named source" in both[0].collapses[0].reason or "share word for word" in both[0].collapses[0].reason


def test_two_named_speakers_are_two_origins_unless_copied() -> None:
    one = burned("a", "هيئة الإطفاء")
    two = Text(
        "b",
        "أكدت نقابة العمال أن حركة السنديان هي التي أضرمت النار في مخزن الحبوب بمدينة نوران ليلة الأحد.",
        "2021-03-02",
        "ب",
    )
    two.name("نقابة العمال", "union").name("حركة السنديان", "sindyan").name("نوران", "nouran", EntityType.LOC)
    content = "حركة السنديان هي التي أضرمت النار في مخزن الحبوب بمدينة نوران ليلة الأحد"
    said = two.says(content, "نقابة العمال", "union", "أكدت", Force.CONFIRM, SourceKind.BODY)
    roles = {"agent": ("حركة السنديان", "sindyan"), "patient": ("مخزن الحبوب", None), "place": ("نوران", "nouran")}
    two.fact(content, "ATTACK", roles, said, "2021-02-28")
    found = propositions(Memory(one, two).run(*STAGES))
    assert found and all((p.origins_low, p.origins_high) == (2, 2) for p in found)


def test_a_body_that_speaks_again_after_years_is_another_origin() -> None:
    late = Text(
        "b", "ذكرت هيئة الإطفاء في تقرير جديد أن حركة السنديان أحرقت مخزن حبوب كبيرا في مدينة نوران.", "2024-05-01", "ب"
    )
    late.name("هيئة الإطفاء", "هيئة الإطفاء").name("حركة السنديان", "sindyan").name("نوران", "nouran", EntityType.LOC)
    content = "حركة السنديان أحرقت مخزن حبوب كبيرا في مدينة نوران"
    said = late.says(content, "هيئة الإطفاء", "هيئة الإطفاء", "ذكرت", kind=SourceKind.BODY)
    roles = {"agent": ("حركة السنديان", "sindyan"), "patient": ("مخزن حبوب", None), "place": ("نوران", "nouran")}
    late.fact(content, "ATTACK", roles, said)
    found = propositions(Memory(burned("a", "هيئة الإطفاء"), late).run(*STAGES))
    assert found and all(p.origins_low == 2 for p in found)


def test_copied_words_are_one_origin_for_certain() -> None:
    found = propositions(Memory(burned("a"), burned("b")).run(*STAGES))
    assert [(p.origins_low, p.origins_high) for p in found] == [(1, 1)]
    assert found[0].collapses[0].certain


def test_certainty_that_grows_in_one_text_is_flagged() -> None:
    text = Text(
        "a",
        "يبدو أن حركة السنديان أحرقت مخزن الحبوب في نوران.\nتجمع السكان أمام المبنى صباحا.\n"
        "لكن الثابت أن حركة السنديان هي التي أحرقت مخزن الحبوب.",
    )
    flags = Memory(text).run(*STAGES).across(Flag)
    assert [f.kind for f in flags] == ["certainty-grows"]
    assert flags[0].spans[0].start < flags[0].spans[1].start and "الثابت" in flags[0].sentence


def test_denied_and_then_confirmed_is_a_history() -> None:
    text = Text("a", "احتجز الأمن عامل الميناء، وهو ما نفته وزارة الداخلية في البداية لكنها أكدته لاحقا.")
    text.name("وزارة الداخلية", "ministry")
    text.says("احتجز الأمن عامل الميناء", "وزارة الداخلية", "ministry", "نفته", Force.DENY, SourceKind.BODY)
    text.says("احتجز الأمن عامل الميناء", None, "ministry", "أكدته", Force.CONFIRM, SourceKind.BODY)
    flags = Memory(text).run(*STAGES).across(Flag)
    assert [f.kind for f in flags] == ["denied-confirmed"]


def test_what_was_denied_and_then_confirmed_contradicts_nobody() -> None:
    def told(name: str, rest: str, force: Force | None, modality: Modality) -> Text:
        text = Text(name, f"احتجز الأمن العامل سامي في مقر الشرطة{rest}.", "2021-03-02", name)
        text.name("سامي", "sami", EntityType.PER)
        if rest:
            text.name("وزارة الداخلية", "ministry")
        words = "احتجز الأمن العامل سامي في مقر الشرطة"
        said = text.says(words, "وزارة الداخلية", "ministry", "نفته", force, SourceKind.BODY) if force else None
        return text.fact(words, "DETAIN", {"patient": ("سامي", "sami")}, said, None, False, modality)

    plain = told("a", "", None, Modality.ASSERTED)
    denied = told("b", "، وهو ما نفته وزارة الداخلية في البداية", Force.DENY, Modality.DENIED)
    later = told("c", "، وهو ما نفته وزارة الداخلية في البداية لكنها أكدته لاحقا", Force.DENY, Modality.DENIED)
    assert [x.label for x in links(Memory(plain, denied).run(*STAGES), LinkKind.CONFLICT)] == ["polarity"]
    assert links(Memory(plain, later).run(*STAGES), LinkKind.CONFLICT) == []


def test_documents_cannot_attest_what_happened_after_they_were_found() -> None:
    old = Text(
        "a",
        "صادرت القوة البحرية وثائق الشركة عام 2016 في الجزيرة.\nوبحسب الوثائق قُتل المفتش سامي الورداني في نوران.",
        "2021-03-02",
        "أ",
    )
    old.name("القوة البحرية", "navy").name("سامي الورداني", "wardani", EntityType.PER).name(
        "نوران", "nouran", EntityType.LOC
    )
    old.fact("صادرت القوة البحرية وثائق الشركة عام 2016", "SEIZE", {"agent": ("القوة البحرية", "navy")}, None, "2016")
    said = old.says("قُتل المفتش سامي الورداني في نوران", "الوثائق", None, "وبحسب", kind=SourceKind.DOCUMENT)
    roles = {"patient": ("سامي الورداني", "wardani"), "place": ("نوران", "nouran")}
    old.fact("قُتل المفتش سامي الورداني في نوران", "KILL", roles, said)
    new = Text("b", "قُتل المفتش سامي الورداني في نوران في نوفمبر 2018.", "2021-03-03", "ب")
    new.name("سامي الورداني", "wardani", EntityType.PER).name("نوران", "nouran", EntityType.LOC)
    new.fact("قُتل المفتش سامي الورداني في نوران في نوفمبر 2018", "KILL", roles, None, "2018-11")
    flags = [f for f in Memory(old, new).run(*STAGES).across(Flag) if f.kind == "provenance-impossible"]
    assert len(flags) == 1 and "2016" in flags[0].sentence and "2018-11" in flags[0].sentence


def test_a_person_at_the_head_of_two_bodies_is_flagged_and_listed() -> None:
    def leads(name: str, body: str, entity: str) -> Text:
        text = Text(name, f"سامي الورداني هو قائد {body} منذ سنوات طويلة.", "2021-03-02", name)
        text.name("سامي الورداني", "wardani", EntityType.PER).name(body, entity)
        roles = {"agent": ("سامي الورداني", "wardani"), "patient": (body, entity)}
        return text.fact(f"سامي الورداني هو قائد {body}", "LEADS", roles)

    corpus = Memory(leads("a", "كتيبة الفجر", "dawn"), leads("b", "حركة السنديان", "sindyan")).run(*STAGES)
    assert propositions(corpus) == []
    assert "role" in {x.label for x in links(corpus, LinkKind.CONFLICT)}
    assert "roles-conflict" in {f.kind for f in corpus.across(Flag)}


def test_a_word_of_time_that_changes_in_a_retold_passage_is_flagged() -> None:
    lead = "تفاوض الوسيط سامي الورداني مع مصلحة الجمارك في نوران على إعفاء سفن القمح من التفتيش والرسوم"
    one = Text("a", f"{lead} قبل حصار البلدة القديمة.", "2021-03-02", "أ")
    two = Text("b", f"{lead} في حصار البلدة القديمة.", "2021-03-05", "ب")
    flags = [f for f in Memory(one, two).run(*STAGES).across(Flag) if f.kind == "order-changed"]
    assert len(flags) == 1 and "قبل حصار" in flags[0].sentence and "في حصار" in flags[0].sentence


def test_the_same_corpus_gives_the_same_findings_whatever_its_order() -> None:
    one = Memory(burned("a", "هيئة الإطفاء"), burned("b")).run(*STAGES)
    two = Memory(burned("b"), burned("a", "هيئة الإطفاء")).run(*STAGES)
    ids = [sorted(f.id for f in m.found if isinstance(f, (Claim, Proposition))) for m in (one, two)]
    assert ids[0] == ids[1]

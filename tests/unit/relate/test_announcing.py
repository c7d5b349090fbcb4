"""Clauses and facts that only announce who speaks are no claims of their own."""

from __future__ import annotations

import pytest
from corpora import Memory, Text

from tawatur.core.model import Claim, EntityType, Proposition, SourceKind
from tawatur.relate.announcing import only_announces
from tawatur.relate.board import full_board
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse
from tawatur.relate.statements import CLAUSE

FIRE = "الحريق أتى على أربعين دكانا في السوق القديم قرب القلعة"


def clauses(text: Text) -> list[str]:
    """The words of the clauses of a text that state no fact and are compared."""
    board = full_board(Memory(text, Text("b", "هطلت أمطار غزيرة على مزارع السهل الشمالي طوال الليل.")))
    return [board.flat(s.span) for s in board.texts[0].statements if s.claim.rule == CLAUSE]


def test_a_cue_with_speaker_hearer_and_complementizer_is_no_clause() -> None:
    text = Text("a", f"وقال ضابط كبير في الإطفاء فضل حجب هويته لصحيفة النسيم إن {FIRE}.")
    text.says(FIRE, "ضابط كبير في الإطفاء", None, "وقال")
    assert clauses(text) == []


def test_a_cue_behind_what_it_announces_is_no_clause_nor_is_when_it_was_said() -> None:
    text = Text("a", f"{FIRE}، بحسب ما أفادت مديرية الإطفاء في وردان صباح يوم السبت.")
    text.says(FIRE, "مديرية الإطفاء في وردان", None, "بحسب ما أفادت", kind=SourceKind.BODY)
    assert clauses(text) == []


def test_a_source_before_its_cue_is_no_clause() -> None:
    text = Text("a", f"مدير الإطفاء العام في مدينة وردان كان قد أعلن أن {FIRE}.")
    text.says(FIRE, "مدير الإطفاء العام في مدينة وردان", None, "أعلن")
    assert clauses(text) == []


def test_the_occasion_between_cue_and_content_is_no_clause() -> None:
    text = Text("a", f"أعلن العمدة، في مؤتمر صحفي عقده أمام مبنى البلدية الجديد، أن {FIRE}.")
    text.says(FIRE, "العمدة", None, "أعلن")
    assert clauses(text) == []


def test_what_stands_before_the_cue_stays_a_clause() -> None:
    own = "أظهرت الصور المتداولة أعمدة دخان سوداء فوق السوق"
    text = Text("a", f"{own} قال شاهد إن {FIRE}.")
    text.says(FIRE, "شاهد", None, "قال")
    assert clauses(text) == [own]


def test_what_a_relative_clause_tells_of_the_speaker_stays_a_clause() -> None:
    own = "الذي زار المستشفى المركزي والتقى عائلات المصابين في الطابق السادس"
    text = Text("a", f"{FIRE}، كما أعلن عمدة المدينة {own}.")
    text.says(FIRE, "عمدة المدينة", None, "كما أعلن")
    assert clauses(text) == [own]


def test_two_copies_of_an_announcement_share_what_was_said_and_no_more() -> None:
    texts = []
    for name in ("a", "b"):
        text = Text(name, f"وقال ضابط كبير في الإطفاء فضل حجب هويته لصحيفة النسيم إن {FIRE}.", "2021-03-02", name)
        text.says(FIRE, "ضابط كبير في الإطفاء", None, "وقال")
        texts.append(text)
    corpus = Memory(*texts).run(Reuse(), Claims(), Propositions())
    assert [p.label for p in corpus.across(Proposition)] == [FIRE]


def uttered(name: str, words: str, topic: str, kind: str = "DISCLOSE") -> Text:
    text = Text(name, f"{words} مساء الخميس الماضي في العاصمة وردان.", "2021-03-02", name)
    text.name("وزارة الموانئ", "ports").name("وردان", "wardan", EntityType.LOC)
    return text.fact(words, kind, {"agent": ("وزارة الموانئ", "ports"), "topic": (topic, None)})


@pytest.mark.parametrize(
    ("words", "topic", "kind", "only"),
    [
        ("أصدرت وزارة الموانئ بيانا صحفيا", "بيانا صحفيا", "DISCLOSE", True),
        ("أصدرت وزارة الموانئ بيانا عن غرق العبارة", "بيانا عن غرق العبارة", "DISCLOSE", False),
        ("نفت وزارة الموانئ غرق العبارة", "غرق العبارة", "DENY", False),
        ("أغلقت وزارة الموانئ كلمة", "كلمة", "OTHER_EVENT", False),
    ],
)
def test_an_act_of_speech_without_a_matter_only_announces(words: str, topic: str, kind: str, only: bool) -> None:
    corpus = Memory(uttered("a", words, topic, kind))
    (fact,) = full_board(corpus).texts[0].facts.values()
    assert only_announces(corpus, fact) is only


@pytest.mark.parametrize(("topic", "shared"), [("بيانا صحفيا", 0), ("وثائق الصفقة السرية", 1)])
def test_that_somebody_spoke_is_no_proposition_and_what_was_disclosed_is(topic: str, shared: int) -> None:
    words = f"نشرت وزارة الموانئ {topic}"
    corpus = Memory(uttered("a", words, topic), uttered("b", words, topic)).run(Reuse(), Claims(), Propositions())
    assert len([c for c in corpus.across(Claim) if c.fact]) == 2
    assert len([p for p in corpus.across(Proposition) if p.rule == "proposition/facts"]) == shared


def test_a_clause_that_its_facts_tell_is_no_claim_beside_them() -> None:
    clause = "أحرقت الحركة مخزن الحبوب الكبير وسرقت شاحنات البلدية"
    plain = Text("a", f"{clause}.", "2021-03-02", "أ")
    told = Text("b", f"{clause}.", "2021-03-02", "ب")
    told.fact("أحرقت الحركة مخزن", "ATTACK", {"patient": ("مخزن", None)})
    told.fact("وسرقت شاحنات البلدية", "SEIZE", {"patient": ("شاحنات البلدية", None)})
    board = full_board(Memory(plain, told).run())
    whole = [s.compound for row in board.texts for s in row.statements if s.claim.rule == CLAUSE]
    assert whole == [False, True]

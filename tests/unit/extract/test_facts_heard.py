"""Rules and tagger together: whose facts, types and fillers stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tawatur.backends.decoding import TaggedFact, fillers
from tawatur.core.model import Fact
from tawatur.extract.facts import Facts
from tawatur.extract.facts.heard import Hearing
from tawatur.extract.reading import Reading
from tests.unit.extract.facts_support import arguments, reading_of

SENTENCE = "قصفت [ORG:القوة] [LOC:المرسى] ورمم [PER:سالم] البرج."


def facts(
    marked: str, *heard: tuple[str, str, float, dict[str, str]], goes_on: Sequence[str] = ()
) -> tuple[Reading, list[Fact]]:
    """Facts of a sentence beside what a tagger says: word, type, probability, first words of fillers by role; and the
    words with which a phrase goes on."""
    reading = reading_of(marked)

    def ear(read: Reading) -> Sequence[Hearing]:
        hearings = []
        for sentence in read.sentences:
            tokens = list(sentence.tokens)
            words = [read.view.text[t.start : t.end] for t in tokens]
            found = [
                TaggedFact(words.index(w), p, kind, tuple((r, words.index(f), 0.9) for r, f in roles.items()))
                for w, kind, p, roles in heard
                if w in words
            ]
            hearings.append(
                Hearing(tuple(t.start for t in tokens), tuple(found), tuple(float(w in goes_on) for w in words))
            )
        return hearings

    return reading, list(Facts(ear)(reading))


def test_without_a_word_from_the_tagger_the_rules_stand() -> None:
    _, alone = facts(SENTENCE)
    assert [f.type for f in alone] == [f.type for f in Facts()(reading_of(SENTENCE))] == ["ATTACK"]


def test_the_tagger_adds_what_no_rule_knows_with_the_phrases_it_points_at() -> None:
    reading, found = facts(SENTENCE, ("ورمم", "OTHER_EVENT", 0.9, {"agent": "سالم", "patient": "البرج"}))
    added = next(f for f in found if f.type == "OTHER_EVENT")
    assert arguments(reading, added) == {"agent": ["سالم"], "patient": ["البرج"]}
    assert added.rule == "fact/tagger" and added.arguments[0].actor == "سالم"
    assert reading.words(added.trigger) == "رمم" and reading.words(added.span) == "رمم سالم البرج"


def test_a_phrase_of_common_nouns_goes_as_far_as_the_tagger_hears() -> None:
    marked = "رمم [PER:سالم] برج المرسى العتيق."
    heard = ("رمم", "OTHER_EVENT", 0.9, {"agent": "سالم", "patient": "برج"})
    for words, phrase in ((("المرسى",), "برج المرسى"), (("المرسى", "العتيق"), "برج المرسى العتيق"), ((), "برج")):
        reading, found = facts(marked, heard, goes_on=words)
        assert arguments(reading, found[0]) == {"agent": ["سالم"], "patient": [phrase]}


def test_a_phrase_closes_the_quotation_marks_that_it_opens() -> None:
    heard = ("رمم", "OTHER_EVENT", 0.9, {"agent": "سالم", "patient": "برج"})
    reading, found = facts('رمم [PER:سالم] برج "المرسى" أمس.', heard, goes_on=('"', "المرسى"))
    assert arguments(reading, found[0])["patient"] == ['برج "المرسى"']
    assert reading.words(found[0].span) == 'رمم سالم برج "المرسى"'


@pytest.mark.parametrize("marked", ['"قصفت [ORG:القوة] البرج"', '"قصفت [ORG:القوة] البرج', 'قصفت [ORG:القوة] البرج"'])
def test_marks_around_a_clause_stay_outside_it(marked: str) -> None:
    reading, found = facts(f"{marked} أمس.")
    assert reading.words(found[0].span) == "قصفت القوة البرج"


def test_what_is_joined_to_a_phrase_that_is_cut_fills_the_role_too() -> None:
    alone = arguments(*one("قتل شرطي وطفل في [LOC:المرسى]."))
    assert alone["patient"] == ["شرطي وطفل"]
    assert arguments(*one("قتل شرطي وطفل في [LOC:المرسى].", heard=True))["patient"] == ["شرطي", "طفل"]


def one(marked: str, heard: bool = False) -> tuple[Reading, Fact]:
    """The first fact of a sentence, by the rules alone or with a tagger that hears every phrase end with its word."""
    reading = reading_of(marked)
    found = facts(marked)[1] if heard else Facts()(reading)
    return reading, found[0]


@pytest.mark.parametrize(
    ("marked", "goes_on", "patient"),
    [
        ("رمم [PER:سالم] برجا يسمى [LOC:المرسى].", ("يسمى", "المرسى"), "برجا"),
        ("رمم [PER:سالم] البرج، وقصفت القوة البلدة.", ("،", "وقصفت", "القوة"), "البرج"),
    ],
)
def test_a_phrase_runs_over_no_verb_and_no_mark(marked: str, goes_on: tuple[str, ...], patient: str) -> None:
    head = patient.split()[0]
    reading, found = facts(marked, ("رمم", "OTHER_EVENT", 0.9, {"agent": "سالم", "patient": head}), goes_on=goes_on)
    assert arguments(reading, found[0])["patient"] == [patient]


def test_the_rules_phrases_are_cut_alike_and_names_never() -> None:
    reading, found = facts("قصفت [ORG:القوة] برج المرسى العتيق.", goes_on=("المرسى",))
    assert arguments(reading, found[0]) == {"agent": ["القوة"], "patient": ["برج المرسى"]}


def test_an_unsure_tagger_adds_nothing_and_what_has_no_filler_is_no_fact() -> None:
    for p, roles in ((0.3, {"agent": "سالم"}), (0.9, {})):
        _, found = facts(SENTENCE, ("ورمم", "OTHER_EVENT", p, roles))
        assert [f.type for f in found] == ["ATTACK"]


def test_what_a_rule_found_stands_as_it_is() -> None:
    _, found = facts(SENTENCE, ("قصفت", "SEIZE", 0.99, {"place": "البرج"}))
    assert found == facts(SENTENCE)[1]


def test_a_relation_has_two_ends_and_one_phrase_has_one_role() -> None:
    _, found = facts(SENTENCE, ("ورمم", "LEADS", 0.9, {"agent": "سالم"}))
    assert [f.type for f in found] == ["ATTACK"]
    reading, found = facts(SENTENCE, ("ورمم", "LEADS", 0.9, {"agent": "سالم", "patient": "البرج"}))
    assert arguments(reading, next(f for f in found if f.type == "LEADS")) == {"agent": ["سالم"], "patient": ["البرج"]}


def test_fillers_are_the_words_whose_likeliest_role_is_likelier_than_none() -> None:
    seeks = np.array([[4.0, 0.0], [0.0, 4.0]], np.float32)
    words = np.array([[3.0, 0.0], [0.0, 0.0], [0.0, 3.0]], np.float32)
    found = fillers(seeks, words, ("agent", "patient"), first=5)
    assert [(role, at) for role, at, _ in found] == [("agent", 5), ("patient", 7)]
    assert all(p > 0.9 for _, _, p in found)

"""Retold passages, how copies are chosen, and how what the program says is counted."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from evaluation.alterations import ALTERATIONS, Altered, Annotated
from evaluation.planted import REPORTED, Report, Tally, choose, judge, judge_passage, sample, total, wrong
from evaluation.retellings import KINDS, OtherTextError, Retelling, load, may_carry, plant
from tawatur.core.model import Span

ARTICLE = "وصل التجار إلى السوق باكرا وباعوا كل ما معهم."
DIGEST = hashlib.sha256(ARTICLE.encode()).hexdigest()


def test_a_passage_retold_in_full_is_the_stored_words() -> None:
    r = Retelling("x", DIGEST, 0, 10, "heavy", text="جاء الباعة")
    assert (r.passage(ARTICLE), r.told(ARTICLE)) == ("وصل التجار", "جاء الباعة")


def test_a_passage_lightly_edited_takes_the_rest_from_the_article() -> None:
    r = Retelling("x", DIGEST, 0, len(ARTICLE), "light", edits=((0, 3, "جاء"), (21, 26, "مبكرا")))
    assert r.told(ARTICLE) == "جاء التجار إلى السوق مبكرا وباعوا كل ما معهم."


def test_another_text_is_refused() -> None:
    with pytest.raises(OtherTextError):
        Retelling("x", DIGEST, 0, 4, "heavy", text="جاء").told(ARTICLE + " ")


def test_the_stored_retellings_are_of_different_articles_and_well_formed() -> None:
    rows = list(load())
    assert Counter(r.kind for r in rows) == {"light": 12, "heavy": 14, "retranslated": 14}
    assert {r.kind for r in rows} == set(KINDS)
    assert len({r.id for r in rows}) == len(rows)
    for r in rows:
        assert r.start < r.end
        assert bool(r.text) != bool(r.edits)
        assert bool(r.edits) == (r.kind == "light")
        edges = [edge for start, end, _ in r.edits for edge in (start, end)]
        assert edges == sorted(edges)
        assert not edges or edges[-1] <= r.end - r.start


def test_a_passage_is_planted_as_the_third_paragraph() -> None:
    assert plant("خبر", "أ\n\nب\nج") == "أ\nب\nخبر\nج"


def test_a_short_text_carries_nothing() -> None:
    assert may_carry("أ\nب\nج")
    assert not may_carry("أ\nب\n")


def test_every_kind_of_change_is_judged() -> None:
    assert REPORTED.keys() == ALTERATIONS.keys()


def test_copies_are_spread_over_the_kinds_and_no_kind_has_more_than_asked_for() -> None:
    text = "خبر\nوصلت القافلة قبل الحصار إلى القرية."
    texts = {str(n): Annotated(text, (Span("t", 4, len(text)),)) for n in range(5)}
    chosen = choose(texts, 2)
    assert Counter(x.kind for x in chosen.values()) == {"order": 2, "unaltered": 2}


def test_the_sample_depends_on_ids_alone_and_takes_each_text_once() -> None:
    rows = [{"id": str(n), "title": "خبر", "text": "كلمة " * 100 + str(n // 2)} for n in range(8)]
    picked = sample(rows, 3)
    assert picked == sample(list(rows), 3)
    assert len({r["text"] for r in picked}) == 3


CHANGE = Altered("number", "", (10, 20), (10, 22))


def said(label: str, start: int) -> Report:
    return Report(label, (Span("copy", start, start + 5), Span("original", start, start + 5)))


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([said("conflict/number", 12)], Tally(1, 1, 1, 0)),
        ([said("conflict/role", 12)], Tally(1, 0, 1, 0)),
        ([said("conflict/number", 40)], Tally(1, 0, 0, 1)),
        ([said("reuse/near", 12)], Tally(1, 0, 0, 0)),
        ([said("flag/number-changed", 12), said("lost/source", 40)], Tally(1, 1, 1, 1)),
    ],
)
def test_a_change_is_found_under_its_own_name_in_its_own_sentence(reports: list[Report], expected: Tally) -> None:
    assert judge(CHANGE, reports, "copy", "original") == expected


def test_a_passage_is_found_when_half_of_it_is_on_either_side() -> None:
    here, there = Span("a", 0, 100), Span("b", 50, 150)
    good = Report("reuse/paraphrase", (Span("a", 0, 60), Span("b", 60, 140)))
    short = Report("reuse/near", (Span("a", 0, 20), Span("b", 60, 140)))
    beside = Report("reuse/near", (Span("a", 200, 260), Span("b", 60, 140)))
    assert judge_passage(here, there, [good]) == Tally(1, 1, 1, 0)
    assert judge_passage(here, there, [short]) == Tally(1, 0, 1, 0)
    assert judge_passage(here, there, [beside]) == Tally(1, 0, 0, 1)
    assert judge_passage(here, there, []) == Tally(1, 0, 0, 0)


def test_tallies_add_up() -> None:
    assert total([Tally(1, 1, 1, 0), Tally(1, 0, 1, 1)]) == Tally(2, 1, 2, 1)


def test_what_is_said_of_controls_is_counted_by_label_and_by_kind() -> None:
    found = wrong([set(), {"lost/both"}, {"lost/source", "conflict/role"}])
    assert (found["copies"], found["flagged"]) == (3, 2)
    assert found["labels"] == {"conflict/role": 1, "lost/both": 1, "lost/source": 1}
    assert found["as"] == {**dict.fromkeys(ALTERATIONS, 0), "source": 2, "hedge": 1, "role": 1}

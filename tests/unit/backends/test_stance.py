"""The shipped stance model on invented headlines, and that nothing but the pair decides a reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tawatur.backends.stance import LABELS, MAX_PIECES, Stance, StanceReading, pair_row
from tawatur.backends.unigram import BOS, EOS, UnigramTokenizer

SAME = ("ارتفاع أسعار القمح إلى أعلى مستوى منذ عام", "أسعار القمح ترتفع لأعلى مستوى لها منذ عام")
OPPOSED = ("ارتفاع أسعار القمح إلى أعلى مستوى منذ عام", "انخفاض أسعار القمح إلى أدنى مستوى منذ عام")
APART = ("ارتفاع أسعار القمح إلى أعلى مستوى منذ عام", "افتتاح معرض للرسوم المائية في متحف صغير بالميناء")
PAIRS = (SAME, OPPOSED, APART)


@cache
def model() -> Stance:
    return Stance.load()


def tokenizer() -> UnigramTokenizer:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآ", *"0123456789"]
    return UnigramTokenizer(pieces, [0.0] * 4 + [-1.0] * (len(pieces) - 4), {})


def test_headlines_that_agree_disagree_and_have_nothing_to_do_with_each_other() -> None:
    assert [reading.label for reading in model().predict(PAIRS)] == ["agree", "disagree", "other"]


def test_probabilities_sum_to_one_and_the_label_is_the_likeliest() -> None:
    for reading in model().predict(PAIRS):
        assert sum(reading.probabilities) == pytest.approx(1, abs=1e-5)
        assert reading.probabilities[LABELS.index(reading.label)] == max(reading.probabilities)


def test_neither_order_nor_company_changes_a_reading() -> None:
    together = model().predict(PAIRS)
    assert together == [model().predict([pair])[0] for pair in PAIRS]
    assert together == model().predict([(second, first) for first, second in PAIRS])


def test_no_pairs_and_empty_headlines() -> None:
    assert model().predict([]) == []
    assert all(reading.label in LABELS for reading in model().predict([("", ""), ("", SAME[0])]))


def test_a_row_marks_sides_and_shared_words() -> None:
    ids, marks = pair_row("وزير زار", "الوزير غاب", tokenizer())
    ends = [int(i) for i in np.flatnonzero(ids == EOS)]
    assert ids[0] == BOS and len(ends) == 2 and ends[1] == len(ids) - 1
    assert set(marks[1 : ends[0]].tolist()) == {1, 2} and marks[1] == 2
    assert set(marks[ends[0] + 1 : ends[1]].tolist()) == {3, 4} and marks[ends[0] + 1] == 4
    assert all(marks[i] == 0 for i in (0, *ends))


def test_vowel_marks_and_the_script_of_digits_do_not_matter() -> None:
    plain, pointed = pair_row("15 وزير", "غاب", tokenizer()), pair_row("١٥ وَزير", "غاب", tokenizer())
    assert all((one == two).all() for one, two in zip(plain, pointed, strict=True))


def test_a_long_headline_is_cut() -> None:
    ids, marks = pair_row("وزير " * 200, "غاب", tokenizer())
    assert len(ids) == len(marks) <= 2 * MAX_PIECES + 3
    assert (ids == EOS).sum() == 2


def test_both_orders_are_averaged() -> None:
    def run(first_alone: float) -> Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]:
        def logits(ids: NDArray[np.int64], marks: NDArray[np.int64]) -> NDArray[np.float32]:
            return np.array([first_alone * (marks == 1).sum(), 0, -1], dtype=np.float32)

        return logits

    stance = Stance(run(1.0), tokenizer())
    one, two = stance.predict([("وزير", "غاب القائد"), ("غاب القائد", "وزير")])
    assert isinstance(one, StanceReading) and one == two and one.label == "agree"

"""The shipped stance model on invented headlines, and that nothing but the pair decides a reading."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tawatur.backends.stance import LABELS, MAX_PIECES, Passage, Stance, StanceReading, pair_row
from tawatur.backends.unigram import BOS, EOS, UnigramTokenizer

WHEAT = Passage("ارتفاع أسعار القمح إلى أعلى مستوى منذ عام")
SAME = (WHEAT, Passage("أسعار القمح ترتفع لأعلى مستوى لها منذ عام"))
OPPOSED = (WHEAT, Passage("انخفاض أسعار القمح إلى أدنى مستوى منذ عام"))
APART = (WHEAT, Passage("افتتاح معرض للرسوم المائية في متحف صغير بالميناء"))
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
    empty = Passage("")
    assert all(reading.label in LABELS for reading in model().predict([(empty, empty), (empty, WHEAT)]))


def test_threads_change_nothing() -> None:
    assert Stance.load(threads=3).predict(PAIRS) == model().predict(PAIRS)
    with pytest.raises(ValueError, match="at least one thread"):
        Stance.load(threads=0)


def row(first: Passage | str, second: Passage | str) -> tuple[list[int], list[int]]:
    one, two = (Passage(p) if isinstance(p, str) else p for p in (first, second))
    ids, marks = pair_row(one, two, tokenizer())
    return ids.tolist(), marks.tolist()


def test_a_row_marks_sides_and_shared_words() -> None:
    ids, marks = row("وزير زار", "الوزير غاب")
    ends = [i for i, piece in enumerate(ids) if piece == EOS]
    assert ids[0] == BOS and len(ends) == 2 and ends[1] == len(ids) - 1
    assert set(marks[1 : ends[0]]) == {1, 2} and marks[1] == 2
    assert set(marks[ends[0] + 1 : ends[1]]) == {5, 6} and marks[ends[0] + 1] == 6
    assert all(marks[i] == 0 for i in (0, *ends))


def test_words_around_a_claim_are_marked_apart_from_it() -> None:
    _, marks = row(Passage("غاب", "قال الوزير", "أمس"), "وزير")
    assert set(marks) == {0, 1, 3, 4, 5}  # «الوزير» stands around the first claim and in the second
    assert marks.index(4) < marks.index(1)


def test_of_the_words_around_a_long_way_only_the_nearest_are_read() -> None:
    near = row(Passage("غاب", "زار " * 12 + "وزير", "أمس"), "حضر")
    far = row(Passage("غاب", "كتب " * 300 + "زار " * 12 + "وزير", "أمس"), "حضر")
    assert near == far


def test_vowel_marks_and_the_script_of_digits_do_not_matter() -> None:
    assert row("15 وزير", "غاب") == row("١٥ وَزير", "غاب")


def test_a_long_claim_is_cut() -> None:
    ids, marks = row("وزير " * 200, "غاب")
    assert len(ids) == len(marks) <= 2 * MAX_PIECES + 3
    assert ids.count(EOS) == 2


def test_a_pair_is_read_in_one_order() -> None:
    def run(ids: NDArray[np.int64], marks: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.array([(marks == 1).sum(), 2, -1], dtype=np.float32)

    stance = Stance(run, tokenizer())
    one, two = stance.predict([(Passage("وزير"), Passage("غاب القائد")), (Passage("غاب القائد"), Passage("وزير"))])
    assert isinstance(one, StanceReading) and one == two

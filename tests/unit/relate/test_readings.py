"""What the stance model is given to read of a statement, and what its readings do to pairs."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import Memory, Text

from tawatur.backends.stance import Passage
from tawatur.relate.board import full_board
from tawatur.relate.pairs import DOUBT, Scorer, Settings
from tawatur.relate.readings import SUREST, passage, readings
from tawatur.relate.statements import Statement

ONE = "أغلق الحراس جسر الوادي مساء أمس، وقالت البلدية إن الجسر القديم يحتاج إلى ترميم. وغادر الناس."
TWO = "جسر الوادي أغلق مساء أمس بأمر من الحراس. وتحتاج البلدية إلى مال لترميم الجسر القديم."


def corpus() -> Memory:
    return Memory(Text("a", ONE, "2021-03-02", "أ"), Text("b", TWO, "2021-03-03", "ب"))


def statement(board_text: str, words: str) -> tuple[Memory, Statement]:
    made = corpus()
    board = full_board(made)
    return made, next(s for s in board.statements if words in board.flat(s.span) and board.texts[s.text].number == 0)


def test_a_statement_is_read_with_the_rest_of_its_sentence() -> None:
    made, found = statement(ONE, "الجسر القديم")
    read = passage(full_board(made), found)
    assert isinstance(read, Passage) and "الجسر القديم" in read.claim
    assert (read.before + read.claim + read.after).strip() == ONE.split(" وغادر")[0]


def test_readings_are_log_odds_within_bounds_whatever_the_order() -> None:
    board = full_board(corpus())
    numbers = range(len(board.statements))
    pairs = [(a, b) for a in numbers for b in numbers if board.statements[a].text < board.statements[b].text]
    found = readings(board, pairs)
    assert found == readings(board, [(b, a) for a, b in pairs])
    assert len(found) == len(pairs) and all(abs(odds) <= SUREST + 1e-3 for odds in found)


@pytest.mark.parametrize("most", [0, 1, 50])
def test_as_many_pairs_are_read_as_the_settings_allow(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[int, int]] = []

    def recorded(_: object, pairs: list[tuple[int, int]]) -> list[float]:
        read.extend(pairs)
        return [SUREST] * len(pairs)

    monkeypatch.setattr("tawatur.relate.pairs.readings", recorded)
    board = full_board(corpus())

    scorer = Scorer(board, lambda rows: np.full((len(rows), 2), 2**-0.5, np.float32), Settings(most=most))
    found = scorer.pairs()
    assert found and len(read) == min(most, len(found))
    for pair in found:
        assert ((pair.a, pair.b) in read) == (pair.same != pair.score)
    open_ones = sorted(found, key=lambda p: (abs(p.score - DOUBT), p.a, p.b))[:most]
    assert sorted(read) == sorted((p.a, p.b) for p in open_ones)

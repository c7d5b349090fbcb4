"""Clauses of a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tawatur.extract.clauses import clauses
from tawatur.resources.loader import load_yaml
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView


def split(text: str) -> list[str]:
    view = TextView.of(text)
    found = tokens(view)
    rows = clauses(found)
    assert [row.first for row in rows[1:]] == [row.last for row in rows[:-1]]
    assert not rows or (rows[0].first, rows[-1].last) == (0, len(found))
    return [view.text[found[row.first].start : found[row.last - 1].end] for row in rows]


def test_commas_cut_between_full_pieces_and_not_in_lists() -> None:
    assert split("وصل الوفد إلى المدينة، واجتمع برئيس البلدية ظهرا.") == [
        "وصل الوفد إلى المدينة،",
        "واجتمع برئيس البلدية ظهرا.",
    ]
    assert len(split("زار الوفد المرفأ، الجبل، والوادي.")) == 1
    assert split("") == []


@pytest.mark.parametrize("row", load_yaml("ar/clause-openers.yaml"), ids=lambda row: row["id"])
def test_openers_find_their_examples_and_leave_their_counter_examples(row: dict[str, Any]) -> None:
    sentence, opener = row["example"]
    parts = split(sentence)
    assert len(parts) == 2 and parts[1].startswith(TextView.of(opener).text)
    assert len(split(row["counter"])) == 1

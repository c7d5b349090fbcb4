"""The comparer of values: rows of our own, and the public table where it lies beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.values import READERS, Row, measure, read_rows, same

TABLE = Path(__file__).parents[4] / "shared" / "data" / "values-duckling" / "values.tsv"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("Numeral", "تسعة وأربعون", "NumeralValue 49"),
        ("Ordinal", "السادس عشر", "OrdinalData 16"),
        ("AmountOfMoney", "ما بين 3 و 5 يورو", "between EUR (3, 5)"),
        ("AmountOfMoney", "أقل من ستة دولارات", "under Dollar 6"),
        ("Duration", "ساعتان ونصف", "DurationData 150 Minute"),
        ("Quantity", "750 غرام من الملح", 'simple Gram 750 (Just "الملح")'),
        ("Time", "الجمعة القادمة الساعة 9 صباحا", "datetime (2013, 2, 15, 9, 0, 0) Hour"),
        ("Time", "قبل ثلاثة أسابيع", "datetime (2013, 1, 22, 0, 0, 0) Day"),
        ("Time", "ثاني خميس من مايو", "datetime (2013, 5, 9, 0, 0, 0) Day"),
    ],
)
def test_rows(kind: str, text: str, value: str) -> None:
    assert same(value, READERS[kind](text))


def test_numbers_may_be_written_differently_and_words_may_not() -> None:
    assert same("simple Dollar 1e4", "simple Dollar 10000")
    assert not same("simple Dollar 10", "simple EUR 10")
    assert not same("NumeralValue 3", None)


def test_a_kind_that_is_not_read_counts_as_wrong() -> None:
    figures, wrong = measure([Row("Volume", "Litre 1", "لتر"), Row("Numeral", "NumeralValue 3", "ثلاثة")])
    assert figures["accuracy"] == 0.5
    assert [row.kind for row, _ in wrong] == ["Volume"]


@pytest.mark.skipif(not TABLE.is_file(), reason="the public table ../shared/data/values-duckling is absent")
def test_the_public_table_is_read() -> None:
    figures, _ = measure(read_rows(TABLE))
    assert float(str(figures["accuracy"])) > 0.95

"""The functions for Python programs, on the example."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur import api
from tawatur.core.errors import TawaturError


def test_add_reads_once_and_writes_the_run_down(tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text("قال مدير المرفأ سالم العنبري إن الجسر مغلق.", encoding="utf-8")
    path = tmp_path / "case.tawatur"
    first = api.add(path, [article], tagger="rules")
    assert (first.new, first.analysed, first.failed) == (1, 1, 0)
    again = api.add(str(path), [str(article)], tagger="rules")
    assert (again.new, again.unchanged, again.analysed) == (0, 1, 0)
    (document,) = api.documents(path)
    assert document.name == "bridge.txt" and document.attributions == 1
    assert [words for _, words in api.search(path, "جسر")]
    assert api.problems(path) == []


def test_what_spans_documents(harbour_path: Path) -> None:
    rows = api.claims(harbour_path)
    assert rows and all(row.origins_low <= row.origins_high for row in rows)
    view = api.claim(harbour_path, rows[0].id)
    assert view is not None and view.row.id == rows[0].id
    assert api.claim(harbour_path, "p-0000") is None
    assert api.conflicts(harbour_path) and api.lost(harbour_path)
    assert len(api.exported(harbour_path)["documents"]) == len(api.documents(harbour_path))


def test_a_report_opens_in_the_language_asked_for(harbour_path: Path) -> None:
    assert '<html lang="en"' in api.report(harbour_path, "en")


def test_no_case_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TawaturError, match="absent"):
        api.claims(tmp_path / "absent.tawatur")

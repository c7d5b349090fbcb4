"""Real articles in the browser: every page of a case made of them opens without an error.

Runs only where TAWATUR_ARTICLES names a folder of articles, so that the repository needs none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tawatur.pipeline.run import add
from tawatur.report.freeze import freeze
from tawatur.stores.sqlite import Case

FOLDER = os.environ.get("TAWATUR_ARTICLES", "")

pytestmark = pytest.mark.skipif(not FOLDER, reason="TAWATUR_ARTICLES names no folder of articles")


def test_every_page_of_the_articles_opens(
    tmp_path: Path,
    serve: Callable[[Path], AbstractContextManager[str]],
    browse: Callable[..., Mapping[str, str]],
) -> None:
    path, report = tmp_path / "articles.tawatur", tmp_path / "articles.html"
    with Case.open(path, create=True) as case:
        summary = add(case, sorted(Path(FOLDER).glob("*.txt")), jobs=1)
        assert summary.documents and not summary.failures
        report.write_text(freeze(case), encoding="utf-8")
    with serve(path) as link:
        found = browse("articles.mjs", link, str(report), os.environ.get("TAWATUR_PICTURES", "-"))
    assert set(found) == {"pages ar", "pages en", "report"}
    assert {name: trouble for name, trouble in found.items() if trouble} == {}

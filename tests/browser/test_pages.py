"""The workbench and the frozen report in Debian's chromium, driven by pages.mjs (playwright-core, axe-core)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from evaluation.gold_case import build
from tawatur.report.freeze import freeze
from tawatur.stores.sqlite import Case

HARBOUR = Path(__file__).parents[2] / "examples" / "harbour"

CHECKS = [
    "key", "pages wide", "pages narrow", "pages dark", "pages english", "chain to words", "marks by keyboard",
    "review by keyboard", "edit a proposal", "grade a source", "notes and grades", "language switch",
    "network", "map", "citation", "report", "report switches and searches", "print",
]  # fmt: skip


@pytest.fixture(scope="module")
def found(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], AbstractContextManager[str]],
    browse: Callable[..., Mapping[str, str]],
) -> Mapping[str, str]:
    """Name of each check to what went wrong, from one run of the browser."""
    folder = tmp_path_factory.mktemp("browser")
    path, report = folder / "harbour.tawatur", folder / "harbour.html"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    with Case.open(path) as case:
        report.write_text(freeze(case), encoding="utf-8")
    with serve(path) as link:
        return browse("pages.mjs", link, str(report), os.environ.get("TAWATUR_PICTURES", "-"))


@pytest.mark.parametrize("name", CHECKS)
def test_in_the_browser(found: Mapping[str, str], name: str) -> None:
    assert found[name] == ""


def test_every_check_is_listed(found: Mapping[str, str]) -> None:
    assert set(found) == set(CHECKS)

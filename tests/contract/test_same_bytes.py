"""The same documents give the same bytes: with any number of processes, in any order, in one step or in many."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tawatur.export import tables
from tawatur.export.annotations import dump
from tawatur.pipeline.run import add
from tawatur.pipeline.verify import verify
from tawatur.stores.sqlite import Case

SAYS = ["قال", "أكد", "أعلن", "نفى", "أوضح"]
WHO = ["سامر", "هدى", "الوزير", "المدير", "إيران", "البيرق"]
WHAT = ["الجسر آمن", "السوق مغلق", "النهر فاض", "30 شخصا", "مارس 2019"]


def article(number: int) -> str:
    """Invented lines that other numbers share; too short for sentence vectors, whose model takes long to load."""
    draw = random.Random(number)
    lines = [f"{draw.choice(SAYS)} {draw.choice(WHO)} إن {draw.choice(WHAT)}." for _ in range(2)]
    return "\n".join([f"خبر رقم {number}", *lines]) + "\n"


def write_articles(folder: Path, numbers: range) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    return folder


def exported(case: Case) -> list[str]:
    """Everything that leaves a case, paths of files aside."""
    lines = [json.loads(line) for line in tables.jsonl(case)]
    return [dump(case), tables.table(case), json.dumps([{**row, "path": ""} for row in lines])]


def run(path: Path, *folders: Path, jobs: int = 1) -> list[str]:
    with Case.open(path, create=True) as case:
        for folder in folders:
            assert add(case, [folder], jobs=jobs, tagger="rules").failures == []
        assert list(verify(case)) == []
        return exported(case)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The exports of twenty articles added at once, in one process."""
    folder = tmp_path_factory.mktemp("once")
    return run(folder / "a.tawatur", write_articles(folder / "in", range(20)))


def test_two_processes_find_what_one_finds(tmp_path: Path, expected: list[str]) -> None:
    assert run(tmp_path / "a.tawatur", write_articles(tmp_path / "in", range(20)), jobs=2) == expected


def test_steps_and_orders_make_no_difference(tmp_path: Path, expected: list[str]) -> None:
    late, early = write_articles(tmp_path / "l", range(7, 20)), write_articles(tmp_path / "e", range(7))
    assert run(tmp_path / "a.tawatur", late, early) == expected


def test_the_same_documents_twice_make_no_difference(tmp_path: Path, expected: list[str]) -> None:
    some, every = write_articles(tmp_path / "s", range(3, 9)), write_articles(tmp_path / "a", range(20))
    assert run(tmp_path / "a.tawatur", some, every, some) == expected

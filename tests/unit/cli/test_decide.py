"""The commands on actors: list, merge, split, rename, withdraw, decisions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tawatur.cli.main import app

RUN = CliRunner()
TEXTS = {
    "one.txt": "قال الدكتور سامر الحلاق إن الجسر فتح اليوم.\n\nوأضاف الدكتور رائد المنياوي أن الأشغال انتهت.",
    "two.txt": "رفض الدكتور سامر الحلاق العرض الجديد.\n\nوقال الدكتور محمد البصري إنه موافق عليه.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that every test starts from; built once, as reading and analysing take their time."""
    folder = tmp_path_factory.mktemp("decide")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "c.tawatur"
    ran = RUN.invoke(app, ["add", str(path), *(str(folder / n) for n in TEXTS), "--tagger", "rules", "--jobs", "1"])
    assert ran.exit_code == 0, ran.output
    return path


@pytest.fixture
def case(built: Path, tmp_path: Path) -> str:
    return str(shutil.copy(built, tmp_path / "c.tawatur"))


def run(*arguments: str, code: int = 0, answer: str | None = None) -> str:
    ran = RUN.invoke(app, list(arguments), input=answer)
    assert ran.exit_code == code, ran.output
    return ran.output


def listed(case: str) -> dict[str, Any]:
    return {e["name"]: e for e in json.loads(run("actors", case, "--json"))}


def test_actors_are_listed_found_by_part_of_a_name_and_shown_in_full(case: str) -> None:
    found = listed(case)
    assert len(found["سامر الحلاق"]["actors"]) == 2
    assert [e["name"] for e in json.loads(run("actors", case, "المنياوي", "--json"))] == ["رائد المنياوي"]
    one = json.loads(run("actors", case, found["سامر الحلاق"]["id"], "--json"))
    assert {row["document"] for row in one["documents"]} == set(TEXTS)
    assert one["judgements"][0]["verdict"] == "same" and one["judgements"][0]["reasons"]


def test_a_merge_shows_what_it_joins_asks_and_is_undone_by_withdraw(case: str) -> None:
    merge = ("merge", case, "رائد المنياوي", "محمد البصري", "--because", "one man")
    shown = run(*merge, answer="n\n")
    assert "one.txt" in shown and "two.txt" in shown and "Nothing was changed" in shown
    assert "محمد البصري" in listed(case)
    assert "Decision 1" in run(*merge, "--yes")
    names = [{e["name"], *e["aliases"]} for e in listed(case).values()]
    assert {"رائد المنياوي", "محمد البصري"} in names
    run("withdraw", case, "1", "--because", "a mistake")
    assert {"رائد المنياوي", "محمد البصري"} <= listed(case).keys()
    log = json.loads(run("decisions", case, "--json"))
    assert [(d["action"], d["withdrawn"]) for d in log] == [("merge", True), ("withdraw", False)]


def test_a_split_holds_two_documents_actors_apart(case: str) -> None:
    left, right = listed(case)["سامر الحلاق"]["actors"]
    run("split", case, left, right, "--because", "namesakes", "--yes")
    actors = json.loads(run("actors", case, "سامر الحلاق", "--json"))
    assert [e["name"] for e in actors] == ["سامر الحلاق"] * 2
    message = run("rename", case, "سامر الحلاق", "سامر", code=2)
    assert "Several actors" in message


def test_a_new_name_is_shown_and_outlives_another_run(case: str, tmp_path: Path) -> None:
    run("rename", case, "محمد البصري", "محمد علي البصري")
    (tmp_path / "three.txt").write_text("وصل الدكتور محمد البصري إلى المدينة.", encoding="utf-8")
    run("add", case, str(tmp_path / "three.txt"), "--tagger", "rules", "--jobs", "1")
    assert len(listed(case)["محمد علي البصري"]["actors"]) == 2


def test_what_is_not_there_is_said_in_a_sentence(case: str) -> None:
    assert "has no actor" in run("merge", case, "زيد", "سامر الحلاق", "--because", "x", "--yes", code=2)
    assert "no decision 7" in run("withdraw", case, "7", code=2)
    assert "one already" in run("merge", case, "سامر الحلاق", "سامر الحلاق", "--because", "x", "--yes", code=2)

"""Commands as a user meets them: output, exit codes, errors of one sentence."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tawatur import __version__
from tawatur.cli import add as add_command
from tawatur.cli.console import isolate, shorten
from tawatur.cli.main import app
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import sqlite as store
from tests.samples import TEXTS, write_texts
from tests.unit.ingest.ingest_samples import zip_bytes


def tawatur(*words: object) -> Result:
    """The program's answer to a command line."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the sample texts, made by the command."""
    folder = tmp_path_factory.mktemp("cli")
    made = folder / "a.tawatur"
    result = tawatur("add", made, write_texts(folder / "in"), "--tagger", "rules", "--jobs", 1)
    assert result.exit_code == 0 and "6 documents read: 6 new, 0 unchanged; 6 analysed" in result.output
    return made


def test_adding_again_says_that_nothing_is_new(path: Path) -> None:
    result = tawatur("add", path, path.parent / "in", "--tagger", "rules", "--jobs", 1)
    assert "6 documents read: 0 new, 6 unchanged; 0 analysed (0 words); 0 failed." in result.output


def test_an_inferred_date_is_shown_with_its_reason(path: Path) -> None:
    listed = json.loads(tawatur("show", path, "documents", "--json").output)
    mill = next(d for d in listed if d["name"] == "mill.txt")
    assert mill["published"]["value"] is None and mill["inferred"]["value"] == "2019/.."
    assert "May 2019" in mill["inferred"]["reasons"][0]
    with store.Case.open(path) as case:
        row = next(r for r in Shelf(case).rows.values() if r.name == "mill.txt")
        assert Shelf(case).dating(case.document(row.id) or pytest.fail("no such document")).value == "2019/.."


def test_a_bad_file_is_named_and_strict_makes_it_count(tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "in", ["mill.txt"])
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    words = ("add", tmp_path / "a.tawatur", folder, "--tagger", "rules", "--jobs", 1)
    result = tawatur(*words)
    assert result.exit_code == 0 and "1 failed" in result.output
    assert tawatur(*words, "--strict").exit_code == 1
    listed = json.loads(tawatur("show", tmp_path / "a.tawatur", "failures", "--json").output)
    assert [Path(f["subject"]).name for f in listed] == ["broken.docx"]


def test_every_failure_is_printed_with_its_file_and_its_reason(tmp_path: Path) -> None:
    """Whole files, members of archives and lines of files: each line says where, and why."""
    bad: dict[str, tuple[bytes, str, str]] = {
        "blank.txt": (b"  \n ", "blank.txt", "holds no text"),
        "empty.pdf": (b"", "empty.pdf", "is an empty file"),
        "old.doc": (b"\xd0\xcf", "old.doc", "save it as .docx"),
        "broken.docx": (b"PK\x03\x04 nothing", "broken.docx", "is damaged"),
        "lock.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lock.docx", "without a password"),
        "page.pdf": (b"hello", "page.pdf", "does not start as one"),
        "noise.txt": (b"\x00\x01\x02\xff", "noise.txt", "holds binary data"),
        "news.jsonl": (b'{"text": "a"}\nno json\n', "news.jsonl:2", "is no JSON"),
        "pack.zip": (zip_bytes({"in/blank.txt": b" ", "in/a.doc": b"x"}), "pack.zip!in/blank.txt", "holds no text"),
        "bare.zip": (zip_bytes({"a.bin": b"x"}), "bare.zip", "holds nothing that can be read"),
        "letter.eml": (b"no header here", "letter.eml", "is no mail message"),
        "metadata.csv": (b"name,title\n", "metadata.csv", "has no column named «file»"),
    }
    for name, (data, _, _) in bad.items():
        (folder := tmp_path / "in").mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    printed: list[str] = []
    for name, (_, where, why) in bad.items():
        result = tawatur("add", tmp_path / f"{name}.tawatur", tmp_path / "in" / name, "--tagger", "rules", "--jobs", 1)
        lines = [line for line in result.output.splitlines() if line.startswith("  ✗ ")]
        assert any(f"{where}: " in line and why in line for line in lines), (name, result.output)
        printed += lines
    for line in printed:
        where, _, why = line.removeprefix("  ✗ ").partition(": ")
        assert where.startswith(str(tmp_path)) and why.strip(), line


@pytest.mark.parametrize("what", ["documents", "mentions", "actors", "attributions", "claims", "reuse", "failures"])
def test_everything_can_be_listed(path: Path, what: str) -> None:
    table, data = tawatur("show", path, what), tawatur("show", path, what, "--json")
    assert table.exit_code == data.exit_code == 0 and table.output.strip()
    rows = json.loads(data.output)
    assert rows or what in {"claims", "reuse", "failures"}
    assert all("id" in row for row in rows)
    if what in {"documents", "mentions", "actors", "attributions"}:
        assert f"{len(rows)} {what}" in table.output
        first = tawatur("show", path, what, "--limit", 1).output
        assert f"{len(rows)} {what} (the first 1; all with --limit 0)" in first


def test_changes_between_two_texts_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    told = "أغلقت مصلحة الجمارك في مدينة نوران رصيف الحبوب القديم واحتجزت {} قاربا ثم فتحت السوق المجاور."
    for name, number in (("one.txt", 12), ("two.txt", 19)):
        (folder / name).write_text(told.format(number), encoding="utf-8")
    made = tmp_path / "a.tawatur"
    tawatur("add", made, folder, "--tagger", "rules", "--jobs", 1)
    listed = json.loads(tawatur("changes", made, "--json").output)
    assert [row["kind"] for row in listed] == ["number-changed"]
    assert "12" in listed[0]["sentence"]["en"] and "19" in listed[0]["sentence"]["en"]
    assert "1 changes" in tawatur("changes", made).output and "number-changed" in tawatur("changes", made).output


def test_explain_says_the_rule_and_the_words(path: Path) -> None:
    row = json.loads(tawatur("show", path, "attributions", "--json").output)[0]
    said = tawatur("explain", path, row["id"])
    assert said.exit_code == 0 and f"Rule {row['rule']}: " in said.output and f"«{row['words']}»" in said.output
    data = json.loads(tawatur("explain", path, row["id"], "--json").output)
    for place in data["evidence"]:
        assert TEXTS[place["document"]][place["start"] : place["end"]] == place["words"]


def test_search_takes_words_and_phrases(path: Path) -> None:
    hits = json.loads(tawatur("search", path, "القاعده", "--json").output)
    assert [h["document"] for h in hits] == ["port.txt"]
    (start, end), *_ = hits[0]["hits"]
    assert TEXTS["port.txt"][start:end] == "القاعدة"
    assert json.loads(tawatur("search", path, "الحلواني سامر", "--json").output) == []
    assert len(json.loads(tawatur("search", path, "الحلواني", "سامر", "--json").output)) == 2
    assert "No passage holds all these words." in tawatur("search", path, "كلمةغائبة").output


def test_verify_says_what_holds_and_what_does_not(path: Path, tmp_path: Path) -> None:
    good = tawatur("verify", path)
    assert good.exit_code == 0 and "All holds: 6 texts match their hashes" in good.output
    copy = tmp_path / "bad.tawatur"
    sqlite3.connect(path).execute("VACUUM INTO ?", (str(copy),))
    with sqlite3.connect(copy) as raw:
        raw.execute("UPDATE source_text SET text = text || 'x' WHERE rowid = 1")
    bad = tawatur("verify", copy)
    assert bad.exit_code == 1 and "its hash differs" in bad.output and "1 things do not hold" in bad.output


@pytest.mark.parametrize("form", ["annotations", "csv", "jsonl"])
def test_exports_are_whole_files(path: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"case.{form}"
    result = tawatur("export", path, "--format", form, "-o", out)
    assert result.exit_code == 0 and str(out) in result.output.replace("\n", "")
    assert out.stat().st_size > 1000 and [p.name for p in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "{none}", "documents"], "There is no case at"),
        (["add", "{case}", "{none}"], "There is no file or folder"),
        (["add", "{case}", "{case}", "--tagger", "magic"], "There is no tagger “magic”"),
        (["explain", "{case}", "m-0"], "The case has nothing with the id m-0"),
        (["export", "{case}", "-o", "{none}/x.json"], "No such file or directory"),
        (["verify", "{text}"], "is not a readable case file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_two(
    path: Path, tmp_path: Path, words: list[str], sentence: str
) -> None:
    (tmp_path / "text.txt").write_text("no case, but text that is long enough " * 99)
    places = {"{none}": tmp_path / "none", "{case}": path, "{text}": tmp_path / "text.txt"}
    for key, place in places.items():
        words = [word.replace(key, str(place)) for word in words]
    result = tawatur(*words)
    assert result.exit_code == 2 and sentence in result.output and "Traceback" not in result.output
    assert result.output.count("✗") == 1


def test_a_case_that_another_program_writes_to_is_said_to_be(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT", 0.1)
    copy = tmp_path / "busy.tawatur"
    sqlite3.connect(path).execute("VACUUM INTO ?", (str(copy),))
    other = sqlite3.connect(copy, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    result = tawatur("add", copy, write_texts(tmp_path / "in", ["mill.txt"]), "--tagger", "rules")
    other.close()
    assert result.exit_code == 2 and "Another program is writing to" in result.output


def test_wrong_arguments_are_code_two_and_version_is_told() -> None:
    assert tawatur("show").exit_code == 2
    assert tawatur("nonsense").exit_code == 2
    assert tawatur("--version").output == f"tawatur {__version__}\n"


def test_nothing_readable_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = tawatur("add", tmp_path / "a.tawatur", tmp_path / "in", "--tagger", "rules")
    assert result.exit_code == 0 and "Nothing readable was found there" in result.output


def test_cells_are_harmless_and_short() -> None:
    assert isolate("a [red]b[/] \n c") == r"a \[red]b\[/] c"
    assert shorten("كلمة " * 40, 20) == "كلمة كلمة كلمة كلمة …"
    assert set(add_command.STEPS) == {"read", "analyse", "relate"}

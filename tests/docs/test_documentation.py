"""The documentation says what the program does: a command, package or decision that it leaves out fails here."""

from __future__ import annotations

import re
import shlex
import sqlite3
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from tawatur.cli.console import Exit
from tawatur.cli.main import app
from tawatur.resources.loader import data_files
from tawatur.resources.rules import rule_sentence
from tests.samples import HARBOUR, ROOT

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Sections of the page by their headings.
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)*)", PAGE, re.M))


def test_the_page_has_a_section_for_every_command_and_no_other() -> None:
    assert set(SECTIONS) == {"Exit codes", "tawatur", *COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_and_option_is_documented(command: str) -> None:
    section = SECTIONS[command]
    usage = re.search(r"^`tawatur .+`$", section, re.M)
    assert usage and usage.group().startswith(f"`tawatur {command} CASE")
    for parameter in COMMANDS[command].params:
        for name in names_of(command, parameter):
            assert re.search(rf"`[^`\n]*(?<![\w-]){re.escape(name)}(?![\w-])", section), f"{command}: {name}"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_is_documented_that_is_not_there(command: str) -> None:
    known = {name for p in COMMANDS[command].params for name in (*p.opts, *p.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", SECTIONS[command])) <= known


def names_of(command: str, parameter: Any) -> list[str]:
    """What a user types for a parameter: its options, or its place's name; and the values it can have."""
    hint = get_type_hints(COMMANDS[command].callback)[parameter.name]
    values = [str(v.value) for v in hint] if isinstance(hint, type) and issubclass(hint, Enum) else []
    if parameter.param_type_name == "option":
        return [*parameter.opts, *values]
    return [(parameter.metavar or parameter.name.upper()).strip("[]…"), *values]


def test_every_exit_code_is_documented() -> None:
    assert {int(n) for n in re.findall(r"^\| (\d) \|", SECTIONS["Exit codes"], re.M)} == set(Exit)


def shown_commands(text: str) -> list[str]:
    """Lines of shell blocks that call the program, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(".venv/bin/tawatur")]


def test_the_commands_of_the_readme_run_on_the_example(harbour_path: Path, tmp_path: Path) -> None:
    case = tmp_path / "mycase.tawatur"
    sqlite3.connect(harbour_path).execute("VACUUM INTO ?", (str(case),))
    identity = sqlite3.connect(case).execute("SELECT id FROM finding WHERE kind = 'attribution'").fetchone()[0]
    stand_in = {"mycase.tawatur": str(case), "~/Downloads/articles": str(HARBOUR), "ID": identity}
    ran = set()
    for line in shown_commands(README):
        words = [stand_in.get(word, word) for word in shlex.split(line)[1:]]
        words = [str(tmp_path / w) if w in {"report.html", "mycase.csv"} else w for w in words]
        assert words[0] in COMMANDS, line
        if words[0] == "serve":  # runs until it is stopped; tests/unit/web and tests/browser run it
            continue
        options = ["--tagger", "rules", "--jobs", "1"] if words[0] == "add" else []
        result = CliRunner().invoke(app, [*words, *options])
        assert result.exit_code == 0, f"{line}\n{result.output}"
        ran.add(words[0])
    assert {"add", "report", "show", "search", "explain", "verify", "export"} <= ran
    assert (tmp_path / "report.html").stat().st_size > 10_000 and (tmp_path / "mycase.csv").stat().st_size > 10_000


def test_the_readme_names_the_two_commands_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for file in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"\bmake ([a-z]+)", (ROOT / file).read_text(encoding="utf-8"))) <= targets
    assert "make demo" in README and "make test" in README


@pytest.mark.parametrize("file", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda p: p.name)
def test_links_lead_to_files(file: Path) -> None:
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / link).exists(), link


def test_the_architecture_page_names_every_package() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {p.parent.name for p in (ROOT / "src" / "tawatur").glob("*/__init__.py")}
    rows = " ".join(re.findall(r"^\|[^|]*\|([^|]*)\|", page, re.M))
    assert packages - set(re.findall(r"`([a-z]+)`", rows)) == set()


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(p.name for p in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in sorted(listed)] == list(range(1, len(listed) + 1))


def test_every_file_of_language_data_is_loaded_by_something() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "tawatur").rglob("*.py"))
    for name in data_files():
        stem = name.rsplit("/", 1)[-1]
        by_language = name.startswith("ui/") and "ui/{language}.yaml" in code
        assert name in code or f'"{stem}"' in code or by_language, name


def test_every_rule_that_the_example_meets_has_a_sentence(harbour_path: Path) -> None:
    query = "SELECT DISTINCT rule FROM finding UNION SELECT DISTINCT rule FROM case_finding"
    rules = [rule for (rule,) in sqlite3.connect(harbour_path).execute(query)]
    assert len(rules) > 40
    for rule in rules:
        assert rule_sentence(rule).endswith("."), rule

"""The case file: what it refuses, what it replaces, what it opens."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tawatur.core.errors import CaseError, NotFoundError, SpanError
from tawatur.core.model import EntityType, Failure, Link, LinkKind, Mention, SourceText, Span
from tawatur.stores import decisions
from tawatur.stores.rows import text_rows
from tawatur.stores.sqlite import APPLICATION_ID, Case
from tests.samples import TEXTS, document, keep, mention, one_text_case, place, put

TEXT = TEXTS["bridge.txt"]


def test_a_span_outside_its_text_is_refused(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        beyond = Span(source.id, len(TEXT) - 2, len(TEXT) + 1)
        with pytest.raises(SpanError, match="lies outside its text"):
            text_rows([Mention(beyond, EntityType.PER, "r")], TEXT)
        link = Link(LinkKind.REUSE, "near", place(source, "الجسر"), beyond, 1.0, (), "reuse/copy")
        with pytest.raises(SpanError), case.transaction():
            case.put_case_findings("reuse", [link], "k")
        assert not list(case.case_findings(Link)) and case.stage_key("reuse") == ""


def test_what_is_said_of_a_text_that_is_not_there_is_refused(case: Case) -> None:
    link = Link(LinkKind.REUSE, "near", Span("t-none", 0, 3), Span("t-none", 4, 6), 1.0, (), "reuse/copy")
    with pytest.raises(SpanError), case.transaction():
        case.put_case_findings("reuse", [link], "k")


def test_findings_come_back_in_order_of_position_and_once(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        late, early = mention(source, "إيران"), mention(source, "سامر الحلواني")
        keep(case, source, late, early, replace(early, score=0.5))
        assert list(case.findings(Mention)) == [early, late]
        assert case.find(early.id) == early and case.find("m-0") is None
        assert case.words(early.span) == "سامر الحلواني"


def test_findings_asked_for_in_the_wrong_place_are_an_error_not_an_empty_case(case: Case) -> None:
    with pytest.raises(TypeError, match="Mention"):
        list(case.case_findings(Mention))
    with pytest.raises(TypeError, match="Link"):
        list(case.findings(Link))


def test_the_same_document_again_changes_nothing(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        keep(case, source, mention(source, "إيران"))
        same = document("bridge.txt", TEXT)
        assert not case.add_document(same, source)
        assert not case.add_document(replace(same, path="/elsewhere/bridge.txt"), source)
        assert case.pending("key") == [] and case.count(Mention) == 1
        assert next(case.documents()).path == "/elsewhere/bridge.txt"


def test_new_metadata_makes_a_text_pending_and_counts_for_corpus_stages(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        keep(case, source, mention(source, "إيران"))
        before = case.state()
        assert case.add_document(document("bridge.txt", TEXT, date="2020-05-01"), source)
        assert case.pending("key") == [source.id] and case.count(Mention) == 0
        keep(case, source, mention(source, "إيران"))
        assert case.state() != before


def test_a_second_reading_supersedes_the_first_and_keeps_it(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, first):
        keep(case, first, mention(first, "إيران"))
        made = document("bridge.txt", TEXT)
        second = SourceText(made.id, "text/2", TEXT.replace(" ذلك", ""))
        for reading, other in ((second, first), (first, second)):
            assert case.add_document(made, reading)
            assert list(case.texts()) == [reading.id] and case.pending("key") == [reading.id]
            assert case.count(Mention) == 0 and not list(case.search.find("إيران"))
            assert case.source_text(other.id) == other
            keep(case, reading, mention(reading, "إيران"))


def test_a_transaction_is_whole_or_nothing(case: Case) -> None:
    with pytest.raises(RuntimeError), case.transaction():
        case.put_failures([Failure("a.txt", "read", "is damaged")])
        raise RuntimeError
    assert case.failures() == []


def test_failures_of_a_file_go_when_it_is_read_anew(case: Case) -> None:
    rows = ["/x/a.zip", "/x/a.zip!b.txt", "/x/a.zip!c.zip!d.txt", "/x/a.zip2", "/x/l.jsonl:3", "d-1"]
    case.put_failures([Failure(subject, "read", "is damaged") for subject in rows])
    case.drop_read_failures("/x/a.zip")
    assert [f.subject for f in case.failures()] == ["/x/a.zip2", "/x/l.jsonl:3", "d-1"]
    case.drop_read_failures("/x/l.jsonl")
    case.drop_failures("d-1", "times")
    assert [f.subject for f in case.failures()] == ["/x/a.zip2", "d-1"]
    case.drop_failures("d-1")
    assert [f.subject for f in case.failures()] == ["/x/a.zip2"]


def test_clearing_stages_spares_those_named(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        link = Link(LinkKind.REUSE, "near", place(source, "الجسر"), place(source, "ذلك"), 1.0, (), "reuse/copy")
        other = replace(link, label="verbatim")
        case.put_case_findings("one", [link], "k1")
        case.put_case_findings("two", [other], "k2")
        case.clear_stages(keep=["one"])
        assert list(case.case_findings(Link)) == [link] == list(case.case_findings_in(Link, source.id))
        assert (case.stage_key("one"), case.stage_key("two")) == ("k1", "")


def test_decisions_are_appended_and_withdrawn_by_a_later_row(case: Case) -> None:
    first = decisions.append(case, "2020-01-01T00:00:00+00:00", "هدى", "merge", "e-1", "e-2", "صورة واحدة")
    second = decisions.append(case, "2020-01-02T00:00:00+00:00", "سامر", "rename", "e-1", "الاسم")
    assert [d.number for d in decisions.in_force(case, "merge", "rename")] == [first, second]
    third = decisions.withdraw(case, "2020-01-03T00:00:00+00:00", "هدى", first, "خطأ")
    assert [d.number for d in decisions.in_force(case, "merge", "rename")] == [second]
    log = decisions.log(case)
    assert [(d.number, d.action, d.withdrawn) for d in log] == [
        (first, "merge", True), (second, "rename", False), (third, "withdraw", False),
    ]  # fmt: skip
    assert (log[0].who, log[0].because, log[2].subject) == ("هدى", "صورة واحدة", "e-1")


@pytest.mark.parametrize("number", [1, 3, 99])
def test_only_a_decision_in_force_can_be_withdrawn(case: Case, number: int) -> None:
    decisions.append(case, "2020", "هدى", "merge", "e-1", "e-2")
    decisions.append(case, "2020", "هدى", "note", "e-1")
    decisions.withdraw(case, "2020", "هدى", 1)
    with pytest.raises(NotFoundError, match=f"no decision {number} in force"):
        decisions.withdraw(case, "2020", "هدى", number)


def test_decisions_survive_a_new_analysis(tmp_path: Path) -> None:
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        decisions.append(case, "2020", "هدى", "accept", "m-1")
        keep(case, source, mention(source, "إيران"))
        case.clear_stages()
        assert [d.action for d in decisions.in_force(case, "accept")] == ["accept"]


def test_there_is_no_case_where_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"There is no case at .*none\.tawatur\. Make one with: tawatur add"):
        Case.open(tmp_path / "none.tawatur")
    assert not (tmp_path / "none.tawatur").exists()


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE note(id)",
        "CREATE TABLE note(id); PRAGMA user_version = 1",
        "PRAGMA user_version = 7",
        "PRAGMA application_id = 252006675",
    ],
)
def test_another_programs_database_is_left_alone(tmp_path: Path, script: str) -> None:
    path = tmp_path / "notes.db"
    with sqlite3.connect(path) as other:
        other.executescript(script)
    other.close()
    before = path.read_bytes()
    with pytest.raises(CaseError, match="not a Tawatur case"):
        Case.open(path, create=True)
    assert path.read_bytes() == before


def test_a_case_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.tawatur"
    Case.open(path, create=True).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(CaseError, match=r"newer version of Tawatur \(schema 99\)"):
        Case.open(path)


@pytest.mark.parametrize("content", [b"not a database, but long enough" * 40, b"SQLite format 3\0" + b"x" * 999])
def test_a_file_of_another_kind_is_no_case(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.tawatur"
    path.write_bytes(content)
    with pytest.raises(CaseError, match="not a readable case file"):
        Case.open(path, create=True)
    assert path.read_bytes() == content


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not a readable case file"):
        Case.open(tmp_path, create=True)


def test_every_migration_leads_from_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case made by the first schema alone opens, migrated, with what it held."""
    from tawatur.stores import sqlite

    every = sqlite._migrations()
    assert [number for number, _ in every] == list(range(1, len(every) + 1))
    path = tmp_path / "old.tawatur"
    monkeypatch.setattr(sqlite, "_migrations", lambda: every[:1])
    with Case.open(path, create=True) as case:
        made, _ = put(case, "bridge.txt", TEXT)
    monkeypatch.setattr(sqlite, "_migrations", lambda: [*every, (len(every) + 1, "CREATE TABLE later(id)")])
    with Case.open(path) as case:
        assert case.document(made.id) == made
        assert case.connection.execute("PRAGMA user_version").fetchone() == (len(every) + 1,)
        assert case.connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert case.connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tawatur.stores import sqlite

    path = tmp_path / "a.tawatur"
    Case.open(path, create=True).close()
    every = sqlite._migrations()
    bad = (len(every) + 1, "CREATE TABLE half(id); CREATE TABLE finding(id)")
    monkeypatch.setattr(sqlite, "_migrations", lambda: [*every, bad])
    with pytest.raises(CaseError):
        Case.open(path)
    monkeypatch.undo()
    with Case.open(path) as case:
        assert case.connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)

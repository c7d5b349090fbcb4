"""Files become a case; what fails becomes a row; what is known is left alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tawatur.core.model import Document, EntityType, Finding, Mention, Segment, SourceText, Span
from tawatur.core.ports import Corpus
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.pipeline import analyse as analysis
from tawatur.pipeline import run
from tawatur.pipeline.plan import corpus_stages, derivation, document_stages
from tawatur.pipeline.run import Summary, add
from tawatur.pipeline.verify import verify
from tawatur.stores.sqlite import Case
from tests.samples import write_texts


class _Stage:
    """A stage that does what it is told."""

    version = "1"

    def __init__(self, name: str, made: Any) -> None:
        self.name, self.made = name, made

    def __call__(self, reading: Reading) -> Sequence[Finding]:
        if isinstance(self.made, Exception):
            raise self.made
        return [self.made(reading)]


class _CorpusStage:
    name, version = "counting", "1"

    def __init__(self) -> None:
        self.runs = 0
        self.error: Exception | None = None

    def __call__(self, corpus: Corpus) -> Sequence[object]:
        self.runs += 1
        if self.error:
            raise self.error
        return ()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> _CorpusStage:
    """Segments alone on single texts, and one corpus stage that counts its runs."""
    made = _CorpusStage()
    monkeypatch.setattr(analysis, "document_stages", lambda tagger: (Segments(),))
    monkeypatch.setattr(run, "corpus_stages", lambda: (made,))
    return made


def test_adding_a_folder_twice_does_nothing_the_second_time(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    folder = write_texts(tmp_path / "in")
    first = add(case, [folder], tagger="rules")
    assert (first.documents, first.new, first.analysed, first.failed, stage.runs) == (6, 6, 6, 0, 1)
    before = case.connection.total_changes
    again = add(case, [folder], tagger="rules")
    assert (again.documents, again.new, again.unchanged, again.analysed, stage.runs) == (6, 0, 6, 0, 1)
    assert case.connection.total_changes == before


def test_more_files_mean_more_work_for_them_alone(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    add(case, [write_texts(tmp_path / "a", ["bridge.txt", "mill.txt"])], tagger="rules")
    summary = add(case, [write_texts(tmp_path / "b", ["mill.txt", "port.txt"])], tagger="rules")
    assert (summary.new, summary.unchanged, summary.analysed, stage.runs) == (1, 1, 1, 2)


def test_a_changed_sidecar_analyses_its_file_anew(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    folder = write_texts(tmp_path / "in", ["bridge.txt", "mill.txt"])
    add(case, [folder], tagger="rules")
    (folder / "metadata.csv").write_text("file,title,published\nbridge.txt,الجسر,2020-05-01\n", encoding="utf-8")
    summary = add(case, [folder], tagger="rules")
    assert (summary.new, summary.unchanged, summary.analysed, stage.runs) == (1, 1, 1, 2)
    assert {d.name: d.published.value for d in case.documents()} == {"bridge.txt": "2020-05-01", "mill.txt": None}


def test_a_failing_stage_is_a_row_and_the_others_still_run(
    case: Case, tmp_path: Path, stage: _CorpusStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    beyond = _Stage("beyond", lambda r: Mention(Span(r.text_id, 0, len(r.source.text) + 1), EntityType.PER, "r"))
    broken = _Stage("broken", ZeroDivisionError("by nothing"))
    monkeypatch.setattr(analysis, "document_stages", lambda tagger: (broken, beyond, Segments()))
    summary = add(case, [write_texts(tmp_path / "in", ["mill.txt"])], tagger="rules")
    assert summary.failed == 1
    assert {f.stage: f.reason.split(": ")[0] for f in case.failures()} == {
        "broken": "The stage “broken” failed on mill.txt",
        "beyond": "The stage “beyond” failed on mill.txt",
    }
    assert case.count(Segment) > 0 and case.count(Mention) == 0 and list(verify(case)) == []


def test_a_failing_corpus_stage_is_a_row_until_it_succeeds(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    folder = write_texts(tmp_path / "in", ["mill.txt"])
    for reason in ("first", "second"):
        stage.error = ValueError(reason)
        assert add(case, [folder], tagger="rules").failed == 1
        assert [f.reason for f in case.failures()] == [f"The stage “counting” failed on the case: ValueError: {reason}"]
    stage.error = None
    assert add(case, [folder], tagger="rules").failed == 0 and case.failures() == []


def test_a_file_that_was_mended_leaves_no_failure(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    path = tmp_path / "in" / "list.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(b"\x1f\x8b broken")
    assert add(case, [path.parent], tagger="rules").failed == 1 and len(case.failures()) == 1
    path.write_bytes(gzip.compress(json.dumps({"title": "خبر", "text": "وصل القطار."}).encode()))
    assert add(case, [path.parent], tagger="rules").failed == 0
    assert case.failures() == [] and len(list(case.documents())) == 1


def test_characters_that_no_file_can_hold_are_replaced_one_for_one(
    case: Case, tmp_path: Path, stage: _CorpusStage
) -> None:
    (tmp_path / "a.txt").write_bytes("قال\0الوزير إن الجسر آمن.".encode())
    (tmp_path / "b.jsonl").write_text('{"title": "خبر \\ud800", "text": "قال \\udfffالوزير \\u0000 إن الجسر آمن."}')
    summary = add(case, [tmp_path / "a.txt", tmp_path / "b.jsonl"], tagger="rules")
    assert (summary.documents, summary.failed, list(verify(case))) == (2, 0, [])
    texts = [s.text for s in (case.source_text(t) for t in case.texts()) if s]
    assert texts[0] == "قال\ufffdالوزير إن الجسر آمن." and "قال \ufffdالوزير \ufffd إن" in texts[1]
    assert [len(case.words(Span(t, 0, 5))) for t in case.texts()] == [5, 5]
    assert len(list(case.search.find("الجسر"))) == 2


def test_findings_of_stages_that_are_no_more_go(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    with case.transaction():
        case.put_case_findings("gone", (), "k")
    add(case, [write_texts(tmp_path / "in", ["mill.txt"])], tagger="rules")
    assert case.stage_key("gone") == "" and case.stage_key("counting") != ""


def test_a_decision_runs_the_corpus_stages_again(case: Case, tmp_path: Path, stage: _CorpusStage) -> None:
    from tawatur.stores import decisions

    folder = write_texts(tmp_path / "in", ["mill.txt"])
    add(case, [folder], tagger="rules")
    decisions.append(case, "2020", "هدى", "merge", "e-1", "e-2")
    add(case, [folder], tagger="rules")
    assert stage.runs == 2


def test_the_key_of_an_analysis_names_its_stages_and_its_tagger() -> None:
    rules = derivation("rules")
    assert rules.key == derivation("rules").key
    names = [name for name, _ in rules.stages]
    assert names == [s.name for s in document_stages("rules")] and len(set(names)) == len(names)
    assert ("tagger", "rules") in rules.models
    assert len({s.name for s in corpus_stages()}) == len(corpus_stages())


def test_every_document_stage_bears_an_empty_and_a_strange_text() -> None:
    for text in ("\n", ".", "«", "12", "x" * 3000, "ـًـ", "\u202e\u200fا", "قال " * 400):
        source = SourceText("d-1", "text/1", text)
        made = analysis.analyse(analysis.Job(Document("0" * 64, "a.txt"), source, "rules"))
        assert made.failures == []


def test_summary_is_plain_data() -> None:
    assert json.loads(json.dumps(Summary(files=2).as_data()))["files"] == 2

"""Who goes on speaking: what annotators marked, as offsets, and the weights fitted to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tawatur.core.model import SourceKind
from tawatur.extract.attributions.antecedents import Candidate
from tawatur.extract.attributions.model import Source
from training import speakers
from training.annotated import digest
from training.antecedents import Example, examples, fitted, right

TEXT = "قال المحافظ إن السد آمن. وأضاف أن الماء نظيف.\n"


def candidate(number: int, *features: str) -> Candidate:
    return Candidate(Source(number, number + 1, SourceKind.PERSON), None, set(features))


def test_weights_lead_to_who_was_marked() -> None:
    near, far = candidate(0, "near"), candidate(1, "far")
    rows = [Example((near, far), (True, False), False)] * 30 + [Example((near, far), (False, True), False)] * 10
    weights = fitted(rows)
    assert weights["near"] > 0 > weights["far"]
    assert right(rows, weights) == 30
    assert fitted(rows) == weights


def test_a_feature_that_is_seldom_seen_has_no_weight() -> None:
    rows = [Example((candidate(0, "near"), candidate(1, "far")), (True, False), False)] * 25
    assert "odd" not in fitted([*rows, Example((candidate(0, "odd"), candidate(1, "far")), (True, False), False)])


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ({"text": "المحافظ"}, (4, 11)),
        ({"text": "أن", "n": 1}, (31, 33)),
        ({"from": "السد", "to": "آمن"}, (15, 23)),
        ({"text": "الوزير"}, None),
        ({"text": "المحافظ", "n": 2}, None),
        (None, None),
    ],
)
def test_anchors(anchor: dict[str, object] | None, place: tuple[int, int] | None) -> None:
    assert speakers.anchored(TEXT, anchor) == place


def folder(tmp_path: Path, speaker: dict[str, str]) -> Path:
    found = tmp_path / "own"
    found.mkdir()
    (found / "00.txt").write_text(TEXT, encoding="utf-8")
    (found / "00.yaml").write_text(
        yaml.safe_dump({"attributions": [{"id": "a2", "speaker": speaker}]}), encoding="utf-8"
    )
    spans = {"source": None, "cue": {"start": 25, "end": 30}, "content": {"start": 34, "end": 44}, "entity": None}
    document = {"id": "00", "mentions": [], "attributions": [{"id": "a2", **spans}]}
    (found / "gold.json").write_text(json.dumps({"documents": [document]}), encoding="utf-8")
    return found


def stored(tmp_path: Path, speaker: dict[str, str], *lost: str) -> speakers.Told:
    out = tmp_path / "data"
    out.mkdir()
    row = {"id": "own-00", "text": TEXT, "mentions": [], "attributions": []}
    (out / "written.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    number, complaints = speakers.add([folder(tmp_path, speaker)], {"own-00": TEXT}, out)
    assert (number, [c.rpartition(": ")[2] for c in complaints]) == (1, list(lost))
    known = json.loads((out / "speakers.jsonl").read_text(encoding="utf-8"))
    assert known["sha256"] == digest(TEXT)
    return next(speakers.read({"own-00": TEXT}, out / "speakers.jsonl"))


def test_who_was_marked_is_kept_and_found_among_the_candidates(tmp_path: Path) -> None:
    told = stored(tmp_path, {"text": "المحافظ"})
    assert told.voices[0].speaker == (4, 11)
    (example,) = examples([told])
    assert any(example.right) and not all(example.right)
    assert [c.source is not None for c, x in zip(example.candidates, example.right, strict=True) if x] == [True]


def test_who_was_marked_but_is_not_found_is_somebody_and_trains_nothing(tmp_path: Path) -> None:
    told = stored(tmp_path, {"text": "الوزير"}, "the speaker of a2 is not found")
    assert told.voices[0].speaker is None and told.voices[0].actor
    assert list(examples([told])) == []

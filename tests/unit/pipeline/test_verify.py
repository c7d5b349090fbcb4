"""`verify` finds whatever no longer stands on the words it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tawatur.core.ids import sha256
from tawatur.core.model import Claim, Link, LinkKind, Mention, Proposition, SourceText
from tawatur.pipeline.verify import verify
from tawatur.stores.sqlite import Case
from tests.samples import TEXTS, attribution, keep, mention, one_text_case, place

TEXT = TEXTS["bridge.txt"]


@pytest.fixture
def filled(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A case with findings in one text and across texts, and its text."""
    with one_text_case(tmp_path / "a.tawatur") as (case, source):
        outer = attribution(source, "قال", "إن الجسر آمن")
        keep(case, source, mention(source, "سامر الحلواني"), outer, attribution(source, "نفت", "ذلك", outer.id))
        link = Link(LinkKind.REUSE, "near", place(source, "الجسر"), place(source, "ذلك"), 1.0, (), "reuse/copy")
        with case.transaction():
            case.put_case_findings("reuse", [link], "k")
        yield case, source


def _run(case: Case, script: str, *values: object) -> list[str]:
    case.connection.execute("PRAGMA foreign_keys = OFF")
    with case.transaction():
        assert case.connection.execute(script, values).rowcount == 1
    return list(verify(case))


def test_a_sound_case_has_nothing_to_say(filled: tuple[Case, SourceText]) -> None:
    assert list(verify(filled[0])) == []


def test_a_tampered_text_is_found(filled: tuple[Case, SourceText]) -> None:
    changed = TEXT.replace("سامر", "سالم")
    problems = _run(filled[0], "UPDATE source_text SET text = ?", changed)
    assert any("its hash differs" in p for p in problems)
    assert sum("the words of its span" in p for p in problems) == 1


def test_a_text_tampered_with_its_hash_is_found(filled: tuple[Case, SourceText]) -> None:
    changed = TEXT.replace("سامر", "سالم")
    problems = _run(filled[0], "UPDATE source_text SET text = ?, sha256 = ?", changed, sha256(changed.encode()))
    assert any("its hash differs" in p for p in problems)


@pytest.mark.parametrize("shift", [1, -1])
def test_a_tampered_span_is_found(filled: tuple[Case, SourceText], shift: int) -> None:
    case, _ = filled
    data = json.loads(case.connection.execute("SELECT data FROM finding WHERE kind = 'mention'").fetchone()[0])
    data[0][1] += shift
    problems = _run(case, "UPDATE finding SET data = ? WHERE kind = 'mention'", json.dumps(data))
    assert any("has changed" in p for p in problems) and any("are not the ones" in p for p in problems)


def test_lost_digests_and_unreadable_rows_are_found(filled: tuple[Case, SourceText]) -> None:
    assert any("lost digests" in p for p in _run(filled[0], "UPDATE case_finding SET digests = x''"))
    assert any("cannot be read" in p for p in _run(filled[0], "UPDATE finding SET data = '[1]' WHERE kind = 'mention'"))


def test_a_missing_parent_is_found(filled: tuple[Case, SourceText]) -> None:
    case, source = filled
    outer = attribution(source, "قال", "إن الجسر آمن")
    problems = _run(case, "DELETE FROM finding WHERE id = ?", outer.id)
    assert problems == [p for p in problems if f"names a attribution that is not there: {outer.id}" in p] != []


def test_a_claim_without_its_chain_and_a_proposition_without_its_claim_are_found(
    filled: tuple[Case, SourceText],
) -> None:
    case, source = filled
    claim = Claim(place(source, "إن الجسر آمن"), source.document, "claim/content", chain=("a-none",))
    made = Proposition((claim.id, "c-none"), "near", 1, 1, 1, (), (), "claim/same")
    case.put_case_findings("claims", [claim, made], "k")
    problems = list(verify(case))
    assert any("a-none" in p for p in problems) and any("c-none" in p for p in problems) and len(problems) == 2


def test_a_text_that_is_gone_is_found(filled: tuple[Case, SourceText]) -> None:
    problems = _run(filled[0], "DELETE FROM source_text")
    assert sum("are not the ones it was made from" in p for p in problems) >= filled[0].count(Mention) + 1


def test_a_damaged_file_is_said_to_be_damaged(filled: tuple[Case, SourceText]) -> None:
    case, _ = filled
    assert any("The file itself is damaged" in p for p in _break_index(case))


def _break_index(case: Case) -> list[str]:
    """Let an index forget its rows, behind SQLite's back."""
    with case.transaction():
        case.connection.execute("PRAGMA writable_schema = ON")
        case.connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'failure') "
            "WHERE name = 'finding_text'"
        )
    path = case.path
    case.close()
    with Case.open(path) as again:
        return list(verify(again))

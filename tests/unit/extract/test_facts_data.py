"""The data of the fact stage: every row's example and counter-example, and what every row must have."""

from __future__ import annotations

from typing import Any

import pytest
from facts_support import arguments, facts_of

from tawatur.extract.facts.lexicon import fact_types, frames, rows
from tawatur.resources.loader import load_yaml
from tawatur.resources.rules import rule_sentence

ROWS = [*rows(), *load_yaml("ar/facts-relations.yaml")["offices"], *load_yaml("en/facts.yaml")]
ROLES = {"agent", "patient", "recipient", "instrument", "place", "origin", "destination", "topic"}
EVENTS = (
    "MEET NEGOTIATE AGREE FINANCE ARM TRAIN SHELTER FACILITATE SHARE_INTEL TRANSFER ATTACK KILL DETAIN ESCAPE SANCTION"
)
EVENTS += " ACCUSE DENY DISCLOSE DEPLOY APPOINT DEFECT TRAVEL SEIZE DEFEAT OTHER_EVENT"
RELATIONS = "LEADS MEMBER_OF PART_OF WORKS_FOR ALLIED_WITH OPPOSES FAMILY_OF"
RELATIONS += " LOCATED_IN SIZE_OF ALIAS_OF SUCCEEDS OTHER_RELATION"


def test_the_list_of_types_is_closed_and_has_its_counterparts() -> None:
    assert set(fact_types()) == set(EVENTS.split()) | set(RELATIONS.split())
    for row in fact_types().values():
        assert row["kind"] in ("event", "relation")
        assert row["plover"] and row["ftm"]


def test_ids_are_unique_and_types_listed() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert {row["type"] for row in ROWS} <= set(fact_types())
    assert {name for row in ROWS if (name := row.get("frame"))} <= set(frames())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_roles_are_those_of_the_guide(row: dict[str, Any]) -> None:
    for position, role in row.get("roles", {}).items():
        assert role in ROLES | {"-"} or (position == "of" and role in ("s", "o", "so"))
    assert rule_sentence(f"fact/{row['id']}")


def _given(row: dict[str, Any], marked: str) -> list[dict[str, list[str]]]:
    reading, facts = facts_of(marked)
    return [arguments(reading, fact) for fact in facts if fact.rule == f"fact/{row['id']}"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_example(row: dict[str, Any]) -> None:
    marked, expected = row["example"]
    reading, facts = facts_of(marked)
    found = [arguments(reading, fact) for fact in facts if fact.rule == f"fact/{row['id']}"]
    if not found:  # another row of the same sense may state it first («وفرت ملاذا» shelters)
        found = [arguments(reading, fact) for fact in facts]
    assert any(all(words in given.get(role, ()) for role, words in expected.items()) for given in found), found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_counter_example(row: dict[str, Any]) -> None:
    assert _given(row, row["counter"]) == []

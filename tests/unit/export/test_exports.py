"""What leaves a case: the annotations format, tables that no spreadsheet takes for formulas, lines."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tawatur.core.model import (
    Bound,
    EntityType,
    Force,
    LinkKind,
    Mention,
    Modality,
    Mode,
    Polarity,
)
from tawatur.export.annotations import case_annotations, dump
from tawatur.export.tables import jsonl, table
from tawatur.stores.rows import CASE_KINDS, TEXT_KINDS
from tawatur.stores.sqlite import Case
from tests.samples import keep, mention, put

NULL = type(None)
PLACE = {"start": int, "end": int}
PASSAGE = {"document": str, **PLACE}
#: The annotations format: a type, a set of values, [the shape of each item], or fields by name.
SHAPE: Any = {
    "format": {"tawatur-annotations/1"},
    "documents": [
        {
            "id": str,
            "path": str,
            "sha256": str,
            "published": (str, NULL),
            "boilerplate": [PLACE],
            "mentions": [PLACE | {"type": set(EntityType), "entity": (str, NULL)}],
            "times": [PLACE | {"value": (str, NULL)}],
            "quantities": [PLACE | {"value": (int, float, NULL), "of": str, "bound": set(Bound)}],
            "attributions": [
                {
                    "id": str,
                    "source": (PLACE, NULL),
                    "speaker": (PLACE, NULL),
                    "entity": (str, NULL),
                    "cue": (PLACE, NULL),
                    "content": PLACE,
                    "mode": set(Mode),
                    "force": set(Force),
                    "parent": (str, NULL),
                }
            ],
            "facts": [
                PLACE
                | {
                    "id": str,
                    "type": str,
                    "args": dict,
                    "time": (str, NULL),
                    "polarity": set(Polarity),
                    "modality": set(Modality),
                    "attribution": (str, NULL),
                }
            ],
        }
    ],
    "entities": [{"id": str, "type": set(EntityType), "name": str, "aliases": [str]}],
    "reuse": [{"a": PASSAGE, "b": PASSAGE, "kind": {"verbatim", "near", "paraphrase"}}],
    "clusters": [{"id": str, "members": [PASSAGE], "independent_origins": int}],
    "conflicts": [{"a": PASSAGE, "b": PASSAGE, "kind": {"number", "role", "polarity", "date", "place", "assessment"}}],
    "lost_attributions": [{"a": PASSAGE, "b": PASSAGE, "lost": {"source", "hedge", "both"}}],
}


def problems(value: Any, shape: Any, where: str = "") -> list[str]:
    """Where `value` differs from `shape`."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            return [f"{where}: {sorted(value) if isinstance(value, dict) else value!r} instead of {sorted(shape)}"]
        return [p for key, part in shape.items() for p in problems(value[key], part, f"{where}.{key}")]
    if isinstance(shape, list):
        return [p for i, item in enumerate(value) for p in problems(item, shape[0], f"{where}[{i}]")]
    if isinstance(shape, tuple):
        fits = any(not problems(value, one) for one in shape)
        return [] if fits else [f"{where}: {value!r}"]
    fits = value in {getattr(v, "value", v) for v in shape} if isinstance(shape, set) else isinstance(value, shape)
    return [] if fits else [f"{where}: {value!r}"]


def test_the_annotations_have_the_shape_that_is_documented(harbour: Case) -> None:
    made = json.loads(dump(harbour))
    assert problems(made, SHAPE) == []
    assert len(made["documents"]) == 11
    for layer in ("mentions", "times", "quantities", "attributions", "boilerplate"):
        assert any(d[layer] for d in made["documents"]), layer
    assert made["entities"] and made["reuse"]


def test_offsets_lie_in_their_texts_and_references_lead_somewhere(harbour: Case) -> None:
    made = case_annotations(harbour)
    lengths = {d: len(s.text) for t, d in harbour.texts().items() if (s := harbour.source_text(t))}
    entities = {e["id"] for e in made["entities"]}
    for doc in made["documents"]:
        attributions = {a["id"] for a in doc["attributions"]}
        spans = [a["content"] for a in doc["attributions"]]
        for row in (*spans, *doc["mentions"], *doc["times"], *doc["quantities"], *doc["facts"], *doc["boilerplate"]):
            assert 0 <= row["start"] < row["end"] <= lengths[doc["id"]]
        assert {m["entity"] for m in doc["mentions"]} <= entities | {None}
        assert {a["parent"] for a in doc["attributions"]} <= attributions | {None}
        assert {f["attribution"] for f in doc["facts"]} <= attributions | {None}
    for pair in (*made["reuse"], *made["conflicts"], *made["lost_attributions"]):
        for side in (pair["a"], pair["b"]):
            assert 0 <= side["start"] < side["end"] <= lengths[side["document"]]


def test_an_empty_case_has_all_layers(case: Case) -> None:
    made = json.loads(dump(case))
    assert problems(made, SHAPE) == [] and made["documents"] == []


@pytest.mark.parametrize("words", ["=1+2", "+1", "-1", "@cmd", "\tx", "\rx"])
def test_no_cell_is_a_formula(case: Case, words: str) -> None:
    _, source = put(case, f"{words.strip()}.txt", f"{words} ثم كلام")
    keep(case, source, mention(source, words))
    rows = list(csv.DictReader(io.StringIO(table(case), newline="")))
    assert rows[0]["words"] == f"'{words}"
    assert rows[0]["name"].startswith("'") == (words.strip()[0] in "=+-@")


def test_the_table_has_every_finding_of_single_texts(harbour: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(table(harbour))))
    assert len(rows) == sum(harbour.count(cls) for cls in TEXT_KINDS.values()) > 300
    one = next(r for r in rows if r["kind"] == "mention" and not r["words"].startswith("'"))
    found = harbour.find(one["id"])
    assert isinstance(found, Mention) and harbour.words(found.span) == one["words"]
    assert json.loads(one["detail"])["type"] == found.type.value


def test_lines_name_every_document_and_finding(harbour: Case) -> None:
    rows = [json.loads(line) for line in jsonl(harbour)]
    kinds = {**TEXT_KINDS, **CASE_KINDS}
    assert len(rows) == 11 + sum(harbour.count(cls) for cls in kinds.values())
    assert {r["record"] for r in rows} <= {"document", *kinds}
    for row in (r for r in rows if r["record"] == "link"):
        assert row["document"] and row["words"] and row["kind"] in set(LinkKind)

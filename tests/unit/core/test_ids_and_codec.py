"""Ids hash meaning; what is encoded comes back the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.core.codec import decode, describe, encode
from tawatur.core.ids import sha256, stable_id
from tawatur.core.model import Argument, Attribution, Dating, Document, Fact, Mention, Span, evidence
from tawatur.stores.rows import CASE_KINDS, TEXT_KINDS

STARTS, LENGTHS = st.integers(0, 10**6), st.integers(1, 99)
SPANS = st.builds(lambda text, a, n: Span(text, a, a + n), st.text(max_size=8), STARTS, LENGTHS)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(float, FLOATS)
ALL_KINDS = [*TEXT_KINDS.values(), *CASE_KINDS.values(), Document]


@pytest.mark.parametrize("cls", ALL_KINDS, ids=lambda cls: cls.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_stored_comes_back_equal(cls: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(cls))
    again = decode(cls, json.loads(json.dumps(encode(value))))
    assert again == value and type(again) is cls
    assert again.id == value.id


@pytest.mark.parametrize("cls", ALL_KINDS, ids=lambda cls: cls.__name__)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_described_names_its_id_and_is_json(cls: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(cls))
    assert json.loads(json.dumps(describe(value)))["id"] == value.id


def test_too_few_values_are_refused_and_later_fields_may_be_absent() -> None:
    span = Span("t-1", 0, 3)
    row = encode(Argument("agent", span))
    assert decode(Argument, row[:2]) == Argument("agent", span)
    with pytest.raises(ValueError, match="1 values for 2 fields"):
        decode(Argument, row[:1])


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_ids_tell_parts_apart(left: list[str], right: list[str]) -> None:
    free = [[p.replace("\x1f", "") for p in parts] for parts in (left, right)]
    if free[0] != free[1] and (len(free[0]) != len(free[1]) or free[0]):
        same = stable_id("x", *free[0]) == stable_id("x", *free[1])
        assert same == ("\x1f".join(free[0]) == "\x1f".join(free[1]))


def test_ids_are_what_they_always_were() -> None:
    """Ids stand in people's decisions and links: a change of the recipe needs a migration."""
    assert stable_id("d", "a", 1) == "d-8181c16b4ad83cc1"
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_metadata_scores_and_actors_are_no_part_of_an_id() -> None:
    document = Document("0" * 64, "a.txt")
    assert replace(document, title="عنوان", path="/b", published=Dating("2020")).id == document.id
    assert replace(document, name="b.txt").id != document.id
    mention = Mention(Span("t", 1, 5), "PER", "name/person")  # type: ignore[arg-type]
    assert replace(mention, score=0.2, actor="e-1", rule="name/tagger").id == mention.id


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or negative span"):
        Span("t", start, end)


def test_spans_know_what_they_share() -> None:
    a, b = Span("t", 2, 8), Span("t", 5, 12)
    assert (a.overlap(b), a.overlap(Span("u", 5, 12)), a.overlap(Span("t", 8, 9))) == (3, 0, 0)
    assert a.contains(Span("t", 2, 8)) and not a.contains(b) and not a.contains(Span("u", 3, 4))


def test_evidence_is_every_span_with_its_field() -> None:
    spans = [Span("t", n, n + 1) for n in range(6)]
    made = Attribution(spans[0], spans[1], None, "r", speaker=spans[2], hedges=(spans[3], spans[4]))
    assert list(evidence(made)) == [
        ("content", spans[0]), ("cue", spans[1]), ("speaker", spans[2]), ("hedges", spans[3]), ("hedges", spans[4]),
    ]  # fmt: skip
    fact = Fact(spans[0], "MEET", spans[1], "r", (Argument("agent", spans[5]),))
    assert ("arguments.agent", spans[5]) in list(evidence(fact))

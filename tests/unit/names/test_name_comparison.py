"""Comparison of names: a table of cases, the examples of every reason, and properties."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.names import Decision, candidate_pairs, compare, fold_name, name_keys, parse_person
from tawatur.names.data import load_yaml, messages, rows
from tawatur.names.fold import is_arabic

CASES = [
    ("طاهر الصيرفي", "Tahir al-Sayrafi", "PER", "merge"),
    ("طاهر الصيرفي", "Taher Sayrafi", "PER", "merge"),
    ("عبد الرزاق المنياوي", "عبدالرزاق المنياوى", "PER", "merge"),
    ("عبد الرزاق المنياوي", "Abderrazak el-Miniaoui", "PER", "keep"),
    ("أبو طاهر الصيرفي", "ابو طاهر الصيرفى", "PER", "merge"),
    ("أبو طاهر الصيرفي", "أبو ماهر الصيرفي", "PER", "apart"),
    ("طاهر الصيرفي", "أبو طاهر الصيرفي", "PER", "propose"),
    ("طاهر الصيرفي", "الصيرفي", "PER", "propose"),
    ("طاهر الصيرفي", "ماهر الصيرفي", "PER", "apart"),
    ("محمد الصيرفي", "محمود الصيرفي", "PER", "apart"),
    ("محمد الصيرفي", "Mahmoud al-Sayrafi", "PER", "apart"),
    ("طاهر بن محمد", "طاهر بن محمود", "PER", "apart"),
    ("طاهر بن محمد", "محمد بن طاهر", "PER", "apart"),
    ("نور الدين الصيرفي", "نورالدين الصيرفي", "PER", "merge"),
    ("نور الدين الصيرفي", "Noureddine Sayrafi", "PER", "merge"),
    ("نور الدين الصيرفي", "شمس الدين الصيرفي", "PER", "apart"),
    ("الدكتور طاهر الصيرفي", "طاهر الصيرفي", "PER", "merge"),
    ("طَاهِر الصـيرفي", "طاهر الصيرفي", "PER", "merge"),
    ("غوردون هوفمان", "جوردون هوفمان", "PER", "merge"),
    ("John Hofstetter", "Johann Hofstetter", "PER", "apart"),
    ("J. Hofstetter", "Johann Hofstetter", "PER", "propose"),
    ("Djamel Boukhari", "Jamal Bukhari", "PER", "merge"),
    ("وزارة الزراعة المغربية", "وزارة الزراعة العراقية", "ORG", "apart"),
    ("وزارة الزراعة المغربية", "Moroccan Ministry of Agriculture", "ORG", "merge"),
    ("وزارة الزراعة", "وزارة الصناعة", "ORG", "apart"),
    ("و.ص.ع", "و ص ع", "ORG", "merge"),
    ("UN", "U.N.", "ORG", "merge"),
    ("قسد", "Syrian Democratic Forces", "ORG", "merge"),
    ("الأمم المتحدة", "UN", "ORG", "merge"),
    ("FBI", "CIA", "ORG", "apart"),
    ("أميركا", "الولايات المتحدة", "LOC", "merge"),
    ("بلدة السنديان", "السنديان", "LOC", "propose"),
    ("كوريا الشمالية", "كوريا الجنوبية", "LOC", "apart"),
]

_WORDS = [
    "محمد",
    "محمود",
    "طاهر",
    "أبو",
    "بن",
    "عبد",
    "الله",
    "الصيرفي",
    "نور",
    "الدين",
    "المنياوي",
    "Tahir",
    "al-Sayrafi",
    "Abu",
]
_WORDS += [
    "bin",
    "Mohamed",
    "Noureddine",
    "وزارة",
    "الزراعة",
    "العراقية",
    "Ministry",
    "UN",
    "حركة",
    "السنديان",
    "الدكتور",
    "J.",
    "الأول",
]
names = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
kinds = st.sampled_from(["PER", "ORG", "LOC"])


@pytest.mark.parametrize(("left", "right", "kind", "expected"), CASES)
def test_cases(left: str, right: str, kind: str, expected: str) -> None:
    decision = compare(left, right, kind).decision.value
    assert decision == expected or (expected == "keep" and decision != "apart")


@pytest.mark.parametrize("entry", load_yaml("reasons.yaml"), ids=lambda entry: entry["id"])
def test_reason_examples(entry: dict[str, object]) -> None:
    example, counter = entry["example"], entry["counter_example"]
    assert isinstance(example, list) and isinstance(counter, list)
    assert entry["id"] in [r.code for r in compare(*example).reasons]
    assert entry["id"] not in [r.code for r in compare(*counter).reasons]


def test_sentences_in_both_languages() -> None:
    reason = compare("طاهر بن محمد", "طاهر بن محمود", "PER").reasons[0]
    assert reason.code == "father_differs"
    assert "محمود" in reason.english and "محمود" in reason.arabic
    assert all(
        is_arabic(arabic) and english.isprintable() and english[-1] == "." for english, arabic in messages().values()
    )


def test_parse_person() -> None:
    name = parse_person("الشيخ أبو طاهر سامي بن ناصر الصيرفي")
    assert (name.kunya, name.given, name.fathers, name.family) == ("طاهر", "سامي", ("ناصر",), "الصيرفي")
    assert name.titles == ("sheikh",)
    assert parse_person("عبد الرزاق نور الدين").family == "نورالدين"
    assert parse_person("الملك رادوان الثاني").laqab == ("2",)
    assert parse_person("").units == ()


def test_unknown_kind() -> None:
    with pytest.raises(ValueError, match="kind"):
        compare("أ", "ب", "MISC")
    with pytest.raises(ValueError, match="kind"):
        name_keys("أ", "MISC")


@settings(max_examples=400, deadline=None)
@given(names, names, kinds)
def test_symmetric(left: str, right: str, kind: str) -> None:
    one, two = compare(left, right, kind), compare(right, left, kind)
    assert (one.decision, one.score) == (two.decision, two.score)
    assert one.reasons and 0 <= one.score <= 1


@settings(max_examples=400, deadline=None)
@given(names, names, kinds)
def test_kept_pairs_share_a_key(left: str, right: str, kind: str) -> None:
    if compare(left, right, kind).decision is not Decision.APART:
        assert name_keys(left, kind) & name_keys(right, kind)
        assert list(candidate_pairs([left, right], kind)) == [(0, 1)]


@settings(max_examples=300, deadline=None)
@given(st.one_of(names, st.text(max_size=30)))
def test_folding_is_idempotent_and_nothing_raises(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
    for kind in ("PER", "ORG", "LOC"):
        compare(text, "طاهر الصيرفي", kind)
        name_keys(text, kind)


@settings(max_examples=200, deadline=None)
@given(names, kinds)
def test_reflexive(name: str, kind: str) -> None:
    assert compare(name, name, kind).decision is not Decision.APART


def test_own_pairs_floor() -> None:
    """No false merge on the project's own pairs, and nearly all true ones kept."""
    lines = (
        Path(__file__)
        .parents[3]
        .joinpath("evaluation/data/name-pairs-own.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    found = [
        (same, compare(left, right, kind).decision) for left, right, same, kind in (li.split("\t") for li in lines[1:])
    ]
    assert not [1 for same, decision in found if same == "0" and decision is Decision.MERGE]
    true = [decision for same, decision in found if same == "1"]
    assert sum(d is not Decision.APART for d in true) / len(true) >= 0.92


def test_aliases_name_one_thing_each() -> None:
    seen: dict[tuple[str, str], str] = {}
    for number, kind, forms in (row[:3] for row in rows("aliases.tsv")):
        for form in forms.split("|"):
            key = (kind, fold_name(form))
            if key in {("LOC", "عمان")}:
                continue
            assert seen.setdefault(key, number) == number, f"{form} stands in {seen[key]} and {number}"

"""Language data is loaded, linted, and says in words what its rules do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.core.errors import ResourceError
from tawatur.resources.lint import lint, lint_entries, lint_file, lint_line, lint_table
from tawatur.resources.loader import data_files, digest, load_tsv, load_yaml
from tawatur.resources.rules import rule_sentence
from tawatur.resources.sentences import say


def test_all_language_data_is_sound() -> None:
    assert lint() == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ﻻ", "U+FEFB is a presentation form"),
        ("قـال", "a tatweel inside a word"),
        ("کتاب", "U+06A9 is a Farsi or Urdu letter"),
        ("علی", "U+06CC is a Farsi or Urdu letter"),
        ("۱۲", "U+06F1 is a Farsi digit"),
        ("قال\u200f", "U+200F is a bidi control"),
        ("قال\u200b", "U+200B is an invisible character"),
        ("آب"[0].replace("آ", "ا\u0653"), "not in Unicode normal form C"),
    ],
)
def test_a_character_that_never_matches_is_refused(line: str, problem: str) -> None:
    assert problem in list(lint_line(line))


@pytest.mark.parametrize("line", ["قال: «نعم»", "سنة 1440 هـ", "[-–—ـ_:]", "# note: é ü — …", "٣ مارس", "فيلم چارلي"])
def test_other_characters_are_let_be(line: str) -> None:
    assert list(lint_line(line)) == []


def test_entries_that_fold_to_one_are_refused() -> None:
    data = [{"id": "a", "forms": ["إلى", "الي"], "example": ["في", "فى"]}, {"id": "a", "words": {"x": ["نعم", "لا"]}}]
    assert list(lint_entries(data)) == [
        "entries: the id “a” stands twice",
        "[a].forms: «الي» stands twice once folded",
    ]


def test_pairs_may_hold_the_same_word_twice() -> None:
    assert list(lint_entries({"forms": [["رفض", "رفض"], ["أعلن", "علن"]]})) == []


def test_rows_and_ids_of_tables_stand_once() -> None:
    assert list(lint_table("# id\tname\na\tx\na\ty\n")) == ["the id “a” stands twice"]
    assert list(lint_table("# latin\tarabic\na\tx\na\ty\na\tx\n")) == ["the row “a\tx” stands twice"]


def test_problems_name_their_line(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: [نعم]\nb: [کلا]\n", encoding="utf-8")
    assert list(lint_file("ar/x.yaml", file)) == ["ar/x.yaml:2: U+06A9 is a Farsi or Urdu letter"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('a: "One language."', "needs a sentence in each language"),
        ('a: {en: "Only English."}', "needs a sentence in each language"),
        ('a: {en: "English.", ar: " "}', "needs a sentence in each language"),
        ('a: {en: "English.", ar: "Also English."}', "not in its language"),
        ('a: {en: "One {name}.", ar: "واحد."}', "names other values"),
    ],
)
def test_a_sentence_without_both_languages_is_refused(row: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "flags.yaml"
    file.write_text(row + "\n", encoding="utf-8")
    assert any(problem in found for found in lint_file("flags.yaml", file))
    file.write_text('a: {en: "One {name}.", ar: "واحد {name}."}\n', encoding="utf-8")
    assert list(lint_file("flags.yaml", file)) == []


def test_sentences_take_values_in_their_language() -> None:
    monday = say("words.yaml", "monday")
    said = say("dating.yaml", "today", words="أمس", weekday=monday)
    assert said.en == "«أمس» makes the day of publication a Monday."
    assert said.ar == "«أمس» يجعل يوم النشر يوم الاثنين." and str(said) == said.en
    with pytest.raises(ResourceError, match="no sentence “nothing”"):
        say("dating.yaml", "nothing")


def test_data_is_loaded_once_and_named_in_errors() -> None:
    assert load_yaml("rules.yaml") is load_yaml("rules.yaml")
    assert len(digest()) == 16 and "ar/cues.yaml" in data_files()
    with pytest.raises(ResourceError, match=r"no language data file resources/data/ar/none\.yaml"):
        load_yaml("ar/none.yaml")
    with pytest.raises(ResourceError, match=r"none\.tsv"):
        load_tsv("none.tsv")


def test_a_rule_is_told_by_itself_or_by_its_family() -> None:
    assert "{entry}" not in rule_sentence("furniture/tags") and "tags" in rule_sentence("furniture/tags")
    assert rule_sentence("attribution/colon") != rule_sentence("attribution/say")
    with pytest.raises(ResourceError, match="no sentence"):
        rule_sentence("magic/wand")

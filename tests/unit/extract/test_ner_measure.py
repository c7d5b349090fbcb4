"""The measure of names on files of tagged tokens (`evaluation.ner`)."""

from __future__ import annotations

from evaluation.ner import Compared, articles, errors, measure, overlaps, read_whole, sentences, without_described
from tawatur.extract.names import Names, voice_for

LINES = [
    "زار O",
    "سامر B-PERS",
    "الحلاق I-PERS",
    "بودابست B-LOC",
    ". O",
    "وقالت O",
    "الحكومة B-ORG",
    "المجرية I-ORG",
    "إن O",
    "سامر B-PERS",
    "الحلاق I-PERS",
    "وصل O",
    "لبودابست B-LOC",
    ". O",
]


def test_sentences_end_at_a_lone_stop_and_articles_at_their_size() -> None:
    material = list(sentences(LINES))
    assert [len(words) for words, _ in material] == [5, 9]
    assert [len(article) for article in articles(material, 5)] == [1, 1]
    assert [len(article) for article in articles(material, 6)] == [2]


def test_the_program_is_measured_on_the_tokens_that_its_names_touch() -> None:
    (row,) = read_whole(Names(voice_for("rules")), list(sentences(LINES)))
    assert row.gold == [(1, 3, "PER"), (3, 4, "LOC"), (6, 8, "ORG"), (9, 11, "PER"), (12, 13, "LOC")]
    assert {(3, 4, "LOC"), (6, 8, "ORG"), (12, 13, "LOC")} <= set(row.found)  # the particle of «لبودابست» is no loss


def test_an_overlap_counts_once() -> None:
    assert overlaps([(0, 3, "PER")], [(0, 1, "PER"), (1, 3, "PER")]) == [(0, 3, "PER")]
    assert overlaps([(0, 3, "PER")], [(0, 3, "ORG")]) == []


def test_figures_and_errors() -> None:
    row = Compared(["a", "b", "c", "d"], [(0, 2, "PER"), (3, 4, "LOC")], [(0, 1, "PER"), (3, 4, "LOC")])
    figures = measure([row])
    assert figures["f1"] == 0.5
    assert figures["overlap_f1"] == 1.0
    assert list(errors([row])) == ["PER a b\tPER a\ta b c d"]


def test_bodies_named_by_nationality_alone_are_not_held_against_who_finds_them() -> None:
    words = ["قالت", "الحكومة", "المجرية", "والجمعية", "المجرية", "للري", "ومجلس", "بودابست"]
    found = [(1, 3, "ORG"), (3, 6, "ORG"), (6, 8, "ORG")]
    assert without_described(Compared(words, [], found)).found == [(3, 6, "ORG"), (6, 8, "ORG")]
    marked = Compared(words, [(1, 3, "ORG")], found)
    assert without_described(marked).found == found
    unmarked = measure([Compared(words, [(6, 8, "ORG")], found)])
    assert unmarked["f1"] == 0.5
    assert unmarked["without_described"] == {"f1": 0.6667, "overlap_f1": 0.6667}


def test_a_name_with_a_nationality_is_no_described_body() -> None:
    row = Compared(["فاز", "الزمالك", "المصري"], [], [(1, 3, "ORG")])
    assert without_described(row).found == row.found

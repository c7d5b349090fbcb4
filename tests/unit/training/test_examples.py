"""Rows that train: tags and pointers stand on the first pieces of the right tokens."""

from __future__ import annotations

from tawatur.backends.unigram import UnigramTokenizer
from tawatur.backends.windows import cue_window, word_pieces
from training.annotated import Article, Quotation, sentences
from training.corpora import Tagged, bio, spans_of
from training.examples import NOTHING, from_article, from_tagged
from training.labels import FORCES, NAME_TAGS

TEXT = "خبر قصير\nوقال وزير الثقافة سالم الخطيب إن المتحف سيفتح غدا في بيروت.\nوانتهى الحفل."


def tokenizer() -> UnigramTokenizer:
    letters = sorted(set(TEXT) - {" ", "\n"})
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *letters]
    return UnigramTokenizer(pieces, [0.0] * 4 + [-1.0] * (len(pieces) - 4), {})


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def article() -> Article:
    quotation = Quotation(span("وزير الثقافة سالم الخطيب"), span("وقال"), span("المتحف سيفتح غدا في بيروت"), "assert")
    mentions = ((*span("سالم الخطيب"), "PER"), (*span("بيروت"), "LOC"))
    return Article("a", "outlet", TEXT, mentions, (quotation,))


def test_sentences_end_at_stops_and_lines() -> None:
    assert [len(unit) for unit in sentences(TEXT)] == [2, 12, 3]


def test_names_and_cue_stand_on_first_pieces() -> None:
    first, _ = from_article(article(), tokenizer())
    tagged = [NAME_TAGS[i] for i in first[1].name if i != NOTHING]
    assert tagged == ["O"] * 3 + ["B-PER", "I-PER"] + ["O"] * 5 + ["B-LOC", "O"]
    assert [i for i in first[1].cue if i != NOTHING][:3] == [1, 0, 0]


def test_a_cue_points_at_source_and_content() -> None:
    _, (row,) = from_article(article(), tokenizer())
    words = [t.text for t in sentences(TEXT)[1]]
    sizes = [len(p) for p in word_pieces(words, tokenizer())]
    head = [sum(sizes[:k]) + 1 for k in range(len(sizes))]
    assert row.pointers == (head[1], head[4], head[6], head[10])
    assert row.mark == [1] * sizes[0] + [0] * (sum(sizes) - sizes[0])
    assert [FORCES[i] for i in row.force if i != NOTHING] == ["assert"]


def test_a_set_without_misc_leaves_it_open() -> None:
    (row,) = from_tagged(Tagged(("سالم", "هنا"), ("B-PER", "O")), tokenizer())
    assert row.partial
    assert [NAME_TAGS[i] for i in row.name if i != NOTHING] == ["B-PER", "O"]


def test_the_longest_of_overlapping_spans_stays() -> None:
    tags = bio(4, [(0, 1, "LOC"), (0, 3, "ORG")])
    assert tags == ("B-ORG", "I-ORG", "I-ORG", "O")
    assert spans_of(tags) == [(0, 3, "ORG")]


def test_a_window_goes_on_while_a_quotation_is_open() -> None:
    units = [["وقال", ":", "«", "نعم", "."], ["لا", "»"], ["انتهى"]]
    pieces = [[(1,)] * len(unit) for unit in units]
    assert cue_window(units, pieces, 0, (0, 1)) == (0, 7)
    assert cue_window(units, pieces, 1, (0, 1)) == (0, 2)

"""What holds of views, foldings, tokens, paragraphs and sentences of any text."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.text.normalise import FOLD, INVISIBLE, MARKS, fold, fold_light, light
from tawatur.text.segment import paragraphs, sentences
from tawatur.text.tokens import stems, tokens
from tawatur.text.view import TextView

_ARABIC = st.sampled_from("ابتجدرسعفقكلمنهويأإآةىءؤئ")
_SIGNS = st.sampled_from([*'.,،؛:؟!…«»"“”()-–/ \n\r\t', "\r\n", "., ", " \n ", "\u00a0", "..", "أ.ف.ب", "د. ", "10.7"])
_HIDDEN = st.sampled_from([*sorted(MARKS)[:12], "ـ", *sorted(INVISIBLE)[:8], "\ufefb", "\ufedf", "٣", "۴", "ک", "ﷲ"])
TEXTS = st.lists(st.one_of(_ARABIC, _ARABIC, _SIGNS, _HIDDEN, st.characters()), max_size=120).map("".join)


@given(TEXTS)
def test_every_view_character_comes_from_the_source(source: str) -> None:
    view = TextView.of(source)
    assert len(view.text) == len(view.key) == len(view.starts) == len(view.ends)
    assert all(0 <= a < b <= len(source) for a, b in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts) and list(view.ends) == sorted(view.ends)
    for index in range(len(view)):
        piece = light(source[view.starts[index] : view.ends[index]].replace("\r", "\n"))
        assert view.text[index] in piece


@given(TEXTS)
def test_words_go_to_the_source_and_back(source: str) -> None:
    view = TextView.of(source)
    for token in tokens(view):
        start, end = view.span(token.start, token.end)
        first, last = view.range(start, end)
        assert first <= token.start < token.end <= last
        assert view.span(first, last) == (start, end)


@given(TEXTS)
def test_folding_keeps_length_and_settles(source: str) -> None:
    text = light(source)
    assert len(fold_light(text)) == len(text)
    assert light(text) == text
    assert fold(fold(source)) == fold(source)
    assert not set(fold(source)) & set(map(chr, FOLD))


@given(TEXTS)
def test_tokens_cover_all_that_is_no_space(source: str) -> None:
    view = TextView.of(source)
    found = tokens(view)
    covered = {index for token in found for index in range(token.start, token.end)}
    assert all(char.isspace() or index in covered for index, char in enumerate(view.text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(token.key == view.key[token.start : token.end] for token in found)


@settings(max_examples=300)
@given(TEXTS)
def test_paragraphs_hold_every_word_and_sentences_partition_them(source: str) -> None:
    view = TextView.of(source)
    blocks = paragraphs(view)
    assert all(a < b for a, b in blocks)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(blocks))
    inside = {index for a, b in blocks for index in range(a, b)}
    assert all(index in inside or char.isspace() or char == "," for index, char in enumerate(view.text))
    for a, b in blocks:
        found = sentences(view, a, b)
        assert found and found[0][0] == a and found[-1][1] == b
        assert all(x[1] <= y[0] and view.text[x[1] : y[0]].strip() == "" for x, y in itertools.pairwise(found))
        assert all(x < y and not view.text[x].isspace() and not view.text[y - 1].isspace() for x, y in found)


@given(st.text(alphabet="ابتجدرسعفقكلمنهوي", min_size=1, max_size=12))
def test_stems_leave_at_least_two_letters(word: str) -> None:
    readings = stems(word)
    assert readings[0] == (0, word)
    for cut, rest in readings[1:]:
        assert len(rest) >= 2 and 0 < cut <= len(word) - 1
        assert word[cut:] == rest or "ا" + word[cut:] == rest or word[cut + 1 :] == rest[2:]

"""Phrases found over tokens: the longest first, behind the particles that are allowed, without overlaps."""

from __future__ import annotations

from tawatur.resources.lexicon import Lexicon
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView

FORMS = [("من الممكن", "possible"), ("من", "from"), ("من الممكن جدا", "likely"), ("الجسر", "bridge")]


def found(text: str, lexicon: Lexicon[str]) -> list[tuple[str, int, int, int]]:
    return [(m.entry, m.first, m.last, m.prefix) for m in lexicon.scan(tokens(TextView.of(text)))]


def test_the_longest_phrase_is_taken_and_none_overlaps() -> None:
    assert found("من الممكن جدا", Lexicon(FORMS)) == [("likely", 0, 3, 0)]
    assert found("من الممكن من الجسر", Lexicon(FORMS)) == [
        ("possible", 0, 2, 0),
        ("from", 2, 3, 0),
        ("bridge", 3, 4, 0),
    ]


def test_only_the_particles_that_are_allowed_stand_before_a_phrase() -> None:
    assert found("ومن الممكن", Lexicon(FORMS, ("و",))) == [("possible", 0, 2, 1)]
    assert found("ومن الممكن", Lexicon(FORMS, ())) == []


def test_what_a_word_may_begin_is_the_longest_phrase_first() -> None:
    lexicon = Lexicon(FORMS, ("و",))
    rows = [(prefix, len(words), entry) for prefix, words, entry in lexicon.beginning("ومن")]
    assert rows == [(1, 3, "likely"), (1, 2, "possible"), (1, 1, "from")]
    assert lexicon.beginning("بمن") == ()
    assert lexicon.beginning("ومن") == lexicon.beginning("ومن")

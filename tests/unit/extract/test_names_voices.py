"""The voices: rules without a model, and the tagger or a clear word that it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from names_support import ground

from tawatur.core.errors import TawaturError
from tawatur.extract import tagged
from tawatur.extract.names import Names, voices
from tawatur.extract.names.voices import NeuralVoice, RulesVoice, voice_for

TEXT = "قال الدكتور سامر الحلاق إن وزارة الزراعة في بغداد رفضت عرض صحيفة «البيرق»."


def test_rules_find_titled_people_bodies_places_and_what_class_nouns_name() -> None:
    reading = ground(TEXT).reading
    found = {(reading.words(m.span), m.type.value) for m in Names(RulesVoice())(reading) if not m.nominal}
    assert found == {("سامر الحلاق", "PER"), ("وزارة الزراعة", "ORG"), ("بغداد", "LOC"), ("البيرق", "ORG")}


def test_rules_read_capitals_inside_english_sentences() -> None:
    reading = ground("The envoy of the UNDP met Samir Hallaq on Monday.").reading
    words = {reading.words(m.span) for m in Names(RulesVoice())(reading)}
    assert {"UNDP", "Samir Hallaq"} <= words


def test_without_weights_the_tagger_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tagged, "weights_folder", lambda: tmp_path)
    voices.voice_for.cache_clear()
    with pytest.raises(TawaturError, match="--tagger rules"):
        voice_for("neural")
    voices.voice_for.cache_clear()


def test_the_tagger_finds_names_in_characters_of_the_source() -> None:
    if not tagged.weights_present():
        pytest.skip("the tagger's weights are not in this checkout")
    reading = ground("قال وزير الخارجية الأميركي جون سميث في بغداد إن واشنطن ترفض العرض.").reading
    found = {reading.words(m.span) for m in Names(NeuralVoice())(reading) if not m.nominal}
    assert {"جون سميث", "بغداد"} <= found

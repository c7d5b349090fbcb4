"""The shipped tagger on invented sentences: what it finds, where, and that nothing but the sentence decides it."""

from __future__ import annotations

import json
import time
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tawatur.backends.surface import tokenize
from tawatur.backends.tagger import (
    Heads,
    Layers,
    NamedSpan,
    PlacedCue,
    TaggedSentence,
    Tagger,
    decode_mentions,
    load_tokenizer,
    onnx_layers,
    weights_folder,
)
from tawatur.backends.unigram import UNKNOWN, UnigramTokenizer
from tawatur.backends.windows import MAX_PIECES, rows

QUOTED = "وقال وزير الخارجية الفرنسي جان مورو إن بلاده سترسل فريقا إلى لبنان الأسبوع المقبل."
CLITIC = "ووصل الوفد أمس قادما من القاهرة وبيروت إلى دمشق."
PLAIN = "كانت السماء صافية والبحر هادئا طوال النهار."
TEXTS = (QUOTED, CLITIC, PLAIN)


@cache
def tagger() -> Tagger:
    return Tagger.load()


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def mentions(text: str) -> list[NamedSpan]:
    return decode_mentions(tokenize(text), tagger().tag([words(text)])[0])


def test_loads_in_two_seconds() -> None:
    began = time.process_time()
    Tagger.load()
    assert time.process_time() - began < 2


def test_names_have_types_and_character_offsets() -> None:
    found = {(QUOTED[m.start : m.end], m.type) for m in mentions(QUOTED)}
    assert ("جان مورو", "PER") in found
    assert ("لبنان", "LOC") in found
    assert all(0.3 < m.probability <= 1 for m in mentions(QUOTED))


def test_a_prefixed_particle_stays_outside_the_name() -> None:
    found = [CLITIC[m.start : m.end] for m in mentions(CLITIC)]
    assert found == ["القاهرة", "بيروت", "دمشق"]


def test_a_sentence_without_names_has_none() -> None:
    assert mentions(PLAIN) == []


def test_every_token_is_answered_for() -> None:
    for text, tagged in zip(TEXTS, tagger().tag([words(text) for text in TEXTS]), strict=True):
        lengths = {len(getattr(tagged, name)) for name in TaggedSentence.__dataclass_fields__ if name != "facts"}
        assert lengths == {len(words(text))}


def test_neither_company_nor_threads_change_the_result() -> None:
    sentences = [words(text) for text in TEXTS] * 3
    together = tagger().tag(sentences)
    assert together == [tagger().tag([sentence])[0] for sentence in sentences]
    assert together == Tagger.load(threads=2).tag(sentences)
    assert list(reversed(together)) == tagger().tag(list(reversed(sentences)))


def test_an_empty_sentence_and_a_very_long_one() -> None:
    long = words(QUOTED) * 30
    empty, tagged = tagger().tag([[], long])
    assert empty.names == ()
    assert len(tagged.names) == len(long)
    assert tagged.names.count("B-PER") > 20


def test_a_cue_is_read_with_its_source_and_content() -> None:
    sentences = [words(QUOTED)]
    readings = tagger().read_cues(sentences, tagger().tag(sentences))
    assert len(readings) == 1
    reading = readings[0]
    assert sentences[0][slice(*reading.cue)] == ["وقال"]
    assert reading.source.span is not None and reading.content.span is not None
    assert sentences[0][slice(*reading.source.span)] == ["وزير", "الخارجية", "الفرنسي", "جان", "مورو"]
    content = sentences[0][slice(*reading.content.span)]
    assert content[0] == "بلاده" and "لبنان" in content


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("وتعهد الوزير سامر الحلاق ببناء جسر جديد قبل نهاية العام.", "intend"),
        ("ونفى الوزير سامر الحلاق إغلاق الجسر القديم.", "deny"),
        ("وطالب الوزير سامر الحلاق البلدية بإغلاق الجسر القديم.", "ask"),
    ],
)
def test_a_cue_is_read_with_its_force(sentence: str, force: str) -> None:
    sentences = [words(sentence)]
    readings = tagger().read_cues(sentences, tagger().tag(sentences))
    assert [r.force for r in readings] == [force]


def test_the_lower_layers_read_a_sentence_once_for_all_its_voices() -> None:
    real, read = onnx_layers(weights_folder()), []

    def lower(ids: NDArray[np.int64]) -> NDArray[np.float32]:
        read.append(tuple(ids))
        return real.lower(ids)

    table = json.loads((weights_folder() / "tagger.json").read_text(encoding="utf-8"))
    heads = Heads({name: tuple(labels) for name, labels in table["heads"].items()})
    counting = Tagger(Layers(lower, real.upper), load_tokenizer(weights_folder() / "vocabulary.json"), heads)
    sentences = [words(QUOTED), words(PLAIN)]
    twice = [PlacedCue(0, (0, 1), 1.0), PlacedCue(0, (3, 4), 1.0)]
    assert counting.tag(sentences) == tagger().tag(sentences)
    assert counting.read_at(sentences, twice) == tagger().read_at(sentences, twice)
    assert len(read) == len(set(read)) == 2


def test_the_mark_tells_which_voice_is_asked_for() -> None:
    sentences = [words("وقال سامر إن الجسر آمن، ونفت ليلى ذلك.")]
    first, second = tagger().read_at(sentences, [PlacedCue(0, (0, 1), 1.0), PlacedCue(0, (6, 7), 1.0)])
    assert first.source.span == (1, 2)
    assert second.source.span == (7, 8)


def test_as_many_tokens_as_tags() -> None:
    with pytest.raises(ValueError, match="as many tokens"):
        decode_mentions(tokenize(PLAIN), tagger().tag([words(QUOTED)])[0])


def test_no_threads_is_an_error() -> None:
    with pytest.raises(ValueError, match="thread"):
        Tagger.load(threads=0)


def test_unigram_takes_the_likeliest_pieces() -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁ab", "▁a", "b", "c"]
    scores = [0.0, 0.0, 0.0, 0.0, -1.0, -3.0, -3.0, -2.0]
    tokenizer = UnigramTokenizer(pieces, scores, {ord("B"): "b"})
    assert tokenizer.word("abc") == (4, 7)
    assert tokenizer.word("aB") == (4,)
    assert tokenizer.word("abz") == (4, UNKNOWN)
    assert tokenizer.word("") == (UNKNOWN,)


def test_rows_hold_what_fits_and_lose_nothing() -> None:
    pieces = [(k, k) for k in range(MAX_PIECES)]
    cut = list(rows(pieces))
    assert [row.first_token for row in cut] == [0, MAX_PIECES // 2]
    assert [i for row in cut for i in row.ids] == [i for word in pieces for i in word]
    assert all(len(row.ids) <= MAX_PIECES for row in cut)

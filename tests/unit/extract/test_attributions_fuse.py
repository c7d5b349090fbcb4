"""Rules and tagger together: whose cue, source, content and force stand."""

from __future__ import annotations

from dataclasses import replace

from tawatur.backends.decoding import CueReading, Pointed, TaggedSentence
from tawatur.backends.surface import tokenize
from tawatur.core.model import Document, Force, SourceKind, SourceText
from tawatur.extract.attributions import Attributions
from tawatur.extract.attributions.fuse import TRUST, amended, fuse, loses_name, match, named
from tawatur.extract.attributions.heard import Aligned, Heard, cues_to_read, heard_in
from tawatur.extract.attributions.model import Content, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.triples import find_triples
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments

TEXT = "قالت المهندسة إن السد آمن، ودعا الحارس، في رسالة، الأهالي، إلى الصبر."


def reading(text: str = TEXT) -> Reading:
    document = Document(sha256="0" * 64, name="text")
    made = Reading(document, SourceText(document.id, "plain", text))
    made.add(Segments()(made))
    return made


def heard(first: int, content: Content, source: Source | None = None, **changed: object) -> Heard:
    plain = Heard(first, first + 1, 0.9, Force.ASSERT, 0.9, source, 0.9, content, 0.95)
    return replace(plain, **changed)  # type: ignore[arg-type]


def passage() -> Passage:
    return Passage.of(reading())


def at(key: str) -> int:
    return passage().keys.index(key)


def test_without_a_word_from_the_tagger_the_rules_stand() -> None:
    triples = find_triples(passage())
    assert fuse(passage(), triples, []) == triples and triples


def test_a_sure_tagger_moves_source_and_end_and_an_unsure_one_nothing() -> None:
    triple = find_triples(passage())[0]
    source = Source(at("المهندسه"), at("المهندسه") + 1, SourceKind.PERSON)
    content = Content(triple.content.first, triple.content.first + 1)
    sure = amended(passage(), replace(triple, source=None), heard(0, content, source), TRUST)
    assert sure.source == source and sure.content == content
    unsure = heard(0, content, source, source_probability=0.2, content_probability=0.3, force_probability=0.1)
    assert amended(passage(), triple, unsure, TRUST) == triple


def test_a_heard_source_keeps_the_name_given_behind_it() -> None:
    place = Passage.of(reading("قال جندي عرف نفسه باسم «أبو رعد» إن السد آمن."))
    content = Content(place.keys.index("السد"), len(place.keys) - 1)
    source = named(place, heard(0, content, Source(1, 2, SourceKind.PERSON)))
    assert source and place.keys[source.last - 1] == "»"


def test_a_part_without_the_name_does_not_replace_the_whole() -> None:
    place = replace(passage(), name_at=(-1, -1, 0, 0, *passage().name_at[4:]))
    whole = Source(1, 4, SourceKind.PERSON)
    assert loses_name(place, whole, Source(1, 2, SourceKind.PERSON))
    assert not loses_name(place, whole, Source(1, 3, SourceKind.PERSON))
    assert not loses_name(place, whole, Source(0, 3, SourceKind.PERSON)) and not loses_name(place, None, whole)


def test_the_tagger_decides_the_force_where_it_is_sure() -> None:
    triple = find_triples(passage())[0]
    opinion = heard(0, triple.content, triple.source, force=Force.OPINE)
    assert amended(passage(), triple, opinion, TRUST).force is Force.OPINE
    assert amended(passage(), triple, replace(opinion, force_probability=0.4), TRUST).force is triple.force


def test_a_voice_is_added_at_a_known_word_and_at_any_other_only_where_the_tagger_is_very_sure() -> None:
    place, end = at("ودعا"), at("الصبر") + 1
    content = Content(end - 1, end)
    rules = [t for t in find_triples(passage()) if t.cue and t.cue.first != place]
    added = fuse(passage(), rules, [heard(place, content, force=Force.ASK)])
    assert [(t.cue.first, t.rule, t.force) for t in added if t.cue][-1] == (place, "tagger", Force.ASK)
    assert fuse(passage(), rules, [heard(at("الحارس"), content, probability=0.8)]) == rules
    assert len(fuse(passage(), rules, [heard(at("الحارس"), content, probability=0.9)])) == len(rules) + 1
    assert fuse(passage(), rules, [heard(place, content, probability=0.3)]) == rules


def test_what_opens_no_clause_is_taken_back_where_the_tagger_hears_none() -> None:
    triple = find_triples(passage())[0]
    phrase = replace(triple, opener=replace(triple.opener, kind="obj"))
    none = heard(0, triple.content, triple.source, probability=0.001, force_probability=0.0)
    assert fuse(passage(), [phrase], [none]) == []
    assert fuse(passage(), [triple], [none]) == [triple]


def test_a_voice_that_repeats_another_is_not_added() -> None:
    triples = find_triples(passage())
    echo = heard(at("ودعا"), triples[0].content, triples[0].source)
    assert fuse(passage(), triples[:1], [echo]) == triples[:1]
    assert match(triples[:1], [echo]) == {}


def tags(count: int, cue: int | None = None) -> TaggedSentence:
    cues = tuple("B" if i == cue else "O" for i in range(count))
    return TaggedSentence(("O",) * count, (1.0,) * count, (0,) * count, (1.0,) * count, cues, (0.75,) * count)


def test_cues_of_both_are_read_once_each_and_settled_ones_not_at_all() -> None:
    read = reading()
    row = tokenize(read.source.text)
    aligned = Aligned.of(read, passage(), [row])
    open_ended, settled = find_triples(passage())[0], find_triples(Passage.of(reading("قالت المهندسة إن السد آمن.")))[0]

    def asked(triple: Triple, cue: int | None, probability: float = 0.75) -> tuple[list[float], list[float]]:
        tagged = replace(tags(len(row), cue), cue_probabilities=(probability,) * len(row))
        cues, unread = cues_to_read(passage(), aligned, [tagged], [triple])
        return [c.probability for c in cues], [h.probability for h in unread]

    assert asked(open_ended, 0) == ([0.75], [])
    assert asked(open_ended, None, 0.5) == ([0.5], [])
    assert asked(open_ended, None, 0.75) == ([], [0.25])
    whole = replace(settled, content=Content(3, len(passage().keys) - 1))
    assert asked(whole, 0) == ([], [0.75])


def test_readings_become_passage_tokens() -> None:
    read = reading()
    row = tokenize(read.source.text)
    words = [token.text for token in row]
    source, content = words.index("المهندسة"), words.index("السد")
    one = CueReading(
        0, (0, 1), 0.9, "opine", 0.8, Pointed((source, source + 1), 0.7), 0, Pointed((content, content + 2), 0.6)
    )
    (found,) = heard_in(passage(), Aligned.of(read, passage(), [row]), [one])
    assert (found.first, found.last, found.force) == (0, 1, Force.OPINE)
    assert found.source == Source(source, source + 1, found.source.kind) if found.source else False
    assert found.content == Content(content, content + 2)


def test_the_stage_fuses_what_its_ear_hears() -> None:
    class Ear:
        name = "test"

        def __call__(self, reading: Reading, passage: Passage, triples: object) -> list[Heard]:
            return [heard(0, Content(at("السد"), at("السد") + 1))]

    stage = Attributions(ear=Ear())
    read = reading()
    assert stage.version.endswith("test") and Attributions().version.endswith("rules")
    assert read.words(stage(read)[0].content) == "السد"

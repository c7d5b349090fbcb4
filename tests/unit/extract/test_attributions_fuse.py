"""Rules and tagger together: whose cue, source, content and force stand."""

from __future__ import annotations

from dataclasses import replace

from tawatur.backends.decoding import CueReading, Pointed, TaggedSentence
from tawatur.backends.surface import tokenize
from tawatur.core.model import Document, Force, SourceKind, SourceText
from tawatur.extract.attributions import Attributions
from tawatur.extract.attributions.assemble import parents
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
    plain = Heard(first, first + 1, 0.9, Force.ASSERT, 0.9, source, content, 0.95)
    return replace(plain, **changed)  # type: ignore[arg-type]


def passage() -> Passage:
    return Passage.of(reading())


def at(key: str) -> int:
    return passage().keys.index(key)


def test_a_voice_stands_where_the_tagger_hears_one_at_its_cue() -> None:
    triples = find_triples(passage())
    heard_too = [heard(t.cue.first, t.content, t.source, force=t.force or Force.ASSERT) for t in triples if t.cue]
    assert [t.cue for t in fuse(passage(), triples, heard_too)] == [t.cue for t in triples]
    assert triples and fuse(passage(), triples, []) == []


def test_of_english_the_rules_alone_decide() -> None:
    place = Passage.of(reading("According to the harbour office, the dam is safe."))
    triples = find_triples(place)
    unlike = heard(0, Content(1, 2), force=Force.DENY)
    assert triples and fuse(place, triples, []) == triples == fuse(place, triples, [unlike])


def test_the_tagger_says_who_speaks_and_moves_the_end_where_it_is_sure() -> None:
    triple = find_triples(passage())[0]
    source = Source(at("المهندسه"), at("المهندسه") + 1, SourceKind.PERSON)
    content = Content(triple.content.first, triple.content.first + 1)
    sure = amended(passage(), replace(triple, source=None), heard(0, content, source), TRUST)
    assert sure.source == source and sure.content == content
    unsure = heard(0, content, source, content_probability=0.3, force_probability=0.1)
    assert amended(passage(), replace(triple, source=None), unsure, TRUST) == replace(triple, source=source)


def test_a_particle_before_the_content_stays_outside_where_both_begin_at_one_word() -> None:
    triple = find_triples(passage())[0]
    led = replace(triple, content=replace(triple.content, skip=1))
    shorter = replace(triple.content, last=triple.content.last - 1)
    assert amended(passage(), led, heard(0, shorter), TRUST).content == replace(shorter, skip=1)
    later = replace(triple.content, first=triple.content.first + 1)
    assert amended(passage(), led, heard(0, later), TRUST).content == later


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


def test_a_voice_is_added_where_the_tagger_is_confident_of_cue_and_content() -> None:
    place, end = at("ودعا"), at("الصبر") + 1
    content = Content(end - 1, end)
    added = fuse(passage(), [], [heard(place, content, force=Force.ASK)])
    assert [(t.cue.first, t.rule, t.force) for t in added if t.cue] == [(place, "tagger", Force.ASK)]
    assert len(fuse(passage(), [], [heard(at("الحارس"), content, probability=0.6)])) == 1
    assert fuse(passage(), [], [heard(place, content, probability=0.3)]) == []
    assert fuse(passage(), [], [heard(place, content, content_probability=0.3)]) == []


def test_a_voice_that_repeats_another_is_not_added() -> None:
    triples = find_triples(passage())
    echo = heard(at("ودعا"), triples[0].content, triples[0].source)
    first = heard(0, triples[0].content, triples[0].source)
    assert [t.rule for t in fuse(passage(), triples[:1], [first, echo])] == [triples[0].rule]
    assert match(triples[:1], [echo]) == {}
    assert len(fuse(passage(), [], [first, echo])) == 1


def test_the_same_words_on_another_word_behind_a_clause_are_a_report_of_a_report() -> None:
    place = Passage.of(reading("أضاف المدير أن السد آمن، بحسب خبراء المياه."))
    said, according = find_triples(place)
    inner = replace(according, content=said.content)
    assert parents([said, inner]) == [None, 0]
    assert parents([said, replace(inner, source=said.source)]) == [None, None]
    assert parents([replace(said, opener=replace(said.opener, kind="b")), inner]) == [None, None]


def test_words_that_one_gives_on_the_word_of_another_before_them_are_a_report_of_a_report() -> None:
    place = Passage.of(reading("نفى المدير ما ذكرته الإذاعة من أن السد انهار."))
    keys = list(place.keys)
    content = Content(keys.index("السد"), keys.index("انهار") + 1)
    denied, told = keys.index("نفي"), keys.index("ذكرته")
    director = Source(keys.index("المدير"), keys.index("المدير") + 1, SourceKind.PERSON)
    radio = Source(keys.index("الاذاعه"), keys.index("الاذاعه") + 1, SourceKind.MEDIUM)
    outer, inner = fuse(place, [], [heard(denied, content, director), heard(told, content, radio)])
    assert parents([outer, inner]) == [None, 0]
    assert parents([outer, replace(inner, source=director)]) == [None, None]
    later = replace(inner.opener, first=content.first + 1)
    other = replace(inner, opener=later, content=replace(content, first=content.first + 1))
    assert parents([outer, other]) == [None, None]


def test_both_hops_of_a_relay_stay_a_chain_without_a_word_of_speech() -> None:
    place = Passage.of(reading("نقلت صحيفة المرفأ عن مصدر في حركة النخيل أن السفينة غرقت."))
    outer, inner = find_triples(place)
    assert parents([outer, inner]) == [None, 0]
    assert parents([outer, replace(inner, source=outer.source)]) == [None, None]


def tags(count: int, cue: int | None = None) -> TaggedSentence:
    cues = tuple("B" if i == cue else "O" for i in range(count))
    return TaggedSentence(("O",) * count, (1.0,) * count, (0,) * count, (1.0,) * count, cues, (0.75,) * count)


def test_cues_of_both_are_read_once_each_and_those_that_the_tagger_rules_out_not_at_all() -> None:
    read = reading()
    row = tokenize(read.source.text)
    aligned = Aligned.of(read, passage(), [row])
    triple = find_triples(passage())[0]

    def asked(triples: list[Triple], cue: int | None, probability: float) -> list[float]:
        tagged = replace(tags(len(row), cue), cue_probabilities=(probability,) * len(row))
        return [c.probability for c in cues_to_read(aligned, [tagged], triples)]

    assert asked([triple, triple], 0, 0.75) == [0.75]
    assert asked([triple], None, 0.5) == [0.5]
    assert asked([triple], None, 0.75) == []
    assert asked([], 0, 0.75) == [0.75]
    assert asked([], 0, 0.35) == [] and asked([triple], 0, 0.35) == [0.35]


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

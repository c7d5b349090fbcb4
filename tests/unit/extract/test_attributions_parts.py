"""Inflected forms, cue candidates, and time that grows with the text only."""

from __future__ import annotations

import time
from dataclasses import replace

from tawatur.core.model import Document, SourceText
from tawatur.extract.attributions import Attributions
from tawatur.extract.attributions.cues import find_cues
from tawatur.extract.attributions.hedges import strengths
from tawatur.extract.attributions.inflect import Shape, noun, verb
from tawatur.extract.attributions.lexicon import entries, single_readings
from tawatur.extract.attributions.passage import Passage, masdar_like
from tawatur.extract.attributions.triples import RULES
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments


def reading(text: str) -> Reading:
    document = Document(sha256="0" * 64, name="text")
    made = Reading(document, SourceText(document.id, "plain", text))
    made.add(Segments()(made))
    return made


def keys(past: str, present: str, participle: str) -> set[str]:
    return {form.key for form in verb(past, present, participle, objects=True)}


def test_sound_hollow_and_defective_verbs() -> None:
    assert {"اكد", "اكدت", "اكدوا", "يؤكد", "يؤكدون", "مؤكدا", "مؤكده", "مؤكدين"} <= keys("أكد", "يؤكد", "مؤكدا")
    assert {"قال", "قالت", "قالوا", "يقول", "يقولون"} <= keys("قال", "يقول", "قائلا")
    assert {"نفي", "نفت", "نفوا", "نفاه", "ينفي", "ينفون", "ينف"} <= keys("نفى", "ينفي", "نافيا")
    assert {"دعا", "دعت", "دعوا", "دعاه", "يدعو", "يدعون"} <= keys("دعا", "يدعو", "داعيا")


def test_nouns_carry_the_article_and_pronouns() -> None:
    assert {"دعوه", "الدعوه", "دعوته", "دعوتها"} <= {form.key for form in noun("دعوة")}


def test_cues_are_read_behind_particles_and_words_that_only_look_alike_are_absent() -> None:
    assert single_readings("واضاف")[0].prefix == 1
    assert single_readings("سيؤكد")[0].form.shape is Shape.PRESENT
    assert single_readings("بينهم") == () and single_readings("مدينه") == ()


def test_longest_phrase_wins() -> None:
    passage = Passage.of(reading("المرفأ مفتوح، على حد قول المدير."))
    cues = find_cues(passage)
    assert [(c.last - c.first, c.entries[0].id) for c in cues] == [(3, "according")]


def test_verbal_nouns_by_pattern_and_list() -> None:
    assert masdar_like("تاجيل") and masdar_like("استقبال") and masdar_like("رفضه")
    assert not masdar_like("المدير") and not masdar_like("وزاره")


def voices(text: str) -> list[tuple[str | None, str]]:
    made = reading(text)
    return [(a.source and made.words(a.source), made.words(a.content)) for a in Attributions()(made)]


def test_a_source_that_stays_unnamed_keeps_the_clause_that_says_so_and_the_clause_is_no_voice() -> None:
    kept = [("المسؤول الذي طلب عدم كشف اسمه", "السد آمن")]
    assert voices("وقال المسؤول الذي طلب عدم كشف اسمه ان السد آمن.") == kept
    assert voices("قال مصدر، رفض ذكر هويته، إن السد آمن.") == [("مصدر، رفض ذكر هويته", "السد آمن")]
    assert voices("طلب الوزير عدم نشر الخبر.") == [("الوزير", "عدم نشر الخبر")]


def test_the_object_that_a_cue_needs_is_no_part_of_its_source() -> None:
    said = [("محكمة الوادي برئاسة القاضي سالم", "إلغاء العقوبة")]
    assert voices("أصدرت محكمة الوادي برئاسة القاضي سالم حكما بإلغاء العقوبة.") == said
    assert voices("وكانت محكمة الوادي أصدرت حكما بإلغاء العقوبة.") == [("محكمة الوادي", "إلغاء العقوبة")]


def test_every_hedge_has_a_strength_and_every_entry_an_opener() -> None:
    assert all(0 <= value <= 1 for value in strengths().values())
    assert all(entry.takes for entry in entries().values())


def test_time_grows_with_the_text_only() -> None:
    block = "قال مدير المرفأ سالم العنبري إن الرافعة رقم {0} قديمة، مشيرا إلى أن العمل مستمر. وأضاف أن السفن تنتظر.\n\n"
    stage = Attributions()

    def seconds(times: int) -> float:
        made = reading("".join(block.format(number) for number in range(times)))
        assert made.sentences
        start = time.process_time()
        assert len(stage(made)) >= times
        return time.process_time() - start

    seconds(20)
    small, large = min(seconds(100) for _ in range(3)), min(seconds(800) for _ in range(2))
    assert large < 8 * small * 3


def test_a_sentence_without_end_is_no_trap() -> None:
    """Contents nest without end here; each is read to a fixed length, so the work grows with the text only."""

    def seconds(times: int) -> float:
        made = reading("قال إن " * times)
        assert made.sentences
        start = time.process_time()
        Attributions()(made)
        return time.process_time() - start

    small = max(seconds(400), 0.05)
    assert seconds(1600) < 4 * small * 3


def test_each_step_can_be_replaced() -> None:
    made = reading("قال مدير المرفأ إن الرافعة قديمة. وأضاف أن العمل مستمر.")
    silent = Attributions(replace(RULES, cues=lambda passage: find_cues(passage)[:1]))
    nameless = Attributions(replace(RULES, source=lambda passage, cue, opener: None))
    assert (len(Attributions()(made)), len(silent(made))) == (2, 1)
    assert all(found.source is None for found in nameless(made))

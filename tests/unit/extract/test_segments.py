"""Headline, byline, captions, furniture and sentences of texts as people paste them."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest

from tawatur.core.model import Document, Segment, SegmentKind, SourceText, evidence
from tawatur.extract.furniture import furniture, line_key
from tawatur.extract.page_lines import page_lines
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.resources.loader import load_yaml
from tawatur.resources.rules import rule_sentence
from tawatur.text.normalise import fold

TITLE = "بلدية المرفأ تعلن موعد فتح الجسر الجديد"
FIRST = (
    "أعلنت بلدية مدينة المرفأ، الأحد، أن الجسر الجديد سيفتح أمام السيارات في مطلع الشهر المقبل بعد عامين من الأشغال."
)
SECOND = "وقال رئيس البلدية سالم العنبري إن كلفة المشروع بلغت نحو 12 مليون دينار. وأضاف أن الأشغال تأخرت بسبب الأمطار."
THIRD = "ورفض مصدر في شركة المقاولات التعليق على أسباب التأخير، مكتفيا بالقول إن الجسر صار جاهزا للاستعمال."


def reading(text: str, title: str | None = None, reader: str = "text/utf-8/1") -> Reading:
    document = Document("0" * 64, "a.txt", title=title)
    result = Reading(document, SourceText(document.id, reader, text))
    result.add(Segments()(result))
    return result


def parts(text: str, **known: Any) -> dict[str, list[str]]:
    result = reading(text, **known)
    rows: dict[str, list[str]] = {kind.value: [] for kind in SegmentKind}
    for segment in result.of(Segment):
        rows[segment.kind.value].append(result.words(segment.span))
    return rows


def test_an_article_without_furniture_loses_nothing() -> None:
    rows = parts(f"{TITLE}\n\n{FIRST}\n{SECOND}\n{THIRD}")
    assert rows["headline"] == [TITLE]
    assert rows["paragraph"] == [FIRST, SECOND, THIRD]
    assert rows["boilerplate"] == []
    assert len(rows["sentence"]) == 5


def test_text_that_starts_with_prose_has_no_headline() -> None:
    assert parts(f"{FIRST}\n\n{SECOND}")["headline"] == []


def test_the_known_title_decides() -> None:
    assert parts(f"أخبار المدينة اليوم\n{TITLE}\n{FIRST}", title=TITLE)["headline"] == [TITLE]


def test_furniture_around_an_article() -> None:
    top = ["الرئيسية / محليات / الجسر", "أخبار العالمتقارير", "فيسبوك تويتر واتساب"]
    related = ["شاهد أيضاً", "مزارعون يطالبون بطريق جديد", "طالب مزارعون في القرى المجاورة بفتح طريق جديد …"]
    form = ["اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني.", "زر الذهاب إلى الأعلى"]
    rows = parts("\n\n".join([*top, TITLE, FIRST, SECOND, THIRD, *related, *form]))
    assert rows["boilerplate"] == [*top, *related, *form]
    assert rows["headline"] == [TITLE]
    assert rows["paragraph"] == [FIRST, SECOND, THIRD]


def test_a_teaser_in_the_middle_takes_one_headline_only() -> None:
    rows = parts("\n\n".join([TITLE, FIRST, "اقرأ أيضاً", "مزارعون يطالبون بطريق جديد", "أسباب التأخير", SECOND, THIRD]))
    assert rows["boilerplate"] == ["اقرأ أيضاً", "مزارعون يطالبون بطريق جديد"]
    assert "أسباب التأخير" in rows["paragraph"]


def test_a_teaser_cue_right_before_prose_takes_itself_only() -> None:
    rows = parts("\n".join([TITLE, FIRST, "موضوعات ذات صلة", SECOND, THIRD]))
    assert rows["boilerplate"] == ["موضوعات ذات صلة"]


def test_a_teaser_glued_to_the_end_of_a_paragraph_is_split_off() -> None:
    glued = f"{SECOND} اقرأ أيضاً: مزارعون يطالبون بطريق"
    rows = parts(f"{TITLE}\n{FIRST}\n{glued}\n{THIRD}")
    assert rows["boilerplate"] == ["اقرأ أيضاً: مزارعون يطالبون بطريق"]
    assert rows["paragraph"] == [FIRST, SECOND, THIRD]


def test_a_comment_cue_in_the_middle_takes_no_prose() -> None:
    rows = parts("\n".join([TITLE, FIRST, "التعليقات", SECOND, THIRD]))
    assert rows["boilerplate"] == ["التعليقات"]


def test_doubled_captions_headlines_and_paragraphs() -> None:
    caption = 'سالم العنبري عند "الجسر" - إنترنت', "سالم العنبري عند “الجسر” – إنترنت"
    rows = parts("\n".join([TITLE, TITLE, FIRST, *caption, SECOND, THIRD, FIRST]))
    assert rows["boilerplate"] == [TITLE, *caption, FIRST]
    assert rows["paragraph"] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line", ["كتب - سامر الحلواني:", "القاهرة - أ ش أ", "رويترز", "نشر في: 3 مارس 2020", "ليلى الحلواني"]
)
def test_bylines(line: str) -> None:
    rows = parts(f"{TITLE}\n{line}\n{FIRST}\n{SECOND}")
    assert rows["byline"] == [line] and rows["boilerplate"] == []


def test_a_few_words_under_the_headline() -> None:
    assert parts(f"{TITLE}\nسالم العنبري\n{SECOND}\n{THIRD}")["boilerplate"] == ["سالم العنبري"]
    assert parts(f"{TITLE}\nأرشيفية\n{SECOND}\n{THIRD}")["boilerplate"] == ["أرشيفية"]
    assert parts(f"{TITLE}\nأزمة في الجبل\n{SECOND}\n{THIRD}")["caption"] == ["أزمة في الجبل"]


def test_captions_are_kept() -> None:
    rows = parts("\n".join([TITLE, FIRST, "صورة أرشيفية للجسر القديم", SECOND]))
    assert rows["caption"] == ["صورة أرشيفية للجسر القديم"]
    assert "صورة أرشيفية للجسر القديم" in rows["sentence"]


def test_markdown() -> None:
    rows = parts(f"---\ntitle: x\n---\n# {TITLE}\n\n{FIRST}\n", reader="markdown/utf-8/1")
    assert rows["headline"] == [TITLE]
    assert rows["boilerplate"] == ["---\ntitle: x\n---"]


@pytest.mark.parametrize("text", ["", " \n ", "كلمة", "* * *", "شاهد أيضاً", "...\n\n.\n", "\ufeff"])
def test_odd_texts(text: str) -> None:
    result = reading(text)
    assert all(len(segment.span) > 0 for segment in result.of(Segment))


def test_every_sentence_lies_in_one_block_and_none_in_furniture() -> None:
    result = reading(
        "\n".join([TITLE, "سامر الحلواني", FIRST, SECOND, "اقرأ أيضاً", "خبر آخر", "التعليقات (3)", "شكرا لكم"])
    )
    blocks = [s for s in result.of(Segment) if s.kind is not SegmentKind.SENTENCE]
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(blocks))
    for segment in result.of(Segment):
        if segment.kind is SegmentKind.SENTENCE:
            (block,) = [b for b in blocks if b.span.contains(segment.span)]
            assert block.kind is not SegmentKind.BOILERPLATE
        assert [span for _, span in evidence(segment)] == [segment.span]
    assert [s.kind for s in result.sentences][:2] == [SegmentKind.HEADLINE, SegmentKind.BYLINE]
    assert [s.paragraph for s in result.sentences] == [0, 1, 2, 3, 3]


def test_rules_have_sentences_for_readers() -> None:
    result = reading("\n".join([TITLE, TITLE, "سامر الحلواني", FIRST, "اقرأ أيضاً: خبر", SECOND, "صورة أرشيفية للجسر"]))
    assert all(rule_sentence(segment.rule) for segment in result.of(Segment))


def test_a_long_document_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        text = TITLE + "\n" + "\n".join(f"{SECOND} {n}" for n in range(count))
        spent = []
        for _ in range(3):
            began = time.process_time()
            assert len(reading(text).sentences) > count
            spent.append(time.process_time() - began)
        return min(spent)

    seconds(50)
    assert seconds(4000) < 30 * max(seconds(400), 0.02)


# ---------------------------------------------------------------- the language data are their own tests


@pytest.mark.parametrize("row", load_yaml("ar/furniture.yaml"), ids=lambda row: row["id"])
def test_furniture_finds_its_examples_and_leaves_its_counter_examples(row: dict[str, Any]) -> None:
    for example in row["example"]:
        found = furniture().match(line_key(fold(example)))
        assert found is not None and found.id == row["id"], example
    for counter in row["counter"]:
        assert furniture().match(line_key(fold(counter))) is None, counter


def test_page_lines_find_their_examples_and_leave_their_counter_examples() -> None:
    data, lines = load_yaml("ar/page-lines.yaml"), page_lines()
    assert all(lines.is_byline(line_key(fold(line))) for line in data["byline"]["examples"])
    assert not any(lines.is_byline(line_key(fold(line))) for line in data["byline"]["counters"])
    assert all(lines.is_caption(line_key(fold(line))) for line in data["caption"]["examples"])
    assert not any(lines.is_caption(line_key(fold(line))) for line in data["caption"]["counters"])

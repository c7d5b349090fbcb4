"""Passages that texts share: copies with their ends, retellings with their extents, and what is no reuse."""

from __future__ import annotations

from array import array

import pytest

from tawatur.core.model import EntityType, Link, SourceKind
from tawatur.relate.board import board_of
from tawatur.relate.reuse.copies import Settings, copies
from tawatur.relate.reuse.stage import Reuse
from tawatur.relate.reuse.terms import Terms
from tawatur.relate.reuse.units import Words
from tests.unit.relate.corpora import Memory, Text

BRIDGE = "أغلق العمال الجسر القديم في مدينة رمالة ثلاثة أيام بعد أن ظهر شق طويل في عموده الأوسط قرب الضفة الشرقية"
FILLER = "وافتتحت المكتبة الجديدة أبوابها للأطفال صباح السبت بحضور المعلمين والأهالي"


def plain(stems: list[int]) -> Words:
    """A text of one sentence whose stems are numbers."""
    places = range(len(stems))
    return Words(
        "t",
        array("i", stems),
        array("i", (2 * at for at in places)),
        array("i", (2 * at + 1 for at in places)),
        array("i", [0] * len(stems)),
        ((0, len(stems)),),
    )


def links(*texts: Text) -> list[tuple[str, str, str]]:
    """Label and words on both sides of every passage."""
    corpus = Memory(*texts)
    return [(x.label, corpus.words(x.a), corpus.words(x.b)) for x in Reuse()(corpus) if isinstance(x, Link)]


def test_a_copied_sentence_is_found_whole() -> None:
    found = links(
        Text("a.txt", f"عنوان أول\n\n{FILLER}.\n{BRIDGE}."), Text("b.txt", f"عنوان ثان\n\nنبدأ بهذا الخبر.\n{BRIDGE}.")
    )
    assert ("verbatim", BRIDGE, BRIDGE) in found


def test_a_changed_copy_reaches_over_the_change_to_where_the_sentences_cease_to_agree() -> None:
    changed = BRIDGE.replace("قرب الضفة", "على نحو ظاهر قرب الضفة")
    found = links(Text("a.txt", f"عنوان أول\n\n{BRIDGE}."), Text("b.txt", f"عنوان ثان\n\n{changed}."))
    assert [(a, b) for _, a, b in found] == [(BRIDGE, changed)]


def test_what_stands_between_two_copies_and_is_longer_than_they_are_joins_nothing() -> None:
    shared, other = list(range(1, 11)), list(range(20, 31))
    one, two = [*shared, *range(100, 125), *other], [*shared, *range(200, 225), *other]
    found = copies([plain(one), plain(two)])
    assert [(p.a0, p.a1) for p in found] == [(0, 10), (35, 46)]


def test_a_short_gap_between_copies_is_part_of_the_passage() -> None:
    one = [*range(1, 13), 100, 101, 102, *range(20, 33)]
    two = [*range(1, 13), 200, 201, 202, *range(20, 33)]
    (found,) = copies([plain(one), plain(two)])
    assert (found.a0, found.a1) == (0, len(one)) and 0.8 < found.score < 0.95


@pytest.mark.parametrize(("size", "expected"), [(7, 0), (8, 1)])
def test_a_copy_needs_words(size: int, expected: int) -> None:
    one, two = [*range(size), *range(100, 130)], [*range(200, 230), *range(size)]
    assert len(copies([plain(one), plain(two)], Settings())) == expected


def test_words_that_only_say_who_speaks_are_no_part_of_a_copy() -> None:
    said = "لا صحة لما نشرته صحف المدينة عن توقف محطة المياه الغربية أو نقل عمالها إلى المحطة الجديدة"
    one = Text("a.txt", f"عنوان أول\n\nونفى المحافظ {said}.")
    two = Text("b.txt", f"عنوان ثان\n\nوأضاف البيان أن {said}.")
    one.says(said, source="المحافظ", cue="نفى", kind=SourceKind.PERSON)
    two.says(said, source="البيان", cue="أضاف", kind=SourceKind.DOCUMENT)
    assert [(a, b) for _, a, b in links(one, two)] == [(said, said)]


def test_a_retelling_in_other_words_is_found() -> None:
    one = Text(
        "a.txt",
        "عنوان أول\n\nقُتل ثلاثة عمال وأصيب سبعة في انهيار منجم الفحم شمال مدينة رمالة فجر الخميس بعد انفجار غاز.\n"
        + FILLER,
    )
    two = Text(
        "b.txt",
        "عنوان ثان\n\nأسفر انفجار غاز فجر الخميس عن انهيار منجم للفحم شمال رمالة ومقتل ثلاثة عمال وإصابة سبعة آخرين.",
    )
    for text in (one, two):
        text.name("رمالة", "ramala", EntityType.LOC)
    found = links(one, two)
    assert [label for label, _, _ in found] == ["paraphrase"] and "ثلاثة" in found[0][1] and "ثلاثة" in found[0][2]


def test_other_news_of_the_same_topic_is_no_retelling() -> None:
    one = Text("a.txt", "عنوان أول\n\nأعلنت بلدية رمالة زيادة ميزانية المدارس خمسة في المئة لشراء كتب جديدة للطلاب.")
    two = Text("b.txt", "عنوان ثان\n\nتبحث بلدية رمالة إغلاق مدرستين قديمتين في الحي الشرقي ونقل معلميهما بعد العيد.")
    assert links(one, two) == []


def test_a_name_with_its_titles_is_no_reuse() -> None:
    name = "سالم نور الهادي رئيس مجلس إدارة الشركة"
    one = Text("a.txt", f"عنوان أول\n\nالتقى {name} وفدا من تجار الحبوب في مكتبه وبحثوا أسعار القمح لهذا الموسم.")
    two = Text("b.txt", f"عنوان ثان\n\nغادر {name} المستشفى بعد عملية ناجحة في الركبة ويقضي أسبوعا في بيته.")
    assert links(one, two) == []


def test_terms_read_values_names_and_words_with_a_particle_before_them() -> None:
    one = Text("a.txt", "عنوان أول\n\nوصل شخصان إلى رمالة لمعاينة الجسر.").number("شخصان", 2)
    two = Text("b.txt", "عنوان ثان\n\nدخل اثنان مدينة رمالة وبدأت معاينة الجسر.").number("اثنان", 2)
    for text in (one, two):
        text.name("رمالة", "ramala", EntityType.LOC)
    terms = Terms(board_of(Memory(one, two)))
    shared = set(terms.of(0).tolist()) & set(terms.of(1).tolist())
    names = [n for n in shared if not terms.plain([n])]
    assert len(shared) >= 4 and len(names) == 1

"""Contradictions read from words: offices, takings of towns, outcomes of attempts, days; on invented
texts that contradict each other and on such that do not."""

from __future__ import annotations

import pytest
from corpora import Memory, Text

from tawatur.core.model import Bound, EntityType, Link, LinkKind
from tawatur.relate.board import full_board
from tawatur.relate.conflicts import Conflicts
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse
from tawatur.relate.slots import disagreement
from tawatur.relate.tolls import over_time

STAGES = (Reuse(), Claims(), Propositions(), Conflicts())
LEAD = "وقع الهجوم على سوق الحبوب في مدينة نوران فجر الأحد وأغلقت الشرطة الطرق المؤدية إلى المدينة."


def story(name: str, rest: str, date: str = "2021-03-02") -> Text:
    """A text that opens as all texts on one story do."""
    text = Text(name, f"{LEAD}\n{rest}", date, f"صحيفة {name}")
    text.name("نوران", "nouran", EntityType.LOC)
    text.fact("وقع الهجوم على سوق الحبوب في مدينة نوران فجر الأحد", "ATTACK", {"patient": ("سوق الحبوب", None)})
    return text.fact("أغلقت الشرطة الطرق المؤدية إلى المدينة", "OTHER_EVENT", {"patient": ("الطرق", None)})


def labels(*texts: Text) -> list[str]:
    """The kinds of conflicts between texts."""
    found = Memory(*texts).run(*STAGES).across(Link)
    return [x.label for x in found if x.kind is LinkKind.CONFLICT]


def head(name: str, person: str, entity: str, office: str, body: str) -> Text:
    """A text that gives a person an office in a body."""
    text = story(name, f"وحضر {person}، {office} {body}، مراسم العزاء.")
    text.name(person, entity, EntityType.PER).name(body, body)
    roles = {"agent": (person, entity), "patient": (body, body)}
    return text.fact(f"{person}، {office} {body}", "LEADS", roles)


def test_one_body_has_one_head() -> None:
    one = head("a", "سامي الورداني", "wardani", "رئيس", "حزب النخيل")
    two = head("b", "هاني الجابري", "jabri", "رئيس", "حزب النخيل")
    former = head("c", "هاني الجابري", "jabri", "الرئيس السابق", "حزب النخيل")
    deputy = head("d", "هاني الجابري", "jabri", "نائب رئيس", "حزب النخيل")
    assert labels(one, two) == ["role"]
    assert labels(one, former) == [] and labels(one, deputy) == []


def test_one_is_a_head_or_a_deputy() -> None:
    chief = head("a", "سامي الورداني", "wardani", "رئيس", "حزب النخيل")
    deputy = head("b", "سامي الورداني", "wardani", "نائب رئيس", "حزب النخيل")
    assert labels(chief, deputy) == ["role"]
    assert labels(chief, head("c", "سامي الورداني", "wardani", "رئيس", "حزب النخيل")) == []


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("وقال شهود إن الملثمين سرقوا خزنة المصرف الكبيرة.", ["polarity"]),
        ("وقال شهود إن الملثمين سرقوا سيارة المدير الجديدة.", []),
        ("وقال شهود إن الملثمين حاولوا سرقة خزنة المصرف الكبيرة.", []),
    ],
)
def test_what_one_says_failed_the_other_says_was_done(told: str, kinds: list[str]) -> None:
    assert labels(story("a", "وأحبط الحراس محاولة سرقة خزنة المصرف مساء."), story("b", told)) == kinds


def test_that_stands_for_the_attempt_before() -> None:
    one = story("a", "وحاول الملثمون سرقة خزنة المصرف لكنهم لم يتمكنوا من ذلك بسبب الحراس.")
    two = story("b", "وقال شهود إن الملثمين سرقوا خزنة المصرف الكبيرة.")
    assert labels(one, two) == ["polarity"]


def taken(name: str, how: str, clause: str) -> Text:
    """A text in which French forces take, or fight for, the town of Rayhan."""
    text = story(name, f"{clause} {how}.")
    text.name("القوات الفرنسية", "french").name("ريحان", "rayhan", EntityType.LOC)
    roles = {"agent": ("القوات الفرنسية", "french"), "patient": ("ريحان", "rayhan")}
    return text.fact(clause, "SEIZE" if clause.startswith("دخلت") else "OTHER_EVENT", roles)


def test_a_town_is_taken_with_a_fight_or_without() -> None:
    calm = taken("a", "دون مقاومة", "دخلت القوات الفرنسية بلدة ريحان")
    fight = taken("b", "حتى المساء", "خاضت القوات الفرنسية معارك في بلدة ريحان")
    after = taken("c", "حتى المساء", "زارت القوات الفرنسية بلدة ريحان")
    assert labels(calm, fight) == ["polarity"]
    assert labels(calm, after) == []


@pytest.mark.parametrize(
    ("one", "two", "kinds"),
    [
        ("حوالي 50 قرية", "أكثر من 50 قرية", ["number"]),
        ("حوالي 50 قرية", "50 قرية على الأقل", []),
    ],
)
def test_about_and_more_than_one_number_differ(one: str, two: str, kinds: list[str]) -> None:
    a = story("a", f"وشارك في اللقاء مندوبون من {one} في المنطقة.").number("50 قرية", 50, "قرية", Bound.ABOUT)
    b = story("b", f"وشارك في اللقاء مندوبون من {two} في المنطقة.").number("50 قرية", 50, "قرية", Bound.AT_LEAST)
    assert labels(a, b) == kinds


def test_an_event_that_happened_again_is_another_one() -> None:
    def held(name: str, opening: str, people: int, date: str) -> Text:
        text = Text(name, f"{opening}\n{LEAD}\nوأوقفت الشرطة {people} شخصا في السوق.", date, name)
        text.fact("وقع الهجوم على سوق الحبوب في مدينة نوران فجر الأحد", "ATTACK", {"patient": ("سوق الحبوب", None)})
        text.fact("أغلقت الشرطة الطرق المؤدية إلى المدينة", "OTHER_EVENT", {"patient": ("الطرق", None)})
        text.number(f"{people} شخصا", people, "شخصا")
        return text.fact(f"أوقفت الشرطة {people} شخصا", "DETAIN", {"patient": (f"{people} شخصا", None)})

    first = held("a", "هوجم السوق أمس.", 12, "2021-03-02")
    assert labels(first, held("b", "هوجم السوق ليلا.", 28, "2021-03-03")) == ["number"]
    assert labels(first, held("b", "هوجم السوق للمرة الثانية ليلا.", 28, "2021-03-03")) == []


def test_two_bands_that_nobody_names_may_be_one() -> None:
    def attack(name: str, who: str) -> Text:
        text = story(name, f"وقال الحارس إن {who} هاجموا المخزن الكبير.")
        return text.fact(f"{who} هاجموا المخزن الكبير", "ATTACK", {"agent": (who, None), "patient": ("المخزن", None)})

    assert labels(attack("a", "عددا من الملثمين"), attack("b", "مسلحين مجهولين")) == []
    assert labels(attack("a", "جنود الجيش"), attack("b", "مسلحين مجهولين")) == ["role"]


NEGATIVE = "المصلحة لم تسلم القوارب إلى أصحابها في المرفأ"


@pytest.mark.parametrize(
    ("before", "told", "label"),
    [
        ("قال البيان إن", "المصلحة سلمت القوارب إلى أصحابها في المرفأ", "polarity"),
        ("قال البيان إن", "المصلحة رفضت أن تسلم القوارب إلى أصحابها في المرفأ", None),
        ("وأكد البيان عدم", "تسليم المصلحة القوارب إلى أصحابها في المرفأ", None),
        ("لا شك في أن", "المصلحة سلمت القوارب إلى أصحابها في المرفأ", "polarity"),
        ("نفى الوزير استقالته وقال إن", "المصلحة سلمت القوارب إلى أصحابها في المرفأ", "polarity"),
        ("لا يزال البيان يؤكد", "تسليم المصلحة القوارب إلى أصحابها في المرفأ", "polarity"),
        ("قال البيان إن", "المصلحة لم ترفض أن تسلم القوارب إلى أصحابها في المرفأ", "polarity"),
    ],
)
def test_what_is_denied_in_other_words_is_no_other_polarity(before: str, told: str, label: str | None) -> None:
    one = Text("a", f"قال البيان إن {NEGATIVE}.", "2021-03-02").fact(
        NEGATIVE, "TRANSFER", {"agent": ("المصلحة", None), "patient": ("القوارب", None)}, negative=True
    )
    two = Text("b", f"{before} {told}.", "2021-03-02").fact(
        told, "TRANSFER", {"agent": ("المصلحة", None), "patient": ("القوارب", None)}
    )
    corpus = Memory(one, two).run(Reuse(), Claims())
    board = full_board(corpus)
    p, q = (next(s for s in row.statements if s.type == "TRANSFER") for row in board.texts)
    found = disagreement(board, p, q)
    assert (found.label if found else None) == label


def test_tolls_differ_where_nobody_knows_which_text_is_later() -> None:
    def toll(name: str, count: int, date: str | None) -> Text:
        text = Text(name, f"{LEAD}\nوقتل {count} شخصا في الهجوم على السوق.", date)
        return text.number(f"{count} شخصا", count, "شخص").fact(
            f"وقتل {count} شخصا في الهجوم على السوق", "KILL", {"patient": (f"{count} شخصا", None)}
        )

    def differ(date: str | None) -> bool:
        board = full_board(Memory(toll("a", 57, "2021-03-02"), toll("b", 61, date)).run(Reuse(), Claims()))
        return bool(list(over_time(board, [(0, 1)])))

    assert not differ("2021-05-02")
    assert differ(None) and differ("2021-01-02")
    assert differ("2020/..") and not differ("2021-05/..")


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("قصفت حركة الساحل سوق الحبوب في نوران بعد اشتباكات مع كتائب الفنار", "role"),
        ("قصفت كتائب الفنار مخزن الأسلحة في نوران بعد اشتباكات مع حركة الساحل", "role"),
        ("قصفت كتائب الفنار سوق الحبوب في نوران بعد اشتباكات مع حركة الساحل", None),
    ],
)
def test_who_did_it_and_to_what_keeps_claims_apart(told: str, label: str | None) -> None:
    def text(name: str, words: str) -> Text:
        made = Text(name, f"{words}.", "2021-03-02").name("كتائب الفنار", "fanar").name("حركة الساحل", "sahil")
        agent = ("كتائب الفنار", "fanar") if "قصفت كتائب" in words else ("حركة الساحل", "sahil")
        target = "مخزن الأسلحة" if "مخزن" in words else "سوق الحبوب"
        return made.fact(words, "ATTACK", {"agent": agent, "patient": (target, None)})

    one = text("a", "قصفت كتائب الفنار سوق الحبوب في نوران بعد اشتباكات مع حركة الساحل")
    board = full_board(Memory(one, text("b", told)).run(Reuse(), Claims()))
    p, q = (next(s for s in row.statements if s.type == "ATTACK") for row in board.texts)
    found = disagreement(board, p, q)
    assert (found.label if found else None) == label

"""What texts on one story hold against each other, on small invented corpora: numbers, culprits, denials taken back."""

from __future__ import annotations

from corpora import Memory, Text

from tawatur.core.model import Bound, EntityType, Force, Link, LinkKind, SourceKind
from tawatur.relate.changes import Changes
from tawatur.relate.conflicts import Conflicts
from tawatur.relate.kinship import akin, name_of
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse

STAGES = (Reuse(), Claims(), Propositions(), Changes(), Conflicts())
LEAD = "وقع الهجوم على سوق الحبوب في مدينة نوران فجر الأحد وأغلقت الشرطة الطرق المؤدية إلى المدينة."


def story(name: str, rest: str) -> Text:
    """A text that opens as all texts on one story do."""
    text = Text(name, f"{LEAD}\n{rest}", "2021-03-02", f"صحيفة {name}")
    text.name("نوران", "nouran", EntityType.LOC)
    text.fact("وقع الهجوم على سوق الحبوب في مدينة نوران فجر الأحد", "ATTACK", {"patient": ("سوق الحبوب", None)})
    return text.fact("أغلقت الشرطة الطرق المؤدية إلى المدينة", "OTHER_EVENT", {"patient": ("الطرق", None)})


def conflicts(*texts: Text) -> list[Link]:
    found = Memory(*texts).run(*STAGES).across(Link)
    return [x for x in found if x.kind is LinkKind.CONFLICT]


def test_bodies_of_one_state_are_kin_and_its_opponents_are_not() -> None:
    army, ministry = name_of(["الجيش السوري"]), name_of(["وزارة الداخلية السورية"])
    assert akin(army, ministry) and akin(army, name_of(["دمشق"]))
    assert not akin(army, name_of(["المعارضة السورية"]))
    assert not akin(army, name_of(["الجيش اللبناني"]))
    assert not akin(name_of(["حركة السنديان"]), name_of(["حركة الفجر"]))


def test_numbers_of_the_same_group_conflict_in_one_story() -> None:
    one = story("a", "وقال سكان في الحي إن عدد القتلى بلغ 40 شخصا حتى المساء.").number("40 شخصا", 40, "شخصا")
    two = story("b", "وأفاد مصدر طبي بمقتل 52 شخصا في المكان.").number("52 شخصا", 52, "شخصا")
    one.fact("عدد القتلى بلغ 40 شخصا", "SIZE_OF", {})
    two.fact("مقتل 52 شخصا", "KILL", {"patient": ("52 شخصا", None)})
    found = conflicts(one, two)
    assert [x.label for x in found] == ["number"]
    assert dict(found[0].detail)["numbers"] in ("40 شخصا / 52 شخصا", "52 شخصا / 40 شخصا")


def test_the_dead_and_the_injured_are_two_numbers_and_dozens_are_none() -> None:
    one = story("a", "وأفاد مصدر طبي بمقتل 40 شخصا في المكان.").number("40 شخصا", 40, "شخصا")
    one.fact("مقتل 40 شخصا", "KILL", {"patient": ("40 شخصا", None)})
    hurt = story("b", "وأفاد مصدر طبي بإصابة 52 شخصا في المكان.").number("52 شخصا", 52, "شخصا")
    hurt.fact("إصابة 52 شخصا", "OTHER_EVENT", {"patient": ("52 شخصا", None)})
    dozens = story("c", "وأفاد مصدر طبي بمقتل عشرات الأشخاص في المكان.")
    dozens.number("عشرات الأشخاص", 10, "الأشخاص", Bound.AT_LEAST)
    dozens.fact("مقتل عشرات الأشخاص", "KILL", {"patient": ("عشرات الأشخاص", None)})
    assert conflicts(one, hurt) == [] and conflicts(one, dozens) == []


def test_two_culprits_of_one_event_are_a_conflict() -> None:
    one = story("a", "وقال الدفاع المدني إن حركة السنديان قتلت الحارس سامي.").name("حركة السنديان", "sindyan")
    two = story("b", "وقال شهود إن كتيبة الفجر قتلت الحارس سامي.").name("كتيبة الفجر", "dawn")
    one.fact("حركة السنديان قتلت الحارس سامي", "KILL", {"agent": ("حركة السنديان", "sindyan")})
    two.fact("كتيبة الفجر قتلت الحارس سامي", "KILL", {"agent": ("كتيبة الفجر", "dawn")})
    assert [x.label for x in conflicts(one, two)] == ["role"]


def test_who_rejects_accusations_stands_against_who_accuses() -> None:
    one = story("a", "وقال شهود إن حركة السنديان قتلت الحارس سامي.").name("حركة السنديان", "sindyan")
    one.fact("حركة السنديان قتلت الحارس سامي", "KILL", {"agent": ("حركة السنديان", "sindyan")})
    two = story("b", "ونفت حركة السنديان الاتهامات الموجهة إليها.").name("حركة السنديان", "sindyan")
    two.says("الاتهامات الموجهة إليها", "حركة السنديان", "sindyan", "نفت", Force.DENY, SourceKind.GROUP)
    assert [x.label for x in conflicts(one, two)] == ["polarity"]


def test_a_denial_that_is_taken_back_denies_nothing() -> None:
    one = story("a", "واحتجز الأمن الحارس سامي في مقر الشرطة.").fact(
        "احتجز الأمن الحارس سامي في مقر الشرطة", "DETAIN", {"patient": ("الحارس سامي", None)}
    )
    two = story("b", "واحتجز الأمن الحارس سامي في مقر الشرطة، وهو ما نفته الوزارة أول الأمر ثم أقرت به.")
    said = "احتجز الأمن الحارس سامي في مقر الشرطة"
    denied = two.says(said, "الوزارة", None, "نفته", Force.DENY, SourceKind.BODY)
    two.fact(said, "DETAIN", {"patient": ("الحارس سامي", None)}, denied)
    assert conflicts(one, two) == []


def test_one_find_of_documents_under_two_names_is_no_conflict() -> None:
    def seized(name: str, papers: str) -> Text:
        text = story(name, f"وضبطت القوة البحرية {papers} في جزيرة الطير.").name("القوة البحرية", "navy")
        text.name("جزيرة الطير", "tayr", EntityType.LOC)
        roles = {"agent": ("القوة البحرية", "navy"), "patient": (papers, None), "place": ("جزيرة الطير", "tayr")}
        return text.fact(f"ضبطت القوة البحرية {papers} في جزيرة الطير", "SEIZE", roles)

    assert conflicts(seized("a", "أرشيف الشركة"), seized("b", "ملفات كثيرة")) == []

"""Dates of documents that came without one, by the texts that they cite or that cite them."""

from __future__ import annotations

import pytest
from corpora import RULE, Memory, Text

from tawatur.core.model import ComparedDating, Dating, InferredDating, SourceKind
from tawatur.relate.board import full_board
from tawatur.relate.datings import Datings
from tawatur.relate.reuse.stage import Reuse

TOLD = "الفيضان جرف جسر الحديد القديم في ضاحية الصفصاف فجر السبت وشرد عشرات العائلات من سكانها"


def original(published: str | None = "2019-03-02", outlet: str = "صحيفة المرفأ") -> Text:
    text = Text("original", f"قال شهود من البلدة إن {TOLD}.", published, outlet)
    text.says(TOLD, "شهود من البلدة", None, "قال")
    return text


def copy(published: str | None = None, cited: str = "صحيفة المرفأ", own: str | None = None) -> Text:
    text = Text("copy", f"ذكرت {cited} أن {TOLD}.", published, "موقع الضفة")
    text.says(TOLD, cited, None, "ذكرت", kind=SourceKind.MEDIUM)
    if own:
        dating = Dating(own, ("own",), False, ("منه",))
        text.findings.append(InferredDating(text.document.id, dating, (text.span("الفيضان"),), RULE))
    return text


def inferred(*texts: Text) -> list[ComparedDating]:
    return [f for f in Memory(*texts).run(Reuse(), Datings()).found if isinstance(f, ComparedDating)]


def test_what_cites_an_outlet_and_shares_its_words_is_no_older() -> None:
    text = copy()
    (found,) = inferred(original(), text)
    assert (found.document, found.dating.value, found.dating.certain) == (text.document.id, "2019-03-02/..", False)
    assert found.evidence[0] == text.span("صحيفة المرفأ")
    assert found.evidence[1].text == text.source.id and found.rule == "dating.cites"
    assert "صحيفة المرفأ" in found.dating.reasons[0] and "2019-03-02" in found.dating.reasons[0]
    assert len(found.dating.arabic) == len(found.dating.reasons) == 1


def test_what_a_dated_text_cites_is_no_younger() -> None:
    (found,) = inferred(original(None), copy("2019-03-09"))
    assert found.dating.value == "../2019-03-09"


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("2017/..", "2019-03-02/.."),
        ("2019", None),  # an interval that is closed
        ("2020/..", None),  # says more by itself
        ("2018~", None),
    ],
)
def test_its_own_words_are_kept(own: str, value: str | None) -> None:
    found = inferred(original(), copy(own=own))
    assert [f.dating.value for f in found] == ([value] if value else [])
    assert all(f.dating.reasons[0] == "own" and len(f.evidence) == 3 for f in found)


def test_of_two_texts_of_the_outlet_the_earlier_counts_and_none_beside_an_undated_one() -> None:
    again = Text("again", f"بعد أعوام نذكر أن {TOLD}. وقد رمم الجسر.", "2023-03-02", "صحيفة المرفأ")
    (found,) = inferred(again, original(), copy())
    assert found.dating.value == "2019-03-02/.."
    undated = Text("again", f"بعد أعوام نذكر أن {TOLD}. وقد رمم الجسر.", None, "صحيفة المرفأ")
    assert inferred(undated, original(), copy()) == []
    assert inferred(undated, original(None), copy("2016-03-09")) == []


@pytest.mark.parametrize("outlet", ["المرفأ الشرقي", "مرفأ24", "سفح"])
def test_an_outlet_is_cited_by_its_whole_name(outlet: str) -> None:
    assert inferred(original(outlet=outlet), copy(cited="المرفأ")) == []


def test_the_outlet_is_the_source_of_the_passage_and_of_nothing_else() -> None:
    words = f"ذكرت صحيفة المرفأ أن المعرض يفتح أبوابه غدا. وكانت وكالة قد أفادت أن {TOLD}."
    text = Text("copy", words, None, "موقع الضفة")
    text.says("المعرض يفتح أبوابه غدا", "صحيفة المرفأ", None, "ذكرت", kind=SourceKind.MEDIUM)
    text.says(TOLD, "وكالة", None, "أفادت")
    assert inferred(original(), text) == []


def test_words_that_are_merely_shared_tell_nothing_nor_does_a_name_that_shares_none() -> None:
    assert inferred(original(), copy(cited="صحيفة السفح")) == []
    other = Text("other", "ذكرت صحيفة المرفأ أن المعرض يفتح أبوابه غدا.", None, "موقع الضفة")
    other.says("المعرض يفتح أبوابه غدا", "صحيفة المرفأ", None, "ذكرت", kind=SourceKind.MEDIUM)
    assert inferred(original(), other) == []


def test_a_date_that_was_given_stays() -> None:
    assert inferred(original(), copy("2018-01-01")) == []


def test_later_stages_see_the_date() -> None:
    corpus = Memory(original(), copy()).run(Reuse(), Datings())
    assert [row.dated for row in full_board(corpus).texts] == ["2019-03-02", "2019-03-02/.."]

"""Actors across texts: what joins, what is proposed, what stays apart, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawatur.core.model import Document, EntityType, Judgement, Mention, SourceText, Span, Verdict
from tawatur.graph.entities import Entities, assemble
from tawatur.pipeline.corpus import CaseCorpus
from tawatur.relate.actors import Actors
from tawatur.relate.actors.groups import Groups
from tawatur.resources.rules import rule_sentence
from tawatur.stores import decisions
from tawatur.stores.rows import text_rows
from tawatur.stores.sqlite import Case

Row = tuple[str, str, str]


class Built:
    """A case of short texts with the mentions that a test gives: (words, type, actor), roles after «|»."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def text(self, name: str, text: str, *rows: Row, metonyms: tuple[str, ...] = ()) -> None:
        document = Document("0" * 63 + str(len(name)), name)
        source = SourceText(document.id, "text/utf-8/1", text)
        found = []
        for words, kind, actor in rows:
            words, _, role = words.partition("|")
            span = self.span(source, words)
            roles = (self.span(source, role),) if role else ()
            key = f"{name}:{actor}"
            found.append(Mention(span, EntityType(kind), "name/tagger", key, metonym=words in metonyms, roles=roles))
        with self.case.transaction():
            self.case.add_document(document, source)
            self.case.put_findings(source.id, text_rows(found, text), "k")

    @staticmethod
    def span(source: SourceText, words: str) -> Span:
        start = source.text.index(words)
        return Span(source.id, start, start + len(words))

    def judge(self) -> list[Judgement]:
        found = list(Actors()(CaseCorpus(self.case)))
        with self.case.transaction():
            self.case.put_case_findings("actors", found, "k")
        return found

    def entities(self) -> Entities:
        return assemble(self.case)


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Built]:
    with Case.open(tmp_path / "a.tawatur", create=True) as case:
        yield Built(case)


def verdicts(found: list[Judgement], left: str, right: str) -> list[Verdict]:
    return [j.verdict for j in found if {j.left, j.right} == {left, right}]


def test_the_same_full_name_joins_and_the_reason_names_it(built: Built) -> None:
    built.text("a", "قال سامر الحلاق ذلك", ("سامر الحلاق", "PER", "1"))
    built.text("b", "رفض سامر الحلّاق العرض", ("سامر الحلّاق", "PER", "1"))
    (judgement,) = built.judge()
    assert judgement.verdict is Verdict.SAME
    assert "سامر" in judgement.reasons[0] and rule_sentence(judgement.rule)
    assert len(built.entities().by_id) == 1


def test_a_body_of_every_country_joins_where_the_texts_share_what_few_others_name(built: Built) -> None:
    body, place = ("وزارة الصحة", "ORG", "1"), ("جسر القناديل", "LOC", "2")
    built.text("a", "أغلقت وزارة الصحة جسر القناديل", body, place)
    built.text("bb", "زارت وزارة الصحة جسر القناديل", body, place)
    built.text("ccc", "نفت وزارة الصحة ذلك", body)
    found = built.judge()
    assert verdicts(found, "a:1", "bb:1") == [Verdict.SAME]
    assert [Verdict.UNSURE] in (verdicts(found, "a:1", "ccc:1"), verdicts(found, "bb:1", "ccc:1"))


def test_other_given_names_and_kunyas_never_join(built: Built) -> None:
    built.text("a", "محمد الحلاق", ("محمد الحلاق", "PER", "1"))
    built.text("b", "محمود الحلاق", ("محمود الحلاق", "PER", "1"))
    built.text("c", "أبو محمد الحلاق", ("أبو محمد الحلاق", "PER", "1"))
    found = built.judge()
    assert Verdict.SAME not in {j.verdict for j in found}
    assert verdicts(found, "a:1", "c:1") == [Verdict.UNSURE]
    assert len(built.entities().by_id) == 3


def test_a_single_name_joins_the_one_fuller_name_with_company_only(built: Built) -> None:
    company = ("لواء الزيتون", "ORG", "2")
    built.text("a", "سامر الحلاق يقود لواء الزيتون", ("سامر الحلاق", "PER", "1"), company)
    built.text("b", "الحلاق يقود لواء الزيتون", ("الحلاق", "PER", "1"), company)
    built.text("c", "وصل الحلاق", ("الحلاق", "PER", "1"))
    found = built.judge()
    assert verdicts(found, "a:1", "b:1") == [Verdict.SAME]
    assert [j.verdict for j in found if "c:1" in (j.left, j.right)] == [Verdict.UNSURE]


def test_a_single_name_that_two_bear_is_a_proposal(built: Built) -> None:
    built.text("a", "سامر الحلاق", ("سامر الحلاق", "PER", "1"))
    built.text("b", "رائد الحلاق", ("رائد الحلاق", "PER", "1"))
    built.text("c", "الحلاق", ("الحلاق", "PER", "1"))
    assert {j.verdict for j in built.judge()} == {Verdict.UNSURE}


def test_people_of_one_name_are_told_apart_by_their_offices(built: Built) -> None:
    built.text("a", "وزير الري سامر الحلاق", ("سامر الحلاق|وزير الري", "PER", "1"))
    built.text("b", "وزير العدل اللواء سامر الحلاق", ("سامر الحلاق|وزير العدل اللواء", "PER", "1"))
    built.text("c", "ووزير الدولة لشؤون الري سامر الحلاق", ("سامر الحلاق|ووزير الدولة لشؤون الري", "PER", "1"))
    built.text("d", "سامر الحلاق", ("سامر الحلاق", "PER", "1"))
    found = built.judge()
    assert verdicts(found, "a:1", "c:1") == [Verdict.SAME]
    assert verdicts(found, "a:1", "b:1") == [Verdict.DIFFERENT]
    assert [j.verdict for j in found if "d:1" in (j.left, j.right)] == [Verdict.UNSURE]


def test_a_given_name_alone_is_a_proposal_whatever_stands_beside_it(built: Built) -> None:
    company = ("لواء الزيتون", "ORG", "2")
    built.text("a", "زينب ولواء الزيتون", ("زينب", "PER", "1"), company)
    built.text("b", "زينب في لواء الزيتون", ("زينب", "PER", "1"), company)
    assert verdicts(built.judge(), "a:1", "b:1") == [Verdict.UNSURE]


def test_a_name_in_front_is_another_person(built: Built) -> None:
    company = ("لواء الزيتون", "ORG", "2"), ("حزب الفجر", "ORG", "3")
    built.text("a", "سامر نبيل الحلاق ولواء الزيتون وحزب الفجر", ("سامر نبيل الحلاق", "PER", "1"), *company)
    built.text("b", "نبيل الحلاق ولواء الزيتون وحزب الفجر", ("نبيل الحلاق", "PER", "1"), *company)
    assert Verdict.SAME not in verdicts(built.judge(), "a:1", "b:1")


def test_governments_join_across_texts_and_stay_apart_from_the_place(built: Built) -> None:
    built.text("a", "بودابست ترفض", ("بودابست", "LOC", "1"), metonyms=("بودابست",))
    built.text("b", "الحكومة المجرية ترفض", ("الحكومة المجرية", "ORG", "1"))
    built.text("c", "المطر في المجر", ("المجر", "LOC", "1"))
    found = built.judge()
    assert verdicts(found, "a:1", "b:1") == [Verdict.SAME]
    assert not [j for j in found if "c:1" in (j.left, j.right)]


def test_a_ministry_without_nation_joins_only_texts_about_one_country(built: Built) -> None:
    built.text("a", "وزارة الداخلية في المجر", ("وزارة الداخلية", "ORG", "1"), ("المجر", "LOC", "2"))
    built.text("b", "وزارة الداخلية في المجر اليوم", ("وزارة الداخلية", "ORG", "1"), ("المجر", "LOC", "2"))
    built.text("c", "وزارة الداخلية في العراق", ("وزارة الداخلية", "ORG", "1"), ("العراق", "LOC", "2"))
    found = built.judge()
    assert verdicts(found, "a:1", "b:1") == [Verdict.SAME]
    assert Verdict.SAME not in verdicts(found, "a:1", "c:1") + verdicts(found, "b:1", "c:1")


def test_judgements_do_not_hang_on_chance(built: Built) -> None:
    for name in "abc":
        built.text(name, "سامر الحلاق ولواء الزيتون", ("سامر الحلاق", "PER", "1"), ("لواء الزيتون", "ORG", "2"))
    assert built.judge() == built.judge()


def test_people_s_word_stands_above_the_rules_and_can_be_withdrawn(built: Built) -> None:
    built.text("a", "سامر الحلاق", ("سامر الحلاق", "PER", "1"))
    built.text("b", "سامر الحلاق هنا", ("سامر الحلاق", "PER", "1"))
    built.text("c", "رائد المنياوي", ("رائد المنياوي", "PER", "1"))
    built.judge()
    case, at = built.case, "2020-01-01T00:00:00+00:00"
    assert len(built.entities().by_id) == 2
    split = decisions.append(case, at, "me", "split", "a:1", "b:1", "two brothers")
    assert len(built.entities().by_id) == 3
    decisions.append(case, at, "me", "merge", "b:1", "c:1", "an alias")
    decisions.append(case, at, "me", "rename", "b:1", "الرجل ذو الاسمين")
    entities = built.entities()
    assert entities.of_actor["b:1"] == entities.of_actor["c:1"] != entities.of_actor["a:1"]
    assert entities.by_id[entities.of_actor["c:1"]].name == "الرجل ذو الاسمين"
    decisions.withdraw(case, at, "me", split)
    assert len(built.entities().by_id) == 1


def test_groups_refuse_what_is_held_apart_through_others_too() -> None:
    groups = Groups("abcd")
    groups.forbid("a", "c")
    assert groups.join("a", "b")
    assert not groups.join("b", "c")
    assert groups.join("c", "d")
    assert not groups.join("d", "a")
    assert sorted(map(sorted, (groups.members(r) for r in groups.roots()))) == [["a", "b"], ["c", "d"]]

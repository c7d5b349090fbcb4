"""Lost attributions on small invented corpora: what is one, and what is none, one construct each."""

from __future__ import annotations

from corpora import Memory, Text

from tawatur.core.model import EntityType, Force, Link, LinkKind, SourceKind
from tawatur.relate.certainty import hedges
from tawatur.relate.changes import Changes
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse

STAGES = (Reuse(), Claims(), Propositions(), Changes())
FLOOD = "فيضان الوادي جرف ثلاثين سيارة وحطم جسر الحديد القديم وأغلق مدرسة البلدة"


def lost(*texts: Text) -> list[tuple[str, str, str]]:
    """Label and words of either side of what is reported as lost."""
    corpus = Memory(*texts).run(*STAGES)
    found = [x for x in corpus.across(Link) if x.kind is LinkKind.LOST]
    return [(x.label, corpus.words(x.a), corpus.words(x.b)) for x in found]


def told(text: Text, clause: str, kind: str, filler: str, attribution: str | None = None) -> Text:
    return text.fact(clause, kind, {"patient": (filler, None)}, attribution, "2021-03-01")


def sourced(lead: str = "قال شهود من البلدة إن", source: str = "شهود من البلدة", force: Force = Force.ASSERT) -> Text:
    """A text that gives the flood to a source."""
    text = Text("a", f"{lead} {FLOOD}.", "2021-03-02", "صحيفة أ")
    said = text.says(FLOOD, source, None, lead.split()[0], force)
    return told(text, "حطم جسر الحديد القديم", "ATTACK", "جسر الحديد القديم", said)


def bare(sentence: str, published: str = "2021-03-02") -> Text:
    """A text that tells of the flood in its own voice; `sentence` holds the flood's words."""
    text = Text("b", sentence, published, "صحيفة ب")
    return told(text, "حطم جسر الحديد القديم", "ATTACK", "جسر الحديد القديم")


def test_own_words_for_what_another_gives_to_a_source_are_lost() -> None:
    found = lost(sourced(), bare(f"{FLOOD}."))
    assert [x[0] for x in found] == ["source"]
    assert found[0][1] == FLOOD
    assert found[0][2] in FLOOD


def test_reports_that_nobody_signs_are_a_source() -> None:
    assert lost(sourced(), bare(f"وصلت فرق الإغاثة وسط أنباء عن {FLOOD}.")) == []


def test_a_source_named_beside_the_words_is_kept() -> None:
    assert lost(sourced(), bare(f"شهود من البلدة يروون ما جرى: {FLOOD}.")) == []


def test_an_older_text_lost_nothing() -> None:
    assert lost(sourced(), bare(f"{FLOOD}.", "2021-02-20")) == []


def test_what_is_only_asked_for_is_no_claim_to_lose() -> None:
    assert lost(sourced(force=Force.ASK), bare(f"{FLOOD}.")) == []


def test_a_relative_clause_on_what_somebody_criticises_is_the_texts_own() -> None:
    text = "انتقد النائب فيضان الوادي الذي جرف ثلاثين سيارة وحطم جسر الحديد القديم وأغلق مدرسة البلدة."
    other = bare(text)
    other.name("النائب", "deputy", EntityType.PER)
    other.says(text.removeprefix("انتقد النائب ").removesuffix("."), "النائب", "deputy", "انتقد", Force.OPINE)
    assert [x[0] for x in lost(sourced(), other)] == ["source"]


def test_what_somebody_else_says_is_not_the_texts_own() -> None:
    other = bare(f"قال النائب إن {FLOOD}.")
    other.name("النائب", "deputy", EntityType.PER)
    other.says(FLOOD, "النائب", "deputy", "قال", kind=SourceKind.PERSON)
    assert lost(sourced(), other) == []


def test_an_open_word_that_goes_with_the_source_makes_it_both() -> None:
    text = Text("a", f"قال شهود من البلدة إنه ربما {FLOOD}.", "2021-03-02", "صحيفة أ")
    said = text.says(f"ربما {FLOOD}", "شهود من البلدة", None, "قال")
    told(text, "حطم جسر الحديد القديم", "ATTACK", "جسر الحديد القديم", said)
    assert [x[0] for x in lost(text, bare(f"{FLOOD}."))] == ["both"]


def test_of_a_report_of_a_report_the_outer_one_may_be_lost() -> None:
    request = "اتحاد الصيادين طلب من الحكومة ترميم رصيف الميناء وتعويض أصحاب القوارب الغارقة"
    outer = Text("a", f"أفادت مجلة المرفأ بأن {request}.", "2021-03-02", "صحيفة أ")
    outer.name("مجلة المرفأ", "magazine").name("اتحاد الصيادين", "fishers")
    outer.says(request, "مجلة المرفأ", "magazine", "أفادت", kind=SourceKind.MEDIUM)
    roles: dict[str, tuple[str, str | None]] = {"agent": ("اتحاد الصيادين", "fishers")}
    outer.fact(request, "NEGOTIATE", roles, None, "2021-03-01")
    inner = Text("b", f"{request}.", "2021-03-02", "صحيفة ب")
    inner.name("اتحاد الصيادين", "fishers")
    wish = request.partition("طلب من الحكومة ")[2]
    inner.says(wish, "اتحاد الصيادين", "fishers", "طلب", Force.ASK)
    inner.fact(request, "NEGOTIATE", roles, None, "2021-03-01")
    assert [x[0] for x in lost(outer, inner)] == ["source"]


def test_one_report_for_one_attribution_and_text() -> None:
    assert len(lost(sourced(), bare(f"{FLOOD}. ثم عاد الهدوء. {FLOOD}."))) == 1


def test_of_two_sources_the_witness_is_lost_rather_than_the_newspaper() -> None:
    text = Text("a", f"ذكرت مجلة المرفأ أن {FLOOD}. وقال شهود من البلدة إن {FLOOD} صباحا.", "2021-03-02", "صحيفة أ")
    text.says(FLOOD, "مجلة المرفأ", None, "ذكرت", kind=SourceKind.MEDIUM)
    said = text.says(f"{FLOOD} صباحا", "شهود من البلدة", None, "وقال")
    told(text, "حطم جسر الحديد القديم", "ATTACK", "جسر الحديد القديم", said)
    assert [x[1] for x in lost(text, bare(f"{FLOOD}."))] == [f"{FLOOD} صباحا"]


def test_a_possibility_that_is_denied_is_no_hedge() -> None:
    assert list(hedges("لا يمكن أن يصل القطار")) == []
    assert [strength for _, _, strength in hedges("يمكن أن يصل القطار")] == [0.4]

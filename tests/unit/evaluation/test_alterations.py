"""What each rule changes in a text, and what it leaves alone. The sentences and all they name are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evaluation.alterations import ALTERATIONS, CONTROLS, PLACES, Altered, Annotated, Edit, apply, body
from tawatur.core.model import (
    Argument,
    Attribution,
    Bound,
    EntityType,
    Fact,
    Force,
    Mention,
    Polarity,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    TimeExpression,
)

LEAD = "أهالي الوادي يترقبون\n"


def sentence(words: str) -> str:
    """A text of a headline and one sentence."""
    return LEAD + words


def at(text: str, words: str, since: int = 0) -> Span:
    """Where words stand in a text for the first time."""
    start = text.index(words, since)
    return Span("t", start, start + len(words))


def whole(text: str) -> tuple[Span, ...]:
    return (Span("t", len(LEAD), len(text)),)


def fact(text: str, trigger: str, *arguments: tuple[str, str, str | None], polarity: Polarity = Polarity.POS) -> Fact:
    """A fact that the whole sentence states; arguments as (role, words, actor)."""
    filled = tuple(Argument(role, at(text, words), actor) for role, words, actor in arguments)
    return Fact(whole(text)[0], "ATTACK", at(text, trigger), "fact/test", filled, polarity=polarity)


def first(kind: str, a: Annotated) -> Altered | None:
    return next(ALTERATIONS[kind](a), None)


def changed(kind: str, a: Annotated) -> str:
    """The changed sentence; the rest of the text must be as it was."""
    found = first(kind, a)
    assert found is not None
    assert found.kind == kind
    assert found.text[: found.here[0]] == a.text[: found.there[0]]
    assert found.text[found.here[1] :] == a.text[found.there[1] :]
    return found.text[slice(*found.here)]


def test_edits_move_the_sentence_and_keep_what_stands_around() -> None:
    text = "أب جد هوز حطي"
    found = apply("x", text, Span("t", 3, 9), [Edit(6, 6, "++"), Edit(0, 2, "أبو")])
    assert found.text == "أبو جد ++هوز حطي"
    assert found.text[slice(*found.here)] == "جد ++هوز"
    assert text[slice(*found.there)] == "جد هوز"


def test_an_insertion_at_its_start_belongs_to_the_sentence() -> None:
    found = apply("x", "أب جد", Span("t", 3, 5), [Edit(3, 3, "لا ")])
    assert found.text[slice(*found.here)] == "لا جد"


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("x", "أبجد", Span("t", 0, 4), [Edit(0, 2, ""), Edit(1, 3, "")])


def test_the_body_leaves_out_headlines_and_short_sentences() -> None:
    rows = [
        Segment(Span("t", 0, 80), SegmentKind.HEADLINE, "r"),
        Segment(Span("t", 0, 80), SegmentKind.SENTENCE, "r"),
        Segment(Span("t", 81, 100), SegmentKind.SENTENCE, "r"),
        Segment(Span("t", 101, 190), SegmentKind.SENTENCE, "r"),
    ]
    assert body(rows) == (Span("t", 101, 190),)


def attributed(force: Force = Force.ASSERT, *, tail: bool = False) -> Annotated:
    said = "القرية فقدت نصف محصولها هذا العام بسبب الجفاف"
    text = sentence(f"{said}، بحسب رئيس جمعية الفلاحين." if tail else f"وقال رئيس جمعية الفلاحين إن {said}.")
    cue, source = at(text, "بحسب" if tail else "قال"), at(text, "رئيس جمعية الفلاحين")
    content = at(text, said) if tail else at(text, "إن " + said)
    return Annotated(text, whole(text), attributions=(Attribution(content, cue, source, "r", force=force),))


def test_a_source_before_the_words_goes_with_what_opens_them() -> None:
    assert changed("source", attributed()) == "القرية فقدت نصف محصولها هذا العام بسبب الجفاف."


def test_a_source_after_the_words_goes() -> None:
    assert changed("source", attributed(tail=True)) == "القرية فقدت نصف محصولها هذا العام بسبب الجفاف."


def test_a_denial_keeps_its_source() -> None:
    assert first("source", attributed(Force.DENY)) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ومن المتوقع أن تصل القافلة إلى القرية قبل المساء.", "وتصل القافلة إلى القرية قبل المساء."),
        ("ويعتقد أنها وصلت إلى القرية قبل المساء بقليل.", "ووصلت إلى القرية قبل المساء بقليل."),
        ("وربما تصل القافلة إلى القرية قبل المساء.", "وتصل القافلة إلى القرية قبل المساء."),
        ("القافلة قد يوقفها الثلج عند مدخل القرية.", "القافلة يوقفها الثلج عند مدخل القرية."),
    ],
)
def test_a_hedge_goes_with_its_complementiser(words: str, expected: str) -> None:
    text = sentence(words)
    assert changed("hedge", Annotated(text, whole(text))) == expected


@pytest.mark.parametrize("words", ["ولا يمكن أن تصل القافلة إلى القرية.", "وكانت القافلة قد وصلت إلى القرية."])
def test_what_leaves_nothing_open_is_no_hedge(words: str) -> None:
    text = sentence(words)
    assert first("hedge", Annotated(text, whole(text))) is None


def test_a_number_changes_wherever_it_counts_the_same() -> None:
    text = "غرق 40 قاربا\nوقالت الجمعية إن 40 قاربا غرقت في الميناء وإن 40 صيادا نجوا."
    start = text.index("\n") + 1
    spans = [(at(text, "40 قاربا"), "قارب"), (at(text, "40 قاربا", start), "قارب"), (at(text, "40 صيادا"), "صياد")]
    found = tuple(Quantity(s, 40.0, of, Bound.EXACT, "r") for s, of in spans)
    made = first("number", Annotated(text, (Span("t", start, len(text)),), quantities=found))
    assert made is not None
    assert made.text == "غرق 21 قاربا\nوقالت الجمعية إن 21 قاربا غرقت في الميناء وإن 40 صيادا نجوا."


def test_a_number_that_is_a_name_stays() -> None:
    text = sentence("وصدر القانون رقم 40 بعد نقاش طويل في المجلس.")
    q = Quantity(at(text, "40"), 40.0, "", Bound.EXACT, "r")
    assert first("number", Annotated(text, whole(text), quantities=(q,))) is None


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ("يوم الثلاثاء 14 مايو", "2019-05-14", "يوم الجمعة 17 مايو"),
        ("في 30 مايو", "2019-05-30", "في 26 مايو"),
        ("عام 2019", "2019", "عام 2018"),
    ],
)
def test_a_date_moves(when: str, value: str, expected: str) -> None:
    text = sentence(f"وهاجم اللصوص القافلة {when} عند الجسر.")
    time = TimeExpression(at(text, when), value, "r")
    a = Annotated(text, whole(text), facts=(fact(text, "هاجم"),), times=(time,))
    assert changed("date", a) == f"وهاجم اللصوص القافلة {expected} عند الجسر."


def test_a_weekday_bound_to_the_day_of_publication_stays() -> None:
    text = sentence("وهاجم اللصوص القافلة اليوم الثلاثاء عند الجسر.")
    time = TimeExpression(at(text, "الثلاثاء"), "2019-05-14", "r")
    assert first("date", Annotated(text, whole(text), facts=(fact(text, "هاجم"),), times=(time,))) is None


def test_roles_change_places() -> None:
    text = sentence("وهاجم لواء النجم حركة الوادي عند الجسر القديم.")
    f = fact(text, "هاجم", ("agent", "لواء النجم", "a"), ("patient", "حركة الوادي", "b"))
    assert changed("role", Annotated(text, whole(text), facts=(f,))) == "وهاجم حركة الوادي لواء النجم عند الجسر القديم."


def test_roles_that_nobody_names_stay() -> None:
    text = sentence("وهاجم مسلحون فلاحين عند الجسر القديم.")
    f = fact(text, "هاجم", ("agent", "مسلحون", None), ("patient", "فلاحين", None))
    assert first("role", Annotated(text, whole(text), facts=(f,))) is None


@pytest.mark.parametrize(
    ("words", "trigger", "expected"),
    [
        ("وهاجم اللصوص القافلة عند الجسر.", "هاجم", "ولم يحدث أن هاجم اللصوص القافلة عند الجسر."),
        ("وكان اللصوص يهاجمون القوافل.", "يهاجمون", "وكان اللصوص لا يهاجمون القوافل."),
    ],
)
def test_a_verb_is_negated(words: str, trigger: str, expected: str) -> None:
    text = sentence(words)
    assert changed("negation-added", Annotated(text, whole(text), facts=(fact(text, trigger),))) == expected


def test_a_verb_after_qad_and_a_noun_are_not_negated() -> None:
    for words, trigger in (("وكان اللصوص قد هاجموا القافلة.", "هاجموا"), ("وأوقف هجوم اللصوص القافلة.", "هجوم")):
        text = sentence(words)
        assert first("negation-added", Annotated(text, whole(text), facts=(fact(text, trigger),))) is None


@pytest.mark.parametrize(
    ("words", "trigger", "expected"),
    [
        ("ولم يهاجم اللصوص القافلة.", "يهاجم", "ويهاجم اللصوص القافلة."),
        ("واللصوص لن يهاجموا القافلة.", "يهاجموا", "واللصوص سيهاجموا القافلة."),
        ("ولم يتم اعتقال اللصوص عند الجسر.", "اعتقال", "ويتم اعتقال اللصوص عند الجسر."),
    ],
)
def test_a_negation_is_taken_away(words: str, trigger: str, expected: str) -> None:
    text = sentence(words)
    f = fact(text, trigger, polarity=Polarity.NEG)
    assert changed("negation-removed", Annotated(text, whole(text), facts=(f,))) == expected


def placed(where: str, name: str) -> Annotated:
    text = sentence(f"وهاجم اللصوص القافلة {where} قبل الفجر.")
    f = fact(text, "هاجم", ("place", where, "p"))
    return Annotated(text, whole(text), facts=(f,), mentions=(Mention(at(text, name), EntityType.LOC, "r"),))


def test_a_place_changes() -> None:
    assert changed("place", placed("في دير السرو", "دير السرو")) == f"وهاجم اللصوص القافلة في {PLACES[0]} قبل الفجر."


def test_a_place_melted_into_its_preposition_stays() -> None:
    assert first("place", placed("للبلدة", "لبلدة")) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("وصلت القافلة قبل الحصار إلى القرية.", "وصلت القافلة بعد الحصار إلى القرية."),
        ("عادت القافلة وبعد الحصار رحلت.", "عادت القافلة وقبل الحصار رحلت."),
        ("وصلت القافلة خلال الحصار إلى القرية.", "وصلت القافلة بعد الحصار إلى القرية."),
    ],
)
def test_order_turns(words: str, expected: str) -> None:
    text = sentence(words)
    assert changed("order", Annotated(text, whole(text))) == expected


@pytest.mark.parametrize(
    "words", ["هوجمت القافلة من قبل اللصوص.", "رحلت القافلة بعد أن وصلت.", "وصلت القافلة في الليل."]
)
def test_what_is_no_order_of_things_stays(words: str) -> None:
    text = sentence(words)
    assert first("order", Annotated(text, whole(text))) is None


def every(a: Annotated) -> Iterator[Altered]:
    for rule in ALTERATIONS.values():
        yield from rule(a)


def test_the_same_text_always_changes_the_same_way() -> None:
    a = attributed()
    assert list(every(a)) == list(every(a)) != []


def test_a_control_is_the_text_or_all_of_it_but_the_last_sentence() -> None:
    text = "أ. ب. ج. د"
    spans = tuple(Span("t", n, n + 2) for n in (0, 3, 6))
    made = {kind: next(rule(Annotated(text, spans))) for kind, rule in CONTROLS.items()}
    assert made["unaltered"].text == text
    assert made["shortened"].text == "أ. ب.  د"
    assert list(CONTROLS["shortened"](Annotated(text, spans[:2]))) == []

"""Change one thing in a text, by rules over what the program found in it: the same text always changes the same way.

A rule takes an `Annotated` text and yields what it can change there, in order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import (
    Attribution,
    EntityType,
    Fact,
    Force,
    Mention,
    Modality,
    Mode,
    Polarity,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    TimeExpression,
)
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.facts.lexicon import Sense, Way, senses
from tawatur.relate.certainty import PLAIN, hedges
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Characters from which a sentence, or what is given to a source, is long enough to be told apart.
SENTENCE, CONTENT = 60, 30
#: Sentences from which a text is long enough to lose one.
KEPT = 3
#: Days by which a date moves: forward where the month allows, else back to the same weekday.
FORWARD, BACK, SAFE_DAY = 3, 4, 25
#: Places that take the place of others: the first that the text does not speak of.
PLACES = ("نواكشوط", "صلالة", "تطوان", "بنزرت", "سطيف")
_NEVER, _NOT = "لم يحدث أن ", "لا "
#: Words before a verb after which no negation can stand.
_NO_NEGATION_AFTER = frozenset(("قد", "وقد", "لقد", "ان", "بان", "لم", "لن", "لا", "ولم", "ولن", "ولا", "ما"))
_THAT = re.compile(r"\s+(?:ب|ل)?[أإا]ن(?:ه|ها|هم|هما|هن)?(?=\s)")
_OPENER = re.compile(r"(?:ب|ل)?[أإا]ن(?:ه|ها|هم|هما|هن)?\s+")
_WORD = re.compile(r"[^\W\d_]+")
#: What may be said without its source and still say the same.
_STATED = (Force.ASSERT, Force.CONFIRM, Force.SPECULATE, Force.OPINE)
#: Types of facts that say the same with agent and patient in each other's place.
_MUTUAL = frozenset(("MEET", "NEGOTIATE", "AGREE", "ALLIED_WITH", "OPPOSES", "FAMILY_OF", "ALIAS_OF"))
#: Words before a number that is a name, and words that bind a weekday to the day of publication.
_NUMBERED = frozenset(("رقم", "برقم", "لسنه", "سنه", "ماده", "الماده"))
_TODAY = frozenset(("اليوم", "امس", "الامس", "غدا", "الغد"))
#: Words after which a word of order is part of a phrase («من قبل», «على إثر»).
_NO_ORDER_AFTER = frozenset(("من", "ومن", "فيما", "علي", "وعلي"))
_FURNITURE = (SegmentKind.HEADLINE, SegmentKind.BYLINE, SegmentKind.CAPTION, SegmentKind.BOILERPLATE)
#: What a word of order gives way to, by its class, and the forms of the class `at` that speak of time alone.
_OTHER_ORDER = {"before": "بعد", "after": "قبل", "at": "بعد"}
_TIMES_ALONE = frozenset(("خلال", "اثناء"))


@dataclass(frozen=True, slots=True)
class Edit:
    """`new` in the place of the characters `[start, end)`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A changed text: `here` is the changed sentence in it, `there` the same sentence in the original."""

    kind: str
    text: str
    here: tuple[int, int]
    there: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with what the program found in it; `sentences` are those of the body."""

    text: str
    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...] = ()
    facts: tuple[Fact, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def words(self, span: Span) -> str:
        """The characters under a span."""
        return self.text[span.start : span.end]

    def before(self, at: int) -> str:
        """The word before the one at an offset, folded; empty at the start of the text."""
        found = _WORD.findall(self.text[max(0, at - 40) : at])
        return fold(found[-1]) if found else ""

    def facts_in(self, sentence: Span) -> list[Fact]:
        """The facts that a sentence states."""
        return [f for f in self.facts if sentence.contains(f.span)]


def body(segments: Iterable[Segment]) -> tuple[Span, ...]:
    """The sentences of a text outside headline, byline, captions and page furniture that are long enough to change."""
    known = list(segments)
    outside = [s.span for s in known if s.kind in _FURNITURE]
    sentences = sorted(s.span for s in known if s.kind is SegmentKind.SENTENCE)
    return tuple(s for s in sentences if len(s) >= SENTENCE and not any(o.overlap(s) for o in outside))


def apply(kind: str, text: str, sentence: Span, edits: Iterable[Edit]) -> Altered:
    """The text with the edits made. Raises ValueError where two of them overlap."""
    made = sorted(edits, key=lambda e: (e.start, e.end))
    parts, at = [], 0
    for e in made:
        if e.start < at:
            raise ValueError(f"edits overlap at {e.start}")
        parts += [text[at : e.start], e.new]
        at = e.end
    ahead = sum(len(e.new) - (e.end - e.start) for e in made if e.start < sentence.start)
    inside = sum(len(e.new) - (e.end - e.start) for e in made if sentence.start <= e.start < sentence.end)
    here = sentence.start + ahead, sentence.end + ahead + inside
    return Altered(kind, "".join(parts) + text[at:], here, (sentence.start, sentence.end))


def source(a: Annotated) -> Iterator[Altered]:
    """Indirect speech without the words, at either end of its sentence, that say whose it is."""
    for s in a.sentences:
        for x in a.attributions:
            if x.parent or not x.cue or not x.source or x.force not in _STATED:
                continue
            if x.mode is not Mode.INDIRECT or len(x.content) < CONTENT:
                continue
            if not all(s.contains(span) for span in (x.cue, x.source, x.content)):
                continue
            first, last = min(x.cue.start, x.source.start), max(x.cue.end, x.source.end)
            if last <= x.content.start and not _WORD.search(a.text[s.start : first].removeprefix("و")):
                opener = _OPENER.match(a.text, x.content.start)
                yield apply("source", a.text, s, [Edit(s.start, opener.end() if opener else x.content.start, "")])
            elif first >= x.content.end and not _WORD.search(a.text[last : s.end]):
                yield apply("source", a.text, s, [Edit(x.content.end, last, "")])


def hedge(a: Annotated) -> Iterator[Altered]:
    """A sentence without a word that leaves what it says open."""
    for s in a.sentences:
        for start, end, strength in hedges(a.words(s)):
            first, last = s.start + start, s.start + end
            words, that = a.text[first:last], _THAT.match(a.text, last)
            clause = fold(words)[0] in "يت" or words.startswith("من ")
            negated = a.before(first) in ("لا", "ولا", "لم", "ليس", "غير")
            if strength >= PLAIN or negated or fold(words) in _told_by_others() or (clause and not that):
                continue
            after = that.end() if that and clause else last
            space = len(a.text[after : s.end]) - len(a.text[after : s.end].lstrip(" "))
            if space:
                yield apply("hedge", a.text, s, [Edit(first, after + space, "")])
            elif a.text[first - 1] == " ":
                yield apply("hedge", a.text, s, [Edit(first - 1, after, "")])


@cache
def _told_by_others() -> frozenset[str]:
    """Hedges that govern what follows them as a noun or relative clause does: without them nothing can be read."""
    left_out = ("hedge.alleged", "hedge.about")
    rows = [r for r in load_yaml("ar/hedges.yaml") if r["id"] in left_out]
    return frozenset(fold(f) for r in rows for f in r["forms"]) | {"مشتبه", "المشتبه"}


def number(a: Annotated) -> Iterator[Altered]:
    """Another number of something, wherever the text gives that number of it."""
    for s in a.sentences:
        for q in (q for q in a.quantities if s.contains(q.span)):
            digits = re.search(r"\d+", a.words(q.span))
            if digits is None or q.value is None or q.value < 3 or int(digits[0]) != q.value:
                continue
            if a.before(q.span.start) in _NUMBERED:
                continue
            other = str(_other_number(int(q.value)))
            alike = [p for p in a.quantities if (p.value, p.of, p.kind) == (q.value, q.of, q.kind)]
            places = [(p.span.start, m) for p in alike if (m := re.search(r"\d+", a.words(p.span)))]
            yield apply("number", a.text, s, {Edit(at + m.start(), at + m.end(), other) for at, m in places})


def _other_number(value: int) -> int:
    """About half of a number, or about the double of a small one."""
    return value // 2 + 1 if value > 20 else 2 * value + 3


def date(a: Annotated) -> Iterator[Altered]:
    """Another day or year of something that happened, wherever the text gives it in the same words."""
    for s in a.sentences:
        for t in (t for t in a.times if any(f.span.contains(t.span) for f in a.facts_in(s))):
            if _moved(a, t):
                alike = [x for x in a.times if a.words(x.span) == a.words(t.span)]
                yield apply("date", a.text, s, {e for x in alike for e in _moved(a, x)})


def _moved(a: Annotated, t: TimeExpression) -> list[Edit]:
    """The edits that move weekday and day of the month in a time expression, or else the year."""
    edits: list[Edit] = []
    near = a.text[max(0, t.span.start - 12) : t.span.end]
    if _TODAY & {fold(w) for w in _WORD.findall(near)}:
        return edits
    for m in _WORD.finditer(a.text, t.span.start, t.span.end):
        value = _weekdays().get(fold(m[0]))
        if value is not None:
            edits.append(Edit(m.start(), m.end(), _weekday_names()[(value + FORWARD) % 7]))
    day = re.fullmatch(r"\d{4}-\d{2}-(\d{2})(?:T.*)?", t.value or "")
    for m in re.finditer(r"\d+", a.words(t.span)):
        if day and len(m[0]) <= 2 and int(m[0]) == int(day[1]):
            other = int(day[1]) + FORWARD if int(day[1]) <= SAFE_DAY else int(day[1]) - BACK
            edits.append(Edit(t.span.start + m.start(), t.span.start + m.end(), str(other)))
            break
    year = re.search(rf"(?<!\d){(t.value or '----')[:4]}(?!\d)", a.words(t.span))
    if year and not edits:
        edits.append(Edit(t.span.start + year.start(), t.span.start + year.end(), str(int(year[0]) - 1)))
    return edits


@cache
def _weekdays() -> Mapping[str, int]:
    return {fold(f): int(r["value"]) for r in load_yaml("ar/time.yaml")["weekdays"] for f in r["forms"]}


@cache
def _weekday_names() -> Mapping[int, str]:
    return {int(r["value"]): str(r["forms"][0]) for r in load_yaml("ar/time.yaml")["weekdays"]}


def role(a: Annotated) -> Iterator[Altered]:
    """Who did it and to whom it was done, in each other's place; facts with names for both come first."""
    found = []
    for s in a.sentences:
        for f in (f for f in a.facts_in(s) if f.type not in _MUTUAL):
            agents, patients = ([x for x in f.arguments if x.role == r] for r in ("agent", "patient"))
            if len(agents) == len(patients) == 1:
                one, two = sorted((agents[0].span, patients[0].span))
                nameless = sum(x.actor is None for x in (*agents, *patients))
                apart = one.end < two.start and a.text[one.end : two.start].strip() != "و"
                if nameless < 2 and apart and s.contains(one) and s.contains(two) and a.words(one) != a.words(two):
                    found.append((nameless, s, one, two))
    for _, s, one, two in sorted(found):
        swapped = [Edit(one.start, one.end, a.words(two)), Edit(two.start, two.end, a.words(one))]
        yield apply("role", a.text, s, swapped)


def negation_added(a: Annotated) -> Iterator[Altered]:
    """A fact denied, where a verb states it."""
    for s in a.sentences:
        for f in a.facts_in(s):
            at = f.trigger.start
            shape = _verb(fold(a.words(f.trigger)))
            plain = f.polarity is Polarity.POS and f.modality is Modality.ASSERTED
            if plain and shape and a.before(at) not in _NO_NEGATION_AFTER:
                words = _NOT if shape is Shape.PRESENT else _NEVER
                yield apply("negation-added", a.text, s, [Edit(at, at, words)])


def _verb(key: str) -> Shape | None:
    """Past or present where a word can only be a verb that states a fact."""
    readings: tuple[Sense, ...] = senses().get(key, ())
    shapes = {r.form.shape for r in readings}
    if shapes and all(r.way is Way.VERB for r in readings) and len(shapes) == 1:
        return shapes.pop()
    return None


def negation_removed(a: Annotated) -> Iterator[Altered]:
    """A denied fact stated, where a word of negation stands before its trigger, or before a verb that carries that."""
    for s in a.sentences:
        for f in (f for f in a.facts_in(s) if f.polarity is Polarity.NEG):
            m = re.search(r"(?<![^\W\d_])[وف]?((لم|لن|لا) +)(?:[^\W\d_]+ +){0,2}$", a.text[s.start : f.trigger.start])
            if m:
                edit = Edit(s.start + m.start(1), s.start + m.end(1), "س" if m[2] == "لن" else "")
                yield apply("negation-removed", a.text, s, [edit])


def place(a: Annotated) -> Iterator[Altered]:
    """Another place of something that happened, wherever the text names that place."""
    names = [m for m in a.mentions if m.type is EntityType.LOC and not m.nominal and not m.metonym]
    other = next((p for p in PLACES if p not in a.text), None)
    for s in a.sentences:
        where = [x.span for f in a.facts_in(s) for x in f.arguments if x.role == "place"]
        for m in (m for m in names if s.contains(m.span) and any(w.contains(m.span) for w in where)):
            alike = [x.span for x in names if a.words(x.span) == a.words(m.span)]
            if other and all(_whole(a, x) for x in alike):
                yield apply("place", a.text, s, {Edit(x.start, x.end, other) for x in alike})


def _whole(a: Annotated, span: Span) -> bool:
    """Whether a name is written whole: «ل» melts into an article («للمدينة»)."""
    lead = re.search(r"[^\W\d_]*$", a.text[: span.start])
    melted = a.words(span).startswith("ل") and lead is not None and lead[0].endswith("ل")
    return not melted and lead is not None and len(lead[0]) <= 2


def order(a: Annotated) -> Iterator[Altered]:
    """A word of order before a noun turned: after for before and during, before for after."""
    for s in a.sentences:
        words = list(_WORD.finditer(a.text, s.start, s.end))
        for at in range(1, len(words) - 1):
            key, following = fold(words[at][0]), fold(words[at + 1][0])
            lead = int(key.startswith("و") and key[1:] in _orders())
            kind = _orders().get(key[lead:])
            apart = a.text[words[at].end() : words[at + 1].start()] != " "
            if kind is None or apart or len(following) < 3 or a.before(words[at].start()) in _NO_ORDER_AFTER:
                continue
            edit = Edit(words[at].start() + lead, words[at].end(), _OTHER_ORDER[kind])
            yield apply("order", a.text, s, [edit])


@cache
def _orders() -> Mapping[str, str]:
    rows = [r for r in load_yaml("ar/order-words.yaml") if r["class"] == "order" and r["id"] in _OTHER_ORDER]
    forms = [(fold(f), str(r["id"])) for r in rows for f in r["forms"]]
    return {f: kind for f, kind in forms if kind != "at" or f in _TIMES_ALONE}


def unaltered(a: Annotated) -> Iterator[Altered]:
    """The text as it is."""
    yield Altered("unaltered", a.text, (0, len(a.text)), (0, len(a.text)))


def shortened(a: Annotated) -> Iterator[Altered]:
    """The text without its last sentence, which changes nothing that the others say."""
    if len(a.sentences) >= KEPT:
        last = a.sentences[-1]
        text = a.text[: last.start] + a.text[last.end :]
        yield Altered("shortened", text, (0, len(text)), (0, len(a.text)))


#: Copies on which there is nothing to report.
CONTROLS: Mapping[str, Callable[[Annotated], Iterator[Altered]]] = {"unaltered": unaltered, "shortened": shortened}
ALTERATIONS: Mapping[str, Callable[[Annotated], Iterator[Altered]]] = {
    "source": source,
    "hedge": hedge,
    "number": number,
    "date": date,
    "role": role,
    "negation-added": negation_added,
    "negation-removed": negation_removed,
    "place": place,
    "order": order,
}

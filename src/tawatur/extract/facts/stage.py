"""The stage: every sentence walked once, drafts judged, merged and dated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tawatur.core.model import Argument, Attribution, EntityType, Fact, Force, Modality, Polarity, SegmentKind, Span
from tawatur.extract.facts.draft import Draft
from tawatur.extract.facts.english import english_facts
from tawatur.extract.facts.events import adjective_draft, verb_draft
from tawatur.extract.facts.heard import TRUST, FactEar, Trust, fuse, shared_fillers, trigger_word
from tawatur.extract.facts.judge import accepted
from tawatur.extract.facts.lexicon import Sense, Way, double_heads, fact_types
from tawatur.extract.facts.line import Kind, Line, lines
from tawatur.extract.facts.nations import actors_by_nation
from tawatur.extract.facts.nouns import noun_draft
from tawatur.extract.facts.relations import office_drafts, size_drafts, stay_drafts
from tawatur.extract.facts.scene import Scene
from tawatur.extract.facts.status import BY_FORCE, is_unreal, modality_of, polarity_of
from tawatur.extract.reading import Reading, Sentence


class Facts:
    """What a text claims: typed events and relations with their roles, each in its voice."""

    name = "facts"

    def __init__(self, ear: FactEar | None = None, trust: Trust = TRUST) -> None:
        """`ear`: who is heard beside the rules; nobody unless told. `trust`: how far."""
        self.ear, self.trust = ear, trust
        self.version = f"2-{'tagger' if ear else 'rules'}"

    def __call__(self, reading: Reading) -> Sequence[Fact]:
        """The facts of `reading`, ordered. Needs segments; uses names, times, quantities, attributions."""
        nations = actors_by_nation(reading)
        voices = Voices(reading)
        found: list[Fact] = []
        previous: Scene | None = None
        latin = [s for s in reading.sentences if is_latin(s)]
        heard = self.ear(reading) if self.ear else ()
        for line in lines(reading, skip=frozenset(s.index for s in latin)):
            scene = Scene(reading, line, nations)
            if previous is not None and previous.line.sentence.paragraph == line.sentence.paragraph:
                scene.last_subject, scene.last_object = previous.last_subject, previous.last_object
            drafts = merged(line, list(drafts_of(scene)))
            if heard:
                drafts = fuse(line, drafts, heard[line.sentence.index], self.trust)
            found += [fact for draft in drafts if (fact := fact_of(scene, draft, voices)) is not None]
            previous = scene
        found += [in_voice(fact, voices) for fact in english_facts(reading, latin)]
        return unique(once(found, voices))


def is_latin(sentence: Sentence) -> bool:
    """Whether most words of a sentence are in Latin letters."""
    words = [t.key for t in sentence.tokens if t.is_word]
    return bool(words) and 2 * sum(w[0].isascii() for w in words) > len(words)


def in_voice(fact: Fact, voices: Voices) -> Fact:
    """A fact with the voice it stands in, and the modality that its force gives it."""
    voice = voices.around(fact.trigger)
    if voice is None:
        return fact
    return replace(fact, attribution=voice.id, modality=BY_FORCE.get(voices.force(voice), fact.modality))


def drafts_of(scene: Scene) -> Iterator[Draft]:
    """Every accepted draft of a line, in order of triggers."""
    line = scene.line
    for index, word in enumerate(line.words):
        if word.kind is Kind.VERB:
            for sense in senses_at(line, index):
                if sense.way is Way.VERB:
                    draft = verb_draft(scene, index, sense)
                    if accepted(line, draft) and not _only_carries(scene, index, draft):
                        yield noted(scene, draft)
                        break
            remember(scene, index)
        elif word.kind is Kind.WORD and (word.senses or word.stem in double_heads()):
            for sense in senses_at(line, index):
                if sense.way is Way.VERB:
                    continue
                draft = (noun_draft if sense.way is Way.NOUN else adjective_draft)(scene, index, sense)
                if accepted(line, draft):
                    yield noted(scene, draft)
                    break
    yield from office_drafts(line)
    yield from size_drafts(line)
    yield from stay_drafts(line)


def _only_carries(scene: Scene, index: int, draft: Draft) -> bool:
    """Whether a light verb of no kind of its own only carries the event noun that is its object («ألقت القبض»)."""
    words = scene.line.words
    objects = (words[f.first] for f in scene.objects.get(index, ()))
    return (
        bool(words[index].light)
        and draft.type == "OTHER_EVENT"
        and any(s.way is Way.NOUN and s.trigger.type != draft.type for word in objects for s in word.senses)
    )


def noted(scene: Scene, draft: Draft) -> Draft:
    """Keep whom an event befell: pronouns after it speak of them («قتلوهم»)."""
    patients = [f for f in draft.fillers.get("patient", ()) if f.near]
    if patients:
        scene.last_object = patients
    return draft


def senses_at(line: Line, index: int) -> tuple[Sense, ...]:
    """Readings of a word as a trigger, with those of it and the next word together first."""
    from tawatur.extract.facts.lexicon import senses

    word = line.words[index]
    if index + 1 < len(line) and line.words[index + 1].kind in (Kind.WORD, Kind.VERB):
        double = senses().get(f"{word.stem} {line.words[index + 1].stem}", ())
        return double + word.senses
    return word.senses


def remember(scene: Scene, index: int) -> None:
    """Keep the subject of a clause for the clauses that share it."""
    subject = scene.subjects.get(index)
    if subject and any(f.near for f in subject):
        scene.last_subject = subject


def merged(line: Line, drafts: list[Draft]) -> list[Draft]:
    """Drafts of one type over one another become one: «الغارة على … استهدفت …»."""
    kept: list[Draft] = []
    for draft in drafts:
        double = next((k for k in kept[-4:] if k.type == draft.type and _same(line, k, draft)), None)
        if double is None:
            kept.append(draft)
            continue
        absorb(double, draft)
        double.first, double.last = min(double.first, draft.first), max(double.last, draft.last)
    return kept


def _taken_up(line: Line, event: Draft, verb: Draft) -> bool:
    """«الغارة التي شنتها القوة على المدينة، كانت تستهدف …»: a verb without a subject goes on about the event noun."""
    if "event" not in event.trigger.flags or line.words[verb.head].conjunction or not 0 <= verb.head - event.last <= 14:
        return False
    agents = verb.fillers.get("agent", [])
    between = line.words[event.last : verb.head]
    if any(w.kind in (Kind.STOP, Kind.COMPLEMENTIZER, Kind.RELATIVE, Kind.SUBORDINATOR) for w in between[-4:]):
        return False
    return bool(between) and not any(f.near for f in agents) and any(w.kind is Kind.COMMA for w in between)


def absorb(kept: Draft, other: Draft) -> None:
    """Give `kept` what the other states; the phrase that names the event itself fills no role of it."""
    for inner, outer in ((kept, other), (other, kept)):
        for role in list(outer.fillers):
            outer.fillers[role] = [f for f in outer.fillers[role] if not f.first <= inner.first < f.last]
    for role, fillers in other.fillers.items():
        if not kept.has(role):
            kept.fill(role, fillers)
        elif role == "patient" and other.verbal and not kept.verbal:
            kept.fill("place", [f for f in kept.fillers[role] if f.type is EntityType.LOC])
            kept.fillers[role] = list(fillers)
    if other.verbal and not kept.verbal:
        kept.verbal, kept.trigger, kept.pattern, kept.head = True, other.trigger, other.pattern, other.head


def _same(line: Line, a: Draft, b: Draft) -> bool:
    """Whether one trigger stands among the other's fillers or beside it («إلقاء القبض»), or both are one clause."""
    if a.type == b.type and abs(trigger_word(a) - trigger_word(b)) == 1 and shared_fillers(a, b):
        return True
    inner, outer = (a, b) if b.verbal else (b, a)
    if inner.first in outer.absorbed:
        return True
    if outer.verbal and not inner.verbal:
        shared = {f.start for f in inner.all() if f.near} & {f.start for f in outer.all() if f.near}
        if shared or _taken_up(line, inner, outer):
            return True
    for filler in outer.all():
        if filler.near and filler.first <= inner.first < filler.last and outer.type == inner.type:
            return True
    return False


class Voices:
    """Attributions by position: which is the innermost around a place."""

    def __init__(self, reading: Reading) -> None:
        self.rows = reading.of(Attribution)

    def speaker(self, attribution: str | None) -> str | None:
        """The actor behind an attribution, its id where nobody named speaks, None for the article's own voice."""
        row = next((r for r in self.rows if r.id == attribution), None) if attribution else None
        return (row.actor or row.id) if row else None

    def force(self, voice: Attribution) -> Force:
        """The force that rests on what a voice says: a report that is denied as a whole is denied."""
        if voice.force is Force.ASSERT:
            for row in self.rows:
                if row.force is Force.DENY and row is not voice and row.content.contains(voice.content):
                    return Force.DENY
        return voice.force

    def around(self, span: Span) -> Attribution | None:
        best: Attribution | None = None
        for row in self.rows:
            if row.content.start > span.start:
                break
            if row.content.end >= span.end and (best is None or len(row.content) < len(best.content)):
                best = row
        return best


def extent(line: Line, draft: Draft) -> tuple[int, int]:
    """View range of the clause: the trigger and its near fillers, with a preposition's noun, but with no comma around
    it and no quotation mark that closes or opens nothing in it («سفينة «مرجانة»» keeps both)."""
    near = [f for f in draft.all() if f.near]
    first = min([draft.first, *(f.first for f in near)])
    last = max([draft.last, *(f.last for f in near)])
    while first < last - 1 and _outside(line, first, first, last):
        first += 1
    while last > first + 1 and _outside(line, last - 1, first, last):
        last -= 1
    return first, last


def _outside(line: Line, at: int, first: int, last: int) -> bool:
    """Whether a mark at either end of words stands outside them: a comma, a quotation mark without its other, or one of
    the pair around all of them."""
    if line.words[at].kind is not Kind.QUOTE:
        return line.words[at].kind is Kind.COMMA
    marks = [n for n in range(first, last) if line.words[n].kind is Kind.QUOTE]
    return len(marks) % 2 == 1 or marks == [first, last - 1]


def fact_of(scene: Scene, draft: Draft, voices: Voices) -> Fact | None:
    """The finding of a draft, or None for what is only asked or supposed."""
    line, reading = scene.line, scene.reading
    if line.sentence.kind is SegmentKind.BYLINE:
        return None
    first, last = extent(line, draft)
    verbal = draft.verbal
    if is_unreal(line, draft.first, first):
        return None
    index = trigger_word(draft)
    trigger = reading.span(line.words[index].at, line.words[index].end)
    voice = voices.around(trigger)
    polarity = polarity_of(line, index, verbal=verbal) if draft.pattern != "office" else Polarity.POS
    modality = (
        modality_of(line, index, verbal=verbal) if draft.pattern not in ("office", "adjective") else Modality.ASSERTED
    )
    if modality is Modality.ASSERTED and voice is not None and draft.pattern not in ("office", "adjective"):
        modality = BY_FORCE.get(voices.force(voice), modality)
    time = _time(line, first, last)
    return Fact(
        span=reading.span(line.words[first].at, line.words[last - 1].end),
        type=draft.type,
        trigger=trigger,
        rule=f"fact/{draft.trigger.id}",
        arguments=tuple(_arguments(reading, draft)),
        time=None if time is None else line.times[time].value,
        time_span=None if time is None else line.times[time].span,
        polarity=polarity,
        modality=modality,
        attribution=voice.id if voice else None,
    )


def _arguments(reading: Reading, draft: Draft) -> Iterator[Argument]:
    order = ("agent", "patient", "recipient", "instrument", "place", "origin", "destination", "topic")
    used: set[tuple[int, str]] = set()
    for role in order:
        for filler in draft.fillers.get(role, ()):
            if filler.end > filler.start and (filler.start, role) not in used:
                used.add((filler.start, role))
                yield Argument(role, reading.span(filler.start, filler.end), filler.actor)


def _time(line: Line, first: int, last: int) -> int | None:
    """The time expression of the clause: within it, or right beside it before the next clause begins."""
    for index in range(first, min(len(line), last + 4)):
        word = line.words[index]
        if index >= last and word.kind in (Kind.STOP, Kind.VERB, Kind.COMPLEMENTIZER):
            break
        if word.time >= 0 and line.times[word.time].kind != "duration":
            return word.time
    for index in range(first - 1, max(-1, first - 5), -1):
        word = line.words[index]
        if word.kind in (Kind.STOP, Kind.VERB, Kind.COMPLEMENTIZER):
            break
        if word.time >= 0 and line.times[word.time].kind != "duration":
            return word.time
    return None


def once(facts: list[Fact], voices: Voices) -> list[Fact]:
    """Without the relations that the same voice states again of the same named actors."""
    kept, seen = [], set()
    for fact in facts:
        named = tuple((a.role, a.actor) for a in fact.arguments if a.actor)
        if fact_types()[fact.type]["kind"] == "relation" and len(named) > 1:
            key = (fact.type, named, fact.polarity, voices.speaker(fact.attribution))
            if key in seen:
                continue
            seen.add(key)
        kept.append(fact)
    return kept


def unique(facts: list[Fact]) -> list[Fact]:
    """Facts ordered by span, one for each id."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.id, fact)
    return sorted(seen.values(), key=lambda f: (f.span.start, f.span.end, f.type, f.id))

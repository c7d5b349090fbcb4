"""What the rules share while they walk a line, and who does what to whom around a verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tawatur.core.model import EntityType
from tawatur.extract.attributions.inflect import Form
from tawatur.extract.facts.clauses import Item, items_after, left_of
from tawatur.extract.facts.draft import Filler, distant, fillers_of
from tawatur.extract.facts.lexicon import Way, words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import Phrase, is_accusative
from tawatur.extract.reading import Reading


@dataclass(slots=True)
class Scene:
    """What rules share while they walk a line: the reading, actors by nation, subjects seen, and drafts by word."""

    reading: Reading
    line: Line
    nations: Mapping[str, str]
    subjects: dict[int, list[Filler]] = field(default_factory=dict)
    objects: dict[int, list[Filler]] = field(default_factory=dict)
    last_subject: list[Filler] = field(default_factory=list)
    last_object: list[Filler] = field(default_factory=list)
    asked: dict[int, list[Filler]] = field(default_factory=dict)

    def earlier_subject(self, index: int, form: Form | None) -> list[Filler]:
        """The subject that an elided one takes up: of the nearest verb before word `index` that agrees with `form`."""
        at, tried = index, 0
        while at > 0 and index - at < 30 and tried < 4:
            at -= 1
            word = self.line.words[at]
            if word.kind is not Kind.VERB:
                continue
            tried += 1
            subject = self._own_subject(at)
            if subject and agrees(self.line, subject, form):
                return subject
        return self.last_subject if self.last_subject and agrees(None, self.last_subject, form) else []

    def _own_subject(self, at: int) -> list[Filler]:
        if at in self.subjects:
            return [f for f in self.subjects[at] if f.near]
        if at not in self.asked:
            self.asked[at] = near_subject(self, at)
        return self.asked[at]


def near_subject(scene: Scene, index: int) -> list[Filler]:
    """The subject that stands beside the verb at word `index` itself."""
    line = scene.line
    left = left_of(line, index)
    if left.phrase is not None:
        return fillers_of(line, left.phrase)
    bare = next((i for i in items_after(line, index + 1) if not i.preposition and i.phrase), None)
    return fillers_of(line, bare.phrase) if bare else []


def agrees(line: Line | None, subject: list[Filler], form: Form | None) -> bool:
    """Whether an earlier subject can be that of a verb form: plural people with plural, feminine with feminine."""
    if form is None or not subject:
        return True
    stems = subject[0].stems
    if form.plural:
        return (
            len(subject) > 1
            or bool(stems & words()["people"])
            or any(s.endswith(("ون", "ين", "هم")) for s in stems)
            or subject[0].type is EntityType.ORG
        )
    feminine = any(s.endswith(("ه", "ات")) for s in stems) or subject[0].type in (EntityType.LOC, EntityType.ORG)
    return (
        feminine
        if form.gender == "f"
        else subject[0].type is not None or not any(s.endswith(("ات", "ون")) for s in stems)
    )


def passive_mark(scene: Scene, index: int) -> bool:
    """Whether the writer put a damma on the verb's first letter: «قُتل»."""
    word = scene.line.words[index]
    source = scene.reading.source.text
    start, _ = scene.reading.view.span(word.at, word.at + 1)
    return (source[start + 1 : start + 2] == "\u064f" and word.stem[:1] not in "ي") or source[
        start + 1 : start + 3
    ] in ("\u064fو",)


@dataclass(frozen=True, slots=True)
class Sides:
    """Subject and object of a verb as its clause shows them, and the prepositional items."""

    subject: list[Filler]
    object: list[Filler]
    items: list[Item]
    resumed: list[Filler]
    first: int
    elided: bool


def sides_of(scene: Scene, index: int, *, passive: bool, transitive: bool) -> Sides:
    """Who does what to whom around the verb at word `index`.

    `passive`: the verb may be one unmarked (a lone noun phrase is its patient); `transitive`: it takes an object.
    """
    line = scene.line
    left, items = left_of(line, index), items_after(line, index + 1)
    form = line.words[index].form
    pronoun = bool(form and form.pronoun)
    bare = bare_items(line, items)
    resumed: list[Filler] = []
    before = fillers_of(line, left.phrase)
    subject: list[Filler] = []
    target: list[Filler] = []
    attached = any(i.phrase is None for i in items[:2])
    if (
        left.phrase is not None
        and (pronoun or attached)
        and bare
        and (left.relative or _is_bare_noun(line, left.phrase) or (pronoun and _acts(line, bare[0].phrase)))
    ):
        subject = fillers_of(line, bare[0].phrase)
        resumed = before
        target = before if pronoun else fillers_of(line, bare[1].phrase) if len(bare) > 1 else []
    elif left.phrase is not None and (pronoun or attached) and (left.relative or _next_attached(items, index, bare)):
        resumed = before
        target = before if pronoun else []
    elif left.phrase is not None:
        subject = before
        target = fillers_of(line, bare[0].phrase) if bare else []
    elif bare:
        subject, target = _after_verb(scene, index, bare, transitive=transitive)
    if pronoun and not target and transitive:
        target = distant(scene.last_object)
    marked = passive_mark(scene, index)
    if subject and not target and transitive and (marked or (passive and not pronoun)):
        return Sides([], subject, items, resumed, left.head, False)
    elided = not subject
    if elided and not marked and not (passive and target and not form_is_active(scene, index)):
        subject = distant([f for f in scene.earlier_subject(left.head, form) if not f.event])
        governed = any(i.preposition in ("ب", "علي") for i in items[:1])
        if passive and not target and not pronoun and transitive and not governed:
            subject, target = [], subject
    return Sides(subject, target, items, resumed, left.head, elided)


def _acts(line: Line, phrase: Phrase | None) -> bool:
    """Whether a phrase behind a verb with its object pronoun is who acts: «خطفتهم مجموعة», not «منحهم مالا»."""
    return phrase is not None and not is_accusative(line, phrase)


def _next_attached(items: list[Item], index: int, bare: list[Item]) -> bool:
    """«الجثث عثر عليها»: a preposition with its pronoun right behind the verb takes up what stands before it."""
    return bool(items) and items[0].phrase is None and items[0].at == index + 1 and not bare


def describes(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase is a participle that only describes («ملقاة»), not somebody or something."""
    word = line.words[phrase.head]
    return phrase.mention is None and bool(word.senses) and all(s.way is Way.ADJECTIVE for s in word.senses)


def bare_items(line: Line, items: list[Item]) -> list[Item]:
    """Phrases without a preposition, up to the first adjunct of time or cause."""
    found = []
    for item in items:
        if item.preposition in words()["adjunct_prepositions"]:
            break
        if not item.preposition and item.phrase and not describes(line, item.phrase):
            found.append(item)
    return found


def form_is_active(scene: Scene, index: int) -> bool:
    """Whether a verb without a subject beside it still has one: it has an object pronoun, is plural or joined on."""
    word = scene.line.words[index]
    return bool(word.form and (word.form.pronoun or word.form.plural)) or bool(word.conjunction)


def _is_bare_noun(line: Line, phrase: Phrase) -> bool:
    return phrase.mention is None and not any(
        line.words[at].stem.startswith("ال") for at in range(phrase.first, phrase.last)
    )


def _after_verb(scene: Scene, index: int, bare: list[Item], *, transitive: bool) -> tuple[list[Filler], list[Filler]]:
    line = scene.line
    form = line.words[index].form
    first = bare[0].phrase
    assert first is not None
    if len(bare) > 1:
        return fillers_of(line, first), fillers_of(line, bare[1].phrase)
    plural = form is not None and form.plural
    if transitive and (is_accusative(line, first) or plural):
        return [], fillers_of(line, first)
    found = fillers_of(line, first)
    other = transitive and not (form and form.pronoun) and scene.earlier_subject(index, form)
    if other and (found[0].actor is None or not agrees(line, found, form)):
        return [], found
    return found, []

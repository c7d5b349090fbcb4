"""Steps one to three put in a row: every voice of a passage with its cue, source and content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tawatur.extract.attributions import contents, sources
from tawatur.extract.attributions.addressed import without_patient
from tawatur.extract.attributions.assemble import entry_for
from tawatur.extract.attributions.beside import as_he_says, contents_beside
from tawatur.extract.attributions.cues import denies_when_negated, find_cues
from tawatur.extract.attributions.english import english_triples
from tawatur.extract.attributions.headlines import colon_triples
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.relays import relay_triples


def _found_in(passage: Passage, cue: Cue, opener: Opener) -> Source | None:
    """What an impersonal finding rests on: «تبين من التحقيقات أن …»."""
    if cue.last + 1 < opener.at and passage.keys[cue.last] == "من":
        through = passage.keys[cue.last + 1] == "خلال"
        return sources.source_after(passage, replace(cue, last=cue.last + 1 + through), opener.at)
    return None


def find_source(passage: Passage, cue: Cue, opener: Opener) -> Source | None:
    """The words that name who speaks, before or after the cue; None where they are left out."""
    if "impersonal" in entry_for(cue, opener).flags:
        return _found_in(passage, cue, opener)
    if cue.form.first_person or cue.form.shape is Shape.PARTICIPLE:
        return None
    if cue.form.shape is Shape.NOUN and cue.form.pronoun:
        return None
    if cue.form.shape is Shape.NOUN and cue.last < opener.at and passage.keys[cue.last] == "من":
        return sources.source_after(passage, replace(cue, last=cue.last + 1), opener.at)
    if cue.form.shape is Shape.NOUN and sources.adjective_follows(passage, cue):
        return None
    after = sources.source_after(passage, cue, _needed_at(passage, cue, opener))
    if cue.form.shape in (Shape.NOUN, Shape.PHRASE):
        return after
    joined = passage.keys[cue.first][0] == "و" and cue.prefix > 0
    before = None if joined else sources.source_before(passage, cue)
    if before and (before[1] or after is None):
        return before[0]
    return after


def _needed_at(passage: Passage, cue: Cue, opener: Opener) -> int:
    """Where a source behind the cue ends at the latest: at the object that it needs («أصدر القاضي | حكما ب…»), else
    where the content opens."""
    needs = {key for key in entry_for(cue, opener).needs if len(key) > 1}
    return next((i for i in range(cue.last, opener.at) if passage.keys[i] in needs), opener.at)


@dataclass(frozen=True, slots=True)
class Steps:
    """The three steps before assembly. Each is a pure function and can be replaced, by a model or by a vote of both.

    `cues`: candidates in reading order. `opener`: where a cue's content opens, None for no content. `source`: the words
    that name who speaks, None where they are left out. `content`: from the opener to the end of the voice.
    """

    cues: Callable[[Passage], list[Cue]] = find_cues
    opener: Callable[[Passage, Cue, Mapping[int, Cue]], Opener | None] = contents.find_opener
    source: Callable[[Passage, Cue, Opener], Source | None] = find_source
    content: Callable[[Passage, Cue, Opener, Mapping[int, Cue]], Content] = contents.content_from


RULES = Steps()


def find_triples(passage: Passage, steps: Steps = RULES) -> list[Triple]:
    """Every voice of `passage` with its cue, source and content, in order of cues."""
    cues = steps.cues(passage)
    cues_at = {cue.first: cue for cue in cues}
    triples = [t for cue in cues if (t := _triple(passage, cue, cues_at, steps))]
    triples = relay_triples(passage, _without_echoes(triples))
    triples += colon_triples(passage, triples) + english_triples(passage)
    triples.sort(key=lambda t: (t.cue.first if t.cue else t.content.first, t.content.first))
    return triples


def _triple(passage: Passage, cue: Cue, cues_at: Mapping[int, Cue], steps: Steps) -> Triple | None:
    if not stands(passage, cue):
        return None
    if cue.flag("passes"):
        return contents_beside(passage, cue, cues_at)
    opener = steps.opener(passage, cue, cues_at)
    if opener is None or opener.kind not in ("an", "quote"):
        beside = as_he_says(passage, cue)
        if beside or opener is None:
            return beside
    entry = entry_for(cue, opener)
    content = steps.content(passage, cue, opener, cues_at)
    if content.last <= content.first:
        return None
    source = steps.source(passage, cue, opener)
    if source is None and "owned" in entry.flags and not cue.form.pronoun:
        return None
    if "people" in entry.flags and not (source and sources.can_speak(passage, source)):
        return None
    if source and opener.kind not in ("an", "quote"):
        source = without_patient(passage, source)
    return Triple(cue, opener, source, content, entry.id)


def stands(passage: Passage, cue: Cue) -> bool:
    """Whether the cue says that something was said: not under a negation that takes it away, nor as what only might
    be said («من المنتظر أن يؤكد …»)."""
    if cue.negated and not denies_when_negated(cue.entries[0].force):
        return False
    before = passage.keys[cue.first - 1] if cue.first > passage.bounds(cue.first)[0] else ""
    return not (cue.form.shape is Shape.PRESENT and before in ("ان", "بان", "كي", "لكي") and not cue.prefix)


def _without_echoes(triples: list[Triple]) -> list[Triple]:
    """Drop «على حد قوله» where it only repeats whose content it closes, «قرارا ب» where «أصدر» has opened it,
    a noun that is itself the head of what is announced («أعلن رفضه ل…»), and a second word of speech on the way to one
    content («وأضاف قائلا: …», «قال في تصريحات إن …»)."""
    opened: dict[Opener, list[Triple]] = {}
    for triple in triples:
        opened.setdefault(triple.opener, []).append(triple)
    triples = [t for t in triples if not any(_second_word(o, t) for o in opened[t.opener])]
    taken = {t.content.first for t in triples if t.rule == "ask.issue"}
    triples = [t for t in triples if t.rule not in ("ask.order", "ask.order_given") or t.content.first not in taken]
    heads = {t.content.first for t in triples if t.opener.kind not in ("an", "quote", "fa")}
    triples = [t for t in triples if not (t.cue and t.cue.form.shape is Shape.NOUN and t.cue.first in heads)]
    ends = {t.content.last + gap for t in triples if not (t.cue and t.cue.flag("elided")) for gap in range(4)}
    return [t for t in triples if not (t.cue and t.cue.flag("elided") and t.cue.first in ends)]


def _second_word(one: Triple, other: Triple) -> bool:
    """Whether the cue of `other` only carries on from that of `one` to the same content."""
    if not one.cue or not other.cue or one.rule == "say.transmit":
        return False
    if one.cue.form.shape not in (Shape.PAST, Shape.PRESENT) or not one.cue.last <= other.cue.first:
        return False
    shape = other.cue.form.shape
    return shape is Shape.PARTICIPLE or (shape is Shape.NOUN and other.rule == "say.noun")

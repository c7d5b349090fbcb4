"""The stage: four steps over one reading, and the findings they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tawatur.core.model import Attribution, SourceKind, Span
from tawatur.extract.attributions import assemble, contents, forces, sources
from tawatur.extract.attributions.cues import denies_when_negated, find_cues
from tawatur.extract.attributions.english import english_triples
from tawatur.extract.attributions.headlines import colon_triples
from tawatur.extract.attributions.hedges import hedges_in
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import single_readings, words
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.relays import relay_triples
from tawatur.extract.attributions.speakers import Voice, speakers_of
from tawatur.extract.reading import Reading


class Attributions:
    """Who says what: every voice of a text with its words, its force and its chain."""

    name = "attributions"
    version = "1"

    def __call__(self, reading: Reading) -> Sequence[Attribution]:
        """The attributions of `reading`, in order of their cues. Needs segments; uses mentions where there are any."""
        passage = Passage.of(reading)
        triples = find_triples(passage)
        return build(reading, passage, triples)


def find_triples(passage: Passage) -> list[Triple]:
    """Steps one to three: every voice with its cue, source and content, in order of cues."""
    cues = find_cues(passage)
    cues_at = {cue.first: cue for cue in cues}
    triples = [t for cue in cues if (t := _triple(passage, cue, cues_at))]
    triples = relay_triples(passage, _without_echoes(triples))
    triples += colon_triples(passage, triples) + english_triples(passage)
    triples.sort(key=lambda t: (t.cue.first if t.cue else t.content.first, t.content.first))
    return triples


def _without_echoes(triples: list[Triple]) -> list[Triple]:
    """Drop «على حد قوله» where it only repeats whose content it closes, «قرارا ب» where «أصدر» has opened it,
    and a noun that is itself the head of what is announced («أعلن رفضه ل…»)."""
    taken = {t.content.first for t in triples if t.rule == "ask.issue"}
    triples = [t for t in triples if t.rule not in ("ask.order", "ask.order_given") or t.content.first not in taken]
    heads = {t.content.first for t in triples if t.opener.kind not in ("an", "quote", "fa")}
    triples = [t for t in triples if not (t.cue and t.cue.form.shape is Shape.NOUN and t.cue.first in heads)]
    ends = {t.content.last + gap for t in triples if not (t.cue and t.cue.flag("elided")) for gap in range(4)}
    return [t for t in triples if not (t.cue and t.cue.flag("elided") and t.cue.first in ends)]


def _triple(passage: Passage, cue: Cue, cues_at: Mapping[int, Cue]) -> Triple | None:
    if not stands(passage, cue):
        return None
    if cue.flag("passes"):
        return contents_beside(passage, cue, cues_at)
    opener = contents.find_opener(passage, cue, cues_at)
    if opener is None or opener.kind not in ("an", "quote"):
        beside = as_he_says(passage, cue)
        if beside or opener is None:
            return beside
    entry = assemble.entry_for(cue, opener)
    content = contents.content_from(passage, cue, opener, cues_at)
    if content.last <= content.first:
        return None
    source = _found_in(passage, cue, opener) if "impersonal" in entry.flags else _source(passage, cue, opener)
    if source is None and "owned" in entry.flags and not cue.form.pronoun:
        return None
    if "people" in entry.flags and not (source and sources.can_speak(passage, source)):
        return None
    if source and opener.kind not in ("an", "quote"):
        source = sources.without_patient(passage, source)
    return Triple(cue, opener, source, content, entry.id)


def stands(passage: Passage, cue: Cue) -> bool:
    """Whether the cue says that something was said: not under a negation that takes it away, nor as what only might
    be said («من المنتظر أن يؤكد …»)."""
    if cue.negated and not denies_when_negated(cue.entries[0].force):
        return False
    before = passage.keys[cue.first - 1] if cue.first > passage.bounds(cue.first)[0] else ""
    return not (cue.form.shape is Shape.PRESENT and before in ("ان", "بان", "كي", "لكي") and not cue.prefix)


def _found_in(passage: Passage, cue: Cue, opener: Opener) -> Source | None:
    """What an impersonal finding rests on: «تبين من التحقيقات أن …»."""
    if cue.last < opener.at and passage.keys[cue.last] == "من":
        return sources.source_after(passage, replace(cue, last=cue.last + 1), opener.at)
    return None


def _source(passage: Passage, cue: Cue, opener: Opener) -> Source | None:
    if cue.form.first_person or cue.form.shape is Shape.PARTICIPLE:
        return None
    if cue.form.shape is Shape.NOUN and cue.form.pronoun:
        return None
    if cue.form.shape is Shape.NOUN and cue.last < opener.at and passage.keys[cue.last] == "من":
        return sources.source_after(passage, replace(cue, last=cue.last + 1), opener.at)
    if cue.form.shape is Shape.NOUN and sources.adjective_follows(passage, cue):
        return None
    after = sources.source_after(passage, cue, opener.at)
    if cue.form.shape in (Shape.NOUN, Shape.PHRASE):
        return after
    joined = passage.keys[cue.first][0] == "و" and cue.prefix > 0
    before = None if joined else sources.source_before(passage, cue)
    if before and (before[1] or after is None):
        return before[0]
    return after


def as_he_says(passage: Passage, cue: Cue) -> Triple | None:
    """«…، كما قال X»: the content stands before a finite cue that «كما» introduces."""
    first, end = passage.bounds(cue.first)
    if cue.form.shape not in (Shape.PAST, Shape.PRESENT) or cue.first - first < 4:
        return None
    if passage.keys[cue.first - 1] != "كما" or not (
        passage.is_comma(cue.first - 2) or cue.form.shape is Shape.PRESENT or end - cue.first <= 12
    ):
        return None
    source = sources.source_after(passage, cue, min(end, cue.last + 20))
    if source is None and end - cue.last > 2:
        return None
    if source and source.last < end - 1 and not passage.is_comma(source.last):
        return None
    opener = Opener("fa", cue.first, cue.first)
    return Triple(cue, opener, source, _clause_before(passage, first, cue.first - 1), "according.as")


def contents_beside(passage: Passage, cue: Cue, cues_at: Mapping[int, Cue]) -> Triple | None:
    """«بحسب X»: its source follows; its content is the clause before, or the one after when it opens the sentence."""
    first, end = passage.bounds(cue.first)
    opens = not any(passage.is_word(i) for i in range(first, cue.first)) or cue.first == first + 1
    source = _beside_source(passage, cue, opens, min(end, cue.last + 20))
    if source is None and not cue.flag("elided"):
        return None
    if not opens:
        content = _interrupted(passage, first, cue, cues_at) or _clause_before(passage, first, cue.first)
        return Triple(cue, Opener("fa", cue.first, cue.first), source, content, cue.entries[0].id)
    start = source.last if source else cue.last
    while start < end and (passage.is_comma(start) or passage.has(start, "complementizers")):
        start += 1
    if start >= end:
        return None
    content = contents.content_from(passage, cue, Opener("an", start, start), cues_at)
    return Triple(cue, Opener("fa", start, start), source, content, cue.entries[0].id)


def _interrupted(passage: Passage, first: int, cue: Cue, cues_at: Mapping[int, Cue]) -> Content | None:
    """The content of a voice that «حسبما نقلت X» interrupts before it has opened («وقال فلان، حسبما …، إن …»)."""
    for index in range(first, min(cue.first, first + 12)):
        other = cues_at.get(index)
        if other and other.form.shape in (Shape.PAST, Shape.PRESENT):
            opener = contents.find_opener(passage, other, cues_at)
            if opener and opener.at > cue.last:
                return contents.content_from(passage, other, opener, cues_at)
            return None
    return None


def _beside_source(passage: Passage, cue: Cue, opens: bool, limit: int) -> Source | None:
    if cue.flag("elided"):
        return None
    verb = cue.last < limit and any(
        r.form.shape in (Shape.PAST, Shape.PRESENT) for r in single_readings(passage.keys[cue.last])
    )
    key = passage.keys[cue.last] if cue.last < limit else ""
    said = key in words()["said_nouns"] or key[1:] in words()["said_nouns"]
    source = sources.source_after(passage, replace(cue, last=cue.last + (verb or said)), limit)
    if source is None or not (opens or verb or sources.can_speak(passage, source)):
        return None
    if passage.keys[source.first] in words()["measures"]:
        return None
    attached_l = not verb and source.first == cue.last and cue.form.key.endswith((" ل", " ب"))
    return replace(source, skip=1) if attached_l else source


def _clause_before(passage: Passage, first: int, last: int) -> Content:
    while last > first + 1 and not passage.is_word(last - 1):
        last -= 1
    while first < last - 1 and not passage.is_word(first):
        first += 1
    return Content(first, last)


def build(reading: Reading, passage: Passage, triples: Sequence[Triple]) -> list[Attribution]:
    """Step four: findings with force, mode, speaker, actor, hedges and parent."""
    parents = assemble.parents(triples)
    speakers = speakers_of(passage, triples, parents)
    made = [_finding(reading, passage, t, v) for t, v in zip(triples, speakers, strict=True)]
    ids = [m.id for m in made]
    linked = [replace(m, parent=None if p is None else ids[p]) for m, p in zip(made, parents, strict=True)]
    return list({m.id: m for m in reversed(linked)}.values())[::-1]


def _finding(reading: Reading, passage: Passage, triple: Triple, voice: Voice | None) -> Attribution:
    content = _span(reading, passage, triple.content.first, triple.content.last, triple.content.skip)
    cue = _span(reading, passage, triple.cue.first, triple.cue.last, 0) if triple.cue else None
    named = voice.source if voice else None
    kind = SourceKind.IMPERSONAL if named is None else named.kind
    return Attribution(
        content=content,
        cue=cue,
        source=_source_span(reading, passage, triple.source),
        rule=f"attribution/{triple.rule}",
        mode=assemble.mode_of(triple.content),
        force=forces.force_of(passage, triple),
        source_kind=kind,
        speaker=_source_span(reading, passage, named) if triple.source is None else None,
        actor=voice.actor if voice else None,
        hedges=tuple(_span(reading, passage, a, b, 0) for a, b in hedges_in(passage, triple)),
    )


def _span(reading: Reading, passage: Passage, first: int, last: int, skip: int) -> Span:
    start = passage.tokens[first].start + skip
    return reading.span(start, passage.tokens[last - 1].end)


def _source_span(reading: Reading, passage: Passage, source: Source | None) -> Span | None:
    return _span(reading, passage, source.first, source.last, source.skip) if source else None

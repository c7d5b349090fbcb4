"""The stage: four steps over one reading, and the findings they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from tawatur.core.model import Attribution, SourceKind, Span
from tawatur.extract.attributions import assemble, forces
from tawatur.extract.attributions.fuse import fuse
from tawatur.extract.attributions.heard import Ear, TaggerEar
from tawatur.extract.attributions.hedges import hedges_in
from tawatur.extract.attributions.model import Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.speakers import speakers_of
from tawatur.extract.attributions.triples import RULES, Steps, find_triples
from tawatur.extract.attributions.voices import Voice
from tawatur.extract.reading import Reading


class Attributions:
    """Who says what: every voice of a text with its words, its force and its chain."""

    name = "attributions"

    def __init__(self, steps: Steps = RULES, ear: Ear | None = None) -> None:
        """`steps`: how cues, sources and contents are found; the rules unless told otherwise. `ear`: who is heard
        beside the rules; nobody unless told."""
        self.steps = steps
        self.ear = ear
        self.version = f"5-{ear.name if ear else 'rules'}"

    def __call__(self, reading: Reading) -> Sequence[Attribution]:
        """The attributions of `reading`, in order of their cues. Needs segments; uses mentions where there are any."""
        passage = Passage.of(reading)
        triples = find_triples(passage, self.steps)
        if self.ear:
            triples = fuse(passage, triples, self.ear(reading, passage, triples))
        return build(reading, passage, triples)


@cache
def ear_for(tagger: Literal["neural", "rules"]) -> Ear | None:
    """Who is heard beside the rules in a run that was told to use this tagger."""
    return TaggerEar() if tagger == "neural" else None


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

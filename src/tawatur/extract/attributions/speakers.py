"""Who speaks in each voice of a text: its source, or whoever goes on where the text names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawatur.extract.attributions.antecedents import Candidate, antecedent, candidates
from tawatur.extract.attributions.assemble import entry_for
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.model import Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.voices import Voice, voice_of


def speakers_of(passage: Passage, triples: Sequence[Triple], parents: Sequence[int | None]) -> list[Voice | None]:
    """For each triple, in order of cues, who speaks; None where nobody does."""
    voices: list[Voice | None] = []
    heard: list[Voice] = []
    for number, triple in enumerate(triples):
        voice = None
        if triple.source:
            voice = voice_of(passage, triple.source, heard)
        elif goes_on(triple):
            found = antecedent(candidates(passage, triples, parents, voices, number))
            voice = _voice(passage, found, found.source, heard) if found and found.source else None
        voices.append(voice)
        heard += [voice] if voice else []
    return voices


def _voice(passage: Passage, found: Candidate, source: Source, heard: Sequence[Voice]) -> Voice:
    voice = voice_of(passage, source, heard)
    return replace(voice, actor=found.actor or voice.actor)


def goes_on(triple: Triple) -> bool:
    """Whether somebody who is not named goes on: not at a quotation without a cue, an impersonal cue («يُعتقد») or a
    noun («تصريحات») that no pronoun ties to anybody."""
    cue = triple.cue
    if cue is None or "impersonal" in entry_for(cue, triple.opener).flags:
        return False
    return cue.form.shape is not Shape.NOUN or bool(cue.form.pronoun)

"""Step four: put cue, source and content together; decide force, mode, speaker and chain."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import Force, Mode
from tawatur.extract.attributions.lexicon import Entry, force_of_object
from tawatur.extract.attributions.model import Content, Cue, Opener, Triple
from tawatur.extract.attributions.passage import Passage


def entry_for(cue: Cue, opener: Opener) -> Entry:
    """The reading of the cue that governs what opened the content (the most trusted one when several do)."""
    return next((e for e in cue.entries if opener.kind in e.takes), cue.entries[0])


def force_of(passage: Passage, triple: Triple) -> Force:
    """The force of a content: its cue's, unless its first word says what was announced («أعلن رفضه», «أكد ضرورة»)."""
    if triple.cue is None:
        return Force.ASSERT
    entry = entry_for(triple.cue, triple.opener)
    force = entry.force
    if triple.cue.negated:
        return {Force.OPINE: Force.DENY, Force.DENY: Force.SPECULATE, Force.INTEND: Force.DENY}.get(force, force)
    if triple.opener.kind not in ("an", "quote") and force in (Force.ASSERT, Force.CONFIRM):
        return _object_force(passage.keys[triple.content.first][triple.content.skip :], force)
    return force


def _object_force(key: str, force: Force) -> Force:
    table = force_of_object()
    bare = key[2:] if key.startswith("ال") else key
    for ending in ("", "هم", "ها", "ه"):
        stem = bare[: len(bare) - len(ending)] if bare.endswith(ending) else ""
        for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
            if form in table:
                return table[form]
    return force


def mode_of(content: Content) -> Mode:
    if content.quoted:
        return Mode.DIRECT
    return Mode.MIXED if content.partly else Mode.INDIRECT


def parents(triples: Sequence[Triple]) -> list[int | None]:
    """For each triple, the index of the innermost one in whose content its cue stands; triples in order of cues."""
    result: list[int | None] = []
    for number, triple in enumerate(triples):
        at = triple.cue.first if triple.cue else triple.content.first
        best: int | None = None
        for other, row in enumerate(triples):
            if other == number or not row.content.first <= at < row.content.last:
                continue
            inside = row.content.last - row.content.first
            mine = triple.content.last - triple.content.first
            if mine >= inside and other > number:
                continue
            if best is None or inside < triples[best].content.last - triples[best].content.first:
                best = other
        result.append(best)
    return result

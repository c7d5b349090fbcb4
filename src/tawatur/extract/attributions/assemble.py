"""Step four: put cue, source and content together: mode and chain. (Force is in `forces`, speakers in `speakers`.)"""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import Mode
from tawatur.extract.attributions.lexicon import Entry
from tawatur.extract.attributions.model import Content, Cue, Opener, Triple


def entry_for(cue: Cue, opener: Opener) -> Entry:
    """The reading of the cue that governs what opened the content (the most trusted one when several do)."""
    return next((e for e in cue.entries if opener.kind in e.takes), cue.entries[0])


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

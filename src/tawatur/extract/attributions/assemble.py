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
    """For each triple, the index of the innermost one in whose content its cue stands; triples in order of cues.

    One sweep over the text: contents open and close as the cues go by.
    """
    places = [t.cue.first if t.cue else t.content.first for t in triples]
    by_start = sorted(range(len(triples)), key=lambda i: triples[i].content.first)
    result: list[int | None] = [None] * len(triples)
    active: list[int] = []
    opened = 0
    for number in sorted(range(len(triples)), key=lambda i: places[i]):
        at = places[number]
        while opened < len(by_start) and triples[by_start[opened]].content.first <= at:
            active.append(by_start[opened])
            opened += 1
        active = [i for i in active if triples[i].content.last > at]
        result[number] = _innermost(triples, number, active)
    return result


def _innermost(triples: Sequence[Triple], number: int, active: Sequence[int]) -> int | None:
    mine = _length(triples[number])
    fit = [i for i in active if i != number and not (mine >= _length(triples[i]) and i > number)]
    return min(fit, key=lambda i: (_length(triples[i]), i), default=None)


def _length(triple: Triple) -> int:
    return triple.content.last - triple.content.first

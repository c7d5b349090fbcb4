"""Step four: put cue, source and content together: mode and chain. (Force is in `forces`, speakers in `speakers`.)"""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import Mode
from tawatur.extract.attributions.lexicon import Entry
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple


def entry_for(cue: Cue, opener: Opener) -> Entry:
    """The reading of the cue that governs what opened the content (the most trusted one when several do)."""
    return next((e for e in cue.entries if opener.kind in e.takes), cue.entries[0])


def mode_of(content: Content) -> Mode:
    if content.quoted:
        return Mode.DIRECT
    return Mode.MIXED if content.partly else Mode.INDIRECT


#: Voices back among which the one is looked for whose words another passes on.
LOOK_BACK = 3


def parents(triples: Sequence[Triple]) -> list[int | None]:
    """For each triple, the index of the innermost one in whose content its cue stands, else of the one before that
    gives the same words on another's word («نفى ما ذكرته الإذاعة من أن …», «وأضاف أن السد آمن، بحسب خبراء»); triples
    in order of cues.

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
    return [_relayed(triples, n) if p is None else p for n, p in enumerate(result)]


def _relayed(triples: Sequence[Triple], number: int) -> int | None:
    """The nearest triple before this one that gives its words on this one's word; or none."""
    on_the_way = _on_the_way(triples, number)
    return _passed_on(triples, number) if on_the_way is None else on_the_way


#: Share of the words of two contents together that both must have to be one content.
SAME = 0.8


def _on_the_way(triples: Sequence[Triple], number: int) -> int | None:
    """The nearest triple before this one that has its content too, where this one's cue stands between that one's cue
    and the content («نقلت الصحيفة عن الوزير قوله إن …»); or none."""
    mine = triples[number]
    if mine.cue is None:
        return None
    for i in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
        outer = triples[i]
        if outer.cue is None or outer.cue.last > mine.cue.first or mine.cue.last > mine.content.first:
            continue
        one = outer.opener == mine.opener or _same_content(outer.content, mine.content)
        if one and _source_first(outer) != _source_first(mine):
            return i
    return None


def _source_first(triple: Triple) -> int | None:
    return triple.source.first if triple.source else None


def _same_content(one: Content, other: Content) -> bool:
    shared = min(one.last, other.last) - max(one.first, other.first)
    return shared >= SAME * (max(one.last, other.last) - min(one.first, other.first))


def _passed_on(triples: Sequence[Triple], number: int) -> int | None:
    """The nearest triple before this one that takes in the whole of its content and names another source, where its
    own cue passes words on («بحسب»; not «وهو ما أكده»); or none."""
    mine = triples[number]
    if not (mine.source and mine.cue and mine.cue.flag("passes")):
        return None
    near = range(number - 1, max(-1, number - 1 - LOOK_BACK), -1)
    return next((i for i in near if _takes_in(triples[i], mine, mine.source)), None)


def _takes_in(outer: Triple, inner: Triple, source: Source) -> bool:
    """Whether the content of `inner` stands in that of `outer`: a clause or quotation that a cue before it opens and
    other words than `source` give."""
    whole, part = outer.content, inner.content
    if outer.opener.kind not in ("an", "quote"):
        return False
    if not (outer.cue and outer.cue.first < part.first and whole.first <= part.first and part.last <= whole.last):
        return False
    return outer.source is None or outer.source.first != source.first


def _innermost(triples: Sequence[Triple], number: int, active: Sequence[int]) -> int | None:
    mine = _length(triples[number])
    fit = [i for i in active if i != number and not (mine >= _length(triples[i]) and i > number)]
    return min(fit, key=lambda i: (_length(triples[i]), i), default=None)


def _length(triple: Triple) -> int:
    return triple.content.last - triple.content.first

"""Contents that stand beside their cue: «بحسب X»، «…، كما قال X»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tawatur.extract.attributions import contents, sources
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import single_readings, words
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple
from tawatur.extract.attributions.passage import Passage


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

"""«فلان: …»: a source, a colon and its words, in headlines, captions and at the head of paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.extract.attributions.model import Content, Opener, Triple
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, STOPS, Passage, classes
from tawatur.extract.attributions.sources import Source, kind_of, phrase_end

_LONGEST_SPEAKER = 9


def colon_triples(passage: Passage, triples: Sequence[Triple]) -> list[Triple]:
    """Voices that only a colon opens; sentences whose colon already belongs to a cue are left alone."""
    taken = {t.opener.at for t in triples}
    found = []
    for first, end in zip(passage.starts, passage.ends, strict=True):
        for index in range(first + 1, min(end - 1, first + 1 + _LONGEST_SPEAKER)):
            if passage.keys[index] == ":":
                triple = None if index in taken else _colon(passage, first, index, end)
                found += [triple] if triple else []
                break
    return found


def _colon(passage: Passage, first: int, colon: int, end: int) -> Triple | None:
    start = first
    while start < colon and not passage.is_word(start):
        start += 1
    if start >= colon or end - colon < 4 or not _speaker(passage, start, colon):
        return None
    if phrase_end(passage, start, colon) < colon:
        return None
    begin, last = colon + 1, end
    quoted = passage.keys[begin] in OPENERS
    begin += quoted
    while last > begin + 1 and (passage.keys[last - 1] in STOPS or passage.keys[last - 1] in CLOSERS):
        last -= 1
    source = Source(start, colon, kind_of(passage, start, colon))
    opener = Opener("quote", colon, begin)
    return Triple(None, opener, source, Content(begin, last, quoted=quoted), "colon")


def _speaker(passage: Passage, start: int, colon: int) -> bool:
    if passage.name_at[start] >= 0:
        return True
    names = classes(passage.keys[start])
    return bool(names & {"titles", "bodies", "media", "agencies", "unnamed", "documents"}) and "joined" not in names

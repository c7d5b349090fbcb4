"""«فلان: …»: a source, a colon and its words, in headlines, captions and at the head of paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import SegmentKind
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import single_readings, words
from tawatur.extract.attributions.model import Content, Opener, Source, Triple
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, STOPS, Passage, attached, classes
from tawatur.extract.attributions.sources import kind_of, phrase_end
from tawatur.extract.names.words import nations
from tawatur.names.fold import fold_name

_LONGEST_SPEAKER = 10
_TOP = 5
_SHORT = 30


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
    last = phrase_end(passage, start, colon)
    if last < colon and not _addressed(passage, last, colon):
        return None
    begin, stop = colon + 1, end
    quoted = passage.keys[begin] in OPENERS
    begin += quoted
    while stop > begin + 1 and (passage.keys[stop - 1] in STOPS or passage.keys[stop - 1] in CLOSERS):
        stop -= 1
    while last > start and passage.keys[last - 1] in CLOSERS:
        last -= 1
    if last <= start:
        return None
    if _only_where(passage, start, last):
        return None
    last = next((i for i in range(start + 1, last) if _to_somebody(passage, i)), last)
    joined = "joined" in classes(passage.keys[start]) and passage.name_at[start] < 0
    source = Source(start, last, kind_of(passage, start, last), int(joined))
    return Triple(None, Opener("quote", colon, begin), source, Content(begin, stop, quoted=quoted), "colon")


def _addressed(passage: Passage, last: int, colon: int) -> bool:
    """Whether only an addressee or an occasion stands between the speaker and the colon («الوزير ل«المرفأ»: …»)."""
    key = passage.keys[last]
    if key in CLOSERS:
        return last + 1 == colon or _addressed(passage, last + 1, colon)
    return colon - last <= 6 and (
        key in ("ل", "في", "عن", "بعد", "ردا", "خلال", "حول", "ب", "علي") or attached(key, "ل") > 0
    )


def _only_where(passage: Passage, start: int, last: int) -> bool:
    """Whether the words name a country as the place of the news («اليمن: مقتل …»), not as a government that speaks."""
    at = passage.name_at[start]
    if at >= 0 and passage.mentions[at].metonym:
        return False
    country = tuple(fold_name(" ".join(passage.keys[start:last])).split())
    return country in nations().countries


def _to_somebody(passage: Passage, index: int) -> bool:
    key = passage.keys[index]
    return attached(key, "ل") > 0 and bool(classes("ا" + key[1:] if key.startswith("لل") else key[1:]) & {"titles"})


def _speaker(passage: Passage, start: int, colon: int) -> bool:
    if passage.keys[start] in words()["no_speaker"] or passage.keys[colon - 1] in words()["no_speaker"]:
        return False
    if passage.name_at[start] >= 0:
        return True
    names = classes(passage.keys[start])
    if names & {"titles", "bodies", "media", "agencies", "unnamed", "documents"}:
        return True
    if names or any(r.form.shape is not Shape.NOUN for r in single_readings(passage.keys[start])):
        return False
    return _headline_like(passage, start)


def _headline_like(passage: Passage, start: int) -> bool:
    """Whether the sentence is a headline, or a short line near the top that stands like one."""
    number = passage.sentence[start]
    if passage.kind[number] is SegmentKind.HEADLINE:
        return True
    return passage.paragraph[number] <= _TOP and passage.ends[number] - passage.starts[number] <= _SHORT

"""What the tagger hears: its cues with their sources and contents, in the tokens of a passage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tawatur.backends.decoding import CueReading, PlacedCue, TaggedSentence, cue_at, cues_of, particle_length
from tawatur.backends.surface import SurfaceToken
from tawatur.core.model import Force
from tawatur.extract.attributions.model import Content, Source, Triple
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, STOPS, Passage
from tawatur.extract.attributions.sources import kind_of
from tawatur.extract.reading import Reading
from tawatur.extract.tagged import shared_tagger, tagged_sentences

#: Below this a cue of the rules is none.
LEAST_SHARED = 0.3
#: Below this a cue that only the tagger found is not read.
LEAST_ALONE = 0.4


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice as the tagger hears it at one cue, tokens `[first, last)` of a passage, with a probability for each part.

    `source` is None where the tagger hears none.
    """

    first: int
    last: int
    probability: float
    force: Force
    force_probability: float
    source: Source | None
    content: Content
    content_probability: float


@dataclass(frozen=True, slots=True)
class Aligned:
    """Surface tokens of a text in a row beside the tokens of its passage.

    `starts[i]`/`ends[i]` are view offsets of surface token i; `base[s]` is the first surface token of sentence s.
    """

    surface: tuple[SurfaceToken, ...]
    base: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    token_starts: tuple[int, ...]
    token_ends: tuple[int, ...]

    @classmethod
    def of(cls, reading: Reading, passage: Passage, rows: Sequence[Sequence[SurfaceToken]]) -> Aligned:
        """Align `rows` (one for each sentence of the reading) with the passage."""
        surface = tuple(token for row in rows for token in row)
        base = [0]
        for row in rows:
            base.append(base[-1] + len(row))
        ranges = [reading.view.range(token.start, token.end) for token in surface]
        return cls(
            surface,
            tuple(base),
            tuple(start for start, _ in ranges),
            tuple(end for _, end in ranges),
            tuple(token.start for token in passage.tokens),
            tuple(token.end for token in passage.tokens),
        )

    def tokens(self, first: int, last: int) -> tuple[int, int] | None:
        """Passage tokens under surface tokens `[first, last)`; None where there are none."""
        start = bisect_right(self.token_ends, self.starts[first])
        end = bisect_left(self.token_starts, self.ends[last - 1])
        return (start, end) if start < end else None

    def place(self, first: int, last: int) -> tuple[int, tuple[int, int]] | None:
        """The sentence and its surface tokens over passage tokens `[first, last)`; None where there are none."""
        start = bisect_right(self.ends, self.token_starts[first])
        end = bisect_left(self.starts, self.token_ends[last - 1])
        if start >= end:
            return None
        sentence = bisect_right(self.base, start) - 1
        end = min(end, self.base[sentence + 1])
        return sentence, (start - self.base[sentence], end - self.base[sentence])


class Ear(Protocol):
    """Hears voices in a reading, at cues of its own and at those of the rules' triples."""

    name: str

    def __call__(self, reading: Reading, passage: Passage, triples: Sequence[Triple]) -> Sequence[Heard]: ...


class TaggerEar:
    """The tagger that the package carries; shares its tags with the stage of names."""

    name = "neural"

    def __call__(self, reading: Reading, passage: Passage, triples: Sequence[Triple]) -> Sequence[Heard]:
        """Voices as the tagger hears them. Raises TawaturError where its weights are absent."""
        tagged = tagged_sentences(reading)
        aligned = Aligned.of(reading, passage, [tokens for tokens, _ in tagged])
        cues = cues_to_read(aligned, [tags for _, tags in tagged], triples)
        sentences = [[token.text for token in tokens] for tokens, _ in tagged]
        return heard_in(passage, aligned, shared_tagger().read_at(sentences, cues))


def cues_to_read(aligned: Aligned, tagged: Sequence[TaggedSentence], triples: Sequence[Triple]) -> list[PlacedCue]:
    """The cues worth a run of the tagger, in order: its own, and the rules' that it does not rule out."""
    cues = [cues_of(number, tags) for number, tags in enumerate(tagged)]
    shared: set[PlacedCue] = set()
    for triple in triples:
        found = aligned.place(*triple.cue_span)
        if found is None:
            continue
        number, (first, end) = found
        touching = [c for c in cues[number] if c.tokens[0] < end and first < c.tokens[1]]
        if not touching:
            touching = [cue_at(number, tagged[number], (first, end))]
            cues[number] += touching
        shared.update(c for c in touching if c.probability >= LEAST_SHARED)
    return sorted(
        (cue for row in cues for cue in row if cue in shared or cue.probability >= LEAST_ALONE),
        key=lambda c: (c.sentence, c.tokens),
    )


def heard_in(passage: Passage, aligned: Aligned, readings: Iterable[CueReading]) -> list[Heard]:
    """Readings of cues in passage tokens, in order of cues; those whose cue or content has no token are left out."""
    made = (_heard(passage, aligned, reading) for reading in readings)
    return sorted((h for h in made if h), key=lambda h: (h.first, h.last))


def _heard(passage: Passage, aligned: Aligned, reading: CueReading) -> Heard | None:
    base = aligned.base[reading.sentence]
    cue = aligned.tokens(base + reading.cue[0], base + reading.cue[1])
    span = reading.content.span
    found = aligned.tokens(base + span[0], base + span[1]) if span else None
    content = _content(passage, *found) if found else None
    if cue is None or content is None:
        return None
    return Heard(
        *cue,
        reading.cue_probability,
        Force(reading.force),
        reading.force_probability,
        _source(passage, aligned, reading, base),
        content,
        reading.content.probability,
    )


def _source(passage: Passage, aligned: Aligned, reading: CueReading, base: int) -> Source | None:
    span = reading.source.span
    found = aligned.tokens(base + span[0], base + span[1]) if span else None
    if found is None or span is None:
        return None
    skip = particle_length(aligned.surface[base + span[0]].text, reading.source_particle)
    return Source(*found, kind_of(passage, *found), skip)


def _content(passage: Passage, first: int, last: int) -> Content | None:
    """A content without the marks around it, and whether they quote the whole of it or something in it."""
    quoted = passage.keys[first] in OPENERS or (first > 0 and passage.keys[first - 1] in OPENERS)
    while first < last and passage.keys[first] in OPENERS | STOPS:
        first += 1
    while last > first and passage.keys[last - 1] in STOPS | (CLOSERS if quoted else frozenset()):
        last -= 1
    if last <= first:
        return None
    marks = list(_marks(passage, first, last))
    closes = last < len(passage.keys) and passage.keys[last] in CLOSERS
    whole = quoted and closes and not marks
    return Content(first, last, quoted=whole, partly=bool(marks) or (quoted and not whole))


def _marks(passage: Passage, first: int, last: int) -> Iterator[int]:
    return (i for i in range(first, last) if passage.keys[i] in OPENERS | CLOSERS)

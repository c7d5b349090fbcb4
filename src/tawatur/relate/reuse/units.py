"""Texts as reuse sees them: sequences of stems with their places, and the sentences they fall into."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from tawatur.core.model import Segment, SegmentKind, Span
from tawatur.core.ports import Corpus
from tawatur.text.stems import stem
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView


@dataclass(slots=True)
class Vocabulary:
    """Numbers for stems, and in how many texts each stands."""

    numbers: dict[str, int] = field(default_factory=dict)
    texts: list[int] = field(default_factory=list)

    def number(self, word: str) -> int:
        """The number of a stem, given on first sight."""
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = len(self.texts)
            self.texts.append(0)
        return known

    def saw(self, numbers: Iterable[int]) -> None:
        """Count one more text that holds these stems."""
        for number in set(numbers):
            self.texts[number] += 1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text outside page furniture: stem numbers, source offsets, and the sentence of each."""

    text: str
    stems: array[int]
    starts: array[int]
    ends: array[int]
    sentence: array[int]
    sentences: tuple[tuple[int, int], ...]

    def span(self, first: int, last: int) -> Span:
        """The source span of words `[first, last)`."""
        return Span(self.text, self.starts[first], self.ends[last - 1])


def read_words(corpus: Corpus, text_id: str, vocabulary: Vocabulary) -> Words:
    """The words of a text, sentence by sentence. `sentences` holds word ranges."""
    view = TextView.of(corpus.source(text_id).text)
    stems, starts, ends, sentence = array("i"), array("i"), array("i"), array("i")
    ranges: list[tuple[int, int]] = []
    for segment in corpus.of(Segment, text_id):
        if segment.kind is not SegmentKind.SENTENCE:
            continue
        first = len(stems)
        for token in tokens(view, *view.range(segment.span.start, segment.span.end)):
            if not token.is_sign:
                stems.append(vocabulary.number(stem(token.key)))
                start, end = view.span(token.start, token.end)
                starts.append(start)
                ends.append(end)
                sentence.append(len(ranges))
        if len(stems) > first:
            ranges.append((first, len(stems)))
    vocabulary.saw(stems)
    return Words(text_id, stems, starts, ends, sentence, tuple(ranges))

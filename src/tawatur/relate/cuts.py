"""Clauses of a text's sentences as ranges of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tawatur.core.model import Attribution
from tawatur.core.ports import Corpus
from tawatur.extract.clauses import clauses
from tawatur.relate.reuse.units import Words
from tawatur.text.tokens import tokens
from tawatur.text.view import TextView


def clause_ranges(
    corpus: Corpus, words: Words, attributions: Iterable[Attribution], sentence: int
) -> list[tuple[int, int]]:
    """Word ranges `[first, last)` of a sentence's clauses, in order. What somebody says begins and ends a clause."""
    first, last = words.sentences[sentence]
    whole = words.span(first, last)
    view = TextView.of(corpus.words(whole))
    found = tokens(view)
    starts = [view.span(found[c.first].start, found[c.first].end)[0] + whole.start for c in clauses(found)]
    starts += [a.content.start for a in attributions if whole.start < a.content.start < whole.end]
    starts += [a.content.end for a in attributions if whole.start < a.content.end < whole.end]
    cuts = sorted({bisect_left(words.starts, s) for s in starts} | {first})
    cuts = [c for c in cuts if first <= c < last]
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True) if a < b]

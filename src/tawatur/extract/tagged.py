"""The tagger's word on every sentence of a reading, asked once however many stages want it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from tawatur.backends.decoding import TaggedSentence
from tawatur.backends.surface import SurfaceToken, tokenize
from tawatur.backends.tagger import LOWER, UPPER, Tagger, weights_folder
from tawatur.core.errors import TawaturError
from tawatur.extract.reading import Reading

WITHOUT_WEIGHTS = (
    "The tagger's weights are not installed. Run with --tagger rules, or install the package with its weights."
)
Tagged = tuple[list[SurfaceToken], TaggedSentence]


@cache
def shared_tagger() -> Tagger:
    """The tagger that the package carries, loaded once a process; raises TawaturError where its weights are absent."""
    try:
        return Tagger.load()
    except FileNotFoundError as error:
        raise TawaturError(WITHOUT_WEIGHTS) from error


def weights_present() -> bool:
    """Whether the package carries the tagger's weights."""
    return all((weights_folder() / half).is_file() for half in (LOWER, UPPER))


@lru_cache(maxsize=1)
def tagged_sentences(reading: Reading) -> Sequence[Tagged]:
    """Surface tokens (with source offsets) and tags of each of the reading's sentences, in their order."""
    text = reading.source.text
    rows = [tokenize(text, *reading.view.span(s.start, s.end)) for s in reading.sentences]
    return list(zip(rows, shared_tagger().tag([[t.text for t in row] for row in rows]), strict=True))

"""Voices: what says where names are, before conventions and consistency. The tagger is one, rules are another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, Protocol

from tawatur.backends.decoding import decode_mentions
from tawatur.core.errors import TawaturError
from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.rules import RulesVoice
from tawatur.extract.tagged import WITHOUT_WEIGHTS, tagged_sentences, weights_present

__all__ = ["NeuralVoice", "RulesVoice", "Voice", "voice_for"]


class Voice(Protocol):
    """Finds names in a ground; each carries the voice's own probability (1 for rules that need no weighing)."""

    name: str
    version: str

    def __call__(self, ground: Ground) -> Sequence[Name]: ...


class NeuralVoice:
    """The tagger that the package carries; loaded on first use, once a process."""

    name = "neural"
    version = "1"

    def __call__(self, ground: Ground) -> Sequence[Name]:
        """Names as the tagger sees them. Raises TawaturError where its weights are absent."""
        found = []
        for tokens, tagged in tagged_sentences(ground.reading):
            for span in decode_mentions(tokens, tagged):
                place = ground.locate(*ground.reading.view.range(span.start, span.end))
                if place is not None:
                    found.append(Name(*place, EntityType(span.type), span.probability, "name/tagger"))
        return found


@cache
def voice_for(tagger: Literal["neural", "rules"]) -> Voice:
    """The voice that a run was told to use. Raises TawaturError where that is the tagger and its weights are absent."""
    if tagger == "rules":
        return RulesVoice()
    if not weights_present():
        raise TawaturError(WITHOUT_WEIGHTS)
    return NeuralVoice()

"""Which stages run, in which order, and the key that tells one analysis from another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from tawatur.backends.tagger import weights_folder
from tawatur.core.ids import sha256, stable_id
from tawatur.core.model import Derivation
from tawatur.core.ports import CorpusStage
from tawatur.extract.attributions.stage import Attributions, ear_for
from tawatur.extract.dating import DatingStage
from tawatur.extract.facts import Facts
from tawatur.extract.facts.heard import fact_ear
from tawatur.extract.names import Names, voice_for
from tawatur.extract.quantities import Quantities
from tawatur.extract.reading import Stage
from tawatur.extract.segments import Segments
from tawatur.extract.times import Times
from tawatur.relate.actors import Actors
from tawatur.relate.changes import Changes
from tawatur.relate.conflicts import Conflicts
from tawatur.relate.datings import Datings
from tawatur.relate.propositions import Claims, Propositions
from tawatur.relate.reuse.stage import Reuse
from tawatur.resources.loader import digest

TaggerName = Literal["neural", "rules"]


@cache
def document_stages(tagger: TaggerName) -> tuple[Stage, ...]:
    """The stages that see one text each, in order; a later one may use what an earlier one found."""
    return (
        Segments(),
        Names(voice_for(tagger)),
        DatingStage(),
        Times(),
        Quantities(),
        Attributions(ear=ear_for(tagger)),
        Facts(ear=fact_ear(tagger)),
    )


@cache
def corpus_stages() -> tuple[CorpusStage, ...]:
    """The stages that see all texts, in order."""
    return (Actors(), Reuse(), Datings(), Claims(), Propositions(), Changes(), Conflicts())


def derivation(tagger: TaggerName) -> Derivation:
    """What a text's findings come from: stages, language data, models."""
    return Derivation(_versions(document_stages(tagger)), digest(), (("tagger", tagger), ("weights", _weights())))


@cache
def _weights() -> str:
    """A digest of the weights' descriptions, which hold that of the tagger itself, and of the stance model."""
    files = sorted([*weights_folder().glob("*.json"), weights_folder() / "stance.onnx"])
    return stable_id("b", *(sha256(file.read_bytes()) for file in files))


def _versions(stages: Sequence[Stage | CorpusStage]) -> tuple[tuple[str, str], ...]:
    return tuple((stage.name, stage.version) for stage in stages)

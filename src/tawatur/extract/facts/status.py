"""Whether a fact is said to be so: polarity, modality, and what is only asked or imagined."""

from __future__ import annotations

from tawatur.core.model import Force, Modality, Polarity
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.facts.lexicon import words
from tawatur.extract.facts.line import Kind, Line

_REACH = 8
_ENDS = (Kind.STOP, Kind.COMPLEMENTIZER, Kind.SUBORDINATOR, Kind.RELATIVE)

#: The force of the innermost attribution → the modality of what stands in it (GUIDE.md).
BY_FORCE = {
    Force.ACCUSE: Modality.ALLEGED,
    Force.DENY: Modality.DENIED,
    Force.SPECULATE: Modality.POSSIBLE,
    Force.INTEND: Modality.PLANNED,
}


def is_unreal(line: Line, index: int, first: int) -> bool:
    """Whether the clause of word `index` asks or supposes: «هل», «إذا», «لو» before it."""
    at = min(index, first)
    while at > 0 and index - at < 30:
        at -= 1
        word = line.words[at]
        if word.kind is Kind.IRREAL:
            return True
        if word.kind in (Kind.STOP, Kind.COMMA, Kind.COMPLEMENTIZER):
            return False
    return False


def polarity_of(line: Line, index: int, *, verbal: bool) -> Polarity:
    """Negative where a negator governs the verb, or a noun of not doing the verbal noun."""
    sets = words()
    at, reach = index, 5 if verbal else 2
    while at > 0 and index - at < reach:
        at -= 1
        word = line.words[at]
        if word.kind is Kind.NEGATOR:
            following = line.words[at + 1].stem
            if following in sets["still"]:
                return Polarity.POS
            if word.stem == "ما" and not (verbal and at + 1 == index and _past(line, index) and _opens(line, at)):
                return Polarity.POS
            return Polarity.NEG if verbal or word.stem in ("عدم", "دون", "بدون") else Polarity.POS
        if word.stem in sets["negative_nouns"]:
            return Polarity.NEG if not verbal else Polarity.POS
        if word.kind in _ENDS or word.kind in (Kind.COMMA, Kind.VERB):
            break
    return Polarity.POS


def _opens(line: Line, at: int) -> bool:
    return at == 0 or line.words[at - 1].kind in (Kind.STOP, Kind.COMPLEMENTIZER, Kind.COMMA)


def modality_of(line: Line, index: int, *, verbal: bool) -> Modality:
    """What hedges and plans around the trigger make of it."""
    sets = words()
    word = line.words[index]
    if word.preposition == "س":
        return Modality.PLANNED
    at = index
    while at > 0 and index - at < _REACH:
        at -= 1
        before = line.words[at]
        if before.stem == "قد" and verbal and _present(line, index) and index - at <= 3:
            return Modality.POSSIBLE
        if before.stem in sets["hedges"] or before.stem in ("ستكون", "سيكون"):
            return Modality.POSSIBLE
        if before.stem in sets["plans"] or before.preposition == "س":
            return Modality.PLANNED
        if before.kind in (Kind.STOP, Kind.COMMA, Kind.SUBORDINATOR, Kind.RELATIVE):
            break
        if before.kind is Kind.VERB and verbal and before.conjunction:
            break
    return Modality.ASSERTED


def _past(line: Line, index: int) -> bool:
    form = line.words[index].form
    return form is not None and form.shape is Shape.PAST


def _present(line: Line, index: int) -> bool:
    form = line.words[index].form
    return form is not None and form.shape is Shape.PRESENT

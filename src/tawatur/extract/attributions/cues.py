"""Step one: find the words that give something to somebody."""

from __future__ import annotations

from tawatur.core.model import Force
from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.attributions.lexicon import Reading, phrase_candidates, single_readings, words
from tawatur.extract.attributions.model import Cue
from tawatur.extract.attributions.passage import OPENERS, Passage, attached, classes
from tawatur.extract.attributions.sources import anonymity_end

_NEED_WITHIN = 25


def find_cues(passage: Passage) -> list[Cue]:
    """Every candidate cue in reading order; later steps drop those without content. Linear in the tokens."""
    cues: list[Cue] = []
    index = 0
    while index < len(passage.tokens):
        index = anonymity_end(passage, index)
        if index == len(passage.tokens):
            break
        cue = _cue_at(passage, index) if passage.is_word(index) else None
        if cue:
            cues.append(cue)
            index = cue.last
        else:
            index += 1
    return cues


def _cue_at(passage: Passage, index: int) -> Cue | None:
    phrase = _phrase_at(passage, index)
    if phrase and phrase.last - phrase.first > 1:
        return phrase
    if passage.name_at[index] >= 0 and not _joined_verb(passage, index):
        return None
    readings = single_readings(passage.keys[index])
    if not readings:
        return phrase
    if _own_voice(passage, index):
        return None
    readings = tuple(r for r in readings if not r.entry.needs or _needed(passage, index + 1, r.entry.needs))
    if not readings:
        return phrase
    readings = tuple(r for r in readings if not _adjective(passage, index, r))
    readings = _preferred(passage, index, readings) if readings else ()
    if not readings:
        return phrase
    entries = tuple(r.entry for r in readings)
    if phrase:
        passive = phrase.last < passage.bounds(index)[1] and passage.has(phrase.last, "complementizers")
        entries = phrase.entries + entries if passive else entries + phrase.entries
    return Cue(index, index + 1, readings[0].prefix, readings[0].form, entries, _negated(passage, index))


def _joined_verb(passage: Passage, index: int) -> bool:
    """Whether a word that a name was read into is a past tense behind «و» at the head of its sentence («وأكد نور»)."""
    if index != passage.bounds(index)[0]:
        return False
    return any(r.prefix and r.form.shape is Shape.PAST for r in single_readings(passage.keys[index]))


def _adjective(passage: Passage, index: int, reading: Reading) -> bool:
    """Whether a participle in the feminine or plural, with no comma before it, only describes a noun («لافتات»)."""
    form = reading.form
    if form.shape is not Shape.PARTICIPLE or not (form.gender == "f" or form.plural) or reading.prefix:
        return False
    first, end = passage.bounds(index)
    clause = any(passage.has(i, "complementizers") for i in range(index + 1, min(end, index + 3)))
    return index > first and passage.is_word(index - 1) and not clause


def _needed(passage: Passage, start: int, needs: frozenset[str]) -> bool:
    """Whether one of the words that a reading needs follows in the sentence."""
    for index in range(start, min(passage.bounds(start - 1)[1], start + _NEED_WITHIN)):
        key = passage.keys[index]
        if key in needs or ("quote" in needs and key in OPENERS):
            return True
        if "ب" in needs and (key == "ب" or attached(key, "ب")):
            return True
        if "an" in needs and passage.has(index, "complementizers"):
            return True
    return False


def _phrase_at(passage: Passage, index: int) -> Cue | None:
    end = passage.bounds(index)[1]
    for prefix, phrase, entry in phrase_candidates(passage.keys[index]):
        last, open_end = index + len(phrase), phrase[-1] in ("ل", "ب")
        if open_end:
            last -= 1
            attached = last < end and passage.keys[last].startswith(phrase[-1]) and len(passage.keys[last]) > 2
            if not attached or passage.keys[index + 1 : last] != phrase[1:-1]:
                continue
        elif last > end or passage.keys[index + 1 : last] != phrase[1:]:
            continue
        return Cue(index, last, prefix, Form(" ".join(phrase), Shape.PHRASE), (entry,), _negated(passage, index))
    return None


def _own_voice(passage: Passage, index: int) -> bool:
    """«يذكر أن» at the head of a sentence is the article speaking."""
    first, end = passage.bounds(index)
    key = passage.keys[index]
    bare = key[1:] if key[:1] == "و" else key
    if bare not in words()["own_voice"] or index + 1 >= end:
        return False
    follows = passage.has(index + 1, "complementizers") or passage.keys[index + 1] in ("الي", "ان")
    return follows and (index == first or passage.keys[index - 1] in ("،", ",", "الجدير", "والجدير"))


def _preferred(passage: Passage, index: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """One shape for all readings: a noun after a preposition or the article, a verb otherwise."""
    shapes = {r.form.shape for r in readings}
    if len(shapes) == 1:
        return readings
    first = passage.bounds(index)[0]
    before = passage.keys[index - 1] if index > first else ""
    noun_place = bool(before and classes(before) & {"prepositions", "demonstratives"})
    order = (
        (Shape.NOUN, Shape.PARTICIPLE, Shape.PAST, Shape.PRESENT)
        if noun_place
        else (Shape.PAST, Shape.PRESENT, Shape.PARTICIPLE, Shape.NOUN)
    )
    shape = next(s for s in order if s in shapes)
    return tuple(r for r in readings if r.form.shape is shape)


def _negated(passage: Passage, index: int) -> bool:
    first = passage.bounds(index)[0]
    if index <= first:
        return False
    before = passage.keys[index - 1]
    bare = before[1:] if before[:1] in "وف" and len(before) > 2 else before
    return bare in ("لم", "لن", "لا", "ما", "ليس")


def denies_when_negated(force: Force) -> bool:
    """Whether «لا» before a cue of this force turns it around rather than taking it away («لا يعتقد أن»)."""
    return force in (Force.OPINE, Force.DENY, Force.INTEND)

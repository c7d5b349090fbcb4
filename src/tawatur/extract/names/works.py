"""Named things: events, laws and decisions by their number, works and vessels in quotation marks, awards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import name_words, nations

_OPENING, _CLOSING = '"«“', '"»”'
_LONGEST_TITLE = 8
_LONGEST_ISSUER = 5


def things(ground: Ground, names: Sequence[Name]) -> Iterator[Name]:
    """Named things that a voice, which has seen few of them, missed or took for something else."""
    yield from _works(ground, names)
    yield from _events(ground)
    yield from _events_of_nations(ground)
    yield from _numbered(ground)
    yield from _quoted(ground)


def _works(ground: Ground, names: Sequence[Name]) -> Iterator[Name]:
    """«ميثاق الأمم المتحدة»: a document or award by the name of whom it belongs to."""
    for name in names:
        index = ground.before(name.first)
        if index is not None and not name.prefix and name.type is not EntityType.MISC:
            prefix = next((p for p, word in ground.readings[index] if word in name_words().work_heads), None)
            if prefix is not None and not (name.type is EntityType.ORG and ground.words[index].endswith("وثايق")):
                yield Name(index, name.last, prefix, EntityType.MISC, name.score, "name/work")


def _events(ground: Ground) -> Iterator[Name]:
    """«ثورة 12 مايو», «حرب 1967», «حرب عام 1967»."""
    words = name_words()
    for index, readings in enumerate(ground.readings[:-1]):
        prefix = next((p for p, word in readings if word in words.events), None)
        last = _dated(ground, index + 1) if prefix is not None else None
        if prefix is not None and last is not None:
            yield Name(index, last, prefix, EntityType.MISC, 0.85, "name/event")


def _dated(ground: Ground, index: int) -> int | None:
    """The end of a day and month, or of a year, that begin at a token."""
    end = ground.bound(index - 1)[1]
    if index < end and ground.words[index] in ("عام", "سنه"):
        index += 1
    if index >= end or not ground.tokens[index].is_number:
        return None
    if index + 1 < end and ground.words[index + 1] in name_words().months:
        return index + 2
    year = ground.tokens[index].key
    return index + 1 if len(year) == 4 and year.isdigit() else None


def _events_of_nations(ground: Ground) -> Iterator[Name]:
    """«الثورة المجرية», «الحرب الأهلية المجرية»."""
    phrases = name_words().nation_events
    for index, readings in enumerate(ground.readings):
        for prefix, word in readings:
            for phrase in phrases.get(word, ()):
                last = index + len(phrase)
                inside = last < ground.bound(index)[1] and tuple(ground.words[index + 1 : last]) == phrase[1:]
                if inside and ground.words[last] in nations().adjectives and ground.words[last].startswith("ال"):
                    yield Name(index, last + 1, prefix, EntityType.MISC, 0.85, "name/event")


def _numbered(ground: Ground) -> Iterator[Name]:
    """«القانون رقم 12 لسنة 1999», «قرار وزير الري رقم 7»: what states issue under a number."""
    for index in range(1, len(ground.tokens) - 1):
        if ground.words[index] != "رقم" or not ground.tokens[index + 1].is_number:
            continue
        start = ground.bound(index)[0]
        for head in range(index - 1, max(start, index - 1 - _LONGEST_ISSUER) - 1, -1):
            if not ground.tokens[head].is_word:
                break
            prefix = next((p for p, word in ground.readings[head] if word in name_words().issued), None)
            if prefix is not None:
                yield Name(head, _year_end(ground, index + 2), prefix, EntityType.MISC, 0.85, "name/numbered")
                break


def _year_end(ground: Ground, index: int) -> int:
    end = ground.bound(index - 1)[1]
    dated = index + 1 < end and ground.words[index] in ("لسنه", "لعام") and ground.tokens[index + 1].is_number
    return index + 2 if dated else index


def _quoted(ground: Ground) -> Iterator[Name]:
    """«فيلم "الريح"», «الباخرة السياحية "الريح"»: a work, vessel or product by its class noun and quotation marks."""
    nouns = name_words().outside[EntityType.MISC]
    for index, token in enumerate(ground.tokens):
        if token.key not in _OPENING or index == ground.bound(index)[0] or token.key == "":
            continue
        before = index - 1
        if not any(word in nouns for _, word in ground.readings[before]) and before > ground.bound(index)[0]:
            before -= 1  # an adjective between
        if not any(word in nouns or word.removeprefix("ال") in nouns for _, word in ground.readings[before]):
            continue
        last = index + 1
        end = min(ground.bound(index)[1], index + 1 + _LONGEST_TITLE)
        while last < end and ground.tokens[last].key not in _CLOSING:
            last += 1
        if index + 1 < last < end:
            yield Name(index + 1, last, 0, EntityType.MISC, 0.9, "name/titled")

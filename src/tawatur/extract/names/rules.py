"""Names by rules alone: gazetteers, given names, titles, class nouns, heads of bodies. Where there is no tagger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tawatur.core.model import EntityType
from tawatur.extract.names.gazetteer import known_bodies, placed, regions, states
from tawatur.extract.names.ground import Ground, Name, without_overlaps
from tawatur.extract.names.words import name_words, nations
from tawatur.names.data import attested, particles

_COMMON = 4  # attestations from which a word counts as a person's name
_LONGEST_PERSON = 5
_LONGEST_BODY = 4


class RulesVoice:
    """Names without a model."""

    name = "rules"
    version = "3"

    def __call__(self, ground: Ground) -> Sequence[Name]:
        """Names that a gazetteer or a trigger shows."""
        known = [*states(ground), *placed(ground), *regions(ground), *known_bodies(ground)]
        found = [*known, *_bodies(ground), *_named_by_class(ground), *_persons(ground)]
        return without_overlaps([*found, *_latin(ground)])


def _bodies(ground: Ground) -> Iterator[Name]:
    """Heads of bodies in construct with what follows: nouns with article, adjectives, places."""
    heads = name_words().heads
    for index, token in enumerate(ground.tokens):
        if not token.is_word:
            continue
        for prefix, word in ground.readings[index]:
            kind = next((t for t in (EntityType.ORG, EntityType.LOC) if word in heads[t]), None)
            if kind is None:
                continue
            last = _definite_run(ground, index + 1, _LONGEST_BODY)
            if last > index + 1:
                yield Name(index, last, prefix, kind, 0.7, "name/head")
            break


def _definite_run(ground: Ground, index: int, limit: int) -> int:
    """The end of a run of words with article (or names of places) from a token on."""
    start, end = index, ground.bound(index - 1)[1]
    while index < end and index - start < limit and ground.tokens[index].is_word:
        word = ground.words[index]
        if not (word.startswith("ال") and len(word) > 4) and (word,) not in nations().countries and word != "الله":
            break
        index += 1
    return index


def _named_by_class(ground: Ground) -> Iterator[Name]:
    """What follows a class noun in construct is a name: one word, or what stands in quotation marks."""
    for kind, nouns in name_words().outside.items():
        for index, token in enumerate(ground.tokens):
            if token.is_word and any(word in nouns for _, word in ground.readings[index]):
                name = _after_class(ground, index + 1, kind)
                if name is not None:
                    yield name


def _after_class(ground: Ground, index: int, kind: EntityType) -> Name | None:
    end = ground.bound(index - 1)[1]
    if index >= end:
        return None
    if ground.tokens[index].key in "\"«“'":
        last = index + 1
        while last < end and ground.tokens[last].is_word and last - index < 6:
            last += 1
        if last < end and last > index + 1 and ground.tokens[last].key in "\"»”'":
            return Name(index + 1, last, 0, kind, 0.8, "name/class-noun")
        return None
    word = ground.words[index]
    definite = word.startswith("ال") and len(word) > 4 and word not in nations().nationalities
    named = definite and kind in (EntityType.ORG, EntityType.LOC)
    return Name(index, index + 1, 0, kind, 0.6, "name/class-noun") if named else None


@cache
def _person_words() -> frozenset[str]:
    table = attested()
    linking = particles()
    common = {word for word, total in table.arabic_total.items() if total >= _COMMON and len(word) > 2}
    return frozenset(common | linking.servant | linking.kunya_father | linking.son)


def _persons(ground: Ground) -> Iterator[Name]:
    """A title with name words after it, or two words and more that are names of persons."""
    index = 0
    while index < len(ground.tokens):
        titled = _title_end(ground, index)
        runs = [(titled, 1)] if titled is not None else []
        runs += [(index, 2)] if not _function_word(ground, index) else []
        found = next(((s, e) for s, least in runs if (e := _person_run(ground, s)) - s >= least), None)
        if found is not None:
            yield Name(*found, 0, EntityType.PER, 0.8 if found[0] == titled else 0.6, "name/person")
            index = found[1]
        else:
            index += 1


def _title_end(ground: Ground, index: int) -> int | None:
    """The token after a title that begins at a token (which may carry a particle), if one does."""
    for _, word in ground.readings[index]:
        for size in (3, 2, 1):
            words = (word, *ground.words[index + 1 : index + size])
            if len(words) == size and words in name_words().beside_persons:
                return index + size if index + size < ground.bound(index)[1] else None
    return None


_NO_FAMILY = frozenset(("الذي", "التي", "الذين", "اللذين", "اليوم", "الان", "الاول", "الثاني"))


def _is_title(word: str) -> bool:
    words = name_words()
    return word in _NO_FAMILY or (word,) in words.beside_persons or word in words.role_heads


def _person_run(ground: Ground, index: int) -> int:
    known, linking = _person_words(), particles()
    start, end = index, ground.bound(index)[1] if index < len(ground.tokens) else index
    while index < end and index - start < _LONGEST_PERSON and ground.tokens[index].is_word:
        word = ground.words[index]
        definite = word.startswith("ال") and len(word) > 4
        if definite and _is_title(word):
            break
        if index > start and _function_word(ground, index):
            break
        if word in known or word in linking.tail:
            index += 1
            continue
        if index > start and definite and word not in nations().nationalities:
            index += 1  # a family name, which ends the name
        break
    while index > start and ground.words[index - 1] in linking.son | linking.servant | linking.kunya_father:
        index -= 1
    return index


_FUNCTION = frozenset(("بين", "أمام", "امام", "بها", "عن", "من", "إلى", "الى", "أن", "ان", "إن", "كان", "حول", "بناء"))


def _function_word(ground: Ground, index: int) -> bool:
    """Whether a word as written is a preposition or particle that folds like a name («على» before an article)."""
    token = ground.tokens[index]
    written = ground.reading.view.text[token.start : token.end]
    following = ground.after(index + 1)
    if written == "على":
        return following is None or ground.words[following] not in _person_words()
    return written in _FUNCTION


def _latin(ground: Ground) -> Iterator[Name]:
    """Runs of capitalised Latin words inside a sentence: a name, taken for a body when all letters are capitals."""
    text, index = ground.reading.view.text, 0
    while index < len(ground.tokens):
        last = index
        while (
            last < len(ground.tokens)
            and ground.sentence[last] == ground.sentence[index]
            and _capital(text, ground, last)
        ):
            last += 1
        first = index + (1 if index == ground.bound(index)[0] and last > index + 1 else 0)
        if last > first and (first > ground.bound(index)[0] or last - first > 1):
            words = text[ground.tokens[first].start : ground.tokens[last - 1].end]
            kind = EntityType.ORG if words.isupper() else EntityType.PER if last - first > 1 else EntityType.LOC
            yield Name(first, last, 0, kind, 0.5, "name/capitals")
        index = max(last, index + 1)


def _capital(text: str, ground: Ground, index: int) -> bool:
    token = ground.tokens[index]
    return token.is_word and text[token.start].isascii() and text[token.start].isupper() and token.end - token.start > 1

"""Names by rules alone: gazetteers, given names, titles, class nouns, heads of bodies. Where there is no tagger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name, without_overlaps
from tawatur.extract.names.words import Words, name_words, nations, signs
from tawatur.names.data import attested, particles, rows
from tawatur.names.fold import fold_name, is_arabic

_COMMON = 4  # attestations from which a word counts as a person's name
_LONGEST_PERSON = 5
_LONGEST_BODY = 4


class RulesVoice:
    """Names without a model."""

    name = "rules"
    version = "1"

    def __call__(self, ground: Ground) -> Sequence[Name]:
        """Names that a gazetteer or a trigger shows."""
        found = [*_places(ground), *_bodies(ground), *_named_by_class(ground), *_aliases(ground), *_persons(ground)]
        return without_overlaps([*found, *_latin(ground)])


@cache
def _gazetteer() -> dict[str, list[tuple[Words, str]]]:
    """Places by first word: (words, kind), kind `sure` for countries and capitals, `place` for others."""
    ambiguous = name_words().ambiguous_places
    table: dict[Words, str] = {}
    for names in (nations().countries, nations().capitals):
        table.update({w: "place" if w[0] in ambiguous else "sure" for w in names if is_arabic(w[0])})
    for row in rows("places.tsv"):
        for form in row[2].split("|"):
            if len(form) > 3:
                table.setdefault(tuple(form.split()), "place")
    by_first: dict[str, list[tuple[Words, str]]] = {}
    for words, kind in sorted(table.items(), key=lambda item: (-len(item[0]), item[0])):
        by_first.setdefault(words[0], []).append((words, kind))
    return by_first


@cache
def _known_bodies() -> dict[str, list[Words]]:
    by_first: dict[str, list[Words]] = {}
    for row in rows("aliases.tsv"):
        if row[1] == "ORG":
            for form in row[2].split("|"):
                words = tuple(fold_name(form).split())
                if words and is_arabic(form) and (len(words) > 1 or len(words[0]) > 4):
                    by_first.setdefault(words[0], []).append(words)
    return {first: sorted(group, key=lambda w: (-len(w), w)) for first, group in by_first.items()}


def _follows(ground: Ground, index: int, words: Words) -> bool:
    return tuple(ground.words[index + 1 : index + len(words)]) == words[1:]


def _places(ground: Ground) -> Iterator[Name]:
    table, prepositions = _gazetteer(), signs().places
    for index, token in enumerate(ground.tokens):
        if not token.is_word:
            continue
        before = ground.before(index)
        placed = before is not None and ground.words[before] in prepositions
        for prefix, word in ground.readings[index]:
            particle = token.key[:prefix][-1:] in ("ب", "ل")
            for words, kind in table.get(word, ()):
                if _follows(ground, index, words) and (kind == "sure" or placed or particle):
                    yield Name(index, index + len(words), prefix, EntityType.LOC, 0.9, "name/gazetteer")
                    break


def _aliases(ground: Ground) -> Iterator[Name]:
    table = _known_bodies()
    for index, token in enumerate(ground.tokens):
        if token.is_word:
            for prefix, word in ground.readings[index]:
                for words in table.get(word, ()):
                    if _follows(ground, index, words):
                        yield Name(index, index + len(words), prefix, EntityType.ORG, 0.9, "name/known-body")
                        break


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
    return Name(index, index + 1, 0, kind, 0.6, "name/class-noun") if definite and kind is not EntityType.PER else None


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
        found = next(((s, e) for s, least in [*runs, (index, 2)] if (e := _person_run(ground, s)) - s >= least), None)
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


_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اليوم", "الان", "الاول", "الثاني"))


def _person_run(ground: Ground, index: int) -> int:
    known, linking = _person_words(), particles()
    start, end = index, ground.bound(index)[1] if index < len(ground.tokens) else index
    while index < end and index - start < _LONGEST_PERSON:
        token, word = ground.tokens[index], ground.words[index]
        family = index > start and word.startswith("ال") and len(word) > 4 and word not in nations().nationalities
        if not token.is_word or not (word in known or (word[2:] in known and family) or word in linking.tail):
            break
        index += 1
    while index > start and ground.words[index - 1] in linking.son | linking.servant | linking.kunya_father:
        index -= 1
    return index


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

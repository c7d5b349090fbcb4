"""A sentence as the fact rules walk it: words with their particles split off, kinds, names, times, quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tawatur.core.model import Mention, Quantity, SegmentKind, TimeExpression
from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.facts.lexicon import (
    Sense,
    Way,
    double_heads,
    light,
    other_verbs,
    pronoun_preposition,
    senses,
    words,
)
from tawatur.extract.reading import Reading, Sentence


class Kind(StrEnum):
    """What a word does in its sentence, as far as closed classes and forms show."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    TIME = "time"
    VERB = "verb"
    PREPOSITION = "preposition"
    ATTACHED = "attached"  # a preposition with its pronoun: «عليها»
    AUXILIARY = "auxiliary"
    NEGATOR = "negator"
    RELATIVE = "relative"
    COMPLEMENTIZER = "complementizer"
    SUBORDINATOR = "subordinator"
    DEMONSTRATIVE = "demonstrative"
    PRONOUN = "pronoun"
    ADVERB = "adverb"
    IRREAL = "irreal"
    COMMA = "comma"
    QUOTE = "quote"
    STOP = "stop"
    DASH = "dash"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Word:
    """A token: view range, the range behind its particles (`at`), its conjunction and attached preposition, its stem.

    `mention`, `time`, `quantity` index what covers it (-1 for nothing); `last` is the word index where that ends.
    """

    start: int
    end: int
    at: int
    conjunction: str
    preposition: str
    stem: str
    kind: Kind
    mention: int = -1
    quantity: int = -1
    time: int = -1
    last: int = -1
    form: Form | None = None
    senses: tuple[Sense, ...] = ()
    light: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence's words with what earlier stages found in the document."""

    words: tuple[Word, ...]
    sentence: Sentence
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    quantities: Sequence[Quantity]

    def __len__(self) -> int:
        return len(self.words)


_KINDS = (
    ("relatives", Kind.RELATIVE),
    ("complementizers", Kind.COMPLEMENTIZER),
    ("irreal", Kind.IRREAL),
    ("negators", Kind.NEGATOR),
    ("auxiliaries", Kind.AUXILIARY),
    ("subordinators", Kind.SUBORDINATOR),
    ("demonstratives", Kind.DEMONSTRATIVE),
    ("pronouns", Kind.PRONOUN),
    ("prepositions", Kind.PREPOSITION),
    ("adverbs", Kind.ADVERB),
)


#: Past forms of derived verbs that no noun shares: ifta'ala, infa'ala, istaf'ala (their nouns have a long vowel).
_DERIVED = re.compile("(?:ا[^ا]ت[^ا]{2}|ان[^ا]{3}|است[^ا]{3})(?<!ه)$")


@lru_cache(maxsize=100_000)
def function_kind(key: str) -> Kind | None:
    """The kind of a folded function word, or None."""
    for name, kind in _KINDS:
        if key in words()[name]:
            return kind
    return Kind.ATTACHED if pronoun_preposition(key) else None


@lru_cache(maxsize=100_000)
def verb_form(key: str) -> Form | None:
    """How a folded word reads as a verb: from the tables, else from its shape (present, feminine or plural past)."""
    if key in words()["not_verbs"]:
        return None
    for sense in senses().get(key, ()):
        if sense.way is Way.VERB:
            return sense.form
    if key in light():
        return light()[key][1]
    return other_verbs().get(key) or _by_shape(key)


def _by_shape(key: str) -> Form | None:
    sets = words()
    if len(key) < 4 or key in sets["whole_words"] or key.startswith("ال"):
        return None
    if key[0] == "ي" and key not in sets["not_present"] and not key.endswith(("يه", "يين")):
        return Form(key, Shape.PRESENT, "m", plural=key.endswith(("ون", "وا")))
    if _DERIVED.match(key):
        return Form(key, Shape.PAST, "m")
    if key.endswith("وا") and len(key) >= 5:
        return Form(key, Shape.PAST, "m", plural=True)
    if key[-1] == "ت" and not key.endswith(("ات", "يت")) and key not in sets["not_past"] and key[0] not in "بل":
        return Form(key, Shape.PAST, "f")
    return None


def known(key: str) -> bool:
    """Whether a folded word stands in a table as it is."""
    return key in senses() or function_kind(key) is not None or key in light() or key in other_verbs()


@lru_cache(maxsize=200_000)
def split(key: str) -> tuple[str, str, str, int]:
    """Conjunction, preposition, stem and the number of characters before the stem, of a folded word outside names.

    Particles come off where what is left carries the article, or is a known word, or the whole is no listed noun.
    """
    sets = words()
    if key in sets["whole_words"] or function_kind(key) or len(key) < 3:
        return "", "", key, 0
    conjunction, rest = "", key
    if key[0] in "وف" and not (key in senses() or key in other_verbs()):
        inner = key[1:]
        sure = inner.startswith(("ال", "لل", "بال")) or known(inner) or inner in sets["whole_words"]
        if sure or (key[0] == "و" and len(inner) >= 3 and inner not in sets["not_past"]):
            conjunction, rest = key[0], inner
    if rest in sets["whole_words"] or function_kind(rest):
        return conjunction, "", rest, len(conjunction)
    if rest.startswith("لل") and len(rest) > 3 and rest[1:] in sets["whole_words"] and not rest[2:].startswith("ا"):
        return conjunction, "ل", rest[1:], len(conjunction) + 1
    if rest.startswith("لل") and len(rest) > 3:
        return conjunction, "ل", "ا" + rest[1:], len(conjunction) + 1
    if rest[0] in "بلك" and len(rest) >= 4:
        inner = rest[1:]
        if inner.startswith("ال") or (rest not in senses() and _carries(rest[0], rest, inner)):
            return conjunction, rest[0], inner, len(conjunction) + 1
    if rest[0] == "س" and len(rest) >= 5 and rest[1] in "يتن" and verb_form(rest[1:]) and rest not in senses():
        return conjunction, "س", rest[1:], len(conjunction) + 1
    return conjunction, "", rest, len(conjunction)


def _carries(particle: str, word: str, inner: str) -> bool:
    if any(s.way is not Way.VERB for s in senses().get(inner, ())) or inner in words()["whole_words"]:
        return True
    if word in other_verbs() or word in light():
        return False
    if particle == "ب" and any(
        inner in words()[name] for name in ("places", "people", "weapons", "documents", "quantifiers")
    ):
        return True
    return particle in "بل" and len(inner) >= 4 and (not word.endswith("ت") or word.endswith("ات"))


def lines(reading: Reading, skip: frozenset[int] = frozenset()) -> list[Line]:
    """The sentences of a reading as lines, in order, without those numbered in `skip`. Linear in its tokens."""
    mentions = [m for m in reading.of(Mention) if not m.nominal or m.actor]
    times, quantities = reading.of(TimeExpression), reading.of(Quantity)
    marks = [[reading.range(item.span) for item in rows] for rows in (mentions, times, quantities)]
    return [
        Line(_words(row, *marks), row, mentions, times, quantities)
        for row in reading.sentences
        if row.index not in skip
    ]


def _words(
    row: Sentence, mentions: list[tuple[int, int]], times: list[tuple[int, int]], quantities: list[tuple[int, int]]
) -> tuple[Word, ...]:
    found = []
    for token in row.tokens:
        mention = _covering(mentions, token.start, token.end)
        time = _covering(times, token.start, token.end)
        quantity = _covering(quantities, token.start, token.end)
        if mention >= 0:
            found.append(_name(token.start, token.end, token.key, mentions[mention], mention, quantity, time))
        else:
            found.append(_plain(token.start, token.end, token.key, time, quantity))
    _set_last(found)
    _attach(found)
    return tuple(_settle(found, row.kind is SegmentKind.HEADLINE))


def _covering(ranges: list[tuple[int, int]], start: int, end: int) -> int:
    """The index of a range that shares characters with `[start, end)`, -1 for none."""
    at = bisect_left(ranges, (end, -1)) - 1
    for index in (at, at - 1):
        if index >= 0 and ranges[index][1] > start and ranges[index][0] < end:
            return index
    return -1


def _name(start: int, end: int, key: str, mention: tuple[int, int], index: int, quantity: int, time: int) -> Word:
    at = max(start, mention[0])
    before = key[: at - start]
    conjunction = before[:1] if before[:1] in ("و", "ف") else ""
    rest = before[len(conjunction) :]
    rest = rest.replace("لل", "ل") if rest.startswith("لل") else rest
    preposition = rest[:1] if rest[:1] in ("ب", "ل", "ك") else ""
    return Word(start, end, at, conjunction, preposition, key[at - start :], Kind.NAME, index, quantity, time)


def _plain(start: int, end: int, key: str, time: int, quantity: int) -> Word:
    if not key[0].isalnum():
        return Word(start, end, start, "", "", key, _sign(key), -1, quantity, time)
    if key[0].isdigit():
        digits = Kind.NUMBER if time < 0 or quantity >= 0 else Kind.TIME
        return Word(start, end, start, "", "", key, digits, -1, quantity, time)
    conjunction, preposition, stem, offset = split(key)
    kind = function_kind(stem) if not preposition else None
    form = None
    if kind is None and time >= 0:
        kind = Kind.TIME
    if kind is None:
        form = verb_form(stem) if preposition in ("", "س", "ل") else None
        kind = Kind.VERB if form is not None else Kind.NUMBER if quantity >= 0 and key[0].isdigit() else Kind.WORD
    role = light()[stem][0] if stem in light() and kind in (Kind.VERB, Kind.AUXILIARY) else ""
    return Word(
        start,
        end,
        start + offset,
        conjunction,
        preposition,
        stem,
        kind,
        -1,
        quantity,
        time,
        -1,
        form,
        senses().get(stem, ()),
        role,
    )


def _sign(key: str) -> Kind:
    if key in "،,؛;":
        return Kind.COMMA
    if key in "«»“”\"'‘’":
        return Kind.QUOTE
    if key in "-–—":
        return Kind.DASH
    if key in ".؟?!…:" or key.startswith(".."):
        return Kind.STOP
    return Kind.SIGN


def _set_last(found: list[Word]) -> None:
    """Fill `last`: the index after the run of words under the same mention."""
    from dataclasses import replace

    index = len(found)
    last = index
    while index > 0:
        index -= 1
        word = found[index]
        if word.mention >= 0:
            if index + 1 >= len(found) or found[index + 1].mention != word.mention:
                last = index + 1
            found[index] = replace(word, last=last)


def _attach(found: list[Word]) -> None:
    """Give a particle that stands alone before a quotation mark («و”القوة“») to the word behind the mark."""
    from dataclasses import replace

    for index, word in enumerate(found):
        if word.stem in ("و", "ل", "ب", "ك", "او") and word.mention < 0 and index + 1 < len(found):
            at = index + 1
            while at < len(found) - 1 and found[at].kind is Kind.QUOTE:
                at += 1
            particle = word.stem
            if particle in ("و", "او"):
                found[at] = replace(found[at], conjunction="و")
            elif not found[at].preposition:
                found[at] = replace(found[at], preposition=particle, conjunction=word.conjunction)
            found[index] = replace(word, kind=Kind.QUOTE)


def _settle(found: list[Word], headline: bool) -> list[Word]:
    """Decide whether words that are verb and noun alike («قتل», «دعم») are the one or the other here."""
    from dataclasses import replace

    done: list[Word] = []
    for index, word in enumerate(found):
        if word.kind is Kind.VERB and _is_noun(found, index, done, headline):
            word = replace(word, kind=Kind.WORD, form=None, light="")
        done.append(word)
    return done


def _noun_sense(word: Word) -> bool:
    return any(s.way is Way.NOUN for s in word.senses)


def _is_noun(found: list[Word], index: int, done: list[Word], headline: bool) -> bool:
    word = found[index]
    before = done[index - 1] if index else None
    if word.stem in double_heads() and index + 1 < len(found) and f"{word.stem} {found[index + 1].stem}" in senses():
        return True
    if word.stem.endswith("ا") and _noun_sense(word):
        return True
    if word.preposition in ("ب", "ك") or (word.preposition == "ل" and word.form and word.form.shape is Shape.PAST):
        return True
    if before is None:
        return (
            headline
            and _noun_sense(word)
            and word.form is not None
            and word.form.shape is Shape.PAST
            and word.form.gender != "f"
        )
    if before.kind is Kind.PREPOSITION or before.kind is Kind.DEMONSTRATIVE:
        return before.stem != "منذ" and before.stem != "حتي"
    if not _noun_sense(word):
        return False
    if before.kind is Kind.VERB:
        return True
    if word.conjunction:
        return _noun_before(done, index)
    if before.kind is Kind.WORD:
        return not before.stem.startswith("ال") and (_noun_sense(before) or not _plural(before.stem)) and index >= 2
    return before.kind in (Kind.NEGATOR,) and before.stem in ("عدم", "دون", "بدون")


def _plural(stem: str) -> bool:
    return stem.endswith(("ون", "ين", "ات"))


def _noun_before(done: list[Word], index: int) -> bool:
    """Whether the word a conjunction joins to is itself a verbal noun («قتل ونهب») and not far."""
    for other in reversed(done[max(0, index - 2) : index]):
        if other.kind is Kind.WORD and _noun_sense(other) and not other.stem.startswith("ال"):
            return True
    return False

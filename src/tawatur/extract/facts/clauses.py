"""What stands around a trigger: its subject before it, and the phrases after it up to the end of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.extract.facts.lexicon import pronoun_preposition, words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import Phrase, over_bounds, phrase_at, phrase_before

#: How far a clause is followed to either side, in words: keeps the work per trigger constant.
_WINDOW = 40
_BOUNDS = (
    Kind.STOP,
    Kind.COMPLEMENTIZER,
    Kind.SUBORDINATOR,
    Kind.IRREAL,
    Kind.VERB,
    Kind.RELATIVE,
    Kind.AUXILIARY,
    Kind.NEGATOR,
)
_PASSES = (Kind.QUOTE, Kind.TIME, Kind.ADVERB, Kind.SIGN)
BY = "by"


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase after a trigger with the preposition that opens it ("" for none, `BY` for the agent of a passive).

    `phrase` is None for a preposition with its pronoun («عليها»).
    """

    preposition: str
    phrase: Phrase | None
    at: int


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a verb: its subject, or the antecedent of its relative clause (`relative`), or nothing.

    `head` is the first word of the verb's own group (auxiliaries, negation); `joined` says that «و» opens it.
    """

    phrase: Phrase | None
    relative: bool
    head: int
    joined: bool
    floor: int


def left_of(line: Line, index: int) -> Left:
    """What stands before the verb at word `index`."""
    rows = line.words
    head = index
    joined = bool(rows[index].conjunction)
    while head > 0 and not joined and index - head < 6 and _group(line, head - 1):
        head -= 1
        joined = bool(rows[head].conjunction) and rows[head].kind is not Kind.TIME
    floor = _floor(line, head)
    if joined or head == 0:
        return Left(None, False, head, joined, floor)
    before = rows[head - 1]
    if before.kind is Kind.RELATIVE:
        phrase = phrase_before(line, _skip_comma(line, head - 1), max(0, head - 14))
        return Left(phrase, True, head, False, floor)
    if before.kind is Kind.COMMA:
        return Left(_apposed(line, head), False, head, False, floor)
    if before.kind in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.QUOTE, Kind.DEMONSTRATIVE):
        phrase = phrase_before(line, head, floor)
        if phrase is None:
            return Left(None, False, head, False, floor)
        if _governed(line, phrase):
            return (
                Left(phrase, _indefinite(line, phrase), head, False, floor)
                if _indefinite(line, phrase)
                else Left(_main(line, floor, phrase), False, head, False, floor)
            )
        return Left(phrase, False, head, False, floor)
    if before.kind in (Kind.ATTACHED, Kind.SIGN):
        return Left(_main(line, floor, None), False, head, False, floor)
    return Left(None, False, head, False, floor)


def _skip_comma(line: Line, index: int) -> int:
    while index > 0 and line.words[index - 1].kind in (Kind.COMMA, Kind.QUOTE):
        index -= 1
    return index


def _group(line: Line, index: int) -> bool:
    """Whether a word belongs to the verb group that follows it."""
    word = line.words[index]
    if word.kind in (Kind.AUXILIARY, Kind.NEGATOR, Kind.ADVERB, Kind.TIME):
        return not (word.kind is Kind.NEGATOR and word.stem in ("عدم", "دون", "بدون"))
    return False


def _floor(line: Line, head: int) -> int:
    """The first word of the clause that ends before `head`."""
    index = head
    while index > 0 and head - index < _WINDOW:
        word = line.words[index - 1]
        if word.kind in (
            Kind.STOP,
            Kind.COMPLEMENTIZER,
            Kind.SUBORDINATOR,
            Kind.VERB,
            Kind.RELATIVE,
            Kind.IRREAL,
            Kind.COMMA,
        ):
            break
        index -= 1
    return index


def _apposed(line: Line, head: int) -> Phrase | None:
    """The subject that commas part from its verb: «فلان، قائد القوة، قال»."""
    index, commas = head - 1, 0
    while index > 0 and head - index < _WINDOW:
        word = line.words[index - 1]
        if word.kind in (Kind.STOP, Kind.COMPLEMENTIZER, Kind.SUBORDINATOR, Kind.VERB, Kind.RELATIVE, Kind.IRREAL):
            break
        index -= 1
        commas += word.kind is Kind.COMMA
    if not commas or (index > 0 and line.words[index - 1].kind is Kind.VERB):
        return None
    phrase = phrase_at(line, index, head)
    if phrase is None or line.words[phrase.first].preposition or phrase.whole_last >= head:
        return None
    return phrase if line.words[phrase.whole_last].kind in (Kind.COMMA, Kind.PREPOSITION) else None


def _governed(line: Line, phrase: Phrase) -> bool:
    first = line.words[phrase.first]
    return first.preposition in ("ب", "ل", "ك") or (
        phrase.first > 0 and line.words[phrase.first - 1].kind is Kind.PREPOSITION
    )


def _indefinite(line: Line, phrase: Phrase) -> bool:
    return phrase.mention is None and not any(
        line.words[at].stem.startswith("ال") for at in range(phrase.first, phrase.last)
    )


def _main(line: Line, floor: int, inner: Phrase | None) -> Phrase | None:
    """The phrase that opens the clause, where only prepositional phrases stand between it and the verb."""
    phrase = phrase_at(line, floor, inner.first if inner else len(line)) if floor < len(line) else None
    if phrase is None or _governed(line, phrase) or (inner and phrase.first >= inner.first):
        return None
    return phrase


def items_after(line: Line, index: int, limit: int | None = None) -> list[Item]:
    """The phrases after word `index - 1` up to the end of the clause."""
    rows = line.words
    found: list[Item] = []
    end = min(len(line), index + _WINDOW, len(line) if limit is None else limit)
    at = index
    while at < end and len(found) < 10:
        word = rows[at]
        if word.kind is Kind.COMMA or word.kind is Kind.DASH:
            after = _over_comma(line, at, end)
            if after is None:
                break
            at = after
            continue
        if word.kind in _BOUNDS:
            break
        step = _item(line, at, end, found)
        if step is None:
            break
        at = step
    return found


def _item(line: Line, at: int, end: int, found: list[Item]) -> int | None:
    """Read one item at `at` into `found`; the index after it, None at the clause's end."""
    word = line.words[at]
    if word.kind is Kind.ADVERB and word.stem in ("بشكل", "بصوره"):
        return at + 2
    if word.kind in _PASSES or word.kind is Kind.PRONOUN:
        return None if word.kind is Kind.PRONOUN and word.conjunction else at + 1
    if word.kind is Kind.ATTACHED:
        found.append(Item(pronoun_preposition(word.stem) or "", None, at))
        return at + 1
    if word.kind is Kind.PREPOSITION and over_bounds(line, at, end) == at:
        return _prepositional(line, at, end, found)
    if word.conjunction and not word.preposition:
        return None
    phrase = phrase_at(line, at, end)
    if phrase is None:
        return at + 1
    found.append(Item(word.preposition, phrase, at))
    return phrase.whole_last


def _prepositional(line: Line, at: int, end: int, found: list[Item]) -> int | None:
    word = line.words[at]
    if word.conjunction and word.stem in words()["adjunct_prepositions"]:
        return None
    inner = at + 1
    if (
        inner < end
        and line.words[inner].stem in words()["agents_by"]
        and line.words[inner].kind in (Kind.WORD, Kind.PREPOSITION)
    ):
        phrase = phrase_at(line, inner + 1, end)
        if phrase is not None and (word.stem == "من" or line.words[inner].stem != "قبل"):
            found.append(Item(BY, phrase, at))
            return phrase.whole_last
    while inner < end and line.words[inner].kind is Kind.PREPOSITION and inner < at + 3:
        inner += 1
    if inner < end and line.words[inner].stem in words()["idioms"]:
        return inner + 1
    phrase = phrase_at(line, inner, end)
    if phrase is None:
        return inner if inner < end and line.words[inner].kind not in _BOUNDS else None
    stem = line.words[inner - 1].stem if inner - at > 1 and word.stem in ("الي", "من", "ب", "بالقرب") else word.stem
    found.append(Item(stem, phrase, at))
    return phrase.whole_last


def _over_comma(line: Line, at: int, end: int) -> int | None:
    """Where the clause goes on behind a comma: at an adverbial, or after an inserted apposition."""
    if at + 1 >= end:
        return None
    following = line.words[at + 1]
    if following.conjunction:
        return None
    if following.kind in (Kind.PREPOSITION, Kind.TIME, Kind.ADVERB):
        return at + 1
    if following.kind is Kind.RELATIVE:
        return next((i + 1 for i in range(at + 2, min(end, at + 20)) if line.words[i].kind is Kind.COMMA), None)
    if (
        following.kind in (Kind.WORD, Kind.NAME, Kind.QUOTE)
        and at
        and line.words[at - 1].kind in (Kind.TIME, Kind.ADVERB)
    ):
        return at + 1
    for index in range(at + 1, min(end, at + 14)):
        word = line.words[index]
        if word.kind is Kind.COMMA:
            after = line.words[index + 1] if index + 1 < end else None
            return index + 1 if after and not after.conjunction and after.kind not in _BOUNDS else None
        if word.kind in _BOUNDS:
            return None
    return None

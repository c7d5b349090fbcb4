"""Relations that no single trigger word states: offices, sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tawatur.extract.facts.clauses import left_of
from tawatur.extract.facts.draft import Draft, Filler, fillers_of
from tawatur.extract.facts.lexicon import Trigger, words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.offices import holdings
from tawatur.extract.facts.phrases import phrase_at
from tawatur.extract.facts.roles import is_place
from tawatur.extract.facts.scene import describes
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_ROLES = {"s": "agent", "o": "patient"}


@cache
def _trigger(rule: str, kind: str) -> Trigger:
    return Trigger(rule, kind, _ROLES, frozenset(), ())


@cache
def _sizes() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(fold(w) for w in row) for name, row in load_yaml("ar/facts-relations.yaml")["sizes"].items()
    }


def office_drafts(line: Line) -> Iterator[Draft]:
    """LEADS, WORKS_FOR, MEMBER_OF and FAMILY_OF from offices beside names."""
    for holding in holdings(line):
        draft = Draft(
            _trigger(holding.office.id, holding.office.type),
            holding.office.type,
            holding.first,
            holding.last,
            pattern="office",
        )
        draft.fill("agent", [_name(line, *holding.holder)])
        draft.fill("patient", [_name(line, *holding.body)])
        yield draft


def _name(line: Line, first: int, last: int) -> Filler:
    word = line.words[first]
    if word.mention < 0:
        return Filler(word.at, line.words[last - 1].end, first, last)
    mention = line.mentions[word.mention]
    return Filler(word.at, line.words[word.last - 1].end, first, last, mention.actor or None, mention.type)


def size_drafts(line: Line) -> Iterator[Draft]:
    """SIZE_OF: «كان قوامه 400 شخص», «عدد القتلى بلغ 12», «لديه 300 مقاتل»."""
    table = _sizes()
    for index, word in enumerate(line.words):
        if word.kind is Kind.NAME or word.preposition in ("ب", "ك"):
            continue
        if word.stem in table["nouns"]:
            yield from _counted(line, index)
        elif word.preposition == "ل" and index > 0 and line.words[index - 1].kind is Kind.AUXILIARY:
            yield from _belonging(line, index)
        elif word.stem in table["have"]:
            yield from _had(line, index)


def _counted(line: Line, index: int) -> Iterator[Draft]:
    at = index + 1
    of = (
        phrase_at(line, at, min(len(line), at + 8)) if at < len(line) and line.words[at].kind is not Kind.VERB else None
    )
    if of is not None and line.words[of.head].kind is Kind.NUMBER:
        of = None
    at = of.whole_last if of else at
    number = _number(line, at, 6)
    if number is None:
        return
    if any(line.words[at].stem in words()["dead"] for at in range(*number)):
        draft = Draft(_trigger("kill.toll", "KILL"), "KILL", index, number[1], pattern="size")
        draft.fill("patient", [_range(line, *number)])
        yield draft
        return
    draft = Draft(_trigger("size.count", "SIZE_OF"), "SIZE_OF", index, number[1], pattern="size")
    draft.fill("topic", [_range(line, *number)])
    if of is not None:
        draft.fill("agent", fillers_of(line, of))
    elif left_of(line, index).phrase is not None:
        draft.fill("agent", fillers_of(line, left_of(line, index).phrase))
    yield draft


def _had(line: Line, index: int) -> Iterator[Draft]:
    number = _number(line, index + 1, 7)
    if number is None or not any(line.words[at].stem in _sizes()["members"] for at in range(*number)):
        return
    left = left_of(line, index)
    draft = Draft(_trigger("size.have", "SIZE_OF"), "SIZE_OF", index, number[1], pattern="size")
    draft.fill("agent", fillers_of(line, left.phrase))
    draft.fill("topic", [_range(line, *number)])
    if draft.has("agent"):
        yield draft


def _belonging(line: Line, index: int) -> Iterator[Draft]:
    """«كان للقوة 400 عضو»."""
    owner = phrase_at(line, index, min(len(line), index + 6))
    number = _number(line, owner.whole_last, 4) if owner else None
    if owner is None or number is None or not any(line.words[at].stem in _sizes()["members"] for at in range(*number)):
        return
    draft = Draft(_trigger("size.have", "SIZE_OF"), "SIZE_OF", index, number[1], pattern="size", head=index)
    draft.fill("agent", fillers_of(line, owner))
    draft.fill("topic", [_range(line, *number)])
    yield draft


def stay_drafts(line: Line) -> Iterator[Draft]:
    """LOCATED_IN: «ظل القادة في المدينة», «هناك جثث في النهر»: a place right behind who stays there."""
    for index, word in enumerate(line.words):
        if word.kind is Kind.NAME or word.stem not in _sizes()["stay"] or index + 1 >= len(line):
            continue
        who = phrase_at(line, index + 1, min(len(line), index + 10))
        if who is None or describes(line, who) or who.whole_last + 1 >= len(line) or line.words[index + 1].preposition:
            continue
        if line.words[who.whole_last].stem not in ("في", "داخل", "قرب"):
            continue
        place = phrase_at(line, who.whole_last + 1, min(len(line), who.whole_last + 8))
        found = [f for f in fillers_of(line, place) if is_place(line, f)]
        if place is None or not found:
            continue
        draft = Draft(_trigger("stay", "LOCATED_IN"), "LOCATED_IN", index, place.whole_last, pattern="size", head=index)
        draft.fill("agent", fillers_of(line, who))
        draft.fill("place", found)
        yield draft


def _number(line: Line, at: int, reach: int) -> tuple[int, int] | None:
    """The words of a quantity with what it counts, at most `reach` words on."""
    for index in range(at, min(len(line), at + reach)):
        word = line.words[index]
        if word.kind in (Kind.STOP, Kind.COMMA, Kind.RELATIVE, Kind.COMPLEMENTIZER) or word.time >= 0:
            return None
        if word.kind is Kind.NUMBER or word.quantity >= 0:
            last = index + 1
            while last < len(line) and (
                line.words[last].quantity == word.quantity >= 0 or line.words[last].kind is Kind.NUMBER
            ):
                last += 1
            if (
                last < len(line)
                and line.words[last].kind is Kind.WORD
                and not line.words[last].conjunction
                and word.quantity < 0
            ):
                last += 1
            return index, last
    return None


def _range(line: Line, first: int, last: int) -> Filler:
    return Filler(
        line.words[first].at,
        line.words[last - 1].end,
        first,
        last,
        stems=frozenset(line.words[at].stem for at in range(first, last)),
    )

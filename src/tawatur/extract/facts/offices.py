"""Offices, kinship and membership: nouns that join a person's name to a body or another person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import EntityType
from tawatur.extract.facts.lexicon import words
from tawatur.extract.facts.line import Kind, Line
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Office:
    """A row of offices: what relation its nouns state, and the prepositions that may open the body."""

    id: str
    type: str
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds an office: words `[first, last)`, the office word, holder and body as (word range, mention)."""

    office: Office
    at: int
    first: int
    last: int
    holder: tuple[int, int]
    body: tuple[int, int]


@cache
def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], Office], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Office]]] = {}
    for row in load_yaml("ar/facts-relations.yaml")["offices"]:
        office = Office(row["id"], row["type"], frozenset(fold(p) for p in row["in"]))
        for noun in row["nouns"]:
            parts = tuple(fold(noun).split())
            for first in {parts[0], "ال" + parts[0].removeprefix("ال")}:
                table.setdefault(first, []).append(((first, *parts[1:]), office))
    return {key: tuple(sorted(found, key=lambda r: -len(r[0]))) for key, found in table.items()}


def office_at(line: Line, index: int) -> tuple[Office, int] | None:
    """The office whose noun begins at word `index`, and the index after the noun; None where there is none."""
    word = line.words[index]
    if word.kind not in (Kind.WORD, Kind.VERB) or word.preposition in ("ب", "ك"):
        return None
    for parts, office in _table().get(word.stem, ()):
        last = index + len(parts)
        if last <= len(line) and all(line.words[index + i].stem == part for i, part in enumerate(parts)):
            return office, last
    return None


def holdings(line: Line) -> Iterator[Holding]:
    """Every office that a name beside it holds: «قائد القوة فلان», «فلان، قائد القوة», «القائد العسكري للقوة فلان»."""
    for index in range(len(line)):
        found = office_at(line, index)
        if found:
            holding = _holding(line, index, *found)
            if holding:
                yield holding


def _holding(line: Line, index: int, office: Office, after: int) -> Holding | None:
    body = _body(line, index, after, office)
    if body is None:
        return None
    kin = office.type == "FAMILY_OF"
    behind = _person_after(line, body[1])
    if behind is not None and not (kin and _is(line, body[0], EntityType.PER) and behind == body):
        return Holding(office, index, _start(line, index), behind[1], behind, body)
    before = _person_before(line, _start(line, index))
    if before is not None:
        return Holding(office, index, before[0], body[1], before, body)
    return None


def _start(line: Line, index: int) -> int:
    """Where the office's phrase begins: «أحد أعضاء», «كبير مستشاري»."""
    while (
        index > 0 and line.words[index - 1].kind is Kind.WORD and line.words[index - 1].stem in words()["quantifiers"]
    ):
        index -= 1
    return index


def _body(line: Line, index: int, after: int, office: Office) -> tuple[int, int] | None:
    """Word range of the body: a name within a few words in construct, or opened by a preposition of the office."""
    at, opened = after, False
    while at < min(len(line), after + 6):
        word = line.words[at]
        if word.kind is Kind.NAME:
            if word.conjunction:
                return None
            if word.preposition and word.preposition not in office.prepositions:
                return None
            if _is(line, at, EntityType.PER) and office.type != "FAMILY_OF":
                return None
            if not word.preposition and not opened and line.words[index].stem.startswith("ال") and at == after:
                return None
            return at, _name_end(line, at)
        if at == after and _common_body(line, at):
            return at, at + 1
        if word.kind is Kind.PREPOSITION:
            if word.stem not in office.prepositions:
                return None
            opened = True
        elif word.kind is Kind.WORD and not word.conjunction:
            if word.preposition and word.preposition not in office.prepositions:
                return None
            opened = opened or bool(word.preposition)
        elif word.kind is not Kind.QUOTE and word.kind is not Kind.NUMBER:
            return None
        at += 1
    return None


def _common_body(line: Line, at: int) -> bool:
    """«مدير الميناء فلان»: a definite common noun between the office and the person's name."""
    word = line.words[at]
    if (
        word.kind is not Kind.WORD
        or word.conjunction
        or word.preposition
        or not word.stem.startswith("ال")
        or at + 1 >= len(line)
    ):
        return False
    after = line.words[at + 1]
    if word.stem.endswith(("ي", "يه")) or word.stem in words()["adjectives"] | words()["not_bodies"]:
        return False
    return (
        after.kind is Kind.NAME
        and _is(line, at + 1, EntityType.PER)
        and not after.conjunction
        and not after.preposition
        and word.stem not in words()["titles_of_person"]
    )


def _name_end(line: Line, at: int) -> int:
    last = line.words[at].last
    while last < len(line) and line.words[last].kind is Kind.WORD and not line.words[last].preposition:
        word = line.words[last]
        if word.conjunction or not word.stem.startswith("ال") or not word.stem.endswith(("ي", "يه")):
            break
        last += 1
    return last


def _is(line: Line, at: int, kind: EntityType) -> bool:
    return line.words[at].kind is Kind.NAME and line.mentions[line.words[at].mention].type is kind


def _person_after(line: Line, at: int) -> tuple[int, int] | None:
    """A person's name after the body: next to it, behind a comma, a title, an adjective, or «هو»."""
    sets, end = words(), min(len(line), at + 6)
    commas = 0
    while at < end:
        word = line.words[at]
        if word.kind is Kind.NAME and word.preposition == "ل" and _part_of(line, at):
            at, end = word.last, min(len(line), word.last + 5)
            continue
        if word.kind is Kind.NAME:
            return (
                (at, word.last)
                if _is(line, at, EntityType.PER) and not word.conjunction and not word.preposition
                else None
            )
        if word.kind is Kind.COMMA:
            commas += 1
            if commas > 1:
                return None
        elif word.kind is Kind.WORD and word.stem.startswith("ال") and not word.conjunction and not word.preposition:
            if commas and word.stem not in sets["titles_of_person"]:
                return None
        elif word.kind not in (Kind.QUOTE, Kind.PRONOUN) and word.stem not in "()-":
            return None
        at += 1
    return None


def _part_of(line: Line, at: int) -> bool:
    while at > 0 and line.words[at - 1].kind is Kind.QUOTE:
        at -= 1
    return at > 0 and any(s.trigger.type == "PART_OF" for s in line.words[at - 1].senses)


def _person_before(line: Line, at: int) -> tuple[int, int] | None:
    """A person's name before the office: behind a comma, a bracket or «هو»."""
    index, crossed = at - 1, 0
    while index >= 0 and at - index <= 4:
        word = line.words[index]
        if word.kind is Kind.NAME:
            if not crossed or not _is(line, index, EntityType.PER):
                return None
            first = index
            while first > 0 and line.words[first - 1].mention == word.mention:
                first -= 1
            return first, index + 1
        if word.kind is Kind.COMMA or word.kind is Kind.PRONOUN or word.stem in "(-–":
            crossed += 1
        elif word.kind is not Kind.QUOTE:
            return None
        index -= 1
    return None

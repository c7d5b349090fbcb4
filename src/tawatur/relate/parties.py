"""Who stands in a role of an event: a named actor, or plain words for somebody nobody names; whether two are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.extract.names.words import nations
from tawatur.relate.board import Board
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.statements import Statement
from tawatur.resources.loader import load_yaml

#: Letters of a root from which it tells one word from others («أمن» and «اليمن» have one of two letters).
TELLING = 3
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands in a role: actors, or the plain words for somebody nobody names."""

    actors: frozenset[str]
    words: frozenset[str]


def party_of(s: Statement, role: str) -> Party:
    return Party(s.roles.get(role, _NONE), s.words.get(role, _NONE))


@cache
def concepts(group: str) -> frozenset[str]:
    return frozenset(concept(w) for f in load_yaml("ar/sources-words.yaml")[group] for w in word_stems(f))


@cache
def _nationalities() -> Mapping[str, frozenset[str]]:
    """Concepts of single words that name a country or who is of it, with the codes of the countries it may be."""
    known = nations()
    found: dict[str, set[str]] = defaultdict(set)
    for form, code in ((w[0], c) for w, c in known.countries.items() if len(w) == 1):
        for word in word_stems(form):
            found[concept(word)].add(code)
    for form, code in known.nationalities.items():
        for word in word_stems(form):
            found[concept(word)].add(code)
    return {word: frozenset(codes) for word, codes in found.items() if len(word) >= TELLING}


def nations_of(board: Board, party: Party) -> frozenset[str]:
    """Countries that a party may be of, as far as words tell."""
    named = (board.name(a).nations for a in party.actors if board.named(a))
    told = (_nationalities().get(w, _NONE) for w in party.words)
    return frozenset(code for codes in (*named, *told) for code in codes)


def side(board: Board, party: Party) -> str:
    """«state», «armed» or nothing, as far as words tell."""
    named = [a for a in sorted(party.actors) if board.named(a)]
    if named:
        if any(board.name(a).state and not board.name(a).opposed for a in named):
            return "state"
        return "" if any(board.name_words(a) & concepts("troops") for a in named) else "armed"
    if party.words & concepts("armed"):
        return "armed"
    return "state" if party.words & concepts("states") else ""


def differ(board: Board, one: Party, two: Party) -> bool:
    """Whether two parties cannot be one: names that are no kin (two of states only where their nations differ), or a
    state and those who fight without one. Two that nobody names differ only so, or by nation: writers describe one
    band in many ways."""
    of, other = nations_of(board, one), nations_of(board, two)
    sides = {side(board, one), side(board, two)}
    if one.actors and two.actors:
        return not board.kin(one.actors, two.actors) and (sides != {"state"} or bool(of and other and not of & other))
    if of and other:
        return not of & other
    return sides == {"state", "armed"}


def may_be(board: Board, one: Party, two: Party) -> bool:
    """Whether something says that two parties are one: kin by name, or a state's body and words for the state."""
    if one.actors and two.actors:
        return board.kin(one.actors, two.actors)
    return side(board, one) == side(board, two) == "state"

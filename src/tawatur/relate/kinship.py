"""Which actors may be one side: by the words of their names, or because both speak for one state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tawatur.extract.names.words import Words, capital_of, nation_of, nations
from tawatur.names.fold import fold_name
from tawatur.resources.loader import load_yaml
from tawatur.text.stems import skeleton, stem


@dataclass(frozen=True, slots=True)
class Name:
    """What an actor's names say: the roots that tell it from others, the countries they name, and whether it speaks for
    a state or stands against one."""

    own: frozenset[str]
    nations: frozenset[str]
    state: bool
    opposed: bool


@cache
def _roots(group: str) -> frozenset[str]:
    return frozenset(skeleton(stem(fold_name(w))) for w in load_yaml("ar/sources-words.yaml")[group])


def name_of(forms: Iterable[str]) -> Name:
    """Reads all the forms of one actor's name."""
    own: set[str] = set()
    codes: set[str] = set()
    state = opposed = False
    for form in sorted(forms):
        words: Words = tuple(fold_name(form).split())
        country = nation_of(words) or capital_of(words)
        roots = {skeleton(stem(w)) for w in words}
        codes |= {country} if country else {c for w in words if (c := _nationality(w))}
        state |= bool(country or roots & _roots("states"))
        opposed |= bool(roots & _roots("opposed"))
        if not country:
            own |= {skeleton(stem(w)) for w in words if not _nationality(w)} - _roots("generic") - _roots("states")
    return Name(frozenset(own), frozenset(codes), state, opposed)


def _nationality(word: str) -> str | None:
    known = nations().nationalities
    return known.get(word) or known.get("ال" + word)


def akin(one: Name, two: Name) -> bool:
    """Whether two actors may be one side. A state's body of no named country may be any state's."""
    if one.own & two.own:
        return True
    if one.opposed != two.opposed:
        return False
    if one.nations and two.nations:
        return bool(one.nations & two.nations) and (one.state == two.state or not (one.own and two.own))
    return one.state and two.state if one.nations or two.nations else not (one.own and two.own)

"""Which names of persons in one text are one person: fuller names, short forms, spellings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tawatur.names.data import particles
from tawatur.names.model import Level, Unit
from tawatur.names.person import units_of
from tawatur.names.words import relate


@lru_cache(maxsize=1 << 16)
def units(name: str) -> tuple[Unit, ...]:
    """The parts of a person's name as a text gives it (titles are outside it already: a «سيد» in front is a name)."""
    found, dropped = units_of(name)
    return (Unit("plain", name.split()[0]), *found) if dropped else found


def covers(longer: str, shorter: str) -> bool:
    """Whether the shorter name can be short for the longer one (both folded).

    One part: the family name, the given name, the kunya or the name after «بن». More: the end of the longer name, or
    parts of it in order that begin with its first. Where words are joined makes no difference («أبوحامد»).
    """
    long, short = units(longer), units(shorter)
    if not short or longer == shorter:
        return False
    if _joined_end(longer, shorter):
        return True
    if len(short) > len(long) or (len(short) == len(long) and not _alike(long, short)):
        return False
    if len(short) == 1:
        part = short[0]
        given = _same(long[0], part) and long[0].article == part.article
        return (
            given
            or _same(long[-1], part)
            or any(_same(unit, part) for unit in long if unit.role != "plain" or unit.servant)
        )
    return _alike(long[-len(short) :], short) or (_same(long[0], short[0]) and _in_order(long, short))


def _joined_end(longer: str, shorter: str) -> bool:
    words, short = longer.split(), shorter.replace(" ", "")
    inner = particles().kunya_father | particles().kunya_mother | particles().servant
    starts = (start for start in range(len(words)) if not start or words[start - 1] not in inner)
    return any("".join(words[start:]) == short for start in starts)


def _alike(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    return len(left) == len(right) and all(_same(a, b) for a, b in zip(left, right, strict=True))


def _in_order(longer: Sequence[Unit], shorter: Sequence[Unit]) -> bool:
    rest = iter(longer)
    return all(any(_same(unit, part) for unit in rest) for part in shorter)


def _same(left: Unit, right: Unit) -> bool:
    roles = {left.role, right.role}
    if (len(roles) > 1 and roles != {"plain", "son"}) or left.servant != right.servant:
        return False
    if left.core == right.core and left.tail == right.tail:
        return True
    return (
        min(len(left.core), len(right.core)) > 3
        and left.tail == right.tail
        and relate(left.core, right.core)[0] is Level.SAME
    )

"""Where a name lies: the countries and cities that bear it, with coordinates, and nothing where more than one may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.names.data import rows
from tawatur.names.lexicon import city_ids, known_ids


@dataclass(frozen=True, slots=True)
class Point:
    """A known place. A country has no point of its own, only its ISO 3166 number (`country`)."""

    id: str
    latitude: float | None
    longitude: float | None
    country: str


@cache
def _points() -> Mapping[str, Point]:
    return {
        identity: Point(identity, float(north) if north else None, float(east) if east else None, country)
        for identity, north, east, country in rows("coordinates.tsv")
    }


def bearers(name: str) -> frozenset[str]:
    """Ids of the countries and cities that bear a name, spelt in any way that the tables know."""
    known = _points()
    return frozenset(i for i in known_ids(name, "LOC") | city_ids(name) if i in known)


def candidates(names: Iterable[str]) -> tuple[Point, ...]:
    """The places that an actor with these names may be: those that all of its known names allow.

    One where the names settle it («عمان» and «سلطنة عمان»: the country), several where they leave it open, none where
    no table knows them or the names contradict each other.
    """
    found = [ids for name in names if (ids := bearers(name))]
    if not found:
        return ()
    return tuple(_points()[i] for i in sorted(frozenset.intersection(*found)))

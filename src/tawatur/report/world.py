"""Outlines of countries, as the pages' build leaves them: what a map draws under its places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.graph.views.places import Frame, PlaceMap
from tawatur.report import assets

#: Steps of the outlines' grid in a degree.
GRID = 20


@dataclass(frozen=True, slots=True)
class Outline:
    """A country's outline: its ISO 3166 number (empty where it has none), its box in degrees and its path."""

    country: str
    box: tuple[float, float, float, float]
    path: str


@cache
def outlines() -> Sequence[Outline]:
    """Every outline; raises TawaturError when the pages were not built."""
    rows = json.loads(assets.asset("world.json"))
    return tuple(Outline(n, (w / GRID, s / GRID, e / GRID, north / GRID), path) for n, (w, s, e, north), path in rows)


def boxes() -> Mapping[str, Sequence[float]]:
    """West, south, east and north of every country by its ISO 3166 number."""
    return {outline.country: outline.box for outline in outlines() if outline.country}


def within(frame: Frame) -> Sequence[Outline]:
    """The outlines that a map of `frame` shows."""
    return [o for o in outlines() if _meet(o.box, frame)]


def _meet(box: tuple[float, float, float, float], frame: Frame) -> bool:
    west, south, east, north = box
    return west <= frame.east and east >= frame.west and south <= frame.north and north >= frame.south


def graticule(frame: Frame) -> tuple[list[float], list[float]]:
    """Meridians and parallels to draw, as places on the map: from five to a dozen of each."""
    step = next((s for s in (2, 5, 10, 15, 30) if (frame.east - frame.west) / s <= 12), 60)
    meridians = [m for m in range(-180, 181, step) if frame.west < m < frame.east]
    parallels = [p for p in range(-90, 91, step) if frame.south < p < frame.north]
    return (
        [round((m - frame.west) * frame.stretch, 2) for m in meridians],
        [round(frame.north - p, 2) for p in parallels],
    )


def drawing(view: PlaceMap) -> Mapping[str, object]:
    """What the template draws: the size of the map, how outlines are moved onto it, lines, shaded countries."""
    frame = view.frame
    meridians, parallels = graticule(frame)
    by_country: dict[str, list[str]] = {}
    for place in view.places:
        if place.x is None:
            by_country.setdefault(place.country, []).append(place.id)
    return {
        "width": round((frame.east - frame.west) * frame.stretch, 2),
        "height": round(frame.north - frame.south, 2),
        "unit": round((frame.east - frame.west) * frame.stretch / 100, 4),
        "move": f"scale({round(frame.stretch / GRID, 6)} {-1 / GRID}) "
        f"translate({round(-frame.west * GRID, 2)} {round(-frame.north * GRID, 2)})",
        "meridians": meridians,
        "parallels": parallels,
        "outlines": within(frame),
        "shaded": by_country,
        "middles": {o.country: _middle(o, frame) for o in within(frame) if o.country in by_country},
    }


def _middle(outline: Outline, frame: Frame) -> tuple[float, float]:
    west, south, east, north = outline.box
    return round(((west + east) / 2 - frame.west) * frame.stretch, 2), round(frame.north - (south + north) / 2, 2)

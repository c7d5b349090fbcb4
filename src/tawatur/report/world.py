"""Outlines of countries, as the pages' build leaves them: what a map draws under its places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.graph.views.places import Frame, Place, PlaceMap
from tawatur.report import assets

#: Steps of the outlines' grid in a degree.
GRID = 20


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A country's outline: its ISO 3166 number (empty where it has none), its box and that of its largest part, in
    degrees, and its path."""

    country: str
    box: Box
    largest: Box
    path: str


@cache
def outlines() -> Sequence[Outline]:
    """Every outline; raises TawaturError when the pages were not built."""
    rows = json.loads(assets.asset("world.json"))
    return tuple(Outline(number, _degrees(box), _degrees(largest), path) for number, box, largest, path in rows)


def _degrees(box: Sequence[int]) -> Box:
    west, south, east, north = (side / GRID for side in box)
    return west, south, east, north


def boxes() -> Mapping[str, Sequence[float]]:
    """West, south, east and north of the largest part of every country by its ISO 3166 number."""
    return {outline.country: outline.largest for outline in outlines() if outline.country}


def within(frame: Frame) -> Sequence[Outline]:
    """The outlines that a map of `frame` shows."""
    return [o for o in outlines() if _meet(o.box, frame)]


def _meet(box: Box, frame: Frame) -> bool:
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
        "labels": _labels(view),
    }


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a place on the map, in the middle above `y`."""

    place: Place
    x: float
    y: float


def _labels(view: PlaceMap) -> list[Label]:
    """Names that fit on the map without lying on another: those of places with most facts first."""
    frame = view.frame
    width, height = (frame.east - frame.west) * frame.stretch, frame.north - frame.south
    unit = width / 100
    taken: list[Box] = []
    found: list[Label] = []
    for place in view.places:
        at = _at(place, frame)
        if not place.inside or at is None or not (0 < at[0] < width and 0 < at[1] < height):
            continue
        x, y = at[0], round(at[1] - (unit * (place.size + 0.4) if place.x is not None else 0), 2)
        half = 0.5 * unit * len(place.name)
        box = (x - half, y - 1.7 * unit, x + half, y + 0.5 * unit)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            found.append(Label(place, x, y))
    return found


def _at(place: Place, frame: Frame) -> tuple[float, float] | None:
    """Where a place is on the map: its point, or the middle of the country's largest part."""
    if place.x is not None and place.y is not None:
        return place.x, place.y
    box = boxes().get(place.country)
    if box is None:
        return None
    west, south, east, north = box
    return round(((west + east) / 2 - frame.west) * frame.stretch, 2), round(frame.north - (south + north) / 2, 2)

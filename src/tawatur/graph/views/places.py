"""What the case says of places, where they are known: a map. A name that several places bear is not put on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from tawatur.core.model import Argument, EntityType, Fact
from tawatur.graph.views.actors import actor_rows
from tawatur.graph.views.dates import order
from tawatur.graph.views.model import Quote
from tawatur.graph.views.shelf import Shelf
from tawatur.names.places import Point, candidates
from tawatur.stores import lookup

#: Roles in which a place is where something happened, not who acted.
ROLES = ("place", "origin", "destination")
#: At most so many facts are listed for one place, and so many names that were not placed.
LISTED, UNPLACED = 12, 60
#: Least extent of the map in degrees, and its margin as a share of what it shows.
LEAST, MARGIN = (24.0, 14.0), 0.12
#: A map wider than so many degrees leaves out far places as long as such a share of the facts remains on it.
WIDE, SHOWN = 70.0, 0.85
#: The map's height for its width lies between these.
FLATTEST, TALLEST = 0.45, 0.75


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact said to have happened at a place."""

    id: str
    type: str
    role: str
    time: str | None
    polarity: str
    modality: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Place:
    """A place with coordinates: `x` and `y` on the map; a country is known by its ISO 3166 number and has none.

    `inside` when it lies in the part that is shown.
    """

    id: str
    name: str
    country: str
    x: float | None
    y: float | None
    size: float
    inside: bool
    total: int
    facts: tuple[PlacedFact, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A place that is not on the map: no table knows its name, or `several` places bear it."""

    id: str
    name: str
    total: int
    several: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that is shown, in degrees; `stretch` is the breadth of a degree at its middle."""

    west: float
    south: float
    east: float
    north: float
    stretch: float


@dataclass(frozen=True, slots=True)
class PlaceMap:
    places: tuple[Place, ...]
    frame: Frame
    facts: int
    placed: int
    unplaced: tuple[Unplaced, ...]
    several: int


def place_map(shelf: Shelf, boxes: Mapping[str, Sequence[float]]) -> PlaceMap:
    """The places of the case's facts. `boxes`: west, south, east and north of countries by ISO 3166 number."""
    return shelf.keep_decided("place_map", lambda: _place_map(shelf, boxes))


def _place_map(shelf: Shelf, boxes: Mapping[str, Sequence[float]]) -> PlaceMap:
    found = _facts(shelf)
    placed: list[tuple[str, Point]] = []
    unplaced: list[Unplaced] = []
    for entity, facts in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        point, several = _resolved(shelf, entity)
        if point is not None:
            placed.append((entity, point))
        else:
            unplaced.append(Unplaced(entity, actor_rows(shelf)[entity].name, len(facts), several))
    core = _core([(point, len(found[entity])) for entity, point in placed], boxes)
    frame = _frame(core, boxes)
    most = max((len(found[e]) for e, _ in placed), default=1)
    places = tuple(_place(shelf, entity, point, found[entity], most, frame, point in core) for entity, point in placed)
    return PlaceMap(
        places, frame, sum(len(f) for f in found.values()), sum(p.total for p in places), tuple(unplaced[:UNPLACED]),
        sum(u.several for u in unplaced),
    )  # fmt: skip


def _facts(shelf: Shelf) -> Mapping[str, list[tuple[str, str]]]:
    """Place (entity id) to the facts at it, each with the role that the place has in it."""
    of, rows = shelf.entities.of_actor, actor_rows(shelf)
    arguments = [f.name for f in fields(Fact)].index("arguments")
    role, actor = ([f.name for f in fields(Argument)].index(n) for n in ("role", "actor"))
    found: dict[str, list[tuple[str, str]]] = {}
    for text, identity, data in lookup.raw(shelf.case, Fact):
        seen: set[Any] = set()
        for argument in data[arguments] if text in shelf.by_text else ():
            entity = of.get(argument[actor], "") if argument[role] in ROLES else ""
            if entity in rows and rows[entity].type == EntityType.LOC and entity not in seen:
                seen.add(entity)
                found.setdefault(entity, []).append((identity, argument[role]))
    return found


def _resolved(shelf: Shelf, entity: str) -> tuple[Point | None, bool]:
    """The one place that an entity's names allow, and whether they allow several.

    Several places of one country settle the country, and nothing nearer.
    """
    known = shelf.entities.by_id[entity]
    points = candidates((known.name, *known.aliases))
    if len(points) == 1:
        return points[0], False
    countries = {p.country for p in points}
    if len(points) > 1 and len(countries) == 1 and "" not in countries:
        return Point(points[0].id, None, None, points[0].country), False
    return None, len(points) > 1


def _place(
    shelf: Shelf, entity: str, point: Point, facts: Sequence[tuple[str, str]], most: int, frame: Frame, inside: bool
) -> Place:
    roles = dict(facts)
    known = lookup.get_many(shelf.case, Fact, sorted(roles)).values()
    rows = [
        PlacedFact(
            f.id, f.type, roles[f.id], f.time, f.polarity.value, f.modality.value, shelf.quote(f.span, around=60)
        )
        for f in known
    ]
    rows.sort(key=lambda r: (order(r.time), r.quote.document.name, r.quote.start))
    x, y = _on_map(point, frame)
    size = round(0.4 + 0.6 * math.sqrt(len(facts) / most), 2)
    row = actor_rows(shelf)[entity]
    return Place(entity, row.name, point.country, x, y, size, inside, len(facts), tuple(rows[:LISTED]))


def _on_map(point: Point, frame: Frame) -> tuple[float | None, float | None]:
    if point.longitude is None or point.latitude is None:
        return None, None
    return round((point.longitude - frame.west) * frame.stretch, 2), round(frame.north - point.latitude, 2)


def _core(points: Sequence[tuple[Point, int]], boxes: Mapping[str, Sequence[float]]) -> list[Point]:
    """The places that the map shows: all, or, where that would be too wide, those nearest to the middle of the facts
    (the median longitude) that hold `SHOWN` of them, and what lies between."""
    everything = [p for p, _ in points]
    if not points or not _wide(_frame(everything, boxes)):
        return everything
    wanted, middle = sum(n for _, n in points), _median([(_longitude(p, boxes), n) for p, n in points])
    held = 0
    kept: list[Point] = []
    for point, n in sorted(points, key=lambda row: (abs(_longitude(row[0], boxes) - middle), row[0].id)):
        if held >= SHOWN * wanted:
            break
        held += n
        kept.append(point)
    frame = _frame(kept, boxes)
    return [p for p in everything if p in kept or frame.west <= _longitude(p, boxes) <= frame.east]


def _median(values: Sequence[tuple[float, int]]) -> float:
    """The value at which half of the weight is reached."""
    total, so_far = sum(n for _, n in values), 0
    for value, n in sorted(values):
        so_far += n
        if 2 * so_far >= total:
            return value
    return 0.0


def _wide(frame: Frame) -> bool:
    return frame.east - frame.west > WIDE


def _longitude(point: Point, boxes: Mapping[str, Sequence[float]]) -> float:
    if point.longitude is not None:
        return point.longitude
    box = boxes.get(point.country, ())
    return (box[0] + box[2]) / 2 if len(box) == 4 else 0.0


def _frame(points: Iterable[Point], boxes: Mapping[str, Sequence[float]]) -> Frame:
    """What the map must show: every point, and the whole of every country that is shaded."""
    sides: tuple[list[float], ...] = ([], [], [], [])
    for p in points:
        if p.longitude is not None and p.latitude is not None:
            box: Sequence[float] = (p.longitude, p.latitude, p.longitude, p.latitude)
        else:
            box = boxes.get(p.country, ())
        if len(box) == 4:
            for values, value in zip(sides, box, strict=True):
                values.append(value)
    wests, souths, easts, norths = sides
    if not wests:
        return Frame(-180.0, -60.0, 180.0, 85.0, 1.0)
    return _widened(min(wests), min(souths), max(easts), max(norths))


def _widened(west: float, south: float, east: float, north: float) -> Frame:
    """The frame with its margin, at least so large and of a shape that fits a page, inside the world."""
    wide, high = max((east - west) * (1 + 2 * MARGIN), LEAST[0]), max((north - south) * (1 + 2 * MARGIN), LEAST[1])
    middle = (south + north) / 2
    stretch = max(0.3, math.cos(math.radians(min(60.0, abs(middle)))))
    high = min(max(high, wide * stretch * FLATTEST), 170.0)
    wide = min(max(wide, high / TALLEST / stretch), 360.0)
    west = min(max((west + east - wide) / 2, -180.0), 180.0 - wide)
    south = min(max(middle - high / 2, -85.0), 85.0 - high)
    return Frame(round(west, 2), round(south, 2), round(west + wide, 2), round(south + high, 2), round(stretch, 4))

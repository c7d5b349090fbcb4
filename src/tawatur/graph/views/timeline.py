"""Dated facts and publications on one axis. What is uncertain is drawn as long as it is uncertain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from tawatur.core.model import Fact, LinkKind, Span
from tawatur.graph.views.actors import actor_rows
from tawatur.graph.views.dates import Days, days
from tawatur.graph.views.model import Quote
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import lookup


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact: `start` and `width` in thousandths of the axis; `about` when the value says it is approximate.

    `before` and `after`: the date is open to that side, and the bar runs to the end of the axis.
    """

    id: str
    type: str
    value: str
    start: float
    width: float
    about: bool
    before: bool
    after: bool
    disputed: bool
    polarity: str
    modality: str
    actors: tuple[tuple[str, str], ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Lane:
    """Events of one actor or one document; empty `target` for what has neither."""

    name: str
    target: str
    kind: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    by: str
    shown: int
    dated: int
    first: str
    last: str


def timeline(shelf: Shelf, by: str = "actor", since: str = "", until: str = "", limit: int = 400) -> Timeline:
    """Dated facts in lanes by `actor` or `source`, between two EDTF dates where given; at most `limit`."""
    dated = [row for row in _dated(shelf) if _between(row[1], days(since), days(until))]
    if not dated:
        return Timeline((), (), by, 0, 0, "", "")
    window = _window([d for _, d, _ in dated], bool(since or until))
    inside = [row for row in dated if _meets(row[1], window)]
    chosen = sorted(inside, key=lambda row: (row[1].last - row[1].first, row[0]))[:limit]
    facts = lookup.get_many(shelf.case, Fact, (i for i, _, _ in chosen))
    events = [(_event(shelf, facts[i], d, window), facts[i]) for i, d, _ in chosen if i in facts]
    lanes = _lanes(shelf, events, by)
    return Timeline(
        lanes, _ticks(window), by, len(events), len(dated), *(date.fromordinal(d).isoformat() for d in window)
    )


def _dated(shelf: Shelf) -> Sequence[tuple[str, Days, str]]:
    return shelf.keep("dated", lambda: tuple(_all_dated(shelf)))


def _all_dated(shelf: Shelf) -> Iterable[tuple[str, Days, str]]:
    at = [f.name for f in fields(Fact)].index("time")
    for text, identity, data in lookup.raw(shelf.case, Fact):
        span = days(data[at]) if text in shelf.by_text else None
        if span:
            yield identity, span, text


def _between(span: Days, since: Days | None, until: Days | None) -> bool:
    late = since is None or span.after or span.last >= since.first
    return late and (until is None or span.before or span.first <= until.last)


def _window(spans: Sequence[Days], asked: bool) -> tuple[int, int]:
    """First and last day of the axis: all of it when asked for, else where nine tenths of the dates lie."""
    firsts, lasts = sorted(s.first for s in spans), sorted(s.last for s in spans)
    cut = 0 if asked or len(spans) < 10 else max(1, len(spans) // 20)
    low, high = firsts[cut], lasts[-1 - cut]
    margin = max(3, (high - low) // 40)
    return low - margin, max(high, low + 1) + margin


def _meets(d: Days, window: tuple[int, int]) -> bool:
    return (d.after or d.last >= window[0]) and (d.before or d.first <= window[1])


def _event(shelf: Shelf, f: Fact, d: Days, window: tuple[int, int]) -> Event:
    low, high = window
    start = low if d.before else min(max(d.first, low), high)
    end = high if d.after else min(d.last + 1, high)
    scale = 1000 / (high - low)
    of, rows = shelf.entities.of_actor, actor_rows(shelf)
    ids = dict.fromkeys(of[a.actor] for a in f.arguments if a.actor and a.actor in of)
    actors = tuple((i, rows[i].name) for i in ids if i in rows)
    return Event(
        f.id, f.type, f.time or "", round((start - low) * scale, 1), round(max(1, end - start) * scale, 1), d.about,
        d.before, d.after, _disputed(shelf, f.span), f.polarity.value, f.modality.value, actors,
        shelf.quote(f.span, around=60),
    )  # fmt: skip


def _disputed(shelf: Shelf, span: Span) -> bool:
    found = shelf.keep("conflict_spans", lambda: _conflict_spans(shelf))
    return any(s.overlap(span) for s in found.get(span.text, ()))


def _conflict_spans(shelf: Shelf) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for link in shelf.links(LinkKind.CONFLICT):
        for span in (link.a, link.b):
            found.setdefault(span.text, []).append(span)
    return found


def _lanes(shelf: Shelf, events: Sequence[tuple[Event, Fact]], by: str) -> tuple[Lane, ...]:
    lanes: dict[tuple[str, str], list[Event]] = {}
    usual = Counter(i for e, _ in events for i, _ in e.actors)
    for event, _ in events:
        row = event.quote.document
        main = max(event.actors, key=lambda a: (usual[a[0]], a[0]), default=("", ""))
        lanes.setdefault((row.id, row.label) if by == "source" else main, []).append(event)
    kind = "document" if by == "source" else "actor"
    ordered = sorted(lanes.items(), key=lambda item: (not item[0][0], -len(item[1]), item[0][1]))
    return tuple(
        Lane(name, target, kind, tuple(sorted(found, key=lambda e: (e.start, e.width, e.id))))
        for (target, name), found in ordered
    )


def _ticks(window: tuple[int, int]) -> tuple[Tick, ...]:
    low, high = window
    scale = 1000 / (high - low)
    for step in ("day", "month", "quarter", "year", "five", "decade", "fifty"):
        found = list(_starts(low, high, step))
        if len(found) <= 12:
            length = {"day": 10, "month": 7, "quarter": 7}.get(step, 4)
            return tuple(Tick(round((d.toordinal() - low) * scale, 1), d.isoformat()[:length]) for d in found)
    return ()


def _starts(low: int, high: int, step: str) -> Iterable[date]:
    years = {"year": 1, "five": 5, "decade": 10, "fifty": 50}
    if step == "day":
        yield from (
            (date.fromordinal(d) for d in range(low, high + 1))
            if high - low <= 24
            else (date.fromordinal(d) for d in range(low, low + 13))
        )
        return
    first, last = date.fromordinal(low), date.fromordinal(high)
    for year in range(first.year, last.year + 1):
        if step in years:
            months: tuple[int, ...] = (1,) if year % years[step] == 0 else ()
        else:
            months = (1, 4, 7, 10) if step == "quarter" else tuple(range(1, 13))
        for month in months:
            if low <= date(year, month, 1).toordinal() <= high:
                yield date(year, month, 1)

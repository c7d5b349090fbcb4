"""Actors and what the case says is between them, laid out the same way at every visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from tawatur.core.model import Argument, Attribution, Fact, Force
from tawatur.graph.views.actors import actor_rows
from tawatur.graph.views.dates import days
from tawatur.graph.views.model import Quote
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import lookup

#: Which role comes first in an edge: it points from who acts to whom or what it touches.
_ORDER = ("agent", "patient", "recipient", "instrument", "place", "origin", "destination", "topic")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor; `x` and `y` lie between 0 and 1000; `degree` counts facts it takes part in with others."""

    id: str
    name: str
    type: str
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What filters ask of one fact: its type, the force with which it is said, the years in which it may lie (open
    ends as None on that side, both None where nothing is known), and the least number of independent origins."""

    type: str
    force: str
    first: int | None
    last: int | None
    dated: bool
    origins: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What is said between two actors: how many facts of which types, in how many documents, first and last time."""

    id: str
    source: str
    target: str
    facts: int
    documents: int
    types: tuple[tuple[str, int], ...]
    modalities: tuple[tuple[str, int], ...]
    times: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    actors: int
    relations: int
    types: tuple[tuple[str, int], ...]
    forces: tuple[tuple[str, int], ...]
    evidence: tuple[EdgeView, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeFact:
    id: str
    type: str
    force: str
    modality: str
    polarity: str
    time: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class EdgeView:
    source: str
    target: str
    source_name: str
    target_name: str
    facts: tuple[EdgeFact, ...]


@dataclass(slots=True)
class _Tie:
    """The facts between two actors while they are being counted."""

    facts: list[str]
    said: list[tuple[str, str | None, str | None]]
    texts: set[str]
    types: Counter[str]
    modalities: Counter[str]
    times: set[str]


def network(shelf: Shelf, limit: int = 300) -> Network:
    """The `limit` actors with most relations, and what is between them."""
    return shelf.keep_decided(f"network.{limit}", lambda: _network(shelf, limit))


def _network(shelf: Shelf, limit: int) -> Network:
    ties = _ties(shelf)
    degree: Counter[str] = Counter()
    for (a, b), tie in ties.items():
        degree[a] += len(tie.facts)
        degree[b] += len(tie.facts)
    chosen = sorted(degree, key=lambda e: (-degree[e], e))[:limit]
    inside = {e: n for n, e in enumerate(chosen)}
    kept = {pair: tie for pair, tie in sorted(ties.items()) if pair[0] in inside and pair[1] in inside}
    places = _layout(len(chosen), [(inside[a], inside[b], len(t.facts)) for (a, b), t in kept.items()])
    rows = actor_rows(shelf)
    nodes = tuple(Node(e, rows[e].name, rows[e].type, degree[e], *places[n]) for e, n in inside.items())
    forces, origins = _forces(shelf, kept.values()), _origins(shelf)
    edges = tuple(_edge(pair, tie, forces, origins) for pair, tie in kept.items())
    types, said = Counter[str](), Counter[str]()
    for edge in edges:
        types.update(m.type for m in edge.marks)
        said.update(m.force for m in edge.marks)
    return Network(nodes, edges, len(degree), len(ties), tuple(types.most_common()), tuple(said.most_common()))


def with_evidence(shelf: Shelf, view: Network, limit: int = 5) -> Network:
    """The same network with the words behind every edge, for a page that cannot ask for them later."""
    found = (edge_view(shelf, edge.source, edge.target, limit) for edge in view.edges)
    return replace(view, evidence=tuple(edge for edge in found if edge))


def _forces(shelf: Shelf, ties: Iterable[_Tie]) -> Mapping[str, str]:
    """Attribution id to its force, for the facts of these edges."""
    ids = {attribution for tie in ties for _, _, attribution in tie.said if attribution}
    return {i: a.force.value for i, a in lookup.get_many(shelf.case, Attribution, sorted(ids)).items()}


def _origins(shelf: Shelf) -> Mapping[str, int]:
    """Fact id to the least number of origins of the proposition that it belongs to."""
    claims = shelf.claims
    return {
        fact: p.origins_low for p in shelf.propositions for c in p.claims if c in claims and (fact := claims[c].fact)
    }


def _edge(pair: tuple[str, str], tie: _Tie, forces: Mapping[str, str], origins: Mapping[str, int]) -> Edge:
    marks = (
        _mark(type_, time, forces.get(attribution or "", Force.ASSERT.value), origins.get(fact, 1))
        for fact, (type_, time, attribution) in zip(tie.facts, tie.said, strict=True)
    )
    return Edge(
        f"{pair[0]}~{pair[1]}", *pair, len(tie.facts), len(tie.texts), tuple(tie.types.most_common()),
        tuple(tie.modalities.most_common()), tuple(sorted(tie.times)), tuple(marks),
    )  # fmt: skip


def _mark(type_: str, time: str | None, force: str, origins: int) -> Mark:
    span = days(time)
    first, last = (date.fromordinal(d).year for d in (span.first, span.last)) if span else (None, None)
    if span and span.before:
        first = None
    if span and span.after:
        last = None
    return Mark(type_, force, first, last, span is not None, origins)


def _ties(shelf: Shelf) -> Mapping[tuple[str, str], _Tie]:
    return shelf.keep_decided("ties", lambda: _all_ties(shelf))


def _all_ties(shelf: Shelf) -> dict[tuple[str, str], _Tie]:
    of, rows = shelf.entities.of_actor, actor_rows(shelf)
    at = {f.name: n for n, f in enumerate(fields(Fact))}
    role, actor = ([f.name for f in fields(Argument)].index(n) for n in ("role", "actor"))
    ties: dict[tuple[str, str], _Tie] = {}
    for text, identity, data in lookup.raw(shelf.case, Fact):
        ends = _ends(data[at["arguments"]], role, actor, of)
        for pair in ends:
            if pair[0] in rows and pair[1] in rows:
                tie = ties.setdefault(pair, _Tie([], [], set(), Counter(), Counter(), set()))
                tie.facts.append(identity)
                tie.said.append((data[at["type"]], data[at["time"]], data[at["attribution"]]))
                tie.texts.add(text)
                tie.types[data[at["type"]]] += 1
                tie.modalities[data[at["modality"]]] += 1
                if data[at["time"]]:
                    tie.times.add(data[at["time"]])
    return ties


def _ends(arguments: Sequence[Any], role: int, actor: int, of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of actors of one fact: whoever acts (or comes first) with every other."""
    known = sorted(
        (_ORDER.index(a[role]) if a[role] in _ORDER else 9, of[a[actor]]) for a in arguments if a[actor] in of
    )
    people = list(dict.fromkeys(entity for _, entity in known))
    return [(people[0], other) for other in people[1:]]


def edge_view(shelf: Shelf, source: str, target: str, limit: int = 60) -> EdgeView | None:
    """The facts behind an edge with their words; None when there is nothing between the two."""
    tie = _ties(shelf).get((source, target))
    rows = actor_rows(shelf)
    if tie is None:
        return None
    facts = lookup.get_many(shelf.case, Fact, tie.facts[:limit])
    said = lookup.get_many(shelf.case, Attribution, (f.attribution for f in facts.values() if f.attribution))
    force = {i: a.force.value for i, a in said.items()}
    shown = tuple(
        EdgeFact(
            f.id, f.type, force.get(f.attribution or "", Force.ASSERT.value), f.modality.value, f.polarity.value,
            f.time, shelf.quote(f.span, around=60),
        )
        for f in facts.values()
        if f.span.text in shelf.by_text
    )  # fmt: skip
    return EdgeView(source, target, rows[source].name, rows[target].name, shown)


def _layout(count: int, edges: Sequence[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Places between 0 and 1000, by springs along edges (Fruchterman and Reingold 1991) from a fixed start."""
    import networkx

    if not count:
        return []
    graph = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, min(w, 5) ** 0.5) for a, b, w in edges)
    places = networkx.spring_layout(graph, k=3.2 / count**0.5, iterations=120, seed=7)
    xs, ys = [p[0] for p in places.values()], [p[1] for p in places.values()]
    return [(_scale(places[n][0], xs), _scale(places[n][1], ys)) for n in range(count)]


def _scale(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return round(float((value - low) / (high - low) * 1000), 1) if high > low else 500.0

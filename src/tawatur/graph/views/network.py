"""Actors and what the case says is between them, laid out the same way at every visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from tawatur.core.model import Argument, Fact
from tawatur.graph.views.actors import actor_rows
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


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    actors: int
    relations: int
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EdgeFact:
    id: str
    type: str
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
    edges = tuple(_edge(pair, tie) for pair, tie in kept.items())
    types = Counter[str]()
    for tie in kept.values():
        types.update(tie.types)
    return Network(nodes, edges, len(degree), len(ties), tuple(types.most_common()))


def _edge(pair: tuple[str, str], tie: _Tie) -> Edge:
    return Edge(
        f"{pair[0]}~{pair[1]}", *pair, len(tie.facts), len(tie.texts), tuple(tie.types.most_common()),
        tuple(tie.modalities.most_common()), tuple(sorted(tie.times)),
    )  # fmt: skip


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
                tie = ties.setdefault(pair, _Tie([], set(), Counter(), Counter(), set()))
                tie.facts.append(identity)
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
    shown = tuple(
        EdgeFact(f.id, f.type, f.modality.value, f.polarity.value, f.time, shelf.quote(f.span, around=60))
        for f in facts.values()
        if f.span.text in shelf.by_text
    )
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

"""A register of sources, for the terminal and other programs: what each outlet and each origin stands behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tawatur.graph.views.shelf import Shelf
from tawatur.graph.views.sources import OutletRow, SourceRow, source_list
from tawatur.stores.sqlite import Case


@dataclass(frozen=True, slots=True)
class Standing:
    """One outlet, agency, body, person, document or unnamed source.

    `documents`: its texts in the case (outlets only); `claims`: propositions it carries or that rest on it; `first`:
    those it was first with; `alone`: those that rest on nobody else; `disputed`: those that something contradicts;
    `lost`: attributions that its texts drop (outlets) and `lost_from`: that others drop from them. `grade` is a
    person's, on the Admiralty scale; nothing here is turned into one.
    """

    id: str
    name: str
    kind: str
    named: bool
    documents: int
    claims: int
    first: int
    alone: int
    disputed: int
    lost: int
    lost_from: int
    interest: tuple[str, ...]
    grade: str


def register(case: Case) -> list[Standing]:
    """Every source of a case: outlets by number of texts, then where claims come to rest by number of propositions."""
    shelf = Shelf(case)
    first = source_list(shelf, 1, 200)
    origins: list[SourceRow] = list(first.origins)
    for number in range(2, first.page.pages + 1):
        origins += source_list(shelf, number, 200).origins
    return [*_outlets(first.outlets), *_origins(origins)]


def _outlets(rows: Iterable[OutletRow]) -> Iterable[Standing]:
    for r in rows:
        yield Standing(
            f"outlet:{r.name}", r.name, "outlet", True, r.documents, r.claims, r.first, 0, r.disputed, r.lost_by,
            r.lost_from, (), r.grade,
        )  # fmt: skip


def _origins(rows: Iterable[SourceRow]) -> Iterable[Standing]:
    for r in rows:
        yield Standing(r.id, r.name, r.kind, r.named, 0, r.claims, 0, r.alone, r.disputed, 0, 0, r.interest, r.grade)

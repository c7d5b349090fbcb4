"""Decisions in force on one thing, for its page."""

from __future__ import annotations

from collections.abc import Container

from tawatur.graph.views.model import Decided
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import decisions


def decided(shelf: Shelf, subjects: Container[str]) -> tuple[Decided, ...]:
    """Decisions in force on any of `subjects`, in order; a join or a split is on both of its sides."""

    def concerned(d: decisions.Decision) -> bool:
        return d.subject in subjects or (d.action in ("merge", "split") and d.object in subjects)

    return tuple(
        Decided(d.number, d.at, d.who, d.action, d.object, d.because)
        for d in decisions.log(shelf.case)
        if concerned(d) and not d.withdrawn and d.action != "withdraw"
    )

"""What waits for a person's word: proposals to join actors; and the log of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tawatur.core.model import Judgement, Verdict
from tawatur.graph.views.actors import Joined, actor_rows, joined, judgements, settled
from tawatur.graph.views.model import Page, page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.stores import decisions


@dataclass(frozen=True, slots=True)
class LogRow:
    """A decision with readable names for what it speaks of."""

    number: int
    at: str
    who: str
    action: str
    subject: str
    object: str
    subject_name: str
    object_name: str
    because: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    queue: tuple[Joined, ...]
    page: Page
    log: tuple[LogRow, ...]


def review_view(shelf: Shelf, number: int = 1, size: int = 20) -> ReviewView:
    """Open proposals, most certain first, page `number`, and the log, the latest first."""
    waiting = shelf.keep_decided("waiting", lambda: _waiting(shelf))
    page = page_of(len(waiting), number, size)
    queue = tuple(joined(shelf, j) for j in waiting[page.first - 1 : page.last]) if waiting else ()
    return ReviewView(queue, page, decision_log(shelf))


def _waiting(shelf: Shelf) -> Sequence[Judgement]:
    done = settled(shelf)
    later = {d.subject for d in decisions.in_force(shelf.case, "unsure")}
    of = shelf.entities.of_actor
    open_ = [
        j
        for j in judgements(shelf)
        if j.verdict is Verdict.UNSURE
        and frozenset((j.left, j.right)) not in done
        and j.left in of
        and j.right in of
        and of[j.left] != of[j.right]
    ]
    return sorted(open_, key=lambda j: (j.id in later, -j.score, j.id))


def decision_log(shelf: Shelf) -> tuple[LogRow, ...]:
    """Every decision, the latest first."""
    rows = [
        LogRow(
            d.number,
            d.at,
            d.who,
            d.action,
            d.subject,
            d.object,
            _name(shelf, d.subject),
            _name(shelf, d.object),
            d.because,
            d.withdrawn,
        )
        for d in decisions.log(shelf.case)
    ]
    return tuple(reversed(rows))


def _name(shelf: Shelf, identity: str) -> str:
    entity = shelf.entities.of_actor.get(identity, identity)
    row = actor_rows(shelf).get(entity)
    if row:
        return row.name
    if proposition := shelf.proposition_by_id.get(identity):
        return proposition.label
    if judgement := next((j for j in judgements(shelf) if j.id == identity), None):
        return f"{_name(shelf, judgement.left)} ≟ {_name(shelf, judgement.right)}"
    return shelf.keep("origin_names", lambda: _origin_names(shelf)).get(identity, identity)


def _origin_names(shelf: Shelf) -> Mapping[str, str]:
    return {o.id: o.name for p in shelf.propositions for o in p.origins}

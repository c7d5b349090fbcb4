"""Two statements held against each other: how well they compare, and whether they put forward what they say."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.core.model import Force, Modality, Span
from tawatur.relate.board import Board
from tawatur.relate.cuts import clause_ranges
from tawatur.relate.slots import Disagreement
from tawatur.relate.statements import Statement, TextRow, clause_claim, make_statement

#: Words from which a statement tells its matter in full.
FULL = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Two statements, what they hold against each other, and how strongly (a logit)."""

    p: Statement
    q: Statement
    why: Disagreement
    score: float


def real(s: Statement) -> bool:
    """Whether a statement says that something is or was so: a plan or a possibility contradicts nothing."""
    return s.modality not in (Modality.PLANNED, Modality.POSSIBLE)


def asserted(board: Board, s: Statement) -> bool:
    """Whether a statement is put forward as so: not asked for, not intended, not left open."""
    return real(s) and not any(a.force in (Force.ASK, Force.INTEND) for a in board.chain(s))


def common(board: Board, p: Statement, q: Statement) -> float:
    """How well two statements compare: one source for both, both sourced alike, both a headline, words in common; and
    how much of the matter they tell."""
    mine, theirs = ({board.identities.of(a.actor) for a in board.chain(s) if a.actor} for s in (p, q))
    alike = bool(p.claim.chain) == bool(q.claim.chain)
    score = 1.0 * bool(mine & theirs) + 0.5 * alike + 0.5 * (p.headline == q.headline) - 0.3 * (p.headline + q.headline)
    told = sum(min(len(s.content), FULL) for s in (p, q)) / (2 * FULL)
    return round(score + 0.5 * (bool(p.type) and p.type == q.type) + told + shared(board, p, q), 6)


def worth(s: Statement) -> float:
    """How well a statement stands for what its text says: with its source and its actors, in full, in the body."""
    told = min(len(s.content), FULL) / FULL
    actor = bool(s.roles.get("agent") or s.words.get("agent"))
    return round(told + 1.0 * bool(s.claim.chain) + 0.7 * actor - 1.0 * s.headline, 6)


def shared(board: Board, p: Statement, q: Statement) -> float:
    """The share of words that two statements have in common, 0 to 2."""
    both, total = board.told(p.content & q.content), board.told(p.content | q.content)
    return 2.0 * both / total if total else 0.0


def clause_around(board: Board, row: TextRow, span: Span) -> list[Statement]:
    """The clause in which words of a text stand, as a statement; none where they cross clauses."""
    first, last = row.place(span)
    if first >= last:
        return []
    sentence = row.words.sentence[first]
    ranges = clause_ranges(board.corpus, row.words, row.attributions.values(), sentence)
    return [stated(board, row, row.words.span(a, b)) for a, b in ranges if a <= first and last <= b][:1]


def stated(board: Board, row: TextRow, span: Span) -> Statement:
    """Words of a text as a statement in the attribution around them."""
    return make_statement(board, row, clause_claim(board, row, span))

"""The stages of claims and propositions: what each text puts forward, what says the same, on how many origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tawatur.core.model import Claim, Proposition
from tawatur.core.ports import Corpus
from tawatur.relate.announcing import only_announces
from tawatur.relate.board import Board, full_board
from tawatur.relate.clusters import clusters
from tawatur.relate.origins import Origins
from tawatur.relate.pairs import pairs_of
from tawatur.relate.slots import disagreement
from tawatur.relate.statements import CLAUSE, Statement

#: Words that tie a wording to the sentence it stands in, as they are written: «أن», but not «إن», which may be «if».
OPENINGS = frozenset({"أن", "أنّ", "وأن", "وأنّ", "بأن", "وبأن", "فأن"})
#: Those that do so before a definite noun alone: «وإن السد انهار», not «وإن حضر».
BEFORE_NOUNS = frozenset({"إن", "إنّ", "وإن", "وإنّ", "فإن", "بإن"})


class Claims:
    """Corpus stage: every claim of every text, in order of texts and places."""

    name = "claims"
    version = "1"

    def __call__(self, corpus: Corpus) -> Sequence[Claim]:
        return [s.claim for s in full_board(corpus).statements if s.claim.rule != CLAUSE]


class Propositions:
    """Corpus stage: claims of different documents that say the same, with their origins; most articles for each
    origin first; then the clauses without a fact of their own that are members."""

    name = "propositions"
    version = "6"

    def __call__(self, corpus: Corpus) -> Sequence[Proposition | Claim]:
        board = full_board(corpus)
        origins = Origins(board)
        groups = grouped(board)
        found = [proposition(board, origins, group) for group in groups]
        clauses = [s.claim for group in groups for s in group if s.claim.rule == CLAUSE]
        return [*sorted(found, key=lambda p: (-p.documents / p.origins_high, -p.documents, p.id)), *clauses]


def grouped(board: Board) -> list[list[Statement]]:
    """Statements that say the same, from two texts at least, and more than that somebody spoke."""
    statements = board.statements
    pairs = pairs_of(board)
    known: dict[tuple[int, int], bool] = {}

    def vetoed(a: int, b: int) -> bool:
        if (a, b) not in known:
            known[a, b] = disagreement(board, statements[a], statements[b]) is not None
        return known[a, b]

    groups = clusters(pairs, lambda n: statements[n].text, vetoed)
    found = ([statements[n] for n in g] for g in groups if len({statements[n].text for n in g}) > 1)
    return [group for group in found if not _announces(board, group)]


def _announces(board: Board, group: Sequence[Statement]) -> bool:
    """Whether all facts of a group tell no more than that somebody spoke."""
    facts = [board.texts[s.text].facts[s.claim.fact] for s in group if s.claim.fact]
    return bool(facts) and all(only_announces(board.corpus, fact) for fact in facts)


def proposition(board: Board, origins: Origins, group: Sequence[Statement]) -> Proposition:
    """A group of statements as a proposition with its origins."""
    counted = origins.count(group)
    documents = len({s.text for s in group})
    rule = "proposition/facts" if any(s.type for s in group) else "proposition/contents"
    return Proposition(
        tuple(s.claim.id for s in group), _label(board, group), documents, counted.low, counted.high,
        counted.origins, counted.collapses, rule,
    )  # fmt: skip


def _label(board: Board, group: Sequence[Statement]) -> str:
    """The wording that shares most with the others, among those of usual length."""
    common = Counter(n for s in group for n in s.content)

    def worth(s: Statement) -> float:
        return round(sum(common[n] - 1 for n in s.content) / (len(s.content) + 3), 6)

    words = board.flat(max(group, key=lambda s: (worth(s), -len(s.span), s.claim.id)).span)
    return without_opening(words)


def without_opening(words: str) -> str:
    """A wording without what only ties it to its sentence («وأن السد انهار»)."""
    opening, _, rest = words.partition(" ")
    tied = opening in OPENINGS or (opening in BEFORE_NOUNS and rest.startswith("ال"))
    return rest if rest and tied else words

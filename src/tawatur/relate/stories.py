"""Which texts tell of one story: they share what few others say, within days. Conflicts are looked for inside one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from tawatur.core.model import Link, Proposition
from tawatur.core.ports import Corpus
from tawatur.relate.board import Board
from tawatur.relate.dates import apart
from tawatur.relate.passages import Passages

#: Days between two texts on one story; propositions (a passage counts as one) that they must share.
DAYS, SHARED = 7, 2
#: Texts that one proposition may join: what more of them say is no story.
MOST = 40


def stories(board: Board, propositions: Sequence[Proposition], passages: Passages) -> set[tuple[int, int]]:
    """Pairs of texts (numbers, the smaller first) on one story."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for p in propositions:
        texts = sorted({board.by_claim[c].text for c in p.claims if c in board.by_claim})
        if len(texts) <= MOST:
            for pair in combinations(texts, 2):
                shared[pair] += 1
    for left, right in passages.pairs():
        a, b = sorted((board.by_id[left].number, board.by_id[right].number))
        shared[a, b] += 1
    return {pair for pair, count in shared.items() if count >= SHARED and _near(board, *pair)}


def _near(board: Board, a: int, b: int) -> bool:
    gap = apart(board.texts[a].dated, board.texts[b].dated)
    return gap is not None and gap <= DAYS


def related_texts(board: Board, corpus: Corpus) -> set[tuple[int, int]]:
    """Pairs of texts on one story, and those that share a passage whenever they were written."""
    passages = Passages(corpus.across(Link))
    found = stories(board, corpus.across(Proposition), passages)
    for left, right in passages.pairs():
        a, b = sorted((board.by_id[left].number, board.by_id[right].number))
        found.add((a, b))
    return found

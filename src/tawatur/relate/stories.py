"""Which texts tell of one story: they share what few others say, within days. Conflicts are looked for inside one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import combinations
from typing import cast

from tawatur.core.model import Proposition
from tawatur.core.ports import Corpus
from tawatur.relate.board import SMALL, Board
from tawatur.relate.dates import apart

#: Days between two texts on one story; propositions (a passage counts as one) that they must share; share of their
#: words, weighed by rarity, from which one proposition is enough.
DAYS, SHARED, ALIKE = 7, 2, 0.1
#: The same share for two texts that are on one story with a third, and for two that such pairs join.
FAR, FARTHER = 0.04, 0.06
#: Texts that one proposition may join: what more of them say is no story.
MOST = 40


def stories(board: Board, propositions: Sequence[Proposition]) -> Set[tuple[int, int]]:
    """Pairs of texts (numbers, the smaller first) on one story, looked for once. `propositions`: all of the case."""
    if "stories" not in board.memo:
        board.memo["stories"] = _stories(board, propositions)
    return cast("Set[tuple[int, int]]", board.memo["stories"])


def _stories(board: Board, propositions: Sequence[Proposition]) -> set[tuple[int, int]]:
    shared = _shared(board, propositions)
    found = {
        pair
        for pair, count in shared.items()
        if _near(board, *pair) and (count >= SHARED or _alike(board, *pair) >= ALIKE)
    }
    if len(board.texts) > SMALL:
        return found
    joined = found | _through(board, found, FAR)
    return joined | _through(board, joined, FARTHER)


def _shared(board: Board, propositions: Sequence[Proposition]) -> dict[tuple[int, int], int]:
    """How many propositions and passages two texts share."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for p in propositions:
        texts = sorted({board.by_claim[c].text for c in p.claims if c in board.by_claim})
        if len(texts) <= MOST:
            for pair in combinations(texts, 2):
                shared[pair] += 1
    for left, right in board.passages.pairs():
        a, b = sorted((board.by_id[left].number, board.by_id[right].number))
        shared[a, b] += 1
    return shared


def returning(board: Board, propositions: Sequence[Proposition]) -> set[tuple[int, int]]:
    """Pairs of texts (numbers, the smaller first) that tell of one matter more than days apart."""
    shared = _shared(board, propositions)
    small = len(board.texts) <= SMALL
    return {
        pair
        for pair, count in shared.items()
        if not _near(board, *pair) and (count >= SHARED or (small and _alike(board, *pair) >= FAR))
    }


def _through(board: Board, pairs: Set[tuple[int, int]], least: float) -> set[tuple[int, int]]:
    """Pairs of texts that are on one story with a third, and share at least this much of their words."""
    beside: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    far = {pair for known in beside.values() for pair in combinations(sorted(known), 2)} - pairs
    return {pair for pair in far if _near(board, *pair) and _alike(board, *pair) >= least}


def _alike(board: Board, a: int, b: int) -> float:
    """The share of the words and actors of two texts that both have."""
    one, two = _content(board, a), _content(board, b)
    total = board.told(one | two)
    return board.told(one & two) / total if total else 0.0


def _content(board: Board, text: int) -> frozenset[int]:
    known = cast("dict[int, frozenset[int]]", board.memo.setdefault("story words", {}))
    if text not in known:
        known[text] = frozenset(n for s in board.texts[text].statements for n in s.content)
    return known[text]


def _near(board: Board, a: int, b: int) -> bool:
    gap = apart(board.texts[a].dated, board.texts[b].dated)
    return gap is not None and gap <= DAYS


def related_texts(board: Board, corpus: Corpus) -> set[tuple[int, int]]:
    """Pairs of texts on one story, and those that share a passage whenever they were written."""
    found = set(stories(board, corpus.across(Proposition)))
    for left, right in board.passages.pairs():
        a, b = sorted((board.by_id[left].number, board.by_id[right].number))
        found.add((a, b))
    return found

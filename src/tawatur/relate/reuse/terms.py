"""What the words of a text are compared as when passages are told again in other words.

A word is compared by its root; a word of a name by whom it names, of a quantity by its value, of a time by its date. A
word that stands nearly everywhere in a case tells nothing of who copied whom: its rarity counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from tawatur.core.model import Span
from tawatur.relate.board import Board
from tawatur.relate.statements import TextRow

#: Particles written together with a word, which a stem may have kept.
_PARTICLES = frozenset("وفبلك")
#: Letters that a stem must keep without its particle.
_LETTERS = 3
#: The weight of a word that stands in one text of a large case.
_TOP = float(np.log1p(8))


class Terms:
    """The terms of every text of a board, by number, and two weights of each: `rarity`, by which passages are laid
    side by side, and `telling`, nothing for what all texts say: what agreement in it says about reuse."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._extra: dict[str, int] = {}
        self._first = len(board.roots.texts)
        self._actors = frozenset(n for root, n in board.roots.numbers.items() if root.startswith("\x00"))
        self._of_stem = _without_particles(board)
        self._texts = [self._read(row) for row in board.texts]
        seen = self._standing()
        count = len(board.texts)
        known = np.concatenate((board.weight > 0, np.ones(len(self._extra), bool)))
        known[[n for root, n in board.roots.numbers.items() if len(root) < 2]] = False
        self.standing = seen
        self.rarity: NDArray[np.float64] = np.where(known, np.log1p(count / seen), 0.0)
        scale = _TOP / np.log1p(max(1, count))
        self.telling: NDArray[np.float64] = np.where(known, scale * np.log((count + 1) / seen), 0.0)

    def of(self, text: int) -> NDArray[np.int64]:
        """The term of every word of a text, in order."""
        return self._texts[text]

    def plain(self, terms: Iterable[int]) -> int:
        """How many of `terms` are no names."""
        return sum(n not in self._actors for n in terms)

    def actor(self, actor: str) -> int | None:
        """The term for an actor, None where no text names it."""
        return self.board.roots.numbers.get(f"\x00{actor}")

    def _read(self, row: TextRow) -> NDArray[np.int64]:
        found = self._of_stem[np.frombuffer(row.words.stems, np.int32)]
        for quantity in row.quantities:
            first, last = row.place(quantity.span)
            if quantity.value is not None and first < last:
                found[first] = self._value(f"number {quantity.value:g}")
        for time in row.times:
            first, last = row.place(time.span)
            if time.value:
                found[first:last] = self._value(f"time {time.value}")
        for start, end, actor in row.names:
            first, last = row.place(Span(row.id, start, end))
            found[first:last] = self.board.actor_number(actor)
        return found

    def _value(self, value: str) -> int:
        return self._extra.setdefault(value, self._first + len(self._extra))

    def _standing(self) -> NDArray[np.float64]:
        """In how many texts each term stands, at least one."""
        seen = np.zeros(self._first + len(self._extra), np.int64)
        for terms in self._texts:
            seen[np.unique(terms)] += 1
        return np.maximum(seen, 1).astype(np.float64)


def _without_particles(board: Board) -> NDArray[np.int64]:
    """The root of every stem by number. A stem that is another with a particle before it, and no more common than that
    other, is read as the other («لمقتل» beside «مقتل»)."""
    known: Mapping[str, int] = board.vocabulary.numbers
    texts = board.vocabulary.texts
    found = np.array([board.root(n) for n in range(len(texts))], np.int64)
    for word, number in known.items():
        bare = known.get(word[1:]) if word[0] in _PARTICLES and len(word) > _LETTERS else None
        if bare is not None and texts[bare] >= texts[number]:
            found[number] = board.root(bare)
    return found

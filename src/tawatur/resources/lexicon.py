"""Phrase matching over tokens: entries of one or more words, found behind attached particles, in linear time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tawatur.text.normalise import fold
from tawatur.text.tokens import Token, stems

E = TypeVar("E")

#: Words of which a lexicon remembers what they may begin.
_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Match(Generic[E]):
    """An entry found at tokens `[first, last)`; it starts `prefix` characters into its first token."""

    entry: E
    first: int
    last: int
    prefix: int


class Lexicon(Generic[E]):
    """Forms (phrases, folded here) to entries. A form matches whole tokens; its first word may carry proclitics.

    Forms are written as words with single spaces; signs are tokens of their own («أ . ف . ب»).
    """

    def __init__(self, forms: Iterable[tuple[str, E]], proclitics: Sequence[str] | None = None) -> None:
        """`forms`: (phrase, entry) pairs. `proclitics`: which attached particles are allowed (all when None)."""
        self._entries: dict[str, list[tuple[tuple[str, ...], E]]] = {}
        self._allowed = None if proclitics is None else frozenset(fold(p) for p in proclitics)
        for form, entry in forms:
            words = tuple(fold(form).split())
            self._entries.setdefault(words[0], []).append((words, entry))
        for rows in self._entries.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._begins: dict[str, tuple[tuple[int, tuple[str, ...], E], ...]] = {}

    def at(self, tokens: Sequence[Token], index: int) -> list[Match[E]]:
        """Entries that begin at token `index`, longest first; a reading without particles before one with."""
        found: list[Match[E]] = []
        for prefix, words, entry in self.beginning(tokens[index].key):
            last = index + len(words)
            if len(words) == 1 or tuple(t.key for t in tokens[index + 1 : last]) == words[1:]:
                found.append(Match(entry, index, last, prefix))
        return found

    def beginning(self, key: str) -> tuple[tuple[int, tuple[str, ...], E], ...]:
        """Forms that a folded word may begin, in the order of `at`: letters of particles before it, words, entry."""
        if key not in self._begins:
            if len(self._begins) >= _KEPT:
                self._begins.clear()
            rows = [
                (prefix, words, entry)
                for prefix, stem in stems(key)
                if not prefix or self._allowed is None or key[:prefix] in self._allowed
                for words, entry in self._entries.get(stem, ())
            ]
            self._begins[key] = tuple(sorted(rows, key=lambda row: (-len(row[1]), row[0])))
        return self._begins[key]

    def scan(self, tokens: Sequence[Token]) -> list[Match[E]]:
        """The longest entry at each place, left to right, without overlaps."""
        found, index = [], 0
        while index < len(tokens):
            matches = self.at(tokens, index) if not tokens[index].is_sign else []
            if matches:
                found.append(matches[0])
                index = matches[0].last
            else:
                index += 1
        return found

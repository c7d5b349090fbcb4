"""The tokens of a reading as names see them, and names as ranges of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tawatur.core.model import EntityType, SegmentKind
from tawatur.extract.names.words import article_restored
from tawatur.extract.reading import Reading
from tawatur.names.fold import fold_name
from tawatur.text.tokens import Token, stems

PARTICLES = "وفبلكس"


@lru_cache(maxsize=1 << 17)
def loose(key: str) -> str:
    """A token's key as names are compared by; signs and what folds to nothing stay as they are."""
    return fold_name(key) or key


@lru_cache(maxsize=1 << 17)
def readings_of(key: str) -> tuple[tuple[int, str], ...]:
    """Readings of a key as (length of the particles before the word, the word folded for names), the whole first."""
    return tuple((prefix, loose(stem)) for prefix, stem in stems(key))


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens `[first, last)` of a ground; it begins `prefix` characters into its first token.

    `score` is between 0 and 1; `rule` is the rule or model that made it.
    """

    first: int
    last: int
    prefix: int
    type: EntityType
    score: float
    rule: str

    def overlaps(self, other: Name) -> bool:
        """Whether both share a token."""
        return self.first < other.last and other.first < self.last

    def holds(self, other: Name) -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def moved(self, **changes: object) -> Name:
        """A copy with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]


class Ground:
    """All tokens of a reading's sentences in one row, with folded words for names, sentence numbers and block kinds."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens: list[Token] = []
        self.sentence: list[int] = []
        self.bounds: list[tuple[int, int]] = []
        self.kinds: list[SegmentKind] = []
        for number, sentence in enumerate(reading.sentences):
            start = len(self.tokens)
            self.tokens.extend(sentence.tokens)
            self.sentence.extend([number] * len(sentence.tokens))
            self.bounds.append((start, len(self.tokens)))
            self.kinds.append(sentence.kind)
        self.words: list[str] = [loose(t.key) if t.is_word else t.key for t in self.tokens]
        self.readings: list[tuple[tuple[int, str], ...]] = [
            readings_of(t.key) if t.is_word else () for t in self.tokens
        ]
        self._forms: dict[tuple[int, int, int], tuple[str, ...]] = {}
        self._ends = [t.end for t in self.tokens]

    def bound(self, index: int) -> tuple[int, int]:
        """First token and last plus one of the sentence that a token stands in."""
        return self.bounds[self.sentence[index]]

    def word(self, index: int, prefix: int = 0) -> str:
        """The folded word of a token without its first `prefix` characters, its article written out after ل."""
        if not prefix:
            return self.words[index]
        key = self.tokens[index].key
        rest = key[prefix:]
        if rest.startswith("ل") and key[prefix - 1] == "ل":
            return article_restored(loose(rest))
        return loose(rest)

    def form(self, name: Name) -> tuple[str, ...]:
        """A name's words, folded, without signs."""
        place = (name.first, name.last, name.prefix)
        found = self._forms.get(place)
        if found is None:
            rest = (self.words[i] for i in range(name.first + 1, name.last) if not self.tokens[i].is_sign)
            found = self._forms[place] = (self.word(name.first, name.prefix), *rest)
        return found

    def range(self, name: Name) -> tuple[int, int]:
        """The view range of a name."""
        return self.tokens[name.first].start + name.prefix, self.tokens[name.last - 1].end

    def locate(self, start: int, end: int) -> tuple[int, int, int] | None:
        """First token, last plus one and prefix of a view range; None where it holds no token of a sentence."""
        from bisect import bisect_right

        first = bisect_right(self._ends, start)
        if first >= len(self.tokens) or self.tokens[first].start >= end:
            return None
        last = first
        while last < len(self.tokens) and self.tokens[last].start < end and self.sentence[last] == self.sentence[first]:
            last += 1
        prefix = max(0, start - self.tokens[first].start)
        return first, last, prefix

    def before(self, index: int) -> int | None:
        """The token before one, in its sentence."""
        return index - 1 if index > self.bound(index)[0] else None

    def after(self, index: int) -> int | None:
        """The token at `index` if it is still in the sentence of the token before it."""
        return index if index < len(self.tokens) and self.sentence[index] == self.sentence[index - 1] else None


def without_overlaps(names: Sequence[Name]) -> list[Name]:
    """The names that remain when of two overlapping ones the longer stays, then the surer, then the first."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: (n.first - n.last, -n.score, n.first, n.type)):
        place = range(name.first, name.last)
        if taken.isdisjoint(place):
            kept.append(name)
            taken.update(place)
    return sorted(kept, key=lambda n: n.first)

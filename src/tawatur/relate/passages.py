"""Shared passages by pairs of texts: which claims stand on the two sides of one, which texts retell another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tawatur.core.model import Link, LinkKind, Span

#: Shared passages, or shared characters of the shorter text, from which one text is taken to retell the other.
PASSAGES, SHARE = 3, 0.3


class Passages:
    """The reuse links of a case (`links`), by pairs of texts."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._by_pair: dict[tuple[str, str], list[Link]] = defaultdict(list)
        self.links = tuple(x for x in links if x.kind is LinkKind.REUSE)
        for link in self.links:
            self._by_pair[link.a.text, link.b.text].append(link)

    def between(self, left: str, right: str) -> list[tuple[Link, Span, Span]]:
        """Links between two texts with the span in `left` first."""
        own = [(x, x.a, x.b) for x in self._by_pair.get((left, right), ())]
        return own + [(x, x.b, x.a) for x in self._by_pair.get((right, left), ())]

    def aligned(self, left: Span, right: Span, share: float = 0.5) -> Link | None:
        """A passage of which each side covers at least `share` of a span; None when there is none."""
        for link, a, b in self.between(left.text, right.text):
            if a.overlap(left) >= share * len(left) and b.overlap(right) >= share * len(right):
                return link
        return None

    def retold(self, left: str, right: str, shorter: int) -> tuple[Link, ...]:
        """The passages between two texts where they are many, or much of the shorter one (`shorter` characters)."""
        found = self.between(left, right)
        covered = sum(min(len(a), len(b)) for _, a, b in found)
        enough = len(found) >= PASSAGES or (shorter and covered >= SHARE * shorter)
        return tuple(link for link, _, _ in found) if enough else ()

    def copied(self, left: str, right: str) -> tuple[Link, ...]:
        """The passages between two texts that are the same words, or nearly so."""
        return tuple(link for link, _, _ in self.between(left, right) if link.label != "paraphrase")

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of texts that share a passage."""
        return sorted(self._by_pair)

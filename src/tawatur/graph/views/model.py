"""What several pages show: a document in a list, words in their place, one hop of a chain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it. `published` is an EDTF value; `certain` when it was given, not inferred."""

    id: str
    text: str
    name: str
    title: str
    publisher: str | None
    author: str | None
    url: str | None
    published: str | None
    certain: bool
    language: str | None
    sha256: str
    length: int
    mentions: int
    attributions: int
    facts: int
    links: int
    claims: int
    flags: int

    @property
    def label(self) -> str:
        """Who published it, else its title, else its file's name."""
        return self.publisher or self.title or self.name


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a document: where they stand, and what stands around them. `cite` is text to paste."""

    document: DocumentRow
    start: int
    end: int
    before: str
    words: str
    after: str
    cite: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain: who is given as the source, in which words, with which force and hedges.

    `dropped` when another article names this source for the same words and this article does not.
    """

    id: str
    who: str
    cue: str
    force: str
    mode: str
    kind: str
    hedges: tuple[str, ...]
    start: int
    end: int
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that two wordings share, or do not."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a longer list is shown: rows `first` to `last` of `total`, counted from one."""

    first: int
    last: int
    total: int
    number: int
    pages: int


def page_of(total: int, number: int, size: int) -> Page:
    """Page `number` (from one; clamped) of a list of `total` rows, `size` rows a page."""
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    return Page(min(total, (number - 1) * size + 1), min(total, number * size), total, number, pages)


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's word on something."""

    number: int
    at: str
    who: str
    action: str
    object: str
    because: str

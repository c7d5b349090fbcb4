"""What passes between the four steps: cue, source, content. Token indices are into a `Passage`, half-open."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.core.model import Force, SourceKind
from tawatur.extract.attributions.inflect import Form
from tawatur.extract.attributions.lexicon import Entry


@dataclass(frozen=True, slots=True)
class Cue:
    """Words `[first, last)` that give something to somebody, how they are read, and whether they are negated.

    `entries` are all readings of the words, most trusted first; `prefix` characters of the first word are particles.
    """

    first: int
    last: int
    prefix: int
    form: Form
    entries: tuple[Entry, ...]
    negated: bool = False

    def flag(self, name: str) -> bool:
        return any(name in e.flags for e in self.entries)

    @property
    def takes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t for e in self.entries for t in e.takes))


@dataclass(frozen=True, slots=True)
class Opener:
    """Where the content opens: how (`an`, `quote`, `b`, …), the token that opens it, and the content's first token
    with `skip` characters of particles before it."""

    kind: str
    at: int
    first: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Words `[first, last)` that name a source (`skip` particle characters first), and what kind it is."""

    first: int
    last: int
    kind: SourceKind
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """Words `[first, last)` of what is said, `skip` particle characters first; `quoted` wholly, `partly` quoted."""

    first: int
    last: int
    skip: int = 0
    quoted: bool = False
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Triple:
    """One voice before assembly: its cue (None for bare quotation), how it opens, its source and its content.

    `force` is set where it is known otherwise than from the words.
    """

    cue: Cue | None
    opener: Opener
    source: Source | None
    content: Content
    rule: str
    force: Force | None = None

    @property
    def cue_span(self) -> tuple[int, int]:
        """The tokens of the cue; of the opening colon or mark where there is no word."""
        return (self.cue.first, self.cue.last) if self.cue else (self.opener.at, self.opener.at + 1)

"""Where each text's claim comes to rest: the hops of its chains that answer for it, and how each is described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Attribution, EntityType, Mention, SourceKind, Span
from tawatur.relate.board import Board
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.statements import Statement
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_PLURAL = re.compile(r"\w{3,}(?:ون|ين)$|\w{4,}و$")
_DEFINITE = re.compile(r"(?:ال|لل|هذا |هذه |ذلك |تلك )")
#: What words for those who fight or stand against a state are compared as.
AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Hop:
    """One attribution of a chain. `actor` is who is named; `words` describe the source, `own` are those of them that
    tell it from any source; `many` whether it is more than one; `bodies` are the bodies that its words name."""

    attribution: Attribution
    actor: str | None
    words: frozenset[str]
    own: frozenset[str]
    many: bool
    bodies: frozenset[str]

    @property
    def naming(self) -> Span:
        """The words that name the source; the cue or the content where none do."""
        a = self.attribution
        return a.source or a.speaker or a.cue or a.content

    @property
    def relays(self) -> bool:
        """Whether the source passes on what others say: an outlet or a news agency."""
        return self.attribution.source_kind in (SourceKind.MEDIUM, SourceKind.AGENCY)


@dataclass(frozen=True, slots=True)
class Rest:
    """Where one text's claim comes to rest. `hops` answer for it, innermost first; `chain` are all of them. None answer
    for what the text says in its own voice, which is also that of an outlet that it relays."""

    text: int
    statements: tuple[Statement, ...]
    attribution: Attribution | None
    actor: str | None
    hops: tuple[Hop, ...]
    chain: tuple[Hop, ...]

    @property
    def evidence(self) -> Span:
        """The words that name the source; the claim itself where none are."""
        a = self.attribution
        return (a and (a.source or a.speaker or a.cue)) or self.statements[0].span

    @property
    def bare(self) -> bool:
        """Whether the claim rests on the voice of an outlet: the text's own, or one that it relays."""
        return self.attribution is None or self.attribution.source_kind is SourceKind.MEDIUM

    @property
    def nameless(self) -> bool:
        """Whether the claim rests on somebody, and nobody in its chains is named."""
        return self.attribution is not None and not any(h.actor for h in self.chain)


class Rests:
    """Reads the chains of statements; each attribution once."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._hops: dict[tuple[int, str], Hop] = {}
        self._given: dict[int, list[tuple[Span, frozenset[str]]]] = {}
        self._names: dict[str, list[Mention]] = {}

    def of(self, text: int, statements: Sequence[Statement]) -> Rest:
        """The rest of one text's statements: the deepest chain of those in the body is where it comes to rest."""
        ordered = sorted(statements, key=lambda s: (s.headline, -len(s.claim.chain), s.span))
        deepest = self.board.chain(ordered[0])
        last = deepest[-1] if deepest else None
        chain = tuple(self.hop(text, a) for s in ordered for a in reversed(self.board.chain(s)))
        hops = tuple(h for h in chain if h.attribution is last or not h.relays)
        return Rest(text, tuple(ordered), last, self._actor(last), hops, chain)

    def hop(self, text: int, a: Attribution) -> Hop:
        """An attribution of a text with how its source is named and described."""
        if (text, a.id) not in self._hops:
            self._hops[text, a.id] = self._read(text, a)
        return self._hops[text, a.id]

    def _actor(self, a: Attribution | None) -> str | None:
        return self.board.identities.of(a.actor) if a is not None and a.actor else None

    def _read(self, text: int, a: Attribution) -> Hop:
        source = self._fuller(text, a)
        if source is None:
            return Hop(a, self._actor(a), frozenset(), frozenset(), False, frozenset())
        said = self.board.flat(source)
        words = described(said)
        if source.text not in self._names:
            self._names[source.text] = list(self.board.corpus.of(Mention, source.text))
        inside = [m for m in self._names[source.text] if source.contains(m.span)]
        places = {w for m in inside if m.type is EntityType.LOC for w in described(self.board.flat(m.span))}
        bodies = {self.board.identities.of(m.actor) for m in inside if m.type is EntityType.ORG and m.actor}
        return Hop(a, self._actor(a), words, words - places - _any_source(), _many(said), frozenset(bodies))

    def _fuller(self, text: int, a: Attribution) -> Span | None:
        """The words that name a source; for a definite description the nearest fuller one that the text gave before."""
        source = a.source or a.speaker
        if source is None or a.actor or not _DEFINITE.match(self.board.flat(source)):
            return source
        words = described(self.board.flat(source))
        fuller = [s for s, given in self._descriptions(text) if s.end <= source.start and words and words < given]
        return max(fuller, default=source)

    def _descriptions(self, text: int) -> list[tuple[Span, frozenset[str]]]:
        """The descriptions of nobody named that a text gives."""
        if text not in self._given:
            rows = self.board.texts[text].attributions.values()
            sources = [a.source for a in rows if a.source and not a.actor]
            self._given[text] = [(s, described(self.board.flat(s))) for s in sources]
        return self._given[text]


def described(text: str) -> frozenset[str]:
    """What the words of a description are compared as."""
    against = _lexicon("armed") | _lexicon("opposed")
    return frozenset(AGAINST if s in against else concept(s) for s in word_stems(text))


def _many(said: str) -> bool:
    head = fold(said).split()[0]
    return bool(_PLURAL.match(head)) or bool(word_stems(head) & _lexicon("plural"))


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(s for f in _words()[name] for s in word_stems(f))


@cache
def _any_source() -> frozenset[str]:
    return frozenset(concept(s) for s in _lexicon("any_source"))


def _words() -> Mapping[str, Sequence[str]]:
    loaded: Mapping[str, Sequence[str]] = load_yaml("ar/sources-words.yaml")
    return loaded

"""One text as corpus stages compare it: its words, voices and names, and every statement it makes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tawatur.core.model import (
    Attribution,
    Claim,
    Fact,
    InferredDating,
    Mention,
    Modality,
    Polarity,
    Quantity,
    Segment,
    SegmentKind,
    Span,
    TimeExpression,
)
from tawatur.core.ports import Corpus
from tawatur.relate.announcing import Announcing
from tawatur.relate.cuts import clause_ranges
from tawatur.relate.histories import denies, recanted
from tawatur.relate.kinds import concept, kind_of, word_stems
from tawatur.relate.reuse.units import Words, read_words

if TYPE_CHECKING:
    from tawatur.relate.board import Board

FACT, CONTENT, CLAUSE = "claim/fact", "claim/content", "claim/clause"
#: Length of a span from which it counts as named by a whole clause, so that its words say nothing about one role.
_LONG = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: its value, the stems of what is counted, its bound («exact», «at_least» …), and where it stands."""

    value: float
    unit: frozenset[str]
    bound: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with what it is compared by. `first` and `last` are its words in its text; `content` are the numbers of
    its content words, names replaced by who they name; `roles` hold actors (or stems of plain words) by role. `kind` is
    a fact's type, and what its words make it where the type is vague."""

    claim: Claim
    text: int
    first: int
    last: int
    content: frozenset[int]
    actors: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    numbers: tuple[Number, ...]
    type: str
    kind: str
    time: str | None
    negative: bool
    modality: Modality
    headline: bool
    compound: bool

    @property
    def span(self) -> Span:
        return self.claim.span


@dataclass(slots=True)
class TextRow:
    """One text: its words, statements, attributions and the mentions' actors by place."""

    number: int
    id: str
    words: Words
    attributions: Mapping[str, Attribution]
    facts: Mapping[str, Fact]
    names: tuple[tuple[int, int, str], ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeExpression, ...]
    headlines: tuple[Span, ...]
    bylines: tuple[Span, ...]
    sentences: tuple[Span, ...]
    dated: str | None
    statements: list[Statement] = field(default_factory=list)

    def place(self, span: Span) -> tuple[int, int]:
        """The words `[first, last)` under a source span."""
        first = bisect_left(self.words.ends, span.start + 1)
        return first, max(first, bisect_left(self.words.starts, span.end))

    def chain(self, innermost: str | None) -> tuple[str, ...]:
        """Ids of the attributions from the outermost to `innermost`."""
        path: list[str] = []
        while innermost is not None and innermost in self.attributions and innermost not in path:
            path.insert(0, innermost)
            innermost = self.attributions[innermost].parent
        return tuple(path)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which a source offset lies; the last before it where it lies in none."""
        at = bisect_left(self.sentences, offset + 1, key=lambda s: s.start)
        return max(0, at - 1)


def read_text(board: Board, number: int, text_id: str) -> TextRow:
    corpus = board.corpus
    segments = corpus.of(Segment, text_id)
    furniture = [s.span for s in segments if s.kind is SegmentKind.BOILERPLATE]

    def outside(span: Span) -> bool:
        return not any(span.overlap(f) for f in furniture)

    names = [
        (m.span.start, m.span.end, board.identities.of(m.actor))
        for m in corpus.of(Mention, text_id)
        if m.actor and outside(m.span)
    ]
    inferred = next(iter(corpus.of(InferredDating, text_id)), None)
    given = corpus.document(text_id).published.value
    return TextRow(
        number,
        text_id,
        read_words(corpus, text_id, board.vocabulary),
        {a.id: a for a in corpus.of(Attribution, text_id) if outside(a.content)},
        {f.id: f for f in corpus.of(Fact, text_id) if outside(f.span)},
        tuple(names),
        tuple(corpus.of(Quantity, text_id)),
        tuple(corpus.of(TimeExpression, text_id)),
        tuple(s.span for s in segments if s.kind is SegmentKind.HEADLINE),
        tuple(s.span for s in segments if s.kind is SegmentKind.BYLINE),
        tuple(s.span for s in segments if s.kind is SegmentKind.SENTENCE),
        given or (inferred.dating.value if inferred else None),
    )


def statements_of(board: Board, row: TextRow) -> Iterator[Statement]:
    """One statement a fact, and one a content of an attribution, in order of place."""
    document = board.corpus.document(row.id).id
    claims = [Claim(f.span, document, FACT, f.id, row.chain(f.attribution)) for f in row.facts.values()]
    claims += [Claim(a.content, document, CONTENT, None, row.chain(a.id)) for a in row.attributions.values()]
    for claim in sorted(claims, key=lambda c: (c.span, c.fact or "", c.id)):
        statement = make_statement(board, row, claim)
        if statement.last > statement.first:
            yield statement


def clauses_of(board: Board, row: TextRow) -> Iterator[Claim]:
    """Clauses that are not what a fact or a content covers already; without words that announce who speaks."""
    stems = board.stem_words
    announcing = Announcing(row.attributions.values(), row.place, lambda at: stems[row.words.stems[at]])
    taken = [f.span for f in row.facts.values()]
    whole = {a.content for a in row.attributions.values()} | set(taken)
    for sentence in range(len(row.words.sentences)):
        for clause in clause_ranges(board.corpus, row.words, row.attributions.values(), sentence):
            first, last = announcing.own(*clause)
            if first == last:
                continue
            span = row.words.span(first, last)
            if span not in whole and not any(_alike(span, t) for t in taken):
                yield clause_claim(board, row, span)


def clause_claim(board: Board, row: TextRow, span: Span) -> Claim:
    """The claim that a clause makes, in the attribution in which it stands."""
    return Claim(span, board.corpus.document(row.id).id, CLAUSE, None, row.chain(_around(row, span)))


#: Share of the characters of a clause and a fact together from which both are one statement.
ONE = 0.5


def _alike(span: Span, other: Span) -> bool:
    """Whether two spans cover so much the same that they are one statement."""
    shared = span.overlap(other)
    return shared >= ONE * (len(span) + len(other) - shared)


def _around(row: TextRow, span: Span) -> str | None:
    """The innermost attribution in whose content a span stands."""
    inside = [a for a in row.attributions.values() if 5 * a.content.overlap(span) >= 4 * len(span)]
    return min(inside, key=lambda a: (len(a.content), a.id)).id if inside else None


def make_statement(board: Board, row: TextRow, claim: Claim) -> Statement:
    """What a claim of a text is compared by."""
    first, last = row.place(claim.span)
    fact = row.facts.get(claim.fact or "")
    inside = [(a, b, actor) for a, b, actor in row.names if claim.span.start <= a and b <= claim.span.end]
    roles, words = _roles(board, fact) if fact else ({}, {})
    chain = [row.attributions[a] for a in claim.chain]
    denied = denies(board, row, chain)
    held = fact is not None and fact.modality is Modality.DENIED and fact.attribution not in recanted(board, row)
    negative = denied or held or (fact is not None and fact.polarity is Polarity.NEG)
    return Statement(
        claim,
        row.number,
        first,
        last,
        _content(board, row, first, last, inside),
        frozenset(actor for _, _, actor in inside) | {a for fillers in roles.values() for a in fillers},
        roles,
        words,
        tuple(_numbers(board.corpus, row, claim.span)),
        fact.type if fact else "",
        kind_of(fact, board.flat(fact.trigger)) if fact else "",
        fact.time if fact else None,
        negative,
        fact.modality if fact else Modality.ASSERTED,
        any(h.contains(claim.span) for h in row.headlines),
        claim.rule != FACT and _covered(row, claim.span),
    )


#: Share of a content or clause that facts must cover for it to be told by them.
COVER = 0.4


def _covered(row: TextRow, span: Span) -> bool:
    """Whether the facts inside a span cover most of it: then they say what it says."""
    inside = sorted((f.span.start, f.span.end) for f in row.facts.values() if span.contains(f.span))
    covered, at = 0, span.start
    for start, end in inside:
        covered += max(0, end - max(start, at))
        at = max(at, end)
    return covered >= COVER * len(span)


def _content(
    board: Board, row: TextRow, first: int, last: int, names: Sequence[tuple[int, int, str]]
) -> frozenset[int]:
    """The roots of words `[first, last)`, those of a name replaced by one number for whom it names."""
    found, places = set(), iter(names)
    name = next(places, None)
    known = row.words
    for at in range(first, last):
        while name and name[1] <= known.starts[at]:
            name = next(places, None)
        if name and name[0] < known.ends[at]:
            found.add(board.actor_number(name[2]))
        else:
            found.add(board.root(known.stems[at]))
    return frozenset(n for n in found if board.tells(n))


def _roles(board: Board, fact: Fact) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Actors by role, and the stems of plain words by role."""
    roles: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {}
    for argument in fact.arguments:
        if argument.actor:
            roles.setdefault(argument.role, set()).add(board.identities.of(argument.actor))
        elif len(argument.span) < _LONG:
            found = word_stems(board.corpus.words(argument.span))
            words.setdefault(argument.role, set()).update(concept(w) for w in found)
    return {r: frozenset(a) for r, a in roles.items()}, {r: frozenset(w) for r, w in words.items() if w}


def _numbers(corpus: Corpus, row: TextRow, span: Span) -> Iterator[Number]:
    for quantity in row.quantities:
        if quantity.value is not None and quantity.span.start >= span.start and quantity.span.end <= span.end:
            own = word_stems(corpus.words(quantity.span)) | word_stems(quantity.of)
            yield Number(quantity.value, own, quantity.bound.value, quantity.span)

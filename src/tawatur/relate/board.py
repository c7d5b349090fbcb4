"""What corpus stages compare: every statement of every text with its words, roles, numbers, time and chain."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tawatur.core.model import (
    Attribution,
    Claim,
    ComparedDating,
    Fact,
    InferredDating,
    Link,
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
from tawatur.relate.entities import Identities
from tawatur.relate.function_words import function_stems
from tawatur.relate.histories import denies, recanted
from tawatur.relate.kinds import concept, kind_of, word_stems
from tawatur.relate.kinship import Name, akin, name_of
from tawatur.relate.passages import Passages
from tawatur.relate.reuse.units import Vocabulary, Words, read_words
from tawatur.text.stems import skeleton

FACT, CONTENT, CLAUSE = "claim/fact", "claim/content", "claim/clause"
_WORD = re.compile(r"[^\W\d_]+")
#: Content words from which a clause that states no fact is compared.
LEAST = 4
#: Length of a span from which it counts as named by a whole clause, so that its words say nothing about one role.
_LONG = 60


@cache
def _function_roots() -> frozenset[str]:
    return frozenset(skeleton(s) for s in function_stems() if len(s) <= 3)


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


class Board:
    """All statements of a case. Built once for a corpus and shared by the stages that compare them."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.memo: dict[str, object] = {}
        self.vocabulary = Vocabulary()
        self.roots = Vocabulary()
        self.identities = Identities(corpus)
        self.texts = [_read(self, number, text) for number, text in enumerate(corpus.texts())]
        self.by_id = {row.id: row for row in self.texts}
        self.standing = Counter(actor for row in self.texts for actor in {name[2] for name in row.names})
        self._of_stem = self._roots()
        self._forms: dict[str, set[str]] = {}
        self._names_read: dict[str, Name] = {}
        self._named = self._names()
        for actor in sorted(self.standing):
            self.roots.texts[self.roots.number(f"\x00{actor}")] = self.standing[actor]
        for row in self.texts:
            row.statements = list(_statements(self, row))

    def _roots(self) -> list[int]:
        """The root's number of every stem; counts in how many texts each root stands."""
        of_stem = [self.roots.number(concept(word)) for word in self.vocabulary.numbers]
        for row in self.texts:
            self.roots.saw({of_stem[s] for s in row.words.stems})
        return of_stem

    def _names(self) -> dict[str, frozenset[int]]:
        """Every actor's words: the roots of all forms of its name."""
        found: dict[str, set[int]] = {}
        for row in self.texts:
            for start, end, actor in row.names:
                first, last = row.place(Span(row.id, start, end))
                found.setdefault(actor, set()).update(self._of_stem[s] for s in row.words.stems[first:last])
                self._forms.setdefault(actor, set()).add(self.flat(Span(row.id, start, end)))
        return {actor: frozenset(words) for actor, words in found.items()}

    def kin(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether two sets of actors meet, or may be one side (a state and its army, a party and its wing).
        An actor that no text names may be anybody, and so may nobody."""
        if not left or not right or left & right or not all(a in self._named for a in (*left, *right)):
            return True
        return any(akin(self.name(a), self.name(b)) for a in left for b in right)

    def name(self, actor: str) -> Name:
        """What an actor's names say; raises KeyError for one that no text names."""
        if actor not in self._names_read:
            self._names_read[actor] = name_of(self._forms[actor])
        return self._names_read[actor]

    def wide(self, actor: str) -> bool:
        """Whether an actor is a country, or nobody that a text names: places in it are no other place."""
        return actor not in self._forms or bool(self.name(actor).nations)

    def named(self, actor: str) -> bool:
        """Whether a text names an actor."""
        return actor in self._forms

    def forms(self, actor: str) -> tuple[str, ...]:
        """All forms of an actor's name that texts have, sorted."""
        return tuple(sorted(self._forms.get(actor, ())))

    def name_words(self, actor: str) -> frozenset[str]:
        """The roots of all words by which an actor is named."""
        return frozenset(self._root_words[n] for n in self._named.get(actor, ()))

    @cached_property
    def stem_words(self) -> list[str]:
        """The stems by their numbers."""
        return list(self.vocabulary.numbers)

    @cached_property
    def _root_words(self) -> list[str]:
        return list(self.roots.numbers)

    def root(self, stem_number: int) -> int:
        """The number of a stem's root."""
        return self._of_stem[stem_number]

    def actor_number(self, actor: str) -> int:
        """The number that stands for an actor among roots."""
        return self.roots.number(f"\x00{actor}")

    def add_clauses(self, texts: Iterable[int]) -> None:
        """Add a statement for every clause that states no fact, in the texts with these numbers. Once, before the
        statements are asked for."""
        for number in texts:
            row = self.texts[number]
            made = [make_statement(self, row, c) for c in _clauses(self, row)]
            kept = [s for s in made if s.last > s.first and len(s.content) >= LEAST]
            row.statements = sorted([*row.statements, *kept], key=lambda s: (s.span, s.claim.fact or "", s.claim.id))

    @cached_property
    def statements(self) -> list[Statement]:
        """Every statement, in order of texts and places."""
        return [s for row in self.texts for s in row.statements]

    @cached_property
    def by_claim(self) -> dict[str, Statement]:
        """Statements by the id of their claim."""
        return {s.claim.id: s for s in self.statements}

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """How much each root tells, by number: the logarithm of its rarity; nothing for function words."""
        seen = np.maximum(1, np.array(self.roots.texts, np.float64))
        weight = np.log1p(len(self.texts) / seen)
        weight[[self.roots.numbers[s] for s in _function_roots() if s in self.roots.numbers]] = 0.0
        return weight

    @cached_property
    def _told(self) -> list[float]:
        return cast("list[float]", self.weight.tolist())

    def told(self, content: Iterable[int]) -> float:
        """How much content words, by number, tell together; in whatever order they come."""
        return math.fsum(map(self._told.__getitem__, content))

    def tells(self, number: int) -> bool:
        """Whether a content word tells anything."""
        return self._told[number] > 0

    @cached_property
    def passages(self) -> Passages:
        """What texts of the case share, once that has been looked for."""
        return Passages(self.corpus.across(Link))

    def attribution(self, text: int, identity: str) -> Attribution:
        """An attribution of a text by id."""
        return self.texts[text].attributions[identity]

    def chain(self, statement: Statement) -> list[Attribution]:
        """The attributions in which a statement stands, outermost first."""
        known = self.texts[statement.text].attributions
        return [known[a] for a in statement.claim.chain if a in known]

    def flat(self, span: Span) -> str:
        """The words under a span on one line."""
        return " ".join(self.corpus.words(span).split())


#: Texts up to which clauses without a fact are compared in all of them; in larger cases in those that retell another.
SMALL = 200


def full_board(corpus: Corpus) -> Board:
    """The board of a corpus with clauses that state no fact and the dates that texts have from others; needs the
    passages that texts share."""
    board = board_of(corpus)
    if "clauses" not in board.memo:
        board.memo["clauses"] = True
        compared = {d.document: d.dating.value for d in corpus.across(ComparedDating)}
        for row in board.texts:
            row.dated = compared.get(corpus.document(row.id).id, row.dated)
        retold = {
            board.by_id[s.text].number for x in board.passages.links if x.label == "paraphrase" for s in (x.a, x.b)
        }
        board.add_clauses(range(len(board.texts)) if len(board.texts) <= SMALL else sorted(retold))
    return board


_BOARDS: WeakKeyDictionary[Corpus, Board] = WeakKeyDictionary()


def board_of(corpus: Corpus) -> Board:
    """The board of a corpus, built on first use. What stages before it found must be in the corpus by then."""
    if corpus not in _BOARDS:
        _BOARDS[corpus] = Board(corpus)
    return _BOARDS[corpus]


# Reading one text


def _read(board: Board, number: int, text_id: str) -> TextRow:
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


def _statements(board: Board, row: TextRow) -> Iterator[Statement]:
    """One statement a fact, and one a content of an attribution, in order of place."""
    document = board.corpus.document(row.id).id
    claims = [Claim(f.span, document, FACT, f.id, row.chain(f.attribution)) for f in row.facts.values()]
    claims += [Claim(a.content, document, CONTENT, None, row.chain(a.id)) for a in row.attributions.values()]
    for claim in sorted(claims, key=lambda c: (c.span, c.fact or "", c.id)):
        statement = make_statement(board, row, claim)
        if statement.last > statement.first:
            yield statement


def _clauses(board: Board, row: TextRow) -> Iterator[Claim]:
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

"""What corpus stages compare: every statement of every text with its words, roles, numbers, time and chain."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from typing import cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tawatur.core.model import (
    Attribution,
    ComparedDating,
    Link,
    Span,
)
from tawatur.core.ports import Corpus
from tawatur.relate.entities import Identities
from tawatur.relate.function_words import function_stems
from tawatur.relate.kinds import concept
from tawatur.relate.kinship import Name, akin, name_of
from tawatur.relate.passages import Passages
from tawatur.relate.reuse.units import Vocabulary
from tawatur.relate.statements import Statement, clauses_of, make_statement, read_text, statements_of
from tawatur.text.stems import skeleton

#: Content words from which a clause that states no fact is compared.
LEAST = 4


@cache
def _function_roots() -> frozenset[str]:
    return frozenset(skeleton(s) for s in function_stems() if len(s) <= 3)


class Board:
    """All statements of a case. Built once for a corpus and shared by the stages that compare them."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.memo: dict[str, object] = {}
        self.vocabulary = Vocabulary()
        self.roots = Vocabulary()
        self.identities = Identities(corpus)
        self.texts = [read_text(self, number, text) for number, text in enumerate(corpus.texts())]
        self.by_id = {row.id: row for row in self.texts}
        self.standing = Counter(actor for row in self.texts for actor in {name[2] for name in row.names})
        self._of_stem = self._roots()
        self._forms: dict[str, set[str]] = {}
        self._names_read: dict[str, Name] = {}
        self._named = self._names()
        for actor in sorted(self.standing):
            self.roots.texts[self.roots.number(f"\x00{actor}")] = self.standing[actor]
        for row in self.texts:
            row.statements = list(statements_of(self, row))

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
            made = [make_statement(self, row, c) for c in clauses_of(self, row)]
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

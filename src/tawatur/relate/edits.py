"""What was changed where one text has another's words: a number, a date, a name, who did what to whom, a negation, a
hedge, a word of order, a source. Found in the words that differ, whatever else was understood of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar, cast

from rapidfuzz.distance import Indel

from tawatur.core.model import Attribution, EntityType, Mention, Span, TimeExpression
from tawatur.extract.attributions.lexicon import phrase_candidates, single_readings
from tawatur.relate.alignment import Alignment, Alignments, Change, Range, home
from tawatur.relate.board import Board
from tawatur.relate.certainty import PLAIN, marks
from tawatur.relate.counts import vague
from tawatur.relate.dates import apart
from tawatur.relate.exchanges import exchanged
from tawatur.relate.function_words import function_stems
from tawatur.relate.kinds import word_stems
from tawatur.relate.matters import clause_around, stated
from tawatur.relate.negations import denied, folded, word_group
from tawatur.relate.statements import Number, Statement, TextRow
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

Item = TypeVar("Item")
#: A name: its span, who it names, its type.
Named = tuple[Span, str, EntityType]

#: Words that may take the place of others and be a change of one thing; beyond that the sentence is told anew.
MOST = 8
#: Share of the words of what somebody says that another text must have, and of the words that say whose it is.
SAID, SOURCED = 0.7, 0.34
#: How alike the words that differ in two names may be written and still name two; words that a sentence needs besides,
#: and the share of them that both texts must have.
SPELT, FULL, REST = 0.8, 8, 0.7
#: Words after a hedge of which one must stand in the other text.
HEDGED = 2
#: Words before and after what somebody says among which the words that say so are looked for.
NEAR = 6
#: Days in which a weekday may lie from a day that is told by another word.
WEEK = 8


class Kind(StrEnum):
    """What was changed."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    ROLES = "roles"
    POLARITY = "polarity"
    HEDGE = "hedge"
    SOURCE = "source"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `a` and `b` are the words that differ, or that one text has and beside which they are missing in the
    other. `numbers`: where they are numbers; `attribution`: the one whose content `b` has without its source."""

    kind: Kind
    a: Span
    b: Span
    numbers: tuple[Number, Number] | None = None
    attribution: Attribution | None = None


def edits(board: Board, alignments: Alignments) -> list[Edit]:
    """All changes between texts that have words of one another, in order of texts and places. In those of the kinds
    hedge and source, `a` is the side that has it; otherwise the text with the smaller number."""
    if "edits" not in board.memo:
        found = {e for alignment in alignments.all() for e in _between(board, alignment)}
        board.memo["edits"] = sorted(found, key=lambda e: (e.a, e.b, e.kind, e.attribution.id if e.attribution else ""))
    return cast("list[Edit]", board.memo["edits"])


def _between(board: Board, alignment: Alignment) -> Iterator[Edit]:
    turned = alignment.turned()
    for change in alignment.changes:
        if max(change.left[1] - change.left[0], change.right[1] - change.right[0]) <= MOST:
            yield from _slots(board, alignment, change)
            yield from _order(board, alignment, change)
            if denied(board, alignment, change) or denied(board, turned, change.turned()):
                places = _words_at(alignment.left, change.left), _words_at(alignment.right, change.right)
                yield Edit(Kind.POLARITY, *places)
    yield from (Edit(Kind.ROLES, *places) for places in exchanged(board, alignment))
    for one in (alignment, turned):
        yield from _hedges(board, one)
        yield from _sources(board, one)


# Numbers, dates, names


def _slots(board: Board, alignment: Alignment, change: Change) -> Iterator[Edit]:
    """A number, a time or a name in the place of one other."""
    if change.left[0] == change.left[1] or change.right[0] == change.right[1]:
        return
    left, right = alignment.left, alignment.right
    mine, theirs = left.words.span(*change.left), right.words.span(*change.right)
    one, two = (_single([t for t in row.times if t.span.overlap(s)]) for row, s in ((left, mine), (right, theirs)))
    if one and two and _alone(board, left, change.left, one.span) and _alone(board, right, change.right, two.span):
        if apart(one.value, two.value) and not one_day(board, one, two):
            yield Edit(Kind.DATE, one.span, two.span)
        return
    p, q = _number(board, left, mine), _number(board, right, theirs)
    if p and q and _alone(board, left, change.left, p.span) and _alone(board, right, change.right, q.span):
        if p.value != q.value and (p.unit & q.unit or not p.unit or not q.unit):
            yield Edit(Kind.NUMBER, p.span, q.span, (p, q))
        return
    a, b = _name(board, left, change.left), _name(board, right, change.right)
    if a and b and a[2] == b[2] and _two(board, a, b) and _told_alike(alignment, change):
        alike = Indel.normalized_similarity(fold(board.flat(mine)), fold(board.flat(theirs)))
        if alike < SPELT:
            yield Edit(Kind.PLACE if a[2] is EntityType.LOC else Kind.ACTOR, a[0], b[0])


def one_day(board: Board, one: TimeExpression, two: TimeExpression) -> bool:
    """Whether two times may be one day although their values differ: one counts from the day of writing («أمس»), which
    may be a day before publication, and the other is a weekday, or counts from it too."""
    words = [board.flat(t.span) for t in (one, two)]
    pointing = any(word_group("deictic") & {fold(w) for w in text.split()} for text in words)
    gap = apart(one.value, two.value) or 0
    dated = any(c.isdigit() for text in words for c in text)
    return pointing and not dated and gap <= WEEK and gap % 7 in (0, 1, 6)


def _single(found: Sequence[Item]) -> Item | None:
    return found[0] if len(found) == 1 else None


def _number(board: Board, row: TextRow, span: Span) -> Number | None:
    """The one number among words of a text."""
    found = _single([q for q in row.quantities if q.span.overlap(span) and q.value is not None])
    if found is None or found.value is None or vague(board, found):
        return None
    return Number(found.value, word_stems(found.of), found.bound.value, found.span)


def _name(board: Board, row: TextRow, changed: Range) -> Named | None:
    """The one name, the longest, that changed words are part of: its span, who it names, its type."""
    span = row.words.span(*changed)
    found = [m for m in _mentions(board, row) if m.span.overlap(span)]
    longest = _single([m for m in found if all(m.span.contains(n.span) for n in found)])
    if longest is None or longest.actor is None or not _alone(board, row, changed, longest.span):
        return None
    return longest.span, board.identities.of(longest.actor), longest.type


def _mentions(board: Board, row: TextRow) -> Sequence[Mention]:
    """The mentions of a text whose actor is known."""
    known = cast("dict[int, list[Mention]]", board.memo.setdefault("mentions", {}))
    if row.number not in known:
        known[row.number] = [m for m in board.corpus.of(Mention, row.id) if m.actor]
    return known[row.number]


def _alone(board: Board, row: TextRow, changed: Range, span: Span) -> bool:
    """Whether words of a text are changed in a span and nowhere else, function words aside."""
    first, last = row.place(span)
    outside = [n for n in range(*changed) if not first <= n < last]
    return not any(board.tells(board.root(row.words.stems[n])) for n in outside)


def _two(board: Board, one: Named, two: Named) -> bool:
    """Whether two names are of two actors, and not of one side."""
    return one[1] != two[1] and not board.kin(frozenset((one[1],)), frozenset((two[1],)))


def _told_alike(alignment: Alignment, change: Change) -> bool:
    """Whether both sentences around a change are the same but for little: with a set phrase in common («وأضاف فلان
    خلال لقائه») two names are no change."""
    for row, known, (first, last) in (
        (alignment.left, alignment.there, change.left),
        (alignment.right, alignment.back, change.right),
    ):
        rest = [n for n in range(*home(row, (first, last))) if not first <= n < last]
        if len(rest) < FULL or sum(n in known for n in rest) < REST * len(rest):
            return False
    return True


def _words_at(row: TextRow, changed: Range) -> Span:
    """Changed words; where there are none the words on both sides of the gap, in its sentence."""
    first, last = changed
    if first < last:
        return row.words.span(first, last)
    low, high = home(row, changed)
    return row.words.span(max(low, first - 1), min(high, first + 1))


# Order


def _order(board: Board, alignment: Alignment, change: Change) -> Iterator[Edit]:
    """A word of order in the place of one of another kind, before the same word."""
    left, right = alignment.left, alignment.right
    if change.left[1] not in alignment.there:
        return
    a, b = _ordering(board, left, change.left), _ordering(board, right, change.right)
    if a and b and a != b and {a, b} & {"before", "after"}:
        yield Edit(Kind.ORDER, _followed(left, change.left), _followed(right, change.right))


def _followed(row: TextRow, changed: Range) -> Span:
    """The last changed word with the one after it."""
    return row.words.span(changed[1] - 1, min(changed[1] + 1, len(row.words.stems)))


def _ordering(board: Board, row: TextRow, changed: Range) -> str | None:
    """The class of the last of changed words, where it is one of order; not in «من قبل», «على بعد», «إلا بعد»."""
    first, last = changed
    if first == last:
        return None
    before = fold(board.corpus.words(row.words.span(last - 2, last - 1))) if last > 1 else ""
    bound = before in ("من", "ومن", "علي", "وعلي") or before in word_group("only")
    return None if bound else _class(board.corpus.words(row.words.span(last - 1, last)))


def order_of(board: Board, span: Span) -> str:
    """The class of the word of order with which words of an edit begin; «at» where they begin with none."""
    return _class(board.flat(span).split()[0]) or "at"


def _class(word: str) -> str | None:
    key = fold(word)
    return orders().get(key) or orders().get(key.removeprefix("و"))


@cache
def orders() -> dict[str, str]:
    """Words of order, folded, to their class."""
    rows = [r for r in load_yaml("ar/order-words.yaml") if r["class"] == "order"]
    return {fold(f): str(r["id"]) for r in rows for f in r["forms"]}


# Hedges and sources


def _hedges(board: Board, alignment: Alignment) -> Iterator[Edit]:
    """A hedge of the left text that the right one lacks, whose sentence has what was hedged, and fewer hedges."""
    left, right = alignment.left, alignment.right
    for change in alignment.changes:
        first, last = change.left
        if not 0 < last - first <= MOST:
            continue
        ours = home(left, change.left)
        weak = _weak(board, left, ours)
        here = [s for s in weak if s.overlap(left.words.span(first, last))]
        after = left.place(here[0])[1] if here else last
        follows = any(n in alignment.there for n in range(after, min(ours[1], after + HEDGED)))
        theirs = home(right, change.right)
        if here and follows and len(weak) > len(_weak(board, right, theirs)):
            yield Edit(Kind.HEDGE, here[0], _words_at(right, change.right))


def _weak(board: Board, row: TextRow, sentence: Range) -> list[Span]:
    """The words of a sentence that leave what it says open."""
    span = row.words.span(*sentence)
    if not row.sentences:
        return []
    found = marks(board, row, row.sentence_at(span.start))
    return [mark for mark, strength in found if strength < PLAIN and span.contains(mark)]


def _sources(board: Board, alignment: Alignment) -> Iterator[Edit]:
    """What the left text gives to a source and the right one says in the same words, and gives to nobody."""
    left, right = alignment.left, alignment.right
    for a in left.attributions.values():
        source = a.source or a.speaker
        if source is None or a.cue is None:
            continue
        first, last = left.place(a.content)
        there = alignment.range_there(first, last)
        said = [n for n in range(first, last) if n in alignment.there]
        if there is None or len(said) < SAID * (last - first) or there[1] - there[0] > 2 * (last - first):
            continue
        named = {n for span in (source, a.cue) for n in range(*left.place(span))} - set(range(first, last))
        kept = sum(n in alignment.there for n in named)
        if named and kept <= SOURCED * len(named) and not given_there(board, alignment, a):
            yield Edit(Kind.SOURCE, a.content, right.words.span(*there), attribution=a)


def given_there(board: Board, alignment: Alignment, a: Attribution) -> bool:
    """Whether the right text has what the left one gives to a source, and gives it to somebody too: an attribution
    covers it, or its sentence names the source or has the cue, or beside it stands another word by which things are
    said."""
    left, row = alignment.left, alignment.right
    place = alignment.range_there(*left.place(a.content))
    source = a.source or a.speaker
    if place is None or source is None:
        return False
    if a.cue is not None and any(n in alignment.there for n in range(*left.place(a.cue))):
        return True
    span = row.words.span(*place)
    if any(2 * b.content.overlap(span) >= len(span) for b in row.attributions.values()):
        return True
    low, high = row.words.sentences[row.words.sentence[place[0]]]
    named = word_stems(board.flat(source)) - word_stems(board.flat(a.content)) - function_stems()
    if named and 2 * len(named & word_stems(board.flat(row.words.span(low, high)))) >= len(named):
        return True
    beside = [*range(max(low, place[0] - NEAR), place[0]), *range(place[1], min(high, place[1] + NEAR))]
    return any(_announces(*folded(board, row, (n, n + 1))) for n in beside if n not in alignment.back)


def _announces(word: str) -> bool:
    """Whether a folded word can be one by which things are said («وأفاد», «بحسب»)."""
    return bool(single_readings(word)) or any(len(words) == 1 for _, words, _ in phrase_candidates(word))


# Statements that hold a change


def holding(board: Board, row: TextRow, span: Span) -> Statement:
    """The shortest statement of a text in which words stand: a fact, somebody's words, a clause, else the sentence."""
    around = [s for s in row.statements if s.span.contains(span)]
    if around:
        return min(around, key=lambda s: (len(s.span), s.claim.id))
    clause = clause_around(board, row, span)
    if clause:
        return clause[0]
    first, last = row.place(span)
    low, high = row.words.sentences[row.words.sentence[first]]
    return stated(board, row, row.words.span(low, max(high, last)))

"""What was changed where one text has another's words: a number, a date, a name, who did what to whom, a negation, a
hedge, a word of order, a source. Found in the words that differ, whatever else was understood of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import TypeVar, cast

from rapidfuzz.distance import Indel

from tawatur.core.model import Attribution, EntityType, Mention, Span
from tawatur.relate.alignment import Alignment, Alignments, Change, Range
from tawatur.relate.board import Board, Number, Statement, TextRow
from tawatur.relate.certainty import PLAIN, hedges
from tawatur.relate.counts import vague
from tawatur.relate.dates import apart
from tawatur.relate.kinds import word_stems
from tawatur.relate.matters import clause_around, stated
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import skeleton, stem

Item = TypeVar("Item")

#: Words that may take the place of others and be a change of one thing; beyond that the sentence is told anew.
MOST = 8
#: Share of the words of what somebody says that another text must have, and of the words that say whose it is.
SAID, SOURCED = 0.7, 0.34
#: How alike a sentence with two names exchanged must be to the other text's, and how long those may be.
TURNED, LONGEST = 0.97, 10
#: How alike two names may be written and still be two; words a sentence needs besides a changed name, and the share of
#: them that both texts must have.
SPELT, FULL, ALIKE = 0.7, 10, 0.7
#: Words after a negation in a change, and words in their place: where there are more, more than that is told anew.
#: Words beside these in which a negation that stands elsewhere is looked for.
DENIED, PLAIN_WORDS, BESIDE = 3, 2, 3
#: Letters from which a first «و» or «ف» may be the conjunction.
LETTERS = 3
#: Types of facts that say the same with agent and patient in each other's place.
MUTUAL = frozenset(("MEET", "NEGOTIATE", "AGREE", "ALLIED_WITH", "OPPOSES", "FAMILY_OF", "ALIAS_OF"))


#: A name: its span, who it names, its type.
Named = tuple[Span, str, EntityType]


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
    other; `numbers` where they are numbers; `attribution` and `told` where `b` has lost the source of what `a` says."""

    kind: Kind
    a: Span
    b: Span
    numbers: tuple[Number, Number] | None = None
    attribution: Attribution | None = None

    def turned(self) -> Edit:
        """The same with the sides exchanged."""
        return Edit(self.kind, self.b, self.a, self.numbers and (self.numbers[1], self.numbers[0]), self.attribution)


def edits(board: Board, alignments: Alignments) -> list[Edit]:
    """All changes between texts that have words of one another, in order of texts and places. In those of the kinds
    hedge and source, `a` is the side that has it; otherwise the text with the smaller number."""
    if "edits" not in board.memo:
        found = [e for alignment in alignments.all() for e in _between(board, alignment)]
        board.memo["edits"] = sorted(set(found), key=lambda e: (e.a, e.b, e.kind))
    return cast("list[Edit]", board.memo["edits"])


def _between(board: Board, alignment: Alignment) -> Iterator[Edit]:
    for change in alignment.changes:
        if max(change.left[1] - change.left[0], change.right[1] - change.right[0]) <= MOST:
            yield from _slots(board, alignment, change)
            yield from _polarity(board, alignment, change)
            yield from _order(board, alignment, change)
    yield from _exchanged(board, alignment)
    for one in (alignment, alignment.turned()):
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
        gap = apart(one.value, two.value) or 0
        pointing = any(_pointing(board, t.span) for t in (one, two))
        if gap and not (pointing and gap % 7 in (0, 1, 6)):
            yield Edit(Kind.DATE, one.span, two.span)
        return
    p, q = _number(board, left, mine), _number(board, right, theirs)
    if p and q and _alone(board, left, change.left, p.span) and _alone(board, right, change.right, q.span):
        if p.value != q.value:
            yield Edit(Kind.NUMBER, p.span, q.span, (p, q))
        return
    a, b = _name(board, left, change.left), _name(board, right, change.right)
    if a and b and a[2] == b[2] and _apart(board, a, b) and _told_alike(alignment, change):
        yield Edit(Kind.PLACE if a[2] is EntityType.LOC else Kind.ACTOR, a[0], b[0])


def _pointing(board: Board, span: Span) -> bool:
    """Whether words for a time count from the day of writing («أمس»), which may be a day before publication; beside a
    weekday they are a day or a week off."""
    return bool({fold(w) for w in board.flat(span).split()} & _words("deictic"))


def _single(found: Sequence[Item]) -> Item | None:
    return found[0] if len(found) == 1 else None


def _number(board: Board, row: TextRow, span: Span) -> Number | None:
    """The one number among words of a text."""
    found = _single([q for q in row.quantities if q.span.overlap(span) and q.value is not None])
    if found is None or found.value is None or vague(board, found):
        return None
    return Number(found.value, word_stems(found.of), found.bound.value, found.span)


def _name(board: Board, row: TextRow, changed: Range) -> Named | None:
    """The one name that changed words are part of: its span, who it names, its type."""
    span = row.words.span(*changed)
    found = _single([m for m in board.corpus.of(Mention, row.id) if m.actor and m.span.overlap(span)])
    if found is None or found.actor is None or not _alone(board, row, changed, found.span):
        return None
    return found.span, board.identities.of(found.actor), found.type


def _alone(board: Board, row: TextRow, changed: Range, span: Span) -> bool:
    """Whether words of a text are changed in a span and nowhere else, function words aside."""
    first, last = row.place(span)
    outside = [n for n in range(*changed) if not first <= n < last]
    return not any(board.weight[board.root(row.words.stems[n])] > 0 for n in outside)


def _apart(board: Board, one: Named, two: Named) -> bool:
    """Whether two names are of two actors, not of one side, and no two spellings of one."""
    if one[1] == two[1] or board.kin(frozenset((one[1],)), frozenset((two[1],))):
        return False
    return Indel.normalized_similarity(fold(board.flat(one[0])), fold(board.flat(two[0]))) < SPELT


def _told_alike(alignment: Alignment, change: Change) -> bool:
    """Whether both sentences around a change are the same but for little: with a set phrase in common («وأضاف فلان
    خلال لقائه») two names are no change."""
    for row, known, (first, last) in (
        (alignment.left, alignment.there, change.left),
        (alignment.right, alignment.back, change.right),
    ):
        low, high = row.words.sentences[row.words.sentence[first]]
        rest = [n for n in range(low, high) if not first <= n < last]
        if len(rest) < FULL or sum(n in known for n in rest) < ALIKE * len(rest):
            return False
    return True


# Negation and order


def _polarity(board: Board, alignment: Alignment, change: Change) -> Iterator[Edit]:
    """A negation that one text has and the other has not."""
    if _denied(board, alignment, change) or _denied(board, alignment.turned(), change.turned()):
        yield Edit(Kind.POLARITY, _words_at(alignment.left, change.left), _words_at(alignment.right, change.right))


def _denied(board: Board, alignment: Alignment, change: Change) -> bool:
    """Whether the left text denies, by one word of negation, the very word with which both go on."""
    left, right = alignment.left, alignment.right
    ours, theirs = _folded(board, left, change.left), _folded(board, right, change.right)
    at = [n for n, w in enumerate(ours) if w in _words("negators")]
    if len(at) != 1 or len(theirs) > PLAIN_WORDS:
        return False
    (first, last), rest = change.right, ours[at[0] + 1 :]
    beside = _folded(board, right, (max(0, first - BESIDE), min(last + BESIDE, len(right.words.stems))))
    if not _words("negators").isdisjoint(beside):
        return False
    following = _folded(board, left, (change.left[1], min(change.left[1] + 1, len(left.words.stems))))
    if not {*rest[:1], *following[: not rest]}.isdisjoint(_words("no_negation_before")) or len(rest) > DENIED:
        return False
    denied, plain = ([w for w in words if w not in _words("carriers")] for words in (rest, theirs))
    if not denied and not plain:
        return change.left[1] in alignment.there
    return len(denied) == len(plain) == 1 and _root(denied[0]) == _root(plain[0])


def _root(word: str) -> str:
    """The letters that forms of a verb share («يحضر», «سيحضر», «وحضر»)."""
    return skeleton(stem(word[1:] if word[:1] in "وف" and len(word) > LETTERS else word))


def _folded(board: Board, row: TextRow, words: Range) -> list[str]:
    """Words of a text, folded, without «و» and «ف» before a word of negation."""
    found = [fold(board.corpus.words(row.words.span(n, n + 1))) for n in range(*words)]
    return [w[1:] if w[:1] in "وف" and w[1:] in _words("negators") else w for w in found]


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(fold(w) for w in load_yaml("ar/edits.yaml")[group])


def _words_at(row: TextRow, changed: Range) -> Span:
    """Changed words; where there are none the words on both sides of the gap, in its sentence."""
    first, last = changed
    if first < last:
        return row.words.span(first, last)
    at = min(first, len(row.words.sentence) - 1)
    low, high = row.words.sentences[row.words.sentence[at]]
    return row.words.span(max(low, first - 1), min(high, first + 1))


def _order(board: Board, alignment: Alignment, change: Change) -> Iterator[Edit]:
    """A word of order in the place of one of another kind, before the same word."""
    if change.left[1] not in alignment.there:
        return
    a, b = _ordering(board, alignment.left, change.left), _ordering(board, alignment.right, change.right)
    if a and b and a != b and {a, b} & {"before", "after"}:
        yield Edit(Kind.ORDER, _followed(alignment.left, change.left), _followed(alignment.right, change.right))


def _followed(row: TextRow, changed: Range) -> Span:
    """The last changed word with the one after it."""
    return row.words.span(changed[1] - 1, min(changed[1] + 1, len(row.words.stems)))


def _ordering(board: Board, row: TextRow, changed: Range) -> str | None:
    """The class of the last of changed words, where it is one of order."""
    first, last = changed
    if first == last:
        return None
    before = fold(board.corpus.words(row.words.span(last - 2, last - 1))) if last > 1 else ""
    return None if before in ("من", "ومن") else _class(board.corpus.words(row.words.span(last - 1, last)))


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


# Who did what to whom


def _exchanged(board: Board, alignment: Alignment) -> Iterator[Edit]:
    """Two parts of a sentence, one of them a name, that stand in each other's place in the other text."""
    left, right = alignment.left, alignment.right
    changed = {left.words.sentence[n] for c in alignment.changes for n in range(*c.left)}
    for sentence in sorted(changed):
        first, last = left.words.sentences[sentence]
        there = alignment.range_there(first, last)
        if there is None:
            continue
        ours = list(left.words.stems[first:last])
        b0, b1 = right.words.sentences[right.words.sentence[there[0]]]
        theirs = list(right.words.stems[b0:b1])
        if sorted(ours) != sorted(theirs) or ours == theirs:
            continue
        for one, two in combinations(_parts(board, left, first, last), 2):
            turned = [*ours[: one[0] - first], *ours[two[0] - first : two[1] - first]]
            turned += [
                *ours[one[1] - first : two[0] - first],
                *ours[one[0] - first : one[1] - first],
                *ours[two[1] - first :],
            ]
            if _between_them(board, left, one, two) and Indel.normalized_similarity(turned, theirs) >= TURNED:
                yield Edit(
                    Kind.ROLES, left.words.span(one[0], two[1]), _same_words(right, b0, theirs, ours, one, two, first)
                )
                break


def _parts(board: Board, row: TextRow, first: int, last: int) -> list[Range]:
    """Word ranges of names and of what fills roles in a sentence, in order, none beginning inside another."""
    whole = row.words.span(first, last)
    spans = {Span(row.id, a, b) for a, b, _ in row.names if whole.start <= a and b <= whole.end}
    spans |= {x.span for f in row.facts.values() for x in f.arguments if whole.contains(x.span)}
    found = {row.place(s) for s in spans}
    return sorted(r for r in found if 0 < r[1] - r[0] <= LONGEST)


def _between_them(board: Board, row: TextRow, one: Range, two: Range) -> bool:
    """Whether two parts are none of them in the other nor joined by «و», and in no fact that both share alike."""
    if two[0] < one[1] or (two[0] == one[1] and _joined(board, row, two[0])):
        return False
    a, b = row.words.span(*one), row.words.span(*two)
    return not any(f.type in MUTUAL and f.span.overlap(a) and f.span.overlap(b) for f in row.facts.values())


def _joined(board: Board, row: TextRow, at: int) -> bool:
    """Whether a word goes on with a comma or «و» from the one before it."""
    before = board.corpus.words(Span(row.id, row.words.ends[at - 1], row.words.starts[at])).strip()
    return bool(before) or board.corpus.words(row.words.span(at, at + 1)).startswith("و")


def _same_words(
    row: TextRow, b0: int, theirs: Sequence[int], ours: Sequence[int], one: Range, two: Range, first: int
) -> Span:
    """Where the exchanged parts stand in the other text: the words that differ."""
    at = [n for n, (x, y) in enumerate(zip(ours, theirs, strict=True)) if x != y]
    return row.words.span(b0 + at[0], b0 + at[-1] + 1)


# Hedges and sources


def _hedges(board: Board, alignment: Alignment) -> Iterator[Edit]:
    """A hedge of the left text among words that the right one has without it, or with none in its place."""
    left, right = alignment.left, alignment.right
    for change in alignment.changes:
        first, last = change.left
        if not 0 < last - first <= MOST:
            continue
        weak = [s for s in _hedged(board, left, change.left) if s[1] < PLAIN]
        if weak and not any(s[1] < PLAIN for s in _hedged(board, right, change.right)):
            yield Edit(Kind.HEDGE, weak[0][0], _words_at(right, change.right))


def _hedged(board: Board, row: TextRow, changed: Range) -> list[tuple[Span, float]]:
    """The hedges that changed words are part of, with their strength."""
    if changed[0] == changed[1]:
        return []
    span = row.words.span(*changed)
    sentence = row.words.span(*row.words.sentences[row.words.sentence[changed[0]]])
    found = [
        (Span(row.id, sentence.start + a, sentence.start + b), s) for a, b, s in hedges(board.corpus.words(sentence))
    ]
    return [(s, strength) for s, strength in found if s.overlap(span)]


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
        if named and kept <= SOURCED * len(named) and not _given(board, right, there, word_stems(board.flat(source))):
            yield Edit(Kind.SOURCE, a.content, right.words.span(*there), attribution=a)


def _given(board: Board, row: TextRow, place: Range, source: frozenset[str]) -> bool:
    """Whether a text gives words to somebody after all, or names the source in their sentence."""
    span = row.words.span(*place)
    if any(2 * a.content.overlap(span) >= len(span) for a in row.attributions.values()):
        return True
    low, high = row.words.sentences[row.words.sentence[place[0]]]
    around = word_stems(board.flat(row.words.span(low, high)))
    return bool(source) and 2 * len(source & around) >= len(source)


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

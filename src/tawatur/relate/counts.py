"""What numbers count: the dead, the injured, the arrested … or things of one name, for comparing texts on one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Quantity, Span
from tawatur.relate.board import Board
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.matters import clause_around
from tawatur.relate.statements import CONTENT, Number, Statement, TextRow
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

#: Words before and after a number in which what became of those counted is looked for.
BEFORE, AFTER = 7, 4
#: Types of facts that say what became of their patient, and the class of its number.
_FATES = {"KILL": "count.dead", "DETAIN": "count.held"}
_ROUND = frozenset(10.0**n for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Count:
    """One number of a text: `kind`, what it counts («count.dead», or the unit's word); the statement that gives it;
    `main`, whether a headline gives its value or it is the body's first of that kind."""

    kind: str
    number: Number
    statement: Statement
    main: bool


@cache
def _classes() -> Mapping[str, str]:
    """Stem to the class of what is counted, «unit» or «part»."""
    return {stem(fold(f)): str(r["id"]) for r in load_yaml("ar/counts.yaml") for f in r["forms"]}


def counts(board: Board, row: TextRow) -> list[Count]:
    """The numbers that a text gives and a statement states, in order; what is put as a part of another is left out."""
    found: list[Count] = []
    first: dict[str, float] = {}
    headed: set[tuple[str, float]] = set()
    for quantity in row.quantities:
        kind = _kind(board, row, quantity)
        if quantity.value is None or not kind or vague(board, quantity):
            continue
        stating = _statements(row, quantity.span) or clause_around(board, row, quantity.span)
        if not stating:
            continue
        headline = stating[0].headline
        if headline:
            headed.add((kind, quantity.value))
        else:
            first.setdefault(kind, quantity.value)
        unit = word_stems(quantity.of)
        number = Number(quantity.value, unit, quantity.bound.value, quantity.span)
        main = (kind, quantity.value) in headed or first[kind] == quantity.value
        found += [Count(kind, number, s, main) for s in stating]
    return found


def vague(board: Board, quantity: Quantity) -> bool:
    """Whether a number is a word for very many («عشرات»), which no other number contradicts."""
    digits = any(c.isdigit() for c in board.corpus.words(quantity.span))
    return quantity.bound.value == "at_least" and not digits and quantity.value in _ROUND


def _statements(row: TextRow, span: Span) -> list[Statement]:
    """The facts that state a number; where there is none the clause, else the shortest content."""
    around = [s for s in row.statements if s.span.contains(span)]
    facts = [s for s in around if s.type]
    return facts or sorted(around, key=lambda s: (s.claim.rule == CONTENT, len(s.span), s.claim.id))[:1]


def _kind(board: Board, row: TextRow, quantity: Quantity) -> str:
    """What a quantity counts; nothing where it is a part of another, or no count."""
    if quantity.kind not in ("count", "measure") or (quantity.kind == "measure" and not quantity.of):
        return ""
    first, last = row.place(quantity.span)
    if first >= last:
        return ""
    before = _words(board, row, first - 2, first, row.words.sentence[first])
    if any(_classes().get(w) == "part" for w in before):
        return ""
    units = sorted(word_stems(quantity.of or board.flat(quantity.span)))
    named = [c for u in units if (c := _classes().get(u))]
    if "part" in named:
        return ""
    told = next((c for c in named if c.startswith("count.")), "") or _befell(row, quantity.span)
    if told:
        return told
    if named or not units:
        return _beside(board, row, first, last)
    return ("of " if quantity.kind == "count" else "measured ") + " ".join(sorted(concept(u) for u in units))


def _befell(row: TextRow, span: Span) -> str:
    """What a fact says became of those counted («القبض على 12 من …»)."""
    for fact in row.facts.values():
        patients = (a.span for a in fact.arguments if a.role == "patient")
        if fact.type in _FATES and any(patient.contains(span) for patient in patients):
            return _FATES[fact.type]
    return ""


def _beside(board: Board, row: TextRow, first: int, last: int) -> str:
    """What the words beside a number say of those counted: the nearest before, else after."""
    home = row.words.sentence[first]
    others = [q.span for q in row.quantities if q.span.end <= row.words.starts[first]]
    edge = row.place(others[-1])[1] if others else 0
    for word in reversed(_words(board, row, max(first - BEFORE, edge), first, home)):
        if _classes().get(word, "").startswith("count."):
            return _classes()[word]
    for word in _words(board, row, last, last + AFTER, home):
        if _classes().get(word, "").startswith("count."):
            return _classes()[word]
    return ""


def _words(board: Board, row: TextRow, first: int, last: int, home: int) -> Sequence[str]:
    """The stems of words `[first, last)` of a text that stand in the sentence with number `home`."""
    words = row.words
    numbers = range(max(0, first), min(last, len(words.starts)))
    return [board.stem_words[words.stems[n]] for n in numbers if words.sentence[n] == home]

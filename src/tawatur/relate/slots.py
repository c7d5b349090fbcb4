"""Where two statements cannot both be one proposition: polarity, numbers, roles. Similarity never outweighs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from tawatur.relate.board import Board
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.negations import denials
from tawatur.relate.statements import Number, Statement
from tawatur.resources.loader import load_yaml

#: Types of events whose target says which event is meant.
TARGETED = frozenset(("ATTACK", "SEIZE"))
#: Types of events that happen once to one victim or target in one story.
ONCE = frozenset(("KILL", "ATTACK", "DETAIN", "SEIZE"))
#: Share of words in common from which a role or a denial that differs may be one sentence read in two ways.
ALIKE = 0.35
_NONE: frozenset[str] = frozenset()
#: Types that name no kind of event: that two facts share one says little.
VAGUE = ("OTHER_EVENT", "OTHER_RELATION")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two statements hold against each other: `label` as conflicts have it, the role or number it is in.
    `allowed`: a difference that the words themselves allow (a bound, and a value within it)."""

    label: str
    what: str = ""
    allowed: bool = False
    numbers: tuple[Number, Number] | None = None


def disagreement(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    """The first reason why two statements on one matter cannot be one proposition; None where there is none."""
    return _polarity(board, p, q) or _number(p, q) or _role(board, p, q)


def _polarity(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    """That one statement is denied and the other is not; unless the two have much of their words in common and the one
    that counts as affirmed holds an odd number of denials («عدم», «لم», «رفض») as the other does: then only the
    readings differ."""
    if p.negative == q.negative:
        return None
    negative, affirmed = (p, q) if p.negative else (q, p)
    odd = _denials(board, affirmed) % 2 == max(1, _denials(board, negative)) % 2 == 1
    return None if odd and _alike(board, p, q) else Disagreement("polarity")


def _denials(board: Board, s: Statement) -> int:
    known = cast("dict[str, int]", board.memo.setdefault("denials", {}))
    if s.claim.id not in known:
        known[s.claim.id] = denials(board, board.texts[s.text], (s.first, s.last))
    return known[s.claim.id]


def _number(p: Statement, q: Statement) -> Disagreement | None:
    if not p.numbers or not q.numbers or {n.value for n in p.numbers} & {n.value for n in q.numbers}:
        return None
    pairs = list(_comparable(p, q))
    if not pairs:
        return None
    mine, theirs = min(pairs, key=lambda pair: (not allows(*pair), pair[0].span, pair[1].span))
    return Disagreement("number", allowed=allows(mine, theirs), numbers=(mine, theirs))


def _comparable(p: Statement, q: Statement) -> Iterator[tuple[Number, Number]]:
    """Numbers of one kind of thing; any two where each side has one and nothing says of what."""
    single = len(p.numbers) == len(q.numbers) == 1
    for mine in p.numbers:
        for theirs in q.numbers:
            if mine.unit & theirs.unit or (single and (p.type == q.type or not (mine.unit and theirs.unit))):
                yield mine, theirs


def allows(mine: Number, theirs: Number) -> bool:
    """Whether one of two numbers is a bound that the other keeps to («65 على الأقل», «68»)."""
    if mine.value > theirs.value:
        mine, theirs = theirs, mine
    if mine.value == theirs.value:
        return True
    if "about" in (mine.bound, theirs.bound) and theirs.value <= 1.1 * mine.value:
        return True
    return mine.bound == "at_least" or theirs.bound == "at_most"


def _role(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    if not p.type or p.type != q.type:
        return None
    agents, others = p.roles.get("agent", frozenset()), q.roles.get("agent", frozenset())
    patients, objects = p.roles.get("patient", frozenset()), q.roles.get("patient", frozenset())
    if agents and others and not agents & others:
        if agents & objects and (others & patients or not patients):
            return Disagreement("role", "swap")
        one_way = bool(agents & q.actors) != bool(others & p.actors) and p.type not in VAGUE
        if not board.kin(agents, others) and not (one_way and _alike(board, p, q)):
            return Disagreement("role", "agent")
    if p.type not in VAGUE and patients and objects and not board.kin(patients, objects):
        return Disagreement("role", "patient")
    if p.type in TARGETED and other_thing(p, q):
        return Disagreement("role", "patient")
    return None


def _alike(board: Board, p: Statement, q: Statement) -> bool:
    """Whether two statements share so many words that what differs may be the reading."""
    shared, mine, theirs = (board.told(s) for s in (p.content & q.content, p.content, q.content))
    return 2 * shared >= ALIKE * (mine + theirs)


def other_thing(p: Statement, q: Statement) -> bool:
    """Whether the plain words for what was acted on name two things."""
    if p.roles.get("patient") or q.roles.get("patient"):
        return False
    mine, theirs = p.words.get("patient", _NONE) - _open_words(), q.words.get("patient", _NONE) - _open_words()
    if mine & _papers() and theirs & _papers():
        return False
    return bool(mine and theirs) and not mine & theirs


@cache
def _papers() -> frozenset[str]:
    """Words for finds of documents, which writers call by many names («أرشيف», «ملفات»)."""
    return frozenset(concept(w) for form in load_yaml("ar/sources-words.yaml")["caches"] for w in word_stems(form))


@cache
def _open_words() -> frozenset[str]:
    """Words for a target that may be any target («الموقع», «الهدف»)."""
    return frozenset(concept(w) for form in load_yaml("ar/sources-words.yaml")["open"] for w in word_stems(form))

"""Who heads what: one person heads two bodies, two persons one body, one is a body's head here and its deputy there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from tawatur.relate.board import Board
from tawatur.relate.dates import apart
from tawatur.relate.keys import keys, listed
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.matters import Found, common, real
from tawatur.relate.slots import Disagreement
from tawatur.relate.statements import Statement, TextRow

#: Types of facts that give somebody an office.
_TYPES = frozenset(("LEADS", "WORKS_FOR"))
#: Words before a fact within which its office is put as a deputy's or a former one.
REACH = 2
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """A statement that persons head a body now, or are deputies of its head."""

    statement: Statement
    persons: frozenset[str]
    bodies: frozenset[str]
    deputy: bool


def of_offices(board: Board, pairs: Set[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts over who holds an office, for each two texts one of a kind and person or body: heads and
    ranks between texts on one story (`pairs`), as they change with time; one person's two offices also between others
    that are not known to be of different days."""
    best: dict[tuple[int, int, str, frozenset[str]], Found] = {}
    for p, q in _compared(board):
        a, b = p.statement.text, q.statement.text
        rival = _rival(board, p, q)
        if rival is None or ((a, b) not in pairs and (rival[0] != "office" or _other_time(board, a, b))):
            continue
        found = Found(p.statement, q.statement, Disagreement("role", rival[0]), common(board, p.statement, q.statement))
        key = (a, b, *rival)
        if key not in best or best[key].score < found.score:
            best[key] = found
    yield from best.values()


def _other_time(board: Board, a: int, b: int) -> bool:
    return bool(apart(board.texts[a].dated, board.texts[b].dated))


def _compared(board: Board) -> list[tuple[Holder, Holder]]:
    """Holders in two texts, the first text first, that share a person, or the first word of a body's name."""
    known: dict[str, list[Holder]] = defaultdict(list)
    for row in board.texts:
        for holder in holders(board, row.number):
            for key in {*holder.persons, *(f"\x00{w}" for a in holder.bodies for w in _nouns(board, a))}:
                known[key].append(holder)
    found: dict[tuple[str, str], tuple[Holder, Holder]] = {}
    for key in sorted(known):
        for p, q in combinations(known[key], 2):
            if p.statement.text != q.statement.text:
                found.setdefault((p.statement.claim.id, q.statement.claim.id), (p, q))
    return [found[ids] for ids in sorted(found)]


def _rival(board: Board, p: Holder, q: Holder) -> tuple[str, frozenset[str]] | None:
    """What two offices cannot both be, and whose: «office», «head» or «rank»; None where they can."""
    persons = p.persons & q.persons
    bodies = frozenset(a for a in p.bodies if any(_one_body(board, a, b) for b in q.bodies))
    if persons and bodies:
        return ("rank", persons) if p.deputy != q.deputy else None
    if p.deputy or q.deputy:
        return None
    if persons and not board.kin(p.bodies, q.bodies) and not _both(board, persons, p.bodies, q.bodies):
        return "office", persons
    if bodies and not persons and not board.kin(p.persons, q.persons):
        return "head", bodies
    return None


def _one_body(board: Board, one: str, two: str) -> bool:
    """Whether two bodies are one: the same actor, or names that begin with the same word, share another, and of which
    neither has a nation or a word of its own that the other has not."""
    if one == two:
        return True
    mine, theirs = board.name(one), board.name(two)
    other = (mine.nations and theirs.nations and not mine.nations & theirs.nations) or (
        mine.own and theirs.own and not mine.own & theirs.own
    )
    both = board.name_words(one) & board.name_words(two)
    return not other and len(both) > 1 and bool(_nouns(board, one) & _nouns(board, two))


def _nouns(board: Board, actor: str) -> frozenset[str]:
    """The roots of the words with which a body's names begin («ائتلاف»)."""
    firsts = (form.split()[0] for form in board.forms(actor))
    return frozenset(concept(w) for first in firsts for w in word_stems(first))


def _both(board: Board, persons: frozenset[str], one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether one text gives a person both offices: then nothing speaks against his holding them."""
    for row in board.texts:
        held = {b for h in holders(board, row.number) if h.persons & persons and not h.deputy for b in h.bodies}
        if held & one and held & two:
            return True
    return False


def holders(board: Board, text: int) -> list[Holder]:
    """The offices that a text gives to named persons in named bodies, in order."""
    known = cast("dict[int, list[Holder]]", board.memo.setdefault("holders", {}))
    if text not in known:
        row = board.texts[text]
        read = (_read(board, row, s) for s in row.statements if s.type in _TYPES and real(s) and not s.negative)
        known[text] = [h for h in read if h is not None]
    return known[text]


def _read(board: Board, row: TextRow, s: Statement) -> Holder | None:
    words = keys(board, row)[max(0, s.first - REACH) : s.last]
    own = words[min(REACH, s.first) :]
    inside = {actor for a, b, actor in row.names if s.span.start <= a and b <= s.span.end}
    persons = s.roles.get("agent", _NONE) & inside
    bodies = s.roles.get("patient", _NONE) & inside - persons
    heads = [n for n, w in enumerate(own) if listed(w, "heads")]
    if not persons or len(bodies) != 1 or not heads or any(listed(w, "former") for w in words):
        return None
    deputy = any(listed(w, "deputies") for w in words[: min(REACH, s.first) + heads[0] + 1])
    if any(board.name(a).nations for a in persons) or not (deputy or (s.type == "LEADS" and len(persons) == 1)):
        return None
    return Holder(s, persons, bodies, deputy)

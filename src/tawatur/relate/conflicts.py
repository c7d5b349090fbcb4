"""The stage of conflicts: claims on one event or relation that cannot both be so, or that differ as words allow."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Link, LinkKind, Modality, Proposition
from tawatur.core.ports import Corpus
from tawatur.relate.board import Board, Number, Statement, full_board, word_stems
from tawatur.relate.dates import apart
from tawatur.relate.pairs import pairs_of
from tawatur.relate.passages import Passages
from tawatur.relate.slots import VAGUE, Disagreement, allows, disagreement, other_thing
from tawatur.relate.stories import stories
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import say

#: Types of facts that deny one another when they hold between the same two.
OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        ("ALLIED_WITH", "OPPOSES"),
        ("SHELTER", "DETAIN"),
        ("FACILITATE", "OPPOSES"),
        ("FINANCE", "OPPOSES"),
        ("ARM", "OPPOSES"),
        ("SHELTER", "OPPOSES"),
        ("AGREE", "OPPOSES"),
    )
)
#: Dead from which a number is a toll that texts may differ on.
LEAST_DEAD = 10
#: How many times another a toll may be and still count the same dead.
MOST_APART = 3
#: Types of events that happen once to one victim or target in one story.
_ONCE = frozenset(("KILL", "ATTACK", "DETAIN", "SEIZE"))
_NONE: frozenset[str] = frozenset()
#: Offices that one holds at a time, and of which there is one holder at a time.
OFFICES = frozenset(("LEADS",))


@dataclass(frozen=True, slots=True)
class Settings:
    """Least score of a pair of statements for each label; `polarity` is lower, as denials leave much out."""

    number: float = -4.0
    polarity: float = -1.5
    role: float = -2.0
    place: float = 0.5
    date: float = 0.5

    def least(self, why: Disagreement) -> float:
        """The least score for a disagreement."""
        return {"number": self.number, "polarity": self.polarity}.get(why.label, self.role)


@dataclass(frozen=True, slots=True)
class _Found:
    p: Statement
    q: Statement
    why: Disagreement
    score: float


class Conflicts:
    """Corpus stage: links of kind `conflict`, those on which most rests first, mere differences last."""

    name = "conflicts"
    version = "1"

    def __call__(self, corpus: Corpus) -> Sequence[Link]:
        board = full_board(corpus)
        members = _members(board, corpus.across(Proposition))
        propositions = corpus.across(Proposition)
        found = list(_conflicts(board, Settings()))
        found += _in_stories(board, stories(board, propositions, Passages(corpus.across(Link))))
        spread = _spread(board, found, members)
        weight = {s: len({m.text for m in group}) for s, group in members.items()}
        rows = [(_rests(f, weight), _link(board, f)) for f in spread]
        rows.sort(key=lambda row: (row[1].rule == "conflict/difference", -row[0], -row[1].score, row[1].id))
        return [link for _, link in rows]


def _members(board: Board, propositions: Sequence[Proposition]) -> dict[str, list[Statement]]:
    """Claim id to all statements of its proposition."""
    found: dict[str, list[Statement]] = {}
    for p in propositions:
        group = [board.by_claim[c] for c in p.claims if c in board.by_claim]
        found.update({s.claim.id: group for s in group})
    return found


def _rests(f: _Found, weight: dict[str, int]) -> int:
    return weight.get(f.p.claim.id, 1) + weight.get(f.q.claim.id, 1)


def _conflicts(board: Board, settings: Settings) -> Iterator[_Found]:
    for pair in pairs_of(board):
        p, q = board.statements[pair.a], board.statements[pair.b]
        why = disagreement(board, p, q)
        if why is None:
            other = _place(board, p, q) if pair.score >= settings.place else None
            other = other or (_date(p, q) if pair.score >= settings.date else None)
            if other is not None:
                yield _Found(p, q, other, pair.score)
        elif pair.score >= settings.least(why) and _one_matter(board, p, q, why):
            yield _Found(p, q, why, pair.score)
    yield from _opposed(board)


def _one_matter(board: Board, p: Statement, q: Statement, why: Disagreement) -> bool:
    """Whether two statements that disagree are on one event or relation, not on two of one kind."""
    if not (_real(p) and _real(q)):
        return False
    agents = p.roles.get("agent", _NONE) & q.roles.get("agent", _NONE)
    patients = p.roles.get("patient", _NONE) & q.roles.get("patient", _NONE)
    if why.label == "polarity":
        return not other_thing(p, q) and board.kin(p.roles.get("patient", _NONE), q.roles.get("patient", _NONE))
    if why.label != "role":
        return True
    if why.what == "agent":
        return p.type in _ONCE and bool(patients or p.words.get("patient", _NONE) & q.words.get("patient", _NONE))
    return p.type in OFFICES or (p.type in _ONCE and bool(agents))


def _place(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    """The same happened to the same in places of which neither holds the other."""
    here, there = p.roles.get("place", frozenset()), q.roles.get("place", frozenset())
    if p.type != q.type or p.type in VAGUE or not here or not there or board.kin(here, there):
        return None
    return None if (here & q.actors or there & p.actors) else Disagreement("place", "place")


def _date(p: Statement, q: Statement) -> Disagreement | None:
    if p.type != q.type or not p.time or not q.time or "~" in p.time + q.time:
        return None
    gap = apart(p.time, q.time)
    return Disagreement("date", "time") if gap else None


def _in_stories(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[_Found]:
    """Facts of one type in two texts on one story that name different actors for one part, or different numbers."""
    for a, b in sorted(pairs):
        by_type: dict[str, list[Statement]] = defaultdict(list)
        for s in board.texts[b].statements:
            if s.type:
                by_type[s.type].append(s)
        yield from _tolls(board, a, b)
        for p in board.texts[a].statements:
            for q in by_type.get(p.type, ()):
                why = _rival(board, p, q)
                if why is not None:
                    yield _Found(p, q, why, _context(board, p, q))


def _tolls(board: Board, a: int, b: int) -> Iterator[_Found]:
    """Different numbers of dead in two texts on one story: for each two numbers the two facts with most in common."""
    theirs_by = _dead(board, b)
    for value, mine in _dead(board, a).items():
        for other, theirs in theirs_by.items():
            if 1 < max(value, other) / min(value, other) <= MOST_APART:
                (p, m), (q, n) = max(
                    ((one, two) for one in mine for two in theirs),
                    key=lambda two: (
                        _common(board, two[0][0], two[1][0]),
                        -two[0][0].span.start - two[1][0].span.start,
                    ),
                )
                yield _Found(p, q, Disagreement("number", "dead", allows(m, n), (m, n)), _context(board, p, q))


def _common(board: Board, p: Statement, q: Statement) -> float:
    """How well two facts compare: one source for both, both sourced alike, words in common, no headline."""
    mine, theirs = ({board.identities.of(a.actor) for a in board.chain(s) if a.actor} for s in (p, q))
    alike = bool(p.claim.chain) == bool(q.claim.chain)
    score = 2.0 * bool(mine & theirs) + 0.5 * alike - 0.5 * (p.headline + q.headline)
    return round(score + 0.5 * (p.type == q.type) + _context(board, p, q), 6)


def _dead(board: Board, text: int) -> dict[float, list[tuple[Statement, Number]]]:
    """The numbers of dead that a text gives, each with the facts that give it."""
    found: dict[float, list[tuple[Statement, Number]]] = defaultdict(list)
    for s in board.texts[text].statements:
        for n in s.numbers if s.type else ():
            dead = n.unit & _dead_words() or (s.type == "KILL" and len(s.numbers) == 1)
            if n.value >= LEAST_DEAD and dead and not _vague(board, n):
                found[n.value].append((s, n))
    return dict(sorted(found.items()))


def _vague(board: Board, number: Number) -> bool:
    """Whether a number is a word for very many («عشرات»), which no other number contradicts."""
    digits = any(c.isdigit() for c in board.corpus.words(number.span))
    return number.bound == "at_least" and not digits and number.value in (10, 100, 1000)


@cache
def _dead_words() -> frozenset[str]:
    return frozenset(stem for form in load_yaml("ar/sources-words.yaml")["dead"] for stem in word_stems(form))


def _rival(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    if p.negative or q.negative or p.type in VAGUE or not _kin(board, p, q, "place") or not (_real(p) and _real(q)):
        return None
    numbers = disagreement(board, p, q)
    if numbers is not None and numbers.label == "number" and _kin(board, p, q, "agent"):
        return numbers if p.type not in _ONCE else None
    if p.type in _ONCE:
        if not _kin(board, p, q, "agent") and _kin(board, p, q, "patient"):
            return Disagreement("role", "agent")
        if p.roles.get("agent", _NONE) & q.roles.get("agent", _NONE) and other_thing(p, q):
            return Disagreement("role", "patient")
    return None


def _kin(board: Board, p: Statement, q: Statement, role: str) -> bool:
    """Whether two statements may have one filler in a role: nothing is said against it."""
    return board.kin(p.roles.get(role, _NONE), q.roles.get(role, _NONE))


def _real(s: Statement) -> bool:
    """Whether a statement says that something is or was so: a plan or a possibility contradicts nothing."""
    return s.modality not in (Modality.PLANNED, Modality.POSSIBLE)


def _context(board: Board, p: Statement, q: Statement) -> float:
    """How much the words around two rival facts have in common, as a score beside those of pairs."""
    both = float(sum(board.weight[n] for n in sorted(p.content & q.content)))
    total = float(sum(board.weight[n] for n in sorted(p.content | q.content)))
    return -2.0 + 4.0 * both / total if total else -2.0


def _opposed(board: Board) -> Iterator[_Found]:
    """Facts of opposed types between the same two, in different texts."""
    between: dict[frozenset[str], list[Statement]] = defaultdict(list)
    kinds = {t for pair in OPPOSED for t in pair}
    for s in board.statements:
        if s.type in kinds and not s.negative and s.modality is not Modality.PLANNED:
            agents = s.roles.get("agent", _NONE)
            patients = s.roles.get("patient", _NONE) | s.roles.get("recipient", _NONE)
            for a in sorted(agents):
                for b in sorted(patients - {a}):
                    between[frozenset((a, b))].append(s)
    for group in between.values():
        for i, p in enumerate(group):
            for q in group[i + 1 :]:
                if p.text != q.text and frozenset((p.type, q.type)) in OPPOSED:
                    yield _Found(p, q, Disagreement("assessment", "type"), 0.0)


def _spread(board: Board, found: Sequence[_Found], members: dict[str, list[Statement]]) -> list[_Found]:
    """Each conflict between all claims of the two propositions that disagree in the same way, once for two texts."""
    best: dict[tuple[object, ...], _Found] = {}
    for f in sorted(found, key=lambda f: (-f.score, f.p.claim.id, f.q.claim.id)):
        mine, theirs = members.get(f.p.claim.id, [f.p]), members.get(f.q.claim.id, [f.q])
        for p in mine:
            for q in theirs:
                again = _again(board, f, p, q)
                if again is None or (p.text == q.text and (p, q) != (f.p, f.q)):
                    continue
                key = _key(p, q, again)
                if key not in best or (best[key].score, -_heads(best[key])) < (again.score, -_heads(again)):
                    best[key] = again
    return list(best.values())


def _key(p: Statement, q: Statement, f: _Found) -> tuple[object, ...]:
    """What makes two conflicts one between the same two texts: the same numbers, or one type of event or relation."""
    if f.why.numbers:
        values = sorted(((p.text, f.why.numbers[0].value), (q.text, f.why.numbers[1].value)))
        return ("number", *values)
    return (f.why.label, p.type or q.type, *sorted((p.text, q.text)))


def _heads(f: _Found) -> int:
    return f.p.headline + f.q.headline


def _again(board: Board, f: _Found, p: Statement, q: Statement) -> _Found | None:
    if p is f.p and q is f.q:
        return f
    why = disagreement(board, p, q) or (_rival(board, p, q) if f.why.label in ("role", "number") else None)
    return _Found(p, q, why, f.score) if why is not None and why.label == f.why.label else None


def _link(board: Board, f: _Found) -> Link:
    allowed = f.why.allowed
    code = "difference" if allowed else f.why.label
    a, b = (f.p, f.q) if f.p.span <= f.q.span else (f.q, f.p)
    detail: tuple[tuple[str, str], ...] = (("kind", "difference" if allowed else "contradiction"),)
    if f.why.numbers:
        mine, theirs = (n if s.span.contains(n.span) else None for n, s in zip(f.why.numbers, (f.p, f.q), strict=True))
        if mine and theirs:
            detail += (("numbers", f"{board.flat(mine.span)} / {board.flat(theirs.span)}"),)
    score = round(1.0 / (1.0 + math.exp(-f.score)), 4)
    said = say("conflicts.yaml", code)
    return Link(
        LinkKind.CONFLICT, f.why.label, a.span, b.span, score, (said.en,), f"conflict/{code}", detail, (said.ar,)
    )

"""The stage of conflicts: claims on one event or relation that cannot both be so, or that differ as words allow."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from tawatur.core.model import Force, Link, LinkKind, Modality, Proposition, Span
from tawatur.core.ports import Corpus
from tawatur.relate.alignment import Alignments, alignments_of, widened
from tawatur.relate.board import Board, full_board
from tawatur.relate.edits import Edit, Kind, edits, holding, one_day
from tawatur.relate.matters import Found, asserted, shared
from tawatur.relate.negations import negating
from tawatur.relate.offices import of_offices
from tawatur.relate.outcomes import of_outcomes
from tawatur.relate.pairs import pairs_of
from tawatur.relate.recurrence import recurring
from tawatur.relate.rivals import in_stories, rejects
from tawatur.relate.slots import ONCE, VAGUE, Disagreement, allows, disagreement, other_thing
from tawatur.relate.statements import Statement
from tawatur.relate.stories import returning, stories
from tawatur.relate.takings import of_takings
from tawatur.relate.tolls import in_passages, over_time
from tawatur.relate.whens import clash
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
#: Types of facts that a sentence names in passing, which a denial around them does not deny.
BESIDE = frozenset(("LEADS", "WORKS_FOR", "MEMBER_OF", "PART_OF", "LOCATED_IN", "ALIAS_OF", "SIZE_OF"))
#: Share of words in common (0 to 2), of at least two, from which a denial is of what another statement says, where no
#: patient tells.
MUCH = 0.6
_NONE: frozenset[str] = frozenset()
#: Types of events that have one time, and clauses of no type: what is said, asked or accused is so again and again.
DATED = ONCE | {"", "OTHER_EVENT", "ESCAPE", "TRAVEL", "MEET", "APPOINT", "DEFECT", "DEFEAT", "DEPLOY", "TRANSFER"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Least score of a pair of statements for each label; `polarity` is lower, as denials leave much out."""

    number: float = -1.0
    polarity: float = -1.5
    role: float = -2.0
    place: float = 0.5
    date: float = 0.5

    def least(self, why: Disagreement) -> float:
        """The least score for a disagreement."""
        return {"number": self.number, "polarity": self.polarity}.get(why.label, self.role)


class Conflicts:
    """Corpus stage: links of kind `conflict`, those on which most rests first, mere differences last."""

    name = "conflicts"
    version = "5"

    def __call__(self, corpus: Corpus) -> Sequence[Link]:
        board = full_board(corpus)
        propositions = corpus.across(Proposition)
        members = _members(board, propositions)
        related = stories(board, propositions)
        alignments = alignments_of(board)
        told = [
            *_edited(board, edits(board, alignments)),
            *in_passages(board, board.passages.links),
            *in_stories(board, related),
            *of_offices(board, related),
            *of_outcomes(board, related),
            *of_takings(board, related),
            *over_time(board, returning(board, propositions)),
        ]
        spread = _spread(board, list(_conflicts(board, Settings())), told, related, members)
        changed = [f for f in spread if _edit(f)]
        rest = [f for f in spread if not _edit(f) and not _in_both(board, alignments, f)]
        spread = changed + [f for f in rest if not any(_one(f, e) for e in changed)]
        weight = {s: len({m.text for m in group}) for s, group in members.items()}
        rows = [(_rests(f, weight), _link(board, f)) for f in spread]
        rows.sort(key=lambda row: (row[1].rule == "conflict/difference", -row[0], -row[1].score, row[1].id))
        return [link for _, link in rows]


#: Changes that two texts hold against each other, and what the conflict is in.
_EDITED = {
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.PLACE: "place",
    Kind.ACTOR: "role",
    Kind.ROLES: "role",
    Kind.POLARITY: "polarity",
}
#: How a conflict is marked that is such a change, and how strong it is (a logit).
EDIT, STRENGTH = "edit", 5.0
#: Words before a negative statement in which its negation is looked for.
BEFORE = 4


def _edited(board: Board, changes: Sequence[Edit]) -> Iterator[Found]:
    """Changes in words that two texts share, where both put forward what they say, of one event."""
    for e in changes:
        if e.kind not in _EDITED:
            continue
        p, q = holding(board, board.by_id[e.a.text], e.a), holding(board, board.by_id[e.b.text], e.b)
        again = recurring(board, p.text) != recurring(board, q.text)
        if asserted(board, p) and asserted(board, q) and not (again and e.kind in (Kind.NUMBER, Kind.DATE)):
            allowed = e.numbers is not None and allows(*e.numbers)
            yield Found(p, q, Disagreement(_EDITED[e.kind], f"{EDIT} {e.kind}", allowed, e.numbers), STRENGTH)


def _edit(f: Found) -> bool:
    """Whether a conflict is a change in words that two texts share."""
    return f.why.what.startswith(EDIT)


def _one(f: Found, edit: Found) -> bool:
    """Whether a conflict is what an edit tells already."""
    one, two = (f.p, f.q) if f.p.text == edit.p.text else (f.q, f.p)
    return bool(f.why.label == edit.why.label and one.span.overlap(edit.p.span) and two.span.overlap(edit.q.span))


def _in_both(board: Board, alignments: Alignments, f: Found) -> bool:
    """Whether both texts have both sides of what looks like a conflict, in the same words: then it lies in neither."""
    one, two = f.p.span, f.q.span
    if f.why.numbers:
        mine, theirs = f.why.numbers
        return mine.value != theirs.value and alignments.unchanged(mine.span, theirs.span)
    if alignments.unchanged(_sentence(board, f.p), _sentence(board, f.q)):
        return True
    if f.why.label == "polarity":
        return alignments.same(one, two) and _denied_in_both(board, alignments, f.p if f.p.negative else f.q, f)
    if f.why.label == "date":
        return alignments.same(one, two) and _dated_alike(board, alignments, f)
    return alignments.unchanged(one, two)


def _sentence(board: Board, s: Statement) -> Span:
    row = board.texts[s.text]
    return row.words.span(*widened(row, (s.first, s.last)))


def _denied_in_both(board: Board, alignments: Alignments, negative: Statement, f: Found) -> bool:
    """Whether all words that make a statement negative stand in the other text too; not where none is known."""
    row = board.texts[negative.text]
    alignment = alignments.of(row.number, f.q.text if negative is f.p else f.p.text)
    denials = [a for a in board.chain(negative) if a.force is Force.DENY]
    if alignment is None or not all(a.cue for a in denials):
        return False
    sentence = widened(row, (negative.first, negative.last))
    places = {n for a in denials if a.cue for n in range(*row.place(a.cue))}
    places |= set(negating(board, row, (max(sentence[0], negative.first - BEFORE), negative.last)))
    return bool(places) and all(n in alignment.there for n in places)


def _dated_alike(board: Board, alignments: Alignments, f: Found) -> bool:
    """Whether the times in two sentences are in both, or may be one day."""
    rows = board.texts[f.p.text], board.texts[f.q.text]
    mine, theirs = (
        [t for t in row.times if _sentence(board, s).contains(t.span)] for row, s in zip(rows, (f.p, f.q), strict=True)
    )
    alignment = alignments.of(f.p.text, f.q.text)
    if alignment is None:
        return False
    own, other = ([t for t in times if not alignment.has(t.span)] for times in (mine, theirs))
    return all(one_day(board, t, u) for t in own for u in other) and bool(own) == bool(other)


def _members(board: Board, propositions: Sequence[Proposition]) -> dict[str, list[Statement]]:
    """Claim id to all statements of its proposition."""
    found: dict[str, list[Statement]] = {}
    for p in propositions:
        group = [board.by_claim[c] for c in p.claims if c in board.by_claim]
        found.update({s.claim.id: group for s in group})
    return found


def _rests(f: Found, weight: dict[str, int]) -> int:
    return weight.get(f.p.claim.id, 1) + weight.get(f.q.claim.id, 1)


def _conflicts(board: Board, settings: Settings) -> Iterator[Found]:
    for pair in pairs_of(board):
        p, q = board.statements[pair.a], board.statements[pair.b]
        why = disagreement(board, p, q)
        if why is None:
            other = _place(board, p, q) if pair.score >= settings.place else None
            other = other or (_date(board, p, q) if pair.score >= settings.date else None)
            if other is not None:
                yield Found(p, q, other, pair.score)
        elif pair.score >= settings.least(why) and _one_matter(board, p, q, why):
            yield Found(p, q, why, pair.score)
    yield from _opposed(board)


def _one_matter(board: Board, p: Statement, q: Statement, why: Disagreement) -> bool:
    """Whether two statements that disagree are on one event or relation, not on two of one kind."""
    if not (asserted(board, p) and asserted(board, q)):
        return False
    agents = p.roles.get("agent", _NONE) & q.roles.get("agent", _NONE)
    patients = p.roles.get("patient", _NONE) & q.roles.get("patient", _NONE)
    if why.label == "polarity":
        return (
            not {p.type, q.type} & BESIDE
            and _touch(p, q)
            and not rejects(board, p)
            and not rejects(board, q)
            and not other_thing(p, q)
            and _one_deed(board, p, q, patients)
        )
    if why.label != "role":
        return True
    if why.what == "agent":
        return p.type in ONCE and bool(patients or p.words.get("patient", _NONE) & q.words.get("patient", _NONE))
    return p.type in ONCE and bool(agents)


def _one_deed(board: Board, p: Statement, q: Statement, patients: frozenset[str]) -> bool:
    """Whether something says that what the one denies is what the other says: they did it to one thing, or in one's
    words there is much of the other's."""
    words = p.words.get("patient", _NONE) & q.words.get("patient", _NONE)
    if not board.kin(p.roles.get("patient", _NONE), q.roles.get("patient", _NONE)):
        return False
    return bool(patients or words) or (len(p.content & q.content) > 1 and shared(board, p, q) >= MUCH)


def _touch(p: Statement, q: Statement) -> bool:
    """Whether two facts name one actor, or one role in the same words; anything may where one states no fact."""
    if not (p.type and q.type):
        return True
    return bool(p.actors & q.actors) or any(p.words[r] & q.words[r] for r in p.words.keys() & q.words.keys())


def _place(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    """The same happened to the same in places of which neither holds the other."""
    here, there = p.roles.get("place", frozenset()), q.roles.get("place", frozenset())
    if p.type != q.type or p.type in VAGUE or not here or not there or here & there:
        return None
    if any(board.wide(a) for a in (*here, *there)) or _words(board, here) & _words(board, there):
        return None
    return None if (here & q.actors or there & p.actors) else Disagreement("place", "place")


def _words(board: Board, actors: frozenset[str]) -> frozenset[str]:
    return frozenset(w for a in actors for w in board.name_words(a))


def _date(board: Board, p: Statement, q: Statement) -> Disagreement | None:
    """One event at times of which none can be the other's; not where one text tells of what happened once more."""
    if p.negative or q.negative or not {p.type, q.type} <= DATED:
        return None
    if {p.modality, q.modality} != {Modality.ASSERTED} or recurring(board, p.text) != recurring(board, q.text):
        return None
    return Disagreement("date", "time") if clash(board, p, q) else None


def _opposed(board: Board) -> Iterator[Found]:
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
                    yield Found(p, q, Disagreement("assessment", "type"), 0.0)


def _spread(
    board: Board,
    found: Sequence[Found],
    told: Sequence[Found],
    related: Container[tuple[int, int]],
    members: dict[str, list[Statement]],
) -> list[Found]:
    """Each conflict between all claims of the two propositions that disagree in the same way, once for two texts; after
    those that were looked for text by text."""
    best: dict[tuple[object, ...], Found] = {}
    for f in sorted(told, key=lambda f: (-f.score, f.p.claim.id, f.q.claim.id)):
        best.setdefault(_key(f.p, f.q, f), f)
    for f in sorted(found, key=lambda f: (-f.score, f.p.claim.id, f.q.claim.id)):
        mine, theirs = members.get(f.p.claim.id, [f.p]), members.get(f.q.claim.id, [f.q])
        for p in mine:
            for q in theirs:
                again = _again(board, f, p, q)
                if again is None or (p.text == q.text and (p, q) != (f.p, f.q)):
                    continue
                if _looked_for(again) and (min(p.text, q.text), max(p.text, q.text)) in related:
                    continue
                key = _key(p, q, again)
                if key not in best or (best[key].score, -_heads(best[key])) < (again.score, -_heads(again)):
                    best[key] = again
    return list(best.values())


def _looked_for(f: Found) -> bool:
    """Whether conflicts of this kind are looked for text by text in stories."""
    return f.why.label == "number" or (f.why.label == "role" and f.p.type in ONCE)


def _key(p: Statement, q: Statement, f: Found) -> tuple[object, ...]:
    """What makes two conflicts one between the same two texts: the same numbers, or one type of event or relation."""
    if _edit(f):
        return (f.why.label, *sorted((p.claim.id, q.claim.id)))
    if f.why.numbers:
        values = sorted(((p.text, f.why.numbers[0].value), (q.text, f.why.numbers[1].value)))
        return ("number", f.p.headline and f.q.headline, *values)
    return (f.why.label, f.why.what, "" if f.why.label == "polarity" else p.type or q.type, *sorted((p.text, q.text)))


def _heads(f: Found) -> int:
    return f.p.headline + f.q.headline


def _again(board: Board, f: Found, p: Statement, q: Statement) -> Found | None:
    if p is f.p and q is f.q:
        return f
    why = disagreement(board, p, q)
    same = why is not None and why.label == f.why.label and _one_matter(board, p, q, why)
    return Found(p, q, why, f.score) if why is not None and same else None


def _link(board: Board, f: Found) -> Link:
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

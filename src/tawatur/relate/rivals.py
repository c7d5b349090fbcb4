"""What two texts on one story hold against each other: other numbers of one thing, another culprit, another target, a
denial of what the other gives to the one who denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from tawatur.core.model import Force, Span
from tawatur.relate.board import Board
from tawatur.relate.keys import forms, keys, listed
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.matters import Found, asserted, common, shared, stated, worth
from tawatur.relate.parties import Party, concepts, differ, may_be, nations_of, party_of, side
from tawatur.relate.slots import ONCE, Disagreement, other_thing
from tawatur.relate.statements import CONTENT, Statement, TextRow
from tawatur.relate.tolls import central, numbers

#: Words in common (0 to 2) from which two attacks are taken for one.
ALIKE = 0.5
#: Words before a charge that name the accused, and words within which an accusation comes to the charge.
HEAD, LONGEST = 4, 14
_NONE: frozenset[str] = frozenset()


def in_stories(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts on one story, whether or not their statements are worded alike."""
    for a, b in sorted(pairs):
        yield from numbers(board, a, b)
        yield from _culprits(board, a, b)
        yield from _targets(board, a, b)
        yield from _denied(board, a, b)
        yield from _denied(board, b, a)


def _culprits(board: Board, a: int, b: int) -> Iterator[Found]:
    """Two texts that name different actors of one event: for each type the two statements that compare best."""
    ours, theirs = _blamed(board, a), _blamed(board, b)
    for kind in sorted(ours.keys() & theirs.keys()):
        rivals = [
            (worth(p) + worth(q) + 2 * shared(board, p, q) + central(board, p) + central(board, q), p, q)
            for p, one in ours[kind]
            for q, two in theirs[kind]
            if differ(board, one, two)
            and not _beside(board, one, q)
            and not _beside(board, two, p)
            and _one_event(board, p, q)
            and (kind != "ATTACK" or _linked(board, p, q))
        ]
        if rivals:
            score, p, q = max(rivals, key=lambda r: (r[0], -r[1].span.start, -r[2].span.start))
            yield Found(p, q, Disagreement("role", "agent"), score)


def _beside(board: Board, party: Party, s: Statement) -> bool:
    """Whether a statement names a party, or its nation: then who does what in it may be read wrongly."""
    nations = {c for a in s.actors if board.named(a) for c in board.name(a).nations}
    return bool(party.actors & s.actors or nations_of(board, party) & nations)


def _blamed(board: Board, text: int) -> Mapping[str, list[tuple[Statement, Party]]]:
    """Who a text says did something, or lets others accuse of it, by type of event."""
    known = cast("dict[int, dict[str, list[tuple[Statement, Party]]]]", board.memo.setdefault("blamed", {}))
    if text not in known:
        found: dict[str, list[tuple[Statement, Party]]] = defaultdict(list)
        for s in board.texts[text].statements:
            kind = s.type if s.type in ONCE else _charge(board, s)
            party = party_of(s, "agent") if s.type in ONCE else _accused(board, s)
            party = _resolved(board, text, _stated(board, s, party))
            if kind and not s.negative and asserted(board, s) and (party.actors or party.words):
                found[kind].append((s, party))
                if kind == "ATTACK" and _acts(board, s.span) & concepts("BURN"):
                    found["BURN"].append((s, party))
        for kind, s, party in _pointed(board, board.texts[text]):
            if not s.negative and asserted(board, s):
                found[kind].append((s, _resolved(board, text, party)))
        known[text] = dict(found)
    return known[text]


def _pointed(board: Board, row: TextRow) -> Iterator[tuple[str, Statement, Party]]:
    """What a text says by pointing at who did it: «X هو من أحرق …», «X هم المسؤولون عن مقتل …»."""
    words = keys(board, row)
    for at in range(1, len(words) - 2):
        if words[at] not in forms("pronouns_of_who") or not (
            words[at + 1] in forms("who") or (listed(words[at + 1], "responsible") and words[at + 2] in forms("for"))
        ):
            continue
        first, last = row.words.sentences[row.words.sentence[at]]
        begin, end = max(first, at - HEAD), min(last, at + 2 + HEAD)
        if at <= begin or at + 2 > end:
            continue
        acts = _acts(board, row.words.span(at + 1, end))
        kind = next((k for k in ("BURN", "KILL", "DETAIN", "ATTACK") if acts & concepts(k)), "")
        head = row.words.span(begin, at)
        named = frozenset(actor for a, b, actor in row.names if head.start <= a and b <= head.end)
        told = _acts(board, head)
        if kind and (named or told):
            yield kind, stated(board, row, row.words.span(begin, end)), Party(named, _NONE if named else told)


def _acts(board: Board, span: Span) -> frozenset[str]:
    """The concepts of words."""
    return frozenset(concept(w) for w in word_stems(board.flat(span)))


def _stated(board: Board, s: Statement, party: Party) -> Party:
    """A party without the actors whose names stand outside the statement: who is left out is easily read wrongly; and
    nobody where a name and plain words say two things of who it is."""
    inside = {actor for a, b, actor in board.texts[s.text].names if s.span.start <= a and b <= s.span.end}
    named, told = Party(party.actors & inside, _NONE), Party(_NONE, party.words)
    if {side(board, named), side(board, told)} == {"state", "armed"}:
        return Party(_NONE, _NONE)
    return Party(named.actors, told.words)


def _charge(board: Board, s: Statement) -> str:
    """The type of event that an accusation is about; nothing for other statements."""
    if s.type != "ACCUSE" and not _accusation(board, s):
        return ""
    words = {concept(w) for w in word_stems(board.flat(s.span))}
    return next((kind for kind in ("KILL", "DETAIN", "ATTACK") if words & concepts(kind)), "")


def _accusation(board: Board, s: Statement) -> bool:
    """Whether a statement is the whole of what somebody is accused of («… النظام بالوقوف وراء الهجوم»)."""
    chain = board.chain(s)
    return s.claim.rule == CONTENT and bool(chain) and chain[-1].force is Force.ACCUSE


def _accused(board: Board, s: Statement) -> Party:
    """Who is accused: the fact's patient, or those who stand before the charge («… بارتكاب …») in its content."""
    if s.type or not _accusation(board, s):
        return party_of(s, "patient")
    row = board.texts[s.text]
    words = [board.corpus.words(row.words.span(n, n + 1)) for n in range(s.first, min(s.first + LONGEST, s.last))]
    charge = next((n for n, w in enumerate(words) if n and len(w) > HEAD and w.startswith("ب")), None)
    if charge is None:
        return Party(_NONE, _NONE)
    head = row.words.span(max(s.first, s.first + charge - HEAD), s.first + charge)
    head = Span(head.text, head.start + board.corpus.words(head).rfind("،") + 1, head.end)
    named = frozenset(actor for a, b, actor in row.names if head.start < b and a < head.end)
    return Party(named, _NONE if named else frozenset(concept(w) for w in word_stems(board.flat(head))))


def _resolved(board: Board, text: int, party: Party) -> Party:
    """A party told by plain words around a name of the text («قوات …») is whom it names."""
    if party.actors or not party.words:
        return party
    named = {actor for _, _, actor in board.texts[text].names}
    found = frozenset(a for a in named if board.name(a).own and board.name(a).own & party.words)
    return Party(found, party.words)


def _events(board: Board, text: int, kind: str) -> list[Statement]:
    return [s for s in board.texts[text].statements if s.type == kind and not s.negative and asserted(board, s)]


def _one_event(board: Board, p: Statement, q: Statement) -> bool:
    """Whether nothing says that two facts of one type are two events: other victims, places or days."""
    if other_thing(p, q) or (p.time and q.time and p.time[:10] != q.time[:10]):
        return False
    return all(board.kin(p.roles.get(r, _NONE), q.roles.get(r, _NONE)) for r in ("patient", "place"))


def _linked(board: Board, p: Statement, q: Statement) -> bool:
    """Whether something says that two attacks are one: a place, a victim or words in common."""
    same = any(p.roles.get(r, _NONE) & q.roles.get(r, _NONE) for r in ("patient", "place"))
    return same or bool(p.words.get("patient", _NONE) & q.words.get("patient", _NONE)) or shared(board, p, q) >= ALIKE


def _targets(board: Board, a: int, b: int) -> Iterator[Found]:
    """Two texts that let one actor strike two things, each what its text mostly says: the two that compare best."""
    for kind in ("ATTACK", "SEIZE"):
        ours, theirs = _foremost(board, a, kind), _foremost(board, b, kind)
        rivals = [
            (worth(p) + worth(q), p, q) for p in ours for q in theirs if other_thing(p, q) and _one_hand(board, p, q)
        ]
        if rivals:
            score, p, q = max(rivals, key=lambda r: (r[0], -r[1].span.start, -r[2].span.start))
            yield Found(p, q, Disagreement("role", "patient"), score)


def _one_hand(board: Board, p: Statement, q: Statement) -> bool:
    """Whether two events are the work of one actor: the same name, or one nation; plain words alike are no proof, nor
    is an actor that the texts tell of as struck."""
    one, two = party_of(p, "agent"), party_of(q, "agent")
    if differ(board, one, two):
        return False
    struck = {a for t in (p.text, q.text) for s in _events(board, t, p.type) for a in s.roles.get("patient", _NONE)}
    same = (one.actors & two.actors) - struck
    return bool(same or nations_of(board, one) & nations_of(board, two))


def _foremost(board: Board, text: int, kind: str) -> list[Statement]:
    """The events of a type in a text whose plain words for the target most of them share."""
    events = [s for s in _events(board, text, kind) if s.words.get("patient")]
    support = [sum(bool(s.words["patient"] & t.words["patient"]) for t in events) for s in events]
    return [s for s, n in zip(events, support, strict=True) if n == max(support)]


# Denials


def _denied(board: Board, a: int, b: int) -> Iterator[Found]:
    """In one text somebody rejects accusations; the other says, or lets somebody say, that they did it."""
    for denial in board.texts[a].statements:
        last = board.chain(denial)[-1] if denial.claim.chain else None
        if denial.claim.rule != CONTENT or last is None or not last.actor or not rejects(board, denial):
            continue
        speaker = Party(frozenset((board.identities.of(last.actor),)), _NONE)
        said = [
            (common(board, denial, s), s)
            for rows in _blamed(board, b).values()
            for s, party in rows
            if may_be(board, speaker, party)
        ]
        if said:
            score, s = max(said, key=lambda r: (r[0], -r[1].span.start))
            yield Found(denial, s, Disagreement("polarity", "denied"), score)


def rejects(board: Board, s: Statement) -> bool:
    """Whether a statement stands in somebody's denial of accusations: what it tells is not denied, only who did it."""
    denials = [a for a in board.chain(s) if a.force is Force.DENY]
    return any({concept(w) for w in word_stems(board.flat(a.content))} & concepts("accusation") for a in denials)

"""What two texts on one story hold against each other: other numbers of one thing, another culprit, another target, a
denial of what the other gives to the one who denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from tawatur.core.model import Force, Link, Modality, Span
from tawatur.extract.names.words import nations
from tawatur.relate.board import CONTENT, Board, Statement
from tawatur.relate.certainty import certainty
from tawatur.relate.counts import Count, counts
from tawatur.relate.dates import before
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.slots import ONCE, Disagreement, allows, other_thing
from tawatur.resources.loader import load_yaml

#: How many times another a number of people may be and still count the same people.
MOST_APART = 3
#: People from which a number is a toll that texts may differ on wherever it stands in them.
TOLL = 10
#: How many times an earlier toll a later one must be to be more than news.
LEAP = 2
#: How strong a conflict is between numbers in a retold passage.
RETOLD = 3.0
#: Words in common (0 to 2) from which two numbers that are not both a text's main ones are compared.
ALIKE = 0.5
#: Words from which a statement tells its matter in full.
FULL = 8
#: Words before a charge that name the accused, and words within which an accusation comes to the charge.
HEAD, LONGEST = 4, 14
#: Certainty up to which words leave a thing open.
OPEN = 0.45
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Two statements, what they hold against each other, and how strongly (a logit)."""

    p: Statement
    q: Statement
    why: Disagreement
    score: float


def in_stories(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Conflicts between texts on one story, whether or not their statements are worded alike."""
    for a, b in sorted(pairs):
        yield from _numbers(board, a, b)
        yield from _culprits(board, a, b)
        yield from _targets(board, a, b)
        yield from _denied(board, a, b)
        yield from _denied(board, b, a)


def in_passages(board: Board, passages: Iterable[Link]) -> Iterator[Found]:
    """Numbers that changed in a retold passage: of one kind, one on either side, and not the same."""
    for link in passages:
        mine, theirs = _inside(board, link.a), _inside(board, link.b)
        for kind in sorted(mine.keys() & theirs.keys()):
            p, q = mine[kind][0], theirs[kind][0]
            single = len({c.number.value for c in mine[kind]}) == len({c.number.value for c in theirs[kind]}) == 1
            if single and p.number.value != q.number.value:
                why = Disagreement("number", kind, allows(p.number, q.number), (p.number, q.number))
                yield Found(p.statement, q.statement, why, RETOLD)


def _inside(board: Board, span: Span) -> Mapping[str, list[Count]]:
    rows = _counts(board, board.by_id[span.text].number)
    inside = {
        kind: [c for found in values.values() for c in found if span.contains(c.number.span)]
        for kind, values in rows.items()
    }
    return {kind: found for kind, found in inside.items() if found}


def over_time(board: Board, pairs: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Tolls in texts that come back to one matter: a later one that is a little higher is news, no conflict."""
    for a, b in sorted(pairs):
        first, then = (b, a) if before(board.texts[b].dated, board.texts[a].dated) else (a, b)
        for found in _numbers(board, first, then):
            assert found.why.numbers is not None
            early, late = (n.value for n in found.why.numbers)
            if found.why.what.startswith("count.") and (late < early or late >= LEAP * early):
                yield found


def real(s: Statement) -> bool:
    """Whether a statement says that something is or was so: a plan or a possibility contradicts nothing."""
    return s.modality not in (Modality.PLANNED, Modality.POSSIBLE)


def asserted(board: Board, s: Statement) -> bool:
    """Whether a statement is put forward as so: not asked for, not intended, not left open."""
    return real(s) and not any(a.force in (Force.ASK, Force.INTEND) for a in board.chain(s))


def common(board: Board, p: Statement, q: Statement) -> float:
    """How well two statements compare: one source for both, both sourced alike, both a headline, words in common; and
    how much of the matter they tell."""
    mine, theirs = ({board.identities.of(a.actor) for a in board.chain(s) if a.actor} for s in (p, q))
    alike = bool(p.claim.chain) == bool(q.claim.chain)
    score = 1.0 * bool(mine & theirs) + 0.5 * alike + 0.5 * (p.headline == q.headline) - 0.3 * (p.headline + q.headline)
    told = sum(min(len(s.content), FULL) for s in (p, q)) / (2 * FULL)
    return round(score + 0.5 * (bool(p.type) and p.type == q.type) + told + _shared(board, p, q), 6)


def _worth(s: Statement) -> float:
    """How well a statement stands for what its text says: with its source and its actors, in full, in the body."""
    told = min(len(s.content), FULL) / FULL
    actor = bool(s.roles.get("agent") or s.words.get("agent"))
    return round(told + 1.0 * bool(s.claim.chain) + 0.7 * actor - 1.0 * s.headline, 6)


def _shared(board: Board, p: Statement, q: Statement) -> float:
    """The share of words that two statements have in common, 0 to 2."""
    both = float(sum(board.weight[n] for n in sorted(p.content & q.content)))
    total = float(sum(board.weight[n] for n in sorted(p.content | q.content)))
    return 2.0 * both / total if total else 0.0


# Numbers


def _counts(board: Board, text: int) -> Mapping[str, Mapping[float, list[Count]]]:
    """The numbers of a text by what they count and by value."""
    known = cast("dict[int, dict[str, dict[float, list[Count]]]]", board.memo.setdefault("counts", {}))
    if text not in known:
        found: dict[str, dict[float, list[Count]]] = defaultdict(lambda: defaultdict(list))
        for c in counts(board, board.texts[text]):
            if asserted(board, c.statement) and certainty(board, c.statement) > OPEN:
                found[c.kind][c.number.value].append(c)
        known[text] = {kind: dict(sorted(values.items())) for kind, values in sorted(found.items())}
    return known[text]


def _numbers(board: Board, a: int, b: int) -> Iterator[Found]:
    """Different numbers of one kind in two texts; a value that both give is in dispute between others, not them."""
    mine, theirs = _counts(board, a), _counts(board, b)
    for kind in sorted(mine.keys() & theirs.keys()):
        agreed = mine[kind].keys() & theirs[kind].keys()
        for value, ours in mine[kind].items():
            for other, others in theirs[kind].items():
                if not {value, other} & agreed:
                    found = _rival_counts(board, kind, ours, others)
                    if found is not None:
                        yield found


def _rival_counts(board: Board, kind: str, ours: Sequence[Count], others: Sequence[Count]) -> Found | None:
    p, q = max(((one, two) for one in ours for two in others), key=lambda two: _fit(board, *two))
    low, high = sorted((p.number.value, q.number.value))
    mains, people = p.main + q.main, kind.startswith("count.")
    near = low > 0 and high / low <= MOST_APART
    shared = _shared(board, p.statement, q.statement)
    if people and not (near and (mains == 2 or (low >= TOLL and (mains or high <= 1.5 * low)))):
        return None
    if not people and not (mains == 2 and shared >= ALIKE):
        return None
    score = common(board, p.statement, q.statement) + 0.5 * mains - 1.0
    why = Disagreement("number", kind, allows(p.number, q.number), (p.number, q.number))
    return Found(p.statement, q.statement, why, score)


def _fit(board: Board, one: Count, two: Count) -> tuple[float, int, int]:
    return common(board, one.statement, two.statement), -one.number.span.start, -two.number.span.start


# Who did it


@dataclass(frozen=True, slots=True)
class _Party:
    """Who stands in a role: actors, or the plain words for somebody nobody names."""

    actors: frozenset[str]
    words: frozenset[str]


def _party(s: Statement, role: str) -> _Party:
    return _Party(s.roles.get(role, _NONE), s.words.get(role, _NONE))


@cache
def _concepts(group: str) -> frozenset[str]:
    return frozenset(concept(w) for f in load_yaml("ar/sources-words.yaml")[group] for w in word_stems(f))


@cache
def _nationalities() -> Mapping[str, frozenset[str]]:
    """Concepts of single words that name a country or who is of it, with the codes of the countries it may be."""
    known = nations()
    found: dict[str, set[str]] = defaultdict(set)
    for form, code in ((w[0], c) for w, c in known.countries.items() if len(w) == 1):
        for word in word_stems(form):
            found[concept(word)].add(code)
    for form, code in known.nationalities.items():
        for word in word_stems(form):
            found[concept(word)].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _nations(board: Board, party: _Party) -> frozenset[str]:
    """Countries that a party may be of, as far as words tell."""
    named = (board.name(a).nations for a in party.actors if board.named(a))
    told = (_nationalities().get(w, _NONE) for w in party.words)
    return frozenset(code for codes in (*named, *told) for code in codes)


def _side(board: Board, party: _Party) -> str:
    """«state», «armed» or nothing, as far as words tell."""
    named = [board.name(a) for a in sorted(party.actors) if board.named(a)]
    if named:
        return "state" if any(n.state and not n.opposed for n in named) else "armed"
    if party.words & _concepts("armed"):
        return "armed"
    return "state" if party.words & _concepts("states") else ""


def _differ(board: Board, one: _Party, two: _Party) -> bool:
    """Whether two parties cannot be one: names that are no kin, or a state and those who fight without one."""
    if one.actors and two.actors:
        return not board.kin(one.actors, two.actors)
    of, other = _nations(board, one), _nations(board, two)
    if of and other:
        return not of & other
    sides = {_side(board, one), _side(board, two)}
    return sides == {"state", "armed"}


def _culprits(board: Board, a: int, b: int) -> Iterator[Found]:
    """Two texts that name different actors of one event: for each type the two statements that compare best."""
    ours, theirs = _blamed(board, a), _blamed(board, b)
    for kind in sorted(ours.keys() & theirs.keys()):
        rivals = [
            (_worth(p) + _worth(q), p, q)
            for p, one in ours[kind]
            for q, two in theirs[kind]
            if _differ(board, one, two) and _one_event(board, p, q) and (kind != "ATTACK" or _linked(board, p, q))
        ]
        if rivals:
            score, p, q = max(rivals, key=lambda r: (r[0], -r[1].span.start, -r[2].span.start))
            yield Found(p, q, Disagreement("role", "agent"), score)


def _blamed(board: Board, text: int) -> Mapping[str, list[tuple[Statement, _Party]]]:
    """Who a text says did something, or lets others accuse of it, by type of event."""
    known = cast("dict[int, dict[str, list[tuple[Statement, _Party]]]]", board.memo.setdefault("blamed", {}))
    if text not in known:
        found: dict[str, list[tuple[Statement, _Party]]] = defaultdict(list)
        for s in board.texts[text].statements:
            kind = s.type if s.type in ONCE else _charge(board, s)
            party = _party(s, "agent") if s.type in ONCE else _accused(board, s)
            party = _resolved(board, text, party)
            if kind and not s.negative and asserted(board, s) and (party.actors or party.words):
                found[kind].append((s, party))
        known[text] = dict(found)
    return known[text]


def _charge(board: Board, s: Statement) -> str:
    """The type of event that an accusation is about; nothing for other statements."""
    if s.type != "ACCUSE" and not _accusation(board, s):
        return ""
    words = {concept(w) for w in word_stems(board.flat(s.span))}
    return next((kind for kind in ("KILL", "DETAIN", "ATTACK") if words & _concepts(kind)), "")


def _accusation(board: Board, s: Statement) -> bool:
    """Whether a statement is the whole of what somebody is accused of («… النظام بالوقوف وراء الهجوم»)."""
    chain = board.chain(s)
    return s.claim.rule == CONTENT and bool(chain) and chain[-1].force is Force.ACCUSE


def _accused(board: Board, s: Statement) -> _Party:
    """Who is accused: the fact's patient, or those who stand before the charge («… بارتكاب …») in its content."""
    if s.type or not _accusation(board, s):
        return _party(s, "patient")
    row = board.texts[s.text]
    words = [board.corpus.words(row.words.span(n, n + 1)) for n in range(s.first, min(s.first + LONGEST, s.last))]
    charge = next((n for n, w in enumerate(words) if n and len(w) > HEAD and w.startswith("ب")), None)
    if charge is None:
        return _Party(_NONE, _NONE)
    head = row.words.span(max(s.first, s.first + charge - HEAD), s.first + charge)
    head = Span(head.text, head.start + board.corpus.words(head).rfind("،") + 1, head.end)
    named = frozenset(actor for a, b, actor in row.names if head.start < b and a < head.end)
    return _Party(named, _NONE if named else frozenset(concept(w) for w in word_stems(board.flat(head))))


def _resolved(board: Board, text: int, party: _Party) -> _Party:
    """A party told by plain words around a name of the text («قوات …») is whom it names."""
    if party.actors or not party.words:
        return party
    named = {actor for _, _, actor in board.texts[text].names}
    found = frozenset(a for a in named if board.name(a).own and board.name(a).own & party.words)
    return _Party(found, party.words)


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
    return same or bool(p.words.get("patient", _NONE) & q.words.get("patient", _NONE)) or _shared(board, p, q) >= ALIKE


def _targets(board: Board, a: int, b: int) -> Iterator[Found]:
    """Two texts that let one actor strike two things, each what its text mostly says: the two that compare best."""
    for kind in ("ATTACK", "SEIZE"):
        ours, theirs = _foremost(board, a, kind), _foremost(board, b, kind)
        rivals = [
            (_worth(p) + _worth(q), p, q) for p in ours for q in theirs if other_thing(p, q) and _one_hand(board, p, q)
        ]
        if rivals:
            score, p, q = max(rivals, key=lambda r: (r[0], -r[1].span.start, -r[2].span.start))
            yield Found(p, q, Disagreement("role", "patient"), score)


def _one_hand(board: Board, p: Statement, q: Statement) -> bool:
    """Whether two events are the work of one actor: the same, or described alike, and nothing said against it."""
    one, two = _party(p, "agent"), _party(q, "agent")
    if _differ(board, one, two):
        return False
    same = one.actors & two.actors or one.words & two.words or _nations(board, one) & _nations(board, two)
    return bool(same) or _shared(board, p, q) >= ALIKE / 2


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
        speaker = _Party(frozenset((board.identities.of(last.actor),)), _NONE)
        said = [
            (common(board, denial, s), s)
            for rows in _blamed(board, b).values()
            for s, party in rows
            if _may_be(board, speaker, party)
        ]
        if said:
            score, s = max(said, key=lambda r: (r[0], -r[1].span.start))
            yield Found(denial, s, Disagreement("polarity", "denied"), score)


def rejects(board: Board, s: Statement) -> bool:
    """Whether a statement stands in somebody's denial of accusations: what it tells is not denied, only who did it."""
    denials = [a for a in board.chain(s) if a.force is Force.DENY]
    return any({concept(w) for w in word_stems(board.flat(a.content))} & _concepts("accusation") for a in denials)


def _may_be(board: Board, one: _Party, two: _Party) -> bool:
    """Whether something says that two parties are one: kin by name, or a state's body and words for the state."""
    if one.actors and two.actors:
        return board.kin(one.actors, two.actors)
    return _side(board, one) == _side(board, two) == "state"

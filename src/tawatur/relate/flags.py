"""Flags on pairs of passages and inside one text: drift, growing certainty, impossible provenance, histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache

from tawatur.core.model import Attribution, Flag, Span
from tawatur.relate.alignment import Alignments, widened
from tawatur.relate.board import Board
from tawatur.relate.certainty import certainty, marks
from tawatur.relate.dates import apart, before, days
from tawatur.relate.edits import Kind, edits, order_of, orders
from tawatur.relate.histories import content, histories, overlap
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.pairs import pairs_of
from tawatur.relate.slots import disagreement
from tawatur.relate.statements import Statement, TextRow
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import Sentence, say
from tawatur.text.normalise import fold

#: Strengths up to which words leave a thing open, and from which they call it established.
OPEN, SURE = 0.5, 0.85
#: Least score from which a time that one text gives is taken for the other's event.
SAME = 1.0
#: Least score of two statements that are compared for drift; least overlap of two sentences that are on one thing.
DRIFT, TOPIC = 0.0, 0.1


def flags(board: Board, related: Container[tuple[int, int]], alignments: Alignments) -> list[Flag]:
    """All flags of a case; those between texts before those on what one text says."""
    found: dict[str, Flag] = {}
    between = [*_edited(board, alignments), *_orders_changed(board), *_drifts(board, related, alignments)]
    for flag in (*_provenance(board), *_told_once(between)):
        found.setdefault(flag.id, flag)
    for row in board.texts:
        for flag in (*_growing(board, row), *_headlines(board, row), *_histories(board, row)):
            found.setdefault(flag.id, flag)
    return list(found.values())


def make(kind: str, spans: Sequence[Span], **values: str | Sentence) -> Flag:
    """A flag with its sentence in both languages."""
    said = say("flags.yaml", kind, **values)
    detail = tuple((k, str(v)) for k, v in values.items())
    return Flag(kind, tuple(spans), said.en, f"flag/{kind}", detail, said.ar)


# Inside one text


def _growing(board: Board, row: TextRow) -> Iterator[Flag]:
    """A sentence that takes as established what an earlier one left open."""
    weak: list[tuple[Span, Span, frozenset[int]]] = []
    for number, sentence in enumerate(row.sentences):
        found = marks(board, row, number)
        sure = [m for m, s in found if s >= SURE] + list(_proven(row, sentence, board.corpus.words(sentence)))
        opened = [m for m, s in found if s <= OPEN]
        if not sure and not opened:
            continue
        told = content(board, row, sentence)
        if sure and number:
            near = [(round(overlap(board, told, c), 6), -i) for i, (_, _, c) in enumerate(weak)]
            if near and max(near)[0] >= TOPIC:
                span, mark, _ = weak[-max(near)[1]]
                words = {"a": board.flat(mark), "b": board.flat(min(sure))}
                yield make("certainty-grows", (span, sentence), **words)
        if opened and not sure:
            weak.append((sentence, opened[0], told))


def _proven(row: TextRow, sentence: Span, text: str) -> Iterator[Span]:
    """Words that take something as proven («ومع إثبات …»)."""
    folded = fold(text)
    if not any(proof in folded for proof in _proofs()):
        return
    words, at = text.split(), 0
    for number, word in enumerate(words):
        start = text.index(word, at)
        at = start + len(word)
        key = fold(word).strip('،.؛:"«»()').removeprefix("و").removeprefix("ف")
        before = fold(words[number - 1]).removeprefix("و") if number else ""
        if key in _proofs() and (before in ("مع", "بعد", "لكن", "ان") or key.startswith("ال")):
            yield Span(row.id, sentence.start + start, sentence.start + at)


@cache
def _proofs() -> frozenset[str]:
    rows = [r for r in load_yaml("ar/order-words.yaml") if r["class"] == "proof"]
    return frozenset(fold(f) for r in rows for f in r["forms"] if " " not in f)


def _headlines(board: Board, row: TextRow) -> Iterator[Flag]:
    """A headline without a source, whose matter stands in the body only as somebody's words."""
    bodies = [s for s in row.statements if not s.headline]
    for head in row.statements:
        if not head.headline or head.claim.chain or not head.type:
            continue
        same = [(round(overlap(board, head.content, s.content), 6), s) for s in bodies if s.type in (head.type, "")]
        close = [s for score, s in same if score >= 0.6 and len(s.content) >= 3]
        if close and all(s.claim.chain for s in close):
            innermost = board.chain(close[0])[-1]
            source = innermost.source or innermost.speaker
            if source:
                yield make("headline-states", (head.span, close[0].span), a=board.flat(head.span), b=board.flat(source))


def _histories(board: Board, row: TextRow) -> Iterator[Flag]:
    """One speaker who denies and then confirms the same, within two sentences."""
    for denied, confirmed in histories(board, row):
        source = denied.source or denied.speaker or denied.cue
        if source and denied.cue and confirmed.cue:
            yield make("denied-confirmed", (denied.cue, confirmed.cue), a=board.flat(source))


# Provenance


def _provenance(board: Board) -> Iterator[Flag]:
    """Documents found at one time that are made to attest what happened later."""
    when = _event_times(board)
    for row in board.texts:
        for a in row.attributions.values():
            found = _found_by(board, row, a)
            if found is None:
                continue
            for s in row.statements:
                if a.id not in s.claim.chain:
                    continue
                event, told = when.get(s.claim.id, (s.time, s.span))
                one, two = days(found), days(event)
                if one and two and two[0] > one[1] and (two[1] - two[0]) <= 370:
                    source = a.source or a.speaker or a.cue or a.content
                    spans = (source, s.span) if told == s.span else (source, s.span, told)
                    words = {"a": board.flat(source), "b": board.flat(s.span), "found": found, "event": str(event)}
                    yield make("provenance-impossible", spans, **words)
                    break


def _found_by(board: Board, row: TextRow, a: Attribution) -> str | None:
    """When the documents that an attribution names were found: the time of a seizure told near such a name."""
    source = a.source or a.speaker
    if source is None or not {concept(w) for w in word_stems(board.corpus.words(source))} & _paper():
        return None
    times = []
    for s in row.statements:
        if s.type == "SEIZE" and s.time and s.span.start < a.content.start + len(a.content):
            around = row.sentences[row.sentence_at(s.span.start)] if row.sentences else s.span
            if {concept(w) for w in word_stems(board.corpus.words(around))} & _paper():
                times.append(s.time)
    return max(times, key=lambda t: days(t) or (0, 0), default=None)


@cache
def _paper() -> frozenset[str]:
    return frozenset(concept(w) for f in load_yaml("ar/sources-words.yaml")["caches"] for w in word_stems(f))


def _event_times(board: Board) -> dict[str, tuple[str, Span]]:
    """Claim id to the time that another text gives for the same, and where: the surest pair's."""
    found: dict[str, tuple[str, Span]] = {}
    for pair in sorted(pairs_of(board), key=lambda p: (-p.score, p.a, p.b)):
        if pair.score < SAME:
            break
        p, q = board.statements[pair.a], board.statements[pair.b]
        for one, two in ((p, q), (q, p)):
            if two.time and not one.time and "~" not in two.time:
                found.setdefault(one.claim.id, (two.time, two.span))
    return found


# Between two texts

#: Changes by their kind to the flag that tells of them.
EDITED = {
    Kind.NUMBER: "number-changed",
    Kind.DATE: "date-changed",
    Kind.PLACE: "place-changed",
    Kind.ACTOR: "name-changed",
    Kind.ROLES: "roles-exchanged",
    Kind.POLARITY: "negation-changed",
    Kind.HEDGE: "hedge-dropped",
    Kind.ORDER: "order-changed",
}


def _edited(board: Board, alignments: Alignments) -> Iterator[Flag]:
    """What was changed in words that two texts share."""
    for e in edits(board, alignments):
        added = e.kind is Kind.HEDGE and before(board.by_id[e.b.text].dated, board.by_id[e.a.text].dated)
        if e.kind in EDITED and not added:
            words: dict[str, str | Sentence] = {"a": board.flat(e.a), "b": board.flat(e.b)}
            if e.kind is Kind.ORDER:
                words |= {
                    "was": say("words.yaml", order_of(board, e.a)),
                    "now": say("words.yaml", order_of(board, e.b)),
                }
            yield make(EDITED[e.kind], (e.a, e.b), **words)


def _told_once(found: Sequence[Flag]) -> Iterator[Flag]:
    """Flags without a second one of a kind on the same words."""
    kept: dict[tuple[str, ...], list[Flag]] = defaultdict(list)
    for flag in found:
        same = kept[flag.kind, *sorted({s.text for s in flag.spans})]
        if not any(_again(flag, other) for other in same):
            same.append(flag)
            yield flag


def _again(flag: Flag, other: Flag) -> bool:
    return all(any(s.overlap(t) for t in other.spans) for s in flag.spans[:2])


def _drifts(board: Board, related: Container[tuple[int, int]], alignments: Alignments) -> Iterator[Flag]:
    """What changed between statements that are worded apart; between the same words it is an edit."""
    seen: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for pair in sorted(pairs_of(board), key=lambda p: (-p.score, p.a, p.b)):
        if pair.score < DRIFT:
            break
        p, q = board.statements[pair.a], board.statements[pair.b]
        aligned = alignments.same(p.span, q.span)
        near = (min(p.text, q.text), max(p.text, q.text)) in related
        for flag in _drift(board, p, q, aligned) if near else _roles(board, p, q):
            places = (board.texts[p.text].sentence_at(p.span.start), board.texts[q.text].sentence_at(q.span.start))
            if places not in seen[flag.kind + p.span.text + q.span.text]:
                seen[flag.kind + p.span.text + q.span.text].add(places)
                yield flag


def _drift(board: Board, p: Statement, q: Statement, aligned: bool) -> Iterator[Flag]:
    """What changed between two statements; where their words are `aligned`, numbers, times and hedges are edits."""
    why = disagreement(board, p, q)
    if why is not None and why.label == "number" and why.numbers and not why.allowed and not aligned:
        one, two = why.numbers
        yield make("number-changed", (p.span, q.span), a=board.flat(one.span), b=board.flat(two.span))
    if why is not None:
        yield from _roles(board, p, q)
        return
    yield from (f for f in _surer(board, p, q) if not aligned or f.kind == "certainty-added")
    if not aligned and p.type == q.type and p.time and q.time and _times_differ(p.time, q.time):
        yield make("date-changed", (p.span, q.span), a=p.time, b=q.time)
    yield from _scope(board, p, q)
    yield from _scope(board, q, p)


def _roles(board: Board, p: Statement, q: Statement) -> Iterator[Flag]:
    """One person at the head of two bodies."""
    why = disagreement(board, p, q)
    if why is not None and why.label == "role" and why.what == "patient" and p.type == q.type == "LEADS":
        yield make("roles-conflict", (p.span, q.span), a=board.flat(p.span), b=board.flat(q.span))


def _times_differ(one: str, two: str) -> bool:
    """Whether two times differ: days apart, or one a point and the other open from that point on."""
    gap = apart(one, two)
    return bool(gap) or one.endswith("/..") != two.endswith("/..")


def _surer(board: Board, p: Statement, q: Statement) -> Iterator[Flag]:
    one, two = certainty(board, p), certainty(board, q)
    if one > two:
        p, q, one, two = q, p, two, one
    if one <= OPEN and two > OPEN + 0.1:
        yield make("hedge-dropped", (p.span, q.span), a=board.flat(p.span), b=board.flat(q.span))
    elif one < SURE <= two:
        yield make("certainty-added", (p.span, q.span), a=board.flat(p.span), b=board.flat(q.span))


def _orders_changed(board: Board) -> Iterator[Flag]:
    """In the sentences of a retold passage, a shared word before which one text puts «قبل» or «بعد», the other another
    word of time. In copies it is an edit."""
    for link in board.passages.links:
        if link.label == "verbatim":
            continue
        mine, theirs = _ordered(board, link.a), _ordered(board, link.b)
        for root in sorted(mine.keys() & theirs.keys()):
            (one, a), (two, b) = mine[root], theirs[root]
            if one != two and {one, two} & {"before", "after"}:
                was, now = say("words.yaml", one), say("words.yaml", two)
                words = {"a": board.flat(a), "b": board.flat(b)}
                yield make("order-changed", (a, b, link.a, link.b), **words, was=was, now=now)


def _ordered(board: Board, span: Span) -> dict[int, tuple[str, Span]]:
    """Roots in a passage's sentences that stand right after a word of order, with that word and theirs."""
    row = board.by_id[span.text]
    words, (first, last) = row.words, widened(row, row.place(span))
    found: dict[int, tuple[str, Span]] = {}
    for at in range(first, last - 1):
        key = _folded(board.corpus.words(words.span(at, at + 1)))
        kind = orders().get(key) or orders().get(key.removeprefix("و"))
        by = _folded(board.corpus.words(words.span(at - 1, at))) if at else ""
        if kind and by != "من":
            root = board.root(words.stems[at + 1])
            if board.tells(root):
                found.setdefault(root, (kind, words.span(at, at + 2)))
    return found


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)


def _scope(board: Board, p: Statement, q: Statement) -> Iterator[Flag]:
    """`q` gives to a source what `p` says in its own voice, though that text quotes the source for other things."""
    if p.claim.chain or not q.claim.chain:
        return
    last = board.chain(q)[-1]
    source = last.source or last.speaker
    if not last.actor or source is None:
        return
    actor = board.identities.of(last.actor)
    row = board.texts[p.text]
    quoted = [a for a in row.attributions.values() if a.actor and board.identities.of(a.actor) == actor]
    if quoted and not any(a.content.overlap(p.span) for a in quoted):
        yield make("scope-widened", (p.span, source, q.span), a=board.flat(p.span), b=board.flat(source))

"""Numbers that two texts give for one thing: the dead, the arrested, things of one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from tawatur.core.model import Link, Span
from tawatur.relate.board import Board
from tawatur.relate.certainty import certainty
from tawatur.relate.counts import Count, counts
from tawatur.relate.dates import apart, before
from tawatur.relate.matters import Found, asserted, common, shared
from tawatur.relate.recurrence import recurring
from tawatur.relate.slots import Disagreement, allows
from tawatur.relate.statements import Statement
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

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
#: The same for numbers of things beside which one actor stands.
SOME = 0.2
#: How many times another a number of people may be where neither is what its text mostly says.
BESIDE = 1.5
#: Words before a number within which it is said to be exceeded.
OVER = 3
#: Certainty up to which words leave a thing open.
OPEN = 0.45


def in_passages(board: Board, passages: Iterable[Link]) -> Iterator[Found]:
    """Numbers that changed in a retold passage: of one kind, one on either side, and not the same."""
    for link in passages:
        mine, theirs = _inside(board, link.a), _inside(board, link.b)
        for kind in sorted(mine.keys() & theirs.keys()):
            p, q = mine[kind][0], theirs[kind][0]
            single = len({c.number.value for c in mine[kind]}) == len({c.number.value for c in theirs[kind]}) == 1
            if single and p.number.value != q.number.value and not _other_days(board, p, q):
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
    """Tolls in texts that come back to one matter: a later one that is a little higher is news, no conflict; where
    nobody knows which is later they differ."""
    for a, b in sorted(pairs):
        ordered = apart(board.texts[a].dated, board.texts[b].dated) is not None
        first, then = (b, a) if before(board.texts[b].dated, board.texts[a].dated) else (a, b)
        for found in numbers(board, first, then):
            assert found.why.numbers is not None
            early, late = (n.value for n in found.why.numbers)
            if found.why.what.startswith("count.") and (not ordered or late < early or late >= LEAP * early):
                yield found


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


def numbers(board: Board, a: int, b: int) -> Iterator[Found]:
    """Different numbers of one kind in two texts; a value that both give is in dispute between others, not them."""
    mine, theirs = _counts(board, a), _counts(board, b)
    for kind in sorted(mine.keys() & theirs.keys()):
        agreed = mine[kind].keys() & theirs[kind].keys()
        for value, ours in mine[kind].items():
            for other, others in theirs[kind].items():
                if value == other:
                    yield from _about(board, kind, ours, others)
                elif not {value, other} & agreed:
                    yield from _rival_counts(board, kind, ours, others)


def central(board: Board, s: Statement) -> float:
    """Whether a statement counts those whom its text is about: 1 where it gives a main number of people, -1 where it
    gives another one only, 0 where it gives none."""
    rows = [c for kind, values in _counts(board, s.text).items() if kind.startswith("count.") for c in values.values()]
    inside = [c for row in rows for c in row if s.span.contains(c.number.span)]
    return float(any(c.main for c in inside) or -bool(inside))


def _about(board: Board, kind: str, ours: Sequence[Count], others: Sequence[Count]) -> Iterator[Found]:
    """«About 40» and «more than 40»: one number, of which the one text says more than the other."""
    for one, two in ((one, two) for one in ours for two in others if one.main and two.main):
        if {one.number.bound, two.number.bound} == {"about", "at_least"} and any(_over(board, c) for c in (one, two)):
            why = Disagreement("number", kind, True, (one.number, two.number))
            yield Found(one.statement, two.statement, why, common(board, one.statement, two.statement) - 1.0)
            return


def _over(board: Board, count: Count) -> bool:
    """Whether a number is put as one that is exceeded («أكثر من 40»), not one that is reached («40 على الأقل»)."""
    row = board.texts[count.statement.text]
    first, last = row.place(count.number.span)
    words = {board.stem_words[n] for n in row.words.stems[max(0, first - OVER) : last]}
    return bool(words & _exceeding())


@cache
def _exceeding() -> frozenset[str]:
    return frozenset(stem(fold(f)) for f in load_yaml("ar/sources-words.yaml")["exceeding"])


def _rival_counts(board: Board, kind: str, ours: Sequence[Count], others: Sequence[Count]) -> Iterator[Found]:
    """The headlines' numbers, and the bodies'; a headline's with a body's where one text has only one of them."""
    pairs = [(one, two) for one in ours for two in others]
    if any(_other_days(board, one, two) for one, two in pairs):
        return
    heads = [p for p in pairs if p[0].statement.headline and p[1].statement.headline]
    bodies = [p for p in pairs if not (p[0].statement.headline or p[1].statement.headline)]
    for group in (heads, bodies) if bodies else (heads or pairs,):
        rivals = [(one, two) for one, two in group if _rival(board, kind, one, two)]
        if rivals:
            one, two = max(rivals, key=lambda two: _fit(board, *two))
            score = common(board, one.statement, two.statement) + 0.5 * (one.main + two.main) - 1.0
            why = Disagreement("number", kind, allows(one.number, two.number), (one.number, two.number))
            yield Found(one.statement, two.statement, why, score)


def _rival(board: Board, kind: str, one: Count, two: Count) -> bool:
    """Whether two numbers count one thing: what both texts mostly say of it, or what both say beside that; and not of
    two days."""
    low, high = sorted((one.number.value, two.number.value))
    mains, people = one.main + two.main, kind.startswith("count.")
    near = low > 0 and high / low <= MOST_APART
    if people:
        return near and (mains == 2 or (not mains and low >= TOLL and high <= BESIDE * low))
    alike = shared(board, one.statement, two.statement)
    counted = kind.startswith("of ") and near and alike >= SOME
    return mains == 2 and (alike >= ALIKE or (counted and _one_side(board, one, two)))


def _one_side(board: Board, one: Count, two: Count) -> bool:
    """Whether one actor, or actors of one nation, stand beside two numbers."""
    mine, theirs = one.statement.actors, two.statement.actors
    of, other = (frozenset(c for a in s if board.named(a) for c in board.name(a).nations) for s in (mine, theirs))
    return bool(mine & theirs or of & other)


def _other_days(board: Board, one: Count, two: Count) -> bool:
    """Whether two texts of different days put what they count on days of which none is the other's, or one of them
    tells of what happened once more."""
    here, there = board.texts[one.statement.text], board.texts[two.statement.text]
    if not apart(here.dated, there.dated):
        return False
    if recurring(board, here.number) != recurring(board, there.number):
        return True
    mine, theirs = _dates(board, one), _dates(board, two)
    return bool(mine and theirs) and all((apart(m, t) or 0) > 0 for m in mine for t in theirs)


def _dates(board: Board, count: Count) -> list[str]:
    row = board.texts[count.statement.text]
    if not row.sentences:
        return []
    around = row.sentences[row.sentence_at(count.number.span.start)]
    return [
        t.value for t in row.times if t.kind == "date" and t.value and "~" not in t.value and around.contains(t.span)
    ]


def _fit(board: Board, one: Count, two: Count) -> tuple[float, int, int]:
    return common(board, one.statement, two.statement), -one.number.span.start, -two.number.span.start

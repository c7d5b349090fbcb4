"""When a text was published, by the texts that it cites or that cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import dropwhile

from tawatur.core.model import ComparedDating, Dating, InferredDating, Span
from tawatur.core.ports import Corpus
from tawatur.relate.board import Board, board_of
from tawatur.relate.dates import FAR, bounds, days
from tawatur.relate.statements import TextRow
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import Sentence, arabic, english, say
from tawatur.text.normalise import fold


@dataclass(frozen=True, slots=True)
class _Limit:
    """A day (proleptic ordinal) before which, or after which, a text was not published, why, and the words that say
    so: the naming, then the shared passage in the same text."""

    day: int
    earliest: bool
    why: Sentence
    evidence: tuple[Span, Span]


class Datings:
    """Corpus stage: dates of documents that came without one, where another document tells more than their own words.

    A text that gives another's outlet as the source of a passage that both share was published no earlier than that.
    Of several texts of the outlet that share it the earliest counts, and none where one of them is undated: which one
    was cited is not known. What two texts merely share says nothing: either may be the copy, years later.
    """

    name = "datings"
    version = "1"

    def __call__(self, corpus: Corpus) -> Sequence[ComparedDating]:
        board = board_of(corpus)
        beside: dict[str, set[str]] = {}
        for one, other in board.passages.pairs():
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        undated = (row for row in board.texts if row.id in beside and days(row.dated) is None)
        found = (_compared(board, row, beside) for row in undated if not corpus.document(row.id).published.value)
        return [dating for dating in found if dating is not None]


def _compared(board: Board, row: TextRow, beside: Mapping[str, set[str]]) -> ComparedDating | None:
    """What the texts that share a passage with one add to its date; None where that is nothing new, or contradicts
    what its own words say."""
    limits = [*_earliest(board, row, sorted(beside[row.id])), *_latest(board, row, beside)]
    first, last = bounds(row.dated) or (-FAR, FAR)
    low = max((x for x in limits if x.earliest and x.day > first), key=lambda x: x.day, default=None)
    high = min((x for x in limits if not x.earliest and x.day < last), key=lambda x: x.day, default=None)
    told = [limit for limit in (low, high) if limit is not None]
    earliest, latest = low.day if low else first, high.day if high else last
    if not told or earliest > latest:
        return None
    own = next(iter(board.corpus.of(InferredDating, row.id)), None)
    reasons = tuple(x.why for x in told)
    dating = Dating(
        "/".join(dict.fromkeys(_edtf(day) for day in (earliest, latest))),
        (*(own.dating.reasons if own else ()), *english(reasons)),
        False,
        (*(own.dating.arabic if own else ()), *arabic(reasons)),
    )
    evidence = (*(span for x in told for span in x.evidence), *(own.evidence if own else ()))
    rule = "dating.cites" if low else "dating.cited"
    return ComparedDating(board.corpus.document(row.id).id, dating, evidence, rule)


def _earliest(board: Board, row: TextRow, beside: Sequence[str]) -> Iterator[_Limit]:
    """For each outlet that a text cites for a passage the day of the first text that the outlet has it in."""
    cited: dict[str, list[tuple[str, tuple[Span, Span] | None]]] = {}
    for other in beside:
        outlet = board.corpus.document(other).publisher
        if outlet:
            cited.setdefault(outlet, []).append((other, _cites(board, row, other)))
    for outlet, texts in cited.items():
        named = [(_given(board, other), evidence) for other, evidence in texts if evidence is not None]
        known = [(day, evidence) for day, evidence in named if day is not None]
        if known and len(known) == len(named):
            (first, value), evidence = min((day, evidence) for day, evidence in known)
            why = say("dating.yaml", "cites", words=board.flat(evidence[0]), name=outlet, date=value)
            yield _Limit(first, True, why, evidence)


def _latest(board: Board, row: TextRow, beside: Mapping[str, set[str]]) -> Iterator[_Limit]:
    """The days of dated texts that cite a text's outlet for a passage which no other text of the outlet shares with
    them."""
    outlet = board.corpus.document(row.id).publisher
    for other in sorted(beside[row.id]):
        evidence, day = _cites(board, board.by_id[other], row.id), _given(board, other)
        same = [text for text in beside[other] if board.corpus.document(text).publisher == outlet]
        if evidence is not None and day is not None and same == [row.id]:
            document = board.corpus.document(other)
            name = document.publisher or document.title or document.name
            why = say("dating.yaml", "cited", words=board.flat(evidence[0]), name=name, date=day[1])
            yield _Limit(day[0], False, why, evidence)


def _given(board: Board, text: str) -> tuple[int, str] | None:
    """The day on which a text was published and its date as it was given; None where it was not, or not to the day."""
    published = board.corpus.document(text).published
    found = days(published.value) if published.certain else None
    return (found[0], str(published.value)) if found and found[0] == found[1] else None


def _cites(board: Board, row: TextRow, other: str) -> tuple[Span, Span] | None:
    """The words by which a text names another's outlet as the source of a passage that both share, and the passage;
    None where it does not, or is of that outlet."""
    outlet = _bare(board.corpus.document(other).publisher or "")
    if not outlet or outlet == _bare(board.corpus.document(row.id).publisher or ""):
        return None
    shared = [side for _, side, _ in board.passages.between(row.id, other)]
    for a in row.attributions.values():
        naming = a.source or a.speaker
        if naming is not None and _bare(board.corpus.words(naming)) == outlet:
            for side in shared:
                if 2 * side.overlap(a.content) >= len(side):
                    return naming, side
    return None


def _bare(name: str) -> tuple[str, ...]:
    """The folded words of an outlet's name without the class nouns before it («صحيفة»)."""
    words = fold(name).split()
    return tuple(dropwhile(lambda word: word in _media(), words))


@cache
def _media() -> frozenset[str]:
    return frozenset(fold(word) for word in load_yaml("ar/attribution-words.yaml")["media"])


def _edtf(day: int) -> str:
    """A day as EDTF; an open side of an interval where there is none."""
    return ".." if abs(day) == FAR else date.fromordinal(day).isoformat()

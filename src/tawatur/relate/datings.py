"""When a text was published, by the texts that it cites or that cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.core.model import ComparedDating, Dating, Document, InferredDating, Span
from tawatur.core.ports import Corpus
from tawatur.relate.board import Board, TextRow, board_of
from tawatur.relate.dates import FAR, bounds, days
from tawatur.relate.kinds import word_stems
from tawatur.resources.sentences import Sentence, arabic, english, say


@dataclass(frozen=True, slots=True)
class _Limit:
    """A day (proleptic ordinal) before which, or after which, a text was not published, why, and the words that say
    so."""

    day: int
    earliest: bool
    why: Sentence
    naming: Span


class Datings:
    """Corpus stage: dates of documents that came without one, where another document tells more than their own words.

    A text that names another's outlet as a source, and shares a passage with it, was published no earlier than that.
    What two texts merely share says nothing: either may be the copy, years later.
    """

    name = "datings"
    version = "1"

    def __call__(self, corpus: Corpus) -> Sequence[ComparedDating]:
        board = board_of(corpus)
        beside: dict[str, set[str]] = {}
        for one, other in board.passages.pairs():
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        undated = (row for row in board.texts if not corpus.document(row.id).published.value)
        found = (_compared(board, row, sorted(beside.get(row.id, ()))) for row in undated)
        return [dating for dating in found if dating is not None]


def _compared(board: Board, row: TextRow, beside: Sequence[str]) -> ComparedDating | None:
    """What the texts that share a passage with one add to its date; None where that is nothing new, or contradicts
    what its own words say."""
    limits = [limit for other in beside for limit in _limits(board, row, board.by_id[other])]
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
        "/".join(_edtf(day) for day in (earliest, latest)),
        (*(own.dating.reasons if own else ()), *english(reasons)),
        False,
        (*(own.dating.arabic if own else ()), *arabic(reasons)),
    )
    evidence = (*(x.naming for x in told), *(own.evidence if own else ()))
    return ComparedDating(board.corpus.document(row.id).id, dating, evidence, "dating.cites")


def _limits(board: Board, row: TextRow, other: TextRow) -> Iterator[_Limit]:
    """What a dated text tells of one without a date that shares a passage with it."""
    known = days(other.dated)
    if known is None:
        return
    document = board.corpus.document(other.id)
    values = {"name": _name(document), "date": str(other.dated)}
    naming = cites(board, row, document)
    if naming is not None:
        why = say("dating.yaml", "cites", words=board.flat(naming), **values)
        yield _Limit(known[0], True, why, naming)
    naming = cites(board, other, board.corpus.document(row.id))
    if naming is not None:
        why = say("dating.yaml", "cited", words=board.flat(naming), **values)
        yield _Limit(known[1], False, why, naming)


def cites(board: Board, row: TextRow, document: Document) -> Span | None:
    """The words by which a text names a document's outlet as a source; None where it does not, or is of that outlet."""
    outlet = word_stems(document.publisher or "")
    if not outlet or outlet == word_stems(board.corpus.document(row.id).publisher or ""):
        return None
    namings = (a.source or a.speaker for a in row.attributions.values())
    return next((n for n in namings if n is not None and outlet <= word_stems(board.corpus.words(n))), None)


def _name(document: Document) -> str:
    return document.publisher or document.title or document.name


def _edtf(day: int) -> str:
    """A day as EDTF; an open side of an interval where there is none."""
    return ".." if abs(day) == FAR else date.fromordinal(day).isoformat()

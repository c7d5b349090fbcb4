"""What a text says in its own voice: clauses that it gives to nobody, what it takes for granted while it reports
somebody, and that somebody spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tawatur.core.model import Attribution, Claim, Span
from tawatur.relate.announcing import Announcing
from tawatur.relate.board import Board
from tawatur.relate.cuts import clause_ranges
from tawatur.relate.origins import STANDING
from tawatur.relate.statements import CLAUSE, TextRow, make_statement
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

#: Share of a clause that an attribution's content must cover for the clause to be somebody's words.
SAID = 0.5
#: Clauses of one sentence that are taken together at most; words before a relative that belong to what it describes.
RUN, HEAD = 3, 3
#: Words before a clause in which hearsay is looked for.
BEFORE = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """A span that a text says in its own voice, with its content words and those of them that are no names. `act`:
    the attribution, where it tells that somebody spoke; `beside`: where it is taken for granted in somebody's words."""

    text: int
    span: Span
    content: frozenset[int]
    plain: frozenset[int]
    headline: bool
    act: Attribution | None = None
    beside: Attribution | None = None


def tellings(board: Board, row: TextRow) -> list[Telling]:
    """Every telling of a text: runs of clauses, relative clauses on what somebody's words are about, acts of speech."""
    runs = (r for run in own_runs(board, row) for r in _windows(run) if not _relative(board, row, r[0]))
    found = [_telling(board, row, first, last) for first, last in runs]
    for a in row.attributions.values():
        found += [replace(_telling(board, row, *r), beside=a) for r in granted(board, row, a)]
        found += [replace(_telling(board, row, *r), act=a) for r in acts(row, a)]
    return [t for t in found if t.plain and not _background(row, t)]


def _telling(board: Board, row: TextRow, first: int, last: int) -> Telling:
    span = row.words.span(first, last)
    headline = any(h.contains(span) for h in row.headlines)
    names = {actor for a, b, actor in row.names if span.start < b and a < span.end}
    told = words_of(board, row, span)
    return Telling(row.number, span, told, told - {board.actor_number(n) for n in names}, headline)


def _background(row: TextRow, t: Telling) -> bool:
    """Whether a telling states nothing but what lasts (who leads what, what lies where): nobody needs a source."""
    inside = [s for s in row.statements if s.type and t.span.contains(s.span)]
    return bool(inside) and t.act is None and all(s.type in STANDING and not s.time for s in inside)


def words_of(board: Board, row: TextRow, span: Span) -> frozenset[int]:
    """The content words under a span, a name counting as one."""
    return make_statement(board, row, Claim(span, board.corpus.document(row.id).id, CLAUSE, None, ())).content


def _windows(run: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for at, (first, _) in enumerate(run):
        for _, last in run[at : at + RUN]:
            yield first, last


def own_runs(board: Board, row: TextRow) -> Iterator[list[tuple[int, int]]]:
    """Word ranges of clauses that follow one another in a sentence and are nobody's words."""
    stems = board.stem_words
    announcing = Announcing(row.attributions.values(), row.place, lambda at: stems[row.words.stems[at]])
    for sentence in range(len(row.words.sentences)):
        run: list[tuple[int, int]] = []
        for clause in clause_ranges(board.corpus, row.words, row.attributions.values(), sentence):
            first, last = announcing.own(*clause)
            if (
                first < last
                and not _said(board, row, row.words.span(first, last))
                and not hearsay(board, row, first, last)
            ):
                run.append((first, last))
            elif run:
                yield run
                run = []
        if run:
            yield run


def _said(board: Board, row: TextRow, span: Span) -> bool:
    said = (*(a.content for a in row.attributions.values()), *row.bylines)
    if any(other.overlap(span) >= SAID * len(span) for other in said):
        return True
    head = next((h for h in row.headlines if h.contains(span)), None)
    return head is not None and _opened_by_name(board, row, head)


def _opened_by_name(board: Board, row: TextRow, head: Span) -> bool:
    """Whether a headline begins with a name and a colon: its source («بلدية الميناء: الرصيف مغلق»)."""
    before = board.corpus.words(head).partition(":")
    end = head.start + len(before[0])
    return bool(before[1]) and any(a - head.start <= 2 and end - b <= 2 for a, b, _ in row.names)


def hearsay(board: Board, row: TextRow, first: int, last: int) -> bool:
    """Whether words `[first, last)`, or those right before them in the sentence, name reports that nobody signs
    («معلومات عن …», «وسط أنباء عن …»)."""
    words, stems = row.words, board.stem_words
    at = max(words.sentences[words.sentence[first]][0], first - BEFORE)
    named = [stems[words.stems[n]] for n in range(at, last)]
    return any(a in _reports() and b in _about() for a, b in pairwise(named))


@cache
def _reports() -> frozenset[str]:
    return frozenset(stem(fold(f)) for f in load_yaml("ar/sources-words.yaml")["hearsay"])


@cache
def _about() -> frozenset[str]:
    return frozenset(stem(fold(f)) for f in ("عن", "حول", "بشأن", "تفيد", "تتحدث", "تشير", "بأن", "أن", "إن", "بان"))


def granted(board: Board, row: TextRow, a: Attribution) -> Iterator[tuple[int, int]]:
    """What a text takes for granted in the words that it gives to somebody: relative clauses on a thing that these are
    about («انتقد الوزير الغارة التي دمرت الجسر»), not in a sentence that somebody says («قال إن …»)."""
    if a.parent is not None or a.cue is None:
        return
    first, last = row.place(a.content)
    if first >= last or _opened(board, row, first):
        return
    end = min(last, row.words.sentences[row.words.sentence[first]][1])
    at = next((n for n in range(first + 1, end) if _relative(board, row, n)), None)
    if at is not None and not _given(row, a, row.words.span(at, end)):
        yield max(first, at - HEAD), end


def _given(row: TextRow, a: Attribution, span: Span) -> bool:
    """Whether a span is what somebody besides the speaker of `a` says."""
    return any(b.id != a.id and 2 * b.content.overlap(span) >= len(span) for b in row.attributions.values())


def _relative(board: Board, row: TextRow, at: int) -> bool:
    """Whether word `at` opens a relative clause."""
    return fold(board.corpus.words(row.words.span(at, at + 1))) in _relatives()


def _opened(board: Board, row: TextRow, first: int) -> bool:
    """Whether what somebody says is opened as a sentence («أن», «إن», a quotation mark)."""
    around = row.words.span(max(0, first - 1), first + 1)
    words = fold(board.corpus.words(around)).split()
    return any(w.strip("\"«“'").removeprefix("ب").removeprefix("ل")[:2] == "ان" for w in words[:1]) or any(
        mark in board.corpus.words(around) for mark in '"«“:'
    )


@cache
def _relatives() -> frozenset[str]:
    return frozenset(fold(f) for f in ("التي", "التى", "الذي", "الذى", "الذين", "اللذين", "اللتين", "اللذان"))


def acts(row: TextRow, a: Attribution) -> Iterator[tuple[int, int]]:
    """That somebody spoke, as a text tells it: from the speaker, or the cue, to the end of what is said."""
    if a.parent is not None or a.cue is None or a.source is None:
        return
    spans = (a.source, a.cue, a.content)
    first, last = row.place(Span(row.id, min(s.start for s in spans), max(s.end for s in spans)))
    if first < last and row.words.sentence[first] == row.words.sentence[last - 1]:
        yield first, last

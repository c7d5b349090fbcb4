"""Who denies and then confirms the same: a history, in which the last word counts and nothing is contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

from tawatur.core.model import Attribution, Force, Span
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

if TYPE_CHECKING:
    from tawatur.relate.board import Board
    from tawatur.relate.statements import TextRow

#: Words after «ثم», «لكن» within which a denial is taken back.
REACH = 5


def histories(board: Board, row: TextRow) -> Iterator[tuple[Attribution, Attribution]]:
    """Denials of a text that their speaker takes back within two sentences, each with the confirmation."""
    rows = sorted(row.attributions.values(), key=lambda a: a.cue or a.content)
    for number, denied in enumerate(rows):
        if denied.force is not Force.DENY or denied.cue is None:
            continue
        for confirmed in rows[number + 1 :]:
            if confirmed.force is not Force.CONFIRM or confirmed.cue is None or confirmed.cue <= denied.cue:
                continue
            near = row.sentence_at(confirmed.cue.start) - row.sentence_at(denied.cue.start) <= 1
            if near and _one_voice(board, denied, confirmed) and _one_matter(board, row, denied, confirmed):
                yield denied, confirmed
                break


def recanted(board: Board, row: TextRow) -> frozenset[str]:
    """Ids of the denials of a text that their speaker takes back."""
    known = cast("dict[int, frozenset[str]]", board.memo.setdefault("recanted", {}))
    if row.number not in known:
        found = {denied.id for denied, _ in histories(board, row)}
        known[row.number] = frozenset(found | {a.id for a in row.attributions.values() if _taken_back(board, row, a)})
    return known[row.number]


def _taken_back(board: Board, row: TextRow, a: Attribution) -> bool:
    """Whether a denial is followed in its sentence by words for taking it back («… نفته ثم عادت فأقرت به»)."""
    if a.force is not Force.DENY or a.cue is None or not row.sentences:
        return False
    sentence = row.sentences[row.sentence_at(a.cue.start)]
    if sentence.end <= a.cue.end:
        return False
    words = [stem(w) for w in fold(board.flat(Span(row.id, a.cue.end, sentence.end))).split()]
    turns = [n for n, w in enumerate(words) if w in _stems("afterwards")]
    return any(w in _stems("confirming") for n in turns for w in words[n + 1 : n + REACH])


@cache
def _stems(group: str) -> frozenset[str]:
    return frozenset(stem(fold(form)) for form in load_yaml("ar/sources-words.yaml")[group])


def denies(board: Board, row: TextRow, chain: list[Attribution]) -> bool:
    """Whether what stands in a chain of attributions is denied in the end: by an odd number of denials that hold.
    What a speaker affirms inside a denial («لا صحة لذلك، بل نؤكد …») is not denied."""
    holding = 0
    for at, a in enumerate(chain):
        if a.force is Force.DENY and a.id not in recanted(board, row):
            holding += not any(b.force is Force.CONFIRM and _one_voice(board, a, b) for b in chain[at + 1 :])
    return holding % 2 == 1


def _one_voice(board: Board, a: Attribution, b: Attribution) -> bool:
    if a.actor and b.actor:
        return board.identities.of(a.actor) == board.identities.of(b.actor)
    return b.source is None or a.source is None


def _one_matter(board: Board, row: TextRow, a: Attribution, b: Attribution) -> bool:
    if a.content.overlap(b.content) or (b.cue and a.content.contains(b.cue)):
        return True
    if len(b.content) < 12:
        return True
    return overlap(board, content(board, row, a.content), content(board, row, b.content)) >= 0.5


def content(board: Board, row: TextRow, span: Span) -> frozenset[int]:
    """The numbers of the content words under a span, and of those whom it names."""
    first, last = row.place(span)
    found = {board.root(s) for s in row.words.stems[first:last]}
    found |= {board.actor_number(actor) for a, b, actor in row.names if span.start <= a and b <= span.end}
    return frozenset(n for n in found if board.tells(n))


def overlap(board: Board, one: frozenset[int], two: frozenset[int]) -> float:
    """The share of the smaller set's words, weighed by rarity, that the other has."""
    least = min(board.told(one), board.told(two))
    return board.told(one & two) / least if least > 0 else 0.0

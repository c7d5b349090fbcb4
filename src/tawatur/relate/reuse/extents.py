"""How far a passage reaches: from the clauses that agree to all that is said, and to the words that say who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.evidence import Scores
from tawatur.relate.reuse.windows import Clauses
from tawatur.relate.statements import TextRow

#: Times its length to which a passage may grow; times the growth of one side that the other may have.
GROWTH, LOPSIDED = 3.5, 2.5


def widened(of: Clauses, scores: Scores, passages: Sequence[Passage]) -> list[Passage]:
    """Passages at the extent at which they agree best: all that a speaker says where both sides say more, and mean then
    no less the same or name the same speaker; with the words that name the speaker. Scores are not made less."""
    whole = [
        replace(p, a0=a0, a1=a1, b0=b0, b1=b1)
        for p in passages
        for a0, a1 in [_said(of.board.texts[p.a], p.a0, p.a1)]
        for b0, b1 in [_said(of.board.texts[p.b], p.b0, p.b1)]
    ]
    before, after = scores.cosines(passages), scores.cosines(whole)
    chosen = [
        w if _both(p, w) and (y >= x or scores.evidence(w).same_voice) else p
        for p, w, x, y in zip(passages, whole, before, after, strict=True)
    ]
    framed = scores.scored([_framed(of, p) if scores.evidence(p).same_voice else p for p in chosen])
    return [replace(f, score=max(f.score, p.score)) for f, p in zip(framed, passages, strict=True)]


def _both(p: Passage, wide: Passage) -> bool:
    """Whether both sides of a passage grow, neither by far more than the other."""
    one, other = (wide.a1 - wide.a0) - (p.a1 - p.a0), (wide.b1 - wide.b0) - (p.b1 - p.b0)
    return max(one, other) <= LOPSIDED * min(one, other)


def _said(row: TextRow, first: int, last: int) -> tuple[int, int]:
    """The whole of what is said where a word range stands in it nearly whole, and it is not much more."""
    words = row.words
    low, high = words.sentences[words.sentence[first]][0], words.sentences[words.sentence[last - 1]][1]
    places = [row.place(a.content) for a in row.attributions.values()]
    around = [(max(start, low), min(stop, high)) for start, stop in places if start < high and stop > low]
    inside = [(x, y) for x, y in around if 5 * (min(y, last) - max(x, first)) >= 4 * (last - first)]
    grown = [(min(x, first), max(y, last)) for x, y in inside]
    near = [(x, y) for x, y in grown if y - x <= GROWTH * (last - first)]
    return max(near, key=lambda place: (place[1] - place[0], -place[0]), default=(first, last))


def _framed(of: Clauses, p: Passage) -> Passage:
    """A passage with the words that say who speaks before it, where both sides have such."""
    a0, b0 = _frame(of, p.a, p.a0, p.a1), _frame(of, p.b, p.b0, p.b1)
    return replace(p, a0=a0, b0=b0) if a0 < p.a0 and b0 < p.b0 else p


def _frame(of: Clauses, text: int, first: int, last: int) -> int:
    """The first word of the speech whose content begins at `first`: the cue's or the source's, in the same sentence."""
    row = of.board.texts[text]
    low = row.words.sentences[row.words.sentence[first]][0]
    begin = first
    for a in row.attributions.values():
        start, stop = row.place(a.content)
        if a.cue and start <= first and first - start <= 2 and stop > first:
            places = [row.place(s)[0] for s in (a.cue, a.source) if s]
            ahead = [at for at in places if low <= at < first]
            begin = min([begin, *ahead])
    return begin

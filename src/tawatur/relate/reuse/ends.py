"""Where copied passages end: on through the sentence as far as the words agree, without words that only one side has to
say who speaks; and what a copy and a retelling that overlap are together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from tawatur.relate.reuse.copies import Passage
from tawatur.relate.reuse.windows import Clauses, trimmed

#: What a word that only one side has costs where a passage grows, in parts of what a shared one gains.
COST = 0.4
#: Words at the end of a sentence that a passage takes along.
SLACK = 3


def settled(of: Clauses, p: Passage) -> Passage:
    """A copied passage with its ends where the two sentences cease to agree, or at their ends where these are near."""
    a0, a1 = _sentence_ends(of, p.a, p.a0, p.a1)
    b0, b1 = _sentence_ends(of, p.b, p.b0, p.b1)
    one, other = of.board.texts[p.a].words.stems, of.board.texts[p.b].words.stems
    tail = _agreeing(one[p.a1 : a1], other[p.b1 : b1])
    head = _agreeing(one[a0 : p.a0][::-1], other[b0 : p.b0][::-1])
    grown = replace(p, a0=p.a0 - head[0], a1=p.a1 + tail[0], b0=p.b0 - head[1], b1=p.b1 + tail[1])
    snapped = replace(
        grown,
        a0=a0 if grown.a0 - a0 <= SLACK else grown.a0,
        a1=a1 if a1 - grown.a1 <= SLACK else grown.a1,
        b0=b0 if grown.b0 - b0 <= SLACK else grown.b0,
        b1=b1 if b1 - grown.b1 <= SLACK else grown.b1,
    )
    left, right = of.content(p.a, snapped.a0, snapped.a1), of.content(p.b, snapped.b0, snapped.b1)
    a0, a1 = trimmed(of, p.a, snapped.a0, snapped.a1, right)
    b0, b1 = trimmed(of, p.b, snapped.b0, snapped.b1, left)
    return replace(p, a0=a0, a1=a1, b0=b0, b1=b1)


def _sentence_ends(of: Clauses, text: int, first: int, last: int) -> tuple[int, int]:
    words = of.board.texts[text].words
    return words.sentences[words.sentence[first]][0], words.sentences[words.sentence[last - 1]][1]


def _agreeing(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """How many words from the beginning of two sequences belong together: where agreement outweighs the rest most."""
    best, gain, at = 0.0, 0.0, (0, 0)
    for step in Indel.opcodes(one, other):
        same = step.tag == "equal"
        gain += step.src_end - step.src_start if same else -COST * (step.src_end - step.src_start)
        gain -= 0 if same else COST * (step.dest_end - step.dest_start)
        if gain > best:
            best, at = gain, (step.src_end, step.dest_end)
    return at


def united(of: Clauses, copied: Sequence[Passage], retold: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Copies and retellings that do not overlap: what is mostly the same passage found twice becomes one, as far as
    either reaches; of other retellings that touch a copy nothing stays."""
    by_pair: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for c in copied:
        by_pair[c.a, c.b].append(c)
    kept: list[Passage] = []
    for p in retold:
        copies = by_pair[p.a, p.b]
        touched = [c for c in copies if _meet(c, p)]
        if not touched:
            kept.append(p)
        elif len(touched) == 1 and _within(touched[0], p):
            copies[copies.index(touched[0])] = _union(of, touched[0], p)
    return [c for pair in sorted(by_pair) for c in by_pair[pair]], kept


def _meet(c: Passage, p: Passage) -> bool:
    return shared(c.a0, c.a1, p.a0, p.a1) > 0 or shared(c.b0, c.b1, p.b0, p.b1) > 0


def _within(c: Passage, p: Passage) -> bool:
    """Whether a copy lies, nearly all of it, in a retold passage on both sides."""
    one, other = shared(c.a0, c.a1, p.a0, p.a1), shared(c.b0, c.b1, p.b0, p.b1)
    return 5 * one >= 4 * (c.a1 - c.a0) and 5 * other >= 4 * (c.b1 - c.b0)


def _union(of: Clauses, c: Passage, p: Passage) -> Passage:
    a0, a1, b0, b1 = min(c.a0, p.a0), max(c.a1, p.a1), min(c.b0, p.b0), max(c.b1, p.b1)
    one, other = of.board.texts[c.a].words.stems[a0:a1], of.board.texts[c.b].words.stems[b0:b1]
    return Passage(c.a, c.b, a0, a1, b0, b1, Indel.normalized_similarity(one, other))


def shared(a0: int, a1: int, b0: int, b1: int) -> int:
    """How many words two ranges share."""
    return max(0, min(a1, b1) - max(a0, b0))

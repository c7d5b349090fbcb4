"""Words that deny: which of two texts denies the very word with which both go on, and how much a statement denies."""

from __future__ import annotations

import re
from functools import cache

from tawatur.core.model import Force
from tawatur.extract.attributions.lexicon import single_readings
from tawatur.relate.alignment import Alignment, Change, Range, home
from tawatur.relate.board import Board
from tawatur.relate.statements import TextRow
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Words after a negation in a change, and words in their place: where there are more, more than that is told anew.
AFTER, INSTEAD = 3, 2
#: Words beside a change in which a negation that stands elsewhere is looked for; words after it for «only».
BESIDE, REACH = 3, 7
#: Words before a statement in which a denial of it is looked for.
BEFORE = 3
#: «That», folded, with what is written on to it: what is denied before it is another statement («لا شك في أن …»).
_THAT = re.compile("[وبف]?ان(ه|ها|هم|هما|نا|ي)?$")
#: Letters that a form of a verb keeps at least.
ROOT = 3
_PERSONS, _ENDINGS = "ينتا", ("وا", "ون", "ين", "ان", "ت", "ا", "ن")


def denied(board: Board, alignment: Alignment, change: Change) -> bool:
    """Whether the left text denies, by one word of negation, what the right one says with the same next word."""
    left, right = alignment.left, alignment.right
    ours, theirs = folded(board, left, change.left), folded(board, right, change.right)
    at = [n for n, w in enumerate(ours) if w in word_group("negators")]
    if len(at) != 1 or len(theirs) > INSTEAD or len(ours) - at[0] - 1 > AFTER:
        return False
    if _negates_elsewhere(board, right, change.right) or not _denies(board, left, change.left[0] + at[0]):
        return False
    carried, plain = ([w for w in words if not _carrier(w)] for words in (ours[at[0] + 1 :], theirs))
    if not carried and not plain:
        return change.left[1] in alignment.there
    return len(carried) == len(plain) == 1 and bool(_forms(carried[0]) & _forms(plain[0]))


def negating(board: Board, row: TextRow, place: Range) -> list[int]:
    """The words of negation among words of a text, «ما» too."""
    words = zip(range(*place), folded(board, row, place), strict=True)
    return [n for n, w in words if w in word_group("negators") or w in ("ما", "وما", "فما")]


def denials(board: Board, row: TextRow, place: Range) -> int:
    """How many words deny or refuse something, of words of a text and the few right before them, after the last «that»
    there."""
    low, _ = home(row, place)
    before = folded(board, row, (max(low, place[0] - BEFORE), place[0]))
    opened = max((n + 1 for n, w in enumerate(before) if _THAT.match(w)), default=0)
    first = place[0] - len(before) + opened
    words = zip(range(first, place[1]), folded(board, row, (first, place[1])), strict=True)
    return sum(_denies(board, row, n) if w in word_group("negators") else _refuses(w) for n, w in words)


def _refuses(word: str) -> bool:
    """Whether a folded word may be a form of a cue of denying or refusing («نفى», «رفضت»)."""
    return any(reading.entry.force is Force.DENY for reading in single_readings(word))


def folded(board: Board, row: TextRow, place: Range) -> list[str]:
    """Words of a text, folded, without «و» and «ف» before a word of negation."""
    found = [fold(board.corpus.words(row.words.span(n, n + 1))) for n in range(*place)]
    return [w[1:] if w[:1] in "وف" and w[1:] in word_group("negators") else w for w in found]


@cache
def word_group(group: str) -> frozenset[str]:
    """The words of a group of `edits.yaml`, folded."""
    return frozenset(fold(w) for w in load_yaml("ar/edits.yaml")[group])


def _negates_elsewhere(board: Board, row: TextRow, changed: Range) -> bool:
    """Whether a text has a negation of its own beside words of it."""
    first, last = changed
    low, high = home(row, changed)
    near = (max(low, first - BESIDE), min(max(high, last), last + BESIDE))
    return not word_group("negators").isdisjoint(folded(board, row, near))


def _denies(board: Board, row: TextRow, at: int) -> bool:
    """Whether a word of negation denies what follows: not «لا يزال», «لا … فحسب», «أم لا», «دون الثامنة عشرة»."""
    low, high = home(row, (at, at + 1))
    after = folded(board, row, (at + 1, min(high, at + 1 + REACH)))
    before = folded(board, row, (max(low, at - 1), at))
    if not after or after[0] in word_group("no_negation_before") or not word_group("only").isdisjoint(after):
        return False
    numbered = any(q.span.start <= row.words.starts[at + 1] < q.span.end for q in row.quantities)
    return not numbered and word_group("whether").isdisjoint(before)


def _carrier(word: str) -> bool:
    return word in word_group("carriers") or (word[:1] in "وفس" and word[1:] in word_group("carriers"))


def _forms(word: str) -> frozenset[str]:
    """What a verb may be without conjunction, future, person and ending: forms of one verb have one in common."""
    bare = {word, word[1:] if word[:1] in "وف" else word}
    bare |= {w[1:] for w in bare if w[:1] == "س"}
    bare |= {w[1:] for w in bare if w[:1] and w[0] in _PERSONS}
    bare |= {w.removesuffix(e) for w in bare for e in _ENDINGS}
    return frozenset(w for w in bare if len(w) >= ROOT)

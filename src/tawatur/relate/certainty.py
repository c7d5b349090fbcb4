"""How certain a statement is put: by the hedges and boosters in its words and around them (0 open .. 1 certain)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import cast

from tawatur.core.model import Force, Modality, Span
from tawatur.relate.board import Board
from tawatur.relate.statements import Statement, TextRow
from tawatur.resources.lexicon import Lexicon
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.tokens import Token, tokens
from tawatur.text.view import TextView

#: Where words without hedge or booster stand.
PLAIN = 0.7
#: Hedges that a negation before them makes a firm statement («لا يمكن»), and negations.
_POSSIBLE = frozenset(("hedge.possible", "hedge.likely"))
_NOT = frozenset(("لا", "لم", "لن", "ولا", "ولم", "ولن", "فلا", "غير"))
_PARTICLES = ("و", "ف", "ب")
_WORD = re.compile(r"[^\W\d_]+")
_MODALITY = {Modality.POSSIBLE: 0.4, Modality.ALLEGED: 0.6, Modality.PLANNED: 0.6}


@cache
def _lexicon() -> Lexicon[tuple[str, float]]:
    rows = load_yaml("ar/hedges.yaml")
    forms = [(f, (str(r["id"]), float(r["strength"]))) for r in rows for f in r["forms"] if len(f.split()[-1]) > 1]
    return Lexicon(forms, _PARTICLES)


@cache
def _begins() -> frozenset[str]:
    """Folded words with which what weakens or strengthens may begin, behind particles or without."""
    words = {fold(f).split()[0] for r in load_yaml("ar/hedges.yaml") for f in r["forms"]} | {"قد"}
    return frozenset(particle + word for word in words for particle in ("", *_PARTICLES))


def hedges(text: str) -> Iterator[tuple[int, int, float]]:
    """Offsets in `text` of words that weaken or strengthen, with their strength."""
    if _begins().isdisjoint(_WORD.findall(fold(text))):
        return
    view = TextView.of(text)
    found = tokens(view)
    for match in _lexicon().scan(found):
        if match.first and match.entry[0] in _POSSIBLE and found[match.first - 1].key in _NOT:
            continue
        start, end = view.span(found[match.first].start + match.prefix, found[match.last - 1].end)
        yield start, end, match.entry[1]
    for one, two in pairwise(found):
        if one.key in ("قد", "وقد", "فقد") and _imperfect(two):
            yield (*view.span(one.start, one.end), 0.4)


def marks(board: Board, row: TextRow, sentence: int) -> Sequence[tuple[Span, float]]:
    """The words of one of a text's sentences that weaken or strengthen, with their strength; read once."""
    known = cast("dict[tuple[int, int], Sequence[tuple[Span, float]]]", board.memo.setdefault("hedges", {}))
    if (row.number, sentence) not in known:
        span = row.sentences[sentence]
        found = hedges(board.corpus.words(span))
        known[row.number, sentence] = tuple((Span(row.id, span.start + a, span.start + b), s) for a, b, s in found)
    return known[row.number, sentence]


def _imperfect(token: Token) -> bool:
    """Whether a word after «قد» is a verb in the imperfect for sure: past forms begin with ت as well."""
    return len(token.key) > 3 and (token.key[0] in "ين" or token.key in ("تكون", "تصبح", "تصل", "تؤدي", "تودي"))


def certainty(board: Board, statement: Statement) -> float:
    """The lowest strength of what a statement stands in: words inside it, its modality, the attributions' force."""
    known = cast("dict[str, float]", board.memo.setdefault("certainty", {}))
    if statement.claim.id not in known:
        known[statement.claim.id] = _certainty(board, statement)
    return known[statement.claim.id]


def _certainty(board: Board, statement: Statement) -> float:
    inside = [strength for _, _, strength in hedges(board.corpus.words(statement.span))]
    lowest = min([*inside, _MODALITY.get(statement.modality, PLAIN)])
    for a in board.chain(statement):
        if a.force is Force.SPECULATE:
            lowest = min(lowest, 0.5)
    return lowest if lowest < PLAIN else max([*inside, PLAIN])

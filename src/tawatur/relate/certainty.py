"""How certain a statement is put: by the hedges and boosters in its words and around them (0 open .. 1 certain)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import cast

from tawatur.core.model import Force, Modality
from tawatur.relate.board import Board, Statement
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
_MODALITY = {Modality.POSSIBLE: 0.4, Modality.ALLEGED: 0.6, Modality.PLANNED: 0.6}


@cache
def _lexicon() -> Lexicon[tuple[str, float]]:
    rows = load_yaml("ar/hedges.yaml")
    forms = [(f, (str(r["id"]), float(r["strength"]))) for r in rows for f in r["forms"] if len(f.split()[-1]) > 1]
    return Lexicon(forms, ("و", "ف", "ب"))


@cache
def _any() -> re.Pattern[str]:
    """Finds in a folded text whether any of the words can stand there at all."""
    words = {fold(f).split()[0] for r in load_yaml("ar/hedges.yaml") for f in r["forms"]} | {"قد"}
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def hedges(text: str) -> Iterator[tuple[int, int, float]]:
    """Offsets in `text` of words that weaken or strengthen, with their strength."""
    if not _any().search(fold(text)):
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

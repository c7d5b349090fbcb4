"""The stance model: whether two passages say the same (agree), contradict each other (disagree) or do neither (other).

A passage is a claim with the words around it, or a whole headline. One small encoder reads both in one row, run by
onnxruntime. Every piece carries a mark: to which passage it belongs, whether to the claim or to what stands around it,
and whether its word stands, by its stem, in the other claim too. Stance has no direction: the passages of a pair are
put in one order before they are read. Every reading is a run of its own on one thread, so that what comes out depends
on nothing but the pair. How the weights were made, from which data and under which licence: `weights/STANCE.md`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from tawatur.backends.decoding import softmax
from tawatur.backends.surface import tokenize
from tawatur.backends.tagger import load_tokenizer, onnx_session, weights_folder
from tawatur.backends.unigram import BOS, EOS, UnigramTokenizer
from tawatur.text.normalise import fold, light
from tawatur.text.stems import stem

__all__ = ["LABELS", "Passage", "Stance", "StanceReading", "pair_row"]

Label = Literal["agree", "disagree", "other"]
LABELS: tuple[Label, ...] = ("agree", "disagree", "other")
MARKS = 9  # start and ends; then by side, in the claim or around it, word alone or shared
MAX_PIECES = 64  # of one claim
MAX_AROUND = 24  # pieces before a claim, and after it
MAX_WORD_PIECES = 12

Row = tuple[NDArray[np.int64], NDArray[np.int64]]
Run = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class StanceReading:
    """A pair's label, and the probability of each label in the order of `LABELS` (they sum to 1)."""

    label: Label
    probabilities: tuple[float, float, float]


class Passage(NamedTuple):
    """A claim and the words of its sentence before and after it."""

    claim: str
    before: str = ""
    after: str = ""


class _Word(NamedTuple):
    """A word as pieces, and its stem."""

    pieces: tuple[int, ...]
    key: str


def _words(text: str, tokenizer: UnigramTokenizer) -> list[_Word]:
    """Words with vowel marks dropped and digits made ASCII."""
    tokens = [token.text for token in tokenize(light(text))]
    return [_Word(tokenizer.word(t)[:MAX_WORD_PIECES], stem(key) if (key := fold(t)) else "") for t in tokens]


def _cut(words: Sequence[_Word], others: frozenset[str], mark: int, limit: int) -> list[tuple[int, int]]:
    """At most `limit` pieces of words with their marks: `mark`, or one more where the other claim has the word."""
    return [(piece, mark + (word.key in others)) for word in words for piece in word.pieces][:limit]


def pair_row(first: Passage, second: Passage, tokenizer: UnigramTokenizer) -> Row:
    """The piece ids and marks of one row that holds both passages, long ones cut.

    Marks: 0 for start and ends; 1 and 2 the first claim, 3 and 4 what stands around it, 5 to 8 the second likewise; the
    even ones are words that stand in the other claim too.
    """
    parts = [[_words(part, tokenizer) for part in (p.before, p.claim, p.after)] for p in (first, second)]
    keys = [frozenset(word.key for word in claim) - {""} for _, claim, _ in parts]
    row = [(BOS, 0)]
    for side, (before, claim, after) in enumerate(parts):
        others, mark = keys[1 - side], 1 + 4 * side
        row += _cut(before, others, mark + 2, sys.maxsize)[-MAX_AROUND:]
        row += _cut(claim, others, mark, MAX_PIECES)
        row += [*_cut(after, others, mark + 2, MAX_AROUND), (EOS, 0)]
    ids, marks = zip(*row, strict=True)
    return np.array(ids, dtype=np.int64), np.array(marks, dtype=np.int64)


def onnx_run(path: Path) -> Run:
    """A function from the ids and marks of one row to three logits, on one thread."""
    session = onnx_session(path)

    def run(ids: NDArray[np.int64], marks: NDArray[np.int64]) -> NDArray[np.float32]:
        out: NDArray[np.float32] = session.run(["logits"], {"ids": ids[None], "mark": marks[None]})[0][0]
        return out

    return run


class Stance:
    """Reads pairs of passages; make one with `load`."""

    def __init__(self, run: Run, tokenizer: UnigramTokenizer, threads: int = 1) -> None:
        if threads < 1:
            raise ValueError("a stance model needs at least one thread")
        self._run, self._tokenizer, self._threads = run, tokenizer, threads

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Stance:
        """Load `stance.onnx` and `stance-vocabulary.json` from a folder (the package's own when None).

        Arguments: the folder, and on how many threads to read. Raises FileNotFoundError where a file is absent,
        ValueError where the weights expect other labels.
        """
        folder = path or weights_folder()
        vocabulary = folder / "stance-vocabulary.json"
        labels = json.loads(vocabulary.read_text(encoding="utf-8"))["labels"]
        if tuple(labels) != LABELS:
            raise ValueError(f"{vocabulary}: labels {labels}, expected {list(LABELS)}")
        return cls(onnx_run(folder / "stance.onnx"), load_tokenizer(vocabulary), threads)

    def predict(self, pairs: Sequence[tuple[Passage, Passage]]) -> list[StanceReading]:
        """Read pairs, each by itself and once however often it is given; the order within a pair does not matter."""
        known = [(min(pair), max(pair)) for pair in pairs]
        once = list(dict.fromkeys(known))
        with ThreadPoolExecutor(self._threads) as pool:
            read = dict(zip(once, pool.map(self._read, once), strict=True))
        return [read[pair] for pair in known]

    def _read(self, pair: tuple[Passage, Passage]) -> StanceReading:
        values = softmax(self._run(*pair_row(*pair, self._tokenizer))[None])[0]
        probabilities = cast("tuple[float, float, float]", tuple(float(v) for v in values))
        return StanceReading(LABELS[int(values.argmax())], probabilities)

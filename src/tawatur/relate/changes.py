"""The stage of changes: what got lost or grew on the way from one text to another, and inside one."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.ports import Corpus
from tawatur.relate.board import board_of
from tawatur.relate.losses import losses, strongest


class Changes:
    """Corpus stage: links of kind `lost`, the surest first, then flags."""

    name = "changes"
    version = "1"

    def __call__(self, corpus: Corpus) -> Sequence[object]:
        board = board_of(corpus)
        return [*strongest(losses(board))]

"""The stage of changes: what got lost or grew on the way from one text to another, and inside one."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.ports import Corpus
from tawatur.relate.alignment import alignments_of
from tawatur.relate.board import full_board
from tawatur.relate.flags import flags
from tawatur.relate.losses import losses, strongest
from tawatur.relate.stories import related_texts


class Changes:
    """Corpus stage: links of kind `lost`, the surest first, then flags."""

    name = "changes"
    version = "5"

    def __call__(self, corpus: Corpus) -> Sequence[object]:
        board = full_board(corpus)
        related = related_texts(board, corpus)
        alignments = alignments_of(board)
        return [
            *strongest(losses(board, related, alignments)),
            *flags(board, related, alignments),
        ]

"""The stage of changes: what got lost or grew on the way from one text to another, and inside one."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.core.model import Link, LinkKind
from tawatur.core.ports import Corpus
from tawatur.relate.alignment import alignments_of
from tawatur.relate.board import full_board
from tawatur.relate.flags import flags
from tawatur.relate.losses import losses, strongest
from tawatur.relate.passages import Passages
from tawatur.relate.stories import related_texts


class Changes:
    """Corpus stage: links of kind `lost`, the surest first, then flags."""

    name = "changes"
    version = "4"

    def __call__(self, corpus: Corpus) -> Sequence[object]:
        board = full_board(corpus)
        related = related_texts(board, corpus)
        passages = [x for x in corpus.across(Link) if x.kind is LinkKind.REUSE]
        alignments = alignments_of(board, Passages(passages))
        return [
            *strongest(losses(board, related, passages, alignments)),
            *flags(board, related, passages, alignments),
        ]

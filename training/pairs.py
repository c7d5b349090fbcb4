"""Fit the weights by which two statements are scored for saying the same (`tawatur.relate.pairs.Weights`).

    python -m training.pairs --data ../shared/data

`data/pairs.jsonl` holds pairs of passages of the news archive that people judged: same, part (the one is a part of the
other, or they share an event), different, conflict. `data/pair-stories.json` names the articles of each story. Every
story is analysed as a case, the passages are found among its statements, and a logistic regression with a quadratic
penalty tells same from the rest; what it reaches is measured on stories left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tawatur.backends import encoder
from tawatur.pipeline.corpus import CaseCorpus
from tawatur.pipeline.run import add
from tawatur.relate.board import Board, full_board
from tawatur.relate.pairs import Scorer, Weights
from tawatur.stores.sqlite import Case
from training.annotated import news

DATA = Path(__file__).parent / "data"
FOLDS = 8
PENALTY = 1.0
LEAST = 0.6  # overlap of a judged passage and a statement that stands for it
NAMES = tuple(f.name for f in fields(Weights) if f.name != "bias")
Place = tuple[str, int, int]
Floats = NDArray[np.float64]


def statement_at(board: Board, articles: Mapping[str, str], place: Place) -> int | None:
    """The number of the statement that covers a place of an article best; None where none does well."""
    best, found = LEAST, None
    for number, statement in enumerate(board.statements):
        if articles[board.texts[statement.text].id] == place[0]:
            a, b = statement.span.start, statement.span.end
            shared = min(b, place[2]) - max(a, place[1])
            overlap = shared / (max(b, place[2]) - min(a, place[1]))
            if overlap > best:
                best, found = overlap, number
    return found


def rows(texts: Mapping[str, str], pairs: Sequence[Mapping[str, object]]) -> Iterator[tuple[list[float], bool]]:
    """Features of the judged pairs of one story, and whether they are the same; pairs without statements are left
    out."""
    with tempfile.TemporaryDirectory() as work:
        for identity, text in texts.items():
            (Path(work) / f"{identity}.txt").write_text(text, encoding="utf-8", newline="")
        with Case.open(Path(work) / "story.tawatur", create=True) as case:
            add(case, [Path(work)])
            board = full_board(CaseCorpus(case))
            scorer = Scorer(board, encoder.encode)
            scorer.embed_all()
            articles = {}
            for text_id, document_id in case.texts().items():
                document = case.document(document_id)
                articles[text_id] = Path(document.name).stem if document else ""
            for pair in pairs:
                a, b = (statement_at(board, articles, tuple(pair[side])) for side in "ab")  # type: ignore[arg-type]
                if a is not None and b is not None and a != b:
                    features = scorer.features(min(a, b), max(a, b))
                    yield [features[name] for name in NAMES], pair["is"] == "same"


def fitted(x: Floats, y: Floats) -> Floats:
    """Weights and bias of a logistic regression by Newton's method, the penalty in units of each column's deviation."""
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    penalty = np.diag([PENALTY] * x.shape[1] + [1e-6])
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w)
    scaled = w[:-1] / deviation
    return np.append(scaled, w[-1] - scaled @ mean)


def average_precision(scores: Floats, y: Floats) -> float:
    """Average precision of a ranking."""
    right = y[np.argsort(-scores, kind="stable")]
    return float((right * np.cumsum(right) / np.arange(1, len(right) + 1)).sum() / right.sum())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    options = parser.parse_args()
    archive = news(options.data / "news-2013-01" / "articles.jsonl.gz")
    judged = [json.loads(line) for line in (DATA / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    stories = json.loads((DATA / "pair-stories.json").read_text(encoding="utf-8"))
    found = [
        (int(story), features, same)
        for story, articles in stories.items()
        for features, same in rows(
            {i: archive[i][1] for i in articles}, [pair for pair in judged if pair["story"] == int(story)]
        )
    ]
    x, y = np.array([row[1] for row in found]), np.array([row[2] for row in found], np.float64)
    fold = np.array([row[0] for row in found]) % FOLDS
    left_out = np.zeros(len(y))
    for k in range(FOLDS):
        w = fitted(x[fold != k], y[fold != k])
        left_out[fold == k] = x[fold == k] @ w[:-1] + w[-1]
    before = x @ np.array([getattr(Weights(), name) for name in NAMES]) + Weights().bias
    print(f"{len(y)} of {len(judged)} pairs, {int(y.sum())} the same")
    print(
        f"average precision on stories left out {average_precision(left_out, y):.3f}, of the weights as they are",
        end="",
    )
    print(f" {average_precision(before, y):.3f}, of shared words alone {average_precision(x[:, 0], y):.3f}")
    for name, weight in zip((*NAMES, "bias"), fitted(x, y), strict=True):
        print(f"{name:14} {weight:.2f}")


if __name__ == "__main__":
    main()

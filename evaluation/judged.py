"""How well the program ranks pairs of passages by whether they say the same: average precision on pairs people judged.

    python -m evaluation.judged ARTICLES [--json]

ARTICLES is the archive's `articles.jsonl.gz`. `training/data/pairs.jsonl` holds pairs of passages of its articles, by
place: same, part (the one is a part of the other, or they share an event), different, conflict; `pair-stories.json`
names the articles of each story. Every fifth story, on which the stance model did not train, is analysed as a case and
the passages are found among its statements.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from evaluation.stance import average_precision
from tawatur.backends import encoder
from tawatur.pipeline.corpus import CaseCorpus
from tawatur.pipeline.run import add
from tawatur.relate.board import Board, full_board
from tawatur.relate.pairs import Scorer, Settings, joined
from tawatur.relate.readings import readings
from tawatur.stores.sqlite import Case
from training.annotated import news
from training.stance_pairs import HELD, JUDGED

STORIES = JUDGED.parent / "pair-stories.json"
LEAST = 0.6  # overlap of a judged passage and a statement that stands for it
WORST = -99.0
OWN_SCORE = Settings(keep=WORST, hopeless=WORST, most=0)  # of every pair that comes up at all; nothing read
Place = tuple[str, int, int]


def statement_at(board: Board, articles: Mapping[str, str], place: Place) -> int | None:
    """The number of the statement that covers a place of an article best; None where none does well."""
    best, found = LEAST, None
    for number, statement in enumerate(board.statements):
        if not statement.compound and articles[board.texts[statement.text].id] == place[0]:
            a, b = statement.span.start, statement.span.end
            overlap = (min(b, place[2]) - max(a, place[1])) / (max(b, place[2]) - min(a, place[1]))
            if overlap > best:
                best, found = overlap, number
    return found


def scored(texts: Mapping[str, str], pairs: Sequence[Mapping[str, object]]) -> Iterator[tuple[float, bool]]:
    """The program's score of the judged pairs of one story, each of them read, and whether they are the same; pairs of
    which a side is no statement are left out."""
    with tempfile.TemporaryDirectory() as work:
        for identity, text in texts.items():
            (Path(work) / f"{identity}.txt").write_text(text, encoding="utf-8", newline="")
        with Case.open(Path(work) / "story.tawatur", create=True) as case:
            add(case, [Path(work)])
            board = full_board(CaseCorpus(case))
            own = {(p.a, p.b): p.score for p in Scorer(board, encoder.encode, OWN_SCORE).pairs()}
            articles = {}
            for text_id, document_id in case.texts().items():
                document = case.document(document_id)
                articles[text_id] = Path(document.name).stem if document else ""
            placed: list[tuple[tuple[int, int], bool]] = []
            for pair in pairs:
                a, b = (statement_at(board, articles, tuple(pair[side])) for side in "ab")  # type: ignore[arg-type]
                if a is not None and b is not None and a != b:
                    placed.append(((min(a, b), max(a, b)), pair["is"] == "same"))
            read = readings(board, [places for places, _ in placed])
            for (places, same), reading in zip(placed, read, strict=True):
                yield joined(own[places], reading) if places in own else WORST, same


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    archive = news(options.articles)
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    judged = [p for p in judged if p["story"] % HELD == 0]
    stories = json.loads(STORIES.read_text(encoding="utf-8"))
    found = [
        row
        for story, articles in stories.items()
        if int(story) % HELD == 0
        for row in scored({i: archive[i][1] for i in articles}, [p for p in judged if p["story"] == int(story)])
    ]
    figures = {
        "average_precision": round(
            average_precision(np.array([s for s, _ in found]), np.array([float(same) for _, same in found])), 4
        ),
        "pairs": len(found),
        "same": sum(same for _, same in found),
        "judged": len(judged),
    }
    print(json.dumps(figures) if options.json else "\n".join(f"{k:20} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

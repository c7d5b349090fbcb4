"""Words per second and memory of the whole pipeline on a file of articles.

    python -m bench.analysis FILE [--articles N] [--jobs N] [--tagger neural|rules] [--json]

FILE is anything `tawatur add` reads, e.g. a `.jsonl.gz` with one article a line; `--articles` takes the first N lines.
Prints the figures beside their limits; exits with 1 when one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import Summary, ingest, update
from tawatur.stores.sqlite import Case

#: Least words per second on two cores by tagger, and most memory (GB, largest process), as the project promises.
LEAST_WORDS_PER_SECOND = {"rules": 3000, "neural": 2000}
MOST_GIGABYTES = 1.5
#: Most seconds of all corpus stages over the 12,268 articles of the archive, and most memory with them (GB).
MOST_CORPUS_SECONDS, MOST_CORPUS_GIGABYTES = 240, 2.0


def first_lines(source: Path, target: Path, count: int) -> Path:
    """A copy of the first `count` lines of a (gzipped) line file; the file itself for 0."""
    if not count:
        return source
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for _, line in zip(range(count), lines, strict=False):
            out.write(line)
    return target


def measure(source: Path, articles: int, jobs: int, tagger: TaggerName) -> dict[str, float]:
    """Read and analyse `source` in a case of its own; seconds by step, words per second, gigabytes."""
    began: dict[str, tuple[float, float]] = {}

    def progress(step: str, done: int, total: int) -> None:
        if step not in began:
            began[step] = time.perf_counter(), gigabytes()

    with tempfile.TemporaryDirectory() as work:
        path = first_lines(source, Path(work) / "articles.jsonl", articles)
        with Case.open(Path(work) / "bench.tawatur", create=True) as case:
            summary = Summary()
            start = time.perf_counter()
            ingest(case, [path], summary)
            read = time.perf_counter()
            update(case, summary, jobs=jobs, tagger=tagger, progress=progress)
            end = time.perf_counter()
            size = (Path(work) / "bench.tawatur").stat().st_size
    related, document_peak = began["relate"]
    return {
        "articles": summary.analysed,
        "failed": summary.failed,
        "words": summary.words,
        "read_seconds": round(read - start, 2),
        "document_seconds": round(related - read, 2),
        "corpus_seconds": round(end - related, 2),
        "words_per_second": round(summary.words / (end - start)),
        "document_gigabytes": round(document_peak, 2),
        "corpus_gigabytes": round(gigabytes(), 2),
        "case_megabytes": round(size / 1e6, 1),
    }


def gigabytes() -> float:
    """The most memory that this process or one that it waited for has held."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.analysis", description=__doc__.split("\n")[0])
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tagger", choices=("neural", "rules"), default="neural")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    figures = measure(args.source, args.articles, args.jobs, args.tagger)
    least = LEAST_WORDS_PER_SECOND[args.tagger]
    held = (
        figures["words_per_second"] >= least
        and figures["document_gigabytes"] <= MOST_GIGABYTES
        and figures["corpus_seconds"] <= MOST_CORPUS_SECONDS
        and figures["corpus_gigabytes"] <= MOST_CORPUS_GIGABYTES
    )
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value:>12,}")
        print(f"limits: at least {least:,} words/s, documents within {MOST_GIGABYTES} GB, corpus stages within")
        print(f"{MOST_CORPUS_SECONDS} s and {MOST_CORPUS_GIGABYTES} GB: {'held' if held else 'MISSED'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

"""Analyse a gold folder as a user would, export annotations, and score them.

    python -m evaluation.gold DIR [DIR …] [--json] [--errors LAYER] [--tagger neural|rules] [--jobs N]
                              [--scorer FILE] [--texts DIR]

Reads the `.txt` files of each folder, or of `--texts` where the articles stand apart from their gold (with the
`metadata.csv` beside them, if any), into a case of its own, exports
`--format annotations`, and runs the scorer that stands in a folder above DIR (or `../shared/gold/score.py`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tawatur.export.annotations import dump
from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import add
from tawatur.stores.sqlite import Case

ROOT = Path(__file__).resolve().parent.parent


def scorer_for(folder: Path) -> Path:
    """The `score.py` nearest above `folder`, else the shared one; raises FileNotFoundError when there is neither."""
    candidates = [parent / "score.py" for parent in folder.resolve().parents]
    candidates.append(ROOT.parent / "shared" / "gold" / "score.py")
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"No score.py above {folder} and none in ../shared/gold: name one with --scorer.")


def annotate(folder: Path, target: Path, tagger: TaggerName, jobs: int) -> None:
    """Write the annotations of the folder's texts to `target`; raises RuntimeError when a text or stage failed."""
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise FileNotFoundError(f"There are no .txt files in {folder}.")
    with tempfile.TemporaryDirectory() as work, Case.open(Path(work) / "gold.tawatur", create=True) as case:
        summary = add(case, texts, jobs=jobs, tagger=tagger)
        if summary.failures:
            raise RuntimeError("; ".join(f.reason for f in summary.failures))
        target.write_text(dump(case), encoding="utf-8")


def score(folder: Path, texts: Path, scorer: Path, tagger: TaggerName, jobs: int, extra: list[str]) -> str:
    """What the scorer prints for the program's annotations of `texts` against the gold in `folder`."""
    with tempfile.TemporaryDirectory() as work:
        target = Path(work) / "annotations.json"
        annotate(texts, target, tagger, jobs)
        command = [sys.executable, str(scorer), str(folder), str(target), *extra]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gold", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="one JSON object (of objects, by folder, for several)")
    parser.add_argument("--errors", metavar="LAYER", help="also list what a layer missed and made up")
    parser.add_argument("--tagger", choices=("neural", "rules"), default="neural")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scorer", type=Path, help="the score.py to use")
    parser.add_argument("--texts", type=Path, help="the folder with the articles, if it is another")
    args = parser.parse_args(argv)
    extra = (["--json"] if args.json else []) + (["--errors", args.errors] if args.errors else [])
    outputs: dict[str, str] = {}
    for folder in args.folders:
        outputs[str(folder)] = score(
            folder, args.texts or folder, args.scorer or scorer_for(folder), args.tagger, args.jobs, extra
        )
    if args.json:
        figures = {name: json.loads(text) for name, text in outputs.items()}
        print(json.dumps(figures if len(figures) > 1 else next(iter(figures.values())), ensure_ascii=False, indent=1))
    else:
        for name, text in outputs.items():
            print(f"{name}\n{text}" if len(outputs) > 1 else text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

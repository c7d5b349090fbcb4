"""Figures of shipped weights on annotated folders: names and attributions of the tagger alone, without any rule after.

python -m training.evaluate ../shared/gold/seeds ../shared/gold/aleppo [--weights FOLDER] [--json]
python -m training.evaluate --held --data ../shared/data --gold ../shared/gold/train
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tawatur.backends.tagger import Tagger
from training import material, measure
from training.annotated import Article, gold
from training.measure import Count


def figures(tagger: Tagger, articles: list[Article]) -> dict[str, Count]:
    """All counts: names, attributions, facts."""
    return measure.names(tagger, articles) | measure.attributions(tagger, articles) | measure.facts(tagger, articles)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders")
    parser.add_argument(
        "--held", action="store_true", help="also the articles that were held out of the shipped weights"
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--weights", type=Path, help="folder of the weights; the package's own when left out")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tagger = Tagger.load(options.weights, options.threads)
    sets = {folder.name: list(gold(folder)) for folder in options.folders}
    if options.held:
        if options.data is None or options.gold is None:
            parser.error("--held needs --data and --gold")
        sets["held"] = material.by_article(material.read(options.data, options.gold)).held
    counts = {name: figures(tagger, articles) for name, articles in sets.items()}
    if options.json:
        print(json.dumps({s: {k: round(c.f1, 4) for k, c in table.items()} for s, table in counts.items()}, indent=1))
        return
    for name, table in counts.items():
        print(f"== {name}", *measure.lines(table), sep="\n")


if __name__ == "__main__":
    main()

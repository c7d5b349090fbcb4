"""How the shipped stance model reads pairs of headlines, on a CSV file with the columns s1, s2, stance.

    python -m evaluation.stance FILE [--json]

Nothing is learnt from the file, and its labels are read only to count. `macro_f1` is the mean of the F1 of agree,
disagree and other.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tawatur.backends.stance import LABELS, Passage, Stance


@dataclass(frozen=True)
class Figures:
    """Macro F1, precision, recall, F1 and number of gold pairs by label, and counts by (gold, read) label."""

    macro_f1: float
    per_class: dict[str, dict[str, float]]
    confusion: dict[tuple[str, str], int]


def read(path: Path) -> tuple[list[tuple[Passage, Passage]], list[str]]:
    """Pairs and gold labels of a CSV file. Raises ValueError for a missing column or a label that is none of the
    three."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        pairs = [(Passage(row["s1"]), Passage(row["s2"])) for row in rows]
        labels = [row["stance"].strip() for row in rows]
    except KeyError as error:
        raise ValueError(f"{path} has no column {error}") from None
    unknown = sorted(set(labels) - set(LABELS))
    if unknown:
        raise ValueError(f"{path}: unknown stance {', '.join(unknown)}")
    return pairs, labels


def figures(gold: Sequence[str], found: Sequence[str]) -> Figures:
    """Count. A label that is neither in the gold nor read has F1 0."""
    confusion = Counter(zip(gold, found, strict=True))
    per_class: dict[str, dict[str, float]] = {}
    for label in LABELS:
        hit = confusion[label, label]
        in_gold, in_found = list(gold).count(label), list(found).count(label)
        scores = (hit / max(1, in_found), hit / max(1, in_gold), 2 * hit / max(1, in_gold + in_found))
        per_class[label] = dict(zip(("precision", "recall", "f1"), scores, strict=True)) | {"gold": in_gold}
    macro = sum(row["f1"] for row in per_class.values()) / len(LABELS)
    return Figures(macro, per_class, {(g, f): confusion[g, f] for g in LABELS for f in LABELS})


def average_precision(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Average precision of a ranking: the mean precision at the places of what is right."""
    ranked = right[np.argsort(-scores, kind="stable")]
    return float((ranked * np.cumsum(ranked) / np.arange(1, len(ranked) + 1)).sum() / ranked.sum())


def table(result: Figures) -> list[str]:
    """The figures as lines to print."""
    lines = [f"macro F1 {result.macro_f1:.4f}", "", f"{'':10}precision  recall      f1    gold"]
    for label, row in result.per_class.items():
        lines.append(f"{label:10}{row['precision']:9.4f}{row['recall']:8.4f}{row['f1']:8.4f}{row['gold']:8.0f}")
    lines += ["", "gold \\ read" + "".join(f"{label:>10}" for label in LABELS)]
    for label in LABELS:
        lines.append(f"{label:11}" + "".join(f"{result.confusion[label, other]:10}" for other in LABELS))
    return lines


def as_json(result: Figures) -> dict[str, object]:
    """The figures as one JSON object: macro_f1, per_class, confusion (gold label, then read label)."""
    return {
        "macro_f1": round(result.macro_f1, 4),
        "per_class": {label: {k: round(v, 4) for k, v in row.items()} for label, row in result.per_class.items()},
        "confusion": {g: {f: result.confusion[g, f] for f in LABELS} for g in LABELS},
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object: macro_f1, per_class, confusion")
    parser.add_argument("--weights", type=Path, help="folder of the weights; the package's own when left out")
    options = parser.parse_args()
    pairs, gold = read(options.file)
    result = figures(gold, [reading.label for reading in Stance.load(options.weights).predict(pairs)])
    print(json.dumps(as_json(result)) if options.json else "\n".join(table(result)))


if __name__ == "__main__":
    main()

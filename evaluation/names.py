"""Measure ``tawatur.names``.

python -m evaluation.names FILE [--json]              pairs: left, right, same (1 or 0), type
python -m evaluation.names --retrieval FILE… [--json]  Latin name, spaced Arabic letters, frequency
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tawatur.names import Comparison, Decision, compare, fold_name, name_keys
from tawatur.names.fold import is_arabic
from tawatur.names.split import is_test, read_pairs
from tawatur.names.translit import alignment_cost, best_arabic

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Rows of a pair file; the header must name left, right, same and type."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["same"] in ("0", "1")
        ]


def scripts(row: Row) -> str:
    """``ar-ar``, ``ar-la`` or ``la-la``."""
    return "-".join(sorted("ar" if is_arabic(row[side]) else "la" for side in ("left", "right")))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def figures(rows: list[Row], found: list[Comparison]) -> dict[str, Any]:
    """Counts by label and decision, precision of merges, recall of merge or propose."""
    counts = Counter((row["same"], c.decision.value) for row, c in zip(rows, found, strict=True))
    same = sum(n for (label, _), n in counts.items() if label == "1")
    other = sum(n for (label, _), n in counts.items() if label == "0")
    merged, false = counts["1", "merge"], counts["0", "merge"]
    return {
        "pairs": len(rows),
        "merge_precision": _ratio(merged, merged + false),
        "false_merges": false,
        "recall": _ratio(merged + counts["1", "propose"], same),
        "merge_recall": _ratio(merged, same),
        "apart_share_of_different": _ratio(counts["0", "apart"], other),
        "same": {d.value: counts["1", d.value] for d in Decision},
        "different": {d.value: counts["0", d.value] for d in Decision},
    }


def evaluate_pairs(rows: list[Row]) -> dict[str, Any]:
    """All figures of a pair file, by type and by scripts, with the errors and the share of kept pairs
    with a common key."""
    found = [compare(row["left"], row["right"], row["type"]) for row in rows]
    report: dict[str, Any] = {"all": figures(rows, found)}
    for title, group in (("by_type", lambda r: r["type"]), ("by_scripts", scripts)):
        names = sorted({group(row) for row in rows})
        report[title] = {}
        for name in names:
            chosen = [(r, c) for r, c in zip(rows, found, strict=True) if group(r) == name]
            report[title][name] = figures([r for r, _ in chosen], [c for _, c in chosen])
    kept = [r for r, c in zip(rows, found, strict=True) if c.decision is not Decision.APART]
    shared = [r for r in kept if name_keys(r["left"], r["type"]) & name_keys(r["right"], r["type"])]
    report["kept_pairs_with_common_key"] = _ratio(len(shared), len(kept))
    report["errors"] = [_error(r, c) for r, c in zip(rows, found, strict=True) if _wrong(r, c)]
    report["proposed_though_different"] = [
        _error(r, c) for r, c in zip(rows, found, strict=True) if r["same"] == "0" and c.decision is Decision.PROPOSE
    ]
    return report


def _wrong(row: Row, found: Comparison) -> bool:
    return found.decision is (Decision.APART if row["same"] == "1" else Decision.MERGE)


def _error(row: Row, found: Comparison) -> dict[str, Any]:
    return {
        **row,
        "decision": found.decision.value,
        "score": found.score,
        "reasons": [r.english for r in found.reasons],
    }


def retrieve(latin: str, pool: list[str], most: int = 5) -> list[tuple[float, str]]:
    """The best Arabic words of the pool for a Latin word, with their costs."""
    near: set[str] = set()
    for guess in best_arabic(latin)[:5]:
        near.update(word for word, _, _ in process.extract(guess, pool, scorer=Levenshtein.distance, limit=80))
    return sorted((alignment_cost(latin, word), word) for word in near)[:most]


def evaluate_retrieval(files: list[Path], size: int, queries: int) -> dict[str, Any]:
    """Recall at 1 and 5 among ``size`` Arabic words, and precision and recall by cost limit, on test rows only."""
    rows = [(fold_name(a), fold_name(b)) for a, b, _ in read_pairs(files) if is_test(a, b)]
    rows = [(a, b) for a, b in rows if a.isascii() and a.isalpha() and b.isalpha()]
    pool = list(dict.fromkeys(b for _, b in rows))[:size]
    inside = set(pool)
    asked = [(a, b) for a, b in rows if b in inside][:queries]
    right: dict[str, set[str]] = {}
    for a, b in rows:
        right.setdefault(a, set()).add(b)
    ranked = [(a, b, retrieve(a, pool)) for a, b in asked]
    at = {k: sum(b in [w for _, w in best[:k]] for _, b, best in ranked) for k in (1, 5)}
    curve = []
    for step in range(2, 31, 2):
        limit = step / 20
        given = [(a, best[0][1]) for a, _, best in ranked if best and best[0][0] <= limit]
        hit = sum(word in right[a] for a, word in given)
        curve.append(
            {
                "cost_limit": limit,
                "answered": len(given),
                "precision": _ratio(hit, len(given)),
                "recall": _ratio(hit, len(ranked)),
            }
        )
    return {
        "queries": len(ranked),
        "pool": len(pool),
        "recall_at_1": _ratio(at[1], len(ranked)),
        "recall_at_5": _ratio(at[5], len(ranked)),
        "curve": curve,
    }


def print_pairs(report: dict[str, Any]) -> None:
    """A table for people."""
    lines = [("all", report["all"]), *report["by_type"].items(), *report["by_scripts"].items()]
    print("group   pairs  merge precision  false merges  recall  merge recall  different kept apart")
    for name, part in lines:
        print(
            f"{name:7} {part['pairs']:5}  {part['merge_precision']!s:>15}  {part['false_merges']:12}"
            f"  {part['recall']!s:>6}"
            f"  {part['merge_recall']!s:>12}  {part['apart_share_of_different']!s:>20}"
        )
    print("kept pairs with a common key:", report["kept_pairs_with_common_key"])
    for title in ("errors", "proposed_though_different"):
        print(f"\n{title} ({len(report[title])}):")
        for row in report[title]:
            pair = f"{row['left']} | {row['right']}"
            print(f"  {row['type']} {row['same']} {row['decision']:8} {pair}: {' '.join(row['reasons'])}")


def print_retrieval(report: dict[str, Any]) -> None:
    """A table for people."""
    print(f"{report['queries']} Latin names, {report['pool']} Arabic words")
    print(f"recall@1 {report['recall_at_1']}  recall@5 {report['recall_at_5']}")
    print("cost limit  answered  precision  recall")
    for row in report["curve"]:
        print(f"{row['cost_limit']:10}  {row['answered']:8}  {row['precision']!s:>9}  {row['recall']!s:>6}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.names", description="Measure the comparison of names.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--retrieval", action="store_true", help="the files are transliteration pairs")
    parser.add_argument("--pool", type=int, default=10000, help="Arabic words to choose from (retrieval)")
    parser.add_argument("--queries", type=int, default=2000, help="Latin names to look up (retrieval)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    started = time.perf_counter()
    if args.retrieval:
        report = evaluate_retrieval(args.files, args.pool, args.queries)
    else:
        report = evaluate_pairs([row for file in args.files for row in read_rows(file)])
    if args.json:
        print(json.dumps(report.pop("all", {}) | report, ensure_ascii=False, indent=1))
        return
    (print_retrieval if args.retrieval else print_pairs)(report)
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()

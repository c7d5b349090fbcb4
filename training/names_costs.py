"""Learn the transliteration cost table of ``tawatur.names`` from pairs of Latin and Arabic name words.

The model is a many-to-many letter alignment (Jiampojamarn, Kondrak and Sherif 2007, "Applying many-to-many alignments
and hidden Markov models to letter-to-phoneme conversion"): Latin chunks of up to three signs (word edges ``^`` and
``$``
count as signs) stand for Arabic chunks of up to two letters, learned by expectation maximisation.
The pairs are Wikidata labels and the name index of ``arabic-name-romanizer`` (see ``tools.name_tables.attested``).
A pair belongs to the training part unless ``tawatur.names.split.is_test`` says otherwise; test rows are never read
here.

    python training/names_costs.py PAIRS.tsv [PAIRS.tsv ...]   writes resources/data/ar/names/translit-costs.tsv
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import defaultdict
from pathlib import Path

from tawatur.names.fold import fold_name
from tawatur.names.split import is_test, read_pairs
from tools.name_tables.attested import from_romanizer

MAX_LATIN, MAX_ARABIC = 3, 2
KEEP = 0.93  # share of pairs kept from the third round on: the rest are translations or wrongly paired words
Pair = tuple[str, str]
Counts = dict[Pair, float]
OUT = Path(__file__).resolve().parents[1] / "src/tawatur/resources/data/ar/names/translit-costs.tsv"


def _steps(latin: str, arabic: str, i: int, j: int) -> list[tuple[int, int, Pair]]:
    """Chunks that end at (i, j), with the point they start from; no chunk is empty on the Latin side."""
    found = []
    for a in range(1, min(MAX_LATIN, i) + 1):
        for b in range(min(MAX_ARABIC, j) + 1):
            if a > 1 and b > 1 and a + b > 4:
                continue
            found.append((i - a, j - b, (latin[i - a : i], arabic[j - b : j])))
    return found


def _initial(pair: Pair) -> float:
    size = len(pair[0].strip("^$")) + len(pair[1])
    return float(0.2**size) * (0.3 if not pair[1] else 1.0)


def expect(latin: str, arabic: str, table: Counts | None) -> tuple[float, Counts]:
    """Forward-backward over one pair: its probability and the expected count of every chunk pair."""
    n, m = len(latin), len(arabic)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    edges: list[tuple[int, int, int, int, Pair, float]] = []
    for i in range(1, n + 1):
        for j in range(m + 1):
            total = 0.0
            for pi, pj, pair in _steps(latin, arabic, i, j):
                before = forward[pi][pj]
                if before == 0.0:
                    continue
                p = _initial(pair) if table is None else table.get(pair, 0.0)
                if p:
                    edges.append((pi, pj, i, j, pair, p))
                    total += before * p
            forward[i][j] = total
    whole = forward[n][m]
    counts: Counts = defaultdict(float)
    if whole <= 0.0:
        return 0.0, counts
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0
    for pi, pj, i, j, pair, p in reversed(edges):
        after = backward[i][j]
        if after:
            backward[pi][pj] += p * after
            counts[pair] += forward[pi][pj] * p * after / whole
    return whole, counts


def maximise(counts: Counts, floor: float) -> Counts:
    """Joint probabilities from expected counts; chunk pairs below ``floor`` counts are dropped."""
    kept = {pair: c for pair, c in counts.items() if c >= floor}
    total = sum(kept.values())
    return {pair: c / total for pair, c in kept.items()}


def train(pairs: list[tuple[str, str, int]], rounds: list[int]) -> Counts:
    """Expected counts after the last round; ``rounds`` gives the number of pairs read in each."""
    table: Counts | None = None
    counts: Counts = {}
    limit = math.inf
    for number, size in enumerate(rounds):
        counts = defaultdict(float)
        seen: list[float] = []
        bad = 0
        for latin, arabic, freq in pairs[:size]:
            p, found = expect(f"^{latin}$", arabic, table)
            cost = -math.log(p) / (len(latin) + len(arabic)) if p > 0 else math.inf
            seen.append(cost)
            if cost > limit:
                bad += 1
                continue
            weight = 1.0 + math.log(freq)
            for pair, c in found.items():
                counts[pair] += c * weight
        table = maximise(counts, 0.3 if number else 0.05)
        limit = sorted(seen)[int(len(seen) * KEEP)] if number else math.inf
        print(f"round {number}: {min(size, len(pairs))} pairs, {bad} set aside, {len(counts)} chunk pairs", flush=True)
    return counts


def costs(counts: Counts, least: float = 6.0, least_share: float = 0.004) -> list[tuple[str, str, float]]:
    """Rows (Latin chunk, Arabic chunk, cost): cost is the mean of −ln P(Arabic|Latin) and −ln P(Latin|Arabic)."""
    by_latin: dict[str, float] = defaultdict(float)
    by_arabic: dict[str, float] = defaultdict(float)
    for (latin, arabic), c in counts.items():
        by_latin[latin] += c
        by_arabic[arabic] += c
    rows = []
    for (latin, arabic), c in sorted(counts.items()):
        if c < least or c / by_latin[latin] < least_share:
            continue
        given_latin, given_arabic = c / by_latin[latin], c / by_arabic[arabic]
        rows.append((latin, arabic, round(-(0.7 * math.log(given_latin) + 0.3 * math.log(given_arabic)), 2)))
    return rows


def borne_names(least: int) -> list[tuple[str, str, int]]:
    """Words of names of the Arab world with at least ``least`` bearers (the index of ``arabic-name-romanizer``)."""
    table = from_romanizer()
    return [
        (latin, arabic, count)
        for arabic, found in sorted(table.items())
        for latin, count in sorted(found.items())
        if count >= least
    ]


def _shuffled(row: tuple[str, str, int]) -> bytes:
    return hashlib.sha256("\t".join(map(str, row)).encode()).digest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    rows_read = list(read_pairs(args.files))
    held_out = {fold_name(latin) for latin, arabic, _ in rows_read if is_test(latin, arabic)}
    pairs = []
    for latin, arabic, freq in sorted(rows_read + borne_names(least=3), key=_shuffled):
        if is_test(latin, arabic) or fold_name(latin) in held_out:
            continue
        left, right = fold_name(latin), fold_name(arabic)
        if left.isascii() and left.isalpha() and right.isalpha() and 2 <= len(left) <= 16 and len(right) <= 14:
            pairs.append((left, right, freq))
    print(len(pairs), "training pairs")
    rows = costs(train(pairs, [6000, 6000, 12000, len(pairs), len(pairs)]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    head = "# latin\tarabic\tcost; learned by training/names_costs.py "
    head += "(Wikidata CC0-1.0, Zerrouki CC0-1.0, DziriNames MIT)\n"
    OUT.write_text(head + "".join(f"{a}\t{b}\t{c:.2f}\n" for a, b, c in rows), encoding="utf-8")
    print(len(rows), "rows,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

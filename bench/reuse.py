"""Which articles share text: ours beside a MinHash pipeline and a character-n-gram approach.

    python -m bench.reuse FILE [--articles N] [--passim PAIRS] [--labels LABELS] [--sample N]

FILE holds one article a line (JSON with id, title, text, outlet). All three find pairs of articles of different
outlets, without retellings: ours by chained sequences of stems; MinHash (rensa, 128 permutations, 32 bands of four)
over sequences of five words; character n-grams by the share of sampled eight-character sequences (one in eight) that
the shorter article has from the longer one. `--passim` gives the share of another tool's passage pairs that ours touch;
`--labels` the precision of each on pairs that a person judged (TSV: id, id, yes or no), by the approaches that found
them; `--sample` draws N pairs to judge.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from rensa import RMinHash, RMinHashLSH

from bench.material import Texts, articles, text_of
from tawatur.relate.reuse.copies import Passage, copies
from tawatur.relate.reuse.units import Vocabulary, Words, read_words

Pairs = set[tuple[int, int]]
Row = dict[str, str]
Approach = Callable[[Sequence[Row]], Pairs]

PERMUTATIONS, BANDS, SHINGLE, ALIKE = 128, 32, 5, 0.25
CHARACTERS, ONE_IN, COMMON, CONTAINED = 8, 8, 200, 0.25


def passages(rows: Sequence[Row]) -> tuple[list[Words], list[Passage]]:
    """Our passages, with the words that they number."""
    texts = Texts(rows)
    vocabulary = Vocabulary()
    words = [read_words(texts, text, vocabulary) for text in texts.texts()]
    return words, copies(words)


def minhash(rows: Sequence[Row]) -> Pairs:
    """Pairs whose sets of word sequences are estimated to be alike enough."""
    index = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    sketches = []
    for number, row in enumerate(rows):
        words = text_of(row).split() or [str(number)]
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update([" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))])
        sketches.append(sketch)
        index.insert(number, sketch)
    found: Pairs = set()
    for number, sketch in enumerate(sketches):
        for other in index.query(sketch):
            if other < number and sketch.jaccard(sketches[other]) >= ALIKE:
                found.add((other, number))
    return found


def characters(rows: Sequence[Row]) -> Pairs:
    """Pairs of which the shorter has enough of its sampled character sequences from the longer."""
    prints = [_prints(text_of(row)) for row in rows]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(prints):
        for value in found.tolist():
            holders[value].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 2 <= len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    return {(a, b) for (a, b), n in shared.items() if n >= CONTAINED * max(1, min(len(prints[a]), len(prints[b])))}


def _prints(text: str) -> np.ndarray:
    letters = np.array([ord(c) for c in text if c.isalnum()], np.uint64)
    count = max(0, len(letters) - CHARACTERS + 1)
    total = np.zeros(count, np.uint64)
    for step in range(CHARACTERS):
        total = (total * np.uint64(1_000_003)) ^ letters[step : step + count]
    total ^= total >> np.uint64(33)
    total *= np.uint64(0xFF51AFD7ED558CCD)
    return np.unique(total[(total >> np.uint64(40)) % np.uint64(ONE_IN) == 0])


def passim_share(words: Sequence[Words], found: Sequence[Passage], path: Path) -> float:
    """The share of the passage pairs in a file that a passage of ours touches on both sides."""
    ours: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for p in found:
        a, b = words[p.a].span(p.a0, p.a1), words[p.b].span(p.b0, p.b1)
        ours[p.a, p.b].append((a.start, a.end, b.start, b.end))
        ours[p.b, p.a].append((b.start, b.end, a.start, a.end))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = [tuple(map(int, line.split("\t"))) for line in lines.readlines()[1:]]
    known = [p for p in pairs if max(p[0], p[1]) < len(words)]
    hit = sum(
        any(a0 < y and x < a1 and b0 < v and u < b1 for x, y, u, v in ours.get((a, b), ()))
        for a, b, a0, a1, b0, b1 in known
    )
    return hit / len(known) if known else 0.0


def labelled(path: Path, rows: Sequence[Row]) -> dict[tuple[int, int], bool]:
    """What a person judged, by numbers of articles, the smaller first."""
    number = {row["id"]: at for at, row in enumerate(rows)}
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        left, right, answer = line.split("\t")
        if left in number and right in number:
            a, b = sorted((number[left], number[right]))
            found[a, b] = answer == "yes"
    return found


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.reuse", description=__doc__.split("\n")[0])
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--passim", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    args = parser.parse_args(argv)
    rows = articles(args.source, args.articles)
    start = time.process_time()
    words, found = passages(rows)
    seconds = {"ours": time.process_time() - start}
    pairs: dict[str, Pairs] = {"ours": {(p.a, p.b) for p in found}}
    for name, approach in (("minhash", minhash), ("characters", characters)):
        start = time.process_time()
        pairs[name] = approach(rows)
        seconds[name] = time.process_time() - start
    pairs = {name: {(a, b) for a, b in of if rows[a]["outlet"] != rows[b]["outlet"]} for name, of in pairs.items()}
    answers = labelled(args.labels, rows) if args.labels else {}
    for name, of in pairs.items():
        alone = len(of - set().union(*(pairs[other] for other in pairs if other != name)))
        print(f"{name:12} {len(of):7,} pairs, {alone:7,} alone, {seconds[name]:6.1f} s of processor")
    for group, members in sorted(_groups(pairs).items()):
        judged = [answers[p] for p in members if p in answers]
        right = f", right {sum(judged)} of {len(judged)} judged" if judged else ""
        print(f"found by {group}: {len(members):,}{right}")
    if args.passim:
        print(f"passage pairs of the other tool that ours touch: {passim_share(words, found, args.passim):.3f}")
    if args.sample:
        _print_sample(rows, pairs, args.sample)
    return 0


def _groups(pairs: dict[str, Pairs]) -> dict[str, list[tuple[int, int]]]:
    """Pairs by the approaches that found them."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for pair in sorted(set().union(*pairs.values())):
        groups["+".join(name for name in pairs if pair in pairs[name])].append(pair)
    return groups


def _print_sample(rows: Sequence[Row], pairs: dict[str, Pairs], count: int) -> None:
    """Pairs to judge, as many of each set of approaches that found them."""
    groups = _groups(pairs)
    chooser = random.Random(1)
    for name, members in sorted(groups.items()):
        for a, b in chooser.sample(members, min(len(members), max(1, count // len(groups)))):
            print(name, rows[a]["id"], rows[b]["id"], sep="\t")


if __name__ == "__main__":
    sys.exit(main())

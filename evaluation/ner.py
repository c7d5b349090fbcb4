"""Names found by the shipped tagger, on a file of «token tag» lines.

    python -m evaluation.ner FILE [--json] [--threads N]

Tags are BIO with PERS or PER, LOC and ORG; MISC and other types are left out of account on both sides. Sentences end
at empty lines and at a lone «.»; a run of more than 150 tokens is cut. Nothing is learnt from the file, and its tags
are read only to count. A strict hit has the same tokens and the same type; an overlap hit has the same type and shares
a token, paired one to one, the best first.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawatur.backends.decoding import bio_spans
from tawatur.backends.tagger import Tagger

TYPES = {"PER": "PER", "PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
LONGEST = 150
TokenSpan = tuple[int, int, str]
Sentence = tuple[list[str], list[str]]


@dataclass
class Count:
    """Hits, gold and found."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def f1(self) -> float:
        """F1, 0 where there is nothing."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 0.0

    def row(self) -> dict[str, float]:
        """Precision, recall and F1, rounded."""
        precision, recall = self.hit / max(1, self.found), self.hit / max(1, self.gold)
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(self.f1(), 4)}


def sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """Words and tags of every sentence."""
    words: list[str] = []
    tags: list[str] = []
    for line in lines:
        fields = line.split()
        if len(fields) >= 2:
            words.append(fields[0])
            tags.append(fields[-1])
        if words and (len(fields) < 2 or fields[0] == "." or len(words) >= LONGEST):
            yield words, tags
            words, tags = [], []
    if words:
        yield words, tags


def spans(tags: Sequence[str]) -> list[TokenSpan]:
    """Spans of the types that count."""
    return [(start, end, TYPES[kind]) for start, end, kind in bio_spans(tags) if kind in TYPES]


def overlaps(gold: Sequence[TokenSpan], found: Sequence[TokenSpan]) -> list[TokenSpan]:
    """The gold spans that have a found one of their type beside them, one to one by intersection over union."""
    rows = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = min(g[1], f[1]) - max(g[0], f[0])
            if g[2] == f[2] and shared > 0:
                rows.append((-shared / (g[1] - g[0] + f[1] - f[0] - shared), i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(rows):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return [gold[i] for i in sorted(used_gold)]


def _count(
    counts: dict[str, Count], gold: Sequence[TokenSpan], found: Sequence[TokenSpan], hits: Sequence[TokenSpan]
) -> None:
    for name in ("", *sorted(set(TYPES.values()))):
        one = counts[name]
        for attribute, rows in (("hit", hits), ("gold", gold), ("found", found)):
            setattr(one, attribute, getattr(one, attribute) + sum(not name or row[2] == name for row in rows))


def measure(tagger: Tagger, material: Sequence[Sentence]) -> dict[str, object]:
    """Figures of a tagger on sentences with gold tags."""
    strict: dict[str, Count] = defaultdict(Count)
    overlap: dict[str, Count] = defaultdict(Count)
    for (_, tags), tagged in zip(material, tagger.tag([words for words, _ in material]), strict=True):
        gold, found = spans(tags), spans(tagged.names)
        _count(strict, gold, found, sorted(set(gold) & set(found)))
        _count(overlap, gold, found, overlaps(gold, found))
    kinds = sorted(set(TYPES.values()))
    per_type = {
        kind: strict[kind].row() | {"overlap_f1": round(overlap[kind].f1(), 4), "gold": strict[kind].gold}
        for kind in kinds
    }
    return {"f1": round(strict[""].f1(), 4), "overlap_f1": round(overlap[""].f1(), 4), "per_type": per_type}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object: f1, overlap_f1, per_type")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--weights", type=Path, help="folder of the weights; the package's own when left out")
    options = parser.parse_args()
    material = list(sentences(options.file.read_text(encoding="utf-8").splitlines()))
    figures = measure(Tagger.load(options.weights, options.threads), material)
    if options.json:
        print(json.dumps(figures))
        return
    print(f"strict F1  {figures['f1']:.4f}\noverlap F1 {figures['overlap_f1']:.4f}")
    per_type = figures["per_type"]
    assert isinstance(per_type, dict)
    for kind, row in per_type.items():
        print(f"{kind:4}", *(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()

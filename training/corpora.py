"""Readers of public token-tagged sets: UNER, the Wojood sample. Every reader yields names under our guide as far as
the set allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

TokenSpan = tuple[int, int, str]  # first token, last token plus one, type
TYPES = {"PER": "PER", "PERS": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}


@dataclass(frozen=True)
class Tagged:
    """A sentence: words as written, one BIO name tag each; `partial` where the set does not annotate MISC."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    partial: bool = True


def bio(size: int, spans: list[TokenSpan]) -> tuple[str, ...]:
    """BIO tags of non-overlapping spans; of overlapping ones the longest (then the first) stays."""
    tags = ["O"] * size
    for start, end, kind in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(tag == "O" for tag in tags[start:end]):
            tags[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)
    return tuple(tags)


def spans_of(tags: tuple[str, ...] | list[str]) -> list[TokenSpan]:
    """The spans of BIO tags; an I that continues nothing opens a span."""
    spans: list[TokenSpan] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            spans.append((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return spans


def uner(path: Path) -> Iterator[Tagged]:
    """Sentences of a Universal NER file in IOB2 (CC BY-SA 4.0)."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        if len(fields) < 3:
            if words:
                yield Tagged(tuple(words), tuple(tags))
            words, tags = [], []
            continue
        kind = TYPES.get(fields[2][2:])
        words.append(fields[1])
        tags.append(fields[2][:2] + kind if kind else "O")


def _nested(rows: list[list[str]]) -> list[TokenSpan]:
    """All spans of a sentence whose rows are lists of IOB tags, one or more a token."""
    out: list[TokenSpan] = []
    open_at: dict[str, int] = {}
    for i, tags in enumerate([*rows, ["O"]]):
        goes_on = {tag[2:] for tag in tags if tag.startswith("I-")}
        begins = {tag[2:] for tag in tags if tag.startswith("B-")}
        for kind in sorted(open_at):
            if kind not in goes_on:
                out.append((open_at.pop(kind), i, kind))
        for kind in sorted(begins | goes_on):
            open_at.setdefault(kind, i)
    return out


@dataclass(frozen=True)
class Convention:
    """Head nouns by which Wojood's spans are cut to our guide."""

    place: frozenset[str]
    common: frozenset[str]
    outside: frozenset[str]

    @staticmethod
    def load(path: Path | None = None) -> Convention:
        """Read the head nouns from `heads.yaml` beside this module."""
        table = yaml.safe_load((path or Path(__file__).parent / "data" / "heads.yaml").read_text(encoding="utf-8"))
        return Convention(*(frozenset(table[key]) for key in ("place", "common", "outside")))

    def bare(self, word: str) -> str:
        """The word without a prefixed particle where what remains is a listed head noun."""
        known = self.place | self.common | self.outside
        for particle in "وبلفك":
            if word.startswith(particle) and word[1:] in known:
                return word[1:]
        return "ال" + word[2:] if word.startswith("لل") and "ال" + word[2:] in known else word

    def cut(self, words: tuple[str, ...], span: TokenSpan, kind: str) -> TokenSpan | None:
        """The span under our guide: class nouns of places and of media outside, a bare common body no name."""
        start, end, _ = span
        head = self.bare(words[start])
        if kind == "LOC":
            while end - start > 1 and self.bare(words[start]) in self.place:
                start += 1
            return None if self.bare(words[start]) in self.place else (start, end, kind)
        if kind == "ORG" and head in self.common and end - start == 1:
            return None
        if kind == "ORG" and head in self.outside and end - start > 1:
            start += 1
        return (start, end, kind)


def wojood(path: Path, convention: Convention) -> Iterator[Tagged]:
    """Sentences of a file of the Wojood sample (MIT), nested tags flattened to the longest names."""
    sentences: list[list[list[str]]] = [[]]
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split()
        if not fields:
            sentences.append([])
        elif fields[0] != "$#$":
            sentences[-1].append(fields)
    parsed = [(tuple(row[0] for row in rows), _nested([row[1:] for row in rows])) for rows in sentences if rows]
    countries = {" ".join(words[a:b]) for words, spans in parsed for a, b, kind in spans if kind == "GPE"}
    for words, spans in parsed:
        kept = []
        for span in spans:
            if span[2] not in TYPES:
                continue
            kind = "LOC" if " ".join(words[span[0] : span[1]]) in countries else TYPES[span[2]]
            cut = convention.cut(words, span, kind)
            if cut:
                kept.append(cut)
        yield Tagged(words, bio(len(words), kept))

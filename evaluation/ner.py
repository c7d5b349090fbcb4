"""Names found by the program, or by the shipped tagger alone, on a file of «token tag» lines.

    python -m evaluation.ner FILE [--json] [--errors] [--tagger neural|rules]
    python -m evaluation.ner FILE --bare [--json] [--errors] [--threads N] [--weights DIR]

Tags are BIO with PERS or PER, LOC and ORG; MISC and other types are left out of account on both sides. Sentences end
at empty lines and at a lone «.»; a run of more than 150 tokens is cut. Nothing is learnt from the file, and its tags
are read only to count. A strict hit has the same tokens and the same type; an overlap hit has the same type and shares
a token, paired one to one, the best first.

Bodies named by a class noun and a nationality alone («الجيش الإيراني») are names under our guide and none under the
guides of such sets, where a nationality is MISC and a class noun no name. Where the file marks nothing in such a body
it is wrong in `f1` and `overlap_f1`, and left out of account in `without_described`.

Such files do not say where an article ends. The program reads them as texts of whole sentences, one a line, a new text
after every 300 tokens: the length of a usual article, so that what it knows of the whole text is neither more nor less
than it has from a user's. With `--bare` the tagger reads the tokens as they are, sentence by sentence, and no rule
follows it.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tawatur.backends.decoding import bio_spans
from tawatur.backends.tagger import Tagger
from tawatur.core.model import Document, EntityType, SourceText
from tawatur.extract.names import Names, voice_for
from tawatur.extract.names.words import name_words, nations
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.names.fold import fold_name

TYPES = {"PER": "PER", "PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
LONGEST = 150
ARTICLE = 300
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


@dataclass(frozen=True)
class Compared:
    """The words of a stretch of text, the names that the file marks in it and those that were found."""

    words: Sequence[str]
    gold: Sequence[TokenSpan]
    found: Sequence[TokenSpan]


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


def articles(material: Iterable[Sentence], size: int = ARTICLE) -> Iterator[list[Sentence]]:
    """Runs of whole sentences of `size` tokens or a little more."""
    article: list[Sentence] = []
    for sentence in material:
        article.append(sentence)
        if sum(len(words) for words, _ in article) >= size:
            yield article
            article = []
    if article:
        yield article


def spans(tags: Sequence[str]) -> list[TokenSpan]:
    """Spans of the types that count."""
    return [(start, end, TYPES[kind]) for start, end, kind in bio_spans(tags) if kind in TYPES]


def read_bare(tagger: Tagger, material: Sequence[Sentence]) -> Iterator[Compared]:
    """What the tagger alone finds, a sentence at a time."""
    for (words, tags), tagged in zip(material, tagger.tag([words for words, _ in material]), strict=True):
        yield Compared(words, spans(tags), spans(tagged.names))


def read_whole(names: Names, material: Sequence[Sentence]) -> Iterator[Compared]:
    """What the program finds, an article at a time; a name counts for every token that it shares a character with."""
    for number, article in enumerate(articles(material)):
        words = [word for line, _ in article for word in line]
        starts: list[int] = []
        text = ""
        for line, _ in article:
            for word in line:
                starts.append(len(text))
                text += word + " "
            text = text[:-1] + "\n"
        document = Document(f"{number:064d}", f"{number}.txt")
        reading = Reading(document, SourceText(document.id, "text/utf-8/1", text))
        reading.add(Segments()(reading))
        found = [
            (*_tokens(starts, mention.span.start, mention.span.end), mention.type.value)
            for mention in names(reading)
            if not mention.nominal and mention.type.value in TYPES
        ]
        yield Compared(words, spans([tag for _, tags in article for tag in tags]), found)


def _tokens(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The tokens (half-open) that a range of characters touches."""
    return bisect_right(starts, start) - 1, bisect_left(starts, end)


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


def described(words: Sequence[str]) -> bool:
    """Whether words are the class noun of a body and nationalities alone («الحكومة اليابانية»)."""
    head, *rest = (fold_name(word) for word in words)
    known = any(form in _bodies() for cut in range(3) for form in (head[cut:], head[cut:].removeprefix("ال")))
    return known and bool(rest) and all(word in nations().nationalities for word in rest)


@cache
def _bodies() -> frozenset[str]:
    """Class nouns for bodies, as names with a nationality begin."""
    known = name_words()
    return known.heads[EntityType.ORG] | known.governments | known.nationality_heads | frozenset(known.body_phrases)


def without_described(row: Compared) -> Compared:
    """What was found without the bodies so described in which the file marks nothing."""

    def left_out(span: TokenSpan) -> bool:
        marked = any(span[0] < end and start < span[1] for start, end, _ in row.gold)
        return span[2] == "ORG" and not marked and described(row.words[span[0] : span[1]])

    return Compared(row.words, row.gold, [span for span in row.found if not left_out(span)])


def _count(counts: dict[str, Count], compared: Compared, hits: Sequence[TokenSpan]) -> None:
    for name in ("", *sorted(set(TYPES.values()))):
        one = counts[name]
        for attribute, rows in (("hit", hits), ("gold", compared.gold), ("found", compared.found)):
            setattr(one, attribute, getattr(one, attribute) + sum(not name or row[2] == name for row in rows))


def measure(rows: Sequence[Compared]) -> dict[str, object]:
    """Figures of what was found against what the file marks; also `without_described` bodies held against it."""
    without = _figures([without_described(row) for row in rows])
    return _figures(rows) | {"without_described": {key: without[key] for key in ("f1", "overlap_f1")}}


def _figures(rows: Iterable[Compared]) -> dict[str, object]:
    strict: dict[str, Count] = defaultdict(Count)
    overlap: dict[str, Count] = defaultdict(Count)
    for row in rows:
        _count(strict, row, sorted(set(row.gold) & set(row.found)))
        _count(overlap, row, overlaps(row.gold, row.found))
    kinds = sorted(set(TYPES.values()))
    per_type = {
        kind: strict[kind].row() | {"overlap_f1": round(overlap[kind].f1(), 4), "gold": strict[kind].gold}
        for kind in kinds
    }
    return {"f1": round(strict[""].f1(), 4), "overlap_f1": round(overlap[""].f1(), 4), "per_type": per_type}


def errors(rows: Iterable[Compared]) -> Iterator[str]:
    """A line for every name that differs: what the file marks, what was found there, and the words around them."""
    for row in rows:
        wrong = sorted({*row.gold} ^ {*row.found})
        while wrong:
            end = wrong[0][1]
            here = []
            while wrong and wrong[0][0] < end:
                here.append(wrong.pop(0))
                end = max(end, here[-1][1])
            first = here[0][0]
            marked, found = (
                " + ".join(f"{span[2]} {' '.join(row.words[slice(*span[:2])])}" for span in here if span in side)
                for side in (row.gold, row.found)
            )
            around = " ".join(row.words[max(0, first - 5) : end + 5])
            yield f"{marked or '-'}\t{found or '-'}\t{around}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--json", action="store_true", help="one JSON object: f1, overlap_f1, per_type, without_described"
    )
    parser.add_argument("--errors", action="store_true", help="also list marked, found and the words around them")
    parser.add_argument("--tagger", choices=("neural", "rules"), default="neural")
    parser.add_argument("--bare", action="store_true", help="the tagger alone, without the rules that follow it")
    parser.add_argument("--threads", type=int, default=1, help="of the bare tagger")
    parser.add_argument("--weights", type=Path, help="the bare tagger's folder, if not the package's")
    options = parser.parse_args()
    material = list(sentences(options.file.read_text(encoding="utf-8").splitlines()))
    if options.bare:
        rows = list(read_bare(Tagger.load(options.weights, options.threads), material))
    else:
        rows = list(read_whole(Names(voice_for(options.tagger)), material))
    figures = measure(rows)
    if options.json:
        print(json.dumps(figures))
    else:
        without, per_type = figures["without_described"], figures["per_type"]
        assert isinstance(without, dict) and isinstance(per_type, dict)
        print(f"strict F1  {figures['f1']:.4f} (without described bodies {without['f1']:.4f})")
        print(f"overlap F1 {figures['overlap_f1']:.4f} (without described bodies {without['overlap_f1']:.4f})")
        for kind, row in per_type.items():
            print(f"{kind:4}", *(f"{key} {value}" for key, value in row.items()))
    if options.errors:
        print(*errors(rows), sep="\n")


if __name__ == "__main__":
    main()

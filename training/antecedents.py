"""Weights of who goes on speaking where a cue names nobody: a log-linear choice among candidates.

    python -m training.antecedents --articles ../shared/data/news-2013-01/articles.jsonl.gz

Fits `src/tawatur/resources/data/ar/antecedents.yaml` to `data/speakers.jsonl` (voices before a cue are the annotated
ones) and prints, and writes beside the weights, how often the choice is right in the texts held out, of which none
trains: a tenth, as for the tagger.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tawatur.core.model import Document, EntityType, Force, Mention, SourceText, Span
from tawatur.extract.attributions.antecedents import Candidate, antecedent, candidates
from tawatur.extract.attributions.assemble import parents
from tawatur.extract.attributions.fuse import cue_of
from tawatur.extract.attributions.model import Content, Opener, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.sources import kind_of
from tawatur.extract.attributions.speakers import goes_on
from tawatur.extract.attributions.voices import Voice, voice_of
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from training.annotated import CharSpan
from training.material import is_held
from training.speakers import Spoken, Told, read, texts_of

OUT = Path("src/tawatur/resources/data/ar/antecedents.yaml")
#: Times that a feature must be seen to have a weight; the strength of the Gaussian prior on weights.
LEAST, PRIOR = 20, 6.0


@dataclass(frozen=True)
class Example:
    """One cue without a source: its candidates, which of them go on speaking, and whether the text is held out."""

    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    held: bool


def examples(texts: Iterable[Told]) -> Iterator[Example]:
    """Every cue without a source of which somebody marked who speaks."""
    for told in texts:
        yield from _Text(told).examples()


class _Text:
    """An annotated text as the program reads it: tokens, names and voices."""

    def __init__(self, told: Told) -> None:
        document = Document(sha256="0" * 64, name=told.id)
        self.told, self.source = told, SourceText(document.id, "plain", told.text)
        self.reading = Reading(document, self.source)
        self.reading.add(Segments()(self.reading))
        names = ((Span(self.source.id, *n.span), EntityType(n.type), n.actor or "") for n in told.names)
        self.reading.add([Mention(span, kind, "", actor) for span, kind, actor in names])
        self.passage = Passage.of(self.reading)
        self.starts = np.array([t.start for t in self.passage.tokens])
        self.ends = np.array([t.end for t in self.passage.tokens])

    def tokens(self, span: CharSpan | None) -> tuple[int, int] | None:
        """The tokens under characters, or None."""
        if span is None:
            return None
        start, end = self.reading.range(Span(self.source.id, *span))
        first, last = int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left"))
        return (first, last) if first < last else None

    def triple(self, spoken: Spoken) -> Triple | None:
        content, cue, source = map(self.tokens, (spoken.content, spoken.cue, spoken.source))
        if content is None:
            return None
        found = cue_of(self.passage, *cue, Force.ASSERT) if cue else None
        found = found and replace(found, entries=found.entries[1:] or found.entries)
        named = Source(*source, kind_of(self.passage, *source)) if source else None
        return Triple(found, Opener("an", content[0] - 1, content[0]), named, Content(*content), "annotated")

    def voice(self, spoken: Spoken) -> Voice | None:
        words = self.tokens(spoken.source or spoken.speaker)
        if words is None:
            return None
        voice = voice_of(self.passage, Source(*words, kind_of(self.passage, *words)), ())
        return replace(voice, actor=spoken.actor or voice.actor)

    def examples(self) -> Iterator[Example]:
        made = [(t, v) for v in self.told.voices if (t := self.triple(v))]
        made.sort(key=lambda row: (row[0].cue.first if row[0].cue else row[0].content.first, row[0].content.first))
        triples, rows = [t for t, _ in made], [v for _, v in made]
        above, voices = parents(triples), [self.voice(v) for v in rows]
        for number, spoken in enumerate(rows):
            if not goes_on(triples[number]) or spoken.source or (spoken.actor and not spoken.speaker):
                continue
            found = candidates(self.passage, triples, above, voices, number)
            yield Example(tuple(found), tuple(self.same(c, spoken) for c in found), is_held(self.told.id))

    def same(self, candidate: Candidate, spoken: Spoken) -> bool:
        """Whether a candidate is who was marked: their actor, half of their words, some or all of them elsewhere, or
        nobody where nobody was."""
        words = self.tokens(spoken.speaker)
        if candidate.source is None or words is None:
            return candidate.source is None and words is None
        first, last = candidate.source.first, candidate.source.last
        shared = min(last, words[1]) - max(first, words[0])
        if 2 * shared >= min(last - first, words[1] - words[0]) or (
            candidate.actor and candidate.actor == spoken.actor
        ):
            return True
        said, marked = (set(self.passage.keys[a:b]) for a, b in ((first, last), words))
        return said <= marked or marked <= said


def fitted(rows: Sequence[Example]) -> dict[str, float]:
    """Weights of features, to three decimals, by which the right candidates of `rows` are likeliest."""
    rows = [r for r in rows if any(r.right)]
    counts = Counter(f for r in rows for c in r.candidates for f in c.features)
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    place = {f: i for i, f in enumerate(names)}
    columns = [sorted(place[f] for f in c.features if f in place) for r in rows for c in r.candidates]
    starts = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.ones(starts[-1]), np.concatenate(columns), starts), shape=(len(columns), len(names)))
    group = np.repeat(np.arange(len(rows)), [len(r.candidates) for r in rows])
    first = np.searchsorted(group, np.arange(len(rows)))
    right = np.array([x for r in rows for x in r.right], float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        every, good = np.add.reduceat(odds, first), np.add.reduceat(odds * right, first)
        slope = matrix.T @ (odds / every[group] - odds * right / good[group])
        return float(PRIOR * weights @ weights / 2 - np.log(good / every).sum()), slope + PRIOR * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if abs(weight) >= 0.0005}


def right(rows: Sequence[Example], weights: dict[str, float]) -> int:
    """How many cues get who was marked."""
    chosen = (antecedent(r.candidates, weights) for r in rows)
    return sum(r.right[r.candidates.index(c)] for r, c in zip(rows, chosen, strict=True) if c is not None)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="the archive's articles")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    rows = list(examples(read(texts_of(options.articles))))
    held = [r for r in rows if r.held]
    weights = fitted([r for r in rows if not r.held])
    good = right(held, weights)
    print(f"{len(rows) - len(held)} cues train; {good} of {len(held)} held out right: {good / len(held):.3f}")
    lines = [
        "# Made by `python -m training.antecedents`: what something that holds of a candidate weighs for going on to",
        f"# speak. {good} of {len(held)} cues held out get the right speaker.",
        "weights:",
        *(f'  "{name}": {weight:g}' for name, weight in weights.items()),
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

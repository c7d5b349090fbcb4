"""Figures of a tagger on annotated articles: names strict and by overlap, cues, sources and contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tawatur.backends.decoding import decode_mentions, particle_length, phrase_end
from tawatur.backends.tagger import CueReading, Tagger
from training.annotated import Article, CharSpan, FactMark, Quotation, sentences
from training.examples import cue_span

Span = tuple[int, int, str]


def iou(a: Sequence[int], b: Sequence[int]) -> float:
    """Shared characters over all characters of two spans."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared > 0 else 0.0


@dataclass
class Count:
    """Hits, gold and found."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hit: int, gold: int, found: int) -> None:
        """Add a document's."""
        self.hit, self.gold, self.found = self.hit + hit, self.gold + gold, self.found + found

    @property
    def f1(self) -> float:
        """F1 of the counts; 0 where there is nothing."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 0.0


def overlap_hits(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """One-to-one pairs of one type that share a character, the best first (as the scorer of the gold pairs them)."""
    near = [(iou(g[:2], f[:2]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g[2] == f[2]]
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for value, i, j in sorted(near, key=lambda row: (-row[0], row[1], row[2])):
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def count_names(rows: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> dict[str, Count]:
    """Strict and overlap counts over documents of gold and found spans, in all and per type."""
    out: dict[str, Count] = defaultdict(Count)
    for gold, found in rows:
        both = set(gold) & set(found)
        out["strict"].add(len(both), len(set(gold)), len(set(found)))
        out["overlap"].add(len(overlap_hits(gold, found)), len(gold), len(found))
        for kind in sorted({span[2] for span in (*gold, *found)}):
            counts = (sum(span[2] == kind for span in part) for part in (both, set(gold), set(found)))
            out[kind].add(*counts)
    return dict(out)


def names(tagger: Tagger, articles: Sequence[Article]) -> dict[str, Count]:
    """Name counts of a tagger alone, without any rule after it."""
    rows = []
    for article in articles:
        if article.mentions is None:
            continue
        units = sentences(article.text)
        tagged = tagger.tag([[token.text for token in unit] for unit in units])
        found = [m for unit, one in zip(units, tagged, strict=True) for m in decode_mentions(unit, one)]
        rows.append((list(article.mentions), [(m.start, m.end, m.type) for m in found]))
    return count_names(rows)


def read_quotations(tagger: Tagger, text: str) -> list[Quotation]:
    """Attributions of a text in characters, from the tagger alone."""
    units = sentences(text)
    words = [[token.text for token in unit] for unit in units]
    out = []
    for reading in tagger.read_cues(words, tagger.tag(words)):
        flat = [token for unit in units[reading.sentence :] for token in unit]
        out.append(_in_characters(reading, flat))
    return [q for q in out if q is not None]


def _in_characters(reading: CueReading, flat: Sequence) -> Quotation | None:  # type: ignore[type-arg]
    def span(tokens: tuple[int, int] | None, cut: int = 0) -> tuple[int, int] | None:
        if tokens is None:
            return None
        first = flat[tokens[0]]
        return first.start + particle_length(first.text, cut), flat[tokens[1] - 1].end

    content = span(reading.content.span)
    return (
        Quotation(span(reading.source.span, reading.source_particle), span(reading.cue), content, reading.force)
        if content
        else None
    )


def attributions(tagger: Tagger, articles: Sequence[Article]) -> dict[str, Count]:
    """Counts over documents of what `count_quotations` counts, of a tagger alone."""
    out: dict[str, Count] = defaultdict(Count)
    for article in articles:
        if article.quotations is None:
            continue
        gold = [replace(q, cue=cue_span(q, article.text)) for q in article.quotations]
        for key, count in count_quotations(gold, read_quotations(tagger, article.text)).items():
            out[key].add(count.hit, count.gold, count.found)
    return dict(out)


def read_facts(tagger: Tagger, text: str, least: float = 0.5) -> list[FactMark]:
    """Facts of a text in characters, those of at least this probability."""
    units = sentences(text)
    out = []
    for unit, tagged in zip(units, tagger.tag([[token.text for token in unit] for unit in units]), strict=True):
        places = [(token.start, token.end) for token in unit]
        for fact in tagged.facts:
            if fact.probability >= least:
                ends = [places[phrase_end(tagged.goes_on, at) - 1][1] for _, at, _ in fact.fillers]
                arguments = ((role, (places[at][0], e)) for (role, at, _), e in zip(fact.fillers, ends, strict=True))
                out.append(FactMark(fact.type, places[fact.token], tuple(arguments)))
    return out


def facts(tagger: Tagger, articles: Sequence[Article]) -> dict[str, Count]:
    """Counts over documents of what `count_facts` counts, of a tagger alone."""
    out: dict[str, Count] = defaultdict(Count)
    for article in articles:
        if article.facts is None:
            continue
        for key, count in count_facts(article.facts, read_facts(tagger, article.text)).items():
            out[key].add(count.hit, count.gold, count.found)
    return dict(out)


def count_facts(gold: Sequence[FactMark], found: Sequence[FactMark]) -> dict[str, Count]:
    """Counts of triggers (they share a character), of triggers with the right type, of the roles of those (a filler
    shares a character with the words that fill the role), and of the words that fill them (the same end)."""
    pairs = [(g, f) for g in gold for f in found if iou(g.trigger, f.trigger) > 0]
    typed = [(g, f) for g, f in pairs if g.type == f.type]
    filled = [
        [place for role, place in f.arguments if role == wanted and iou(words, place) > 0]
        for g, f in typed
        for wanted, words in g.arguments
    ]
    ends = [words[1] for g, _ in typed for _, words in g.arguments]
    hit = sum(bool(places) for places in filled)
    whole = sum(any(place[1] == end for place in places) for places, end in zip(filled, ends, strict=True))
    size = (len(gold), len(found))
    roles = (sum(len(g.arguments) for g, _ in typed), sum(len(f.arguments) for _, f in typed))
    return {
        "fact trigger": Count(min(len({id(g) for g, _ in pairs}), len({id(f) for _, f in pairs})), *size),
        "fact": Count(min(len({id(g) for g, _ in typed}), len({id(f) for _, f in typed})), *size),
        "fact role": Count(hit, *roles),
        "fact words": Count(whole, *roles),
    }


def count_quotations(gold: Sequence[Quotation], found: Sequence[Quotation]) -> dict[str, Count]:
    """Counts of cues (IoU ≥ .5), contents (IoU ≥ .5), contents with the right source (IoU ≥ .5, or none in both) and
    with the right force."""
    gold_cues, found_cues = ({q.cue for q in part if q.cue} for part in (gold, found))
    cues = sum(any(iou(g, f) >= 0.5 for f in found_cues) for g in gold_cues)
    pairs = _pair(gold, found)
    right = sum(_same_source(g.source, f.source) for g, f in pairs)
    size = (len(gold), len(found))
    return {
        "cue": Count(cues, len(gold_cues), len(found_cues)),
        "content": Count(len(pairs), *size),
        "content+source": Count(right, *size),
        "content+force": Count(sum(g.force == f.force for g, f in pairs), *size),
    }


def _same_source(one: CharSpan | None, two: CharSpan | None) -> bool:
    return iou(one, two) >= 0.5 if one and two else one is two


def _pair(gold: Sequence[Quotation], found: Sequence[Quotation]) -> list[tuple[Quotation, Quotation]]:
    """One-to-one pairs by content, the best first, sources helping where contents tie."""

    def near(g: Quotation, f: Quotation) -> float:
        value = iou(g.content, f.content)
        return value + (iou(g.source, f.source) if g.source and f.source else 0.0) if value >= 0.5 else 0.0

    rows = sorted(
        ((near(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda r: (-r[0], r[1], r[2])
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for value, i, j in rows:
        if value > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def lines(counts: dict[str, Count]) -> list[str]:
    """The figures as lines of text."""
    return [f"{name:16} F1 {c.f1:.3f}  ({c.hit} of {c.gold} gold, {c.found} found)" for name, c in counts.items()]

"""Links between passages: reuse side by side, conflicts, lost attributions, flags; and two documents compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tawatur.core.model import Attribution, Flag, Link, LinkKind, Segment, SegmentKind, Span
from tawatur.graph.views.model import DocumentRow, Hop, Page, Piece, Quote, page_of
from tawatur.graph.views.shelf import Shelf, sentence_of
from tawatur.graph.views.wording import differences
from tawatur.resources.sentences import Sentence, paired
from tawatur.stores import lookup


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two passages and what is between them, with the words that differ marked on both sides. `also`: where other
    documents of the case have the first passage in the same words, with the same between it and the second."""

    id: str
    kind: str
    label: str
    a: Quote
    b: Quote
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    reasons: tuple[Sentence, ...]
    detail: tuple[tuple[str, str], ...]
    sentence: Sentence | None
    hop: Hop | None = None
    also: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkList:
    rows: tuple[LinkRow, ...]
    page: Page
    labels: tuple[tuple[str, int], ...]
    label: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two documents that share passages: how many, and how many characters of each."""

    a: DocumentRow
    b: DocumentRow
    passages: int
    shared_a: int
    shared_b: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairList:
    rows: tuple[PairRow, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class FlagRow:
    id: str
    kind: str
    sentence: Sentence
    quotes: tuple[Quote, ...]
    rule: str
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class FlagList:
    rows: tuple[FlagRow, ...]
    page: Page
    kinds: tuple[tuple[str, int], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A step of a comparison: a shared passage (both sides), or a passage that only one side has."""

    a: Quote | None
    b: Quote | None
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    label: str
    notes: tuple[LinkRow, ...]
    flags: tuple[FlagRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareView:
    a: DocumentRow
    b: DocumentRow
    steps: tuple[Aligned, ...]
    shared: int
    notes: tuple[LinkRow, ...]
    flags: tuple[FlagRow, ...]


def link_list(shelf: Shelf, kind: LinkKind, label: str = "", number: int = 1, size: int = 25) -> LinkList:
    """Links of one kind, strongest first, page `number`; with `label`, only those of that label. An attribution that
    copies of one text hold, and another text drops, is one row."""
    links = links_once(shelf, kind)
    chosen = [row for row in links if not label or row[0].label == label]
    page = page_of(len(chosen), number, size)
    rows = tuple(link_row(shelf, *row) for row in chosen[page.first - 1 : page.last]) if chosen else ()
    return LinkList(rows, page, _tally(row[0].label for row in links), label)


def links_once(shelf: Shelf, kind: LinkKind) -> Sequence[tuple[Link, ...]]:
    """Links of one kind as pages list them, strongest first."""
    return shelf.keep(f"once {kind.value}", lambda: once(shelf, shelf.links(kind)))


def once(shelf: Shelf, links: Iterable[Link]) -> tuple[tuple[Link, ...], ...]:
    """Links in their order, those of lost attributions with the same words on both sides, from copies, together."""
    rows: dict[object, list[Link]] = {}
    for link in links:
        words = (
            " ".join(lookup.words_around(shelf.case, link.a, 0)[1].split()) if link.kind is LinkKind.LOST else link.id
        )
        rows.setdefault((link.label, words, link.b), []).append(link)
    return tuple(tuple(row) for row in rows.values())


def _tally(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def link_row(shelf: Shelf, link: Link, *again: Link) -> LinkRow:
    """One link with its words on both sides; `again`: the same from copies of its first text."""
    a, b = shelf.quote(link.a), shelf.quote(link.b)
    left, right = differences(a.words, b.words)
    hop = _lost_hop(shelf, link) if link.kind is LinkKind.LOST else None
    return LinkRow(
        link.id, link.kind.value, f"{link.kind.value}.{link.label}", a, b, left, right,
        paired(link.reasons, link.arabic), link.detail, sentence_of(link.rule), hop,
        tuple(shelf.quote(x.a) for x in again),
    )  # fmt: skip


def _lost_hop(shelf: Shelf, link: Link) -> Hop | None:
    over = [a for a in shelf.case.findings(Attribution, link.a.text) if a.content.overlap(link.a)]
    closest = min(over, key=lambda a: (abs(len(a.content) - len(link.a)), a.id), default=None)
    return shelf.hop(closest, dropped=True) if closest else None


def pair_list(shelf: Shelf, number: int = 1, size: int = 50) -> PairList:
    """Pairs of documents that share passages, those that share most first."""
    rows = shelf.keep("pairs", lambda: tuple(_pairs(shelf)))
    page = page_of(len(rows), number, size)
    return PairList(tuple(rows[page.first - 1 : page.last]) if rows else (), page)


def _pairs(shelf: Shelf) -> Sequence[PairRow]:
    found: dict[tuple[str, str], list[tuple[Span, Span, str]]] = {}
    for link in shelf.links(LinkKind.REUSE):
        a, b = (
            (link.a, link.b) if shelf.by_text[link.a.text].name <= shelf.by_text[link.b.text].name else (link.b, link.a)
        )
        found.setdefault((a.text, b.text), []).append((a, b, link.label))
    rows = [
        PairRow(
            shelf.by_text[a], shelf.by_text[b], len(spans), covered(s[0] for s in spans), covered(s[1] for s in spans),
            tuple(sorted({label for _, _, label in spans})),
        )
        for (a, b), spans in found.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-min(r.shared_a, r.shared_b), r.a.name, r.b.name))


def covered(spans: Iterable[Span]) -> int:
    """Code points that at least one of the spans of one text covers."""
    total = at = 0
    for span in sorted(spans):
        total += max(0, span.end - max(at, span.start))
        at = max(at, span.end)
    return total


def flag_list(shelf: Shelf, kind: str = "", number: int = 1, size: int = 25) -> FlagList:
    """Flags, strongest first, page `number`; with `kind`, only those of that kind."""
    flags = all_flags(shelf)
    chosen = [f for f in flags if not kind or f.kind == kind]
    page = page_of(len(chosen), number, size)
    rows = tuple(flag_row(shelf, f) for f in chosen[page.first - 1 : page.last]) if chosen else ()
    return FlagList(rows, page, _tally(f.kind for f in flags), kind)


def all_flags(shelf: Shelf) -> Sequence[Flag]:
    """Every flag of the case, strongest first."""
    return shelf.keep("flags", lambda: tuple(shelf.case.case_findings(Flag)))


def flag_row(shelf: Shelf, flag: Flag) -> FlagRow:
    """One flag with the words that show it."""
    quotes = tuple(shelf.quote(s) for s in flag.spans if s.text in shelf.by_text)
    said = Sentence(flag.sentence, flag.arabic or flag.sentence)
    return FlagRow(flag.id, flag.kind, said, quotes, flag.rule, sentence_of(flag.rule))


def compare_view(shelf: Shelf, left: str, right: str) -> CompareView | None:
    """Two documents passage by passage, in the order of the first; None when the case lacks one of them."""
    a, b = shelf.rows.get(left), shelf.rows.get(right)
    if a is None or b is None:
        return None
    links = [x for x in shelf.case.case_findings_in(Link, a.text) if {x.a.text, x.b.text} == {a.text, b.text}]
    turned = [(x, *((x.a, x.b) if x.a.text == a.text else (x.b, x.a))) for x in links]
    reuse = sorted(((x, p, q) for x, p, q in turned if x.kind is LinkKind.REUSE), key=lambda t: (t[1], t[2]))
    other = [x for x in links if x.kind is not LinkKind.REUSE]
    flags = [f for f in all_flags(shelf) if {s.text for s in f.spans} == {a.text, b.text}]
    steps = [_shared(shelf, x, p, q, other, flags) for x, p, q in reuse]
    only_a = [_alone(shelf, s, True) for s in _rest(shelf, a.text, [p for _, p, _ in reuse])]
    only_b = [_alone(shelf, s, False) for s in _rest(shelf, b.text, [q for _, _, q in reuse])]
    rows = tuple(_merge(steps, only_a, only_b))
    notes, told = (tuple(link_row(shelf, x) for x in other), tuple(flag_row(shelf, f) for f in flags))
    return CompareView(a, b, rows, len(reuse), notes, told)


def _shared(shelf: Shelf, link: Link, p: Span, q: Span, notes: Iterable[Link], flags: Iterable[Flag]) -> Aligned:
    """A shared passage with what is said of it."""
    a, b = shelf.quote(p), shelf.quote(q)
    left, right = differences(a.words, b.words)
    noted = tuple(link_row(shelf, n) for n in notes if any(s.overlap(t) for s in (n.a, n.b) for t in (p, q)))
    flagged = tuple(flag_row(shelf, f) for f in flags if any(s.overlap(t) for s in f.spans for t in (p, q)))
    return Aligned(a, b, left, right, f"reuse.{link.label}", noted, flagged)


def _alone(shelf: Shelf, span: Span, left: bool) -> Aligned:
    quote = shelf.quote(span)
    plain = (Piece(quote.words, True),)
    return Aligned(
        quote if left else None, None if left else quote, plain if left else (), () if left else plain, "", ()
    )


def _rest(shelf: Shelf, text: str, shared: Sequence[Span]) -> Iterable[Span]:
    """Sentences (paragraphs where a text has none) of which no shared passage takes half."""
    segments = list(shelf.case.findings(Segment, text))
    sentences = [s.span for s in segments if s.kind is SegmentKind.SENTENCE]
    spans = sentences or [s.span for s in segments if s.kind is SegmentKind.PARAGRAPH]
    return [s for s in spans if 2 * sum(s.overlap(p) for p in shared) < len(s)]


def _merge(steps: Sequence[Aligned], only_a: Sequence[Aligned], only_b: Sequence[Aligned]) -> Iterable[Aligned]:
    """Steps in order of the first document; what only the second has goes before the passage that follows it there."""
    rows = sorted([*steps, *only_a], key=lambda s: s.a.start if s.a else 0)
    waiting = list(only_b)
    for row in rows:
        while row.b and waiting and waiting[0].b and waiting[0].b.start < row.b.start:
            yield waiting.pop(0)
        yield row
    yield from waiting

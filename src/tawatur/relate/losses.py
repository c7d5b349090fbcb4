"""Attributions lost on the way: what one text gives to a source, another says in its own voice, or surer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Attribution, Force, Link, LinkKind, SourceKind, Span
from tawatur.relate.alignment import Alignment, Alignments
from tawatur.relate.board import Board
from tawatur.relate.certainty import PLAIN, certainty, hedges
from tawatur.relate.dates import apart, before
from tawatur.relate.edits import edits, given_there
from tawatur.relate.kinds import word_stems
from tawatur.relate.origins import STANDING
from tawatur.relate.pairs import Pair, pairs_of
from tawatur.relate.repeats import Repeat, Repeats
from tawatur.relate.slots import disagreement
from tawatur.relate.statements import Statement, TextRow
from tawatur.relate.voice import Telling, tellings, words_of
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import say

#: Score of what another text says in the same words, without the words that say whose they are.
DROPPED = 3.0
#: Forces of words that are no claim of what happened, or that say whose claim they are.
_OPEN = (Force.ASK, Force.DENY, Force.ACCUSE)


@dataclass(frozen=True, slots=True)
class Settings:
    """When a telling repeats a source's words. `least`: least weight of evidence: the score of the words they share
    (`words` at least, `plain` of them no names, with a score of `alike`), `passage` where a passage that both texts
    share holds them, and `statement` for each unit by which two statements in them score above 0; texts on different
    stories need two statements that score `stranger`. `share`, `headline`: the share of a telling, and of a headline,
    that the source must have said; `retold`: what words in a headline count against words in a body, `medium`: what
    those of a newspaper or an agency count against those of a witness. `hedge`: both shares from which words are
    compared for their certainty, `drop`: by how much surer they must be; `days`: days by which the text without the
    source may be older."""

    least: float = 0.55
    words: int = 3
    plain: int = 2
    alike: float = 0.15
    passage: float = 0.3
    statement: float = 0.2
    share: float = 0.15
    headline: float = 0.45
    retold: float = 0.4
    medium: float = 0.7
    stranger: float = 1.0
    hedge: float = 0.6
    drop: float = 0.2
    days: int = 2


@dataclass(frozen=True, slots=True)
class Loss:
    """What a text tells of what another gives to a source, and how sure that is."""

    attribution: Attribution
    here: TextRow
    told: Span
    shared: frozenset[int]
    label: str
    score: float


def losses(
    board: Board,
    related: Iterable[tuple[int, int]],
    alignments: Alignments,
    settings: Settings | None = None,
) -> list[Link]:
    """Links from the content of a lost attribution to the words that repeat it without, the surest first; one for an
    attribution and a text, and one for these words and the attribution's text. `related`: pairs of texts on one story,
    or of which one retells the other; `alignments`: the words of these one by one."""
    search = _Search(board, Repeats(board, related), alignments, settings or Settings())
    found = [*search.dropped(), *(x for row in board.texts for x in search.in_text(row))]
    return [_link(board, x) for x in _once(sorted(found, key=_rank))]


def _rank(x: Loss) -> tuple[float, Span, Span]:
    return -x.score, x.attribution.content, x.told


def _once(found: Iterable[Loss]) -> Iterator[Loss]:
    """The best loss of an attribution in a text, and of a telling from a text: another attribution of that text only
    where most of what it shares with the telling is other words."""
    kept: dict[tuple[str, str], list[Loss]] = defaultdict(list)
    for x in found:
        same = kept[x.here.id, x.told.text]
        if not any(_touch(x.attribution.content, y.attribution.content) or _again(x, y) for y in same):
            same.append(x)
            yield x


def _again(x: Loss, y: Loss) -> bool:
    return _touch(x.told, y.told) and 2 * len(x.shared & y.shared) >= len(x.shared)


def _touch(a: Span, b: Span) -> bool:
    return 2 * a.overlap(b) >= min(len(a), len(b))


class _Search:
    """Looks for losses with what is known of a case."""

    def __init__(
        self,
        board: Board,
        repeats: Repeats,
        alignments: Alignments,
        settings: Settings,
    ) -> None:
        self.board, self.repeats, self.settings = board, repeats, settings
        self.alignments = alignments
        self._said: dict[str, frozenset[int]] = {}
        self._alike: dict[tuple[int, int], list[tuple[Span, Span, float]]] = defaultdict(list)
        self._same_matter: dict[tuple[int, int], list[tuple[Statement, Statement]]] = defaultdict(list)
        self._beside: dict[int, set[int]] = defaultdict(set)
        for pair in pairs_of(board):
            self._add(pair)

    def _add(self, pair: Pair) -> None:
        one, two = self.board.statements[pair.a], self.board.statements[pair.b]
        if pair.score > 0 and one.type not in STANDING and disagreement(self.board, one, two) is None:
            if pair.score >= self.settings.stranger:
                self._beside[one.text].add(two.text)
                self._beside[two.text].add(one.text)
            self._same_matter[one.text, two.text].append((one, two))
            self._same_matter[two.text, one.text].append((two, one))
            self._alike[one.text, two.text].append((one.span, two.span, pair.score))
            self._alike[two.text, one.text].append((two.span, one.span, pair.score))

    def dropped(self) -> Iterator[Loss]:
        """What a text says in the words that another gives to a source, which alone are missing."""
        for e in edits(self.board, self.alignments):
            here, there = self.board.by_id[e.a.text], self.board.by_id[e.b.text]
            a = e.attribution
            if a is not None and a.force not in _OPEN and not self._older(there, here):
                yield Loss(a, here, e.b, self._words(here, a.id), "source", DROPPED)

    def in_text(self, row: TextRow) -> Iterator[Loss]:
        """What a text tells without the sources that other texts give."""
        near = {*self.repeats.texts(row.number), *self._beside[row.number]}
        others = [self.board.texts[n] for n in sorted(near)]
        others = [other for other in others if other.attributions and not self._older(row, other)]
        told = tellings(self.board, row) if others else []
        for other in others:
            yield from self._surer(row, other)
            shared = self.repeats.roots(row) & self.repeats.roots(other)
            for identity, a in other.attributions.items():
                if a.force in _OPEN:
                    continue
                said = self._words(other, identity)
                if len(said & shared) >= self.settings.words:
                    yield from self._lost(row, told, other, a, said)

    def _words(self, row: TextRow, identity: str) -> frozenset[int]:
        """The content words of what an attribution of a text says."""
        if identity not in self._said:
            self._said[identity] = words_of(self.board, row, row.attributions[identity].content)
        return self._said[identity]

    def _older(self, row: TextRow, other: TextRow) -> bool:
        gap = apart(row.dated, other.dated)
        return gap is not None and gap > self.settings.days and before(row.dated, other.dated)

    def _lost(
        self, row: TextRow, told: Sequence[Telling], other: TextRow, a: Attribution, said: frozenset[int]
    ) -> Iterator[Loss]:
        """What a text tells, in `told`, of what another gives to a source, without it; `said`: the words of that."""
        settings = self.settings
        whole = settings.retold if any(h.contains(a.content) for h in other.headlines) else 1.0
        whole *= settings.medium if a.source_kind in (SourceKind.MEDIUM, SourceKind.AGENCY) else 1.0
        for t in told:
            both = t.content & said
            if len(both) < settings.words or len(both & t.plain) < settings.plain:
                continue
            repeat = self.repeats.repeat(row.number, t.content, other.number, said)
            least = settings.headline if t.headline else settings.share
            if repeat.of_telling < least or repeat.score < settings.alike:
                continue
            evidence = self._evidence(other, a, row, t)
            if other.number not in self.repeats.near[row.number] and evidence < settings.stranger * settings.statement:
                continue
            score = whole * (repeat.score + evidence)
            if score >= settings.least and not self._kept(row, t, other, a, said):
                yield Loss(a, other, t.span, both, self._label(a, t.span, repeat), round(score, 6))

    def _surer(self, row: TextRow, other: TextRow) -> Iterator[Loss]:
        """What both texts give to one source in nearly the same words, and this one as certain."""
        for one, two in self._same_matter[other.number, row.number]:
            mine, theirs = self.board.chain(one), self.board.chain(two)
            if not mine or not theirs or not _one_source(self.board, mine[-1], theirs[-1]):
                continue
            repeat = self.repeats.repeat(row.number, two.content, other.number, one.content)
            if self.alignments.unchanged(one.span, two.span):
                continue
            alike = min(repeat.of_telling, repeat.of_words) >= self.settings.hedge
            if alike and certainty(self.board, two) - certainty(self.board, one) >= self.settings.drop:
                yield Loss(mine[-1], other, two.span, one.content & two.content, "hedge", repeat.score)

    def _evidence(self, other: TextRow, a: Attribution, row: TextRow, t: Telling) -> float:
        """What besides shared words speaks for a telling being what a source says: passages, and statements."""
        pairs = self._alike[other.number, row.number]
        best = max((s for p, q, s in pairs if _inside(p, a.content) and _inside(q, t.span)), default=0.0)
        passage = self.settings.passage if self.board.passages.aligned(a.content, t.span) else 0.0
        return passage + self.settings.statement * float(best)

    def _kept(self, row: TextRow, t: Telling, other: TextRow, a: Attribution, said: frozenset[int]) -> bool:
        """Whether a telling names the source after all, or is no telling of what the source says."""
        board = self.board
        alignment = self.alignments.of(other.number, row.number)
        if alignment is not None and self._stands(alignment, t, a):
            return True
        if (t.beside is not None and _same(board, a, t.beside)) or _near(board, row, t.span, a):
            return True
        if t.act is None:
            return False
        speaker = t.act.source
        if speaker is None or _same(board, a, t.act) or _carrier(board, a) or _names(board, row, a):
            return True
        words = words_of(board, row, speaker) - words_of(board, row, t.act.content)
        return not words or 2 * len(words & said) < len(words)

    def _stands(self, alignment: Alignment, t: Telling, a: Attribution) -> bool:
        """Whether a text has what is told and what the source says with the source in the other's words, or tells in
        these words what it gives to somebody after all."""
        if all(alignment.has(s) for s in (t.span, a.content, a.cue, a.source) if s):
            return True
        own = t.act is None and t.beside is None
        return own and alignment.same(a.content, t.span) and given_there(self.board, alignment, a)

    def _label(self, a: Attribution, told: Span, repeat: Repeat) -> str:
        if min(repeat.of_telling, repeat.of_words) < self.settings.hedge:
            return "source"
        surer = _strength(self.board, told) - min(_strength(self.board, a.content), _weak(a))
        return "both" if surer >= self.settings.drop else "source"


def _inside(part: Span, whole: Span) -> bool:
    return 2 * part.overlap(whole) >= len(part)


def _near(board: Board, row: TextRow, told: Span, a: Attribution) -> bool:
    """Whether the words that describe a source, and that are no part of what it says, stand in a telling's sentence."""
    source = _words(board, a) - word_stems(board.corpus.words(a.content))
    sentence = row.sentences[row.sentence_at(told.start)] if row.sentences else told
    return bool(source) and source <= word_stems(board.corpus.words(sentence))


def _names(board: Board, row: TextRow, a: Attribution) -> bool:
    """Whether a text names the source of another's attribution anywhere."""
    return bool(a.actor) and board.identities.of(a.actor or "") in {name[2] for name in row.names}


def _carrier(board: Board, a: Attribution) -> bool:
    """Whether a source is only what words were uttered in («البيان»): who spoke is named inside."""
    return _words(board, a) <= _utterances()


@cache
def _utterances() -> frozenset[str]:
    return frozenset(s for f in load_yaml("ar/sources-words.yaml")["utterances"] for s in word_stems(f))


def _weak(a: Attribution) -> float:
    return 0.5 if a.force is Force.SPECULATE else PLAIN


def _strength(board: Board, span: Span) -> float:
    """The least strength of the words in a span; that of plain words where nothing weakens them."""
    return min([PLAIN, *(s for _, _, s in hedges(board.corpus.words(span)))])


def _same(board: Board, a: Attribution, b: Attribution) -> bool:
    """Whether two attributions may name one source: one actor, words of one description, or nothing that tells."""
    if a.actor and b.actor:
        return board.kin(frozenset((board.identities.of(a.actor),)), frozenset((board.identities.of(b.actor),)))
    mine, theirs = _words(board, a), _words(board, b)
    return not mine or not theirs or bool(mine & theirs)


def _one_source(board: Board, a: Attribution, b: Attribution) -> bool:
    """Whether two attributions name one source for certain enough: both name one."""
    return bool(_words(board, a) and _words(board, b)) and _same(board, a, b)


def _words(board: Board, a: Attribution) -> frozenset[str]:
    span = a.source or a.speaker
    return word_stems(board.corpus.words(span)) if span else frozenset()


def _link(board: Board, x: Loss) -> Link:
    a = x.attribution
    source = a.source or a.speaker or a.cue
    words = board.flat(source) if source else ""
    said = say("losses.yaml", x.label, source=words)
    detail = (("source", words),) if words else ()
    score = round(x.score / (1 + x.score), 4)
    return Link(LinkKind.LOST, x.label, a.content, x.told, score, (said.en,), f"lost/{x.label}", detail, (said.ar,))


def strongest(links: Sequence[Link]) -> list[Link]:
    """Links in order of score."""
    return sorted(links, key=lambda x: (-x.score, x.id))

"""Attributions lost on the way: what one text gives to a source, another says in its own voice, or surer."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawatur.core.model import Attribution, Force, Link, LinkKind, Proposition, Span
from tawatur.relate.board import Board, Statement, TextRow
from tawatur.relate.certainty import certainty
from tawatur.relate.dates import apart, before
from tawatur.relate.histories import content, overlap
from tawatur.relate.kinds import word_stems
from tawatur.relate.origins import STANDING
from tawatur.relate.pairs import pairs_of
from tawatur.relate.slots import disagreement
from tawatur.resources.sentences import say

#: Share of an attribution's content, or of a statement, that must lie in a passage to be a part of it.
INSIDE = 0.6


@dataclass(frozen=True, slots=True)
class Settings:
    """`score`: least score of a pair of statements of one proposition, `related`: of others in texts on one story,
    `stranger`: in other texts; `days`: days by which the text without the source may be older; `words`: content words
    that it must give; `drop`: by how much surer the words must be for a lost hedge; `retold`: share
    of the words that a statement in a retold passage must have of what the source says there."""

    score: float = -0.5
    related: float = 0.5
    stranger: float = 1.0
    days: int = 2
    words: int = 3
    drop: float = 0.2
    retold: float = 0.25


def losses(
    board: Board,
    related: Container[tuple[int, int]] = (),
    propositions: Sequence[Proposition] = (),
    passages: Sequence[Link] = (),
    settings: Settings | None = None,
) -> list[Link]:
    """Links from the content of a lost attribution to the passage that repeats it without, the surest first; one for
    an attribution and a text. `related`: pairs of texts on one story, or of which one retells the other; `passages`:
    the passages that texts share."""
    settings = settings or Settings()
    group = {c: number for number, p in enumerate(propositions) for c in p.claims}
    sourced_in = {
        (group[s.claim.id], s.text) for s in board.statements if s.claim.id in group and (s.claim.chain or _named(s))
    }
    found: dict[tuple[str, int], Link] = {}
    for pair in sorted(pairs_of(board), key=lambda p: (-p.score, p.a, p.b)):
        one, two = board.statements[pair.a], board.statements[pair.b]
        if pair.score < _least(one, two, group, related, settings) or one.type in STANDING:
            continue
        for sourced, bare in ((one, two), (two, one)):
            told = bare.headline and (group.get(bare.claim.id, -1), bare.text) in sourced_in
            if told or len(bare.content) < settings.words:
                continue
            for a, link in _lost(board, sourced, bare, pair.score, settings):
                found.setdefault((a.id, bare.text), link)
    for passage in (p for p in passages if p.label != "verbatim"):
        for here, there in ((passage.a, passage.b), (passage.b, passage.a)):
            for a, link in _in_passage(board, here, there, settings):
                found.setdefault((a.id, board.by_id[there.text].number), link)
    return list(found.values())


def _in_passage(board: Board, here: Span, there: Span, settings: Settings) -> Iterator[tuple[Attribution, Link]]:
    """What one side of a retold passage gives to sources and the other says without."""
    row, other = board.by_id[here.text], board.by_id[there.text]
    told = [s for s in other.statements if there.overlap(s.span) >= INSIDE * len(s.span) and not s.headline]
    for a in row.attributions.values():
        if here.overlap(a.content) < INSIDE * len(a.content) or a.force in (Force.ASK, Force.DENY, Force.ACCUSE):
            continue
        mine = content(board, row, a.content)
        near = [(round(overlap(board, mine, s.content), 6), s) for s in told if len(s.content) >= settings.words]
        share, bare = max(near, key=lambda r: (r[0], -r[1].span.start), default=(0.0, None))
        if bare is None or share < settings.retold or before(other.dated, row.dated):
            continue
        if not bare.claim.chain and not any(_same(board, a, b) for b in _over(other, there)):
            yield a, _link(board, a.content, bare.span, "source", share, a)


def _over(row: TextRow, span: Span) -> list[Attribution]:
    """The attributions of a text whose content lies in a passage or around it."""
    return [a for a in row.attributions.values() if span.overlap(a.content)]


def _named(s: Statement) -> bool:
    """Whether a statement is itself about who says something."""
    return s.type in ("ACCUSE", "DENY", "DISCLOSE")


def _least(
    one: Statement,
    two: Statement,
    group: Mapping[str, int],
    related: Container[tuple[int, int]],
    settings: Settings,
) -> float:
    """The least score from which two statements tell the same for certain enough."""
    if group.get(one.claim.id, -1) == group.get(two.claim.id, -2):
        return settings.score
    near = (min(one.text, two.text), max(one.text, two.text)) in related
    return settings.related if near else settings.stranger


def _lost(
    board: Board, sourced: Statement, bare: Statement, score: float, settings: Settings
) -> Iterator[tuple[Attribution, Link]]:
    chain = board.chain(sourced)
    if not chain or disagreement(board, sourced, bare) is not None or _older(board, bare, sourced, settings):
        return
    kept = board.chain(bare)
    missing = [a for a in chain if not any(_same(board, a, b) for b in kept)]
    if kept and len(missing) == len(chain):
        return
    surer = certainty(board, bare) - certainty(board, sourced)
    for a in missing:
        if a.force in (Force.ASK, Force.DENY, Force.ACCUSE):
            continue
        label = "both" if surer >= settings.drop else "source"
        yield a, _link(board, a.content, bare.span, label, score, a)
    if not missing and surer >= settings.drop:
        yield chain[-1], _link(board, chain[-1].content, bare.span, "hedge", score, chain[-1])


def _older(board: Board, bare: Statement, sourced: Statement, settings: Settings) -> bool:
    one, two = board.texts[bare.text].dated, board.texts[sourced.text].dated
    gap = apart(one, two)
    return gap is not None and gap > settings.days and before(one, two)


def _same(board: Board, a: Attribution, b: Attribution) -> bool:
    """Whether two attributions name one source: one actor, or words of one description."""
    if a.actor and b.actor:
        return board.kin(frozenset((board.identities.of(a.actor),)), frozenset((board.identities.of(b.actor),)))
    mine, theirs = _words(board, a), _words(board, b)
    return not mine or not theirs or bool(mine & theirs)


def _words(board: Board, a: Attribution) -> frozenset[str]:
    span = a.source or a.speaker
    return word_stems(board.corpus.words(span)) if span else frozenset()


def _link(board: Board, a: Span, b: Span, label: str, score: float, attribution: Attribution) -> Link:
    source = attribution.source or attribution.speaker or attribution.cue
    words = board.flat(source) if source else ""
    said = say("losses.yaml", label, source=words)
    detail = (("source", words),) if words else ()
    return Link(LinkKind.LOST, label, a, b, round(_share(score), 4), (said.en,), f"lost/{label}", detail, (said.ar,))


def _share(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-score))


def strongest(links: Sequence[Link]) -> list[Link]:
    """Links in order of score."""
    return sorted(links, key=lambda x: (-x.score, x.id))

"""Attributions lost on the way: what one text gives to a source, another says in its own voice, or surer."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from tawatur.core.model import Attribution, Force, Link, LinkKind, Span
from tawatur.relate.board import Board, Statement, word_stems
from tawatur.relate.certainty import certainty
from tawatur.relate.dates import apart, before
from tawatur.relate.origins import STANDING
from tawatur.relate.pairs import pairs_of
from tawatur.relate.slots import disagreement
from tawatur.resources.sentences import say


@dataclass(frozen=True, slots=True)
class Settings:
    """`score`: least score of a pair of statements in texts on one story, `stranger`: in others; `days`: days by which
    the text without the source may be older;
    `drop`: by how much surer the words must be for a lost hedge."""

    score: float = -0.5
    stranger: float = 1.0
    days: int = 2
    drop: float = 0.2


def losses(board: Board, related: Container[tuple[int, int]] = (), settings: Settings | None = None) -> list[Link]:
    """Links from the content of a lost attribution to the passage that repeats it without, the surest first; one for
    an attribution and a text. `related`: pairs of texts on one story, or of which one retells the other."""
    settings = settings or Settings()
    found: dict[tuple[str, int], Link] = {}
    for pair in sorted(pairs_of(board), key=lambda p: (-p.score, p.a, p.b)):
        one, two = board.statements[pair.a], board.statements[pair.b]
        near = (min(one.text, two.text), max(one.text, two.text)) in related
        if pair.score < (settings.score if near else settings.stranger) or one.type in STANDING:
            continue
        for sourced, bare in ((one, two), (two, one)):
            for a, link in _lost(board, sourced, bare, pair.score, settings):
                found.setdefault((a.id, bare.text), link)
    return list(found.values())


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
        if a.force in (Force.ASK, Force.DENY):
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

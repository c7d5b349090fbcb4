"""Rules and tagger together: facts that the tagger reads beside those that the rules find.

The rules know how a clause is built, the tagger which words of any kind state a fact. It adds what no rule knows, takes
back what it is sure states nothing, and fills roles that a rule left open. `Trust` says how sure; its figures were
chosen on annotated articles that trained neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tawatur.backends.decoding import TaggedFact
from tawatur.extract.facts.draft import Draft, Filler, fillers_of
from tawatur.extract.facts.lexicon import Trigger
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import phrase_at
from tawatur.extract.reading import Reading
from tawatur.extract.tagged import tagged_sentences

TAGGER = "tagger"
#: What the tagger says of a reading: a `Hearing` for each sentence.
FactEar = Callable[[Reading], "Sequence[Hearing]"]


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on the tagger decides.

    `alone`: adds a fact where no rule found one; `none`: of a word stating nothing, takes back a rule's fact; `type`:
    gives a rule's fact its own type; `filler`: fills a role.
    """

    alone: float = 0.5
    none: float = 0.97
    type: float = 0.8
    filler: float = 0.5


TRUST = Trust()


@dataclass(frozen=True, slots=True)
class Hearing:
    """A sentence's tokens in view offsets with what the tagger says of them: facts in order, and how probable each
    token states none."""

    starts: tuple[int, ...]
    facts: tuple[TaggedFact, ...]
    unstated: tuple[float, ...]


def tagger_ear(reading: Reading) -> Sequence[Hearing]:
    """The tagger that the package carries. Raises TawaturError where its weights are absent."""
    return [
        Hearing(tuple(reading.view.range(t.start, t.end)[0] for t in tokens), tagged.facts, tagged.unstated)
        for tokens, tagged in tagged_sentences(reading)
    ]


@cache
def fact_ear(tagger: Literal["neural", "rules"]) -> FactEar | None:
    """Who is heard beside the rules in a run that was told to use this tagger."""
    return tagger_ear if tagger == "neural" else None


def fuse(line: Line, drafts: Sequence[Draft], hearing: Hearing, trust: Trust = TRUST) -> list[Draft]:
    """The drafts of a line from what the rules found and what the tagger reads, in order of triggers."""
    words = _words_of(line, hearing)
    heard = {at: fact for fact in hearing.facts if (at := words[fact.token]) is not None}
    unstated = {at: p for at, p in zip(words, hearing.unstated, strict=True) if at is not None}
    made = []
    for draft in drafts:
        fact = heard.pop(trigger_word(draft), None)
        if fact is None and unstated.get(trigger_word(draft), 0.0) >= trust.none:
            continue
        made.append(draft if fact is None else _amended(line, draft, fact, words, trust))
    for place, fact in heard.items():
        if fact.probability >= trust.alone:
            new = _drafted(line, place, fact, words, trust)
            if new.all() and not any(_holds(draft, new) for draft in made):
                made.append(new)
    return sorted(made, key=lambda draft: draft.first)


def trigger_word(draft: Draft) -> int:
    """The number of the word that states a draft's fact."""
    return draft.head if draft.head >= 0 else draft.first


def _words_of(line: Line, hearing: Hearing) -> list[int | None]:
    """For each of the tagger's tokens the word of the line that begins there or goes on over it."""
    found: list[int | None] = []
    at: int = 0
    for start in hearing.starts:
        while at < len(line) and line.words[at].end <= start:
            at += 1
        inside = at < len(line) and line.words[at].start <= start
        found.append(at if inside else None)
    return found


def _amended(line: Line, draft: Draft, fact: TaggedFact, words: Sequence[int | None], trust: Trust) -> Draft:
    """A rule's draft with the tagger's type where it is sure, and with fillers of the roles that it left open."""
    kind = fact.type if fact.probability >= trust.type else draft.type
    changed = replace(draft, type=kind, fillers={role: list(row) for role, row in draft.fillers.items()})
    for role, fillers in _fillers(line, trigger_word(draft), fact, words, trust):
        if not draft.has(role):
            changed.fill(role, fillers)
    return changed


def _drafted(line: Line, at: int, fact: TaggedFact, words: Sequence[int | None], trust: Trust) -> Draft:
    """A draft of what only the tagger reads."""
    trigger = Trigger(TAGGER, fact.type, {}, frozenset(), ())
    verbal = line.words[at].kind is Kind.VERB
    draft = Draft(trigger, fact.type, at, at + 1, verbal=verbal, pattern=TAGGER, head=at)
    for role, fillers in _fillers(line, at, fact, words, trust):
        draft.fill(role, fillers)
    return draft


def _fillers(
    line: Line, trigger: int, fact: TaggedFact, words: Sequence[int | None], trust: Trust
) -> list[tuple[str, list[Filler]]]:
    """Fillers of a fact by role: the phrases that begin where the tagger points."""
    found = []
    for role, token, probability in fact.fillers:
        at = words[token]
        if at is not None and at != trigger and probability >= trust.filler:
            limit = trigger if at < trigger else len(line)
            found.append((role, _phrase(line, at, limit)))
    return found


def _phrase(line: Line, at: int, limit: int) -> list[Filler]:
    word = line.words[at]
    if word.kind is Kind.NAME:
        while at > 0 and line.words[at - 1].mention == word.mention:
            at -= 1
    phrase = phrase_at(line, at, limit, join=False)
    word = line.words[at]
    return fillers_of(line, phrase) or [Filler(word.at, word.end, at, at + 1, stems=frozenset((word.stem,)))]


def _holds(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of one type tell one fact: the trigger of the one stands among the fillers of the other."""
    if draft.type != other.type:
        return False
    return any(
        f.near and f.first <= trigger_word(inner) < f.last
        for outer, inner in ((draft, other), (other, draft))
        for f in outer.all()
    )

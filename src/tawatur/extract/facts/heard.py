"""Rules and tagger together: facts that the tagger reads beside those that the rules find.

The rules know how a clause is built, the tagger which words of any kind state a fact. What the rules find stands; the
tagger adds what they do not know. `Trust` says how sure it must be; its figures were chosen on the three gold sets and
the stories in `evaluation/stories`, which trained neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Literal

from tawatur.backends.decoding import TaggedFact, phrase_end
from tawatur.extract.facts.draft import Draft, Filler, fillers_of
from tawatur.extract.facts.lexicon import Trigger, fact_types
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import phrase_at
from tawatur.extract.reading import Reading
from tawatur.extract.tagged import tagged_sentences

TAGGER = "tagger"
#: What the tagger says of a reading: a `Hearing` for each sentence.
FactEar = Callable[[Reading], "Sequence[Hearing]"]


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on the tagger adds a fact, `alone`, and fills a role of it, `filler`."""

    alone: float = 0.5
    filler: float = 0.3


TRUST = Trust()


@dataclass(frozen=True, slots=True)
class Hearing:
    """A sentence's tokens in view offsets, the facts that the tagger reads in it, in order, and how probable it is that
    each token goes on with the phrase before it."""

    starts: tuple[int, ...]
    facts: tuple[TaggedFact, ...]
    goes_on: tuple[float, ...]


def tagger_ear(reading: Reading) -> Sequence[Hearing]:
    """The tagger that the package carries. Raises TawaturError where its weights are absent."""
    return [
        Hearing(tuple(reading.view.range(t.start, t.end)[0] for t in tokens), tagged.facts, tagged.goes_on)
        for tokens, tagged in tagged_sentences(reading)
    ]


@cache
def fact_ear(tagger: Literal["neural", "rules"]) -> FactEar | None:
    """Who is heard beside the rules in a run that was told to use this tagger."""
    return tagger_ear if tagger == "neural" else None


def fuse(line: Line, drafts: Sequence[Draft], hearing: Hearing, trust: Trust = TRUST) -> list[Draft]:
    """The drafts of a line from what the rules found and what the tagger reads, in order of triggers."""
    words = _words_of(line, hearing)
    made = list(drafts)
    for fact in hearing.facts:
        at = words[fact.token]
        if at is None or fact.probability < trust.alone or any(_at(draft, at) for draft in made):
            continue
        new = _drafted(line, at, fact, words, trust)
        if _whole(new) and not any(_holds(draft, new) for draft in made):
            made.append(new)
    ends = _ends(line, words, hearing)
    for draft in made:
        starts = {f.first for f in draft.all() if f.near} | {trigger_word(draft)}
        for role, row in draft.fillers.items():
            draft.fillers[role] = [part for filler in row for part in _cut(line, filler, ends, starts)]
    return sorted(made, key=lambda draft: draft.first)


def _ends(line: Line, words: Sequence[int | None], hearing: Hearing) -> dict[int, int]:
    """For each word of a line the end of the phrase that begins with it (its last word plus one), as it is heard."""
    ends: dict[int, int] = {}
    for token, word in enumerate(words):
        if word is None or word in ends:
            continue
        last = words[phrase_end(hearing.goes_on, token) - 1]
        ends[word] = word + 1 if last is None else last + 1
    return ends


def _cut(line: Line, filler: Filler, ends: Mapping[int, int], starts: Set[int]) -> Iterator[Filler]:
    """A filler of common nouns with the words that the tagger gives the phrase, and what «و» joins to it in the rules'
    reading as fillers of their own. A phrase runs over no mark, verb or word of `starts`, where the trigger and other
    fillers begin, that it did not hold."""
    named = filler.actor is not None or filler.type is not None
    if not filler.near or named or filler.first >= filler.last:
        yield filler
        return
    first = next(at for at in range(filler.first, filler.last) if line.words[at].end > filler.start)
    start = filler.start
    while True:
        within = range(first + 1, ends.get(first, filler.last))
        last = max(takewhile(lambda at: at < filler.last or _belongs(line, at, starts), within), default=first) + 1
        quoted = sum(word.kind is Kind.QUOTE for word in line.words[first:last]) % 2
        if quoted and last < len(line) and line.words[last].kind is Kind.QUOTE:
            last += 1  # «a convoy of "land to air"»: the mark that closes what the phrase opens
        stems = frozenset(line.words[at].stem for at in range(first, last))
        yield replace(filler, start=start, end=line.words[last - 1].end, first=first, last=last, stems=stems)
        if last >= filler.last or not line.words[last].conjunction or line.words[last].kind is not Kind.WORD:
            return
        first, start = last, line.words[last].at


def _belongs(line: Line, at: int, starts: Set[int]) -> bool:
    """Whether a phrase of common nouns may run over a word."""
    return at not in starts and line.words[at].kind not in (Kind.COMMA, Kind.STOP, Kind.VERB)


def _at(draft: Draft, word: int) -> bool:
    """Whether a draft stands on a word, or on words around it."""
    return draft.first <= word < draft.last or trigger_word(draft) == word


def _whole(draft: Draft) -> bool:
    """Whether a draft says of whom it is; a relation has two ends."""
    relation = fact_types()[draft.type]["kind"] == "relation"
    return len({f.first for f in draft.all()}) > int(relation)


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


def _drafted(line: Line, at: int, fact: TaggedFact, words: Sequence[int | None], trust: Trust) -> Draft:
    """A draft of what only the tagger reads; a phrase fills the role of which it is surest."""
    trigger = Trigger(TAGGER, fact.type, {}, frozenset(), ())
    verbal = line.words[at].kind is Kind.VERB
    draft = Draft(trigger, fact.type, at, at + 1, verbal=verbal, pattern=TAGGER, head=at)
    taken: set[int] = {at}
    for role, token, probability in sorted(fact.fillers, key=lambda f: (-f[2], f[1])):
        place = words[token]
        if place is None or place in taken or probability < trust.filler:
            continue
        for filler in _phrase(line, place, at if place < at else len(line)):
            if taken.isdisjoint(range(filler.first, filler.last)):
                taken |= set(range(filler.first, filler.last))
                draft.fill(role, [filler])
    return draft


def _phrase(line: Line, at: int, limit: int) -> list[Filler]:
    """The phrase that begins at a word, as far as `limit`; the word alone where none does, nothing for a mark."""
    word = line.words[at]
    if word.kind is Kind.NAME:
        while at > 0 and line.words[at - 1].mention == word.mention:
            at -= 1
    found = fillers_of(line, phrase_at(line, at, limit, join=False))
    if found or word.kind not in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.TIME):
        return found
    return [Filler(word.at, word.end, at, at + 1, stems=frozenset((word.stem,)))]


def _holds(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of one type tell one fact: the trigger of the one stands among the fillers of the other, or
    beside its trigger («إلقاء القبض»), and something fills a role of both."""
    if draft.type != other.type:
        return False
    if abs(trigger_word(draft) - trigger_word(other)) == 1:
        return shared_fillers(draft, other)
    return any(
        f.near and f.first <= trigger_word(inner) < f.last
        for outer, inner in ((draft, other), (other, draft))
        for f in outer.all()
    )


def shared_fillers(draft: Draft, other: Draft) -> bool:
    """Whether a phrase fills a role of both drafts."""
    return bool({f.first for f in draft.all()} & {f.first for f in other.all()})

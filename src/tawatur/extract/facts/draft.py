"""A fact before it is judged: trigger, fillers by role, and the words it covers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tawatur.core.model import EntityType, Mention
from tawatur.extract.facts.lexicon import Trigger, Way
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a view range, the actor it names if any, and the words `[first, last)` it was read from.

    `near` is false for fillers that stand in another clause, perhaps of another sentence (elided subjects, pronouns):
    they do not widen the span, and their words are not to be looked up in the line at hand. `event` is true
    for a common noun phrase that a verbal noun heads: no actor that a later verb takes up.
    """

    start: int
    end: int
    first: int
    last: int
    actor: str | None = None
    type: EntityType | None = None
    near: bool = True
    stems: frozenset[str] = frozenset()
    event: bool = False


@dataclass(slots=True)
class Draft:
    """A fact in the making; rules fill it, then it is judged once."""

    trigger: Trigger
    type: str
    first: int
    last: int
    fillers: dict[str, list[Filler]] = field(default_factory=dict)
    passive: bool = False
    verbal: bool = False
    pattern: str = ""
    head: int = -1
    implied: set[str] = field(default_factory=set)
    absorbed: list[int] = field(default_factory=list)

    def fill(self, role: str | None, fillers: list[Filler]) -> None:
        """Add fillers to a role, each place in the text once."""
        if not role:
            return
        row = self.fillers.setdefault(role, [])
        row += [f for f in fillers if all((f.start, f.actor) != (g.start, g.actor) for g in row)]

    def has(self, role: str) -> bool:
        return bool(self.fillers.get(role))

    def all(self) -> list[Filler]:
        return [f for row in self.fillers.values() for f in row]


def fillers_of(line: Line, phrase: Phrase | None) -> list[Filler]:
    """A phrase and what is joined to it, as fillers."""
    if phrase is None:
        return []
    return [_filler(line, part) for part in (phrase, *phrase.tail)]


def _filler(line: Line, phrase: Phrase) -> Filler:
    first = phrase.first
    while first < phrase.head and line.words[first].kind is Kind.QUOTE:
        first += 1
    stems = frozenset(line.words[at].stem for at in range(phrase.first, phrase.last))
    mention: Mention | None = phrase.mention
    if mention is None:
        event = any(s.way is Way.NOUN for s in line.words[phrase.first].senses)
        return Filler(phrase.start, phrase.end, phrase.first, phrase.last, stems=stems, event=event)
    index = next(
        at
        for at in range(phrase.first, phrase.last)
        if line.words[at].mention >= 0 and line.mentions[line.words[at].mention] is mention
    )
    word = line.words[index]
    return Filler(
        word.at,
        line.words[word.last - 1].end,
        phrase.first,
        phrase.last,
        mention.actor or None,
        mention.type,
        stems=stems,
    )


def distant(fillers: list[Filler]) -> list[Filler]:
    """The same fillers as seen from another clause."""
    return [replace(f, near=False) for f in fillers]

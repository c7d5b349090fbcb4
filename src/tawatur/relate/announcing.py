"""Words that only announce who speaks: the act of speech that attributions already show, and no claim of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from tawatur.core.model import Attribution, Fact, Span
from tawatur.core.ports import Corpus
from tawatur.relate.function_words import function_stems
from tawatur.relate.kinds import word_stems
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem

Range = tuple[int, int]
#: Types of facts of which the event is an act of speech, and the roles that tell who, to whom, where, by which channel.
_SAYING = frozenset(("DISCLOSE", "ACCUSE", "DENY"))
_SETTING = frozenset(("agent", "recipient", "place", "instrument"))


class Announcing:
    """Where the attributions of one text announce who speaks, as places of its words. `place` gives the words under a
    span, `stem_at` the stem of a word."""

    def __init__(
        self, attributions: Iterable[Attribution], place: Callable[[Span], Range], stem_at: Callable[[int], str]
    ) -> None:
        rows = [(a, a.cue) for a in attributions if a.cue]
        self._cues = sorted((place(cue), place(a.content)) for a, cue in rows)
        self._sources = frozenset(n for a, _ in rows if a.source for n in range(*place(a.source)))
        self._stem_at = stem_at

    def own(self, first: int, last: int) -> Range:
        """What a clause, words `[first, last)` of one sentence, says besides announcing: an empty range for nothing.

        From a cue to the clause's end stand speaker, hearer, time and place of the speech («بحسب ما أعلن … اليوم»,
        «وقال … لوكالة … إن»); before it, the source right before it. Between a cue and what it announces, a
        clause that begins with a preposition tells the occasion («في مؤتمر صحفي …»).
        """
        start = next((cue[0] for cue, _ in self._cues if first <= cue[0] < last), None)
        if start is None:
            occasion = self._stem_at(first) in _prepositions() and any(
                cue[1] <= first and last == content[0] for cue, content in self._cues
            )
            return (first, first) if occasion else (first, last)
        while start > first and (start - 1 in self._sources or self._stem_at(start - 1) in function_stems()):
            start -= 1
        return first, start


def only_announces(corpus: Corpus, fact: Fact) -> bool:
    """Whether a fact tells no more than that somebody spoke («أصدرت الوزارة بيانا»): an act of speech of which nothing
    is told but who, to whom, where and by which channel, and a word for what was uttered."""
    rest = [a for a in fact.arguments if a.role not in _SETTING]
    if fact.type == "ACCUSE" and any(a.role == "patient" for a in rest):
        return False
    return fact.type in _SAYING and all(a.actor is None and _utterance(corpus.words(a.span)) for a in rest)


def _utterance(words: str) -> bool:
    return word_stems(words) <= _utterances()


@cache
def _utterances() -> frozenset[str]:
    return frozenset(s for f in load_yaml("ar/sources-words.yaml")["utterances"] for s in word_stems(f))


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(stem(fold(f)) for f in load_yaml("ar/attribution-words.yaml")["prepositions"])

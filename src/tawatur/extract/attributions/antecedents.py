"""Who goes on speaking where a cue names nobody («وأضاف», «مؤكدا»).

Everybody who spoke before the cue, and everybody named in the sentences around it, is a candidate; what is known of a
candidate (how long ago they spoke, whether they are named in this sentence, gender and number …) are features with
weights, and the candidate with the highest sum is taken. Weights: `resources/data/ar/antecedents.yaml`, made by
`training.antecedents` (a log-linear model of the choice, after Denis & Baldridge 2008, "Specialized models and ranking
for coreference resolution").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tawatur.core.model import EntityType
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.model import Cue, Source, Triple
from tawatur.extract.attributions.passage import Passage, classes
from tawatur.extract.attributions.sources import kind_of, phrase_end
from tawatur.extract.attributions.voices import Voice, is_several, voice_of
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Triples before a cue whose voices are candidates; names, and sentences before its own in which names are.
VOICES, NAMES, SENTENCES = 12, 8, 2
#: Words before a cue among which names and nouns are looked for.
REACH = 150
#: What holds of several people where the cue is a verb of several; where it holds of anybody, no one person goes on,
#: and at a past tense («وأكدوا»; not «يقولون») somebody does.
SEVERAL = "plural both"
#: What holds of a person of whom a death is told, and who said nothing before: they do not go on.
DEAD = "dead"
#: What holds of a candidate whose words show the other gender: they do not go on where somebody else can.
OTHER = "gender other"
#: Words from a sentence's first to the subject of its verb, where that comes first.
EARLY = 3
#: Words of a title before a name that are looked at.
NEAR = 3
#: Classes of nouns for those who can speak.
SPEAKING = frozenset(("titles", "bodies", "media", "agencies", "unnamed", "documents"))
#: From these counts on features do not count further.
_RANKS, _AGO = 4, 4
_NAMED = (EntityType.PER, EntityType.ORG)


@dataclass(slots=True)
class Candidate:
    """Who may go on speaking: the words that name them (None: nobody does), their actor, and what is known of them."""

    source: Source | None
    actor: str | None
    features: set[str] = field(default_factory=set)


def antecedent(candidates: Sequence[Candidate], weights: Mapping[str, float] | None = None) -> Candidate | None:
    """The candidate whose features weigh most, the first of several; None where there is none at all. `weights`: others
    than those of the language data."""
    known = weights_of_features() if weights is None else weights
    return max(candidates, key=lambda c: round(sum(known.get(f, 0.0) for f in sorted(c.features)), 6), default=None)


@cache
def weights_of_features() -> Mapping[str, float]:
    """The weights of the language data by feature."""
    weights: Mapping[str, float] = load_yaml("ar/antecedents.yaml")["weights"]
    return weights


def candidates(
    passage: Passage,
    triples: Sequence[Triple],
    parents: Sequence[int | None],
    voices: Sequence[Voice | None],
    number: int,
) -> list[Candidate]:
    """Who may go on speaking at the cue of triple `number`, with their features, the last voices first, nobody last; in
    English, which no weight knows, the last voice that stood in nobody else's words alone.
    `voices`: who speaks in each of the triples before it."""
    cue = triples[number].cue
    if cue is None:
        return []
    around = _Around(passage, triples, parents, number)
    for at in range(number - 1, max(-1, number - 1 - VOICES), -1):
        voice = voices[at]
        if voice is not None:
            around.add_voice(at, voice)
    for near, place in enumerate(_names_before(passage, cue.first)):
        around.add_name(near, *place)
    for near, place in enumerate(_nouns_before(passage, cue.first)):
        around.add_noun(near, *place)
    found = list(around.found.values())
    if cue.form.key.isascii():
        return [c for c in found if "spoke" in c.features and "spoke inside" not in c.features][:1]
    for candidate in found:
        candidate.features.update(_agreement(passage, cue, candidate.source))
    living = [c for c in found if DEAD not in c.features]
    fitting = [c for c in living if OTHER not in c.features] or living
    several = [c for c in fitting if cue.form.plural and not cue.form.first_person and SEVERAL in c.features]
    somebody = several and cue.form.shape is Shape.PAST
    rows = [*(several or fitting), *([] if somebody else [Candidate(None, None, set(_nobody(cue)))])]
    context = list(
        _context(passage, cue, parents[number] is not None, around.ago(number - 1) == 0 if number else False)
    )
    for candidate in rows:
        candidate.features.update([f"{c}: {f}" for f in candidate.features for c in context])
    return rows


@dataclass(slots=True)
class _Around:
    """What stands around the cue of triple `number`: who is found there, by actor or by place."""

    passage: Passage
    triples: Sequence[Triple]
    parents: Sequence[int | None]
    number: int
    found: dict[object, Candidate] = field(default_factory=dict)

    def ago(self, triple: int) -> int:
        """Sentences from the cue of another triple to this one."""
        return self.since(_first(self.triples[triple]))

    def since(self, index: int) -> int:
        """Sentences from a token to the cue."""
        return self.passage.sentence[_first(self.triples[self.number])] - self.passage.sentence[index]

    def add_voice(self, at: int, voice: Voice) -> None:
        """Add the voice of a triple, or what this triple tells of a voice that is there."""
        key: object = voice.actor or (voice.source.first, voice.source.last)
        if key not in self.found:
            said = {
                "spoke",
                f"spoke {min(len(self.found), _RANKS)} voices ago",
                f"spoke {min(self.ago(at), _AGO)} sentences ago",
            }
            self.found[key] = Candidate(voice.source, voice.actor, said)
            if self.parents[at] is not None:
                said.add("spoke inside")
            if self.triples[at].source is None:
                said.add("went on")
        parent = self.parents[self.number]
        if at == parent:
            self.found[key].features.add("gives these words")
        elif parent is not None and self.parents[at] == parent:
            self.found[key].features.add("spoke beside")

    def add_name(self, near: int, first: int, last: int) -> None:
        """Add a name before the cue, or what its place tells of a voice that is there."""
        passage = self.passage
        mention = passage.mentions[passage.name_at[first]]
        titled = _titled_start(passage, first)
        source = Source(titled, last, kind_of(passage, titled, last))
        candidate = self.found.setdefault(mention.actor or (first, last), Candidate(source, mention.actor or None))
        if "named" in candidate.features:
            return
        ago = self.since(first)
        candidate.features |= {"named", f"named {mention.type}"}
        candidate.features |= {f"named {min(near, 3)} names ago", f"named {ago} sentences ago"}
        candidate.features.update(self._standing(titled))
        if mention.type is not EntityType.PER:
            return
        if "spoke" not in candidate.features and _is_dead(passage, titled):
            candidate.features.add(DEAD)
        lowest = max(passage.starts[passage.sentence[first]], first - REACH)
        if not any(_person_at(passage, i) for i in range(lowest, first)):
            candidate.features.add("first person named" if ago else "first person named here")

    def add_noun(self, near: int, first: int, last: int) -> None:
        """Add a noun for somebody who can speak, where no voice and no name begins with it and no preposition governs
        it («في مكتب الشركة»)."""
        passage, found = self.passage, self.found
        if first > 0 and "prepositions" in classes(passage.keys[first - 1]):
            return
        if any(c.source.first <= first < c.source.last for c in found.values() if c.source):
            return
        for key in [
            k for k, c in found.items() if "noun" in c.features and c.source and first <= c.source.first < last
        ]:
            del found[key]
        features = {"noun", f"noun {min(near, 3)} nouns ago", f"noun {self.since(first)} sentences ago"}
        features |= {f"noun of {name}" for name in classes(passage.keys[first]) & SPEAKING}
        features.update(self._standing(first))
        found[first, last] = Candidate(Source(first, last, kind_of(passage, first, last)), None, features)

    def _standing(self, first: int) -> Iterator[str]:
        """How the word at `first`, of a name or noun, stands among the words around it and in what others say."""
        passage, triples, parent = self.passage, self.triples, self.parents[self.number]
        others = (triples[n].content for n in range(max(0, self.number - VOICES), self.number) if n != parent)
        if any(c.first <= first < c.last for c in others):
            yield "spoken of"
        if parent is not None and triples[parent].content.first <= first <= triples[parent].content.first + 1:
            yield "opens these words"
        start = passage.starts[passage.sentence[first]]
        before = passage.keys[first - 1] if first > start else ""
        if 0 < first - start <= EARLY and "prepositions" not in classes(before):
            yield "early in its sentence" if self.since(first) else "early in this sentence"
        if not before:
            yield "opens its sentence"
        elif "prepositions" in classes(before):
            yield "governed"
        elif "titles" in classes(before):
            yield "titled"
        elif classes(before) & SPEAKING:
            yield "behind who may speak"
        elif before.startswith("ال"):
            yield "behind a definite noun"


def _is_dead(passage: Passage, first: int) -> bool:
    """Whether the words right before a name say that its bearer died («قتل X», «وفاة X»)."""
    lowest = max(passage.starts[passage.sentence[first]], first - 2)
    keys = passage.keys[lowest:first]
    return any(key in _deaths() or key.removeprefix("و") in _deaths() for key in keys)


@cache
def _deaths() -> frozenset[str]:
    return frozenset(fold(word) for word in load_yaml("ar/sources-words.yaml")["deaths"])


def _titled_start(passage: Passage, first: int) -> int:
    """Where a name's title begins («الوزير X», «وزير الصحة العامة X»): at its first token where it has none."""
    lowest = passage.starts[passage.sentence[first]]
    start = first
    while start > max(lowest, first - NEAR) and passage.keys[start - 1].startswith("ال"):
        start -= 1
        if "titles" in classes(passage.keys[start]):
            return start
    return start - 1 if start > lowest and "titles" in classes(passage.keys[start - 1]) else first


def _first(triple: Triple) -> int:
    return triple.cue.first if triple.cue else triple.content.first


def _person_at(passage: Passage, index: int) -> bool:
    return passage.name_at[index] >= 0 and passage.mentions[passage.name_at[index]].type is EntityType.PER


def _names_before(passage: Passage, index: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the names in a cue's sentence and the ones before, the nearest first."""
    lowest = max(passage.starts[max(0, passage.sentence[index] - SENTENCES)], index - REACH)
    at, seen = index - 1, 0
    while at >= lowest and seen < NAMES:
        name = passage.name_at[at]
        if name < 0:
            at -= 1
            continue
        first = at
        while first > lowest and passage.name_at[first - 1] == name:
            first -= 1
        seen += 1
        if passage.mentions[name].type in _NAMED:
            yield first, at + 1
        at = first - 1


def _nouns_before(passage: Passage, index: int) -> Iterator[tuple[int, int]]:
    """Token ranges of nouns for people and bodies who can speak, in a cue's sentence and the one before, the nearest
    first."""
    lowest = max(passage.starts[max(0, passage.sentence[index] - 1)], index - REACH)
    seen = 0
    for at in range(index - 1, lowest - 1, -1):
        if passage.name_at[at] < 0 and (classes(passage.keys[at]) & SPEAKING or is_several(passage, at)):
            yield at, _noun_end(passage, at, index)
            seen += 1
            if seen == NAMES:
                return


def _noun_end(passage: Passage, start: int, limit: int) -> int:
    """Where a noun for who can speak ends: a title with the title that it is over («نائب المدير»), anything else with
    its phrase."""
    if "titles" not in classes(passage.keys[start]):
        end = phrase_end(passage, start, limit)
        end = next((i for i in range(start + 1, end) if passage.name_at[i] >= 0), end)
        while end > start + 1 and "prepositions" in classes(passage.keys[end - 1]):
            end -= 1
        return end
    last = start + 1
    while last < limit and passage.name_at[last] < 0 and "titles" in classes(passage.keys[last]):
        last += 1
    return last


def _context(passage: Passage, cue: Cue, inside: bool, heard: bool) -> Iterator[str]:
    """What sort of cue asks: `inside` another's words, `heard`: behind another voice of its sentence."""
    yield cue.form.shape.name.lower()
    start = passage.starts[passage.sentence[cue.first]]
    number = passage.sentence[cue.first]
    if cue.first == start and (number == 0 or passage.paragraph[number - 1] != passage.paragraph[number]):
        yield "opens a paragraph"
    if cue.prefix > 0 and passage.keys[cue.first].startswith("و"):
        yield "joined"
    if inside:
        yield "inside"
    if not heard:
        yield "first in its sentence"
    if cue.form.gender == "f":
        yield "feminine"


def _nobody(cue: Cue) -> Iterator[str]:
    """What tells that nobody in particular goes on («ومن المتوقع», «يقولون»)."""
    yield "nobody"
    yield f"nobody, {cue.form.gender or 'any'}{' several' if cue.form.plural else ''}"
    yield f"nobody, {cue.entries[-1].id}"
    yield f"nobody, {cue.form.key}"


def _agreement(passage: Passage, cue: Cue, source: Source | None) -> Iterator[str]:
    """Whether gender and number of a cue and a candidate agree, and where the candidate's words stand."""
    if source is None:
        return
    voice = voice_of(passage, source, ())
    if cue.form.gender and cue.form.shape is not Shape.NOUN:
        known = "gender same" if voice.gender == cue.form.gender else OTHER
        yield known if voice.gender else "gender unknown"
    if voice.plural or cue.form.plural:
        yield SEVERAL if voice.plural and cue.form.plural else "plural one"
    if passage.paragraph[passage.sentence[source.first]] == passage.paragraph[passage.sentence[cue.first]]:
        yield "in this paragraph"

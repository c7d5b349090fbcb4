"""From the tagger's scores to spans: the best path of BIO tags, pointed spans, and mentions in characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawatur.backends.surface import SurfaceToken

Floats = NDArray[np.float32]
PARTICLES = frozenset("وفبلكس")
_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class TaggedFact:
    """A fact as the tagger reads it: the token that states it and how probable it is that it states any, its likeliest
    type, and who fills its roles: role, token at which the filler begins, probability."""

    token: int
    probability: float
    type: str
    fillers: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """What the tagger says of every token of a sentence; tuples but the last are as long as the sentence.

    `names` and `cues` are BIO tags (`B-PER`, `I-ORG`, `O`; `B`, `I`, `O`); `particles` is how many leading characters
    of the token are a prefixed particle, should a name begin in it. `goes_on` tells how probable it is that the token
    goes on with the phrase before it, should that fill a role. Probabilities are of the tag beside them. `facts` are
    those that its tokens state, in their order.
    """

    names: tuple[str, ...]
    name_probabilities: tuple[float, ...]
    particles: tuple[int, ...]
    particle_probabilities: tuple[float, ...]
    cues: tuple[str, ...]
    cue_probabilities: tuple[float, ...]
    goes_on: tuple[float, ...] = ()
    facts: tuple[TaggedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name in characters of the text (half-open), its type PER, LOC, ORG or MISC, and the least probability of its
    tags."""

    start: int
    end: int
    type: str
    probability: float


@dataclass(frozen=True, slots=True)
class Pointed:
    """A span of tokens (half-open) or None, and its probability."""

    span: tuple[int, int] | None
    probability: float

    def moved(self, by: int) -> Pointed:
        """The same with token numbers moved."""
        return self if self.span is None else Pointed((self.span[0] + by, self.span[1] + by), self.probability)


@dataclass(frozen=True, slots=True)
class CueReading:
    """An attribution as read from its cue.

    `sentence` is the number of the cue's sentence; `cue`, `source.span` and `content.span` are tokens (half-open)
    counted from its start, over the sentences that follow; `source_particle` is how many leading characters of the
    source are a prefixed particle.
    """

    sentence: int
    cue: tuple[int, int]
    cue_probability: float
    force: str
    force_probability: float
    source: Pointed
    source_particle: int
    content: Pointed


@dataclass(frozen=True, slots=True)
class PlacedCue:
    """A cue to be read: its sentence, its tokens in it (half-open), and how probable the tagger holds it to be one."""

    sentence: int
    tokens: tuple[int, int]
    probability: float


def cues_of(sentence: int, tagged: TaggedSentence) -> list[PlacedCue]:
    """The cues that the tagger found in a sentence, with the least probability of their tags."""
    return [
        PlacedCue(sentence, (first, end), min(tagged.cue_probabilities[first:end]))
        for first, end, _ in bio_spans(tagged.cues)
    ]


def cue_at(sentence: int, tagged: TaggedSentence, tokens: tuple[int, int]) -> PlacedCue:
    """A cue that somebody else found, with what the tagger holds of its first token being in one."""
    tag, probability = tagged.cues[tokens[0]], tagged.cue_probabilities[tokens[0]]
    return PlacedCue(sentence, tokens, 1 - probability if tag == "O" else probability)


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = powers / powers.sum(-1, keepdims=True)
    return out


def best(probabilities: Floats) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The likeliest column of every row, and its probability."""
    return tuple(int(i) for i in probabilities.argmax(-1)), tuple(float(p) for p in probabilities.max(-1))


def _transitions(labels: Sequence[str]) -> Floats:
    """0 where a tag may follow another, a great penalty where an I would continue nothing."""
    table = np.zeros((len(labels), len(labels)), np.float32)
    for j, after in enumerate(labels):
        if after.startswith("I"):
            for i, before in enumerate(labels):
                if before == "O" or before[1:] != after[1:]:
                    table[i, j] = _FORBIDDEN
    return table


def viterbi(probabilities: Floats, labels: Sequence[str]) -> list[int]:
    """The likeliest sequence of labels in which no I stands without its B."""
    allowed = _transitions(labels)
    scores = np.log(probabilities + 1e-12)
    total = scores[0] + np.array([_FORBIDDEN if label.startswith("I") else 0.0 for label in labels], np.float32)
    back = []
    for row in scores[1:]:
        ways = total[:, None] + allowed
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def bio_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of BIO tags as first token, last plus one, type; an I that continues nothing opens a span."""
    spans: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[:1] != "I" or tag[2:] != kind):
            spans.append((start, i, kind))
            start = -1
        if tag != "O" and start < 0:
            start, kind = i, tag[2:]
    return spans


def pointed(starts: Floats, ends: Floats, optional: bool) -> Pointed:
    """The best span by start and end scores; line 0 stands for «none», which only an optional span may be.

    Arguments: scores of the start and of the last token, with the line for «none» first. The probability is the
    product of both.
    """
    start_p, end_p = softmax(starts), softmax(ends)
    if len(starts) < 2:
        return Pointed(None, 1.0)
    both = np.triu(start_p[1:, None] * end_p[None, 1:])
    first, last = divmod(int(both.argmax()), len(both))
    none = float(start_p[0] * end_p[0])
    if optional and none >= both[first, last]:
        return Pointed(None, none)
    return Pointed((first + 1, last + 2), float(both[first, last]))


def particle_length(word: str, length: int) -> int:
    """How many leading characters are taken off: as told, where they can be particles and something remains."""
    return length if length < len(word) and all(letter in PARTICLES for letter in word[:length]) else 0


def fillers(seeks: Floats, fills: Floats, roles: Sequence[str], first: int) -> tuple[tuple[str, int, float], ...]:
    """Who fills the roles of a trigger: for every word the likeliest role where that is likelier than none.

    Arguments: what the trigger seeks (roles × width), what each word has (words × width), the roles' names, the number
    of the first word.
    """
    scores = fills @ seeks.T * np.float32(seeks.shape[1] ** -0.5)
    probabilities = softmax(np.concatenate([np.zeros_like(scores[:, :1]), scores], 1))
    best_role = probabilities.argmax(1)
    return tuple(
        (roles[role - 1], first + at, float(probabilities[at, role])) for at, role in enumerate(best_role) if role > 0
    )


def phrase_end(goes_on: Sequence[float], first: int) -> int:
    """The token after the phrase that begins at one, by how probable it is that each goes on with that before it."""
    end = first + 1
    while end < len(goes_on) and goes_on[end] >= 0.5:
        end += 1
    return end


def decode_mentions(tokens: Sequence[SurfaceToken], tagged: TaggedSentence) -> list[NamedSpan]:
    """The names of a sentence in characters of its text, prefixed particles left outside.

    Arguments: the sentence's tokens with their offsets, and what the tagger said of them. Raises ValueError where they
    differ in number.
    """
    if len(tokens) != len(tagged.names):
        raise ValueError("as many tokens as tags are needed")
    out = []
    for first, end, kind in bio_spans(tagged.names):
        cut = particle_length(tokens[first].text, tagged.particles[first])
        probability = min(tagged.name_probabilities[first:end])
        out.append(NamedSpan(tokens[first].start + cut, tokens[end - 1].end, kind, probability))
    return out

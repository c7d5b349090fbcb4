"""A document as the rules walk it: one row of tokens with their classes, sentence bounds, and named mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tawatur.core.model import Mention, SegmentKind
from tawatur.extract.attributions.lexicon import words
from tawatur.extract.reading import Reading
from tawatur.text.tokens import Token

#: Patterns of verbal nouns that are safe after a finished noun phrase: taf'il, istif'al, infi'al, ifti'al
#: (if'al is not among them: unvowelled it is also the broken plural af'al; its common words are listed as data).
_MASDAR = re.compile(r"(?:ال)?(?:ت..ي.|است...?ا.|ان..ا.|ا.ت.ا.|م.ا..ه)(?:ه|ها|هم|ات)?$")

OPENERS = frozenset('«“"‘”')
CLOSERS = frozenset('»”"’“')
_NOUN_CLASSES = ("titles", "bodies", "documents", "media", "agencies", "unnamed")
COMMAS = frozenset("،,؛;")
STOPS = frozenset((".", "؟", "?", "!", "…", ".."))


@lru_cache(maxsize=200_000)
def classes(key: str) -> frozenset[str]:
    """The closed classes a folded word belongs to, with or without the article where the class is one of nouns; with
    «و» or «ف» before it where the whole word is in none."""
    sets = words().sets
    own = frozenset(name for name, members in sets.items() if key in members and name != "groups")
    if not own and key.startswith("ال") and len(key) > 4:
        own = frozenset(name for name in _NOUN_CLASSES if key[2:] in sets[name])
    if own or len(key) < 3 or key[0] not in "وف":
        return own
    rest = frozenset(name for name, members in sets.items() if key[1:] in members and name != "groups")
    return rest | {"joined"} if rest else rest


@lru_cache(maxsize=200_000)
def attached(key: str, particle: str) -> int:
    """How many characters of `key` are the particle written onto a noun («بفتح» → 1 for "ب"), 0 without one."""
    sets = words().sets
    offset = 1 if key[:1] == "و" and key[1:2] == particle and len(key) >= 5 else 0
    word = key[offset:]
    if not word.startswith(particle) or len(word) < 4 or key in sets["no_particle"] or word in sets["no_particle"]:
        return 0
    if classes(word):
        return 0
    return offset + 1


@dataclass(frozen=True, slots=True)
class Passage:
    """`tokens` of all sentences in a row; `sentence[i]` is the sentence of token i, `starts`/`ends` bound sentences,
    `paragraph[s]` and `kind[s]` describe sentence s; `name_at[i]` is the index of the mention that covers token i."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    paragraph: tuple[int, ...]
    kind: tuple[SegmentKind, ...]
    mentions: tuple[Mention, ...]
    name_at: tuple[int, ...]
    name_end: tuple[int, ...]
    nominal_actor: Mapping[int, str]

    @classmethod
    def of(cls, reading: Reading) -> Passage:
        """The passage of a reading (sentences from the segments stage, mentions from the names stage if any)."""
        tokens: list[Token] = []
        sentence: list[int] = []
        starts, ends = [], []
        for number, row in enumerate(reading.sentences):
            starts.append(len(tokens))
            tokens += row.tokens
            sentence += [number] * len(row.tokens)
            ends.append(len(tokens))
        mentions = tuple(m for m in reading.of(Mention) if not m.nominal)
        name_at, name_end = _cover(tokens, [reading.range(m.span) for m in mentions])
        return cls(
            tuple(tokens),
            tuple(t.key for t in tokens),
            tuple(sentence),
            tuple(starts),
            tuple(ends),
            tuple(s.paragraph for s in reading.sentences),
            tuple(s.kind for s in reading.sentences),
            mentions,
            name_at,
            name_end,
            _nominal_actors(reading, tokens),
        )

    def bounds(self, index: int) -> tuple[int, int]:
        """First token and end of the sentence that token `index` stands in."""
        number = self.sentence[index]
        return self.starts[number], self.ends[number]

    def has(self, index: int, name: str) -> bool:
        """Whether token `index` belongs to a closed class."""
        return name in classes(self.keys[index])

    def is_comma(self, index: int) -> bool:
        return self.keys[index] in COMMAS

    def is_word(self, index: int) -> bool:
        return self.keys[index][0].isalpha()


def _nominal_actors(reading: Reading, tokens: Sequence[Token]) -> dict[int, str]:
    """The actor that a definite noun stands for, by the token at which the noun's mention begins."""
    by_start = {reading.range(m.span)[0]: m.actor for m in reading.of(Mention) if m.nominal and m.actor}
    return {i: by_start[t.start] for i, t in enumerate(tokens) if t.start in by_start} if by_start else {}


def _cover(tokens: Sequence[Token], ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each token, the mention that covers it (-1) and the token index where that mention ends (-1)."""
    name_at, name_end = [-1] * len(tokens), [-1] * len(tokens)
    order = sorted(range(len(tokens)), key=lambda i: tokens[i].start)
    at = 0
    for number, (start, end) in sorted(enumerate(ranges), key=lambda r: r[1]):
        while at < len(order) and tokens[order[at]].end <= start:
            at += 1
        covered = []
        step = at
        while step < len(order) and tokens[order[step]].start < end:
            covered.append(order[step])
            step += 1
        for index in covered:
            if name_at[index] < 0:
                name_at[index], name_end[index] = number, max(covered) + 1
    return tuple(name_at), tuple(name_end)


def masdar_like(key: str) -> bool:
    """Whether a folded word looks like a verbal noun of a derived form, or is listed as a head of objects."""
    heads = words().sets["object_heads"]
    if key in heads or (_MASDAR.match(key) is not None and not classes(key)):
        return True
    for ending in ("هم", "ها", "ه"):
        stem = key[: -len(ending)]
        if key.endswith(ending) and (stem in heads or (stem.endswith("ت") and stem[:-1] + "ه" in heads)):
            return True
    return False


def head_key(passage: Passage, index: int) -> str:
    """A source's first word without the ل written onto it («وفقا لتقرير …»), its article restored («للوزارة»)."""
    key = passage.keys[index]
    if passage.name_at[index] < 0 and not classes(key) and attached(key, "ل"):
        return "ا" + key[1:] if key.startswith("لل") else key[1:]
    return key

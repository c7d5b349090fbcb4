"""Rules and tagger together: whose cue stands, and whose source, content and force are taken for it.

A voice of the rules stands where the tagger hears one at its cue too, and the tagger adds voices of which it is
confident. It says who speaks; content and force are its own where it is sure of them. `Trust` says how sure; its
figures were chosen on 132 annotated articles that trained neither, and on six gold sets (seeds, aleppo, jamraya,
timbuktu, coalition, hotel).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tawatur.core.model import Force
from tawatur.extract.attributions.addressed import without_listener
from tawatur.extract.attributions.heard import LEAST_ALONE, Heard
from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.attributions.lexicon import Entry, phrase_candidates, single_readings
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.sources import anonymity_end, with_alias, with_anonymity

TAGGER = "tagger"


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on the tagger decides.

    `alone`: adds a voice, by cue and content together. Of a voice that both have found: `clause` and `phrase`, its
    content after أن or a quotation mark and after anything else; `force`, its force. `same`: the overlap of two
    contents from which they are one.
    """

    alone: float = LEAST_ALONE
    clause: float = 0.8
    phrase: float = 0.5
    force: float = 0.6
    same: float = 0.5


TRUST = Trust()


def fuse(passage: Passage, triples: Sequence[Triple], heard: Sequence[Heard], trust: Trust = TRUST) -> list[Triple]:
    """The voices of a passage from what the rules found and what the tagger heard, in order of cues.

    A triple at whose cue nothing is heard is taken back; but both hops of a relay stand where one of them is heard, and
    of English, which the tagger never learnt, the rules alone decide.
    """
    withheld = {i for at in range(len(passage.keys)) for i in range(at, anonymity_end(passage, at))}
    heard = [h for h in heard if h.first not in withheld and not english(passage, h.first, h.content)]
    beside = match(triples, heard)
    relayed = {triples[n].opener for n in beside if is_relay(triples[n])}
    made: list[Triple] = []
    for number, triple in enumerate(triples):
        if english(passage, place(triple), triple.content):
            made.append(triple)
        elif number in beside:
            made.append(amended(passage, triple, beside[number], trust))
        elif is_relay(triple) and triple.opener in relayed:
            made.append(triple)
    taken = {id(h) for h in beside.values()}
    alone = [h for h in heard if id(h) not in taken and h.probability * h.content_probability >= trust.alone]
    for h in alone:
        new = added(passage, h)
        if new and not any(echoes(new, t, trust.same) for t in made):
            made.append(new)
    return sorted(made, key=lambda t: (place(t), t.content.first))


def english(passage: Passage, at: int, content: Content) -> bool:
    """Whether a cue, or what follows it where the cue is a colon, is an English word."""
    key = passage.keys[content.first if passage.keys[at] == ":" else at]
    return key.isascii() and key.isalpha()


def match(triples: Sequence[Triple], heard: Sequence[Heard]) -> Mapping[int, Heard]:
    """For each triple (by number) the heard voice at its cue; two triples at one cue keep the nearest."""
    found: dict[int, Heard] = {}
    for number, triple in enumerate(triples):
        first, last = triple.cue_span
        near = [h for h in heard if h.first < last and first < h.last]
        if near:
            found[number] = min(near, key=lambda h: abs(h.first - first) + abs(h.last - last))
    return found


def place(triple: Triple) -> int:
    """Where a triple stands in the order of voices."""
    return triple.cue.first if triple.cue else triple.content.first


def amended(passage: Passage, triple: Triple, heard: Heard, trust: Trust) -> Triple:
    """A rule's triple with the tagger's source, and its content and force where it is sure of them."""
    if is_relay(triple):
        return triple
    changed = triple
    source = named(passage, heard)
    if not loses_name(passage, triple.source, source):
        changed = replace(changed, source=source)
    if heard.content_probability >= (trust.clause if triple.opener.kind in ("an", "quote") else trust.phrase):
        same = heard.content.first == triple.content.first
        changed = replace(changed, content=replace(heard.content, skip=triple.content.skip if same else 0))
    return replace(changed, force=heard.force) if heard.force_probability >= trust.force else changed


def named(passage: Passage, heard: Heard) -> Source | None:
    """A heard source with the name that it gives itself behind («ضابط عرف عن نفسه باسم …»), or that it keeps back."""
    if heard.source is None:
        return None
    source = without_listener(passage, heard.source)
    limit = heard.first if source.last <= heard.first else heard.content.first
    if source.last >= limit:
        return source
    return replace(source, last=with_anonymity(passage, with_alias(passage, source.last, limit), limit))


def loses_name(passage: Passage, rule: Source | None, heard: Source | None) -> bool:
    """Whether what is heard is nothing, or only a part of the rule's source, without the first name in it."""
    if rule is None or (heard is not None and (heard.first < rule.first or heard.last > rule.last)):
        return False
    name = next((i for i in range(rule.first, rule.last) if passage.name_at[i] >= 0), None)
    return name is not None and (heard is None or not heard.first <= name < heard.last)


def is_relay(triple: Triple) -> bool:
    """Whether a triple is a hop of «نقلت X عن Y …», which the rules split and the tagger hears as one."""
    return triple.rule == "say.transmit"


def added(passage: Passage, heard: Heard) -> Triple | None:
    """The triple of a voice that only the tagger heard; None where its parts contradict each other."""
    inside = heard.content.first <= heard.first < heard.content.last
    if inside and heard.last - heard.first >= heard.content.last - heard.content.first:
        return None
    opener = Opener("an", max(heard.last, heard.content.first - 1), heard.content.first)
    source = named(passage, heard)
    if passage.keys[heard.first] == ":":
        return Triple(None, replace(opener, kind="quote", at=heard.first), source, heard.content, "colon", heard.force)
    cue = cue_of(passage, heard.first, heard.last, heard.force)
    return Triple(cue, opener, source, heard.content, TAGGER, heard.force)


def cue_of(passage: Passage, first: int, last: int, force: Force) -> Cue:
    """Words `[first, last)` that only the tagger or an annotator takes for a cue, with its force."""
    key = passage.keys[first]
    entry = Entry(TAGGER, force, ("an", "quote"), frozenset())
    readings = single_readings(key)
    if readings:
        return Cue(first, last, readings[0].prefix, readings[0].form, (entry, readings[0].entry))
    phrases = (e for _, words, e in phrase_candidates(key) if _begins(passage, first, words[1:]))
    return Cue(first, last, 0, Form(key, Shape.PAST), (entry, *islice(phrases, 1)))


def _begins(passage: Passage, first: int, rest: Sequence[str]) -> bool:
    """Whether words follow the one at `first`; what they govern may be written on to the last of them."""
    after = passage.keys[first + 1 : first + 1 + len(rest)]
    return len(after) == len(rest) and all(key.startswith(word) for key, word in zip(after, rest, strict=True))


def echoes(one: Triple, other: Triple, same: float) -> bool:
    """Whether two triples give the same words to the same voice, found at two cues of one sentence."""
    if _overlap(one.content, other.content) < same:
        return False
    return one.source is None or other.source is None or _overlap(one.source, other.source) > 0


def _overlap(one: Content | Source | None, other: Content | Source | None) -> float:
    """Tokens in both over tokens in either; 1 for nothing and nothing."""
    if one is None or other is None:
        return float(one is other)
    shared = min(one.last, other.last) - max(one.first, other.first)
    return max(0, shared) / (max(one.last, other.last) - min(one.first, other.first))

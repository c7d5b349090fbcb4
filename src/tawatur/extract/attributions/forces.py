"""The force of a content: its cue's, its object's («أعلن رفضه»), or its own words' («قال إنه يجب …»)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Force
from tawatur.extract.attributions.assemble import entry_for
from tawatur.extract.attributions.lexicon import force_of_object
from tawatur.extract.attributions.model import Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_HEAD, _NEAR, _ANY = 3, 12, 60
_NEGATED = {Force.OPINE: Force.DENY, Force.DENY: Force.SPECULATE, Force.INTEND: Force.DENY}


@dataclass(frozen=True, slots=True)
class ContentRule:
    """A row of `force-of-content.yaml`: phrases as tuples of folded words, by where they must stand."""

    id: str
    force: Force
    head: frozenset[tuple[str, ...]]
    near: frozenset[tuple[str, ...]]
    any: frozenset[tuple[str, ...]]
    own_future: bool


@cache
def content_rules() -> tuple[ContentRule, ...]:
    """The rules in the order in which they are read."""

    def phrases(row: Mapping[str, list[str]], name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(fold(p).split()) for p in row.get(name, ()))

    return tuple(
        ContentRule(
            r["id"],
            Force(r["force"]),
            phrases(r, "head"),
            phrases(r, "near"),
            phrases(r, "any"),
            bool(r.get("own_future")),
        )
        for r in load_yaml("ar/force-of-content.yaml")
    )


def force_of(passage: Passage, triple: Triple) -> Force:
    """The force of one voice's content."""
    if triple.force is not None:
        return triple.force
    if triple.cue is None:
        return by_content(passage, triple) or Force.ASSERT
    entry = entry_for(triple.cue, triple.opener)
    force = entry.force
    if triple.cue.negated:
        return _NEGATED.get(force, force)
    head = passage.keys[triple.content.first][triple.content.skip :]
    if triple.opener.kind not in ("an", "quote") and head in dict(entry.heads):
        return dict(entry.heads)[head]
    if force is not Force.ASSERT or "impersonal" in entry.flags:
        return force
    if triple.opener.kind in ("an", "quote", "fa"):
        return by_content(passage, triple) or force
    return by_object(head) or force


def by_object(key: str) -> Force | None:
    """What is announced, by the head of the object («رفضه», «عزمها»): its force, None for any other noun."""
    table = force_of_object()
    bare = key[2:] if key.startswith("ال") else key
    for ending in ("", "هم", "ها", "ه"):
        stem = bare[: len(bare) - len(ending)] if bare.endswith(ending) else ""
        for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
            if form in table:
                return table[form]
    return None


def by_content(passage: Passage, triple: Triple) -> Force | None:
    """The force that a content's own words give it, None when they give none."""
    first, last = triple.content.first, triple.content.last
    words = [passage.keys[i] for i in range(first, min(last, first + _ANY)) if passage.is_word(i)]
    if words and triple.content.skip:
        words[0] = words[0][triple.content.skip :]
    if passage.keys[last - 1] == "؟" or (last < len(passage.keys) and passage.keys[last] == "؟"):
        return Force.OPINE
    future = _own_future(passage, triple, words)
    for rule in content_rules():
        if rule.own_future and future:
            return rule.force
        if _holds(words, rule.head, _HEAD) or _holds(words, rule.near, _NEAR) or _holds(words, rule.any, len(words)):
            return rule.force
    return None


def _holds(words: list[str], phrases: frozenset[tuple[str, ...]], within: int) -> bool:
    if not phrases:
        return False
    for index in range(min(within, len(words))):
        for length in (1, 2, 3):
            if tuple(words[index : index + length]) in phrases:
                return True
    return False


def _own_future(passage: Passage, triple: Triple, words: list[str]) -> bool:
    """«إنه سيبني»: a future verb right after a complementizer that carries the speaker as its pronoun, or «سنبني»."""
    if not words:
        return False
    key = words[0]
    if key.startswith(("سن", "سا")) and len(key) >= 5:
        return True
    opener = passage.keys[triple.opener.at]
    carries = triple.opener.kind == "an" and opener.endswith(("ه", "ها", "هم", "نا", "ني"))
    return carries and ((key.startswith(("سي", "ست")) and len(key) >= 5) or (key in ("لن", "سوف") and len(words) > 1))

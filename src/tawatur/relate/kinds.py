"""What words and facts are compared as: stems, groups of words that writers exchange, kinds of events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from tawatur.core.model import Fact
from tawatur.relate.function_words import function_stems
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import skeleton, stem

_WORD = re.compile(r"[^\W\d_]+")
#: Rules for facts of vague types that tell the same kind of event or relation.
_ALIKE = {"event.recover": "event.find", "relation.subject": "relation.control"}


@cache
def near_words() -> Mapping[str, str]:
    """Stem to the group of words that writers exchange for it."""
    return {stem(fold(form)): str(row["id"]) for row in load_yaml("ar/near-words.yaml") for form in row["forms"]}


def concept(word: str) -> str:
    """What a stem is compared as: its group of words that writers exchange, else its root."""
    return near_words().get(word) or skeleton(word)


@lru_cache(maxsize=10_000)
def word_stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry content."""
    return frozenset(stem(w) for w in _WORD.findall(fold(text))) - function_stems()


def kind_of(fact: Fact, trigger: str) -> str:
    """The kind of event or relation that a fact is of: its type; for vague types the rule that read it and, where that
    rule is for states of many kinds, what its `trigger` means."""
    rule = fact.rule.removeprefix("fact/")
    if not fact.type.startswith("OTHER_") or ("." not in rule and rule != "tagger"):
        return fact.type
    if rule == "tagger":
        return " ".join((fact.type, *sorted(concept(w) for w in word_stems(trigger))))
    if rule in ("relation.state", "relation.traces"):
        return " ".join((rule, *sorted(concept(w) for w in word_stems(trigger))))
    return _ALIKE.get(rule, rule)

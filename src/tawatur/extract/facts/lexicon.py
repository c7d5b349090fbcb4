"""The closed list of fact types and what states them, from data: triggers by folded form, word classes, frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from tawatur.extract.attributions.inflect import PRONOUNS, Form, Shape, noun, verb
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_FILES = ("ar/facts.yaml", "ar/facts-other.yaml", "ar/facts-relations.yaml")
_WORDS = "ar/fact-words.yaml"


class Way(StrEnum):
    """How a trigger's form states its fact."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of the trigger table. `roles` maps positions to roles: "s" subject, "o" object, "of" the construct of a
    verbal noun (itself "s", "o" or "so": whichever the rest of the phrase leaves open), and prepositions."""

    id: str
    type: str
    roles: Mapping[str, str]
    flags: frozenset[str]
    needs: tuple[frozenset[str], ...]
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a folded word as a trigger's form. `light` words lend their subject to a verbal noun."""

    trigger: Trigger
    way: Way
    form: Form
    article: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Closed word classes of `fact-words.yaml`, folded, by name; `kinds` gives each function word its kind."""

    sets: Mapping[str, frozenset[str]]
    maps: Mapping[str, Mapping[str, str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


def rows() -> Iterator[Mapping[str, Any]]:
    """All trigger rows of the data files, in order."""
    for name in _FILES:
        yield from load_yaml(name)["triggers"]


@cache
def fact_types() -> Mapping[str, Mapping[str, Any]]:
    """The closed list: type → {kind, roles, plover, ftm}."""
    return {str(name): row for name, row in load_yaml("ar/facts.yaml")["types"].items()}


@cache
def frames() -> Mapping[str, Mapping[str, str]]:
    """Named role frames that several triggers share."""
    return dict(load_yaml("ar/facts.yaml")["frames"])


def _trigger(row: Mapping[str, Any]) -> Trigger:
    roles = dict(frames()[row["frame"]]) if "frame" in row else {}
    roles |= row.get("roles", {}) | row.get("roles_extra", {})
    roles = {key if key.isascii() else fold(key): role for key, role in roles.items() if role != "-"}
    needs = tuple(frozenset(str(need).split("|")) for need in row.get("needs", ()))
    return Trigger(row["id"], row["type"], roles, frozenset(row.get("flags", ())), needs, row.get("modality"))


def _adjective(base: str) -> Iterator[Form]:
    key = fold(base)
    stem = key[:-1] if key.endswith("ي") else key
    for article in ("", "ال"):
        for ending, gender, plural in (
            ("", "m", False),
            ("ه", "f", False),
            ("ا", "m", False),
            ("ون", "m", True),
            ("ين", "m", True),
            ("ات", "f", True),
            ("و", "m", True),
            ("ي", "m", True),
            ("ان", "m", True),
            ("تين", "f", True),
        ):
            if article and ending in ("و", "ي", "ا"):
                continue
            body = key if ending in ("", "ه", "ا", "ات", "ان", "تين") else stem
            yield Form(article + body + ending, Shape.PARTICIPLE, gender, plural)


def jussive(present: str) -> Iterator[Form]:
    """The short present of a hollow or defective verb («لم يقم», «لم يرد»); nothing for a sound one."""
    key = fold(present)
    for index in range(2, len(key) - 1):
        if key[index] in "اوي" and index == len(key) - 2:
            short = key[:index] + key[index + 1 :]
            if len(short) >= 3:
                yield Form(short, Shape.PRESENT, "m")
                yield Form("ت" + short[1:], Shape.PRESENT, "f")


def forms_of(row: Mapping[str, Any]) -> Iterator[tuple[Way, Form]]:
    """Every inflected form of a row, with the way in which it states the fact."""
    for pair in row.get("verbs", ()):
        past, _, present = str(pair).partition("/")
        for form in verb(past, present or "-", "-", objects=True):
            yield Way.VERB, form
        if present:
            yield from ((Way.VERB, form) for form in jussive(present))
    for base in row.get("nouns", ()):
        for form in noun(base):
            if not form.first_person:
                yield Way.NOUN, form
        key = fold(base)
        if not key.endswith("ه") and "no_accusative" not in row.get("flags", ()):
            yield Way.NOUN, Form(key + "ا", Shape.NOUN)
    for base in row.get("adjectives", ()):
        for form in _adjective(base):
            yield Way.ADJECTIVE, form


@cache
def senses() -> Mapping[str, tuple[Sense, ...]]:
    """Readings of each folded form as a trigger, in the order of the data."""
    table: dict[str, dict[tuple[str, Way], Sense]] = defaultdict(dict)
    for row in rows():
        trigger = _trigger(row)
        absent = {fold(word) for word in row.get("absent", ())}
        definite = {fold(n) if n.startswith("ال") else "ال" + fold(n) for n in row.get("nouns", ())}
        for way, form in forms_of(row):
            if form.key not in absent and len(form.key) >= 2:
                article = way is Way.NOUN and form.key in definite
                known = table[form.key].get((trigger.id, way))
                if known is None or (known.form.pronoun and not form.pronoun):
                    table[form.key][trigger.id, way] = Sense(trigger, way, form, article)
    return {key: tuple(found.values()) for key, found in table.items()}


@cache
def double_heads() -> frozenset[str]:
    """First words of triggers of two words."""
    return frozenset(key.split()[0] for key in senses() if " " in key)


@cache
def words() -> Words:
    """The closed word classes and the maps between words."""
    raw: Mapping[str, Any] = load_yaml(_WORDS)
    sets = {name: frozenset(fold(w) for w in value) for name, value in raw.items() if isinstance(value, list)}
    maps = {
        name: {fold(k): v if str(v).isascii() else fold(v) for k, v in value.items()}
        for name, value in raw.items()
        if isinstance(value, dict) and name not in ("light", "verbs")
    }
    return Words(sets, maps)


@cache
def light() -> Mapping[str, tuple[str, Form]]:
    """Forms of verbs that carry a verbal noun: what their subject is to it ("s", "o" or a role of its own)."""
    table: dict[str, tuple[str, Form]] = {}
    for role, pairs in load_yaml(_WORDS)["light"].items():
        for pair in pairs:
            past, _, present = str(pair).partition("/")
            for form in (*verb(past, present or "-", "-", objects=True), *jussive(present or "----")):
                table.setdefault(form.key, (role, form))
    return table


@cache
def other_verbs() -> Mapping[str, Form]:
    """Forms of common verbs that trigger no listed type: they bound phrases."""
    table: dict[str, Form] = {}
    for pair in load_yaml(_WORDS)["verbs"]["common"]:
        past, _, present = str(pair).partition("/")
        for form in (*verb(past, present or "-", "-", objects=True), *jussive(present or "----")):
            table.setdefault(form.key, form)
    return table


@cache
def _prepositions_with_pronoun() -> Mapping[str, str]:
    table: dict[str, str] = {}
    sets = words()
    for base in sets["prepositions"]:
        stem = base[:-1] + "ي" if base.endswith(("ي", "ا")) else base
        for pronoun in PRONOUNS:
            table.setdefault(stem + pronoun, base)
    for base in ("ب", "ل"):
        for pronoun in PRONOUNS:
            table.setdefault(base + pronoun, base)
    return {key: base for key, base in table.items() if key not in sets["prepositions"]}


@lru_cache(maxsize=100_000)
def pronoun_preposition(key: str) -> str | None:
    """The preposition of a word that is one with a pronoun («عليها» → «علي»), or None."""
    return _prepositions_with_pronoun().get(key)

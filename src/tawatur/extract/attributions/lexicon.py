"""The cue lexicon: from data entries to a table of folded forms, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tawatur.core.model import Force
from tawatur.extract.attributions.inflect import PRONOUNS, Form, Shape, noun, verb
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.tokens import stems

_CUES = "ar/cues.yaml"
_WORDS = "ar/attribution-words.yaml"

#: Particles that can stand before a cue, by the shape of the cue.
_VERB_PREFIXES = frozenset(("و", "ف", "س", "ل", "وس", "فس", "ول", "فل"))
_PARTICIPLE_PREFIXES = frozenset(("و", "ف"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the cue lexicon: its force, what opens its content (`takes`, most trusted first), its flags, the words
    one of which must follow (`needs`), and heads of its object that change the force."""

    id: str
    force: Force
    takes: tuple[str, ...]
    flags: frozenset[str]
    needs: frozenset[str] = frozenset()
    heads: tuple[tuple[str, Force], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token (and, for phrases, the ones after it) as a cue; `prefix` characters of particles."""

    entry: Entry
    form: Form
    prefix: int
    length: int


@cache
def entries() -> Mapping[str, Entry]:
    """The entries of the lexicon by id."""
    return {r["id"]: _entry(r) for r in load_yaml(_CUES)}


def _entry(row: Mapping[str, Any]) -> Entry:
    needs = frozenset(word if word.isascii() else fold(word) for word in row.get("needs", ()))
    heads = tuple((fold(w), Force(name)) for name, rows in row.get("heads", {}).items() for w in rows)
    return Entry(row["id"], Force(row["force"]), tuple(row["takes"]), frozenset(row.get("flags", ())), needs, heads)


def _forms(row: Mapping[str, Any]) -> Iterator[Form]:
    objects = bool({"obj", "b", "an", "an_"} & set(row["takes"])) and row["id"] != "say.go_on"
    for past, present, participle in row.get("verbs", ()):
        yield from verb(past, present, participle, objects=objects)
    for form in row.get("also", ()):
        yield Form(fold(form), Shape.PAST, first_person=True)
    for form in row.get("also3", ()):
        yield Form(fold(form), Shape.PAST, "f")
    for base in row.get("nouns", ()):
        yield from noun(base)


@cache
def _single() -> Mapping[str, tuple[tuple[Entry, Form], ...]]:
    table: dict[str, dict[tuple[str, Shape], tuple[Entry, Form]]] = defaultdict(dict)
    for row in load_yaml(_CUES):
        entry = entries()[row["id"]]
        absent = {fold(word) for word in row.get("absent", ())}
        for form in _forms(row):
            if form.key in absent:
                continue
            table[form.key].setdefault((entry.id, form.shape), (entry, form))
    return {key: tuple(rows.values()) for key, rows in table.items()}


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for row in load_yaml(_CUES):
        for phrase in row.get("phrases", ()):
            words = tuple(fold(phrase).split())
            table[words[0]].append((words, entries()[row["id"]]))
    return {key: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for key, rows in table.items()}


def _allowed(form: Form, prefix: str) -> bool:
    if not prefix:
        return True
    if form.shape is Shape.PARTICIPLE:
        return prefix in _PARTICIPLE_PREFIXES
    if form.shape is Shape.NOUN:
        return "س" not in prefix
    if prefix.endswith(("ل", "س")):
        return form.shape is Shape.PRESENT and prefix in _VERB_PREFIXES
    return prefix in _VERB_PREFIXES


@lru_cache(maxsize=100_000)
def single_readings(key: str) -> tuple[Reading, ...]:
    """Readings of one folded word as a cue, fewest particles first."""
    rows = []
    for prefix, stem in stems(key):
        for entry, form in _single().get(stem, ()):
            if _allowed(form, key[:prefix]):
                rows.append(Reading(entry, form, prefix, 1))
        if rows:
            break
    return tuple(rows)


@lru_cache(maxsize=100_000)
def phrase_candidates(key: str) -> tuple[tuple[int, tuple[str, ...], Entry], ...]:
    """Phrases that may begin with this folded word: (particles' length, words, entry), longest phrase first."""
    rows = [(prefix, words, entry) for prefix, stem in stems(key) for words, entry in _phrases().get(stem, ())]
    return tuple(sorted(rows, key=lambda r: (-len(r[1]), r[0])))


@dataclass(frozen=True, slots=True)
class Words:
    """Closed word classes of `attribution-words.yaml`, folded, as sets by name."""

    sets: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


@cache
def words() -> Words:
    """The closed word classes; `complementizers` with their attached pronouns."""
    raw: Mapping[str, Any] = load_yaml(_WORDS)
    sets = {name: frozenset(fold(w) for w in rows) for name, rows in raw.items() if isinstance(rows, list)}
    bare = sets["complementizers"]
    sets["complementizers"] = (
        bare
        | {c + p for c in bare for p in (*PRONOUNS, "ي")}
        | {fold(p) for p in ("أننا", "إننا", "بأننا", "أنني", "إنني", "بأنني")}
    )
    return Words(sets)


@cache
def force_of_object() -> Mapping[str, Force]:
    """Heads of objects that decide the force of what announces them («أعلن رفضه» denies)."""
    rows = load_yaml(_WORDS)["force_of_object"]
    return {fold(head): Force(name) for name, heads in rows.items() if name != "ask_content" for head in heads}

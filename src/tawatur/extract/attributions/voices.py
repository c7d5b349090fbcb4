"""A speaker as the text goes on: the words that name them, their actor, gender and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.core.model import EntityType, SourceKind
from tawatur.extract.attributions.lexicon import words
from tawatur.extract.attributions.model import Source
from tawatur.extract.attributions.passage import Passage, classes

_LOOK_BACK = 80
_RESUMED = frozenset((SourceKind.PERSON, SourceKind.MEDIUM, SourceKind.AGENCY))


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text goes on: the words that named them, their actor, gender and number as the words show."""

    source: Source
    actor: str | None
    gender: str
    plural: bool


def voice_of(passage: Passage, source: Source, voices: Sequence[Voice]) -> Voice:
    """A source as a voice: gender and number of its head word, its actor, through earlier voices for «الوزير»."""
    key = passage.keys[source.first][source.skip :]
    actor = actor_of(passage, source) or _same_office(passage, source, voices)
    return Voice(source, actor, _gender(passage, source, key), _plural(passage, source, key))


def _plural(passage: Passage, source: Source, key: str) -> bool:
    """Whether a source is several people: by a noun's ending or a broken plural."""
    unnamed = source.kind in (SourceKind.GROUP, SourceKind.UNNAMED)
    return is_several(passage, source.first, source.skip) or (unnamed and key.endswith(("ون", "ين")))


def is_several(passage: Passage, index: int, skip: int = 0) -> bool:
    """Whether a word is a plural noun for people; `skip` letters of it are a prefixed particle."""
    key = bare(passage.keys[index][skip:])
    forms = {key, key + "ن", key[:-2] + "ون" if key.endswith("ين") else key}
    return passage.name_at[index] < 0 and not forms.isdisjoint(words()["groups"])


def _gender(passage: Passage, source: Source, key: str) -> str:
    names = classes(key)
    if key.endswith("ه") and not passage.name_at[source.first] >= 0:
        return "f"
    if names & {"media", "unnamed", "bodies", "documents"} and key in (
        "مصادر",
        "المصادر",
        "تقارير",
        "صحف",
        "وسائل",
        "الصحف",
        "سلطات",
        "السلطات",
        "التحريات",
        "تحريات",
        "التحقيقات",
    ):
        return "f"
    person = any(
        passage.name_at[i] >= 0 and passage.mentions[passage.name_at[i]].type is EntityType.PER
        for i in range(source.first, source.last)
    )
    if passage.name_at[source.first] >= 0:
        return "" if not person or not names & {"titles"} else "m"
    return "m" if names else ""


def _same_office(passage: Passage, source: Source, voices: Sequence[Voice]) -> str | None:
    """The actor that a definite noun or a title without a name goes back to: an earlier voice with the same head
    («الوزير», «الصحيفة», «نائب رئيس الحزب»), else the last voice of the same kind («القيادي», «الوكالة»)."""
    keys = [bare(k) for k in passage.keys[source.first : source.last]]
    keys[0] = bare(passage.keys[source.first][source.skip :])
    known = classes(passage.keys[source.first])
    if len(keys[0]) < 3 or not known or known & {"unnamed"}:
        return None
    want = set(keys[:1] if len(keys) <= 3 else keys[:3])
    for voice in reversed(voices[-_LOOK_BACK:]):
        said = {bare(k) for k in passage.keys[voice.source.first : voice.source.last]}
        if voice.actor and want <= said:
            return voice.actor
    definite = passage.keys[source.first].startswith("ال") and len(keys) <= 3
    last = voices[-1] if voices else None
    if definite and last and last.actor and last.source.kind is source.kind and source.kind in _RESUMED:
        return last.actor
    return None


def bare(key: str) -> str:
    """A folded word without the article."""
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


def actor_of(passage: Passage, source: Source) -> str | None:
    """The actor a source names: a person in it before the body they speak for, else the name that it begins with."""
    rows: list[int] = []
    for index in range(source.first, source.last):
        at = passage.name_at[index]
        if at >= 0 and (not rows or rows[-1] != at):
            rows.append(at)
    people = [r for r in rows if passage.mentions[r].type is EntityType.PER]
    if people:
        return passage.mentions[people[0]].actor or None
    if rows and source.kind not in (SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.DOCUMENT, SourceKind.GROUP):
        return passage.mentions[rows[0]].actor or None
    return passage.nominal_actor.get(source.first)

"""Who goes on speaking where the text names nobody, and which actor a source is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.core.model import EntityType, SourceKind
from tawatur.extract.attributions.assemble import entry_for
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import words
from tawatur.extract.attributions.model import Cue, Source, Triple
from tawatur.extract.attributions.passage import Passage, classes
from tawatur.extract.attributions.sources import kind_of, phrase_end, split_object

_MEMORY = 6
_LOOK_BACK = 80
_NEAR = 3
_SPEAKING = frozenset(("titles", "bodies", "media", "agencies", "unnamed", "documents"))
_RESUMED = frozenset((SourceKind.PERSON, SourceKind.MEDIUM, SourceKind.AGENCY))


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text goes on: the words that named them, their actor, gender and number as the words show."""

    source: Source
    actor: str | None
    gender: str
    plural: bool
    sentence: int


def speakers_of(passage: Passage, triples: Sequence[Triple], parents: Sequence[int | None]) -> list[Voice | None]:
    """For each triple, in order of cues, who speaks: its source, or the voice that goes on; None where nobody does.

    Who only stands inside another's words does not go on, but whose words a relay passes on does.
    """
    voices: list[Voice] = []
    result: list[Voice | None] = []
    groups: list[Voice] = []
    for triple, parent in zip(triples, parents, strict=True):
        if triple.source:
            voice = voice_of(passage, triple.source, voices)
            result.append(voice)
            if parent is None or not voices or triple.opener == triples[parent].opener:
                voices.append(voice)
            if voice.plural:
                groups.append(voice)
        elif triple.cue is None or "impersonal" in entry_for(triple.cue, triple.opener).flags:
            result.append(None)
        else:
            spoke = _group(passage, triple.cue, groups)
            spoke = spoke or _clause_subject(passage, triple.cue, None if parent is None else triples[parent], voices)
            result.append(spoke or _elided(passage, triple.cue, voices, parent, result))
    return result


def _group(passage: Passage, cue: Cue, groups: Sequence[Voice]) -> Voice | None:
    """Whom a verb or participle of several men goes back to («وأكدوا»): the last group that spoke near, at whatever
    depth of a chain, else the last of which a verb in the plural told, in this sentence or the one before; None for
    any other cue."""
    if not (cue.form.plural and cue.form.gender == "m") or cue.form.first_person:
        return None
    sentence = passage.sentence[cue.first]
    heard = next((g for g in groups[-1:] if sentence - g.sentence <= _NEAR), None)
    start = next((i for i in range(cue.first) if passage.sentence[i] >= sentence - 1), cue.first)
    if heard is not None:
        return heard
    for at in reversed([i for i in range(start, cue.first) if _several(passage, i)]):
        end = phrase_end(passage, at, cue.first)
        if end < cue.first and len(passage.keys[end]) > 3 and passage.keys[end].endswith("وا"):
            return Voice(Source(at, end, kind_of(passage, at, end)), None, "m", True, sentence)
    return None


def _clause_subject(passage: Passage, cue: Cue, outer: Triple | None, voices: Sequence[Voice]) -> Voice | None:
    """The subject of the clause that another voice gives, where a verb in it names none («قال البيان إن الوزير زار
    السكان وحثهم على …»); None where the clause begins with nobody who can speak, or the verb disagrees."""
    if outer is None or outer.opener.kind != "an" or cue.form.shape is Shape.NOUN or cue.form.first_person:
        return None
    start = outer.content.first
    if start >= cue.first or passage.sentence[start] != passage.sentence[cue.first]:
        return None
    if passage.name_at[start] < 0 and not classes(passage.keys[start]) & _SPEAKING:
        return None
    last = _titled_end(passage, start, cue.first)
    voice = voice_of(passage, Source(start, last, kind_of(passage, start, last)), voices)
    return voice if voice.gender in (cue.form.gender, "") and voice.plural == cue.form.plural else None


def _titled_end(passage: Passage, start: int, limit: int) -> int:
    """Where a name ends, or a title with what it is over and the name that it is given to («وزير الصحة X»)."""
    if passage.name_at[start] >= 0:
        return passage.name_end[start]
    last = start + 1
    while last < limit and passage.name_at[last] < 0 and "titles" in classes(passage.keys[last]):
        last += 1
    name = last
    while name < min(limit, last + _NEAR) and passage.name_at[name] < 0 and passage.keys[name].startswith("ال"):
        name += 1
    return passage.name_end[name] if name < limit and passage.name_at[name] >= 0 else last


def _elided(
    passage: Passage, cue: Cue, voices: Sequence[Voice], parent: int | None, made: Sequence[Voice | None]
) -> Voice | None:
    if cue.form.shape is Shape.NOUN and not cue.form.pronoun:
        return None
    if parent is not None and parent < len(made) and made[parent] and cue.form.shape is Shape.NOUN:
        return made[parent]
    sentence = passage.sentence[cue.first]
    if not any(v.sentence == sentence for v in voices[-_MEMORY:]):
        subject = sentence_subject(passage, cue)
        if subject:
            return voice_of(passage, subject, voices)
    return going_on(cue, voices)


def going_on(cue: Cue, voices: Sequence[Voice]) -> Voice | None:
    """The antecedent of an elided source: the last voice that agrees with the cue, else the last voice."""
    recent = list(reversed(voices[-_MEMORY:]))
    if not recent:
        return None
    if cue.form.gender and cue.form.shape is not Shape.NOUN:
        for voice in recent[:3]:
            if voice.gender in (cue.form.gender, ""):
                return voice
    return recent[0]


def sentence_subject(passage: Passage, cue: Cue) -> Source | None:
    """The named subject of the sentence's own verb, before a cue that has none («زار X المصنع، مؤكدا أن …»)."""
    first = passage.bounds(cue.first)[0]
    for start in range(first, min(first + 3, cue.first)):
        if passage.name_at[start] >= 0 or (start > first and classes(passage.keys[start]) & _SPEAKING):
            names = classes(passage.keys[first])
            if "prepositions" in names or "joined" in classes(passage.keys[start]):
                return None
            last = split_object(passage, start, cue.first)
            if passage.name_at[start] >= 0:
                last = min(last, passage.name_end[start])
            return Source(start, last, kind_of(passage, start, last))
    return None


def voice_of(passage: Passage, source: Source, voices: Sequence[Voice]) -> Voice:
    """A source as a voice: gender and number of its head word, its actor, through earlier voices for «الوزير»."""
    key = passage.keys[source.first][source.skip :]
    plural = _plural(passage, source, key)
    actor = actor_of(passage, source) or _same_office(passage, source, voices)
    return Voice(source, actor, _gender(passage, source, key), plural, passage.sentence[source.first])


def _plural(passage: Passage, source: Source, key: str) -> bool:
    """Whether a source is several people: by a noun's ending or a broken plural."""
    unnamed = source.kind in (SourceKind.GROUP, SourceKind.UNNAMED)
    return _several(passage, source.first, source.skip) or (unnamed and key.endswith(("ون", "ين")))


def _several(passage: Passage, index: int, skip: int = 0) -> bool:
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

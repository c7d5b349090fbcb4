"""Marks of facts as annotators write them, one line a fact in the order of the text, resolved to characters.

    TYPE | trigger | role=words; role=words | neg | modality

`words` stand exactly in the text; `words#2` is their second place in it. Without a number a trigger is sought from the
trigger of the line before on, a filler is taken where it stands nearest to the trigger. Polarity and modality are for
the annotators' own reading: the tagger learns neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.annotated import CharSpan, FactMark
from training.labels import FACT_TAGS, ROLES

_NUMBERED = re.compile(r"(.+)#(\d+)")
_LINE, _SENTENCE = 1000, 300  # how much farther away a filler counts behind the end of a paragraph or a sentence


@dataclass(frozen=True)
class Complaint:
    """A line that does not resolve, and why."""

    line: int
    reason: str


def resolved(text: str, lines: Iterable[str]) -> tuple[list[FactMark], list[Complaint]]:
    """The facts that the lines mark in `text`, and the lines or fillers that do not resolve."""
    facts: list[FactMark] = []
    complaints: list[Complaint] = []
    cursor = 0
    for number, line in enumerate(lines, 1):
        parts = [part.strip() for part in line.split("|")]
        if not line.strip():
            continue
        if len(parts) < 3 or parts[0] not in FACT_TAGS[1:]:
            complaints.append(Complaint(number, "a line is TYPE | trigger | fillers"))
            continue
        trigger = _trigger(text, parts[1], cursor)
        if trigger is None:
            complaints.append(Complaint(number, f"no trigger {parts[1]!r} from the last line's on"))
            continue
        cursor = trigger[0]
        arguments = []
        for role, words in _fillers(parts[2]):
            span = _nearest(text, words, trigger[0])
            if role not in ROLES or span is None:
                complaints.append(Complaint(number, f"no filler {role} = {words!r}"))
            else:
                arguments.append((role, span))
        facts.append(FactMark(parts[0], trigger, tuple(arguments)))
    return facts, complaints


def _fillers(part: str) -> Iterator[tuple[str, str]]:
    for filler in part.split(";"):
        role, _, words = filler.partition("=")
        if filler.strip():
            yield role.strip(), words.strip()


def _places(text: str, words: str) -> list[int]:
    return [m.start() for m in re.finditer(f"(?={re.escape(words)})", text)] if words else []


def _numbered(text: str, words: str) -> CharSpan | None:
    """The n-th place of «words#n»; None where the words carry no number or have no such place."""
    found = _NUMBERED.fullmatch(words)
    places = _places(text, found[1]) if found else []
    if found is None or not 0 < int(found[2]) <= len(places):
        return None
    start = places[int(found[2]) - 1]
    return start, start + len(found[1])


def _trigger(text: str, words: str, cursor: int) -> CharSpan | None:
    start = next((at for at in _places(text, words) if at >= cursor), None)
    return _numbered(text, words) or (None if start is None else (start, start + len(words)))


def _nearest(text: str, words: str, trigger: int) -> CharSpan | None:
    def far(at: int) -> int:
        between = text[min(at, trigger) : max(at, trigger)]
        return between.count("\n") * _LINE + between.count(". ") * _SENTENCE + abs(at - trigger)

    places = _places(text, words)
    start = min(places, key=far) if places else None
    return _numbered(text, words) or (None if start is None else (start, start + len(words)))

"""Whom a source addresses: words beside it that are no part of who speaks."""

from __future__ import annotations

from dataclasses import replace

from tawatur.extract.attributions.model import Source
from tawatur.extract.attributions.passage import CLOSERS, Passage, attached, classes, head_key


def without_patient(passage: Passage, source: Source) -> Source:
    """A subject without the person or body addressed that stands right after it («ناشد المحافظ كل السكان ب…»)."""
    head = classes(passage.keys[source.first])
    person = bool(head & {"titles"}) or passage.name_at[source.first] >= 0
    for index in range(source.first + 1, source.last):
        key, names = passage.keys[index], classes(passage.keys[index])
        if passage.name_at[index] >= 0 and passage.name_at[index] == passage.name_at[index - 1]:
            continue
        before = passage.keys[index - 1]
        finished = before.startswith("ال") or passage.name_at[index - 1] >= 0 or before in CLOSERS
        if key in ("كل", "جميع", "كافه", "الجميع") and (finished or index > source.first):
            return replace(source, last=index)
        if not finished or "joined" in names:
            continue
        if (not person and "titles" in names) or (person and "bodies" in names and key.startswith("ال")):
            return replace(source, last=index)
    return source


def without_listener(passage: Passage, source: Source) -> Source:
    """A source without the outlet or agency that it speaks to («مسؤولون | لهيئة الإذاعة …»); in a relative clause of
    its own («المصادر التي تحدثت للوكالة»), and behind who works for it («مراسل لقناة …»), these words belong to it."""
    if classes(head_key(passage, source.first)) & {"media", "titles"}:
        return source
    for index in range(source.first + 1, source.last):
        if passage.has(index, "relatives"):
            return source
        name = passage.name_at[index]
        if name < 0 or passage.name_at[index - 1] == name or not attached(passage.keys[index], "ل"):
            continue
        keys = list(passage.keys[index : min(source.last, passage.name_end[index])])
        keys[0] = keys[0][1:] if not keys[0].startswith("لل") else "ا" + keys[0][1:]
        if any(classes(key) & {"media", "agencies"} for key in keys):
            return replace(source, last=index)
    return source

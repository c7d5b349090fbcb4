"""Which lines of a page that was copied as text are furniture: the entries of `resources/data/ar/furniture.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

#: Words that a line of `starts` may have unless its entry says otherwise.
_MOST = 14

#: Words that a line made of listed words may have, and how many make a line that is not a label at the top.
_MOST_LISTED = 6

_NOT_WORD = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of furniture; fields as described in the data file."""

    id: str
    takes: str
    where: str
    lines: frozenset[str]
    starts: re.Pattern[str] | None
    patterns: re.Pattern[str] | None
    words: frozenset[str]
    glued: re.Pattern[str] | None
    inline: re.Pattern[str] | None
    most: int
    examples: tuple[str, ...]
    counters: tuple[str, ...]

    @property
    def rule(self) -> str:
        return f"furniture/{self.id}"


def line_key(key: str) -> str:
    """A folded line with single spaces, as `starts` and `patterns` see it."""
    return _SPACES.sub(" ", key).strip()


def bare(line: str) -> str:
    """A line key without signs at its ends, as `lines` see it."""
    return _NOT_WORD.sub("", line)


class Furniture:
    """The entries, looked up by line."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._most = max((entry.most for entry in self.entries), default=0)
        self._by_line: dict[str, Entry] = {}
        for entry in self.entries:
            for line in sorted(entry.lines):
                self._by_line.setdefault(line, entry)

    def match(self, line: str) -> Entry | None:
        """The entry that a line key is furniture by, or None. `where` is the caller's to respect."""
        count = line.count(" ") + 1
        if count > self._most:
            return None
        exact = self._by_line.get(bare(line))
        if exact is not None:
            return exact
        return next((entry for entry in self.entries if _fits(entry, line, count)), None)

    def inline(self, key: str, start: int, end: int) -> tuple[int, Entry] | None:
        """Where in the folded text `[start, end)` a link to another article begins after a full stop, if one does."""
        for entry in self.entries:
            if entry.inline is not None and (found := entry.inline.search(key, start, end)):
                return found.start(1), entry
        return None


def _fits(entry: Entry, line: str, count: int) -> bool:
    if count > max(entry.most, _MOST_LISTED):
        return False
    if count <= entry.most and (
        (entry.starts is not None and entry.starts.match(line))
        or (entry.patterns is not None and entry.patterns.search(line))
    ):
        return True
    return bool(entry.words) and count <= _MOST_LISTED and _listed(entry, line)


def _listed(entry: Entry, line: str) -> bool:
    """Whether the line consists of the entry's words, at least one of them more than a preposition or a letter."""
    words = [word for part in line.split() if (word := bare(part))]
    if not any(len(word) > 3 for word in words):
        return False
    if entry.glued is not None:
        return all(entry.glued.fullmatch(word) for word in words)
    return len(words) >= 2 and all(word in entry.words for word in words)


@cache
def furniture() -> Furniture:
    """The furniture of the language data."""
    return Furniture([_entry(row) for row in load_yaml("ar/furniture.yaml")])


def _entry(row: Mapping[str, Any]) -> Entry:
    words = frozenset(fold(str(word)) for word in row.get("words", ()))
    return Entry(
        id=str(row["id"]),
        takes=str(row["takes"]),
        where=str(row.get("where", "any")),
        lines=frozenset(bare(line_key(fold(str(line)))) for line in row.get("lines", ())),
        starts=_alternatives(row.get("starts", ()), r"^(?:%s)(?!\w)"),
        patterns=re.compile("|".join(f"(?:{pattern})" for pattern in row["patterns"])) if "patterns" in row else None,
        words=words,
        glued=re.compile("(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + ")+")
        if row.get("glued")
        else None,
        inline=_alternatives(row.get("inline", ()), r"[.؟!…][\"»”]?\s*((?:%s) ?[:|»].{1,200})$"),
        most=int(row.get("most", _MOST)),
        examples=tuple(map(str, row.get("example", ()))),
        counters=tuple(map(str, row.get("counter", ()))),
    )


def _alternatives(phrases: Iterable[object], frame: str) -> re.Pattern[str] | None:
    forms = sorted({line_key(fold(str(phrase))) for phrase in phrases}, key=lambda form: (-len(form), form))
    return re.compile(frame % "|".join(map(re.escape, forms))) if forms else None

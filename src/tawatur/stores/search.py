"""Full-text search over folded keys, so that ايران finds إيران and القاعدة finds والقاعدة."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tawatur.core.model import Span
from tawatur.text.normalise import fold
from tawatur.text.tokens import Token, stems, tokens
from tawatur.text.view import TextView


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds all the words asked for, and where they stand in it."""

    passage: Span
    words: tuple[Span, ...]


@lru_cache(maxsize=100_000)
def search_keys(key: str) -> tuple[str, ...]:
    """What a folded word is indexed under: itself, and what is left without proclitics and article."""
    forms = {key}
    for _, rest in stems(key):
        if len(rest) >= 3:
            forms.add(rest)
            if rest.startswith("ال") and len(rest) >= 5:
                forms.add(rest[2:])
    return tuple(sorted(forms))


def query_key(word: str) -> str:
    """The key under which a queried word is looked up: without its article, if it has one."""
    key = fold(word)
    return key[2:] if key.startswith("ال") and len(key) >= 5 else key


class Passage(NamedTuple):
    """A passage to index: its words' keys, and its source offsets."""

    keys: str
    start: int
    end: int


def passages(view: TextView, ranges: Iterable[tuple[int, int]]) -> list[Passage]:
    """The index rows of view ranges; ranges without words give none."""
    rows = []
    for start, end in ranges:
        words = [t for t in tokens(view, start, end) if not t.is_sign]
        if words:
            rows.append(Passage(" ".join(" ".join(search_keys(t.key)) for t in words), *view.span(start, end)))
    return rows


class SearchIndex:
    """One row a passage; lives in the case's own file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, text_id: str, rows: Iterable[Passage]) -> None:
        """Index the passages of a text in place of what was indexed of it."""
        old = [row for (row,) in self.connection.execute("SELECT row FROM search_row WHERE text = ?", (text_id,))]
        self.connection.executemany("DELETE FROM search WHERE rowid = ?", [(row,) for row in old])
        self.connection.execute("DELETE FROM search_row WHERE text = ?", (text_id,))
        for passage in rows:
            values = (passage.keys, text_id, passage.start, passage.end)
            cursor = self.connection.execute("INSERT INTO search VALUES (?,?,?,?)", values)
            self.connection.execute("INSERT INTO search_row VALUES (?,?)", (text_id, cursor.lastrowid))

    def find(self, query: str, limit: int = 100, offset: int = 0) -> Iterator[Hit]:
        """Passages that hold every word of `query` (words in quotation marks as a phrase), best first."""
        view = TextView.of(query)
        wanted = [query_key(t.key) for t in tokens(view) if not t.is_sign]
        if not wanted:
            return
        phrases = _phrases(view)
        match = " AND ".join('"' + w.replace('"', '""') + '"' for w in wanted)
        found = 0
        rows = self.connection.execute(
            "SELECT text, start, end FROM search WHERE search MATCH ? ORDER BY rank, rowid", (match,)
        )
        for text_id, start, end in rows:
            hit = self._hit(Span(text_id, start, end), wanted, phrases)
            if hit is None:
                continue
            found += 1
            if found > offset:
                yield hit
            if found >= offset + limit:
                return

    def _hit(self, passage: Span, wanted: list[str], phrases: list[list[str]]) -> Hit | None:
        words = self.connection.execute(
            "SELECT substr(text, ?, ?) FROM source_text WHERE id = ?", (passage.start + 1, len(passage), passage.text)
        ).fetchone()[0]
        view = TextView.of(words)
        found = [t for t in tokens(view) if not t.is_sign]
        if not all(any(_matches(found[i : i + len(p)], p) for i in range(len(found))) for p in phrases):
            return None
        spans = []
        for token in found:
            if set(search_keys(token.key)) & set(wanted):
                a, b = view.span(token.start, token.end)
                spans.append(Span(passage.text, passage.start + a, passage.start + b))
        return Hit(passage, tuple(spans))


def _phrases(view: TextView) -> list[list[str]]:
    inside = False
    phrases: list[list[str]] = []
    open_: list[str] = []
    for token in tokens(view):
        if token.key in {'"', "«", "»", "“", "”"}:
            if inside and open_:
                phrases.append(open_)
            inside, open_ = not inside, []
        elif inside and not token.is_sign:
            open_.append(query_key(token.key))
    return phrases


def _matches(found: list[Token], phrase: list[str]) -> bool:
    return len(found) == len(phrase) and all(w in search_keys(t.key) for t, w in zip(found, phrase, strict=True))

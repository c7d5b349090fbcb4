"""What a search shows: passages with the words found marked, documents and actors by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tawatur.graph.views.actors import ActorRow, actors_named
from tawatur.graph.views.model import DocumentRow, Piece, Quote
from tawatur.graph.views.shelf import Shelf
from tawatur.stores.search import Hit
from tawatur.text.normalise import fold

#: Longer passages are cut around the first word found.
LONGEST = 420


@dataclass(frozen=True, slots=True)
class HitRow:
    """A passage that holds the words; `pieces` tells them from the rest (`same` is false for what was found)."""

    quote: Quote
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    words: str
    hits: tuple[HitRow, ...]
    actors: tuple[ActorRow, ...]
    documents: tuple[DocumentRow, ...]
    number: int
    more: bool


def search_view(shelf: Shelf, words: str, number: int = 1, size: int = 30) -> SearchView:
    """Passages, actors and documents for `words`, page `number` of the passages."""
    words = words.strip()[:300]
    if not words:
        return SearchView("", (), (), (), 1, False)
    found = list(shelf.case.search.find(words, size + 1, (number - 1) * size))
    hits = tuple(_row(shelf, h) for h in found[:size] if h.passage.text in shelf.by_text)
    first = number == 1
    actors = actors_named(shelf, words) if first else ()
    return SearchView(words, hits, actors, tuple(_titled(shelf, words)) if first else (), number, len(found) > size)


def _row(shelf: Shelf, hit: Hit) -> HitRow:
    quote = shelf.quote(hit.passage, around=0)
    pieces: list[Piece] = []
    at = 0
    for span in sorted(hit.words):
        a, b = span.start - hit.passage.start, span.end - hit.passage.start
        if a >= at:
            pieces += [Piece(quote.words[at:a], True), Piece(quote.words[a:b], False)]
            at = b
    pieces.append(Piece(quote.words[at:], True))
    return HitRow(quote, tuple(_cut(pieces, len(quote.words))))


def _cut(pieces: list[Piece], length: int) -> Iterable[Piece]:
    for number, piece in enumerate(pieces):
        if piece.same and length > LONGEST and len(piece.text) > 160:
            head = piece.text[:70].rsplit(" ", 1)[0] if number else ""
            tail = piece.text[-70:].split(" ", 1)[-1] if number < len(pieces) - 1 else ""
            yield Piece(f"{head} … {tail}", True)
        elif piece.text:
            yield piece


def _titled(shelf: Shelf, words: str, limit: int = 8) -> Iterable[DocumentRow]:
    wanted = fold(words).split()
    keys = shelf.keep(
        "title_keys", lambda: [(fold(f"{r.title} {r.name} {r.publisher or ''}"), r) for r in shelf.rows.values()]
    )
    found = 0
    for key, row in keys:
        if all(w in key for w in wanted):
            yield row
            found += 1
            if found == limit:
                return

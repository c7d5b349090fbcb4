"""English voices, for the English passages that Arabic collections carry: the common patterns, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tawatur.core.model import Force, SourceKind
from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.attributions.lexicon import Entry
from tawatur.extract.attributions.model import Content, Cue, Opener, Source, Triple
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, Passage
from tawatur.resources.loader import load_yaml

_BREAKS = frozenset((",", ";", ":", "—", "–", "-"))
_SUBJECT_STOPS = frozenset(
    ("that", "which", "who", "but", "while", "because", "when", "if", "as", "and", "after", "where")
)
_AUXILIARIES = frozenset(
    ("has", "have", "had", "also", "later", "earlier", "then", "was", "is", "were", "are", "be", "been")
)
_PASSIVE = frozenset(("was", "is", "were", "are", "be", "been", "being", "the", "a", "an", "as"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "you"))
_LONGEST = 14


@cache
def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for row in load_yaml("en/cues.yaml"):
        flags = {row["order"]} | ({"object"} if row.get("takes_object") else set())
        entry = Entry(row["id"], Force(row["force"]), ("an", "quote"), frozenset(flags))
        for form in row["forms"]:
            words = tuple(form.split())
            table.setdefault(words[0], []).append((words, entry))
    return {key: tuple(sorted(rows, key=lambda r: -len(r[0]))) for key, rows in table.items()}


def english_triples(passage: Passage) -> list[Triple]:
    """The voices of sentences in Latin script."""
    found: list[Triple] = []
    for first, end in zip(passage.starts, passage.ends, strict=True):
        letters = [passage.keys[i][0] for i in range(first, end) if passage.is_word(i)]
        if letters and sum("a" <= c <= "z" for c in letters) * 2 > len(letters):
            found += [t for cue in _cues(passage, first, end) if (t := _triple(passage, cue, first, end))]
    return found


def _cues(passage: Passage, first: int, end: int) -> Iterator[Cue]:
    index = first
    while index < end:
        for words, entry in _table().get(passage.keys[index], ()):
            if passage.keys[index : index + len(words)] == words and index + len(words) <= end:
                yield Cue(index, index + len(words), 0, Form(" ".join(words), Shape.PAST), (entry,))
                index += len(words) - 1
                break
        index += 1


def _triple(passage: Passage, cue: Cue, first: int, end: int) -> Triple | None:
    entry = cue.entries[0]
    opener = Opener("an", cue.first, cue.last)
    if "adverb" in entry.flags:
        start = cue.last if cue.first == first and len(cue.form.key.split()) > 1 else first
        return Triple(cue, opener, None, _content(passage, start, end), entry.id) if end - start > 2 else None
    if "phrase" in entry.flags:
        return _according(passage, cue, first, end)
    before = passage.keys[cue.first - 1] if cue.first > first else ""
    if before in _PASSIVE:
        return None
    return _reported(passage, cue, first, end) or _inverted(passage, cue, first, end)


def _according(passage: Passage, cue: Cue, first: int, end: int) -> Triple | None:
    last = _until_break(passage, cue.last, end)
    source = _source(passage, cue.last, last)
    start, stop = (last + 1, end) if cue.first == first else (first, cue.first)
    if source is None or stop - start < 2:
        return None
    return Triple(cue, Opener("fa", start, start), source, _content(passage, start, stop), cue.entries[0].id)


def _reported(passage: Passage, cue: Cue, first: int, end: int) -> Triple | None:
    """«X said (that) …»: content after the verb, when a clause, a quotation or a governed object follows."""
    after = next((i for i in range(cue.last, min(end, cue.last + 10)) if passage.keys[i] == "that"), None)
    quote = next((i for i in range(cue.last, min(end, cue.last + 3)) if passage.keys[i] in OPENERS), None)
    if after is not None:
        start = after + 1
    elif quote is not None:
        start = quote
    elif "object" in cue.entries[0].flags or (
        cue.last < end and passage.keys[cue.last] in _PRONOUNS | {"the", "there"}
    ):
        start = cue.last
    else:
        return None
    if end - start < 2:
        return None
    source = _subject_before(passage, cue, first)
    opener = Opener("quote" if after is None and quote is not None else "an", start, start)
    return Triple(cue, opener, source, _content(passage, start, end), cue.entries[0].id)


def _inverted(passage: Passage, cue: Cue, first: int, end: int) -> Triple | None:
    """«"…," X said.» and «"…," said X.»: content before a comma or closing mark."""
    edge = cue.first
    while edge > first and passage.keys[edge - 1] not in _BREAKS | CLOSERS:
        edge -= 1
    if edge <= first + 2 or cue.first - edge > _LONGEST:
        return None
    source = _source(passage, edge, cue.first) or _source(passage, cue.last, _until_break(passage, cue.last, end))
    opener = Opener("quote" if passage.keys[edge - 1] in CLOSERS else "fa", first, first)
    return Triple(cue, opener, source, _content(passage, first, edge), cue.entries[0].id)


def _subject_before(passage: Passage, cue: Cue, first: int) -> Source | None:
    last = cue.first
    while last > first and passage.keys[last - 1] in _AUXILIARIES:
        last -= 1
    start = last
    while start > first and last - start < _LONGEST:
        key = passage.keys[start - 1]
        if passage.name_at[start - 1] < 0 and (key in _SUBJECT_STOPS or key in _BREAKS or key in OPENERS | CLOSERS):
            break
        start -= 1
    return _source(passage, start, last)


def _source(passage: Passage, start: int, last: int) -> Source | None:
    while last > start and not passage.is_word(last - 1):
        last -= 1
    if last <= start or last - start > _LONGEST or (last - start == 1 and passage.keys[start] in _PRONOUNS):
        return None
    return Source(start, last, SourceKind.PERSON if passage.name_at[start] >= 0 else SourceKind.GROUP)


def _until_break(passage: Passage, start: int, end: int) -> int:
    return next((i for i in range(start, end) if passage.keys[i] in _BREAKS | OPENERS | {".", "?"}), end)


def _content(passage: Passage, start: int, end: int) -> Content:
    quoted = passage.keys[start] in OPENERS
    start += quoted
    while end > start + 1 and not passage.is_word(end - 1) and not passage.keys[end - 1][0].isdigit():
        end -= 1
    return Content(start, end, quoted=quoted)

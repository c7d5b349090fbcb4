"""Questions that pages ask of a case: single things by id, tallies, versions. All by index or one pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tawatur.core.model import ComparedDating, Document, InferredDating, SegmentKind, Span
from tawatur.stores.rows import KIND_OF, TEXT_KINDS, load
from tawatur.stores.sqlite import Case

T = TypeVar("T")

#: Ids asked for in one query; SQLite allows more, but longer lists are not quicker.
CHUNK = 400

#: From so many ids on, one pass over all findings of the kind (they lie together) is quicker than single look-ups.
MANY = 4000


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program over a case."""

    number: int
    started: str
    ended: str | None
    version: str


def datings(case: Case) -> dict[str, InferredDating]:
    """What the case infers of publication dates, by document: from its own words, or from other documents as well."""
    own = {d.document: d for d in case.findings(InferredDating)}
    return own | {d.document: d for d in case.case_findings(ComparedDating)}


def data_version(case: Case) -> int:
    """A number that changes when another connection has written to the case."""
    return int(case.connection.execute("PRAGMA data_version").fetchone()[0])


def last_decision(case: Case) -> int:
    """The number of the last decision; 0 when there is none."""
    return int(case.connection.execute("SELECT coalesce(max(number), 0) FROM decision").fetchone()[0])


def get(case: Case, cls: type[T], identity: str) -> T | None:
    """The finding of one type with an id."""
    return get_many(case, cls, (identity,)).get(identity)


def get_many(case: Case, cls: type[T], ids: Iterable[str]) -> dict[str, T]:
    """Findings of one type by id; ids that name nothing are left out."""
    kind = KIND_OF[cls]
    table = "finding" if kind in TEXT_KINDS else "case_finding"
    wanted = list(dict.fromkeys(ids))
    found: dict[str, T] = {}
    if len(wanted) > MANY:
        every = set(wanted)
        rows = case.connection.execute(f"SELECT id, data FROM {table} WHERE kind = ?", (kind,))
        return {i: load(cls, data) for i, data in rows if i in every}
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        marks = ",".join("?" * len(part))
        query = f"SELECT id, data FROM {table} WHERE kind = ? AND id IN ({marks})"
        found.update((i, load(cls, data)) for i, data in case.connection.execute(query, (kind, *part)))
    return found


def tallies(case: Case) -> dict[str, dict[str, int]]:
    """Text id to the number of its findings by kind."""
    rows = case.connection.execute("SELECT text, kind, count(*) FROM finding GROUP BY text, kind")
    return _nested(rows)


def cross_tallies(case: Case) -> dict[str, dict[str, int]]:
    """Text id to the number of findings across texts that have evidence in it, by kind."""
    return _nested(
        case.connection.execute("SELECT text, kind, count(DISTINCT id) FROM case_evidence GROUP BY text, kind")
    )


def _nested(rows: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for text, kind, number in rows:
        found.setdefault(text, {})[kind] = number
    return found


def totals(case: Case) -> dict[str, int]:
    """The number of findings by kind, over the whole case."""
    found: dict[str, int] = {}
    for table in ("finding", "case_finding"):
        found.update(case.connection.execute(f"SELECT kind, count(*) FROM {table} GROUP BY kind").fetchall())
    return found


def lengths(case: Case) -> dict[str, int]:
    """Text id to its length in code points."""
    return dict(case.connection.execute("SELECT id, length(text) FROM source_text").fetchall())


def analysed(case: Case) -> int:
    """How many texts have been analysed."""
    return int(case.connection.execute("SELECT count(*) FROM source_text WHERE analysis <> ''").fetchone()[0])


def headlines(case: Case) -> dict[str, str]:
    """Text id to the words of its first headline."""
    from tawatur.core.model import Segment

    path = column(Segment, "kind")
    rows = case.connection.execute(
        f"SELECT f.text, min(f.start), substr(s.text, f.start + 1, f.end - f.start) FROM finding f "
        f"JOIN source_text s ON s.id = f.text WHERE f.kind = 'segment' AND json_extract(f.data, '{path}') = ? "
        f"GROUP BY f.text",
        (SegmentKind.HEADLINE.value,),
    )
    return {text: words for text, _, words in rows}


def column(cls: type, name: str) -> str:
    """The JSON path of a field in a finding's row (the codec keeps fields in order)."""
    return f"$[{[item.name for item in fields(cls)].index(name)}]"


def values(case: Case, cls: type, *names: str) -> Iterator[tuple[Any, ...]]:
    """(text, id, field, …) of every finding of one type in single texts, as plain JSON values, without building it."""
    parts = ", ".join(f"json_extract(data, '{column(cls, name)}')" for name in names)
    yield from case.connection.execute(f"SELECT text, id, {parts} FROM finding WHERE kind = ?", (KIND_OF[cls],))


def raw(case: Case, cls: type) -> Iterator[tuple[str, str, list[Any]]]:
    """(text, id, encoded fields) of every finding of one type in single texts, in order of text and position."""
    query = "SELECT text, id, data FROM finding WHERE kind = ? ORDER BY text, start, end, id"
    for text, identity, data in case.connection.execute(query, (KIND_OF[cls],)):
        yield text, identity, json.loads(data)


def documents(case: Case) -> list[Document]:
    """All documents in order of their names."""
    return list(case.documents())


def runs(case: Case) -> list[Run]:
    """All runs, the last first."""
    rows = case.connection.execute("SELECT number, started, ended, version FROM run ORDER BY number DESC")
    return [Run(*row) for row in rows]


def words_around(case: Case, span: Span, around: int) -> tuple[str, str, str]:
    """The characters before, under and after a span, `around` code points on either side."""
    start = max(0, span.start - around)
    row = case.connection.execute(
        "SELECT substr(text, ?, ?) FROM source_text WHERE id = ?",
        (start + 1, span.end - start + around, span.text),
    ).fetchone()
    text = str(row[0]) if row else ""
    first, last = span.start - start, span.end - start
    return text[:first], text[first:last], text[last:]

"""Does everything in a case still stand on the words it says it stands on?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tawatur.core.codec import decode
from tawatur.core.model import SourceText, evidence
from tawatur.stores.rows import CASE_KINDS, DIGEST_SIZE, TEXT_KINDS, digest
from tawatur.stores.sqlite import Case

#: Which findings name which others: the field that holds the ids, and their kind.
_NAMES: Mapping[str, tuple[str, str]] = {
    "attribution": ("parent", "attribution"),
    "fact": ("attribution", "attribution"),
    "claim": ("chain", "attribution"),
    "proposition": ("claims", "claim"),
}


def verify(case: Case) -> Iterator[str]:
    """Sentences on what does not hold: texts against their hash, every stored span against the text, ids against
    meaning, references against what they name. Nothing when all is well."""
    try:
        problems = [row[0] for row in case.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        yield from (f"The file itself is damaged: {problem}" for problem in problems)
        yield from _stored(case)
        yield from _references(case)
    except sqlite3.DatabaseError as error:
        yield f"The file itself is damaged: {error}"


def _stored(case: Case) -> Iterator[str]:
    """Texts that are not the ones that were read, findings that do not stand on the words they were made from."""
    texts: dict[str, str] = {}
    rows = case.connection.execute("SELECT id, document, reader, sha256, text FROM source_text ORDER BY id")
    for text_id, document, reader, stored, text in rows:
        texts[text_id] = text
        source = SourceText(document, reader, text)
        if source.sha256 != stored or source.id != text_id:
            yield f"The text {text_id} is not the text that was read: its hash differs."
    for table, kinds in (("finding", TEXT_KINDS), ("case_finding", CASE_KINDS)):
        rows = case.connection.execute(f"SELECT kind, id, data, digests FROM {table} ORDER BY kind, id")
        for kind, identity, data, digests in rows:
            yield from _finding(kinds[kind], kind, identity, data, digests, texts)


def _finding(cls: type, kind: str, identity: str, data: str, digests: bytes, texts: dict[str, str]) -> Iterator[str]:
    try:
        finding: Any = decode(cls, json.loads(data))
    except (ValueError, KeyError, TypeError) as error:
        yield f"The {kind} {identity} cannot be read: {error}"
        return
    if finding.id != identity:
        yield f"The {kind} {identity} has changed: it would now be {finding.id}."
    spans = list(evidence(finding))
    if len(spans) * DIGEST_SIZE != len(digests):
        yield f"The {kind} {identity} has lost digests of its evidence."
        return
    for number, (name, span) in enumerate(spans):
        words = texts.get(span.text, "")[span.start : span.end]
        if digest(words) != digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]:
            yield f"The {kind} {identity}: the words of its {name} at {span} are not the ones it was made from."


def _references(case: Case) -> Iterator[str]:
    """Findings that name another by its id, and that one is not in the case."""
    query = "SELECT kind, id FROM finding UNION ALL SELECT kind, id FROM case_finding"
    known: dict[str, set[str]] = {}
    for kind, identity in case.connection.execute(query):
        known.setdefault(kind, set()).add(identity)
    for kind, (names, named) in _NAMES.items():
        table = "finding" if kind in TEXT_KINDS else "case_finding"
        for identity, data in case.connection.execute(
            f"SELECT id, data FROM {table} WHERE kind = ? ORDER BY id", (kind,)
        ):
            for reference in _named(kind, data, names):
                if reference not in known.get(named, ()):
                    yield f"The {kind} {identity} names a {named} that is not there: {reference}."


def _named(kind: str, data: str, field: str) -> Sequence[str]:
    try:
        value = getattr(decode({**TEXT_KINDS, **CASE_KINDS}[kind], json.loads(data)), field)
    except (ValueError, KeyError, TypeError):
        return ()  # said already
    return () if value is None else (value,) if isinstance(value, str) else value

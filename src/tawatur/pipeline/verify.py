"""Does everything in a case still stand on the words it says it stands on?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tawatur.core.codec import decode
from tawatur.core.ids import sha256
from tawatur.core.model import evidence
from tawatur.stores.rows import CASE_KINDS, DIGEST_SIZE, TEXT_KINDS, digest
from tawatur.stores.sqlite import Case


def verify(case: Case) -> Iterator[str]:
    """Sentences on what does not hold: texts against their hash, every stored span against the text, ids against
    meaning, references against what they name. Nothing when all is well."""
    problems = [row[0] for row in case.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    yield from (f"The file itself is damaged: {problem}" for problem in problems)
    texts: dict[str, str] = {}
    for text_id, stored, text in case.connection.execute("SELECT id, sha256, text FROM source_text ORDER BY id"):
        texts[text_id] = text
        if sha256(text.encode("utf-8", "surrogatepass")) != stored:
            yield f"The text {text_id} is not the text that was read: its hash differs."
    for table, kinds in (("finding", TEXT_KINDS), ("case_finding", CASE_KINDS)):
        rows = case.connection.execute(f"SELECT kind, id, data, digests FROM {table} ORDER BY kind, id")
        for kind, identity, data, digests in rows:
            yield from _finding(kinds[kind], kind, identity, data, digests, texts)
    yield from _references(case)


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
    """Attributions whose parent, and facts whose attribution, is not in the case."""
    known = {row[0] for row in case.connection.execute("SELECT id FROM finding WHERE kind = 'attribution'")}
    for kind in ("attribution", "fact"):
        rows = case.connection.execute("SELECT id, data FROM finding WHERE kind = ? ORDER BY id", (kind,))
        for identity, data in rows:
            finding: Any = decode(TEXT_KINDS[kind], json.loads(data))
            reference = getattr(finding, "parent" if kind == "attribution" else "attribution")
            if reference is not None and reference not in known:
                yield f"The {kind} {identity} names an attribution that is not there: {reference}."

"""Findings as rows: encoded data, and a digest of the words under every span they hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from tawatur.core import model
from tawatur.core.codec import decode, encode
from tawatur.core.errors import SpanError
from tawatur.core.model import Finding, Span, evidence

T = TypeVar("T")

#: Types of findings by the name that their rows carry.
TEXT_KINDS: Mapping[str, type] = {
    "segment": model.Segment,
    "mention": model.Mention,
    "time": model.TimeExpression,
    "quantity": model.Quantity,
    "attribution": model.Attribution,
    "fact": model.Fact,
    "dating": model.InferredDating,
}
CASE_KINDS: Mapping[str, type] = {
    "judgement": model.Judgement,
    "link": model.Link,
    "claim": model.Claim,
    "proposition": model.Proposition,
    "flag": model.Flag,
    "compared_dating": model.ComparedDating,
}
KIND_OF: Mapping[type, str] = {cls: kind for kinds in (TEXT_KINDS, CASE_KINDS) for kind, cls in kinds.items()}

DIGEST_SIZE = 8


class Row(NamedTuple):
    """One finding as stored."""

    kind: str
    id: str
    text: str
    start: int
    end: int
    rule: str
    data: str
    digests: bytes


def digest(words: str) -> bytes:
    """The digest of a span's words that is stored beside it."""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()


def digests(finding: object, words: Callable[[Span], str]) -> bytes:
    """The digests of all evidence spans of a finding, in order; raises SpanError where a span leaves its text."""
    parts = []
    for name, span in evidence(finding):
        under = words(span)
        if len(under) != len(span):
            raise SpanError(f"{type(finding).__name__}.{name} {span} lies outside its text")
        parts.append(digest(under))
    return b"".join(parts)


def text_row(finding: Finding, text: str) -> Row:
    """The row of a finding of the one text whose characters are `text`."""
    span = finding.span
    data = json.dumps(encode(finding), ensure_ascii=False, separators=(",", ":"))
    sums = digests(finding, lambda s: text[s.start : s.end])
    return Row(KIND_OF[type(finding)], finding.id, span.text, span.start, span.end, finding.rule, data, sums)


def text_rows(findings: Iterable[Finding], text: str) -> list[Row]:
    """Rows of all findings; of two with one id (the same thing found twice) the first stays."""
    return unique([text_row(f, text) for f in findings])


def unique(rows: Sequence[Row]) -> list[Row]:
    """`rows` sorted; of two with one kind and id the first stays."""
    return sorted({(row.kind, row.id): row for row in reversed(rows)}.values())


def load(cls: type[T], data: str) -> T:
    """The finding of type `cls` from its row's data."""
    return decode(cls, json.loads(data))

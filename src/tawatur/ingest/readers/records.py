"""JSON: one article a line, a list of articles, or a single one."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tawatur.core.errors import ReadError
from tawatur.core.ids import sha256
from tawatur.core.model import Failure
from tawatur.ingest.blob import Blob, Found
from tawatur.ingest.dates import where
from tawatur.ingest.decode import decode
from tawatur.ingest.fields import ID, TEXT, from_fields, keyed, pick, words
from tawatur.ingest.limits import Budget
from tawatur.ingest.readers.page import fragment_text
from tawatur.ingest.result import Extract
from tawatur.text.normalise import fold

_MARKUP = re.compile(r"<(?:p|div|br|span|a|h[1-6]|ul|li|strong|b|em|img|figure|blockquote)\b[^<>]*>", re.I)

#: Names under which an object holds its list of articles.
_LISTS = ("articles", "items", "documents", "docs", "data", "results", "posts", "hits", "news", "entries", "records")


def open_lines(blob: Blob, budget: Budget) -> Iterator[Found | Failure]:
    """One article a line, streamed. A line that is no JSON or has no text is a failure that names it."""
    limit = budget.limits.line
    with blob.open() as stream:
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                raise ReadError(
                    f"has a line longer than {limit >> 20:,} MB (line {number:,}); it is no file of articles"
                )
            budget.spend(len(line))
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _line(blob, number, line.rstrip(b"\r\n"))


def _line(blob: Blob, number: int, line: bytes) -> Found | Failure:
    place = f"{blob.subject}:{number}"
    try:
        record = json.loads(decode(line)[0].removeprefix("\ufeff"))
    except ValueError as error:
        return Failure(place, "read", f"line {number:,} is no JSON ({_words(error)})")
    except RecursionError:
        return Failure(place, "read", f"line {number:,} nests too deep")
    except ReadError as error:
        return Failure(place, "read", f"line {number:,} {error}")
    return _record(blob, record, f"{blob.name}:{number}", place, sha256(line))


def _words(error: ValueError) -> str:
    return str(error).split(": line 1")[0] if isinstance(error, json.JSONDecodeError) else type(error).__name__


def open_json(blob: Blob, budget: Budget) -> Iterator[Found | Failure]:
    """The articles of a JSON file: a list, an object that holds a list, one article, or in truth one a line."""
    with blob.open() as stream:
        data = budget.read(stream, blob.packed)
    try:
        value = json.loads(decode(data)[0].removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and b"\n" in data:
            yield from open_lines(
                Blob(blob.name, blob.subject, "jsonl", lambda: io.BytesIO(data), given=blob.given),
                Budget(budget.limits),
            )
            return
        raise ReadError(f"is no JSON: {error.msg} at line {error.lineno:,}, column {error.colno:,}") from error
    except RecursionError as error:
        raise ReadError("nests too deep to be articles") from error
    records = _listed(value)
    if records and not any(isinstance(record, Mapping) and _has_text(record) for record in records):
        raise ReadError(_no_article(records[0]))
    for number, record in enumerate(records, 1):
        single = len(records) == 1 and record is value
        name = blob.name if single else f"{blob.name}:{number}"
        place = blob.subject if single else f"{blob.subject}:{number}"
        content = (
            data if single else json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        )
        yield _record(blob, record, name, place, sha256(content))


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        by_name = keyed(value)
        if not pick(by_name, TEXT):
            found = next((by_name[name] for name in _LISTS if isinstance(by_name.get(name), list)), None)
            if found is not None:
                return list(found)
    return [value]


def _record(blob: Blob, record: Any, name: str, place: str, digest: str) -> Found | Failure:
    if not isinstance(record, Mapping):
        return Failure(place, "read", "is no article: not an object with fields")
    if not _has_text(record):
        return Failure(place, "read", _no_article(record))
    by_name = _fields(record)
    metadata = from_fields(by_name, where("record"))
    text, reader = _text(by_name)
    title = metadata.title
    if title and _MARKUP.search(title):
        title = fragment_text(title)
    if title and text.strip() and not fold(text.lstrip()[: len(title) + 40]).startswith(fold(title)):
        text = f"{title}\n{text}"
    return Found(
        pick(by_name, ID) or name, place, digest, Extract(text, reader, metadata, "application/json"), blob.given
    )


def _fields(record: Mapping[Any, Any]) -> dict[str, Any]:
    inner = record.get("_source")
    return keyed(inner if isinstance(inner, Mapping) else record)


def _has_text(record: Mapping[Any, Any]) -> bool:
    return any(field in TEXT for field in _fields(record))


def _no_article(record: Any) -> str:
    shown = ", ".join(sorted(map(str, record))[:8]) if isinstance(record, Mapping) else ""
    return f"is no article: no field text, body or content (it has: {shown or 'none'})"


def _text(by_name: Mapping[str, Any]) -> tuple[str, str]:
    """The longest-named text field that has words, without markup when it is HTML; and the reader's name."""
    raw = next((found for name in TEXT if (found := words(by_name.get(name))).strip()), "")
    return (fragment_text(raw), "json+html/1") if _MARKUP.search(raw) else (raw, "json/1")

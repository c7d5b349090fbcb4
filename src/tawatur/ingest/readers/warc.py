"""Web archives: every page and document that a server answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from tawatur.core.errors import ReadError
from tawatur.core.model import Failure
from tawatur.ingest.blob import Blob
from tawatur.ingest.limits import Budget
from tawatur.ingest.result import Metadata

#: Media types that are read, and the format of each.
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}


def open_warc(blob: Blob, budget: Budget) -> Iterator[Blob | Failure]:
    """Answers with status 200 in a type that is read, streamed. A damaged record ends the archive with a failure."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = 0
    with blob.open() as stream:
        try:
            for record in ArchiveIterator(stream):
                count += 1
                member = _answer(blob, record, budget)
                if member is not None:
                    yield member
        except ArchiveLoadFailed as error:
            where = f"is damaged after {count:,} records" if count else "is no web archive, or damaged from its start"
            raise ReadError(f"{where} ({error})") from error
    if not count:
        raise ReadError("is no web archive: it holds no records")


def _answer(blob: Blob, record: Any, budget: Budget) -> Blob | None:
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if record.rec_type == "response" and (headers is None or headers.get_statuscode() != "200"):
        return None
    declared = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    kind, _, rest = declared.partition(";")
    chosen = _TYPES.get(kind.strip().lower())
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if chosen is None or address.endswith("/robots.txt"):
        return None
    budget.member()
    data = budget.read(record.content_stream())
    charset = rest.lower().partition("charset=")[2].split(";")[0].strip() or None
    url = address if "://" in address else None
    return blob.member(
        address or "record", lambda: io.BytesIO(data), format=chosen, given=Metadata(url=url), charset=charset
    )

"""Messages (.eml) and pages saved as one message (.mhtml)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from functools import partial
from typing import cast

from tawatur.core.errors import ReadError
from tawatur.core.ids import sha256
from tawatur.core.model import Failure
from tawatur.ingest.blob import Blob, Found
from tawatur.ingest.dates import dating, where
from tawatur.ingest.decode import decode
from tawatur.ingest.formats import format_of
from tawatur.ingest.limits import Budget
from tawatur.ingest.readers.page import extract_page, fragment_text
from tawatur.ingest.result import Extract, Metadata


def read_mhtml(data: bytes, blob: Blob) -> Extract:
    """The page inside an MHTML file: its first HTML part."""
    message = _parse(data)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            extract = extract_page(_words(part))
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            url = str(address).strip() if address and "://" in str(address) else None
            return Extract(
                extract.text, "mhtml+" + extract.reader, extract.metadata.over(Metadata(url=url)), "multipart/related"
            )
    raise ReadError("holds no web page; save it again from the browser")


def open_mail(blob: Blob, budget: Budget) -> Iterator[Found | Blob | Failure]:
    """A message and the documents attached to it. The subject is the first line of the text."""
    with blob.open() as stream:
        data = budget.read(stream, blob.packed)
    message = _parse(data)
    if not message.keys():
        raise ReadError("is no mail message: it has no header")
    extract = _body(message)
    if extract.text.strip() or not any(True for _ in message.iter_attachments()):
        yield Found(blob.name, blob.subject, sha256(data), extract, blob.given)
    for number, part in enumerate(message.iter_attachments(), 1):
        name = (part.get_filename() or f"attachment-{number}").replace("/", "_")
        kind = format_of(name)
        if kind not in (None, "image", "sidecar"):
            budget.member()
            content = cast(bytes, part.get_payload(decode=True) or b"")
            yield blob.member(name, partial(io.BytesIO, content), given=Metadata(published=extract.metadata.published))


def _parse(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def _body(message: EmailMessage) -> Extract:
    subject = " ".join(str(message.get("Subject") or "").split())
    metadata = Metadata(
        title=subject or None,
        author=_sender(message),
        published=dating(str(message.get("Date") or ""), where("header")),
    )
    part = message.get_body(("plain", "html"))
    if part is None:
        return Extract("", "eml/1", metadata, "message/rfc822")
    text = _words(cast(EmailMessage, part))
    if part.get_content_type() == "text/html":
        text = fragment_text(text) if text.strip() else ""
    text = text.replace("\r\n", "\n")
    return Extract(f"{subject}\n{text}" if subject and text.strip() else text, "eml/1", metadata, "message/rfc822")


def _words(part: EmailMessage) -> str:
    content = cast(bytes, part.get_payload(decode=True) or b"")
    return decode(content, part.get_content_charset())[0]


def _sender(message: EmailMessage) -> str | None:
    senders = getaddresses([str(value) for value in message.get_all("From", [])])
    return next((name or address for name, address in senders if name or address), None)

"""One item to documents: the reader that its format asks for, the same way for files, members and records."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import IO, cast

from tawatur.core.errors import ReadError
from tawatur.core.ids import sha256
from tawatur.core.model import Document, Failure, SourceText
from tawatur.ingest import sidecar
from tawatur.ingest.blob import Blob, Found
from tawatur.ingest.formats import REFUSED, format_of, suffix
from tawatur.ingest.items import Item
from tawatur.ingest.limits import LIMITS, Budget, Limits
from tawatur.ingest.readers import MANY, ONE
from tawatur.ingest.result import Extract, Metadata, Read, storable
from tawatur.text.language import language

_OPENERS: dict[str, Callable[[IO[bytes], str], object]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}

#: What damaged or unreadable bytes make the readers raise, besides ReadError.
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError)


def read(item: Item, limits: Limits = LIMITS) -> Iterator[Read | Failure]:
    """Every document in one item, in the order of the file; whatever cannot be read is a `Failure` in its place.

    Arguments: `item`, from `discover`; `limits`, how far archives may unfold. Never raises for what a file holds.
    Archives, web archives and line files are streamed: at most one member or record is held at a time.
    """
    if item.ignored:
        return
    subject = str(item.path)
    if not item.path.exists():
        yield Failure(subject, "read", "there is no such file or folder")
        return
    if item.path.is_dir():
        yield Failure(subject, "read", "the folder cannot be opened; look at its permissions")
        return
    blob = Blob(item.name, subject, item.format, lambda: item.path.open("rb"), size=item.size)
    for outcome in _outcomes(blob, Budget(limits)):
        if isinstance(outcome, Failure):
            yield outcome
        else:
            yield from _finish(item, outcome)


def _finish(item: Item, found: Found) -> Iterator[Read | Failure]:
    """The document of what was found, under the metadata that stands beside the file; a failure when it is empty."""
    if not found.extract.text.strip("\ufeff \t\r\n\u00a0\u200b\x0c"):
        yield Failure(found.subject, "read", _emptiness(found))
        return
    inner = [] if found.name == item.name else [found.name, found.name.rsplit("!", 1)[-1]]
    metadata = sidecar.given(item.path, item.sidecars, inner) if item.sidecars else Metadata()
    if inner and item.sidecars:
        metadata = metadata.over(sidecar.given(item.path, item.sidecars))
    yield _document(found, metadata.over(found.given).over(found.extract.metadata))


def _document(found: Found, metadata: Metadata) -> Read:
    text = storable(found.extract.text)
    document = Document(
        sha256=found.sha256,
        name=storable(found.name),
        path=storable(found.subject),
        url=_storable(metadata.url),
        title=_storable(metadata.title),
        publisher=_storable(metadata.publisher),
        author=_storable(metadata.author),
        published=metadata.published,
        language=language(text),
        media_type=found.extract.media_type,
    )
    return Read(document, SourceText(document.id, found.extract.reader, text), found.sha256)


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _emptiness(found: Found) -> str:
    if found.extract.metadata.title:
        return f"has a title («{found.extract.metadata.title[:80]}») and no text"
    return "holds no text"


def _outcomes(blob: Blob, budget: Budget) -> Iterator[Found | Failure]:
    """What one blob holds, nested blobs included. Errors of a blob end that blob only."""
    try:
        if blob.depth > budget.limits.depth:
            raise ReadError(f"lies more than {budget.limits.depth} archives deep; unpack the outer ones")
        count = 0
        for count, part in enumerate(_open(blob, budget), 1):  # noqa: B007 (counted for what comes after)
            if isinstance(part, Blob):
                yield from _outcomes(part, budget)
            else:
                yield part
        if not count and blob.format in MANY:
            raise ReadError("holds nothing that can be read")
    except ReadError as error:
        yield Failure(blob.subject, "read", str(error))
    except MemoryError:
        yield Failure(blob.subject, "read", "is too large for this machine's memory")
    except _DAMAGE as error:
        yield Failure(blob.subject, "read", f"is damaged or cannot be opened ({_words(error)})")
    except Exception as error:  # a reader's library met bytes that it does not expect: the run goes on
        yield Failure(blob.subject, "read", f"cannot be read as {blob.format} ({_words(error)})")


def _words(error: BaseException) -> str:
    said = " ".join(str(getattr(error, "strerror", None) or error).split())[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _open(blob: Blob, budget: Budget) -> Iterable[Blob | Found | Failure]:
    if blob.format == "sidecar":
        return _checked(blob, budget)
    if blob.format == "compressed":
        return [_unwrapped(blob)]
    if blob.format in MANY:
        return MANY[blob.format](blob, budget)
    if blob.format in ONE:
        return [_single(blob, budget)]
    if blob.format == "refused":
        raise ReadError(REFUSED[suffix(blob.name)])
    raise ReadError(
        f"is of a kind that is not read («{suffix(blob.name) or 'no ending'}»); convert it to text, HTML, PDF or .docx"
    )


def _single(blob: Blob, budget: Budget) -> Found:
    with blob.open() as stream:
        data = budget.read(stream, blob.packed)
    if not data:
        raise ReadError("is an empty file")
    extract: Extract = ONE[cast(str, blob.format)](data, blob)
    return Found(blob.name, blob.subject, sha256(data), extract, blob.given)


def _checked(blob: Blob, budget: Budget) -> Iterator[Failure]:
    """A table of metadata is no document; that it can be read is all there is to say."""
    with blob.open() as stream:
        sidecar.parse(budget.read(stream))
    return iter(())


def _unwrapped(blob: Blob) -> Blob:
    """The file inside a single-file compression, streamed."""
    opener = _OPENERS[suffix(blob.name)]

    def open_inner() -> IO[bytes]:
        return cast(IO[bytes], opener(blob.open(), "rb"))

    inner = blob.name[: -len(suffix(blob.name))]
    return replace(blob, format=format_of(inner), open=open_inner, packed=blob.size or blob.packed, inner=inner)


def bytes_opener(data: bytes) -> IO[bytes]:
    """A stream over bytes in memory."""
    return io.BytesIO(data)

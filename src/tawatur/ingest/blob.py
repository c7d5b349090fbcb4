"""A thing to be read, wherever it lies: a file, an archive's member, a message's attachment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from tawatur.ingest.formats import format_of
from tawatur.ingest.result import UNKNOWN, Extract, Metadata


@dataclass(frozen=True, slots=True)
class Blob:
    """`name` becomes the document's; `subject` says to people where it lies; `open` gives its bytes.

    `packed` is its size inside a compressed archive, `size` its own where known, `given` the metadata of what holds it,
    `charset` an encoding named outside it, `inner` its name without a compression's ending.
    """

    name: str
    subject: str
    format: str | None
    open: Callable[[], IO[bytes]]
    size: int | None = None
    packed: int | None = None
    depth: int = 0
    given: Metadata = UNKNOWN
    charset: str | None = None
    inner: str | None = None

    def member(
        self,
        name: str,
        open: Callable[[], IO[bytes]],
        *,
        format: str | None = None,
        packed: int | None = None,
        size: int | None = None,
        given: Metadata | None = None,
        charset: str | None = None,
    ) -> Blob:
        """A blob inside this one, one level deeper."""
        return Blob(
            name=f"{self.name}!{name}",
            subject=f"{self.subject}!{name}",
            format=format or format_of(name),
            open=open,
            size=size,
            packed=packed,
            depth=self.depth + 1,
            given=(given or UNKNOWN).over(self.given),
            charset=charset,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The text of one document, before it is known what stands beside its file."""

    name: str
    subject: str
    sha256: str
    extract: Extract
    given: Metadata = UNKNOWN

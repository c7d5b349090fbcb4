"""What readers hand on: the text of one thing with its metadata, and the document made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from tawatur.core.model import Dating, Document, SourceText

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` with what no text file can hold (NUL, lone surrogates) replaced by U+FFFD, one for one."""
    return _UNSTORABLE.sub("\ufffd", text)


class Read(NamedTuple):
    """One document as read; `sha256` is of its bytes as found (also `document.sha256`)."""

    document: Document
    source: SourceText
    sha256: str


#: Nothing is known of the date.
UNDATED = Dating()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document besides its text. `published` keeps its reasons."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: Dating = UNDATED

    def over(self, other: Metadata) -> Metadata:
        """This metadata, with `other`'s values wherever this one says nothing."""
        gaps = {
            f.name: getattr(other, f.name) for f in fields(self) if f.name != "published" and not getattr(self, f.name)
        }
        if self.published.value is None:
            said = other.published
            gaps["published"] = Dating(
                said.value, said.reasons + self.published.reasons, said.certain, said.arabic + self.published.arabic
            )
        return replace(self, **gaps)


#: Nothing is known besides the text.
UNKNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one thing as `reader` (name and version) reads it."""

    text: str
    reader: str
    metadata: Metadata = UNKNOWN
    media_type: str = "text/plain"

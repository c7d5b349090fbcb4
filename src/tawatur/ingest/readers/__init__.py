"""One module for each family of formats. `ONE` read a document from bytes; `MANY` open a blob that holds several."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tawatur.core.model import Failure
from tawatur.ingest.blob import Blob, Found
from tawatur.ingest.limits import Budget
from tawatur.ingest.readers import plain
from tawatur.ingest.result import Extract

#: Formats of which one file is one document.
ONE: dict[str, Callable[[bytes, Blob], Extract]] = {
    "text": plain.read_text,
    "markdown": plain.read_markdown,
}

#: Formats of which one file holds many documents.
MANY: dict[str, Callable[[Blob, Budget], Iterable[Blob | Found | Failure]]] = {}

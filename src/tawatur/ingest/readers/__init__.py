"""One module for each family of formats. `ONE` read a document from bytes; `MANY` open a blob that holds several."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tawatur.core.model import Failure
from tawatur.ingest.blob import Blob, Found
from tawatur.ingest.limits import Budget
from tawatur.ingest.readers import archive, image, mail, page, pdf, plain, records, warc, word
from tawatur.ingest.result import Extract

#: Formats of which one file is one document.
ONE: dict[str, Callable[[bytes, Blob], Extract]] = {
    "text": plain.read_text,
    "markdown": plain.read_markdown,
    "html": page.read_html,
    "mhtml": mail.read_mhtml,
    "pdf": pdf.read_pdf,
    "docx": word.read_docx,
    "odt": word.read_odt,
    "image": image.read_image,
}

#: Formats of which one file holds many documents.
MANY: dict[str, Callable[[Blob, Budget], Iterable[Blob | Found | Failure]]] = {
    "json": records.open_json,
    "jsonl": records.open_lines,
    "eml": mail.open_mail,
    "zip": archive.open_zip,
    "tar": archive.open_tar,
    "warc": warc.open_warc,
}

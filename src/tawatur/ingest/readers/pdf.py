"""PDF: poppler's pdftotext where it is installed (best order of Arabic words), else pypdf."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from tawatur.core.errors import ReadError
from tawatur.ingest.blob import Blob
from tawatur.ingest.readers import image
from tawatur.ingest.result import Extract, Metadata
from tawatur.ingest.versions import library, program

_TYPE = "application/pdf"
_TIMEOUT = 300
_SHAPED = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff]+")
_BRACKETS = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_LEFT_TO_RIGHT = re.compile(
    r"[0-9A-Za-z\u0660-\u0669](?:[0-9A-Za-z\u0660-\u0669.,:/%@_+ -]*[0-9A-Za-z\u0660-\u0669%])?"
)
_EMBEDDING = dict.fromkeys(range(0x202A, 0x202F))  # pdftotext's own marks of direction around every line
_LOCKED = "is encrypted; save a copy without a password"


def read_pdf(data: bytes, blob: Blob) -> Extract:
    """The text of a PDF's pages, separated by form feeds; by OCR when it has none and OCR is installed."""
    if b"%PDF-" not in data[:1024]:
        raise ReadError("is damaged or no PDF: it does not start as one")
    document = _parsed(data)
    metadata = _metadata(document)
    tool = program("pdftotext", "-v")
    text = _poppler(data) if tool else _pypdf(document)
    reader = f"pdf/{tool or library('pypdf')}/2"
    if not text.strip():
        text, reader = image.ocr_pages(data)
    return Extract(text, reader, metadata, _TYPE)


def _parsed(data: bytes) -> Any:
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings name no file; a failure row does
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadError(_LOCKED)
        if not len(document.pages):
            raise ReadError("is a PDF without pages")
    except ReadError:
        raise
    except pypdf.errors.PyPdfError as error:
        raise ReadError(_LOCKED if "decrypt" in str(error) else f"is damaged ({error})") from error
    return document


def _poppler(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        try:
            done = subprocess.run(
                ["pdftotext", "-q", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"took pdftotext longer than {_TIMEOUT} seconds") from error
    if done.returncode:
        raise ReadError(f"is damaged or locked (pdftotext: {done.stderr.decode('utf-8', 'replace').strip()[:200]})")
    return unshaped(done.stdout.decode("utf-8", "replace").translate(_EMBEDDING)).rstrip("\f\n")


def _pypdf(document: Any) -> str:
    pages = [unshaped(page.extract_text() or "").strip() for page in document.pages]
    if _is_mirrored("\n".join(pages)):
        pages = ["\n".join(map(mirrored, page.split("\n"))) for page in pages]
    return "\f".join(pages).strip("\f")


def _is_mirrored(text: str) -> bool:
    """Whether Arabic stands in the order of the page from left to right: words then end in what is the article."""
    words: list[str] = re.findall("[\u0621-\u064a]{4,}", text)
    ahead, behind = sum(word.startswith("ال") for word in words), sum(word.endswith("لا") for word in words)
    return behind > 3 and behind > 3 * ahead


def mirrored(line: str) -> str:
    """A line read from the other end, its numbers and Latin words kept in their own order."""
    turned = line[::-1].translate(_BRACKETS)
    return _LEFT_TO_RIGHT.sub(lambda match: match.group()[::-1], turned)


def unshaped(text: str) -> str:
    """`text` with the shapes of letters that PDF stores (presentation forms, ligatures) as plain letters."""
    return _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text).replace("\x00", "")


def _metadata(document: Any) -> Metadata:
    """Title and author; the creation date is the file's, not the publication's, and stays out."""
    try:
        info = document.metadata or {}
        title, author = info.get("/Title"), info.get("/Author")
    except Exception:  # damaged metadata are no reason to lose the text
        return Metadata()
    return Metadata(title=_clean(title), author=_clean(author))


def _clean(value: object) -> str | None:
    words = " ".join(unshaped(str(value)).split()) if value else ""
    return (
        words if re.search(r"[^\W\d_]{2}", words) and not re.search(r"\.(docx?|indd|pdf|qxd)$", words, re.I) else None
    )

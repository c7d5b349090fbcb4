"""Pictures of text, by the `tesseract` program with its Arabic data, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tawatur.core.errors import ReadError
from tawatur.ingest.blob import Blob
from tawatur.ingest.formats import suffix
from tawatur.ingest.result import Extract
from tawatur.ingest.versions import program

_TIMEOUT = 300
_RESOLUTION = "200"
_INSTALL = "install the program tesseract with its Arabic data (Debian: tesseract-ocr tesseract-ocr-ara)"


def read_image(data: bytes, blob: Blob) -> Extract:
    """The text in a picture; raises ReadError that says what to install where OCR is missing."""
    reader = _reader("is a picture")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"picture{suffix(blob.name)}"
        path.write_bytes(data)
        return Extract(_ocr(path), reader, media_type="image")


def ocr_pages(data: bytes) -> tuple[str, str]:
    """The text of a PDF whose pages are pictures, and the reader's name; raises ReadError that says what to install."""
    reader = _reader("has no text, only pictures of pages")
    if shutil.which("pdftoppm") is None:
        raise ReadError(
            "has no text, only pictures of pages; install pdftoppm (Debian: poppler-utils) to read it by OCR"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        _run(["pdftoppm", "-r", _RESOLUTION, "-gray", "-png", str(path), str(Path(folder) / "page")])
        return "\f".join(_ocr(page) for page in sorted(Path(folder).glob("page*.png"))), f"pdf/{reader}"


@cache
def _languages() -> tuple[str, ...]:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return tuple(sorted((listed.stdout + listed.stderr).split()))


def _reader(problem: str) -> str:
    tool = program("tesseract", "--version")
    if tool is None or "ara" not in _languages():
        raise ReadError(f"{problem}; to read it by OCR, {_INSTALL}")
    return f"ocr/{tool}/1"


def _ocr(path: Path) -> str:
    languages = "ara+eng" if "eng" in _languages() else "ara"
    return _run(["tesseract", str(path), "stdout", "-l", languages]).strip("\f\n ")


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False, env=None)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"took {command[0]} longer than {_TIMEOUT} seconds") from error
    if done.returncode:
        raise ReadError(f"cannot be read by {command[0]} ({done.stderr.decode('utf-8', 'replace').strip()[:200]})")
    return done.stdout.decode("utf-8", "replace")

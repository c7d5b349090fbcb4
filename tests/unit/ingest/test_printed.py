"""Pages as printers and cameras give them: PDF through pdftotext and pypdf, pictures through OCR."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tawatur.core.errors import ReadError
from tawatur.ingest import Read, discover, read
from tawatur.ingest.readers import image, pdf

CHROMIUM = shutil.which("chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-pdf-header-footer"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
]
TEXT = """أعلنت بلدية مرفأ الياسمين أن الجسر الشرقي سيغلق أسبوعا.
قال المهندس نزار الحلواني إن عدد الشقوق بلغ 27 شقا في العام الماضي.
وأضاف أن الخبراء سيفحصون الدعامات قبل نهاية الشهر."""
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">
<body style="font: 30px 'DejaVu Sans'; margin: 40px; background: white">
{"".join(f"<p>{line}</p>" for line in TEXT.splitlines())}</body></html>"""

printed = pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium to print a page")
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the program pdftotext (poppler-utils)")


def ocr_is_there() -> bool:
    try:
        return bool(image._reader("is a picture"))
    except ReadError:
        return False


ocr = pytest.mark.skipif(not ocr_is_there(), reason="needs the program tesseract with its Arabic data")


def make(folder: Path, name: str, option: str) -> Path:
    """The page as a file of chromium's making."""
    page, made = folder / "page.html", folder / name
    page.write_text(PAGE, encoding="utf-8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", "--window-size=1300,500"]
    subprocess.run([*command, f"{option}={made}", page.as_uri()], check=True, capture_output=True, timeout=120)
    page.unlink()
    return made


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def share(found: str) -> float:
    """The share of the page's words that were read."""
    return (words(TEXT) & words(found)).total() / words(TEXT).total()


def text_of(path: Path) -> tuple[str, str]:
    (item,) = discover([path])
    (row,) = read(item)
    assert isinstance(row, Read), row
    return row.source.text, row.source.reader


@printed
@poppler
def test_a_printed_page_is_read_word_for_word_and_in_order(tmp_path: Path) -> None:
    text, reader = text_of(make(tmp_path, "page.pdf", "--print-to-pdf"))
    assert reader.startswith("pdf/pdftotext")
    assert text.split() == TEXT.split()


@printed
def test_a_printed_page_is_read_without_pdftotext_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda *_: None)
    text, reader = text_of(make(tmp_path, "page.pdf", "--print-to-pdf"))
    assert reader.startswith("pdf/pypdf")
    assert share(text) > 0.9


@printed
@ocr
def test_a_picture_of_a_page_is_read_by_ocr(tmp_path: Path) -> None:
    text, reader = text_of(make(tmp_path, "page.png", "--screenshot"))
    assert reader.startswith("ocr/tesseract")
    assert share(text) > 0.8


@printed
@ocr
@poppler
def test_a_pdf_of_pictures_is_read_by_ocr(tmp_path: Path) -> None:
    picture = make(tmp_path, "page.png", "--screenshot")
    scan = tmp_path / "scan.html"
    scan.write_text(f'<img src="{picture.name}" style="width: 100%">', encoding="utf-8")
    made = tmp_path / "scan.pdf"
    command = [str(CHROMIUM), *FLAGS, "--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run([*command, f"--print-to-pdf={made}", scan.as_uri()], check=True, capture_output=True, timeout=120)
    text, reader = text_of(made)
    assert reader.startswith("pdf/ocr/tesseract")
    assert share(text) > 0.8

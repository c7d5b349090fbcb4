"""Word processing files: .docx and .odt, paragraphs, tables and notes in reading order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from tawatur.core.errors import ReadError
from tawatur.ingest.blob import Blob
from tawatur.ingest.limits import LIMITS
from tawatur.ingest.result import Extract, Metadata
from tawatur.ingest.versions import library

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(data: bytes, blob: Blob) -> Extract:
    """The text of a Word file, one line a paragraph, table cells included; footnotes and endnotes at the end."""
    import docx

    _check(data)
    document = docx.Document(io.BytesIO(data))
    lines = [_paragraph(element) for element in document.element.body.iter(f"{_W}p")]
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            lines += _notes(part.blob)
    properties = document.core_properties
    metadata = Metadata(title=_clean(properties.title), author=_clean(properties.author))
    return Extract(
        "\n".join(lines),
        f"docx/{library('python-docx')}/1",
        metadata,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def _paragraph(element: Any) -> str:
    """Text of one paragraph: runs, tabs and breaks; deleted text and text boxes' doubles left out."""
    pieces = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not element:
            continue
        tag = node.tag.removeprefix(_W)
        pieces.append(node.text or "" if tag == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
    return "".join(pieces)


def _notes(xml: bytes) -> Iterator[str]:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    for note in root:
        if note.get(f"{_W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
            text = " ".join(_paragraph(p) for p in note.iter(f"{_W}p")).strip()
            if text:
                yield text


def read_odt(data: bytes, blob: Blob) -> Extract:
    """The text of an OpenDocument file, one line a paragraph or heading; notes after their paragraph."""
    from odf.opendocument import load

    _check(data)
    document = load(io.BytesIO(data))
    lines: list[str] = []
    _blocks(document.text, lines)
    found = {node.qname[1]: _inline(node)[0] for node in document.meta.childNodes}
    author = found.get("initial-creator") or found.get("creator")
    metadata = Metadata(title=_clean(found.get("title")), author=_clean(author))
    return Extract("\n".join(lines), f"odt/{library('odfpy')}/1", metadata, "application/vnd.oasis.opendocument.text")


def _blocks(element: Any, lines: list[str]) -> None:
    for node in element.childNodes:
        if getattr(node, "qname", ("", ""))[0] == _TEXT and node.qname[1] in ("p", "h"):
            text, notes = _inline(node)
            lines.append(text)
            for note in notes:
                _blocks(note, lines)
        elif node.nodeType == node.ELEMENT_NODE and node.qname[1] not in ("tracked-changes", "sequence-decls"):
            _blocks(node, lines)


def _inline(element: Any) -> tuple[str, list[Any]]:
    pieces: list[str] = []
    notes: list[Any] = []
    for node in element.childNodes:
        if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE):
            pieces.append(node.data)
        elif node.qname == (_TEXT, "note"):
            notes += [part for part in node.childNodes if part.qname[1] == "note-body"]
        elif node.qname[0] == _TEXT and node.qname[1] in ("s", "tab", "line-break"):
            count = int(node.getAttribute("c") or 1) if node.qname[1] == "s" else 1
            pieces.append({"s": " ", "tab": "\t", "line-break": "\n"}[node.qname[1]] * min(count, 1000))
        else:
            text, inner = _inline(node)
            pieces.append(text)
            notes += inner
    return "".join(pieces), notes


def _check(data: bytes) -> None:
    """Raises ReadError for an encrypted, damaged or oversized package."""
    if data.startswith(_OLE):
        raise ReadError(
            "is encrypted or an old Word file; open it in a word processor and save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist() if info.filename.endswith(".xml"))
            manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.namelist() else b""
    except zipfile.BadZipFile as error:
        raise ReadError(f"is damaged ({error})") from error
    if b"encryption-data" in manifest:
        raise ReadError("is encrypted; save it without a password")
    if size > LIMITS.thing:
        raise ReadError(f"unfolds to more than {LIMITS.thing >> 20:,} MB, too large for one document")


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None

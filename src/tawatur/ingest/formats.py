"""Which reader a file name asks for."""

from __future__ import annotations

#: File endings, longest first where one ends in another, and the format each stands for.
FORMATS = {
    ".tar.gz": "tar", ".tar.bz2": "tar", ".tar.xz": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar", ".tar": "tar",
    ".warc.gz": "warc", ".warc": "warc", ".zip": "zip",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".pdf": "pdf", ".docx": "docx", ".odt": "odt", ".eml": "eml",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image",
    ".tiff": "image", ".webp": "image", ".bmp": "image",
}  # fmt: skip

#: Endings of compression that wrap a single file.
COMPRESSED = (".gz", ".bz2", ".xz")

#: Document formats that are not read, and what to do instead.
REFUSED = {
    ".doc": "the old Word format is not read; save it as .docx",
    ".rtf": "RTF is not read; save it as .docx",
    ".epub": "EPUB is not read; unpack it and add the folder",
    ".pages": "Pages files are not read; export as .docx or PDF",
    ".pptx": "presentations are not read; export as PDF",
    ".ppt": "presentations are not read; export as PDF",
    ".msg": "Outlook messages are not read; save as .eml",
    ".pst": "Outlook stores are not read; export messages as .eml",
    ".mbox": "mailboxes are not read; export messages as .eml",
    ".7z": "7z archives are not read; unpack and add the folder, or repack as .zip",
    ".rar": "RAR archives are not read; unpack and add the folder, or repack as .zip",
}

#: The table of metadata beside files.
SIDECAR = "metadata.csv"


def format_of(name: str) -> str | None:
    """The format of a file name: a value of `FORMATS`, `compressed`, `refused`, `sidecar`, or None for unknown."""
    lowered = name.lower().rsplit("/", 1)[-1]
    if lowered == SIDECAR:
        return "sidecar"
    for ending, kind in FORMATS.items():
        if lowered.endswith(ending):
            return kind
    if lowered.endswith(COMPRESSED):
        return "compressed" if format_of(lowered.rsplit(".", 1)[0]) else None
    return "refused" if suffix(lowered) in REFUSED else None


def suffix(name: str) -> str:
    """The last ending of a file name, lower case, with its dot; empty when there is none."""
    base = name.lower().rsplit("/", 1)[-1]
    return f".{base.rsplit('.', 1)[1]}" if "." in base[1:] else ""

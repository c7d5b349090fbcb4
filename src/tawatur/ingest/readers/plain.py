"""Plain text and Markdown: the file decoded, and nothing else done to it."""

from __future__ import annotations

import re

import yaml

from tawatur.ingest.blob import Blob
from tawatur.ingest.dates import where
from tawatur.ingest.decode import decode
from tawatur.ingest.fields import from_fields
from tawatur.ingest.result import Extract, Metadata

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)


def read_text(data: bytes, blob: Blob) -> Extract:
    """The characters of a text file, byte order mark and line ends untouched."""
    text, encoding = decode(data, blob.charset)
    return Extract(text, f"text/{encoding}/1")


def read_markdown(data: bytes, blob: Blob) -> Extract:
    """A Markdown file as it stands; the front matter at its start also gives metadata."""
    text, encoding = decode(data, blob.charset)
    return Extract(text, f"markdown/{encoding}/1", _front_matter(text), "text/markdown")


def _front_matter(text: str) -> Metadata:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Metadata()
    try:
        fields = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError):
        return Metadata()
    return from_fields(fields, where("front_matter")) if isinstance(fields, dict) else Metadata()

"""Metadata from named fields, as JSON records, front matter and JSON-LD have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tawatur.core.model import Dating
from tawatur.ingest.dates import dating
from tawatur.ingest.result import Metadata
from tawatur.resources.sentences import Sentence

#: Field names in use for each thing, the more telling first. Compared without case, `_` and `-`.
TITLE = ("title", "headline", "headlines", "heading", "subject", "العنوان")
TEXT = (
    "text",
    "body",
    "content",
    "articlebody",
    "fulltext",
    "maintext",
    "contenttext",
    "articletext",
    "bodytext",
    "story",
    "article",
    "النص",
)
PUBLISHER = (
    "publisher",
    "outlet",
    "sitename",
    "newspaper",
    "source",
    "sourcename",
    "site",
    "website",
    "media",
    "domain",
    "provider",
    "الناشر",
)
AUTHOR = ("author", "authors", "byline", "creator", "writer", "الكاتب")
URL = (
    "url",
    "link",
    "canonicalurl",
    "permalink",
    "articleurl",
    "sourceurl",
    "href",
    "uri",
    "mainentityofpage",
    "الرابط",
)
PUBLISHED = (
    "published",
    "publishedat",
    "datepublished",
    "publicationdate",
    "publishdate",
    "publisheddate",
    "pubdate",
    "date",
    "dateutc",
    "dategmt",
    "datetime",
    "timestamp",
    "createdat",
    "created",
    "التاريخ",
)
ID = ("id", "articleid", "uuid", "guid", "docid", "documentid")


def keyed(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """`fields` by their comparable names; of two that compare equal the first stays."""
    result: dict[str, Any] = {}
    for name, value in fields.items():
        result.setdefault(str(name).lower().replace("_", "").replace("-", "").replace(" ", ""), value)
    return result


def pick(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The first of `names` that holds words, on one line."""
    for name in names:
        if found := " ".join(words(fields.get(name)).split()):
            return found
    return None


def words(value: Any) -> str:
    """The words in a field's value: strings and numbers, lists of them, and objects that name or render a thing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return "، ".join(part for item in value if (part := words(item).strip()))
    if isinstance(value, Mapping):
        return next(
            (
                words(value[key])
                for key in ("name", "rendered", "value", "text", "title", "@id", "url")
                if value.get(key)
            ),
            "",
        )
    return str(value)


def from_fields(fields: Mapping[Any, Any], place: Sentence) -> Metadata:
    """What the fields of a record say of their document; `place` completes «given in …» for its date."""
    by_name = keyed(fields)
    url = pick(by_name, URL)
    return Metadata(
        title=pick(by_name, TITLE),
        publisher=pick(by_name, PUBLISHER),
        author=pick(by_name, AUTHOR),
        url=url if url and "://" in url else None,
        published=_published(by_name, place),
    )


def _published(by_name: Mapping[str, Any], place: Sentence) -> Dating:
    unread = Dating()
    for name in PUBLISHED:
        raw = by_name.get(name)
        found = dating(raw if isinstance(raw, (int, float)) else words(raw), place)
        if found.value:
            return found
        unread = unread if unread.reasons else found
    return unread

"""Web pages: the main text without the page's furniture, and what the page says of itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tawatur.core.model import Dating
from tawatur.ingest.blob import Blob
from tawatur.ingest.dates import dating, where
from tawatur.ingest.decode import decode
from tawatur.ingest.fields import from_fields
from tawatur.ingest.result import Extract, Metadata
from tawatur.ingest.versions import library
from tawatur.text.normalise import fold

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.I)
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_ARTICLE_TYPES = re.compile(r"Article|Report|Posting|NewsItem|Review", re.I)
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "form", "button", "select"))

#: Meta names and properties, the more telling first.
_TITLE = ("og:title", "twitter:title", "dc.title", "title")
_PUBLISHER = ("og:site_name", "application-name", "publisher", "dc.publisher")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "publishdate",
    "pubdate",
    "publish-date",
    "date",
    "sailthru.date",
)


def read_html(data: bytes, blob: Blob) -> Extract:
    """The main text of a page, its headline first. Reader: trafilatura; metadata: the page's own tags."""
    declared = _CHARSET.search(data[:4096])
    text, _ = decode(data, blob.charset or (declared.group(1).decode("ascii") if declared else None))
    return extract_page(text)


def extract_page(html: str) -> Extract:
    """As `read_html`, for a page that is decoded already."""
    from lxml import html as parser  # type: ignore[import-untyped, unused-ignore]

    page = _XML_DECLARATION.sub("", html).replace("\x00", "")
    if not page.strip():
        return Extract("", _reader())
    tree = parser.document_fromstring(page)
    metadata = page_metadata(tree)
    text = _main_text(page)
    if text and metadata.title and fold(metadata.title) not in fold("\n".join(text.split("\n", 3)[:3])):
        text = f"{metadata.title}\n{text}"
    return Extract(text, _reader(), metadata, "text/html")


def _reader() -> str:
    return f"html/{library('trafilatura')}/1"


def _main_text(page: str) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings name no file; the failure row will
    text = trafilatura.extract(
        page, include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
    )
    if not text:
        _, text, _ = trafilatura.baseline(page)
    return str(text or "")


def fragment_text(html: str) -> str:
    """The text of a piece of HTML, one line a block, with nothing left out but scripts and forms."""
    from lxml import html as parser  # type: ignore[import-untyped, unused-ignore]

    pieces: list[str] = []
    _collect(parser.fragment_fromstring(html, create_parent="div"), pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(root: Any, pieces: list[str]) -> None:
    """Text of an element in reading order, without recursion: pages nest deeper than Python's stack."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        block = element.tag in _BLOCK
        if done:
            pieces.append(("\n" if block else "") + (element.tail or "" if element is not root else ""))
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        pieces.append(("\n" if block else "") + (element.text or "").replace("\n", " "))
        stack.extend((child, False) for child in reversed(element))


def page_metadata(tree: Any) -> Metadata:
    """What a page says of itself: JSON-LD first, then meta tags, then `<time>` and headings."""
    meta = _meta(tree)
    linked = next(
        (found for item in _json_ld(tree) if (found := from_fields(item, where("json_ld"))).title), Metadata()
    )
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or meta.get("og:url")
    publisher = _first(meta, _PUBLISHER) or linked.publisher
    tagged = Metadata(
        title=_without_site(_first(meta, _TITLE) or _heading(tree), publisher),
        publisher=publisher,
        author=_author(_first(meta, _AUTHOR)),
        url=canonical if canonical and "://" in canonical else None,
        published=_published(tree, meta),
    )
    return linked.over(tagged)


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _author(value: str | None) -> str | None:
    return None if value and "://" in value else value


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the name of the site behind a line or dash."""
    if title and site and title.endswith(site):
        return re.sub(r"\s*[|»:·–—-]+\s*$", "", title[: -len(site)]) or title
    return title


def _heading(tree: Any) -> str | None:
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    title = " ".join(tree.xpath("string(//title)").split())
    return next((h for h in headings if h), None) or title or None


def _published(tree: Any, meta: Mapping[str, str]) -> Dating:
    for name in _PUBLISHED:
        if name in meta and (found := dating(meta[name], where("tag", name=name))).value:
            return found
    for element in tree.xpath("//time[@datetime]"):
        if (found := dating(element.get("datetime"), where("time"))).value:
            return found
    return Dating()


def _json_ld(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except ValueError:
            continue
        yield from _articles(data)


def _articles(data: Any) -> Iterator[Mapping[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                yield item
            yield from _articles(item.get("@graph", []))

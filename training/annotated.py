"""Articles annotated under our guide: the gold folders, and stand-off annotations of articles that lie elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tawatur.backends.surface import SurfaceToken, tokenize

# A sentence ends at a stop after a word of three letters or more (shorter ones are abbreviations), or at a line's end.
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!؟])[\"»”)]*\s+|(?<=[\"»”)][.!؟])\s+|\n+")

CharSpan = tuple[int, int]


@dataclass(frozen=True)
class Quotation:
    """An attribution in characters; a missing source or cue is None."""

    source: CharSpan | None
    cue: CharSpan | None
    content: CharSpan
    force: str


@dataclass(frozen=True)
class FactMark:
    """A fact in characters: its type, the words that state it, and the words that fill its roles."""

    type: str
    trigger: CharSpan
    arguments: tuple[tuple[str, CharSpan], ...]


@dataclass(frozen=True)
class Article:
    """A text with its annotations; None where a layer was not annotated."""

    id: str
    outlet: str
    text: str
    mentions: tuple[tuple[int, int, str], ...] | None
    quotations: tuple[Quotation, ...] | None
    facts: tuple[FactMark, ...] | None = None


def sentences(text: str) -> list[list[SurfaceToken]]:
    """Sentences as lists of tokens with offsets into the text."""
    out, start = [], 0
    for end, after in [*((m.start(), m.end()) for m in _SENTENCE_END.finditer(text)), (len(text), len(text))]:
        while end < after and not text[end].isspace():
            end += 1
        tokens = tokenize(text, start, end)
        if tokens:
            out.append(tokens)
        start = after
    return out


def digest(text: str) -> str:
    """The content hash by which stand-off annotations know their article."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _pair(span: dict[str, int] | None) -> CharSpan | None:
    return (span["start"], span["end"]) if span else None


def quotation(row: dict[str, Any]) -> Quotation:
    """An attribution as the gold's JSON has it."""
    content = _pair(row["content"])
    if content is None:
        raise ValueError(f"attribution {row.get('id')} has no content")
    return Quotation(_pair(row.get("source")), _pair(row.get("cue")), content, row.get("force") or "assert")


def gold(folder: Path) -> Iterator[Article]:
    """Articles of a gold folder (`gold.json` with the texts beside it; outlets from `sources.json` or the
    publisher)."""
    documents = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["documents"]
    sources = folder / "sources.json"
    outlets = (
        {row["name"]: row["outlet"] for row in json.loads(sources.read_text(encoding="utf-8"))}
        if sources.exists()
        else {}
    )
    for row in documents:
        text = (folder / f"{row['id']}.txt").read_text(encoding="utf-8")  # as the guide's tool reads it: \n for \r\n
        mentions = tuple((m["start"], m["end"], m["type"]) for m in row["mentions"])
        outlet = outlets.get(row["id"]) or row.get("publisher") or row["id"]
        yield Article(row["id"], outlet, text, mentions, tuple(quotation(a) for a in row["attributions"]))


def news(path: Path) -> dict[str, tuple[str, str]]:
    """Outlet and text («title, line break, text») of every article of a gzipped JSON-lines file, by id."""
    out = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            out[row["id"]] = (row["outlet"], (row["title"] + "\n" if row["title"] else "") + row["text"])
    return out


def standoff(names: Path, attributions: Path, articles: dict[str, tuple[str, str]]) -> Iterator[Article]:
    """Articles with stand-off annotations. Raises ValueError where an article's text is not the one that was
    annotated."""
    found: dict[str, Article] = {}
    for path in (names, attributions):
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
            row = json.loads(line)
            outlet, text = articles[row["id"]]
            if digest(text) != row["sha256"]:
                raise ValueError(f"article {row['id']} is not the text that was annotated")
            article = found.get(row["id"]) or Article(row["id"], outlet, text, None, None)
            if "mentions" in row:
                article = replace(article, mentions=tuple((a, b, t) for a, b, t in row["mentions"]))
            if "attributions" in row:
                article = replace(article, quotations=tuple(unpacked(a) for a in row["attributions"]))
            found[row["id"]] = article
    yield from found.values()


def written(path: Path) -> Iterator[Article]:
    """Texts that were written for training, with their annotations; a file of one text a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mentions = tuple((a, b, t) for a, b, t in row["mentions"])
        yield Article(row["id"], "written", row["text"], mentions, tuple(unpacked(a) for a in row["attributions"]))


def facts(path: Path) -> dict[str, tuple[str, tuple[FactMark, ...]]]:
    """Content hash and facts of annotated articles by id; a file of one article a line."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]] = (
            row["sha256"],
            tuple(
                FactMark(f["type"], (f["trigger"][0], f["trigger"][1]), tuple((r, (a, b)) for r, a, b in f["args"]))
                for f in row["facts"]
            ),
        )
    return found


def unpacked(row: dict[str, Any]) -> Quotation:
    """An attribution as the stand-off rows have it. Raises ValueError where it has no content."""
    source, cue, content = (tuple(row[key]) if row[key] else None for key in ("source", "cue", "content"))
    if content is None:
        raise ValueError("an attribution has no content")
    return Quotation(source, cue, content, row["force"])

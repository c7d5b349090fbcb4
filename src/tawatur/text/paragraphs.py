"""Where paragraphs begin and end: line breaks that break, line breaks that scrapes and page layout only put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tawatur.text.view import TextView

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_TERMINAL = tuple('.؟?!…:"»”)')
_OPENING = tuple("(«“[،")
_CONTINUES = re.compile(r"[.،؛:؟!)»”\]](?![.\-–—_])|,\s")

#: Marks of list items and dialogue: a line that opens with one is its own paragraph even in wrapped text.
_ITEM = re.compile(r"[-–—•*▪●○■]\s|\(?\d{1,3}[-.)]\s")

#: The «., » that scrapers leave where a paragraph ended, before an Arabic word or a quotation.
_DAMAGE = re.compile(r"(?<=[.؟!…])[\"»”]?\s?(,)\s+(?=[\"«“]?\s?[\u0621-\u064a\u0671-\u06d3])")
_LATIN_COMMA = re.compile(r"(?<=[^\W\dA-Za-z_]|[\"»”)])(,)\s+(?=[\"«“]?\s?[\u0621-\u064a])")

#: A text is taken for one whose scraper joined paragraphs with commas from this many «., » on.
_DAMAGED_FROM = 3

#: Lengths in characters between which the lines of wrapped prose lie, and how many of them it takes.
_WRAP_WIDTHS = (35, 140)
_WRAP_LINES = 5


class Line(NamedTuple):
    """A line with words or signs: its view range without white space, its range with it, blank lines before it."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    gap: bool


def paragraphs(view: TextView, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """View ranges of the paragraphs between `start` and `end`, in order, without surrounding white space; none empty.

    A line is a paragraph, except that lines of hard-wrapped text (PDF, mail) belong together until a blank line, and
    so do pieces of a sentence that a scrape has broken at its links. «., » between Arabic sentences ends a paragraph.
    """
    rows = _lines(view, start, len(view) if end is None else end)
    width = _wrap_width(view, rows)
    joined: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        if joined and _belongs(view, joined[-1], rows[index - 1], row, width, len(joined) == 1):
            joined[-1] = (joined[-1][0], row.end)
        else:
            joined.append((row.start, row.end))
    return list(_undamaged(view, joined))


def _lines(view: TextView, start: int, end: int) -> list[Line]:
    rows: list[Line] = []
    last = start
    for match in _LINE.finditer(view.text, start, end):
        words = match.group().strip()
        if not words:
            continue
        first = match.start() + match.group().index(words[0])
        rows.append(Line(first, first + len(words), *match.span(), view.text.count("\n", last, match.start()) > 1))
        last = match.end()
    return rows


def _wrap_width(view: TextView, rows: list[Line]) -> int:
    """The width at which the text is wrapped, or 0 when its lines are paragraphs."""
    inner = [a for a, b in pairwise(rows) if not b.gap]
    if len(inner) < _WRAP_LINES:
        return 0
    lengths = sorted(row.end - row.start for row in inner)
    width = lengths[len(lengths) * 3 // 4]
    full = [row for row in inner if 0.7 * width <= row.end - row.start <= 1.4 * width]
    open_ended = sum(not view.text[row.start : row.end].endswith(_TERMINAL) for row in full)
    low, high = _WRAP_WIDTHS
    return width if low <= width <= high and len(full) >= 0.6 * len(inner) and open_ended >= 0.6 * len(full) else 0


def _belongs(view: TextView, block: tuple[int, int], before: Line, row: Line, width: int, first: bool) -> bool:
    """Whether `row` goes on where `before`, the last line of `block`, stops."""
    text = view.text
    if not _WORD.search(text, row.start, row.end):
        return row.end - row.start <= 3 and bool(_CONTINUES.match(text, row.start, row.end))
    if row.gap or _ITEM.match(text, row.start, row.end):
        return False
    if not _WORD.search(text, before.start, before.end):
        return text[before.start : before.end].endswith(_OPENING)
    if width:
        short = before.end - before.start < 0.6 * width
        return not short or not (first or text[before.start : before.end].endswith(_TERMINAL))
    if _CONTINUES.match(text, row.start, row.end) or text[before.end - 1] in _OPENING:
        return True
    spaced = row.raw_start < row.start or before.end < before.raw_end
    ended = text[before.start : before.end].endswith(_TERMINAL)
    return spaced and not ended and not first and text.count(" ", *block) >= 5


def _undamaged(view: TextView, blocks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    cuts = [m for a, b in blocks for m in _DAMAGE.finditer(view.text, a, b)]
    if len(cuts) >= _DAMAGED_FROM and view.text.count("،") > _plain_commas(view, blocks) - len(cuts):
        found = (m for a, b in blocks for pattern in (_DAMAGE, _LATIN_COMMA) for m in pattern.finditer(view.text, a, b))
        cuts = sorted({m.start(1): m for m in found}.values(), key=lambda m: m.start(1))
    at = 0
    for start, end in blocks:
        while at < len(cuts) and cuts[at].end() <= end:
            if cuts[at].start(1) > start:
                yield start, _rstrip(view, start, cuts[at].start(1))
                start = cuts[at].end()
            at += 1
        if start < end:
            yield start, end


def _plain_commas(view: TextView, blocks: list[tuple[int, int]]) -> int:
    return sum(1 for a, b in blocks for _ in _LATIN_COMMA.finditer(view.text, a, b))


def _rstrip(view: TextView, start: int, end: int) -> int:
    while end > start and view.text[end - 1].isspace():
        end -= 1
    return end

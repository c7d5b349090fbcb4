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
_CLOSES = re.compile(r"\.(?!\.)|[،؛:؟!)»”\]%\"](?![\-–—_*])")

#: A line that ends so is broken off: a preposition or particle, a letter written onto the next word.
_DANGLING = re.compile(r"\s(?:في|فى|من|على|إلى|الى|عن|مع|بين|أن|إن|ان|التي|التى|الذي|الذى)$|\S\S\s[بلكوف]$")
_STOP_WITHIN = re.compile(r"[.؟!]\s")

#: The most characters of a line that is taken for a link's words.
_LINK_MOST = 60

#: Marks of list items and dialogue: a line that opens with one is its own paragraph even in wrapped text.
_ITEM = re.compile(r"[-–—•*▪●○■]{1,3}\s|\(?\d{1,3}[-.)]\s")

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
        if joined and _belongs(view, rows, index, joined, width):
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
    """The width at which the text is wrapped, or 0 when its lines are paragraphs.

    Wrapped lines are as full as they can be (the next line's first word would not have fitted), and sentences end
    within them.
    """
    pairs = [(a, b) for a, b in pairwise(rows) if not b.gap]
    if len(pairs) < _WRAP_LINES:
        return 0
    lengths = sorted(a.end - a.start for a, _ in pairs)
    width = lengths[len(lengths) * 9 // 10]
    low, high = _WRAP_WIDTHS
    if not low <= width <= high:
        return 0
    running = [(a, b) for a, b in pairs if not view.text[a.start : a.end].endswith(_TERMINAL)]
    full = sum(a.end - a.start + 1 + _first_word(view, b) >= 0.8 * width for a, b in running)
    stops = sum(_STOP_WITHIN.search(view.text, a.start, a.end) is not None for a, _ in pairs)
    wrapped = len(running) >= 0.5 * len(pairs) and full >= 0.85 * len(running) and stops * 8 >= len(pairs)
    return width if wrapped else 0


def _first_word(view: TextView, row: Line) -> int:
    space = view.text.find(" ", row.start, row.end)
    return (space if space >= 0 else row.end) - row.start


def _belongs(view: TextView, rows: list[Line], index: int, joined: list[tuple[int, int]], width: int) -> bool:
    """Whether line `index` goes on where the line before it, the last of the paragraphs `joined`, stops."""
    text = view.text
    before, row = rows[index - 1], rows[index]
    if not _WORD.search(text, row.start, row.end):
        return row.end - row.start <= 4 and bool(_CLOSES.match(text, row.start, row.end))
    if row.gap or _ITEM.match(text, row.start, row.end):
        return False
    if not _WORD.search(text, before.start, before.end):
        return text[before.end - 1] in _OPENING
    ended = text[before.start : before.end].endswith(_TERMINAL)
    if width:
        short = before.end - before.start < 0.6 * width
        return not short or not (len(joined) == 1 or ended)
    if _CONTINUES.match(text, row.start, row.end) or text[before.end - 1] in _OPENING:
        return True
    if _DANGLING.search(text, max(before.start, before.end - 6), before.end):
        return True
    if before.start > joined[-1][0] and text[before.start : before.end].isdecimal():
        return True
    if (text[row.start] == '"' or text.endswith(' "', before.start, before.end)) and text.count('"', *joined[-1]) % 2:
        return True
    return not ended and len(joined) > 1 and _is_broken_at_link(view, rows, index, joined)


def _is_broken_at_link(view: TextView, rows: list[Line], index: int, joined: list[tuple[int, int]]) -> bool:
    """Whether a scrape broke the text before line `index` at a link: its words alone on a line, spaces around.

    Only ordinary spaces count: no-break spaces and tabs indent paragraphs.
    """
    before, row = rows[index - 1], rows[index]
    led = _spaces(view, row.raw_start, row.start)
    trailed = _spaces(view, before.end, before.raw_end)
    if led >= 4:
        return True
    begins_block = joined[-1][0] == before.start
    if led and _is_link(view, before):
        return not begins_block or len(joined) > 2
    if trailed and _is_link(view, row) and index + 1 < len(rows):
        after = rows[index + 1]
        led_after = _spaces(view, after.raw_start, after.start)
        return not after.gap and (led_after > 0 or _CONTINUES.match(view.text, after.start, after.end) is not None)
    return False


def _is_link(view: TextView, row: Line) -> bool:
    return row.end - row.start <= _LINK_MOST


def _spaces(view: TextView, start: int, end: int) -> int:
    """Number of characters in a view range of white space if all are ordinary spaces in the source, else 0."""
    return end - start if all(view.source[view.starts[i]] == " " for i in range(start, end)) else 0


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

"""Where paragraphs and sentences of a view begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tawatur.text.view import TextView

#: A line break, or the «., » that scrapers leave where a paragraph ended.
_PARAGRAPH = re.compile(r"\n+|(?<=[.؟!…\"»”])\s*,(?=\s)|(?<=\.),(?=\s)")

#: Marks that can end a sentence, with the closing quotes and brackets that follow them.
_END = re.compile(r"(\.{2,}|[.؟?!…]+)([\"»”’)\]]*)(?=\s|$|[«\"“(])")

#: Words before a full stop that are abbreviations: single letters («أ.ف.ب», «د.»), short titles.
_ABBREVIATION = re.compile(
    r"(?:^|[\s.(«\"“])(?:[^\W\d_]|اد|ام|ص|هـ|mr|mrs|ms|dr|prof|gen|col|lt|sgt|st|no|vs|inc|co|jr|sr|u\.s|u\.n)$"
)

_OPENERS = {"«": "»", "“": "”"}


def paragraphs(view: TextView, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """View ranges of the paragraphs between `start` and `end`, without surrounding white space; none empty."""
    end = len(view) if end is None else end
    cuts = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(view.text, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [r for a, b in zip(edges[::2], edges[1::2], strict=True) if (r := strip(view, a, b))]


def sentences(view: TextView, start: int, end: int) -> list[tuple[int, int]]:
    """View ranges of the sentences of one paragraph. A stop inside guillemets or curly quotes that are closed in the
    same paragraph does not end a sentence; neither does an abbreviation's, nor one between digits."""
    edges = [start, *_sentence_ends(view, start, end), end]
    return [r for a, b in pairwise(edges) if (r := strip(view, a, b))]


def _sentence_ends(view: TextView, start: int, end: int) -> Iterator[int]:
    quoted = _quoted_ranges(view.text, start, end)
    at = 0
    for match in _END.finditer(view.text, start, end):
        position = match.end(1)
        while at < len(quoted) and quoted[at][1] < position:
            at += 1
        if at < len(quoted) and quoted[at][0] < position <= quoted[at][1]:
            continue
        before = view.key[max(start, match.start() - 8) : match.start()]
        if match.group(1) == "." and _ABBREVIATION.search(before):
            continue
        yield match.end()


def _quoted_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges inside closed quotation marks of the paragraph; straight quotes pair in order if their number is even."""
    ranges = []
    for opener, closer in _OPENERS.items():
        position = text.find(opener, start, end)
        while position >= 0:
            close = text.find(closer, position + 1, end)
            if close < 0:
                break
            ranges.append((position, close))
            position = text.find(opener, close + 1, end)
    straight = [i for i in range(start, end) if text[i] == '"']
    if len(straight) % 2 == 0:
        ranges += list(zip(straight[::2], straight[1::2], strict=True))
    return sorted(ranges, key=lambda r: (r[1], r[0]))


def strip(view: TextView, start: int, end: int) -> tuple[int, int] | None:
    """The view range without white space at its ends, or None when nothing is left."""
    text = view.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None

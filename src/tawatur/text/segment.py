"""Where the sentences of a paragraph begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tawatur.text.paragraphs import paragraphs
from tawatur.text.view import TextView

__all__ = ["paragraphs", "sentences", "strip"]

#: Marks that can end a sentence, with the closing quotes and brackets that follow them.
_END = re.compile(r"([.؟?!…]+)([\"»”’)\]]*)")

#: The word before a mark, with the letters that dots join to it («أ.ف.ب», «U.S»).
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_WORD = re.compile(r"\w")

#: A letter that stands for a name, between stops or commas: «خالد . أ، 17 عاما».
_INITIAL = re.compile("[\u0621-\u064a]\\s?[.،]")
_SPACE = re.compile(r"\s+")

_OPENERS = {"«": "»", "“": "”"}

#: A quotation longer than this is taken for one whose closing mark was lost.
_LONGEST_QUOTE = 3000

#: Words that must stand before and after «..» for it to end a sentence; with fewer it is a pause within one.
_PAUSE_BEFORE, _PAUSE_AFTER = 8, 4

#: Abbreviations of more than one letter, folded. Single letters are abbreviations by themselves.
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "maj",
        "capt",
        "cmdr",
        "st",
        "rev",
        "hon",
        "sen",
        "rep",
    }
    | {"gov", "vs", "inc", "ltd", "co", "corp", "jr", "sr"}
)
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
_BEFORE_NUMBER = _MONTHS | frozenset(["no", "nos", "vol", "pp", "p", "fig", "art", "sec", "ص", "ج", "ط", "رقم"])
_CLOCK = frozenset(("a.m", "p.m"))


def sentences(view: TextView, start: int, end: int) -> list[tuple[int, int]]:
    """View ranges of the sentences of one paragraph `[start, end)`, without white space around them; none empty.

    A mark inside quotation marks that are closed in the same paragraph ends no sentence, unless it is a full stop right
    before the closing mark; neither does an abbreviation's stop, one between digits, or that of a list number. What
    holds no word stays with the sentence before it.
    """
    edges = [start, *_ends(view, start, end), end]
    found: list[tuple[int, int]] = []
    pending: int | None = None
    for left, right in pairwise(edges):
        piece = strip(view, left if pending is None else pending, right)
        if piece is None:
            continue
        if _WORD.search(view.text, *piece):
            found.append(piece)
            pending = None
        elif found:
            found[-1] = (found[-1][0], piece[1])
        else:
            pending = piece[0]
    if not found and pending is not None and (whole := strip(view, pending, end)):
        found.append(whole)
    return found


def _ends(view: TextView, start: int, end: int) -> Iterator[int]:
    quoted = _quoted_ranges(view.text, start, end)
    at, begun = 0, start
    for match in _END.finditer(view.text, start, end):
        mark = match.end(1)
        while at < len(quoted) and quoted[at][1] < mark:
            at += 1
        inside = at < len(quoted) and quoted[at][0] < mark <= quoted[at][1]
        if inside and not (quoted[at][1] == mark and match.group(1)[-1] == "." and match.group(2)):
            continue
        if _is_end(view, match, begun, end):
            begun = match.end()
            yield begun


def _is_end(view: TextView, match: re.Match[str], begun: int, end: int) -> bool:
    text, mark = view.text, match.group(1)
    after = match.end()
    if after >= end:
        return True
    following = text[after]
    if not following.isspace():
        return _is_glued_end(view, match, begun, following)
    upcoming = _SPACE.match(text, after, end)
    next_at = upcoming.end() if upcoming else after
    if next_at < end and text[next_at].islower() and text[next_at].isascii():
        return False
    if mark == "." and _INITIAL.match(text, next_at, end):
        return False
    if mark == "..":
        return _words(text, begun, match.start(), _PAUSE_BEFORE) and _words_until_mark(text, next_at, end)
    if mark in ("!", "؟", "?") and text[max(begun, match.start() - 1)] == "(" and match.group(2).startswith(")"):
        return False
    return mark != "." or match.group(2) != "" or not _is_abbreviation(view, match, begun, next_at, end)


def _is_glued_end(view: TextView, match: re.Match[str], begun: int, following: str) -> bool:
    """Whether a mark without a space after it ends a sentence: before a quotation, or between two Arabic words."""
    if following in "«“(":
        return match.group(1) != "." or not _is_abbreviation(view, match, begun, match.end(), match.end())
    if following == '"' or not "\u0621" <= following <= "\u064a":
        return False
    if match.group(1)[-1] in "؟!?":
        return match.group(2) == "" and match.start() > begun and view.text[match.start() - 1] != "("
    word = _LAST_WORD.search(view.text, max(begun, match.start() - 24), match.start())
    right = re.compile(r"[\u0621-\u064a]{2,}").match(view.text, match.end())
    return match.group(1) == "." and bool(word and right) and _long_arabic(word.group() if word else "")


def _long_arabic(word: str) -> bool:
    return len(word) >= 4 and "." not in word and all("\u0621" <= char <= "\u064a" for char in word)


def _is_abbreviation(view: TextView, match: re.Match[str], begun: int, next_at: int, end: int) -> bool:
    """Whether the stop of `match` belongs to the word before it and not to the sentence."""
    stop = match.start()
    found = _LAST_WORD.search(view.key, max(begun, stop - 24), stop)
    if found is None:
        initial = stop - begun >= 3 and view.key[stop - 1] == " " and view.key[stop - 2].isalpha()
        return initial and not view.key[stop - 3].isalnum() and not _spaced_letter(view.key, begun, stop - 2)
    word = found.group()
    before = view.key[max(begun, found.start() - 3) : found.start()].rstrip(" ")
    if word.isdigit():
        return found.start() == _first_word(view.text, begun, match.start()) and len(word) <= 3
    if word in _CLOCK:
        return False
    if word in _BEFORE_NUMBER:
        return next_at < end and view.text[next_at].isdigit()
    if word in _TITLES:
        return True
    if len(word) == 1 and word.isalpha():
        return not (before and before[-1].isdigit()) and not _spaced_letter(view.key, begun, found.start())
    return "." in word and all(len(part) == 1 for part in word.split("."))


def _spaced_letter(key: str, begun: int, at: int) -> bool:
    """Whether a letter alone stands right before `at`: the agencies' «ا ف ب» ends a sentence as any word does."""
    return at - begun >= 3 and key[at - 1] == " " and key[at - 2].isalpha() and not key[at - 3].isalnum()


def _first_word(text: str, begun: int, end: int) -> int:
    match = _WORD.search(text, begun, end)
    return match.start() if match else -1


def _words(text: str, start: int, end: int, count: int) -> bool:
    """Whether at least `count` words lie in the range."""
    return len(text[max(start, end - 400) : end].split()) >= count


def _words_until_mark(text: str, start: int, end: int) -> bool:
    match = _END.search(text, start, end)
    return _words(text, start, min(match.start() if match else end, start + 400), _PAUSE_AFTER)


def _quoted_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges inside closed quotation marks of the paragraph; straight quotes pair when they are even in number."""
    ranges = []
    for opener, closer in _OPENERS.items():
        position = text.find(opener, start, end)
        while position >= 0:
            close = text.find(closer, position + 1, min(end, position + _LONGEST_QUOTE))
            if close >= 0:
                ranges.append((position, close))
            position = text.find(opener, (close if close >= 0 else position) + 1, end)
    straight = [match.start() for match in re.compile('"').finditer(text, start, end)]
    if len(straight) % 2 == 0:
        pairs = zip(straight[::2], straight[1::2], strict=True)
        ranges += [(a, b) for a, b in pairs if b - a <= _LONGEST_QUOTE]
    return _disjoint(sorted(ranges))


def _disjoint(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that nest or overlap, united."""
    united: list[tuple[int, int]] = []
    for start, end in ranges:
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def strip(view: TextView, start: int, end: int) -> tuple[int, int] | None:
    """The view range without white space at its ends, or None when nothing is left."""
    text = view.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None

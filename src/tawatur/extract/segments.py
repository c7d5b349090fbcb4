"""The first document stage: headline, byline, captions, paragraphs and their sentences, and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tawatur.core.model import Segment, SegmentKind
from tawatur.extract.furniture import Entry, furniture, line_key
from tawatur.extract.page_lines import page_lines
from tawatur.extract.reading import Reading
from tawatur.text.normalise import fold
from tawatur.text.segment import paragraphs, sentences
from tawatur.text.view import TextView

#: Words from which a block is prose whether or not it ends with a stop, and from which it is when it does.
_PROSE, _PROSE_ENDED = 25, 8

_HEADLINE_MOST = 30
_TEASER_MOST = 20
_LABEL_MOST = 4
_DOUBLED_MOST = 40
_PARAGRAPH_TWICE = 12
_TITLE_WITHIN = 6

_FRONT_MATTER = re.compile(r"\s*---[ ]*\n.*?\n(?:---|\.\.\.)[ ]*(?=\n|$)", re.S)
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_WORDS_ONLY = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_WORDS = re.compile(r"\w+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Block:
    """A paragraph of the view on its way to a segment. `kind` is None as long as it is prose or undecided."""

    start: int
    end: int
    line: str
    count: int
    entry: Entry | None = None
    kind: SegmentKind | None = None
    rule: str = "segment/paragraph"
    skeleton: str = field(default="")

    @property
    def is_prose(self) -> bool:
        """Whether the block reads as running text of the article."""
        if self.entry is not None or self.kind is not None:
            return False
        return self.count >= _PROSE or (
            self.count >= _PROSE_ENDED and self.line.endswith((".", "؟", "!", "»", "”", '"', ")"))
        )

    def drop(self, rule: str) -> None:
        """Decide that the block is furniture."""
        self.kind, self.rule = SegmentKind.BOILERPLATE, rule

    def become(self, kind: SegmentKind, rule: str) -> None:
        """Decide what the block is."""
        self.kind, self.rule = kind, rule


@dataclass(frozen=True, slots=True)
class Segments:
    """Splits a text into blocks and sentences. Every sentence lies in one block; furniture has no sentences.

    Furniture is found by language data, by doubling, and by its place; prose is never furniture by its place alone.
    """

    name: str = "segments"
    version: str = "1"

    def __call__(self, reading: Reading) -> list[Segment]:
        """Segments of the reading's text, ordered by where they start, a block before its sentences."""
        view = reading.view
        blocks = _blocks(view, is_markdown=reading.source.reader.startswith("markdown/"))
        headline = _find_title(blocks, reading.document.title)
        _take_furniture(blocks, *_prose_bounds(blocks))
        if headline < 0:
            headline = _find_headline(blocks)
        _find_doubles(blocks, headline)
        _find_page_lines(blocks, headline)
        return list(_emit(reading, blocks))


def segments(reading: Reading) -> list[Segment]:
    """The segments of one reading; see `Segments`."""
    return Segments()(reading)


def _blocks(view: TextView, *, is_markdown: bool) -> list[Block]:
    begin, blocks = 0, []
    if is_markdown and (matter := _FRONT_MATTER.match(view.text)):
        begin = matter.end()
        blocks.append(_block(view, matter.start() + matter.group().index("-"), begin))
        blocks[0].drop("furniture/front matter")
    for start, end in paragraphs(view, begin):
        if is_markdown and (mark := _HEADING.match(view.text, start, end)):
            start = mark.end()
        cut = furniture().inline(view.key, start, end) if end - start > 40 else None
        if cut is not None:
            blocks.append(_block(view, start, _before(view, start, cut[0])))
            blocks.append(_block(view, cut[0], end))
            blocks[-1].drop(cut[1].rule)
        else:
            blocks.append(_block(view, start, end))
    return blocks


def _block(view: TextView, start: int, end: int) -> Block:
    key = view.key[start:end]
    line = line_key(key) if end - start < 600 else key
    block = Block(start, end, line, line.count(" ") + 1)
    if end - start < 600:
        block.entry = furniture().match(line)
    block.skeleton = _SIGNS.sub("", key)
    return block


def _before(view: TextView, start: int, end: int) -> int:
    while end > start and view.text[end - 1].isspace():
        end -= 1
    return end


def _prose_bounds(blocks: Sequence[Block]) -> tuple[int, int]:
    """Numbers of the first and the last block of prose; (number of blocks, -1) when there is none."""
    prose = [number for number, block in enumerate(blocks) if block.is_prose]
    return (prose[0], prose[-1]) if prose else (len(blocks), -1)


def _take_furniture(blocks: Sequence[Block], first: int, last: int) -> None:
    for number, block in enumerate(blocks):
        entry = block.entry
        if entry is None or block.kind is not None:
            continue
        if (entry.where == "top" and number >= first) or (entry.where == "tail" and number <= last):
            block.entry = None
            continue
        if entry.where == "top" and block.count > 2 and number == 0 == first - 1:
            block.entry = None  # the only line above the prose is its headline, even when it is made of section names
            continue
        block.drop(entry.rule)
        for follower in _taken(blocks, number, entry, last if number >= first else len(blocks)):
            follower.drop(entry.rule)


def _taken(blocks: Sequence[Block], number: int, entry: Entry, last: int) -> Iterator[Block]:
    """The blocks after a cue that belong to it: all after the last prose; before that one headline and its excerpt."""
    if entry.takes == "line" or last >= len(blocks):
        return
    if number > last:
        yield from (block for block in blocks[number + 1 :] if block.kind is None)
        return
    if entry.takes == "teasers":
        follower = blocks[number + 1]
        if follower.kind is None and follower.count <= _TEASER_MOST and not follower.line.endswith((".", ":", "،")):
            yield follower
            excerpt = blocks[number + 2] if number + 2 < len(blocks) else follower
            if excerpt.kind is None and excerpt.line.endswith(("…", "...")):
                yield excerpt


def _find_title(blocks: Sequence[Block], title: str | None) -> int:
    """The number of the block that is the document's known title, or -1."""
    wanted = _SIGNS.sub("", fold(title)) if title else ""
    if not wanted:
        return -1
    for number, block in enumerate(blocks[:_TITLE_WITHIN]):
        if block.kind is None and block.count <= _DOUBLED_MOST and _same_title(block.skeleton, wanted):
            block.become(SegmentKind.HEADLINE, "segment/title of the document")
            return number
    return -1


def _same_title(skeleton: str, wanted: str) -> bool:
    shorter, longer = sorted((skeleton, wanted), key=len)
    return skeleton == wanted or (
        len(shorter) >= 15 and longer.startswith(shorter) and len(longer) <= 1.5 * len(shorter)
    )


def _find_headline(blocks: Sequence[Block]) -> int:
    """The number of the block that reads as the headline, or -1."""
    number = next((n for n, block in enumerate(blocks) if block.kind is None), -1)
    if number >= 0 and _looks_like_headline(blocks, number):
        blocks[number].become(SegmentKind.HEADLINE, "segment/first short line")
        return number
    return -1


def _looks_like_headline(blocks: Sequence[Block], number: int) -> bool:
    block = blocks[number]
    rest = blocks[number + 1 :]
    ended = block.line.endswith((".", "،", "؛", ":", ",")) and not block.line.endswith("..")
    lines = page_lines()
    if block.count > _HEADLINE_MOST or ended or lines.is_byline(block.line) or lines.is_caption(block.line):
        return False
    return any(other.is_prose and other.count > block.count for other in rest)


def _find_doubles(blocks: Sequence[Block], headline: int) -> None:
    """Captions and headlines that a page shows twice in a row, and paragraphs that stand in the text again."""
    seen: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.kind is SegmentKind.BOILERPLATE or not block.skeleton:
            continue
        earlier = seen.setdefault(block.skeleton, number)
        if earlier == number:
            continue
        if earlier == headline or (block.is_prose and block.count >= _PARAGRAPH_TWICE):
            block.drop("furniture/a repeated block")
        elif earlier == number - 1 and not block.is_prose and block.count <= _DOUBLED_MOST:
            block.drop("furniture/a doubled caption")
            blocks[earlier].drop("furniture/a doubled caption")


def _find_page_lines(blocks: Sequence[Block], headline: int) -> None:
    lines = page_lines()
    first, last = _prose_bounds(blocks)
    for number, block in enumerate(blocks):
        if block.kind is not None or (block.is_prose and block.count > lines.byline_most):
            continue
        if (number < max(first, headline + 3) or number > last - 1) and lines.is_byline(block.line):
            block.become(SegmentKind.BYLINE, "segment/byline")
        elif lines.is_caption(block.line) and number > 0 and not block.is_prose:
            block.become(SegmentKind.CAPTION, "segment/caption")
        elif headline >= 0 and number == headline + 1 < first and block.count <= _LABEL_MOST:
            _name_under_headline(blocks, headline, first)


def _name_under_headline(blocks: Sequence[Block], headline: int, first: int) -> None:
    """A few words between headline and text: the reporter when nothing else speaks of them, else a picture's label."""
    block = blocks[headline + 1]
    if not _WORDS_ONLY.fullmatch(block.line):
        return
    prose = set(_WORDS.findall(blocks[first].line)) if first < len(blocks) else set()
    titled = set(_WORDS.findall(blocks[headline].line))
    words = [word for word in block.line.split() if len(word) > 2]
    shown = any(word in titled for word in words) or all(word in prose for word in words)
    if shown:
        block.drop("furniture/picture label")
    elif page_lines().is_name(block.line):
        block.become(SegmentKind.BYLINE, "segment/name under the headline")
    else:
        block.become(SegmentKind.CAPTION, "segment/a few words under the headline")


def _emit(reading: Reading, blocks: Sequence[Block]) -> Iterator[Segment]:
    for block in blocks:
        kind = block.kind or SegmentKind.PARAGRAPH
        yield Segment(reading.span(block.start, block.end), kind, block.rule)
        if kind is not SegmentKind.BOILERPLATE:
            for start, end in sentences(reading.view, block.start, block.end):
                yield Segment(reading.span(start, end), SegmentKind.SENTENCE, "segment/sentence")

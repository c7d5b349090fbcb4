"""A text as matching wants it, with an exact map back to the text as it came."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from tawatur.text.normalise import LIGHT_TABLE, MARKS, UNEVEN, fold_light


@dataclass(frozen=True, slots=True)
class TextView:
    """`text` (marks and invisible characters gone) and `key` (spelling variants folded) share one set of offsets.

    `starts[i]` and `ends[i]` bound, in the source, what view character `i` came from, marks that follow it included.
    """

    source: str
    text: str
    key: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, source: str) -> TextView:
        """The view of `source`."""
        pieces: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for match in UNEVEN.finditer(source):
            position = match.start()
            _even(source, done, position, pieces, starts, ends)
            done = position + 1
            char = match.group()
            piece = _line_end(source, position) if char == "\r" else LIGHT_TABLE[ord(char)]
            if piece:
                pieces.append(piece)
                starts.extend([position] * len(piece))
                ends.extend([done] * len(piece))
            elif ends and char in MARKS and ends[-1] == position:
                _extend(starts, ends, done)
        _even(source, done, len(source), pieces, starts, ends)
        text = "".join(pieces)
        return cls(source, text, fold_light(text), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the view range `[start, end)`; raises ValueError when it is empty or out of range."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no view range {start}..{end} in a view of {len(self.text)}")
        return self.starts[start], self.ends[end - 1]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """View offsets of the characters that come from the source range `[start, end)` (may be empty)."""
        return bisect_left(self.starts, start), max(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, offset: int) -> int:
        """The view index of the character that stands at or after source offset `offset`."""
        return bisect_right(self.ends, offset)


def _even(source: str, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
    """Append a run of characters that each become one."""
    if start < end:
        pieces.append(source[start:end].translate(LIGHT_TABLE))
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))


def _line_end(source: str, position: int) -> str:
    """What a carriage return becomes: nothing before a line feed, which stays, else a line feed."""
    return "" if source.startswith("\n", position + 1) else "\n"


def _extend(starts: array[int], ends: array[int], end: int) -> None:
    """Let every view character of the last source character end at `end`."""
    last, index = starts[-1], len(ends) - 1
    while index >= 0 and starts[index] == last:
        ends[index] = end
        index -= 1

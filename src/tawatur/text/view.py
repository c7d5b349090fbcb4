"""A text as matching wants it, with an exact map back to the text as it came."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from tawatur.text.normalise import MARKS, fold_light, light_character


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
        single = _single
        for position, char in enumerate(source):
            piece = single(char)
            if char == "\r":
                piece = "" if source[position + 1 : position + 2] == "\n" else "\n"
            if piece:
                pieces.append(piece)
                for _ in piece:
                    starts.append(position)
                    ends.append(position + 1)
            elif ends and char in MARKS and ends[-1] == position:
                _extend(starts, ends, position + 1)
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


@cache
def _single(char: str) -> str:
    return light_character(char)


def _extend(starts: array[int], ends: array[int], end: int) -> None:
    """Let every view character of the last source character end at `end`."""
    last, index = starts[-1], len(ends) - 1
    while index >= 0 and starts[index] == last:
        ends[index] = end
        index -= 1

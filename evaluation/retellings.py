"""Passages of articles retold by hand, and how one is put into another text.

`data/retellings.jsonl` names each passage by the article's id, the digest of its text, and offsets into that text. It
holds none of the article's sentences: `text` is the whole passage retold (`heavy`; `retranslated`: as if translated and
back), `edits` are replacements at offsets into the passage (`light`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "retellings.jsonl"
#: Paragraphs of a carrier that stand before a planted passage.
BEFORE = 2
KINDS = ("light", "heavy", "retranslated")


class OtherTextError(ValueError):
    """An article is not the one that a passage was retold from."""


@dataclass(frozen=True, slots=True)
class Retelling:
    """A passage retold: where it stands in the text of article `id`, and the words that stand for it."""

    id: str
    sha256: str
    start: int
    end: int
    kind: str
    text: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()

    def passage(self, text: str) -> str:
        """The article's own words. Raises OtherTextError where `text` is another one than was retold."""
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != self.sha256:
            raise OtherTextError(f"article {self.id} is not the text that was retold")
        return text[self.start : self.end]

    def told(self, text: str) -> str:
        """The passage of the article retold."""
        passage = self.passage(text)
        if not self.edits:
            return self.text
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [passage[at:start], new]
            at = end
        return "".join(parts) + passage[at:]


def load(path: Path = DATA) -> Iterator[Retelling]:
    """The retellings in the order of the file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["edits"] = tuple((int(a), int(b), str(new)) for a, b, new in row.get("edits", ()))
        yield Retelling(**row)


def may_carry(text: str) -> bool:
    """Whether a text has paragraphs enough for a passage to stand among them."""
    return len(_paragraphs(text)) > BEFORE


def plant(told: str, carrier: str) -> str:
    """The carrier's text with the passage as a paragraph among its own."""
    paragraphs = _paragraphs(carrier)
    return "\n".join([*paragraphs[:BEFORE], told, *paragraphs[BEFORE:]])


def _paragraphs(text: str) -> list[str]:
    return [p for p in text.split("\n") if p.strip()]

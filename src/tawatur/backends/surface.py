"""Surface tokens, as the tagger expects them: words as written with their vowel marks, every other visible character
alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word: letters, digits, tatweel, and the combining marks and joiners that Python's \w leaves out.
_TOKEN = re.compile(r"[\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class SurfaceToken:
    """A token and where it stands: half-open, in code points of the text."""

    start: int
    end: int
    text: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[SurfaceToken]:
    """Tokens of `text[start:end]`, with offsets into the whole text; clitics are not split off."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [SurfaceToken(m.start(), m.end(), m.group()) for m in found]

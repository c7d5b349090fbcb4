"""Lines of an article that are neither prose nor furniture: bylines, datelines and captions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tawatur.extract.furniture import bare, line_key
from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold

_NAME = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,}){1,3}")


@dataclass(frozen=True, slots=True)
class PageLines:
    """Patterns over line keys (`furniture.line_key`)."""

    bylines: re.Pattern[str]
    byline_most: int
    agencies: frozenset[str]
    captions: re.Pattern[str]
    caption_most: int
    not_in_names: frozenset[str]

    def is_byline(self, line: str) -> bool:
        """Whether a line says who wrote the text, or where and when."""
        return line.count(" ") < self.byline_most and (
            bare(line) in self.agencies or self.bylines.search(line) is not None
        )

    def is_caption(self, line: str) -> bool:
        """Whether a line says what a picture shows; prose ends with a full stop, captions do not."""
        return line.count(" ") < self.caption_most and not line.endswith(".") and self.captions.search(line) is not None

    def is_name(self, line: str) -> bool:
        """Whether a line could be a person's name: two to four words, none of them one that names do not have."""
        words = line.split()
        joined = any(word.startswith("وال") for word in words[1:])
        return _NAME.fullmatch(line) is not None and not joined and not self.not_in_names.intersection(words)


@cache
def page_lines() -> PageLines:
    """The patterns of the language data."""
    data = load_yaml("ar/page-lines.yaml")
    byline, caption = data["byline"], data["caption"]
    return PageLines(
        bylines=_union([*byline["patterns"], *byline["places"], *byline["dates"]]),
        byline_most=int(byline["most"]),
        agencies=frozenset(bare(line_key(fold(str(name)))) for name in byline["agencies"]),
        captions=_union(caption["patterns"]),
        caption_most=int(caption["most"]),
        not_in_names=frozenset(fold(str(word)) for word in data["not_in_names"]),
    )


def _union(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

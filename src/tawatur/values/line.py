"""A run of tokens with the value words found in it: what every grammar here reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tawatur.resources.loader import load_yaml
from tawatur.text.tokens import Token, tokens
from tawatur.text.view import TextView
from tawatur.values.vocabulary import Hit, vocabulary, words_of


@cache
def _numbers_not() -> frozenset[str]:
    """Words that look like a particle and a number word and are neither («لست»)."""
    rows = load_yaml("ar/numbers.yaml")["cardinals"]
    return frozenset(words_of(form)[0] for row in rows for form in row.get("not", ()))


#: Kinds of words that only bound or explain what begins elsewhere.
_CONTEXT = frozenset(
    [
        "not_noun",
        "no_dual",
        "year_cue",
        "future_cue",
        "span_cue",
        "age_after",
        "place_head",
        "event_head",
        "anniversary",
        "since_event",
        "case_word",
        "counted_by_ordinal",
        "known",
        "label",
        "bound",
        "bound_after",
        "year_kind",
        "percent",
        "zone",
        "zone_word",
        "era",
        "clock_minus",
        "currency",
        "code",
        "measure",
        "ago",
        "point",
        "fractions",
    ]
)

#: Endings of the dual of a feminine noun.
_DUAL = ("تين", "تان")


class Line:
    """Tokens `row` of a view with the hits at each; `text` is the view's text, for what stands between tokens."""

    __slots__ = ("hits", "row", "spots", "text")

    def __init__(self, view: TextView, row: Sequence[Token]) -> None:
        self.row = row
        self.text = view.text
        words = vocabulary()
        starts, at = words.starts, words.at
        self.hits: list[tuple[Hit, ...]] = [()] * len(row)
        self.spots: list[int] = []
        for index, token in enumerate(row):
            if starts(token.key):
                hits = self.hits[index] = at(row, index)
                for hit in hits:
                    if hit.kind not in _CONTEXT:
                        self.spots.append(index)
                        break
            elif token.key[0].isdigit() or (token.key.endswith(_DUAL) and len(token.key) > 5):
                self.spots.append(index)
        if self.spots:
            self._drop_false_numbers()

    @classmethod
    def of(cls, text: str) -> Line:
        """The line of a short text of its own."""
        view = TextView.of(text)
        return cls(view, tokens(view))

    def _drop_false_numbers(self) -> None:
        false = _numbers_not()
        for index in self.spots:
            if self.row[index].key in false:
                self.hits[index] = tuple(hit for hit in self.hits[index] if hit.kind != "cardinal")

    def __len__(self) -> int:
        return len(self.row)

    def hit(self, index: int, *kinds: str) -> Hit | None:
        """The first (longest) hit of one of `kinds` at token `index`; None beyond the ends."""
        if 0 <= index < len(self.row):
            for hit in self.hits[index]:
                if hit.kind in kinds:
                    return hit
        return None

    def key(self, index: int) -> str:
        """The folded token at `index`, empty beyond the ends."""
        return self.row[index].key if 0 <= index < len(self.row) else ""

    def start(self, index: int, prefix: int = 0) -> int:
        """The view offset where token `index` begins, after `prefix` characters of particles."""
        return self.row[index].start + prefix

    def end(self, last: int) -> int:
        """The view offset where token `last - 1` ends."""
        return self.row[last - 1].end

    def glued(self, index: int) -> bool:
        """Whether token `index` stands directly after the token before it."""
        return 0 < index < len(self.row) and self.row[index - 1].end == self.row[index].start

    def broken(self, index: int) -> bool:
        """Whether an empty line (two line breaks, blanks apart) stands before token `index`."""
        if not 0 < index < len(self.row):
            return False
        between = self.text[self.row[index - 1].end : self.row[index].start]
        return "\n" in between and between.count("\n") > 1

    def ends_with(self, index: int, kind: str) -> Hit | None:
        """A hit of `kind` that ends directly before token `index` (at most five words long)."""
        for first in range(index - 1, max(-1, index - 6), -1):
            for hit in self.hits[first]:
                if hit.kind == kind and hit.last == index:
                    return hit
        return None

"""How sentences become rows of pieces for the model: shared by training and by inference, so that both see the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawatur.backends.unigram import UnigramTokenizer

MAX_PIECES = 190  # in one row, without the two ends
MAX_WORD_PIECES = 12
BEFORE_CUE = 70  # pieces before a cue that its window may hold, where the sentence is longer than a row
OPENING, CLOSING, EITHER = "«“„(", "»”)", '"'


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of tokens as pieces: ids without the two ends, and the position of every token's first piece (0 is the
    first id)."""

    first_token: int
    ids: tuple[int, ...]
    heads: tuple[int, ...]

    @property
    def end_token(self) -> int:
        """The token after the last one of the row."""
        return self.first_token + len(self.heads)


def word_pieces(words: Sequence[str], tokenizer: UnigramTokenizer) -> list[tuple[int, ...]]:
    """Piece ids of every word, at most twelve each."""
    return [tokenizer.word(word)[:MAX_WORD_PIECES] for word in words]


def make_row(pieces: Sequence[tuple[int, ...]], start: int, end: int) -> Row:
    """The row of tokens `start` to `end` (half-open)."""
    ids: list[int] = []
    heads = []
    for word in pieces[start:end]:
        heads.append(len(ids))
        ids.extend(word)
    return Row(start, tuple(ids), tuple(heads))


def rows(pieces: Sequence[tuple[int, ...]], limit: int = MAX_PIECES) -> Iterator[Row]:
    """Cut a sentence into rows of at most `limit` pieces; nearly always one."""
    start, size = 0, 0
    for i, word in enumerate(pieces):
        if size + len(word) > limit:
            yield make_row(pieces, start, i)
            start, size = i, 0
        size += len(word)
    if start < len(pieces):
        yield make_row(pieces, start, len(pieces))


def _quote_depth(words: Sequence[str]) -> int:
    """How many quotation marks stand open after these words."""
    depth = sum(word in OPENING for word in words) - sum(word in CLOSING for word in words)
    return max(0, depth) + sum(word in EITHER for word in words) % 2


def cue_window(
    sentences: Sequence[Sequence[str]], pieces: Sequence[Sequence[tuple[int, ...]]], at: int, cue: tuple[int, int]
) -> tuple[int, int]:
    """Tokens in which the source and the content of a cue are looked for.

    The cue's sentence, and the sentences that follow while a quotation is open or after a colon, as many pieces as fit
    in a row. Arguments: all sentences of a text, their pieces, the number of the cue's sentence and its tokens
    (half-open) in it. Returned: first token and last token plus one, counted from the start of the sentence, over the
    sentences that follow.
    """
    sizes = [len(word) for word in pieces[at]]
    words = list(sentences[at])
    following = at + 1
    while (
        following < len(sentences) and words and sum(sizes) < MAX_PIECES and (words[-1] == ":" or _quote_depth(words))
    ):
        sizes += [len(word) for word in pieces[following]]
        words += sentences[following]
        following += 1
    start = cue[0]
    before = 0
    while start > 0 and before + sizes[start - 1] <= BEFORE_CUE:
        start -= 1
        before += sizes[start]
    room = MAX_PIECES - before
    end = cue[0]
    while end < len(sizes) and sizes[end] <= room:
        room -= sizes[end]
        end += 1
    while start > 0 and sizes[start - 1] <= room:
        start -= 1
        room -= sizes[start]
    return start, end

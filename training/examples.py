"""From annotated sentences to the rows that a model trains on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tawatur.backends.surface import SurfaceToken
from tawatur.backends.unigram import UnigramTokenizer
from tawatur.backends.windows import Row, cue_window, make_row, rows, word_pieces
from training.annotated import Article, CharSpan, FactMark, Quotation, sentences
from training.corpora import Tagged
from training.labels import CUE_TAGS, FACT_TAGS, FORCES, NAME_TAGS, PARTICLES, ROLES

NOTHING = -100
TokenRange = tuple[int, int]


@dataclass
class Example:
    """A row with a target per piece for each head (−100: none).

    Pointers are piece positions counted from the start token: 0 for a source that is not there, −100 for a content out
    of reach. `triggers` are positions, so counted, of words that state facts, `fillers` triples of such a position,
    that of a word that fills a role, and the role's number.
    """

    ids: tuple[int, ...]
    name: list[int]
    particle: list[int]
    cue: list[int]
    force: list[int]
    fact: list[int]
    phrase: list[int]
    mark: list[int] = field(default_factory=list)
    pointers: tuple[int, int, int, int] | None = None
    triggers: list[int] = field(default_factory=list)
    fillers: list[tuple[int, int, int]] = field(default_factory=list)
    partial: bool = False


def _blank(row: Row, partial: bool = False) -> Example:
    size = len(row.ids)
    name, particle, cue, force, fact, phrase = ([NOTHING] * size for _ in range(6))
    return Example(row.ids, name, particle, cue, force, fact, phrase, mark=[0] * size, partial=partial)


def from_tagged(sentence: Tagged, tokenizer: UnigramTokenizer) -> Iterator[Example]:
    """Rows of a sentence that has name tags only."""
    index = {tag: i for i, tag in enumerate(NAME_TAGS)}
    for row in rows(word_pieces(sentence.words, tokenizer)):
        example = _blank(row, sentence.partial)
        for k, at in enumerate(row.heads):
            example.name[at] = index[sentence.tags[row.first_token + k]]
        yield example


def token_range(tokens: Sequence[SurfaceToken], span: CharSpan) -> TokenRange | None:
    """The tokens that a span of characters touches."""
    inside = [i for i, token in enumerate(tokens) if token.start < span[1] and token.end > span[0]]
    return (inside[0], inside[-1] + 1) if inside else None


def _put_tags(target: list[int], row: Row, span: TokenRange, begin: int, inside: int) -> None:
    for token in range(max(span[0], row.first_token), min(span[1], row.end_token)):
        target[row.heads[token - row.first_token]] = begin if token == span[0] else inside


def _put_particle(example: Example, row: Row, tokens: Sequence[SurfaceToken], span: TokenRange, start: int) -> None:
    length = start - tokens[span[0]].start
    if row.first_token <= span[0] < row.end_token and 0 <= length < len(PARTICLES):
        example.particle[row.heads[span[0] - row.first_token]] = length


def cue_span(quotation: Quotation, text: str) -> CharSpan | None:
    """The cue, or the colon between source and content where no word is the cue."""
    if quotation.cue or quotation.source is None:
        return quotation.cue
    colon = text.find(":", quotation.source[1], quotation.content[0])
    return (colon, colon + 1) if colon >= 0 else None


def _sentence_examples(
    article: Article, tokens: Sequence[SurfaceToken], tokenizer: UnigramTokenizer
) -> Iterator[Example]:
    """First-pass rows of one sentence: names, particles, cues."""
    for row in rows(word_pieces([t.text for t in tokens], tokenizer)):
        example = _blank(row)
        if article.mentions is not None:
            for at in row.heads:
                example.name[at] = 0
            for start, end, kind in article.mentions:
                span = token_range(tokens, (start, end))
                if span:
                    begin = NAME_TAGS.index("B-" + kind)
                    _put_tags(example.name, row, span, begin, begin + 1)
                    if start >= tokens[0].start:
                        _put_particle(example, row, tokens, span, start)
        if article.quotations is not None:
            for at in row.heads:
                example.cue[at] = 0
            for quotation in article.quotations:
                cue = cue_span(quotation, article.text)
                span = token_range(tokens, cue) if cue else None
                if span:
                    _put_tags(example.cue, row, span, CUE_TAGS.index("B"), CUE_TAGS.index("I"))
        if article.facts is not None:
            _put_facts(example, row, tokens, article.facts)
        yield example


def _put_facts(example: Example, row: Row, tokens: Sequence[SurfaceToken], facts: Sequence[FactMark]) -> None:
    """Types of facts at the first words of their triggers (further words are left open), who fills their roles, and how
    far the phrases go that do."""

    def place(span: CharSpan) -> TokenRange | None:
        found = token_range(tokens, span)
        inside = found and row.first_token <= found[0] < row.end_token
        return found if inside else None

    phrases: list[TokenRange] = []
    for at in row.heads:
        example.fact[at] = 0
    for fact in facts:
        span = place(fact.trigger)
        if span is None:
            continue
        at = row.heads[span[0] - row.first_token]
        for token in range(span[0] + 1, min(span[1], row.end_token)):
            example.fact[row.heads[token - row.first_token]] = NOTHING
        if example.fact[at] <= 0:
            example.fact[at] = FACT_TAGS.index(fact.type)
            example.triggers.append(at + 1)
            for role, words in fact.arguments:
                filler = place(words)
                if filler:
                    filled = row.heads[filler[0] - row.first_token] + 1
                    example.fillers.append((at + 1, filled, ROLES.index(role)))
                    phrases.append(filler)
    for _, end in phrases:
        if end < row.end_token:
            example.phrase[row.heads[end - row.first_token]] = 0
    for first, end in phrases:  # of phrases in one another the longer
        for token in range(first + 1, min(end, row.end_token)):
            example.phrase[row.heads[token - row.first_token]] = 1


def _pointer(row: Row, tokens: Sequence[SurfaceToken], span: CharSpan | None) -> tuple[int, int]:
    """First and last piece position of a span as far as the row holds it, counted from the start token; (0, 0) for
    none."""
    found = token_range(tokens[row.first_token : row.end_token], span) if span else None
    return (row.heads[found[0]] + 1, row.heads[found[1] - 1] + 1) if found else (0, 0)


def _cue_example(
    article: Article, units: list[list[SurfaceToken]], pieces: list[list[tuple[int, ...]]], quotation: Quotation
) -> Example | None:
    """The second-pass row of one attribution: its cue marked, its source and content as pointers."""
    cue = cue_span(quotation, article.text)
    for at, tokens in enumerate(units):
        span = token_range(tokens, cue) if cue else None
        if span is None:
            continue
        start, end = cue_window([[t.text for t in unit] for unit in units], pieces, at, span)
        flat = [token for unit in units[at:] for token in unit]
        row = make_row([p for unit in pieces[at:] for p in unit], start, end)
        example = _blank(row)
        for token in range(span[0], min(span[1], end)):
            first = row.heads[token - start]
            last = row.heads[token + 1 - start] if token + 1 < end else len(row.ids)
            example.mark[first:last] = [1] * (last - first)
        example.force[row.heads[span[0] - start]] = FORCES.index(quotation.force)
        source, content = _pointer(row, flat, quotation.source), _pointer(row, flat, quotation.content)
        if source != (0, 0) and quotation.source:
            found = token_range(flat[start:end], quotation.source)
            if found:
                _put_particle(example, row, flat, (found[0] + start, found[1] + start), quotation.source[0])
        example.pointers = (*source, *(content if content != (0, 0) else (NOTHING, NOTHING)))
        return example
    return None


def from_article(article: Article, tokenizer: UnigramTokenizer) -> tuple[list[Example], list[Example]]:
    """First-pass rows and second-pass rows of an article."""
    units = sentences(article.text)
    pieces = [word_pieces([t.text for t in unit], tokenizer) for unit in units]
    first = [e for unit in units for e in _sentence_examples(article, unit, tokenizer)]
    second = [_cue_example(article, units, pieces, q) for q in article.quotations or ()]
    return first, [e for e in second if e is not None]


def from_articles(articles: Iterable[Article], tokenizer: UnigramTokenizer) -> tuple[list[Example], list[Example]]:
    """The rows of all articles."""
    first: list[Example] = []
    second: list[Example] = []
    for article in articles:
        one, two = from_article(article, tokenizer)
        first += one
        second += two
    return first, second

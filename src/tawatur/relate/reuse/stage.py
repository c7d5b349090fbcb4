"""The reuse stage: every passage that two texts share, by copying, editing or retelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from tawatur.backends import encoder
from tawatur.core.model import Dating, Document, Link, LinkKind, Span
from tawatur.core.ports import Corpus
from tawatur.relate.board import Board, board_of
from tawatur.relate.reuse.copies import VERBATIM, Passage, copies
from tawatur.relate.reuse.ends import settled, shared, united
from tawatur.relate.reuse.paraphrase import Place, paraphrases
from tawatur.relate.reuse.units import Words
from tawatur.relate.reuse.windows import Clauses
from tawatur.resources.sentences import Sentence, arabic, english, say

#: Words of the body that a copied passage needs.
LEAST = 8
#: Words from which a copy needs no rare ones; what the words of a shorter one must tell.
LONG, TELLING = 12, 3.0
#: Share of a sentence that a copy covers from which no retelling is looked for in it.
COVERED = 0.7


class Reuse:
    """Corpus stage: links of kind `reuse`, strongest (longest) first; `a` is the earlier text where both are dated."""

    name = "reuse"
    version = "3"

    def __call__(self, corpus: Corpus) -> Sequence[Link]:
        board = board_of(corpus)
        texts = [row.words for row in board.texts]
        of = Clauses(board)
        copied = [p for p in map(partial(settled, of), copies(texts)) if _in_body(board, p) and _tells(of, p)]
        retold = paraphrases(of, encoder.encode, _covered(texts, copied), lambda place: _is_head(board, place))
        copied, retold = united(of, copied, retold)
        links = [_link(corpus, texts, p, _label(p), "reuse/copy") for p in copied]
        links += [_link(corpus, texts, p, "paraphrase", "reuse/retelling") for p in retold]
        return sorted(links, key=lambda link: (-link.score * min(len(link.a), len(link.b)), link.id))


def _is_head(board: Board, place: Place) -> bool:
    """Whether a sentence is a headline or byline."""
    row = board.texts[place[0]]
    span = row.words.span(*row.words.sentences[place[1]])
    return any(h.overlap(span) for h in (*row.headlines, *row.bylines))


def _in_body(board: Board, p: Passage) -> bool:
    """Whether enough of a passage stands in the body of both texts: it is more than a headline, a byline or the formula
    with which a page opens."""
    return min(_body(board, p.a, p.a0, p.a1), _body(board, p.b, p.b0, p.b1)) >= LEAST


def _tells(of: Clauses, p: Passage) -> bool:
    """Whether a passage is long, or its words are such that not everybody on the matter would put them so."""
    words = min(p.a1 - p.a0, p.b1 - p.b0)
    shared = sorted(of.content(p.a, p.a0, p.a1) & of.content(p.b, p.b0, p.b1))
    return words >= LONG or float(of.terms.telling[shared].sum()) >= TELLING


def _body(board: Board, text: int, first: int, last: int) -> int:
    """How many words of a range stand in the body: in no headline or byline."""
    words = board.texts[text].words
    heads = {s for s in set(words.sentence[first:last]) if _is_head(board, (text, s))}
    return sum(s not in heads for s in words.sentence[first:last])


def _label(passage: Passage) -> str:
    return "verbatim" if passage.score >= VERBATIM else "near"


def _covered(texts: Sequence[Words], copied: Sequence[Passage]) -> Callable[[Place, Place], bool]:
    """Whether a pair of sentences lies, by most of its words on either side, in a copied passage."""
    by_pair: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for passage in copied:
        by_pair[passage.a, passage.b].append(passage)

    def covered(one: Place, other: Place) -> bool:
        (a, i), (b, j) = sorted((one, other))
        (a0, a1), (b0, b1) = texts[a].sentences[i], texts[b].sentences[j]
        return any(
            COVERED * (a1 - a0) <= shared(p.a0, p.a1, a0, a1) and COVERED * (b1 - b0) <= shared(p.b0, p.b1, b0, b1)
            for p in by_pair.get((a, b), ())
        )

    return covered


def _link(corpus: Corpus, texts: Sequence[Words], passage: Passage, label: str, rule: str) -> Link:
    a = texts[passage.a].span(passage.a0, passage.a1)
    b = texts[passage.b].span(passage.b0, passage.b1)
    first, second, why = _ordered(corpus, a, b)
    words = str(min(passage.a1 - passage.a0, passage.b1 - passage.b0))
    said = (say("reuse.yaml", label, words=words), *why)
    score = round(passage.score, 4)
    return Link(LinkKind.REUSE, label, first, second, score, english(said), rule, arabic=arabic(said))


def _ordered(corpus: Corpus, a: Span, b: Span) -> tuple[Span, Span, tuple[Sentence, ...]]:
    """The earlier text's passage first, with the reason; in order of the case where the dates do not tell."""
    one, other = corpus.document(a.text), corpus.document(b.text)
    earlier, later = _interval(one.published), _interval(other.published)
    if earlier and later and later[1] < earlier[0]:
        a, b, one, other = b, a, other, one
        earlier, later = later, earlier
    if earlier and later and earlier[1] < later[0]:
        dates = {"first": str(one.published.value), "second": str(other.published.value)}
        return a, b, (say("reuse.yaml", "dated", one=_name(one), other=_name(other), **dates),)
    return a, b, ()


def _interval(dating: Dating) -> tuple[str, str] | None:
    """First and last moment of a certain date, as text that sorts; None for an unknown or inferred one."""
    if not dating.certain or not dating.value or "/" in dating.value:
        return None
    return dating.value, dating.value + "~"


def _name(document: Document) -> str:
    return document.publisher or document.title or document.name

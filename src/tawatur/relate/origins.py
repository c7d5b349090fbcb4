"""How many independent origins stand behind a proposition: an interval, with a reason for every collapse.

Upper bound: chains are one only where that is certain (the same words copied, the same named statement or cache of
documents, one outlet citing the other). Lower bound: also where it is plausible (retold, source dropped, sources of
one description). Sources that nobody names are never certain to be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from tawatur.core.ids import stable_id
from tawatur.core.model import Attribution, Collapse, Origin, SourceKind, Span
from tawatur.relate.actors.groups import Groups
from tawatur.relate.board import Board, Statement, word_stems
from tawatur.relate.dates import apart
from tawatur.relate.passages import Passages
from tawatur.resources.loader import load_yaml

#: Days within which two reports of one speaker, or of sources of one description, may be one statement.
STATEMENT_DAYS, RUMOUR_DAYS = 10, 3
_NAMED = (SourceKind.PERSON, SourceKind.BODY, SourceKind.AGENCY, SourceKind.MEDIUM, SourceKind.GROUP)
#: Relations that everybody states in passing: that two texts do is no sign that one took it from the other.
STANDING = frozenset(("PART_OF", "LOCATED_IN", "MEMBER_OF", "LEADS", "FAMILY_OF", "ALIAS_OF", "WORKS_FOR", "OPPOSES", "SUCCEEDS"))


@dataclass(frozen=True, slots=True)
class Rest:
    """Where one text's claim comes to rest: an attribution, or None for the text's own voice."""

    text: int
    statements: tuple[Statement, ...]
    attribution: Attribution | None
    actor: str | None
    words: frozenset[str]

    @property
    def evidence(self) -> Span:
        """The words that name the source; the claim itself where none are."""
        a = self.attribution
        return (a and (a.source or a.speaker or a.cue)) or self.statements[0].span


@dataclass(frozen=True, slots=True)
class Counted:
    """Origins of one proposition, the bounds of their number, and why chains were counted as one."""

    origins: tuple[Origin, ...]
    collapses: tuple[Collapse, ...]
    low: int
    high: int


class Origins:
    """Counts origins for the propositions of one case."""

    def __init__(self, board: Board, passages: Passages) -> None:
        self.board, self.passages = board, passages

    def count(self, statements: Sequence[Statement]) -> Counted:
        """The independent origins behind statements that say the same."""
        rests = self._rests(statements)
        keys = [str(n) for n in range(len(rests))]
        sure, likely = Groups(keys), Groups(keys)
        collapses = []
        for (i, one), (j, two) in combinations(enumerate(rests), 2):
            for collapse in self._collapses(one, two):
                likely.join(str(i), str(j))
                if collapse.certain:
                    sure.join(str(i), str(j))
                collapses.append(collapse)
        groups: dict[str, list[Rest]] = defaultdict(list)
        for key, rest in zip(keys, rests, strict=True):
            groups[likely.find(key)].append(rest)
        origins = tuple(self._origin(group) for group in groups.values())
        return Counted(origins, tuple(collapses), len(likely.roots()), len(sure.roots()))

    def _rests(self, statements: Sequence[Statement]) -> list[Rest]:
        """One for each text: the deepest chain of its members, headlines last."""
        by_text: dict[int, list[Statement]] = defaultdict(list)
        for s in statements:
            by_text[s.text].append(s)
        return [self._rest(text, found) for text, found in sorted(by_text.items())]

    def _rest(self, text: int, statements: Sequence[Statement]) -> Rest:
        ordered = sorted(statements, key=lambda s: (s.headline, -len(s.claim.chain), s.span))
        chain = self.board.chain(ordered[0])
        last = chain[-1] if chain else None
        actor = self.board.identities.of(last.actor) if last and last.actor else None
        source = last and (last.source or last.speaker)
        words = word_stems(self.board.corpus.words(source)) if source else frozenset()
        return Rest(text, tuple(ordered), last, actor, frozenset(_concept(w) for w in words))

    # Collapses

    def _collapses(self, one: Rest, two: Rest) -> Iterator[Collapse]:
        for finder in (self._copied, self._cites, self._same_source, self._same_cache, self._retold, self._dropped):
            collapse = finder(one, two)
            if collapse is not None:
                yield collapse
                return

    def _make(self, one: Rest, two: Rest, code: str, certain: bool, *evidence: Span, **values: str) -> Collapse:
        claims = tuple(s.claim.id for r in (one, two) for s in r.statements)
        return Collapse(claims, say(code, **values), certain, tuple(dict.fromkeys(evidence)))

    def _copied(self, one: Rest, two: Rest) -> Collapse | None:
        for p in one.statements:
            for q in two.statements:
                link = self.passages.aligned(p.span, q.span)
                if link is not None:
                    certain = link.label != "paraphrase"
                    code = "copied" if certain else "retold_passage"
                    return self._make(one, two, code, certain, link.a, link.b, words=str(_count(self.board, link.a)))
        return None

    def _cites(self, one: Rest, two: Rest) -> Collapse | None:
        """One text gives the other's outlet as the source of the claim."""
        for citing, cited in ((one, two), (two, one)):
            outlet = self.board.corpus.document(self.board.texts[cited.text].id).publisher
            if not outlet or citing.attribution is None:
                continue
            for a in self.board.chain(citing.statements[0]):
                source = a.source or a.speaker
                if source and word_stems(outlet) and word_stems(outlet) <= word_stems(self.board.corpus.words(source)):
                    return self._make(one, two, "cites", True, source, outlet=outlet)
        return None

    def _same_source(self, one: Rest, two: Rest) -> Collapse | None:
        a, b = one.attribution, two.attribution
        if a is None or b is None:
            return None
        gap = apart(self.board.texts[one.text].dated, self.board.texts[two.text].dated)
        values = {"source": self.board.flat(one.evidence), "other": self.board.flat(two.evidence)}
        spans = (one.evidence, two.evidence)
        if one.actor is not None and one.actor == two.actor:
            if gap is not None and gap > STATEMENT_DAYS:
                return None
            return self._make(one, two, "same_speaker", gap is not None, *spans, **values)
        if one.actor and two.actor and self.board.kin(frozenset((one.actor,)), frozenset((two.actor,))):
            near = gap is not None and gap <= STATEMENT_DAYS
            return self._make(one, two, "one_side", False, *spans, **values) if near else None
        alike = one.words & two.words
        if alike and len(alike) * 2 >= len(one.words | two.words) and (gap is None or gap <= RUMOUR_DAYS):
            return self._make(one, two, "same_description", False, *spans, **values)
        return None

    def _same_cache(self, one: Rest, two: Rest) -> Collapse | None:
        """Both rest on documents, and the texts tell of one and the same find of documents."""
        if not (_is_cache(one) and _is_cache(two)):
            return None
        shared = self._finders(one) & self._finders(two)
        if not shared:
            return None
        spans = (one.evidence, two.evidence)
        return self._make(
            one, two, "same_cache", True, *spans,
            source=self.board.flat(spans[0]), other=self.board.flat(spans[1]),
        )  # fmt: skip

    def _finders(self, rest: Rest) -> frozenset[str]:
        """Actors that stand beside the documents: whose they were, who took them, where."""
        row = self.board.texts[rest.text]
        at = row.sentence_at(rest.evidence.start)
        near = row.sentences[max(0, at - 1) : at + 1]
        return frozenset(actor for a, b, actor in row.names if any(s.start <= a and b <= s.end for s in near))

    def _retold(self, one: Rest, two: Rest) -> Collapse | None:
        """One text retells the other throughout, and both say this in their own voice or one drops the source."""
        left, right = self.board.texts[one.text], self.board.texts[two.text]
        shorter = min(_length(left.words), _length(right.words))
        links = self.passages.retold(left.id, right.id, shorter)
        if not links or (one.attribution and two.attribution) or _standing(one):
            return None
        return self._make(one, two, "retelling", False, links[0].a, links[0].b, number=str(len(links)))

    def _dropped(self, one: Rest, two: Rest) -> Collapse | None:
        """One gives a named source, the other, not earlier, says the same in its own voice."""
        for sourced, bare in ((one, two), (two, one)):
            if sourced.attribution is None or bare.attribution is not None or _standing(bare):
                continue
            gap = apart(self.board.texts[one.text].dated, self.board.texts[two.text].dated)
            if gap is not None and gap <= RUMOUR_DAYS and sourced.attribution.source_kind in _NAMED:
                return self._make(
                    one, two, "dropped", False, sourced.evidence, bare.statements[0].span,
                    source=self.board.flat(sourced.evidence),
                )  # fmt: skip
        return None

    # Origins

    def _origin(self, rests: Sequence[Rest]) -> Origin:
        """The origin of a group: its most telling source, else the first text's own voice."""
        best = min(rests, key=lambda r: (r.attribution is None, r.actor is None, r.text))
        evidence = tuple(dict.fromkeys(r.evidence for r in rests))
        if best.attribution is None:
            document = self.board.corpus.document(self.board.texts[best.text].id)
            name = document.publisher or document.title or document.name
            return Origin(stable_id("o", document.id), SourceKind.MEDIUM, name, bool(document.publisher), evidence)
        identity = stable_id("o", best.actor or best.evidence)
        kind = best.attribution.source_kind
        named = best.actor is not None
        return Origin(identity, kind, self.board.flat(best.evidence), named, evidence, self._interest(best))

    def _interest(self, rest: Rest) -> tuple[str, ...]:
        """What the text itself says of the source's stake, by the words that name it."""
        if rest.attribution is None:
            return ()
        row = self.board.texts[rest.text]
        around = self.board.corpus.source(row.id).text[max(0, rest.evidence.start - 40) : rest.evidence.end + 60]
        words = word_stems(around)
        return tuple(label for label, stems in _interests().items() if words & stems)


def _standing(rest: Rest) -> bool:
    return all(s.type in STANDING for s in rest.statements)


def _length(words: object) -> int:
    ends = getattr(words, "ends")
    return int(ends[-1]) if len(ends) else 0


def _count(board: Board, span: Span) -> int:
    return len(board.flat(span).split())


def _is_cache(rest: Rest) -> bool:
    return "near.paper" in rest.words or bool(rest.words & _caches())


@cache
def _concepts() -> Mapping[str, str]:
    from tawatur.relate.board import near_words

    return near_words()


def _concept(word: str) -> str:
    return _concepts().get(word, word)


@cache
def _caches() -> frozenset[str]:
    return frozenset(s for f in load_yaml("ar/sources-words.yaml")["caches"] for s in word_stems(f))


@cache
def _interests() -> Mapping[str, frozenset[str]]:
    rows = load_yaml("ar/sources-words.yaml")["interests"]
    return {str(r["says"]): frozenset(s for f in r["forms"] for s in word_stems(f)) for r in rows}


@cache
def _sentences() -> Mapping[str, str]:
    return {str(k): str(v) for k, v in load_yaml("collapses.yaml").items()}


def say(code: str, **values: str) -> str:
    """A reason for a collapse as a sentence."""
    return _sentences()[code].format(**values)




"""How many independent origins stand behind a proposition: an interval, with a reason for every collapse.

Upper bound: chains are one only where that is certain (the same words copied, the same named statement or cache of
documents, one outlet citing the other). Lower bound: also where it is plausible (retold, source dropped, sources of
one description). Sources that nobody names are never certain to be one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from tawatur.core.ids import stable_id
from tawatur.core.model import Attribution, Collapse, Origin, SourceKind, Span
from tawatur.relate.actors.groups import Groups
from tawatur.relate.board import Board, Statement
from tawatur.relate.dates import apart
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.passages import PASSAGES, Passages
from tawatur.relate.reuse.units import Words
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import say
from tawatur.text.stems import skeleton

#: Days within which two reports of one speaker, or of sources of one description, may be one statement.
STATEMENT_DAYS, RUMOUR_DAYS = 10, 3
_NAMED = (SourceKind.PERSON, SourceKind.BODY, SourceKind.AGENCY, SourceKind.MEDIUM, SourceKind.GROUP)
_SPEECH = frozenset(("DISCLOSE", "ACCUSE", "DENY", "SANCTION", "APPOINT"))
_NONE: frozenset[str] = frozenset()
_PLURAL = re.compile(r"(?:ون|ين|مصادر|تقارير|خبراء|نشطاء|شهود|وسائل)(?:\b|$)")
#: Relations that everybody states in passing: that two texts do is no sign that one took it from the other.
STANDING = frozenset(
    ("PART_OF", "LOCATED_IN", "MEMBER_OF", "LEADS", "FAMILY_OF", "ALIAS_OF", "WORKS_FOR", "OPPOSES", "SUCCEEDS")
)


@dataclass(frozen=True, slots=True)
class Rest:
    """Where one text's claim comes to rest: an attribution, or None for the text's own voice."""

    text: int
    statements: tuple[Statement, ...]
    attribution: Attribution | None
    actor: str | None
    words: frozenset[str]
    many: bool

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
        for i, j, collapse in self._dropped(rests):
            if likely.join(str(i), str(j)):
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
        many = bool(source) and bool(_PLURAL.search(self.board.corpus.words(source) if source else ""))
        return Rest(text, tuple(ordered), last, actor, frozenset(concept(w) for w in words), many)

    # Collapses

    def _collapses(self, one: Rest, two: Rest) -> Iterator[Collapse]:
        finders = (
            self._copied, self._cites, self._same_source, self._same_cache, self._one_side, self._same_description,
            self._same_act, self._retold,
        )  # fmt: skip
        for finder in finders:
            collapse = finder(one, two)
            if collapse is not None:
                yield collapse
                return

    def _make(self, one: Rest, two: Rest, code: str, certain: bool, *evidence: Span, **values: str) -> Collapse:
        claims = tuple(s.claim.id for r in (one, two) for s in r.statements)
        said = say("collapses.yaml", code, **values)
        return Collapse(claims, said.en, certain, tuple(dict.fromkeys(evidence)), said.ar)

    def _copied(self, one: Rest, two: Rest) -> Collapse | None:
        for p in one.statements:
            for q in two.statements:
                link = self.passages.aligned(p.span, q.span)
                if link is not None and link.label != "paraphrase":
                    return self._make(one, two, "copied", True, link.a, link.b, words=str(_count(self.board, link.a)))
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
        """A named source stands in both chains: a document or a person at any time, a body within days."""
        gap = self._gap(one, two)
        theirs = {self.board.identities.of(a.actor): a for a in self._chain(two) if a.actor}
        for mine in reversed(self._chain(one)):
            other = theirs.get(self.board.identities.of(mine.actor)) if mine.actor else None
            if other is None or not _speaks(mine, one) or not _speaks(other, two):
                continue
            lasting = {mine.source_kind, other.source_kind} & {SourceKind.DOCUMENT, SourceKind.PERSON}
            if lasting or gap is None or gap <= STATEMENT_DAYS:
                spans = (_naming(mine), _naming(other))
                certain = bool(lasting) or gap is not None
                return self._say(one, two, "same_speaker", certain, *spans)
        return None

    def _one_side(self, one: Rest, two: Rest) -> Collapse | None:
        """Two bodies of one state within days of each other."""
        a, b = one.attribution, two.attribution
        if not (a and b and one.actor and two.actor) or SourceKind.PERSON in (a.source_kind, b.source_kind):
            return None
        gap = self._gap(one, two)
        if gap is None or gap > STATEMENT_DAYS or not self._state(one) or not self._state(two):
            return None
        if not self.board.kin(frozenset((one.actor,)), frozenset((two.actor,))):
            return None
        return self._say(one, two, "one_side", False, one.evidence, two.evidence)

    def _state(self, rest: Rest) -> bool:
        return bool(self.board.name_words(rest.actor or "") & {skeleton(w) for w in _states()})

    def _same_description(self, one: Rest, two: Rest) -> Collapse | None:
        """Sources that nobody names, described by the same words within days."""
        a, b = one.attribution, two.attribution
        if not (a and b) or one.actor or two.actor or not one.words or not two.words or one.many != two.many:
            return None
        gap = self._gap(one, two)
        fewer = min(len(one.words), len(two.words))
        if (gap is not None and gap > RUMOUR_DAYS) or 3 * len(one.words & two.words) < 2 * fewer:
            return None
        return self._say(one, two, "same_description", False, one.evidence, two.evidence)

    def _same_act(self, one: Rest, two: Rest) -> Collapse | None:
        """What both state is an act of speech of one speaker: it rests on what that speaker said."""
        for p in one.statements:
            for q in two.statements:
                if p.negative or q.negative:
                    continue
                if p.type in _SPEECH and p.type == q.type and p.roles.get("agent", _NONE) & q.roles.get("agent", _NONE):
                    return self._make(one, two, "same_act", False, p.span, q.span)
        return None

    def _gap(self, one: Rest, two: Rest) -> int | None:
        return apart(self.board.texts[one.text].dated, self.board.texts[two.text].dated)

    def _chain(self, rest: Rest) -> list[Attribution]:
        return [a for s in rest.statements for a in self.board.chain(s)]

    def _say(self, one: Rest, two: Rest, code: str, certain: bool, *spans: Span) -> Collapse:
        values = {"source": self.board.flat(spans[0]), "other": self.board.flat(spans[1])}
        return self._make(one, two, code, certain, *spans, **values)

    def _same_cache(self, one: Rest, two: Rest) -> Collapse | None:
        """Both rest on documents, and the texts tell of one and the same find of documents."""
        if not (_is_cache(one) and _is_cache(two)) or not self._finders(one) & self._finders(two):
            return None
        return self._say(one, two, "same_cache", True, one.evidence, two.evidence)

    def _finders(self, rest: Rest) -> frozenset[str]:
        """Actors that stand beside the documents: whose they were, who took them, where."""
        row = self.board.texts[rest.text]
        at = row.sentence_at(rest.evidence.start)
        near = row.sentences[max(0, at - 1) : at + 1]
        return frozenset(actor for a, b, actor in row.names if any(s.start <= a and b <= s.end for s in near))

    def _retold(self, one: Rest, two: Rest) -> Collapse | None:
        """One text retells the other throughout: in its own voice as the other, or with the source dropped or kept."""
        left, right = self.board.texts[one.text], self.board.texts[two.text]
        shorter = min(_length(left.words), _length(right.words))
        links = self.passages.retold(left.id, right.id, shorter)
        both = one.attribution is not None and two.attribution is not None
        kept = one.actor is not None and one.actor == two.actor and len(links) >= PASSAGES
        if not links or (both and not kept) or _standing(one):
            return None
        return self._make(one, two, "retelling", False, links[0].a, links[0].b, number=str(len(links)))

    def _dropped(self, rests: Sequence[Rest]) -> Iterator[tuple[int, int, Collapse]]:
        """For a text's own voice the text, within days, that says the same and names its source: the nearest one."""
        for i, bare in enumerate(rests):
            if bare.attribution is not None or _standing(bare):
                continue
            sourced = [
                (self._near(bare, other), -j)
                for j, other in enumerate(rests)
                if other.attribution is not None
                and other.attribution.source_kind in _NAMED
                and (gap := self._gap(bare, other)) is not None
                and gap <= RUMOUR_DAYS
            ]
            if sourced:
                j = -max(sourced)[1]
                source = self.board.flat(rests[j].evidence)
                evidence = (rests[j].evidence, bare.statements[0].span)
                yield i, j, self._make(bare, rests[j], "dropped", False, *evidence, source=source)

    def _near(self, one: Rest, two: Rest) -> float:
        weight = self.board.weight
        best = 0.0
        for p in one.statements:
            for q in two.statements:
                shared = float(sum(weight[n] for n in sorted(p.content & q.content)))
                best = max(best, shared / max(1e-9, float(sum(weight[n] for n in sorted(p.content | q.content)))))
        return round(best, 6)

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
    return all(s.type in STANDING and not s.time for s in rest.statements)


def _length(words: Words) -> int:
    return words.ends[-1] if len(words.ends) else 0


def _count(board: Board, span: Span) -> int:
    return len(board.flat(span).split())


def _is_cache(rest: Rest) -> bool:
    return "near.paper" in rest.words or bool(rest.words & _caches())


def _naming(a: Attribution) -> Span:
    return a.source or a.speaker or a.cue or a.content


def _speaks(a: Attribution, rest: Rest) -> bool:
    """Whether a hop of a chain answers for the claim: the outlet that relays others' words does not."""
    return a is rest.attribution or a.source_kind not in (SourceKind.MEDIUM, SourceKind.AGENCY)


@cache
def _states() -> frozenset[str]:
    return frozenset(s for f in load_yaml("ar/sources-words.yaml")["states"] for s in word_stems(f))


@cache
def _caches() -> frozenset[str]:
    return frozenset(concept(s) for f in load_yaml("ar/sources-words.yaml")["caches"] for s in word_stems(f))


@cache
def _interests() -> Mapping[str, frozenset[str]]:
    rows = load_yaml("ar/sources-words.yaml")["interests"]
    return {str(r["says"]): frozenset(s for f in r["forms"] for s in word_stems(f)) for r in rows}

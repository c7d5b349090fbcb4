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
from itertools import combinations, product

from tawatur.core.ids import stable_id
from tawatur.core.model import Collapse, Origin, SourceKind, Span
from tawatur.relate.actors.groups import Groups
from tawatur.relate.board import Board
from tawatur.relate.dates import apart
from tawatur.relate.kinds import concept, word_stems
from tawatur.relate.passages import PASSAGES
from tawatur.relate.rests import Hop, Rest, Rests
from tawatur.relate.reuse.units import Words
from tawatur.relate.statements import Statement
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import say
from tawatur.text.normalise import fold
from tawatur.text.stems import skeleton

#: Days within which two reports of one speaker, or of sources of one description, may be one statement.
STATEMENT_DAYS, RUMOUR_DAYS = 10, 3
_NAMED = (SourceKind.PERSON, SourceKind.BODY, SourceKind.AGENCY, SourceKind.GROUP)
_SPEECH = frozenset(("DISCLOSE", "ACCUSE", "DENY"))
_NONE: frozenset[str] = frozenset()
#: Relations that everybody states in passing: that two texts do is no sign that one took it from the other.
STANDING = frozenset(
    ("PART_OF", "LOCATED_IN", "MEMBER_OF", "LEADS", "FAMILY_OF", "ALIAS_OF", "WORKS_FOR", "OPPOSES", "SUCCEEDS")
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Origins of one proposition, the bounds of their number, and why chains were counted as one."""

    origins: tuple[Origin, ...]
    collapses: tuple[Collapse, ...]
    low: int
    high: int


class Origins:
    """Counts origins for the propositions of one case."""

    def __init__(self, board: Board) -> None:
        self.board, self.passages, self._reader = board, board.passages, Rests(board)
        self._wires: dict[int, Mapping[str, Span]] = {}

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
        return [self._reader.of(text, found) for text, found in sorted(by_text.items())]

    # Collapses

    def _collapses(self, one: Rest, two: Rest) -> Iterator[Collapse]:
        finders = (
            self._copied, self._cites, self._same_source, self._same_cache, self._spokesman, self._one_side,
            self._same_description, self._same_act, self._retold, self._same_agency,
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
            if not outlet or not word_stems(outlet):
                continue
            for hop in citing.chain:
                if word_stems(outlet) <= word_stems(self.board.corpus.words(hop.naming)):
                    return self._make(one, two, "cites", True, hop.naming, outlet=outlet)
        return None

    def _same_source(self, one: Rest, two: Rest) -> Collapse | None:
        """A named source stands in both chains: a document or a person at any time, a body within days."""
        gap = self._gap(one, two)
        theirs = {h.actor: h for h in two.hops if h.actor}
        for mine in one.hops:
            other = theirs.get(mine.actor or "")
            if other is None:
                continue
            kinds = {mine.attribution.source_kind, other.attribution.source_kind}
            lasting = kinds & {SourceKind.DOCUMENT, SourceKind.PERSON}
            if lasting or gap is None or gap <= STATEMENT_DAYS:
                certain = bool(lasting) or gap is not None
                return self._say(one, two, "same_speaker", certain, mine.naming, other.naming)
        return None

    def _spokesman(self, one: Rest, two: Rest) -> Collapse | None:
        """A body, and within days a person whose office it is to speak for it, or words or figures of its own."""
        gap = self._gap(one, two)
        if gap is not None and gap > STATEMENT_DAYS:
            return None
        for mine, other in product(one.hops, two.hops):
            if _speaks_for(mine, other) or _speaks_for(other, mine):
                return self._say(one, two, "spokesman", False, mine.naming, other.naming)
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
        """Sources described by the same words within days, at most one of which is named."""
        gap = self._gap(one, two)
        if gap is not None and gap > RUMOUR_DAYS:
            return None
        for mine, other in product(one.hops, two.hops):
            if not (mine.actor and other.actor) and _alike(mine, other):
                return self._say(one, two, "same_description", False, mine.naming, other.naming)
        return None

    def _same_act(self, one: Rest, two: Rest) -> Collapse | None:
        """What both state is an act of speech of one speaker, within days: it rests on what that speaker said."""
        gap = self._gap(one, two)
        if gap is not None and gap > STATEMENT_DAYS:
            return None
        for p, q in product(one.statements, two.statements):
            if p.type == q.type and _spoken(p) & _spoken(q):
                return self._make(one, two, "same_act", False, p.span, q.span)
        for telling, said in ((one, two), (two, one)):
            for p, hop in product(telling.statements, said.hops):
                if hop.actor in _spoken(p):
                    return self._make(one, two, "same_act", False, p.span, hop.naming)
        return None

    def _gap(self, one: Rest, two: Rest) -> int | None:
        return apart(self.board.texts[one.text].dated, self.board.texts[two.text].dated)

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
        """One text retells the other throughout: in its own voice as the other, or with the source dropped or kept.
        Where no source stands in the way, one passage that both copied is enough."""
        left, right = self.board.texts[one.text], self.board.texts[two.text]
        links = self.passages.retold(left.id, right.id, min(_length(left.words), _length(right.words)))
        both, named = bool(one.attribution and two.attribution), one.actor or two.actor
        if one.actor and two.actor:
            links = links if one.actor == two.actor and len(links) >= PASSAGES else ()
        elif both and named:
            links = ()
        if links:
            return self._make(one, two, "retelling", False, links[0].a, links[0].b, number=str(len(links)))
        copied = self.passages.copied(left.id, right.id)
        if copied and (_voices(one, two) or not (both or named)):
            words = str(_count(self.board, copied[0].a))
            return self._make(one, two, "shared", False, copied[0].a, copied[0].b, words=words)
        return None

    def _same_agency(self, one: Rest, two: Rest) -> Collapse | None:
        """Both texts draw on one news agency within days, and neither names who else said it."""
        gap = self._gap(one, two)
        if gap is None or gap > RUMOUR_DAYS:
            return None
        if not _voices(one, two) and not (one.nameless and two.nameless):
            return None
        ours, theirs = self._agencies(one.text), self._agencies(two.text)
        for actor in sorted(ours.keys() & theirs.keys()):
            return self._say(one, two, "same_agency", False, ours[actor], theirs[actor])
        return None

    def _agencies(self, text: int) -> Mapping[str, Span]:
        """The news agencies that a text names, in its prose or its byline, each with the first place."""
        if text not in self._wires:
            row = self.board.texts[text]
            named = [(Span(row.id, start, end), actor) for start, end, actor in row.names]
            found: dict[str, Span] = {}
            for span, actor in [*named, *((s, "") for s in row.bylines)]:
                if wire := _wires().search(fold(self.board.flat(span))):
                    found.setdefault(actor or wire[0], span)
            self._wires[text] = found
        return self._wires[text]

    def _dropped(self, rests: Sequence[Rest]) -> Iterator[tuple[int, int, Collapse]]:
        """For a text's own voice the text, within days, that says the same and names its source: the nearest one of
        those with which the bare text shares a passage, or whose source it cites itself."""
        for i, bare in enumerate(rests):
            if bare.attribution is not None or _standing(bare):
                continue
            sourced = [
                (self._near(bare, other), -j)
                for j, other in enumerate(rests)
                if other.attribution is not None
                and other.attribution.source_kind in _NAMED
                and self._drawn(bare, other)
            ]
            if sourced:
                j = -max(sourced)[1]
                source = self.board.flat(rests[j].evidence)
                evidence = (rests[j].evidence, bare.statements[0].span)
                yield i, j, self._make(bare, rests[j], "dropped", False, *evidence, source=source)

    def _drawn(self, bare: Rest, other: Rest) -> bool:
        """Whether a text, within days, gives the other's source as its own for anything (also where a date is not
        known), or shares a passage with the other."""
        gap = self._gap(bare, other)
        left, right = self.board.texts[bare.text], self.board.texts[other.text]
        cited = {self.board.identities.of(a.actor) for a in left.attributions.values() if a.actor}
        if gap is None:
            return other.actor in cited
        return gap <= RUMOUR_DAYS and (other.actor in cited or bool(self.passages.between(left.id, right.id)))

    def _near(self, one: Rest, two: Rest) -> float:
        best = 0.0
        for p in one.statements:
            for q in two.statements:
                shared = self.board.told(p.content & q.content)
                best = max(best, shared / max(1e-9, self.board.told(p.content | q.content)))
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


def _voices(one: Rest, two: Rest) -> bool:
    """Whether two claims rest on the voice of outlets, one of which may be relayed."""
    return one.bare and two.bare and not (one.attribution and two.attribution)


def _length(words: Words) -> int:
    return words.ends[-1] if len(words.ends) else 0


def _count(board: Board, span: Span) -> int:
    return len(board.flat(span).split())


def _is_cache(rest: Rest) -> bool:
    words = rest.hops[0].words if rest.hops else _NONE
    return "near.paper" in words or bool(words & _caches())


def _spoken(statement: Statement) -> frozenset[str]:
    """Who speaks in a statement that tells of an act of speech."""
    if statement.negative or statement.type not in _SPEECH:
        return _NONE
    return statement.roles.get("agent", _NONE)


def _speaks_for(person: Hop, body: Hop) -> bool:
    """Whether a source is one who speaks for a body, or a document of that body."""
    if body.actor is None or body.actor == person.actor or body.actor not in person.bodies or person.many:
        return False
    return bool(person.words & _offices()) or (person.actor is None and _document(person))


def _alike(one: Hop, two: Hop) -> bool:
    """Whether two descriptions may be of one source: by what tells each from any source, else by all their words."""
    if one.many != two.many or _document(one) != _document(two) or one.actor in two.bodies or two.actor in one.bodies:
        return False
    left, right = (one.own, two.own) if one.own and two.own else (one.words, two.words)
    least = 2 if one.actor or two.actor else 1
    return len(left & right) >= least and 3 * len(left & right) >= 2 * min(len(left), len(right))


def _document(hop: Hop) -> bool:
    return hop.attribution.source_kind is SourceKind.DOCUMENT


@cache
def _wires() -> re.Pattern[str]:
    forms = (re.escape(fold(f)) for f in load_yaml("ar/sources-words.yaml")["wires"])
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


@cache
def _offices() -> frozenset[str]:
    return frozenset(concept(s) for f in load_yaml("ar/sources-words.yaml")["offices"] for s in word_stems(f))


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

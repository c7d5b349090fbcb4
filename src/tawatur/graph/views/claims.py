"""Propositions as a list, and one of them with every article's chain down to where it comes to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tawatur.core.model import Attribution, Claim, Fact, Force, Link, LinkKind, Origin, Proposition, Span
from tawatur.graph.views.dates import known_first, order
from tawatur.graph.views.decided import decided
from tawatur.graph.views.model import Decided, Hop, Page, Piece, Quote, page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.graph.views.wording import differences
from tawatur.relate.origins import STANDING
from tawatur.resources.sentences import Sentence, paired
from tawatur.stores import decisions, lookup
from tawatur.text.normalise import fold


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One proposition in a list. `origins_low` to `origins_high` independent origins behind `documents` articles."""

    id: str
    label: str
    documents: int
    origins_low: int
    origins_high: int
    outlets: tuple[str, ...]
    first: str | None
    types: tuple[str, ...]
    forces: tuple[str, ...]
    actors: tuple[str, ...]
    origins: tuple[str, ...]
    disputed: bool
    lost: bool
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which propositions to list, and in which order."""

    words: str = ""
    actor: str = ""
    outlet: str = ""
    type: str = ""
    force: str = ""
    flag: str = ""
    since: str = ""
    until: str = ""
    origins: int = 0
    sort: str = "stake"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be filtered by, most frequent first, with counts."""

    outlets: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    forces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClaimList:
    rows: tuple[ClaimRow, ...]
    page: Page
    choices: Choices
    asked: ClaimFilter


@dataclass(frozen=True, slots=True)
class Member:
    """One article's wording: the words, what differs from the first wording, its chain, where it comes to rest."""

    id: str
    quote: Quote
    pieces: tuple[Piece, ...]
    hops: tuple[Hop, ...]
    origin: int
    modality: str
    polarity: str
    time: str | None


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where chains come to rest; `members` are the numbers of the wordings that do."""

    id: str
    kind: str
    name: str
    named: bool
    interest: tuple[str, ...]
    evidence: tuple[Quote, ...]
    members: tuple[int, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class CollapseView:
    """Why chains count as one: the numbers of the wordings, the reason, whether it is certain, the words behind it."""

    members: tuple[int, ...]
    reason: Sentence
    certain: bool
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """A passage that conflicts with one of the wordings."""

    label: str
    mine: Quote
    theirs: Quote
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the chain's drawing: a step that `span` rows share, in a column."""

    kind: str
    row: int
    column: int
    span: int
    hop: Hop | None = None
    member: int = -1
    origin: int = -1


@dataclass(frozen=True, slots=True)
class ClaimView:
    row: ClaimRow
    members: tuple[Member, ...]
    origins: tuple[OriginView, ...]
    collapses: tuple[CollapseView, ...]
    against: tuple[Against, ...]
    tree: tuple[tuple[Cell, ...], ...]
    columns: int
    decisions: tuple[Decided, ...] = field(default=())


#: A claim's credibility on the Admiralty scale (NATO AJP-2.1), from confirmed to not to be judged: a person's word.
CREDIBILITY = ("1", "2", "3", "4", "5", "6")

# The list


def claim_rows(shelf: Shelf) -> Sequence[ClaimRow]:
    """Every proposition as a row, those with something at stake that most articles repeat from fewest origins first."""
    return shelf.keep_decided("claim_rows", lambda: tuple(_all_rows(shelf)))


def claim_list(shelf: Shelf, asked: ClaimFilter = ClaimFilter(), number: int = 1, size: int = 50) -> ClaimList:
    """The propositions that `asked` lets through, page `number`."""
    rows = [row for row in claim_rows(shelf) if _passes(row, asked)]
    rows.sort(key=_SORTS.get(asked.sort, _stake))
    page = page_of(len(rows), number, size)
    shown = tuple(rows[page.first - 1 : page.last]) if rows else ()
    return ClaimList(shown, page, shelf.keep("claim_choices", lambda: _choices(claim_rows(shelf))), asked)


#: Outlets from which a claim counts as carried by several.
SEVERAL = 3


def _stake(row: ClaimRow) -> tuple[int, int, int, int, str, str]:
    """Claims with something at stake first (a conflict, a lost source, several outlets), then those without, then
    what a reader may pass over: one article copied by another, and what everybody says in passing. In each, those
    that most articles repeat from fewest origins."""
    stakes = row.disputed + row.lost + (len(row.outlets) >= SEVERAL)
    passing = bool(row.types) and STANDING.issuperset(row.types) and not (row.disputed or row.lost)
    echo = row.origins_high <= 1 and row.documents <= 2 and not stakes
    rank = 2 if passing or echo else 1 if not stakes else 0
    return rank, row.origins_low - row.documents, -stakes, -row.documents, row.label, row.id


_SORTS: Mapping[str, Callable[[ClaimRow], tuple[object, ...]]] = {
    "stake": _stake,
    "ratio": lambda r: (-r.documents / max(1, r.origins_high), -r.documents, r.label, r.id),
    "documents": lambda r: (-r.documents, r.label, r.id),
    "origins": lambda r: (-r.origins_low, -r.documents, r.id),
    "first": lambda r: (order(r.first), r.id),
    "disputed": lambda r: (not r.disputed, -r.documents, r.id),
}


def _passes(row: ClaimRow, asked: ClaimFilter) -> bool:
    return (
        (not asked.words or all(w in fold(row.label) for w in fold(asked.words).split()))
        and (not asked.actor or asked.actor in row.actors)
        and (not asked.outlet or asked.outlet in row.outlets)
        and (not asked.type or asked.type in row.types)
        and (not asked.force or asked.force in row.forces)
        and (asked.flag != "disputed" or row.disputed)
        and (asked.flag != "lost" or row.lost)
        and (not asked.origins or row.origins_low <= asked.origins <= row.origins_high)
        and (not asked.since or order(row.first)[1] >= order(asked.since)[0])
        and (not asked.until or order(row.first)[0] <= order(asked.until)[1])
    )


def _choices(rows: Iterable[ClaimRow]) -> Choices:
    def count(name: str) -> tuple[tuple[str, int], ...]:
        tally: dict[str, int] = {}
        for row in rows:
            for value in getattr(row, name):
                tally[value] = tally.get(value, 0) + 1
        return tuple(sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:60])

    return Choices(count("outlets"), count("types"), count("forces"))


def _all_rows(shelf: Shelf) -> Iterable[ClaimRow]:
    claims = shelf.claims
    facts = lookup.get_many(shelf.case, Fact, (c.fact for c in claims.values() if c.fact))
    chains = lookup.get_many(shelf.case, Attribution, (c.chain[-1] for c in claims.values() if c.chain))
    disputed, lost = _touched(shelf, LinkKind.CONFLICT), _touched(shelf, LinkKind.LOST)
    graded = {d.subject: d.object or d.action for d in decisions.in_force(shelf.case, "rate", "accept", "reject")}
    rows = []
    for p in shelf.propositions:
        members = [claims[c] for c in p.claims if c in claims and claims[c].span.text in shelf.by_text]
        if members:
            rows.append(_row(shelf, p, members, facts, chains, disputed, lost, graded.get(p.id, "")))
    rows.sort(key=_stake)
    return rows


def _touched(shelf: Shelf, kind: LinkKind) -> Mapping[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for link in shelf.links(kind):
        for span in (link.a, link.b):
            found.setdefault(span.text, []).append(span)
    return found


def _row(
    shelf: Shelf,
    p: Proposition,
    members: Sequence[Claim],
    facts: Mapping[str, Fact],
    chains: Mapping[str, Attribution],
    disputed: Mapping[str, list[Span]],
    lost: Mapping[str, list[Span]],
    reviewed: str,
) -> ClaimRow:
    documents = [shelf.by_text[c.span.text] for c in members]
    of = shelf.entities.of_actor
    known = [facts[c.fact] for c in members if c.fact and c.fact in facts]
    actors = {of[a.actor] for f in known for a in f.arguments if a.actor and a.actor in of}
    forces = {
        chains[c.chain[-1]].force.value if c.chain and c.chain[-1] in chains else Force.ASSERT.value for c in members
    }
    return ClaimRow(
        p.id,
        p.label or shelf.flat(members[0].span),
        p.documents,
        p.origins_low,
        p.origins_high,
        tuple(dict.fromkeys(d.publisher or d.name for d in documents)),
        min((d.published for d in documents if d.published), key=known_first, default=None),
        tuple(sorted({f.type for f in known})),
        tuple(sorted(forces)),
        tuple(sorted(actors)),
        tuple(o.name for o in p.origins),
        any(c.span.overlap(s) for c in members for s in disputed.get(c.span.text, ())),
        any(c.span.overlap(s) for c in members for s in lost.get(c.span.text, ())),
        reviewed,
    )


# One proposition


def claim_view(shelf: Shelf, proposition_id: str) -> ClaimView | None:
    """A proposition with every wording, chain and origin; None when the case has none with this id."""
    p = shelf.proposition_by_id.get(shelf.proposition_of.get(proposition_id, proposition_id))
    row = next((r for r in claim_rows(shelf) if p and r.id == p.id), None)
    if p is None or row is None:
        return None
    claims = [shelf.claims[c] for c in p.claims if c in shelf.claims and shelf.claims[c].span.text in shelf.by_text]
    claims.sort(
        key=lambda c: (known_first(shelf.by_text[c.span.text].published), shelf.by_text[c.span.text].name, c.span)
    )
    rests = _rests(shelf, p, claims)
    facts = lookup.get_many(shelf.case, Fact, (c.fact for c in claims if c.fact))
    first = shelf.case.words(claims[0].span)
    members = tuple(_member(shelf, c, first, rests[c.id], facts) for c in claims)
    order_of = {c.id: i for i, c in enumerate(claims)}
    origins = tuple(
        _origin(shelf, o, [(i, c) for i, c in enumerate(claims) if rests[c.id] == n]) for n, o in enumerate(p.origins)
    )
    collapses = tuple(
        CollapseView(
            tuple(order_of[c] for c in x.claims if c in order_of),
            Sentence(x.reason, x.arabic or x.reason),
            x.certain,
            _quotes(shelf, x.evidence),
        )
        for x in p.collapses
    )
    tree = _tree(members, len(origins))
    columns = max((cell.column for line in tree for cell in line), default=0) + 1
    return ClaimView(
        row, members, origins, collapses, tuple(_against(shelf, claims)), tree, columns, decided(shelf, {p.id})
    )


def _quotes(shelf: Shelf, spans: Iterable[Span]) -> tuple[Quote, ...]:
    return tuple(shelf.quote(s) for s in spans if s.text in shelf.by_text)


def _member(shelf: Shelf, claim: Claim, first: str, rest: int, facts: Mapping[str, Fact]) -> Member:
    hops = (*shelf.hops(claim.chain), *_dropped(shelf, claim))
    quote = shelf.quote(claim.span, hops)
    fact = facts.get(claim.fact or "")
    modality, polarity = (fact.modality.value, fact.polarity.value) if fact else ("asserted", "pos")
    pieces = differences(first, quote.words)[1]
    return Member(claim.id, quote, pieces, hops, rest, modality, polarity, fact.time if fact else None)


def _dropped(shelf: Shelf, claim: Claim) -> Iterable[Hop]:
    """Sources that another article gives for these words and this one does not."""
    lost = shelf.keep("lost_by_text", lambda: _by_text(shelf.links(LinkKind.LOST)))
    for link in lost.get(claim.span.text, ()):
        if link.label != "hedge" and link.b.overlap(claim.span):
            over = [a for a in shelf.case.findings(Attribution, link.a.text) if a.content.overlap(link.a)]
            if over:
                closest = min(over, key=lambda a: (abs(len(a.content) - len(link.a)), a.id))
                yield shelf.hop(closest, dropped=True)
                return


def _by_text(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.b.text, []).append(link)
    return found


def _rests(shelf: Shelf, p: Proposition, claims: Sequence[Claim]) -> dict[str, int]:
    """Claim id to the number of its origin: by the words that name the origin, else by what it is collapsed with."""
    chains = lookup.get_many(shelf.case, Attribution, (a for c in claims for a in c.chain))
    found: dict[str, int] = {}
    for claim in claims:
        spans = [
            s for a in claim.chain if a in chains for s in (chains[a].source, chains[a].cue, chains[a].content) if s
        ]
        number = _best_origin(p.origins, [claim.span, *spans])
        if number is not None:
            found[claim.id] = number
    for collapse in p.collapses:
        known = next((found[c] for c in collapse.claims if c in found), None)
        if known is not None:
            for c in collapse.claims:
                found.setdefault(c, known)
    only = 0 if len(p.origins) == 1 else -1
    return {c.id: found.get(c.id, only) for c in claims}


def _best_origin(origins: Sequence[Origin], spans: Sequence[Span]) -> int | None:
    best: tuple[int, int] | None = None
    for number, origin in enumerate(origins):
        shared = max((e.overlap(s) for e in origin.evidence for s in spans), default=0)
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _origin(shelf: Shelf, origin: Origin, members: Sequence[tuple[int, Claim]]) -> OriginView:
    evidence, documents = _quotes(shelf, origin.evidence), len({claim.document for _, claim in members})
    numbers = tuple(number for number, _ in members)
    return OriginView(
        origin.id, origin.kind.value, origin.name, origin.named, origin.interest, evidence, numbers, documents
    )


def _against(shelf: Shelf, claims: Sequence[Claim]) -> Iterable[Against]:
    seen = set()
    for link in shelf.links(LinkKind.CONFLICT):
        for mine, theirs in ((link.a, link.b), (link.b, link.a)):
            if link.id not in seen and any(c.span.overlap(mine) for c in claims):
                seen.add(link.id)
                yield Against(link.label, shelf.quote(mine), shelf.quote(theirs), paired(link.reasons, link.arabic))


# The drawing: one row an article, one column a step, origins shared by the rows that rest on them


def _tree(members: Sequence[Member], origins: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of cells: the article, its steps, and the origin where the chain rests, in as few rows as articles."""
    turns = sorted(range(len(members)), key=lambda i: (members[i].origin if members[i].origin >= 0 else origins, i))
    widest = max((len(m.hops) for m in members), default=0)
    lines: list[list[Cell]] = []
    for row, i in enumerate(turns):
        line = [Cell("article", row, 0, 1, member=i)]
        line += [Cell("hop", row, 1 + n, 1, hop=hop, member=i) for n, hop in enumerate(members[i].hops)]
        line += [Cell("pass", row, n, 1) for n in range(1 + len(members[i].hops), 1 + widest)]
        lines.append(line)
    _add_rests(lines, turns, members, widest + 1)
    return tuple(tuple(line) for line in lines)


def _add_rests(lines: list[list[Cell]], turns: Sequence[int], members: Sequence[Member], column: int) -> None:
    for row, i in enumerate(turns):
        origin = members[i].origin
        before = row > 0 and origin >= 0 and members[turns[row - 1]].origin == origin
        if not before:
            span = sum(1 for j in turns[row:] if members[j].origin == origin) if origin >= 0 else 1
            lines[row].append(Cell("origin" if origin >= 0 else "voice", row, column, span, member=i, origin=origin))


def with_words(asked: ClaimFilter, words: str) -> ClaimFilter:
    """The same filter for other words."""
    return replace(asked, words=words)

"""tawatur claims, origins, conflicts, lost, changes, sources: what spans the documents of a case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.tree import Tree

from tawatur.cli.console import AsJson, CasePath, Exit, err, isolate, opened, out, print_table, shorten
from tawatur.core.codec import describe
from tawatur.core.model import LinkKind
from tawatur.graph.sources import register
from tawatur.graph.views.claims import ClaimFilter, ClaimRow, ClaimView, claim_list, claim_rows, claim_view
from tawatur.graph.views.passages import LinkRow, all_flags, flag_row, link_row
from tawatur.graph.views.shelf import Shelf

Limit = Annotated[int, typer.Option(help="At most so many rows; 0 for all.", min=0)]


class Order(StrEnum):
    stake = "stake"
    ratio = "ratio"
    documents = "documents"
    origins = "origins"
    first = "first"
    disputed = "disputed"


def claims(
    case: CasePath,
    sort: Annotated[Order, typer.Option(help="stake: conflicts, lost sources, several outlets first.")] = Order.stake,
    as_json: AsJson = False,
    limit: Limit = 200,
) -> None:
    """List what several documents of CASE say, with the number of articles and of independent origins."""
    with opened(case) as store:
        shelf = Shelf(store)
        rows = claim_list(shelf, ClaimFilter(sort=sort.value), 1, max(1, len(claim_rows(shelf)))).rows
    if as_json:
        print(json.dumps([describe(r) for r in rows], ensure_ascii=False, indent=1))
        return
    table = [
        [r.id, shorten(r.label, 80), str(r.documents), span_of(r), "yes" if r.disputed else "", "yes" if r.lost else ""]
        for r in rows
    ]
    columns = ["id", "claim", "articles", "origins", "disputed", "source lost"]
    title = _title(len(rows), "propositions", limit)
    print_table(title, columns, table[: limit or None], "No two documents say the same.")


def origins(
    case: CasePath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a proposition or claim: p-… or c-…")],
    as_json: AsJson = False,
) -> None:
    """Show every article's chain for a CLAIM, down to where it comes to rest, and why chains count as one."""
    with opened(case) as store:
        view = claim_view(Shelf(store), claim)
    if view is None:
        err.print(f"[red]✗[/] The case has no claim {claim} that several documents share. See: tawatur claims {case}")
        raise typer.Exit(Exit.USAGE)
    if as_json:
        print(json.dumps(describe(view), ensure_ascii=False, indent=1))
        return
    out.print(_tree(view))


def conflicts(case: CasePath, as_json: AsJson = False, limit: Limit = 200) -> None:
    """List claims of CASE that contradict one another, those on which most rests first; differences last."""
    _links(case, LinkKind.CONFLICT, "conflicts", as_json, limit)


def lost(case: CasePath, as_json: AsJson = False, limit: Limit = 200) -> None:
    """List attributions of CASE that one document gives and another drops."""
    _links(case, LinkKind.LOST, "lost attributions", as_json, limit)


def changes(case: CasePath, as_json: AsJson = False, limit: Limit = 200) -> None:
    """List what changed between the texts of CASE and inside one: numbers, dates, names, hedges, negations, order."""
    with opened(case) as store:
        shelf = Shelf(store)
        flags = all_flags(shelf)
        rows = [flag_row(shelf, f) for f in (flags if as_json else flags[: limit or None])]
    if as_json:
        print(json.dumps([describe(r) for r in rows], ensure_ascii=False, indent=1))
        return
    table = [[r.kind, " · ".join(dict.fromkeys(q.document.name for q in r.quotes)), str(r.sentence)] for r in rows]
    print_table(_title(len(flags), "changes", limit), ["kind", "in", "what"], table, "The case has no changes.")


def sources(case: CasePath, as_json: AsJson = False, limit: Limit = 200) -> None:
    """List outlets and origins of CASE: what rests on them, on them alone, what is disputed, what they lost."""
    with opened(case) as store:
        rows = register(store)
    if as_json:
        print(json.dumps([describe(r) for r in rows], ensure_ascii=False, indent=1))
        return
    counts = [(r.documents, r.claims, r.first, r.alone, r.disputed, r.lost, r.lost_from) for r in rows]
    table = [[shorten(r.name, 50), r.kind, *map(str, c)] for r, c in zip(rows, counts, strict=True)]
    columns = ["source", "kind", "texts", "claims", "first", "alone", "disputed", "drops", "dropped by others"]
    print_table(_title(len(rows), "sources", limit), columns, table[: limit or None], "The case has no sources yet.")


def span_of(row: ClaimRow) -> str:
    """The number of origins as an interval: «2» or «2–3»."""
    return f"{row.origins_low}" if row.origins_low == row.origins_high else f"{row.origins_low}–{row.origins_high}"


def _links(case: CasePath, kind: LinkKind, what: str, as_json: bool, limit: int) -> None:
    with opened(case) as store:
        shelf = Shelf(store)
        links = shelf.links(kind)
        rows = [link_row(shelf, x) for x in (links if as_json else links[: limit or None])]
    if as_json:
        print(json.dumps([describe(r) for r in rows], ensure_ascii=False, indent=1))
        return
    columns = ["kind", "in", "words", "against", "words", "why"]
    print_table(_title(len(links), what, limit), columns, _link_table(rows), f"The case has no {what}.")


def _link_table(rows: Sequence[LinkRow]) -> list[list[str]]:
    return [
        [
            r.label.partition(".")[2], r.a.document.name, shorten(r.a.words, 60), r.b.document.name,
            shorten(r.b.words, 60), shorten(" ".join(map(str, r.reasons)), 80),
        ]
        for r in rows
    ]  # fmt: skip


def _title(count: int, what: str, limit: int) -> str:
    return f"{count} {what}" + (f" (the first {limit}; all with --limit 0)" if limit and count > limit else "")


def _tree(view: ClaimView) -> Tree:
    """The claim, its origins, the articles on each with the steps between, and the reasons for every collapse."""
    row = view.row
    tree = Tree(f"{isolate(shorten(row.label, 100))}\n{row.documents} articles · {span_of(row)} origins")
    for number, origin in enumerate(view.origins):
        kind = origin.kind if origin.named else f"{origin.kind}, not named"
        stake = f" · {', '.join(origin.interest)}" if origin.interest else ""
        branch = tree.add(f"{isolate(shorten(origin.name, 70))} ({kind}{stake})")
        for member in (m for m in view.members if m.origin == number):
            _add_member(branch, member)
    for member in (m for m in view.members if not 0 <= m.origin < len(view.origins)):
        _add_member(tree, member)
    for collapse in view.collapses:
        tree.add(f"[dim]{'one' if collapse.certain else 'perhaps one'}: {isolate(str(collapse.reason))}[/]")
    return tree


def _add_member(branch: Tree, member: Any) -> None:
    hops = " ← ".join(isolate(shorten(h.who or h.cue, 40)) for h in member.hops if h.who or h.cue)
    where = member.quote.document.publisher or member.quote.document.name
    leaf = branch.add(f"{isolate(where)}{' ← ' + hops if hops else ''}")
    leaf.add(isolate(shorten(member.quote.words, 100)))

"""tawatur actors: who and what the case speaks of, and why names are taken for one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from tawatur.cli.console import AsJson, CasePath, opened, out, print_table
from tawatur.core.codec import describe
from tawatur.core.model import Entity, Judgement, Mention, Verdict
from tawatur.graph.entities import Entities, assemble
from tawatur.names.fold import fold_name
from tawatur.stores.sqlite import Case


def actors(
    case: CasePath,
    wanted: Annotated[str, typer.Argument(metavar="[NAME or ID]", help="One actor in full, or part of a name.")] = "",
    proposals: Annotated[bool, typer.Option("--proposals", help="What waits for your word: maybe the same.")] = False,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(help="At most so many rows; 0 for all.", min=0)] = 200,
) -> None:
    """List the actors of CASE, or show one with its names, its documents and the reasons for joining them."""
    with opened(case) as store:
        entities = assemble(store)
        if wanted in entities.by_id or wanted in entities.of_actor:
            _show_one(store, entities, wanted, as_json)
        elif proposals:
            _show_proposals(store, entities, as_json, limit)
        else:
            _show_list(entities, wanted, as_json, limit)


def _show_list(entities: Entities, part: str, as_json: bool, limit: int) -> None:
    key = fold_name(part)
    found = [e for e in entities.by_id.values() if not key or any(key in fold_name(n) for n in (e.name, *e.aliases))]
    found.sort(key=lambda e: (-e.mentions, e.name, e.id))
    if as_json:
        print(json.dumps([describe(e) for e in found], ensure_ascii=False, indent=1))
        return
    rows = [_row(e) for e in found]
    title = f"{len(rows)} actors" + (f" (the first {limit}; all with --limit 0)" if limit and len(rows) > limit else "")
    nothing = f"No actor is called “{part}”." if part else "The case has no actors yet."
    print_table(title, ["id", "type", "name", "mentions", "also"], rows[: limit or None], nothing)


def _row(entity: Entity) -> list[str]:
    return [entity.id, entity.type.value, entity.name, str(entity.mentions), "، ".join(entity.aliases[:6])]


def _show_one(case: Case, entities: Entities, wanted: str, as_json: bool) -> None:
    entity = entities.by_id[entities.of_actor.get(wanted, wanted)]
    members = set(entity.actors)
    reasons = [j for j in case.case_findings(Judgement) if j.left in members or j.right in members]
    rows = members_of(case, entity)
    if as_json:
        data = describe(entity) | {"documents": rows, "judgements": [describe(j) for j in reasons]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    out.print(
        f"{entity.name}  ({entity.type.value}, {entity.mentions} mentions, {entity.id})", style="bold", highlight=False
    )
    out.print(f"Also: {'، '.join(entity.aliases) or '—'}", highlight=False, markup=False)
    print_table("In its documents", ["actor", "document", "names", "roles"], [list(r.values()) for r in rows], "—")
    for judgement in reasons[:40]:
        out.print(f"  {sentence(judgement, entities)}", highlight=False, markup=False)


def members_of(case: Case, entity: Entity) -> list[dict[str, str]]:
    """An entity's actors: id, document, names and roles as its texts state them."""
    members = set(entity.actors)
    names: dict[str, dict[str, None]] = {a: {} for a in entity.actors}
    roles: dict[str, dict[str, None]] = {a: {} for a in entity.actors}
    texts: dict[str, str] = {}
    for mention in case.findings(Mention):
        if mention.actor in members and not mention.nominal:
            texts[mention.actor] = mention.span.text
            names[mention.actor][" ".join(case.words(mention.span).split())] = None
            roles[mention.actor].update(dict.fromkeys(" ".join(case.words(r).split()) for r in mention.roles))
    return [
        {"actor": a, "document": _document(case, texts[a]), "names": "، ".join(names[a]), "roles": "، ".join(roles[a])}
        for a in sorted(texts, key=lambda a: (_document(case, texts[a]), a))
    ]


def _document(case: Case, text_id: str) -> str:
    source = case.source_text(text_id)
    document = source and case.document(source.document)
    return document.name if document else "?"


def sentence(judgement: Judgement, entities: Entities) -> str:
    """A judgement as a line: what it says of which two, and why."""
    left, right = (_name(entities, side) for side in (judgement.left, judgement.right))
    says = {Verdict.SAME: "same", Verdict.DIFFERENT: "not the same", Verdict.UNSURE: "maybe the same"}[
        judgement.verdict
    ]
    ids = f"{judgement.left} «{left}», {judgement.right} «{right}»"
    return f"{says} ({judgement.score:.2f}): {ids}: {' '.join(judgement.reasons)}"


def _name(entities: Entities, actor: str) -> str:
    entity = entities.of_actor.get(actor)
    return entities.by_id[entity].name if entity else "?"


def _open_proposals(case: Case, entities: Entities) -> Sequence[Judgement]:
    of = entities.of_actor
    return [
        j for j in case.case_findings(Judgement) if j.verdict is Verdict.UNSURE and of.get(j.left) != of.get(j.right)
    ]


def _show_proposals(case: Case, entities: Entities, as_json: bool, limit: int) -> None:
    found = _open_proposals(case, entities)
    if as_json:
        data: list[Any] = [describe(j) for j in found]
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    rows = [
        [j.left, _name(entities, j.left), j.right, _name(entities, j.right), f"{j.score:.2f}", " ".join(j.reasons)]
        for j in found[: limit or None]
    ]
    print_table(f"{len(found)} proposals", ["id", "name", "id", "name", "score", "why"], rows, "Nothing waits for you.")

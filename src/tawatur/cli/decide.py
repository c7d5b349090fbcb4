"""tawatur merge, split, rename, withdraw, decisions: a person's word on actors, appended and reversible."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tawatur.cli.actors import members_of
from tawatur.cli.console import AsJson, CasePath, Exit, err, now, opened, out, person, print_table
from tawatur.core.codec import describe
from tawatur.core.errors import NotFoundError, TawaturError
from tawatur.core.model import Entity, Judgement, Verdict
from tawatur.graph.entities import Entities, assemble
from tawatur.stores import decisions as log
from tawatur.stores.sqlite import Case

Because = Annotated[str, typer.Option(help="Why, in your words; kept with the decision.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Left = Annotated[str, typer.Argument(metavar="A", help="An actor: id or name, as tawatur actors lists them.")]
Right = Annotated[str, typer.Argument(metavar="B", help="The other one.")]


def merge(case: CasePath, left: Left, right: Right, because: Because, yes: Yes = False) -> None:
    """Say that A and B are one. Shows what it would join, and asks."""
    with opened(case) as store:
        entities = assemble(store)
        a, b = entities.resolve(left), entities.resolve(right)
        first, second = _entity(entities, a), _entity(entities, b)
        if first.id == second.id:
            raise TawaturError(f"{first.name} and {second.name} are one already ({first.id}).")
        for entity in (first, second):
            _describe(store, entity)
        _warn(store, first, second)
        if not yes and not typer.confirm("Join these two?"):
            out.print("Nothing was changed.")
            raise typer.Exit(Exit.OK)
        number = log.append(store, now(), person(), "merge", a, b, because)
        joined = _entity(assemble(store), a)
        _done(case, number, f"«{first.name}» and «{second.name}» are one now: {joined.id}, {joined.mentions} mentions")


def split(case: CasePath, left: Left, right: Right, because: Because, yes: Yes = False) -> None:
    """Say that A and B are two: undoes a join or settles a proposal (actors CASE ID lists an actor's own ids)."""
    with opened(case) as store:
        entities = assemble(store)
        a, b = entities.resolve(left), entities.resolve(right)
        if a == b:
            raise TawaturError("Name two different actors; an actor's own ids are listed by: tawatur actors CASE ID")
        one = _entity(entities, a)
        if one.id == _entity(entities, b).id:
            out.print("These are one actor now; they would be held apart:", highlight=False)
            _describe(store, one)
        if not yes and not typer.confirm("Hold these two apart?"):
            out.print("Nothing was changed.")
            raise typer.Exit(Exit.OK)
        number = log.append(store, now(), person(), "split", a, b, because)
        after = assemble(store)
        names = " and ".join(f"«{_entity(after, x).name}» ({_entity(after, x).id})" for x in (a, b))
        _done(case, number, f"{names} are held apart")


def rename(
    case: CasePath,
    wanted: Left,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    because: Because = "",
) -> None:
    """Give A the name to show."""
    with opened(case) as store:
        if not name.strip():
            raise TawaturError("A name needs at least one letter.")
        entities = assemble(store)
        actor = entities.resolve(wanted)
        number = log.append(store, now(), person(), "rename", actor, " ".join(name.split()), because)
        _done(case, number, f"«{_entity(entities, actor).name}» is shown as «{name}» now")


def withdraw(
    case: CasePath,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The decision's number, as tawatur decisions lists it.")
    ],
    because: Because = "",
) -> None:
    """Take a decision back. It stays in the log, and no longer counts."""
    with opened(case) as store:
        new = log.withdraw(store, now(), person(), number, because)
        out.print(f"Decision {number} no longer counts (noted as {new}).", highlight=False)


def decisions(case: CasePath, as_json: AsJson = False) -> None:
    """List what people decided about CASE, withdrawn decisions included."""
    with opened(case) as store:
        rows = log.log(store)
        entities = assemble(store)
    if as_json:
        print(json.dumps([describe(d) for d in rows], ensure_ascii=False, indent=1))
        return
    table = [
        [
            str(d.number),
            d.at,
            d.who,
            d.action,
            _shown(entities, d.subject),
            _shown(entities, d.object),
            d.because,
            "withdrawn" if d.withdrawn else "",
        ]
        for d in rows
    ]
    columns = ["no.", "when", "who", "what", "of", "and", "because", ""]
    print_table(f"{len(rows)} decisions", columns, table, "Nobody has decided anything about this case yet.")


def _entity(entities: Entities, actor: str) -> Entity:
    if actor not in entities.of_actor:
        raise NotFoundError(f"The case has no actor {actor} any more.")
    return entities.by_id[entities.of_actor[actor]]


def _shown(entities: Entities, identity: str) -> str:
    entity = entities.of_actor.get(identity)
    return f"{entities.by_id[entity].name} ({identity})" if entity else identity


def _describe(case: Case, entity: Entity) -> None:
    rows = members_of(case, entity)
    title = f"{entity.name}  ({entity.type.value}, {entity.mentions} mentions, {len(rows)} documents, {entity.id})"
    columns = ["actor", "document", "names", "roles"]
    print_table(title, columns, [list(row.values()) for row in rows[:20]], entity.name)
    if len(rows) > 20:
        out.print(f"  … and {len(rows) - 20} more documents", highlight=False)


def _warn(case: Case, first: Entity, second: Entity) -> None:
    """Say what speaks against a merge: a rule that holds the two apart, or different types."""
    if first.type is not second.type:
        err.print(f"[yellow]![/] One is {first.type.value}, the other {second.type.value}.", highlight=False)
    left, right = set(first.actors), set(second.actors)
    for judgement in case.case_findings(Judgement):
        pair = {judgement.left, judgement.right}
        if judgement.verdict is Verdict.DIFFERENT and pair & left and pair & right:
            err.print(f"[yellow]![/] A rule holds them apart: {' '.join(judgement.reasons)}", highlight=False)


def _done(case: object, number: int, what: str) -> None:
    out.print(f"✓ {what}.", highlight=False, markup=False)
    out.print(f"  Decision {number}; take it back with: tawatur withdraw {case} {number}", highlight=False)

"""tawatur explain: why a thing is in the case."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tawatur.cli.console import AsJson, CasePath, opened, out
from tawatur.core.codec import describe
from tawatur.core.errors import NotFoundError
from tawatur.core.model import Span, evidence
from tawatur.resources.rules import rule_sentence
from tawatur.stores.sqlite import Case


def explain(
    case: CasePath,
    finding: Annotated[
        str, typer.Argument(metavar="ID", help="The id of anything that show, search or an export names.")
    ],
    as_json: AsJson = False,
) -> None:
    """Say which rule made ID, in words, and on which characters it stands."""
    with opened(case) as store:
        found = store.find(finding)
        if found is None:
            raise NotFoundError(
                f"The case has nothing with the id {finding}. List ids with: tawatur show {case} mentions"
            )
        rule = str(getattr(found, "rule", ""))
        rows = [{"field": name, **_place(store, span)} for name, span in evidence(found)]
        data = describe(found) | {"why": rule_sentence(rule), "evidence": rows}
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    out.print(f"{type(found).__name__} {finding}", style="bold", highlight=False)
    out.print(f"Rule {rule}: {data['why']}", highlight=False, markup=False)
    for row in rows:
        place = f"{row['document']} {row['start']}–{row['end']}"
        out.print(f"  {row['field']:<18} {place}  «{row['words']}»", highlight=False, markup=False)
    for reason in getattr(found, "reasons", ()):
        out.print(f"  because: {reason}", highlight=False, markup=False)


def _place(case: Case, span: Span) -> dict[str, object]:
    source = case.source_text(span.text)
    document = source and case.document(source.document)
    return {
        "document": document.name if document else "?",
        "start": span.start,
        "end": span.end,
        "words": case.words(span),
    }

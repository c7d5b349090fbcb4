"""tawatur export: the case for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.console import CasePath, opened, out, replacing
from tawatur.export import tables
from tawatur.export.annotations import dump


class Format(StrEnum):
    annotations = "annotations"
    csv = "csv"
    jsonl = "jsonl"


def export(
    case: CasePath,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    form: Annotated[Format, typer.Option("--format", help="annotations, csv or jsonl.")] = Format.annotations,
) -> None:
    """Write CASE to a file that other programs read."""
    with opened(case) as store, replacing(output) as stream:
        if form is Format.annotations:
            stream.write(dump(store))
        elif form is Format.csv:
            stream.write(tables.table(store))
        else:
            stream.writelines(line + "\n" for line in tables.jsonl(store))
    out.print(f"Wrote {output}", highlight=False)

"""tawatur report: a case as one page that opens anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.console import CasePath, opened, out
from tawatur.core.errors import TawaturError
from tawatur.report.freeze import Limits, freeze
from tawatur.report.strings import LANGUAGES


def report(
    case: CasePath,
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to write, e.g. report.html")],
    language: Annotated[str, typer.Option(help="The language it opens in: ar or en; the page can switch.")] = "ar",
    documents: Annotated[int, typer.Option(help="At most so many documents in the page.", min=1)] = 200,
) -> None:
    """Write CASE as one self-contained page: no server, no network, for years."""
    with opened(case) as store:
        chosen = next((code for code in LANGUAGES if code == language), None)
        if chosen is None:
            raise TawaturError(f"There is no page language “{language}”: choose ar or en.")
        page = freeze(store, chosen, Limits(documents=documents))
        output.write_text(page, encoding="utf-8", newline="\n")
    size = output.stat().st_size / 1e6
    out.print(f"Wrote {output} ({size:.1f} MB). It needs nothing else: open it in any browser.", highlight=False)

"""tawatur verify: every stored span against its text, every text against its hash."""

from __future__ import annotations

import typer

from tawatur.cli.console import CasePath, Exit, opened, out
from tawatur.pipeline.verify import verify as run_verify


def verify(case: CasePath) -> None:
    """Re-read everything in CASE and say what does not hold; exit code 1 when anything does not."""
    with opened(case) as store:
        count = 0
        for problem in run_verify(store):
            out.print(f"✗ {problem}", highlight=False, markup=False)
            count += 1
        texts = len(store.texts())
        findings = store.connection.execute(
            "SELECT (SELECT count(*) FROM finding) + (SELECT count(*) FROM case_finding)"
        ).fetchone()[0]
    if count:
        out.print(f"{count} things do not hold.", highlight=False)
        raise typer.Exit(Exit.FAILED)
    out.print(
        f"All holds: {texts} texts match their hashes, {findings:,} findings match the words they stand on.",
        highlight=False,
    )

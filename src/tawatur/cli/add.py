"""tawatur add: read files into a case and analyse them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from tawatur.api import add_to
from tawatur.cli.console import CasePath, Exit, err, opened, out, refused
from tawatur.core.model import Failure
from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import Summary

#: So many failures are printed; the case keeps all.
SHOWN = 10
STEPS = {"read": "Reading", "analyse": "Analysing", "relate": "Comparing"}


def add(
    case: CasePath,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders to read.")],
    jobs: Annotated[int, typer.Option(help="Processes for the analysis; 0 for one a core.", min=0)] = 0,
    tagger: Annotated[str, typer.Option(help="neural (default) or rules, for machines without the model.")] = "neural",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when anything failed.")] = False,
) -> None:
    """Read files and folders into CASE and analyse what is new. Run it again whenever there is more."""
    if tagger not in ("neural", "rules"):
        raise refused(f"There is no tagger “{tagger}”: choose neural or rules.")
    if absent := [str(path) for path in paths if not path.exists()]:
        raise refused(f"There is no file or folder {', '.join(absent)}.")
    name: TaggerName = "rules" if tagger == "rules" else "neural"
    with opened(case, create=True) as store, _Bars() as bars:
        summary = add_to(store, paths, jobs=jobs or os.cpu_count() or 1, tagger=name, progress=bars.show)
    _report(case, summary)
    if strict and summary.failed:
        raise typer.Exit(Exit.FAILED)


class _Bars:
    """One progress bar a step, on stderr."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self.progress = Progress(*columns, console=err, transient=not err.is_terminal)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _Bars:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def show(self, step: str, done: int, total: int) -> None:
        if total and step not in self.tasks:
            self.tasks[step] = self.progress.add_task(STEPS.get(step, step), total=total)
        if step in self.tasks:
            self.progress.update(self.tasks[step], completed=done, total=total)


def failure_line(failure: Failure) -> str:
    """A failure in words: what failed (a file, with the member or line in it), why, and what to do where that is known.

    Reasons of the analysis name their document themselves; those of reading complete the name of the file.
    """
    return f"{failure.subject}: {failure.reason}" if failure.stage == "read" else failure.reason


def _report(case: Path, summary: Summary) -> None:
    out.print(
        f"{summary.documents} documents read: {summary.new} new, {summary.unchanged} unchanged; "
        f"{summary.analysed} analysed ({summary.words:,} words); {summary.failed} failed.",
        highlight=False,
    )
    for failure in summary.failures[:SHOWN]:
        out.print(f"  ✗ {failure_line(failure)}", highlight=False, markup=False)
    if len(summary.failures) > SHOWN:
        out.print(f"  … and {len(summary.failures) - SHOWN} more: tawatur show {case} failures", highlight=False)
    if summary.documents == 0 and not summary.failures:
        out.print("  Nothing readable was found there. Readable: text, pages, PDF, Word, mail, JSON, archives.")
    else:
        out.print(f"  Next: tawatur report {case} -o report.html   or   tawatur serve {case}", highlight=False)

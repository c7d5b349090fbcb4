"""The command `tawatur`: one module a command."""

from __future__ import annotations

import typer

from tawatur import __version__
from tawatur.cli.actors import actors
from tawatur.cli.add import add
from tawatur.cli.claims import changes, claims, conflicts, lost, origins, sources
from tawatur.cli.decide import decisions, merge, rename, split, withdraw
from tawatur.cli.explain import explain
from tawatur.cli.export import export
from tawatur.cli.report import report
from tawatur.cli.search import search
from tawatur.cli.serve import serve
from tawatur.cli.show import show
from tawatur.cli.verify import verify

app = typer.Typer(
    name="tawatur",
    help="Who says it, on whose word, in which exact words, and how many independent origins stand behind it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS = (
    add,
    show,
    search,
    claims,
    origins,
    conflicts,
    lost,
    changes,
    sources,
    explain,
    verify,
    export,
    report,
    serve,
)
DECIDING = (actors, merge, split, rename, withdraw, decisions)
for command in (*COMMANDS, *DECIDING):
    app.command()(command)


@app.callback(invoke_without_command=True)
def version(show_version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    """Who says it, on whose word, in which exact words, and how many independent origins stand behind it."""
    if show_version:
        print(f"tawatur {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point of the console script."""
    app()

"""What commands share: the terminal, exit codes, errors as one sentence."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from getpass import getuser
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tawatur.core.errors import TawaturError
from tawatur.stores.sqlite import Case


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FAILED = 1  # the command ran, and something in its input failed (with --strict) or does not hold (verify)
    USAGE = 2  # the command could not run: wrong arguments, no such case, no such thing


out = Console(soft_wrap=True)
err = Console(stderr=True)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case: one file, e.g. harbour.tawatur")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Case]:
    """The case at `path`; any error of ours becomes one sentence on stderr and exit code 2."""
    try:
        with Case.open(path, create=create) as case:
            yield case
    except TawaturError as error:
        raise refused(str(error)) from error
    except sqlite3.Error as error:
        raise refused(_database(path, error)) from error
    except OSError as error:
        raise refused(f"{error.filename or path}: {error.strerror or error}.") from error


def refused(sentence: str) -> typer.Exit:
    """Say why a command cannot run; what to raise then."""
    err.print(f"[red]✗[/] {escape(sentence)}", highlight=False, soft_wrap=True)
    return typer.Exit(Exit.USAGE)


def _database(path: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"Another program is writing to {path}. Wait until it is done, and run this again."
    if "readonly" in str(error):
        return f"{path} cannot be written to. Look at its permissions, or copy it."
    return f"{path} is damaged ({error}). Try: tawatur verify {path}"


def now() -> str:
    """The time now, UTC, ISO 8601; only commands look at the clock."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def person() -> str:
    """Who is at the keyboard, for the log of decisions."""
    try:
        return getuser()
    except OSError:
        return "unknown"


def print_table(title: str, columns: list[str], rows: list[list[str]], empty: str) -> None:
    """A table, or the sentence `empty` when there is nothing to show; Arabic is isolated to keep its order."""
    if not rows:
        out.print(empty)
        return
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    for row in rows:
        table.add_row(*(isolate(cell) for cell in row))
    out.print(table)


def isolate(text: str) -> str:
    """`text` on one line with markup of the terminal library made harmless, and right-to-left text isolated."""
    flat = " ".join(text.split()).replace("[", r"\[")
    has_rtl = any("\u0590" <= c <= "\u08ff" for c in flat)
    return f"\u2067{flat}\u2069" if has_rtl and sys.stdout.isatty() else flat


def shorten(text: str, width: int = 90) -> str:
    """`text` on one line, cut at a word to at most `width` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[:width].rsplit(" ", 1)[0] + " …"


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of `path` once it is whole; a failure leaves what was there."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

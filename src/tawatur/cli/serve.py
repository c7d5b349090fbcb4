"""tawatur serve: the workbench in a browser, on this machine only unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.console import CasePath, Exit, err, now, out, person
from tawatur.core.errors import TawaturError

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    case: CasePath,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8642,
    host: Annotated[
        str, typer.Option(help="The address to listen on; beyond this machine a password is asked.")
    ] = "127.0.0.1",
    who: Annotated[str, typer.Option(help="Your name in the log of decisions.")] = "",
) -> None:
    """Open CASE as a workbench in the browser, until you press Ctrl+C.

    With --host beyond this machine, the environment variable TAWATUR_PASSWORD must hold a password of at least
    twelve characters.
    """
    try:
        _serve(case, host, port, who or person())
    except TawaturError as error:
        err.print(f"[red]✗[/] {error}", highlight=False)
        raise typer.Exit(Exit.USAGE) from error


def _serve(case: Path, host: str, port: int, who: str) -> None:
    import uvicorn

    from tawatur.report import assets
    from tawatur.web.app import create_app
    from tawatur.web.desk import Desk

    password = _password(host)
    assets.asset("app.css")
    desk = Desk.open(case, now, who, password)
    try:
        err.print("Preparing the case …", highlight=False)
        desk.warm()
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        link = address if password else f"{address}?token={desk.token}"
        out.print(
            f"The workbench is open at\n\n  {link}\n\nThe link holds the key for your browser. Stop with Ctrl+C.",
            highlight=False,
        )
        uvicorn.run(create_app(desk), host=host, port=port, log_level="warning", server_header=False, date_header=False)
    finally:
        desk.close()


def _password(host: str) -> str | None:
    if host in LOCAL:
        return None
    password = os.environ.get("TAWATUR_PASSWORD", "")
    if len(password) < 12:
        raise TawaturError(
            f"Listening on {host} opens the case to others: put a password of at least 12 characters in the "
            "environment variable TAWATUR_PASSWORD, or leave --host away."
        )
    return password

"""What the browser tests share: a case behind a server of its own, and scripts for the browser."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn

from tawatur.web.app import create_app
from tawatur.web.desk import Desk

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
NODE = shutil.which("node") or ""
TOOLS = (ROOT / "frontend" / "node_modules" / "playwright-core").is_dir()
BUILT = (ROOT / "src" / "tawatur" / "report" / "assets" / "app.css").is_file()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need a browser, Node and the built pages."""
    missing = (
        "no chromium on this machine (apt-get install chromium)"
        if not CHROMIUM
        else "the pages are not built: make install builds them"
        if not (NODE and TOOLS and BUILT)
        else ""
    )
    for item in items:
        if missing and HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves the case at a path; gives the link with its key."""

    @contextmanager
    def served(path: Path) -> Iterator[str]:
        desk = Desk.open(path, lambda: "2020-01-01T00:00:00+00:00", "Reader")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(desk), port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port}/?token={desk.token}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            desk.close()

    return served


@pytest.fixture(scope="session")
def browse() -> Callable[..., Mapping[str, str]]:
    """Runs a script of this folder with the browser; gives the name of each of its checks and what went wrong."""

    def run(script: str, link: str, *words: str) -> Mapping[str, str]:
        command = [NODE, str(HERE / script), link, CHROMIUM, *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return {row["name"]: row["detail"] for row in rows}

    return run

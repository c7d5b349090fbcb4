"""The workbench and the frozen report in Debian's chromium, driven by pages.mjs (playwright-core, axe-core)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import uvicorn

from evaluation.gold_case import build
from tawatur.report.freeze import freeze
from tawatur.stores.sqlite import Case
from tawatur.web.app import create_app
from tawatur.web.desk import Desk

ROOT = Path(__file__).parents[2]
HARBOUR = ROOT / "examples" / "harbour"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
NODE = shutil.which("node") or ""
TOOLS = (ROOT / "frontend" / "node_modules" / "playwright-core").is_dir()
BUILT = (ROOT / "src" / "tawatur" / "report" / "assets" / "app.css").is_file()

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine (apt-get install chromium)"),
    pytest.mark.skipif(not NODE or not TOOLS or not BUILT, reason="the pages are not built: make install builds them"),
]

CHECKS = [
    "key", "pages wide", "pages narrow", "pages dark", "pages english", "chain to words", "marks by keyboard",
    "review by keyboard", "edit a proposal", "grade a source", "notes and grades", "language switch",
    "network", "map", "citation", "report", "report switches and searches", "print",
]  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Name of each check to what went wrong, from one run of the browser."""
    folder = tmp_path_factory.mktemp("browser")
    path, report = folder / "harbour.tawatur", folder / "harbour.html"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    with Case.open(path) as case:
        report.write_text(freeze(case), encoding="utf-8")
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
        link = f"http://127.0.0.1:{port}/?token={desk.token}"
        yield _run(link, report)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        desk.close()


def _run(link: str, report: Path) -> dict[str, str]:
    pictures = os.environ.get("TAWATUR_PICTURES", "-")
    command = [NODE, str(Path(__file__).with_name("pages.mjs")), link, str(report), CHROMIUM, pictures]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["name"]: row["detail"] for row in rows}


@pytest.mark.parametrize("name", CHECKS)
def test_in_the_browser(found: Mapping[str, str], name: str) -> None:
    assert found[name] == ""


def test_every_check_is_listed(found: Mapping[str, str]) -> None:
    assert set(found) == set(CHECKS)

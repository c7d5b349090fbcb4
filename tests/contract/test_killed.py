"""Killing the program at any moment leaves a case that opens, verifies, and continues to the same end."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tawatur.pipeline.run import add
from tawatur.pipeline.verify import verify
from tawatur.stores.sqlite import Case
from tests.contract.test_same_bytes import article, exported

COUNT = 90
PATIENCE = 120.0


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "articles.jsonl"
    rows = [json.dumps({"title": f"خبر {n}", "text": article(n)}, ensure_ascii=False) for n in range(COUNT)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected(articles: Path) -> list[str]:
    with Case.open(articles.with_name("whole.tawatur"), create=True) as case:
        add(case, [articles], tagger="rules")
        return exported(case)


#: Moments of a run, as what the case holds by then (a query that is true), with the number of processes.
MOMENTS = {
    "made": ("SELECT count(*) FROM sqlite_master", 1),
    "some documents": ("SELECT count(*) >= 64 FROM document", 1),
    "some analysed": ("SELECT count(*) >= 64 FROM source_text WHERE analysis <> ''", 1),
    "some analysed by two": ("SELECT count(*) >= 64 FROM source_text WHERE analysis <> ''", 2),
    "all analysed": (f"SELECT count(*) >= {COUNT} FROM source_text WHERE analysis <> ''", 1),
}


@pytest.mark.parametrize(("query", "jobs"), MOMENTS.values(), ids=MOMENTS)
def test_a_killed_run_continues(tmp_path: Path, articles: Path, expected: list[str], query: str, jobs: int) -> None:
    path = tmp_path / "a.tawatur"
    process = _start(path, articles, jobs)
    workers: set[int] = set()
    try:
        _wait(lambda: _holds(path, query) or process.poll() is not None)
        workers = _children(process.pid)
    finally:
        process.kill()
    assert process.wait() == -signal.SIGKILL, "the run ended before the moment came"
    with Case.open(path) as case:
        assert list(verify(case)) == []
        exported(case)
        add(case, [articles], tagger="rules")
        assert list(verify(case)) == [] and case.failures() == []
        assert exported(case) == expected
    assert jobs == 1 or workers
    _wait(lambda: not any(_alive(worker) for worker in workers))


def _start(path: Path, articles: Path, jobs: int) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-c", "from tawatur.cli.main import main; main()"]
    words = ["add", str(path), str(articles), "--tagger", "rules", "--jobs", str(jobs)]
    return subprocess.Popen([*program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _holds(path: Path, query: str) -> bool:
    if not path.exists():
        return False
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.1)
    except sqlite3.OperationalError:
        return False
    try:
        return bool(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.003)


def _children(pid: int) -> set[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return {int(row) for row in found.stdout.split()}


def _alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")

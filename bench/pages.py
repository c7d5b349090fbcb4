"""How long pages take to make on a case: `python -m bench.pages CASE` prints p50 and p95 in milliseconds."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fastapi.testclient import TestClient

from tawatur.web.app import create_app
from tawatur.web.desk import Desk
from tawatur.web.guard import COOKIE

#: Words asked for: rare, usual, in almost every article, several.
QUERIES = ("الحكومة", "في", "السفينة مرجانة", "قال مصدر", "الأمم المتحدة", "القاهرة", "كرة القدم", "رئيس الوزراء")


def paths(get: Callable[[str], dict[str, object]]) -> Iterator[tuple[str, str]]:
    """(page, address) of requests as a reader makes them."""
    claims, documents, actors = (get(f"/api/v1/{name}")["rows"] for name in ("claims", "documents", "actors"))
    for number in range(1, 11):
        yield "overview", "/"
        yield "claims", f"/claims?page={number}"
        yield "claims", f"/claims?words=ال&sort=first&page={number}"
        yield "documents", f"/documents?page={number}"
        yield "network", "/network"
        yield "timeline", "/timeline"
        yield "sources", "/sources"
        yield "conflicts", f"/conflicts?page={number}"
        yield "review", "/review"
    for name, rows in (("claim", claims), ("reader", documents), ("actor", actors)):
        kind = {"claim": "claims", "reader": "documents", "actor": "actors"}[name]
        for row in rows[:30]:  # type: ignore[index]
            yield name, f"/{kind}/{row['id']}"
    for query in QUERIES:
        for number in range(1, 4):
            yield "search", f"/search?words={query}&page={number}"


def main(case: Path) -> None:
    """Print a table of server times for each kind of page."""
    started = time.perf_counter()
    desk = Desk.open(case, lambda: "2000-01-01T00:00:00+00:00", "bench")
    desk.warm()
    print(f"prepared in {time.perf_counter() - started:.1f} s, {len(desk.shelf.rows)} documents")
    client = TestClient(create_app(desk), base_url="http://127.0.0.1:8642")
    client.cookies.set(COOKIE, desk.session)
    times: dict[str, list[float]] = {}
    for name, path in paths(lambda path: client.get(path).json()):
        at = time.perf_counter()
        answer = client.get(path)
        times.setdefault(name, []).append((time.perf_counter() - at) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    for name, values in sorted(times.items()):
        values.sort()
        high = values[int(0.95 * (len(values) - 1))]
        print(f"{name:10} n={len(values):3}  p50 {statistics.median(values):7.1f}  p95 {high:7.1f} ms")
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

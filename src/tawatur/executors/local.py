"""Map a function over many items on this machine's cores, results in the order of the items."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

#: Chunks under way for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 3


def map_ordered(function: Callable[[A], B], items: Iterable[A], jobs: int, chunk: int = 8) -> Iterator[B]:
    """`function` of each item, in order; in this process for one job, else in `jobs` fresh processes.

    `function` must be importable by name; `chunk` items travel together. `items` is read in the calling thread, only
    as fast as results are taken. An exception in `function` is raised here.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    pending: deque[Future[list[B]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        while True:
            while len(pending) < jobs * AHEAD and (part := list(islice(source, chunk))):
                pending.append(pool.submit(_each, function, part))
            if not pending:
                return
            yield from pending.popleft().result()


def _each(function: Callable[[A], B], items: list[A]) -> list[B]:
    return [function(item) for item in items]

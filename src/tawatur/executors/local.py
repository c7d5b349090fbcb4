"""Map a function over many items on this machine's cores, results in the order of the items."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def map_ordered(function: Callable[[A], B], items: Iterable[A], jobs: int, chunk: int = 8) -> Iterator[B]:
    """`function` of each item, in order; in this process for one job, else in `jobs` fresh processes.

    `function` must be importable by name; `chunk` items travel together.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(function, items, chunksize=chunk)

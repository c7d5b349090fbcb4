"""Map a function over many items on this machine's cores, results in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import TypeVar

from tawatur.core.errors import TawaturError

A = TypeVar("A")
B = TypeVar("B")

#: Chunks under way for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 3


def map_ordered(function: Callable[[A], B], items: Iterable[A], jobs: int, chunk: int = 8) -> Iterator[B]:
    """`function` of each item, in order; in this process for one job, else in `jobs` fresh processes.

    `function` must be importable by name; `chunk` items travel together. `items` is read in the calling thread, only
    as fast as results are taken. An exception in `function` is raised here; a process that dies (out of memory, say)
    raises TawaturError. The processes end with this one, however it ends.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    pending: deque[Future[list[B]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_follow_parent)
    try:
        while True:
            while len(pending) < jobs * AHEAD and (part := list(islice(source, chunk))):
                pending.append(pool.submit(_each, function, part))
            if not pending:
                return
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        raise TawaturError(
            "A process of the analysis ended unexpectedly, perhaps for want of memory. "
            "What was done is kept; run the same command again with --jobs 1."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _each(function: Callable[[A], B], items: list[A]) -> list[B]:
    return [function(item) for item in items]


def _follow_parent() -> None:
    """Leave interrupts to the process that started this one, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)

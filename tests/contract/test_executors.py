"""One contract, every executor: the same results in the same order, nothing read ahead of need, errors raised here."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator

import pytest

from tawatur.core.errors import TawaturError
from tawatur.executors.local import AHEAD, map_ordered

#: How many processes: one is this process itself.
EXECUTORS = {"inline": 1, "processes": 2}


@pytest.fixture(params=EXECUTORS.values(), ids=EXECUTORS)
def jobs(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.mark.parametrize("chunk", [1, 5])
def test_results_come_in_the_order_of_the_items(jobs: int, chunk: int) -> None:
    assert list(map_ordered(operator.neg, range(43), jobs, chunk)) == [-n for n in range(43)]


def test_nothing_comes_of_nothing(jobs: int) -> None:
    assert list(map_ordered(operator.neg, [], jobs)) == []


def test_items_are_read_only_as_results_are_taken(jobs: int) -> None:
    read = []

    def items() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            yield number

    results = map_ordered(operator.neg, items(), jobs, 4)
    assert [next(results) for _ in range(5)] == [0, -1, -2, -3, -4]
    assert len(read) <= 5 + 4 * jobs * AHEAD + 4
    results.close()  # type: ignore[attr-defined]


def test_an_exception_is_raised_here_after_the_results_before_it(jobs: int) -> None:
    results = map_ordered(int, ["1", "2", "three", "4"], jobs, 1)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_a_process_that_dies_is_one_sentence() -> None:
    """Not for work inline: there it is this process that dies."""
    with pytest.raises(TawaturError, match=r"ended unexpectedly.*--jobs 1"):
        list(map_ordered(os._exit, [3, 3, 3], 2, 1))

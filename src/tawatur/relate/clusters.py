"""From scored pairs to propositions: groups that grow while their members, taken together, still say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tawatur.relate.pairs import Pair


@dataclass(frozen=True, slots=True)
class Settings:
    """`join`: least score of a pair that joins two groups; `mean`: least mean score over the pairs between them, a
    pair that was never scored counting as `absent`."""

    join: float = -1.0
    mean: float = -2.0
    absent: float = -4.0


def clusters(
    pairs: Sequence[Pair],
    text_of: Callable[[int], int],
    vetoed: Callable[[int, int], bool],
    settings: Settings | None = None,
) -> list[list[int]]:
    """Groups of two or more statements, each in order; `vetoed` tells which pairs may never meet in one."""
    settings = settings or Settings()
    score = {(p.a, p.b): p.same for p in pairs}
    group: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for p in sorted(pairs, key=lambda p: (-p.same, p.a, p.b)):
        if p.same < settings.join:
            break
        left, right = group.setdefault(p.a, p.a), group.setdefault(p.b, p.b)
        one, two = members.setdefault(left, [left]), members.setdefault(right, [right])
        if left != right and _fits(one, two, score, text_of, vetoed, settings):
            if len(one) < len(two):
                left, right, one, two = right, left, two, one
            one += members.pop(right)
            group.update(dict.fromkeys(one, left))
    found = [sorted(m) for m in members.values() if len(m) > 1]
    return sorted(found)


def _fits(
    one: Sequence[int],
    two: Sequence[int],
    score: dict[tuple[int, int], float],
    text_of: Callable[[int], int],
    vetoed: Callable[[int, int], bool],
    settings: Settings,
) -> bool:
    total, count = 0.0, 0
    for i in one:
        for j in two:
            if vetoed(i, j):
                return False
            if text_of(i) != text_of(j):
                total += score.get((i, j) if i < j else (j, i), settings.absent)
                count += 1
    return count > 0 and total / count >= settings.mean


def by_member(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    """Statement number to the number of its group."""
    found: dict[int, int] = defaultdict(int)
    for number, members in enumerate(groups):
        for member in members:
            found[member] = number
    return dict(found)

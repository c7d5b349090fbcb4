"""Clusters of actors that grow link by link and refuse what a rule holds apart."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Disjoint sets of ids. `forbid` holds two sets apart for good; `join` then refuses them."""

    def __init__(self, members: Iterable[str]) -> None:
        self._root = {member: member for member in members}
        self._members = {member: [member] for member in self._root}
        self._apart: dict[str, set[str]] = {}

    def find(self, member: str) -> str:
        """The set's representative."""
        root = self._root
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    def members(self, member: str) -> list[str]:
        """All ids of the set that an id is in."""
        return self._members[self.find(member)]

    def forbid(self, left: str, right: str) -> None:
        """Hold two sets apart."""
        a, b = self.find(left), self.find(right)
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, left: str, right: str) -> bool:
        """Unite two sets; False where they are held apart."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        keep, drop = sorted((a, b), key=lambda r: (-len(self._members[r]), r))
        self._root[drop] = keep
        self._members[keep] += self._members.pop(drop)
        for other in self._apart.pop(drop, ()):
            self._apart[other].discard(drop)
            self._apart[other].add(keep)
            self._apart.setdefault(keep, set()).add(other)
        return True

    def roots(self) -> list[str]:
        """Representatives of all sets."""
        return list(self._members)

"""How much one file may unfold into, so that a hostile archive cannot fill memory or never end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from tawatur.core.errors import ReadError

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest sizes in bytes, counts, and depth of archives in archives. `ratio` bounds how far a member unfolds."""

    thing: int = 256 * _MEGABYTE
    line: int = 64 * _MEGABYTE
    total: int = 64 * 1024 * _MEGABYTE
    members: int = 1_000_000
    depth: int = 3
    ratio: int = 400
    ratio_from: int = 32 * _MEGABYTE


LIMITS = Limits()


@dataclass(slots=True)
class Budget:
    """What one item, with everything nested in it, has used of its limits."""

    limits: Limits = LIMITS
    spent: int = 0
    members: int = 0

    def member(self) -> None:
        """Count one member; raises ReadError past the limit."""
        self.members += 1
        if self.members > self.limits.members:
            raise ReadError(f"holds more than {self.limits.members:,} members; unpack it and add a part")

    def spend(self, count: int) -> None:
        """Count bytes that came out of an archive; raises ReadError past the limit."""
        self.spent += count
        if self.spent > self.limits.total:
            raise ReadError(f"unfolds to more than {self.limits.total // _MEGABYTE:,} MB; unpack it and add a part")

    def read(self, stream: IO[bytes], packed: int | None = None) -> bytes:
        """All bytes of `stream`; `packed` is its compressed size when known. Raises ReadError when it is too large."""
        limit = self.limits.thing
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise ReadError(f"is larger than {limit // _MEGABYTE:,} MB, too large for one document")
        if packed is not None and len(data) > self.limits.ratio_from and len(data) > packed * self.limits.ratio:
            raise ReadError(f"unfolds more than {self.limits.ratio}-fold, as no text does; it is left unread")
        self.spend(len(data))
        return data

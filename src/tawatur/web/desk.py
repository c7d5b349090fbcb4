"""One open case behind a server: several threads read it, one at a time; decisions are appended to it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

from tawatur.graph.views import actors, claims, network, overview, review
from tawatur.graph.views.shelf import Shelf
from tawatur.stores.sqlite import Case

T = TypeVar("T")


@dataclass(slots=True)
class Desk:
    """A case and what guards it. `clock` gives the time of a decision; `who` is the name it is logged under."""

    shelf: Shelf
    clock: Callable[[], str]
    who: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    password: bytes | None = None
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, path: Path, clock: Callable[[], str], who: str, password: str | None = None) -> Desk:
        """Open the case at `path` for a server; raises CaseError as `Case.open` does."""
        case = Case.open(path, threads=True)
        return cls(Shelf(case), clock, who, password=_digest(password) if password else None)

    def read(self, ask: Callable[[Shelf], T]) -> T:
        """What `ask` gives of the case; other threads wait meanwhile."""
        with self.lock:
            return ask(self.shelf)

    def warm(self) -> None:
        """Compute what pages share, so that the first page is as quick as the others."""
        with self.lock:
            overview.overview(self.shelf)
            claims.claim_list(self.shelf)
            actors.actor_list(self.shelf)
            network.network(self.shelf)
            review.review_view(self.shelf)

    def knows_password(self, given: str) -> bool:
        """Whether `given` is the password."""
        return self.password is not None and hmac.compare_digest(_digest(given), self.password)

    def close(self) -> None:
        """Close the case."""
        self.shelf.case.close()


def _digest(password: str) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=b"tawatur", n=2**14, r=8, p=1)

"""Stable ids: hashes of what makes a thing the same thing, never of scores, clocks or orders."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def stable_id(kind: str, *parts: object) -> str:
    """An id of the form `KIND-HEX` (16 hexadecimal digits) over the parts' text.

    Arguments: `kind`, a short prefix that tells a reader what the id names; `parts`, what makes the thing itself.
    """
    text = _SEPARATOR.join(str(part) for part in parts)
    return f"{kind}-{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"

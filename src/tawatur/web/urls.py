"""Addresses of pages."""

from __future__ import annotations

from urllib.parse import quote, urlencode

_PLURAL = {"document": "documents", "claim": "claims", "actor": "actors", "source": "sources"}


def url(kind: str, one: str = "", other: str = "", at: str = "", **query: str) -> str:
    """The address of a page: `overview`, a list (`claims`), or one thing (`claim`, its id); `at` marks characters."""
    parts = [_PLURAL.get(kind, kind) if one else kind, one, other]
    path = "/" if kind == "overview" else "/" + "/".join(quote(part, safe="") for part in parts if part)
    asked = {**({"at": at} if at else {}), **{k: v for k, v in query.items() if v}}
    return path + (f"?{urlencode(asked)}" if asked else "")

"""Stems: one key for the forms of a word, for comparing texts. Not for display."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from tawatur.text.tokens import stems as readings

_PROCLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"})


@cache
def _snowball() -> Any:
    import Stemmer

    return Stemmer.Stemmer("arabic", 0)


@lru_cache(maxsize=400_000)
def stem(key: str) -> str:
    """The stem of a folded word: without article and the particles before it, endings cut as Snowball's Arabic
    stemmer cuts them. Numbers and Latin words are their own stems."""
    if not "\u0600" <= key[0] <= "\u06ff":
        return key
    for prefix, rest in readings(key):
        if rest.startswith("ال") and len(rest) >= 5 and (not prefix or key[:prefix] in _PROCLITICS):
            key = rest[2:]
            break
    cut = str(_snowball().stemWord(key))
    return cut if len(cut) >= 2 else key

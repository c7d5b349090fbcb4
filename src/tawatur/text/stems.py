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


@lru_cache(maxsize=50_000)
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


_WEAK = str.maketrans("", "", "اويءئؤةهآأإى")
_PREFIXES = ("است", "مست", "يست", "تست")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """What forms built on one root share: a stem without its long vowels, weak letters and the letters that verb and
    noun patterns put before it («إعدام», «أعدموا» → عدم). Coarser than a stem: unrelated words may meet."""
    if not "\u0600" <= word[0] <= "\u06ff" or len(word) < 3:
        return word
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), "")
    rest = word[len(prefix) :] if prefix else word[1:] if len(word) >= 4 and word[0] in "متايأإن" else word
    bare = rest.translate(_WEAK)
    if len(bare) >= 4 and bare[1] == "ت":
        bare = bare[0] + bare[2:]
    if len(bare) >= 3 and bare[-1] == bare[-2]:
        bare = bare[:-1]
    return bare if len(bare) >= 2 else rest

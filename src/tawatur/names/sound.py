"""Coarse sound codes of words, alike in both scripts: names that may be one share a code.

Vowels, glides, h and ع are left out; letters fall in eight classes. A letter that is heard in two ways gives two codes.
``words.relate`` never joins two words without a common code, so that blocking by code loses nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from .fold import is_arabic

_ARABIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("بف", ("P",)),
    **dict.fromkeys("تطد", ("T",)),
    **dict.fromkeys("ثذظض", ("T", "S")),
    **dict.fromkeys("سصزش", ("S",)),
    **dict.fromkeys("كقغج", ("K",)),
    "خ": ("K", ""),
    "ر": ("R",),
    "ل": ("L",),
    "م": ("M",),
    "ن": ("N",),
}
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tsch", ("TS",)),
    ("tch", ("TS",)),
    ("sch", ("S", "SK")),
    ("dj", ("K",)),
    ("dh", ("T", "S")),
    ("th", ("T", "S")),
    ("sh", ("S",)),
    ("ch", ("S", "K", "TS")),
    ("kh", ("K",)),
    ("gh", ("K", "")),
    ("ph", ("P",)),
    ("ck", ("K",)),
    ("ce", ("S", "TS")),
    ("ci", ("S", "TS")),
    ("cy", ("S",)),
    ("c", ("K", "S", "TS")),
    ("x", ("KS", "K", "S")),
    ("j", ("K", "")),
    ("w", ("", "P")),
    ("z", ("S", "TS")),
    ("b", ("P",)),
    ("p", ("P",)),
    ("f", ("P",)),
    ("v", ("P", "")),
    ("t", ("T",)),
    ("d", ("T",)),
    ("s", ("S",)),
    ("k", ("K",)),
    ("q", ("K",)),
    ("g", ("K",)),
    ("r", ("R",)),
    ("l", ("L",)),
    ("m", ("M",)),
    ("n", ("N",)),
)
_MOST = 8


def _latin_choices(word: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    i = 0
    while i < len(word):
        if i == len(word) - 1 and i > 2 and word[i] in "stdxz" and word[i - 1] in "aeiou":
            found.append((*dict(_LATIN)[word[i]], ""))
            break
        for chunk, codes in _LATIN:
            if word.startswith(chunk, i):
                found.append(codes)
                i += len(chunk)
                break
        else:
            i += 1
    return found


@lru_cache(maxsize=1 << 17)
def sound_codes(word: str) -> frozenset[str]:
    """Codes of one folded word (at most eight); a word without consonants gives ``0``."""
    choices = [_ARABIC[sign] for sign in word if sign in _ARABIC] if is_arabic(word) else _latin_choices(word)
    codes = set()
    for number, choice in enumerate(product(*choices)):
        if number >= _MOST:
            break
        codes.add(re.sub(r"(.)\1+", r"\1", "".join(choice)) or "0")
    return frozenset(codes)

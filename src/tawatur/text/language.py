"""Which script and language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any


def arabic_share(text: str) -> float:
    """Share of the letters of `text` that are Arabic (0..1); 0 for a text without letters."""
    letters = [char for char in text if char.isalpha()]
    return sum("\u0600" <= char <= "\u06ff" for char in letters) / len(letters) if letters else 0.0


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE)


def language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None for fewer than 20 letters (py3langid on the first 4,000)."""
    sample = text[:4000]
    if sum(char.isalpha() for char in sample) < 20:
        return None
    return str(_identifier().classify(sample)[0])

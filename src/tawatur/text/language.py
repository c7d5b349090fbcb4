"""Which script and language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

#: Languages that are written in Arabic script; a text in that script is one of these.
ARABIC_SCRIPT = ("ar", "fa", "ps", "ug", "ur")

_SAMPLE = 4000
_FEWEST_LETTERS = 20


def arabic_share(text: str) -> float:
    """Share of the letters of `text` that are Arabic (0..1); 0 for a text without letters."""
    letters = [char for char in text if char.isalpha()]
    return sum("\u0600" <= char <= "\u06ff" for char in letters) / len(letters) if letters else 0.0


@cache
def _identifier(arabic: bool) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = [label for label in identifier.labels if len(label) == 2]
    identifier.set_languages([label for label in known if (label in ARABIC_SCRIPT) == arabic])
    return identifier


def language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None for fewer than 20 letters.

    The script is counted first and py3langid chooses among the languages written in it, on the first 4,000 characters.
    """
    sample = text[:_SAMPLE]
    if sum(char.isalpha() for char in sample) < _FEWEST_LETTERS:
        return None
    return str(_identifier(arabic_share(sample) >= 0.5).classify(sample)[0])

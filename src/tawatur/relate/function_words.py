"""Words that carry grammar, not content."""

from __future__ import annotations

from functools import cache

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.text.stems import stem


@cache
def function_stems() -> frozenset[str]:
    """The stems of words that carry grammar, not content."""
    rows = load_yaml("ar/function-words.yaml")
    return frozenset(stem(fold(form)) for row in rows for form in row["forms"])

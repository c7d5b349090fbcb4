"""Sentences for readers, each in both languages of the pages: YAML files that map a key to `en` and `ar`."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from tawatur.core.errors import ResourceError
from tawatur.resources.loader import load_yaml

#: Files under `data/` that hold nothing but sentences.
FILES = (
    "actors.yaml", "collapses.yaml", "conflicts.yaml", "dating.yaml", "flags.yaml", "losses.yaml", "reuse.yaml",
    "rules.yaml", "words.yaml",
)  # fmt: skip

_LATIN, _ARABIC = re.compile("[A-Za-z]"), re.compile("[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a reader is told, in English and in Arabic."""

    en: str
    ar: str

    def __str__(self) -> str:
        return self.en


def say(file: str, key: str, **values: str | Sentence) -> Sentence:
    """The sentence `key` of `data/FILE` with `values` put in; a value that is a sentence itself is put in by language.

    Raises ResourceError for a key that the file lacks, or that lacks a language.
    """
    found = _all(file).get(key)
    if found is None:
        raise ResourceError(f"resources/data/{file} has no sentence “{key}”.")
    return Sentence(found.en.format(**_in("en", values)), found.ar.format(**_in("ar", values)))


def _in(language: str, values: Mapping[str, str | Sentence]) -> dict[str, str]:
    return {k: v if isinstance(v, str) else str(getattr(v, language)) for k, v in values.items()}


@cache
def _all(file: str) -> Mapping[str, Sentence]:
    if problems := list(problems_of(load_yaml(file))):
        raise ResourceError(f"resources/data/{file}: {problems[0]}")
    return {str(key): Sentence(row["en"], row["ar"]) for key, row in load_yaml(file).items()}


def problems_of(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a file of sentences: a language that lacks, or values that only one language names."""
    for key, row in data.items():
        if not isinstance(row, Mapping) or set(row) != {"en", "ar"} or not all(str(v).strip() for v in row.values()):
            yield f"“{key}” needs a sentence in each language: en and ar, and nothing else"
        elif not _LATIN.search(row["en"]) or not _ARABIC.search(row["ar"]):
            yield f"“{key}” has a sentence that is not in its language"
        elif _named(row["en"]) != _named(row["ar"]):
            yield f"“{key}” names other values in English than in Arabic"


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def english(said: Iterable[Sentence]) -> tuple[str, ...]:
    """The English side of sentences."""
    return tuple(s.en for s in said)


def arabic(said: Iterable[Sentence]) -> tuple[str, ...]:
    """The Arabic side of sentences."""
    return tuple(s.ar for s in said)


def paired(en: Sequence[str], ar: Sequence[str]) -> tuple[Sentence, ...]:
    """Sentences from the two sides that a finding stores; English stands in where a finding has no Arabic."""
    return tuple(Sentence(one or other, other or one) for one, other in zip_longest(en, ar, fillvalue=""))

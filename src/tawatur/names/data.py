"""Loaders of the language data of this package; each file is read once, on first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .fold import fold_name

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "data" / "ar" / "names"


@dataclass(frozen=True, slots=True)
class Particles:
    """Words that build names, folded (see ``particles.yaml``)."""

    servant: frozenset[str]
    kunya_father: frozenset[str]
    kunya_mother: frozenset[str]
    son: frozenset[str]
    daughter: frozenset[str]
    house: frozenset[str]
    article_latin: frozenset[str]
    tail: Mapping[str, str]
    foreign_link: frozenset[str]
    ordinal: Mapping[str, str]
    suffix: frozenset[str]
    also_given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attested:
    """Attested spellings: counts of Latin spellings by Arabic word and the reverse, with totals;
    ``native`` counts bearers in Arab and neighbouring countries."""

    by_arabic: Mapping[str, Mapping[str, int]]
    by_latin: Mapping[str, Mapping[str, int]]
    arabic_total: Mapping[str, int]
    latin_total: Mapping[str, int]
    native: Mapping[str, int]


def rows(name: str) -> Iterator[list[str]]:
    """Columns of each row of a table; lines that start with ``#`` and empty ones are left out."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def load_yaml(name: str) -> Any:
    """A YAML file of this package's data."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def particles() -> Particles:
    """The particles, with every variant of a tail or ordinal pointing to its canonical form."""
    raw = load_yaml("particles.yaml")
    tail = {fold_name(k): fold_name(k) for k in raw["tail"]}
    ordinal = {}
    for canonical, forms in raw["tail"].items():
        tail.update({fold_name(form).replace(" ", ""): fold_name(canonical) for form in forms})
    for number, forms in raw["ordinal"].items():
        ordinal.update({fold_name(form): str(number) for form in forms})
    plain = {key: frozenset(fold_name(str(v)) for v in raw[key]) for key in raw if key not in ("tail", "ordinal")}
    return Particles(tail=tail, ordinal=ordinal, **plain)


@cache
def titles() -> Mapping[tuple[str, ...], str]:
    """Folded title (as words) → title id."""
    found: dict[tuple[str, ...], str] = {}
    for row in rows("titles.tsv"):
        for form in row[1].split("|"):
            found[tuple(fold_name(form).split())] = row[0]
    return found


@cache
def attested() -> Attested:
    """The table of attested spellings."""
    by_arabic: dict[str, dict[str, int]] = {}
    by_latin: dict[str, dict[str, int]] = {}
    native: dict[str, int] = {}
    for arabic, borne, spellings in rows("attested.tsv"):
        native[arabic] = int(borne)
        for item in spellings.split():
            latin, _, count = item.partition(":")
            by_arabic.setdefault(arabic, {})[latin] = int(count)
            by_latin.setdefault(latin, {})[arabic] = int(count)
    arabic_total = {word: sum(found.values()) for word, found in by_arabic.items()}
    latin_total = {word: sum(found.values()) for word, found in by_latin.items()}
    return Attested(by_arabic, by_latin, arabic_total, latin_total, native)


@cache
def chunk_costs() -> Mapping[str, Mapping[str, float]]:
    """Latin chunk (``^`` and ``$`` are word edges) → Arabic chunk → cost."""
    table: dict[str, dict[str, float]] = {}
    for latin, arabic, cost in rows("translit-costs.tsv"):
        table.setdefault(latin, {})[arabic] = float(cost)
    return table


@cache
def messages() -> Mapping[str, tuple[str, str]]:
    """Reason code → its sentence in English and in Arabic."""
    return {entry["id"]: (entry["en"], entry["ar"]) for entry in load_yaml("reasons.yaml")}

"""Amounts of money: the number's currency noun, its nationality, and what cents stand after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from tawatur.resources.loader import load_yaml
from tawatur.text.normalise import fold
from tawatur.values.line import Line
from tawatur.values.numbers import Number, number_at


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency at tokens up to `last`: its noun, its ISO 4217 code (the noun's own word where none is known), and
    whether the words say which country's («دينار كويتي»)."""

    noun: str
    code: str
    explicit: bool
    last: int


@cache
def _nouns() -> dict[str, dict[str, Any]]:
    rows = load_yaml("ar/units.yaml")["currencies"]
    return {
        row["noun"]: {**row, "of": {fold(name): code for name, code in (row.get("of") or {}).items()}} for row in rows
    }


def nationality(key: str) -> str:
    """A folded adjective of nationality in its masculine form without article."""
    word = key[2:] if key.startswith("ال") and len(key) > 4 else key
    for ending in ("يه", "يا"):
        if word.endswith(ending):
            return word[:-1]
    return word


def currency_at(line: Line, index: int, *, clitic: bool = False) -> Currency | None:
    """A currency noun, sign or code at token `index`; with a particle before it only if `clitic`."""
    at = index + 1 if line.key(index) == "من" and line.hit(index + 1, "currency") else index
    code = line.hit(at, "code")
    hit = line.hit(at, "currency", "currency2")
    if hit is None or (hit.clitic and not clitic):
        return Currency(code.value, code.value, True, code.last) if code is not None else None
    if code is not None and code.value not in ("USD", "EUR", "GBP"):
        return Currency(code.value, code.value, True, code.last)
    row = _nouns()[hit.value]
    named = row["of"].get(nationality(line.key(hit.last)))
    if named is not None:
        return Currency(hit.value, named, True, hit.last + 1)
    word = line.key(hit.first)[hit.prefix :]
    return Currency(hit.value, row["default"] or word, bool(row.get("explicit")), hit.last)


_CENTS = frozenset({"cent", "piastre", "fils"})


def cents_after(line: Line, index: int, currency: Currency) -> tuple[float, int] | None:
    """«و43 سنت», «و50 قرشا» after an amount: (share of one unit, token after)."""
    if currency.noun in _CENTS:
        return None
    at = index + 1 if line.key(index) == "و" else index
    number = number_at(line, at) if at < len(line) else None
    if number is None or number.value >= 100 or (at == index and number.clitic != "و"):
        return None
    small = currency_at(line, number.last)
    return (number.value / 100, small.last) if small is not None and small.noun in _CENTS else None


def sign_before(line: Line, number: Number) -> Currency | None:
    """«$10», «€ 20»: the sign directly before a number."""
    if number.first == 0 or number.form != "digits":
        return None
    key = line.key(number.first - 1)
    if key not in ("$", "€", "£", "¥", "₪") and line.hit(number.first - 1, "code") is None:
        return None
    return currency_at(line, number.first - 1)

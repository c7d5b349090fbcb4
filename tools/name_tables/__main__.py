"""Build all tables of names:  python -m tools.name_tables"""

from pathlib import Path

from tools.name_tables import attested, capitals, coordinates, places

FOLDER = Path(__file__).resolve().parents[2] / "src/tawatur/resources/data/ar/names"


def main() -> None:
    """Write every table; the same packages give the same bytes."""
    for table in (attested, places, capitals, coordinates):
        table.build(FOLDER)


if __name__ == "__main__":
    main()

"""`metadata.csv` beside files: file, title, publisher, author, published, url. What it says goes before all else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tawatur.core.errors import ReadError
from tawatur.ingest.dates import dating, where
from tawatur.ingest.decode import decode
from tawatur.ingest.result import Metadata

_COLUMNS = ("title", "publisher", "author", "url")


@dataclass(frozen=True, slots=True)
class Table:
    """Metadata by the names that the table's `file` column gives, with forward slashes."""

    rows: Mapping[str, Metadata]

    def find(self, names: Iterable[str]) -> Metadata:
        """The row of the first of `names` that has one; empty metadata when none has."""
        return next((self.rows[name] for name in names if name in self.rows), Metadata())


def parse(data: bytes) -> Table:
    """The table in the bytes of a `metadata.csv`; raises ReadError when it has no `file` column."""
    text, _ = decode(data)
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if "file" not in names:
        raise ReadError("has no column named «file»; the columns are file, title, publisher, author, published, url")
    rows = {}
    try:
        for row in reader:
            clean = {key: " ".join((row.get(name) or "").split()) for key, name in names.items()}
            if clean["file"]:
                rows[clean["file"].replace("\\", "/").removeprefix("./")] = _metadata(clean)
    except csv.Error as error:
        raise ReadError(f"is no readable table ({error}, line {reader.line_num})") from error
    return Table(rows)


def _metadata(row: Mapping[str, str]) -> Metadata:
    return Metadata(
        **{key: row.get(key) or None for key in _COLUMNS}, published=dating(row.get("published"), where("table"))
    )


def given(path: Path, sidecars: tuple[Path, ...], inner: Iterable[str] = ()) -> Metadata:
    """What the tables beside `path` say of it, the nearest table first; `inner` are names of a record inside it."""
    found = Metadata()
    for sidecar in sidecars:
        relative = path.relative_to(sidecar.parent).as_posix()
        names = list(inner) or [relative, path.name]
        try:
            found = found.over(load(sidecar).find(names))
        except (ReadError, OSError):
            continue
    return found


def load(path: Path) -> Table:
    """The table in a file, read once as long as the file does not change."""
    stat = path.stat()
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _load(path: Path, _modified: int, _size: int) -> Table:
    return parse(path.read_bytes())

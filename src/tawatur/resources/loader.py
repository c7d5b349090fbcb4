"""Language data: YAML and TSV files under `data/`, read once, with a digest that enters every derivation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from tawatur.core.errors import ResourceError


def _data() -> Traversable:
    return resources.files("tawatur.resources") / "data"


@cache
def load_yaml(name: str) -> Any:
    """The content of `data/NAME` (e.g. `ar/cues.yaml`); raises ResourceError when it is absent or no YAML."""
    try:
        return yaml.load(_file(name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ResourceError(f"resources/data/{name} is not valid YAML: {error}") from error


@cache
def load_tsv(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of `data/NAME`, a tab-separated file whose first line names the columns; `#` lines are comments."""
    lines = [line for line in _file(name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    return tuple(dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:])


def _file(name: str) -> Traversable:
    file = _data()
    for part in name.split("/"):
        file = file / part
    if not file.is_file():
        raise ResourceError(f"There is no language data file resources/data/{name}. Run: make install")
    return file


def data_files() -> dict[str, Traversable]:
    """All data files by the name that loads them."""
    return dict(_walk(_data(), ""))


@cache
def digest() -> str:
    """One digest (16 hexadecimal digits) over the data files that an analysis depends on (all but the pages' words),
    names included, in order of their names."""
    total = hashlib.blake2b(digest_size=8)
    for name, file in sorted(data_files().items()):
        if name.startswith("ui/"):
            continue
        total.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".yaml", ".tsv")):
            yield prefix + entry.name, entry

"""What there is to read under the files and folders that a user names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawatur.ingest.formats import SIDECAR, format_of


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read.

    `format` is None for a name nobody reads; `explicit` when the user named the file itself; `sidecars` are the
    `metadata.csv` files that may speak of it, nearest folder first.
    """

    path: Path
    format: str | None
    explicit: bool = False
    sidecars: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    @property
    def ignored(self) -> bool:
        """Whether `read` passes over it in silence: an unknown kind of file that was only found, not named."""
        return self.format is None and not self.explicit

    @property
    def size(self) -> int:
        """The file's size in bytes; 0 when it cannot be looked at."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def discover(paths: Sequence[Path]) -> Iterator[Item]:
    """Every file under `paths`, in the order of `paths` and by name within a folder; each file once.

    Hidden files and folders are passed over, and so are the `NAME_files` folders that browsers save beside a page.
    A path that does not exist comes back as an item, whose reading is a failure that says so. Links to folders are
    not followed.
    """
    seen: set[Path] = set()
    for path in paths:
        found = _walk(path, path) if path.is_dir() else iter([_item(path, path.parent, explicit=True)])
        for item in found:
            key = item.path.resolve()
            if key not in seen:
                seen.add(key)
                yield item


def _walk(folder: Path, root: Path) -> Iterator[Item]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield Item(folder, None, explicit=True)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__MACOSX":
            continue
        if entry.is_dir():
            if not entry.is_symlink() and not _belongs_to_page(entry.name, names):
                yield from _walk(entry, root)
        elif entry.is_file() or entry.is_symlink():
            yield _item(entry, root, explicit=False)


def _belongs_to_page(name: str, names: set[str]) -> bool:
    stem = name.removesuffix("_files")
    return stem != name and any(stem + ending in names for ending in (".html", ".htm"))


def _item(path: Path, root: Path, *, explicit: bool) -> Item:
    folders = [path.parent]
    while folders[-1] != root and root in folders[-1].parents:
        folders.append(folders[-1].parent)
    sidecars = tuple(folder / SIDECAR for folder in folders if (folder / SIDECAR).is_file())
    return Item(path, format_of(path.name), explicit, sidecars)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, read in pieces; for telling whether a file has changed since it was read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

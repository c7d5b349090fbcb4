"""Archives: their members are read in memory, one at a time. Names inside are names only; nothing is unpacked."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from tawatur.core.errors import ReadError
from tawatur.core.model import Failure
from tawatur.ingest import sidecar
from tawatur.ingest.blob import Blob
from tawatur.ingest.formats import format_of
from tawatur.ingest.limits import Budget
from tawatur.ingest.result import Metadata

Tables = dict[str, sidecar.Table]


def open_zip(blob: Blob, budget: Budget) -> Iterator[Blob | Failure]:
    """Members of a zip archive that a reader exists for, in order of their names."""
    with blob.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as error:
            raise ReadError(f"is damaged or no zip archive ({error})") from error
        with archive:
            infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
            tables = _tables(
                {
                    i.filename: archive.open(i).read(1 << 24)
                    for i in infos
                    if _is_table(i.filename) and not i.flag_bits & 1
                }
            )
            for info in infos:
                if _wanted(info.filename):
                    budget.member()
                    yield _zipped(blob, archive, info, tables)


def _zipped(blob: Blob, archive: zipfile.ZipFile, info: zipfile.ZipInfo, tables: Tables) -> Blob | Failure:
    if info.flag_bits & 1:
        return Failure(
            f"{blob.subject}!{info.filename}",
            "read",
            "is encrypted; unpack the archive with its password and add the folder",
        )

    def opener() -> IO[bytes]:
        try:
            return archive.open(info)
        except (NotImplementedError, zipfile.BadZipFile) as error:
            raise ReadError(f"cannot be unpacked ({error}); repack the archive") from error

    member = blob.member(info.filename, opener, packed=max(1, info.compress_size), size=info.file_size)
    return replace(member, given=_given(info.filename, tables).over(member.given))


def open_tar(blob: Blob, budget: Budget) -> Iterator[Blob | Failure]:
    """Regular files of a tar archive that a reader exists for, in the archive's order; links and devices are left.

    The archive is gone through twice: for the tables of metadata, then for the members.
    """
    with blob.open() as stream:
        tables = _tables({m.name: f.read(1 << 24) for m, f in _members(stream, budget) if _is_table(m.name)})
    with blob.open() as stream:
        for member, content in _members(stream, budget):
            if _wanted(member.name):
                budget.member()
                data = content.read(min(member.size, budget.limits.thing + 1))
                yield _tarred(blob, member.name, data, tables)


def _members(stream: IO[bytes], budget: Budget) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for number, member in enumerate(archive):
                if number > budget.limits.members or archive.offset > budget.limits.total:
                    raise ReadError("is larger than any archive that is read; unpack it and add a part")
                content = archive.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield member, content
    except tarfile.TarError as error:
        raise ReadError(f"is damaged or no tar archive ({error})") from error


def _tarred(blob: Blob, name: str, data: bytes, tables: Tables) -> Blob:
    member = blob.member(name.removeprefix("./"), lambda: io.BytesIO(data), size=len(data))
    return replace(member, given=_given(name, tables).over(member.given))


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
    furniture = any(part.endswith("_files") for part in parts[:-1])
    return not hidden and not furniture and format_of(name) is not None and not _is_table(name)


def _is_table(name: str) -> bool:
    return format_of(name) == "sidecar"


def _tables(raw: dict[str, bytes]) -> Tables:
    """The readable tables by the folder they speak of."""
    tables = {}
    for name, data in raw.items():
        try:
            tables[PurePosixPath(name).parent.as_posix()] = sidecar.parse(data)
        except ReadError:
            continue
    return tables


def _given(name: str, tables: Tables) -> Metadata:
    path = PurePosixPath(name)
    found = Metadata()
    for folder in path.parents:
        if (table := tables.get(folder.as_posix())) is not None:
            found = found.over(table.find([path.relative_to(folder).as_posix(), path.name]))
    return found

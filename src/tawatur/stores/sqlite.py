"""A case: one SQLite file. Writes are whole transactions: a killed run leaves a case that opens and continues."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TypeVar

from tawatur.core.codec import encode
from tawatur.core.errors import CaseError
from tawatur.core.model import Document, Failure, SourceText, Span, evidence
from tawatur.stores.rows import CASE_KINDS, KIND_OF, TEXT_KINDS, Row, digests, load
from tawatur.stores.search import SearchIndex

T = TypeVar("T")

APPLICATION_ID = 0x74777472  # "twtr", in the file's header

#: Seconds to wait for another program that writes to the same case.
WAIT = 30


class Case:
    """Open with `Case.open`; use as a context manager. One writer at a time, any number of readers."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self.search = SearchIndex(connection)

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False, threads: bool = False) -> Case:
        """Open the case at `path`, migrating it to this version's schema; with `create`, make it when absent.

        `threads` lets several threads of a server share the connection (they must take turns).
        Raises CaseError when there is no case there, or it is no case, damaged, or of a newer version.
        """
        path = Path(path)
        if not path.exists() and not create:
            raise CaseError(f"There is no case at {path}. Make one with: tawatur add {path} FOLDER")
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = sqlite3.connect(path, timeout=WAIT, check_same_thread=not threads)
        except sqlite3.DatabaseError as error:
            raise CaseError(f"{path} is not a readable case file ({error}).") from error
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise CaseError(f"{path} is not a readable case file ({error}).") from error
        except CaseError:
            connection.close()
            raise
        return cls(connection, path)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen together or not at all."""
        with self.connection:
            yield

    # Documents and texts

    def add_document(self, document: Document, source: SourceText, order: int = 0) -> bool:
        """Store a document with its text; False when both were known. New metadata of a known document is kept."""
        known = self.document(document.id)
        if known != document:
            self.connection.execute(
                "INSERT INTO document VALUES (?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
                "title=excluded.title, publisher=excluded.publisher, published=excluded.published, data=excluded.data",
                (
                    document.id,
                    document.sha256,
                    document.name,
                    document.title,
                    document.publisher,
                    document.published.value,
                    _json(document),
                    order,
                ),
            )
        same = known is not None and replace(known, path=document.path) == document
        read_alike = self._put_text(source)
        if not same and read_alike:
            self._forget(document.id)
        return not (same and read_alike)

    def _put_text(self, source: SourceText) -> bool:
        """Let `source` be the text that stands for its document; whether it did already.

        A text that another reading supersedes stays, without findings.
        """
        standing = self.connection.execute(
            "SELECT id FROM source_text WHERE document = ? ORDER BY rowid DESC LIMIT 1", (source.document,)
        ).fetchone()
        if standing == (source.id,):
            return True
        self._forget(source.document)
        self.connection.execute(
            "INSERT INTO source_text(id, document, reader, sha256, text) VALUES (?,?,?,?,?) ON CONFLICT(id) "
            "DO UPDATE SET rowid = (SELECT max(rowid) + 1 FROM source_text)",
            (source.id, source.document, source.reader, source.sha256, source.text),
        )
        return False

    def _forget(self, document_id: str) -> None:
        """Drop what was derived from a document's texts."""
        rows = self.connection.execute("SELECT id FROM source_text WHERE document = ?", (document_id,)).fetchall()
        for (text_id,) in rows:
            self.put_findings(text_id, (), "")
            self.search.put(text_id, ())

    def documents(self) -> Iterator[Document]:
        """All documents, by name then id."""
        for (data,) in self.connection.execute("SELECT data FROM document ORDER BY name, id"):
            yield load(Document, data)

    def document(self, document_id: str) -> Document | None:
        row = self.connection.execute("SELECT data FROM document WHERE id = ?", (document_id,)).fetchone()
        return load(Document, row[0]) if row else None

    def source_text(self, text_id: str) -> SourceText | None:
        row = self.connection.execute(
            "SELECT document, reader, text FROM source_text WHERE id = ?", (text_id,)
        ).fetchone()
        return SourceText(*row) if row else None

    def text_of(self, document_id: str) -> SourceText | None:
        """A document's text; of several readings the one that was added last."""
        row = self.connection.execute(
            "SELECT document, reader, text FROM source_text WHERE document = ? ORDER BY rowid DESC LIMIT 1",
            (document_id,),
        ).fetchone()
        return SourceText(*row) if row else None

    def texts(self) -> dict[str, str]:
        """Text id to document id, of the text that stands for each document, by document name."""
        rows = self.connection.execute(
            "SELECT s.id, s.document FROM source_text s JOIN document d ON d.id = s.document "
            "WHERE s.rowid = (SELECT max(rowid) FROM source_text o WHERE o.document = s.document) ORDER BY d.name, d.id"
        )
        return dict(rows.fetchall())

    def state(self) -> str:
        """A digest of all that corpus stages may see of single texts: the texts, their analyses, metadata."""
        total = hashlib.blake2b(digest_size=16)
        analyses = dict(self.connection.execute("SELECT id, analysis FROM source_text").fetchall())
        documents = {d.id: d for d in self.documents()}
        for text_id, document in self.texts().items():
            about = replace(documents[document], path="")
            total.update(f"{text_id}\x1f{analyses[text_id]}\x1f{_json(about)}\x1e".encode())
        return total.hexdigest()

    def pending(self, key: str) -> list[str]:
        """Ids of texts whose findings do not come from the analysis `key`."""
        return [t for t in self.texts() if self._analysis(t) != key]

    def _analysis(self, text_id: str) -> str:
        return str(self.connection.execute("SELECT analysis FROM source_text WHERE id = ?", (text_id,)).fetchone()[0])

    # Findings of one text

    def put_findings(self, text_id: str, rows: Iterable[Row], key: str) -> None:
        """Replace a text's findings by `rows`, made by the analysis `key`."""
        self.connection.execute("DELETE FROM finding WHERE text = ?", (text_id,))
        self.connection.executemany("INSERT INTO finding VALUES (?,?,?,?,?,?,?,?)", rows)
        self.connection.execute("UPDATE source_text SET analysis = ? WHERE id = ?", (key, text_id))

    def findings(self, cls: type[T], text_id: str | None = None) -> Iterator[T]:
        """Findings of one type, of one text or of all, in order of text and position."""
        kind = _kind(cls, TEXT_KINDS)
        where, values = ("AND text = ?", (kind, text_id)) if text_id else ("", (kind,))
        query = f"SELECT data FROM finding WHERE kind = ? {where} ORDER BY text, start, end, id"
        for (data,) in self.connection.execute(query, values):
            yield load(cls, data)

    def count(self, cls: type) -> int:
        table = "finding" if KIND_OF[cls] in TEXT_KINDS else "case_finding"
        return int(
            self.connection.execute(f"SELECT count(*) FROM {table} WHERE kind = ?", (KIND_OF[cls],)).fetchone()[0]
        )

    # Findings across texts

    def put_case_findings(self, stage: str, findings: Sequence[object], key: str) -> None:
        """Replace what a corpus stage found, strongest first; raises SpanError where a span leaves its text."""
        self.connection.execute(
            "DELETE FROM case_evidence WHERE (kind, id) IN (SELECT kind, id FROM case_finding WHERE stage = ?)",
            (stage,),
        )
        self.connection.execute("DELETE FROM case_finding WHERE stage = ?", (stage,))
        texts = _Texts(self)
        rows = list({(KIND_OF[type(f)], f.id): f for f in findings}.items())  # type: ignore[attr-defined]
        self.connection.executemany(
            "INSERT INTO case_finding VALUES (?,?,?,?,?,?,?)",
            (
                (kind, identity, stage, rank, f.rule, _json(f), digests(f, texts.words))  # type: ignore[attr-defined]
                for rank, ((kind, identity), f) in enumerate(rows)
            ),
        )
        self.connection.executemany(
            "INSERT INTO case_evidence VALUES (?,?,?,?,?,?)",
            (
                span
                for (kind, identity), f in rows
                for span in sorted({(s.text, s.start, s.end, kind, identity, name) for name, s in evidence(f)})
            ),
        )
        self.connection.execute("INSERT OR REPLACE INTO stage_state(stage, key) VALUES (?,?)", (stage, key))

    def clear_stages(self, keep: Iterable[str] = ()) -> None:
        """Drop what corpus stages found, those named in `keep` excepted."""
        query = "SELECT stage FROM stage_state UNION SELECT stage FROM case_finding"
        for stage in sorted({row[0] for row in self.connection.execute(query)} - set(keep)):
            self.put_case_findings(stage, (), "")
            self.connection.execute("DELETE FROM stage_state WHERE stage = ?", (stage,))

    def case_findings(self, cls: type[T]) -> Iterator[T]:
        """Findings of one type across texts, strongest first."""
        for (data,) in self.connection.execute(
            "SELECT data FROM case_finding WHERE kind = ? ORDER BY rank, id", (_kind(cls, CASE_KINDS),)
        ):
            yield load(cls, data)

    def case_findings_in(self, cls: type[T], text_id: str) -> Iterator[T]:
        """Findings of one type across texts that have evidence in one text, strongest first."""
        query = (
            "SELECT DISTINCT c.rank, c.id, c.data FROM case_finding c JOIN case_evidence e "
            "ON e.kind = c.kind AND e.id = c.id WHERE e.text = ? AND e.kind = ? ORDER BY c.rank, c.id"
        )
        for _, _, data in self.connection.execute(query, (text_id, _kind(cls, CASE_KINDS))):
            yield load(cls, data)

    def stage_key(self, stage: str) -> str:
        row = self.connection.execute("SELECT key FROM stage_state WHERE stage = ?", (stage,)).fetchone()
        return str(row[0]) if row else ""

    def find(self, finding_id: str) -> object | None:
        """Whatever finding has this id, of any type."""
        for table, kinds in (("finding", TEXT_KINDS), ("case_finding", CASE_KINDS)):
            row = self.connection.execute(f"SELECT kind, data FROM {table} WHERE id = ?", (finding_id,)).fetchone()
            if row:
                return load(kinds[row[0]], row[1])
        return None

    # Failures, runs, decisions

    def put_failures(self, failures: Iterable[Failure]) -> None:
        rows = [(f.id, f.subject, f.stage, f.reason) for f in failures]
        self.connection.executemany("INSERT OR REPLACE INTO failure VALUES (?,?,?,?)", rows)

    def drop_failures(self, subject: str, stage: str | None = None) -> None:
        """Forget failures of a subject that has since succeeded."""
        self.connection.execute(
            "DELETE FROM failure WHERE subject = ? AND (? IS NULL OR stage = ?)", (subject, stage, stage)
        )

    def drop_read_failures(self, path: str) -> None:
        """Forget what could not be read of the file at `path`, or of anything in it, before it is read anew."""
        inside = (f"{path}!", f"{path}:")
        self.connection.execute(
            "DELETE FROM failure WHERE stage = 'read' AND (subject = ? OR substr(subject, 1, ?) IN (?, ?))",
            (path, len(path) + 1, *inside),
        )

    def failures(self) -> list[Failure]:
        return [
            Failure(*row)
            for row in self.connection.execute("SELECT subject, stage, reason FROM failure ORDER BY subject, stage, id")
        ]

    def begin_run(self, at: str, version: str) -> int:
        cursor = self.connection.execute("INSERT INTO run(started, version) VALUES (?,?)", (at, version))
        return int(cursor.lastrowid or 0)

    def end_run(self, number: int, at: str, summary: Mapping[str, object]) -> None:
        self.connection.execute(
            "UPDATE run SET ended = ?, summary = ? WHERE number = ?", (at, json.dumps(summary), number)
        )

    def words(self, span: Span) -> str:
        """The exact characters under a span."""
        row = self.connection.execute(
            "SELECT substr(text, ?, ?) FROM source_text WHERE id = ?",
            (span.start + 1, span.end - span.start, span.text),
        ).fetchone()
        return str(row[0]) if row else ""


class _Texts:
    """Words under spans, with the last texts kept at hand, up to `keep` characters."""

    def __init__(self, case: Case, keep: int = 20_000_000) -> None:
        self.case, self.keep, self.held = case, keep, 0
        self.cache: dict[str, str] = {}

    def words(self, span: Span) -> str:
        if span.text not in self.cache:
            while self.cache and self.held >= self.keep:
                self.held -= len(self.cache.pop(next(iter(self.cache))))
            source = self.case.source_text(span.text)
            self.cache[span.text] = source.text if source else ""
            self.held += len(self.cache[span.text])
        return self.cache[span.text][span.start : span.end]


def _kind(cls: type, kinds: Mapping[str, type]) -> str:
    """The name of a type of findings. Raises TypeError where rows of that type are kept elsewhere, so that asking in
    the wrong place never looks like an empty case."""
    kind = KIND_OF[cls]
    if kinds.get(kind) is not cls:
        raise TypeError(f"{cls.__name__} findings are not kept among {', '.join(sorted(kinds))}")
    return kind


def _json(value: object) -> str:
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


def _migrations() -> list[tuple[int, str]]:
    folder = resources.files("tawatur.stores") / "migrations"
    return sorted((int(f.name[:3]), f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".sql"))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to this version: each migration in a transaction of its own."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    filled = version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (application or filled):
        raise CaseError(f"{path} is an SQLite file, but not a Tawatur case. Name another file.")
    migrations = _migrations()
    if version > migrations[-1][0]:
        raise CaseError(
            f"{path} was written by a newer version of Tawatur (schema {version}). Update Tawatur to open it."
        )
    for number, script in migrations:
        if number > version:
            connection.executescript(
                f"BEGIN; {script}; PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID}; COMMIT;"
            )

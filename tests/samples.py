"""Small invented texts, documents and cases for the tests of the spine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tawatur.core.ids import sha256
from tawatur.core.model import Attribution, Dating, Document, EntityType, Mention, SourceText, Span
from tawatur.stores.rows import text_rows
from tawatur.stores.search import passages
from tawatur.stores.sqlite import Case
from tawatur.text.view import TextView

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "examples" / "harbour" / "articles"

#: Sentences of few words each, so that no sentence vectors are needed.
TEXTS = {
    "bridge.txt": "قال الوزير سامر الحلواني إن الجسر آمن. ونفت إيران ذلك.\n",
    "port.txt": "أعلن تنظيم القاعدة موقفه. وردّ مسؤول في المرفأ.\n",
    "market.txt": "أكدت بلدية ريحان إغلاق السوق. وأضاف التجار أنهم غاضبون.\n",
    "school.txt": "ذكرت صحيفة البيرق أن المدرسة فتحت. وحضر 30 طالبا.\n",
    "mill.txt": "The mayor said the mill was closed. It was sold in May 2019.\n",
    "river.txt": "فاض نهر الرمان. وقال سامر الحلواني إن الأضرار قليلة.\n",
}


def write_texts(folder: Path, names: Sequence[str] = tuple(TEXTS)) -> Path:
    """The sample texts as files of `folder`; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXTS[name], encoding="utf-8", newline="")
    return folder


def document(name: str, text: str, title: str | None = None, date: str | None = None, path: str = "") -> Document:
    """The document of a text."""
    return Document(sha256(text.encode()), name, path, title=title, published=Dating(date, (), date is not None))


def put(case: Case, name: str, text: str, reader: str = "text/1", **about: str) -> tuple[Document, SourceText]:
    """Store a text in a case, indexed for search as one passage."""
    made = document(name, text, **about)
    source = SourceText(made.id, reader, text)
    view = TextView.of(text)
    with case.transaction():
        case.add_document(made, source)
        case.put_findings(source.id, (), "key")
        case.search.put(source.id, passages(view, [(0, len(view))]))
    return made, source


def mention(source: SourceText, words: str, actor: str = "") -> Mention:
    """The first place of `words` in a text as a mention."""
    return Mention(place(source, words), EntityType.PER, "name/person", actor)


def attribution(source: SourceText, cue: str, content: str, parent: str | None = None) -> Attribution:
    """An attribution of `content` by `cue`."""
    return Attribution(place(source, content), place(source, cue), None, "attribution/say", parent=parent)


def place(source: SourceText, words: str) -> Span:
    """Where `words` first stand in a text."""
    start = source.text.index(words)
    return Span(source.id, start, start + len(words))


def keep(case: Case, source: SourceText, *findings: Mention | Attribution) -> None:
    """Store findings of one text in place of what it had."""
    with case.transaction():
        case.put_findings(source.id, text_rows(findings, source.text), "key")


@contextmanager
def one_text_case(path: Path, text: str = TEXTS["bridge.txt"]) -> Iterator[tuple[Case, SourceText]]:
    """A case with one text."""
    with Case.open(path, create=True) as case:
        yield case, put(case, "bridge.txt", text)[1]

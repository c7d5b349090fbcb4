"""Whatever bytes a file holds, reading it gives documents or failures, the same ones each time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.core.model import Failure
from tawatur.ingest import discover, read
from tawatur.ingest.formats import FORMATS

_NAMES = [*sorted(f"a{ending}" for ending, kind in FORMATS.items() if kind != "image"), "a.txt.gz", "metadata.csv"]
_STARTS = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"<html><p>",
        b'{"text": "',
        b"[",
        b"\x1f\x8b\x08\x00",
        b"WARC/1.0\r\n",
        b"From: a\n\n",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"file,title\n",
    ]
)
_BYTES = st.builds(
    lambda start, rest: start + rest,
    _STARTS,
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_NAMES), _BYTES)
def test_reading_never_raises_and_repeats_itself(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        rows = [row for item in discover([path]) for row in read(item)]
        again = [row for item in discover([path]) for row in read(item)]
    assert rows == again
    assert rows or name == "metadata.csv"
    for row in rows:
        if isinstance(row, Failure):
            assert row.reason and str(path) in row.subject
        else:
            assert row.source.text.strip() and row.source.document == row.document.id

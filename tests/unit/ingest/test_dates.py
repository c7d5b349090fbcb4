"""Written dates to EDTF."""

from __future__ import annotations

import pytest

from tawatur.ingest.dates import dating, edtf, where


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2013-01-29", "2013-01-29"),
        ("2013-01-29 14:45:46", "2013-01-29T14:45:46"),
        ("2013-01-29T14:45:46.120Z", "2013-01-29T14:45:46Z"),
        ("2013-01-29T14:45+0300", "2013-01-29T14:45:00+03:00"),
        ("2013/1/9", "2013-01-09"),
        ("20130129", "2013-01-29"),
        ("20130129144546", "2013-01-29T14:45:46"),
        ("29/1/2013", "2013-01-29"),
        ("1.29.2013", "2013-01-29"),
        ("5/5/2013", "2013-05-05"),
        ("29-01-2013 10:05", "2013-01-29T10:05:00"),
        ("1359470746", "2013-01-29T14:45:46Z"),
        ("1359470746000", "2013-01-29T14:45:46Z"),
        ("Tue, 29 Jan 2013 14:45:46 +0200", "2013-01-29T14:45:46+02:00"),
        ("January 29, 2013", "2013-01-29"),
        ("29 Jan 2013", "2013-01-29"),
        ("2018", "2018"),
        ("2018-08~", "2018-08~"),
        ("2018-05/2018-07", "2018-05/2018-07"),
        ("201X", "201X"),
        ("3/4/2013", None),
        ("2013-02-30", None),
        ("yesterday", None),
        ("12", None),
    ],
)
def test_written_dates(written: str, value: str | None) -> None:
    assert edtf(written) == value


def test_arabic_digits_and_reasons() -> None:
    found = dating("٢٠١٣-٠١-٢٩", where("record"))
    assert (found.value, found.reasons, found.certain) == ("2013-01-29", ("given in the record",), True)
    unread = dating("3/4/2013", where("table"))
    assert (unread.value, unread.certain) == (None, False)
    assert unread.reasons == ("«3/4/2013» in metadata.csv could be two dates; write it as year-month-day",)
    assert dating("", where("time")).reasons == () and dating(None, where("time")).reasons == ()

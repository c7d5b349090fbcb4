"""Bytes of text to characters, with the name of the encoding that was used."""

from __future__ import annotations

import codecs
import re

from tawatur.core.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Encodings that Arabic text is still found in, tried when a file is no UTF-8.
_LEGACY = ("windows-1256", "iso-8859-6", "windows-1252", "mac_arabic", "cp864", "cp720")


def decode(data: bytes, hint: str | None = None) -> tuple[str, str]:
    """The text of `data` and the encoding's name.

    A byte order mark of UTF-16 or UTF-32 decides (and is dropped); one of UTF-8 stays as a character. `hint` is an
    encoding named elsewhere (an HTTP header, a meta tag), tried after UTF-8. Raises ReadError when they are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = _usable(hint) or _detected(data)
    return data.decode(encoding, "replace" if hint else "strict"), encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"is damaged: it starts as {encoding} and breaks off at byte {error.start:,}") from error


def _usable(hint: str | None) -> str | None:
    if not hint:
        return None
    try:
        name = codecs.lookup(hint.strip("\"' ")).name
    except LookupError:
        return None
    return (
        None if name in ("utf-8", "ascii") else {"cp1256": "windows-1256", "iso8859-1": "windows-1252"}.get(name, name)
    )


def _detected(data: bytes) -> str:
    """The legacy encoding of `data`: windows-1256 when it makes plausible Arabic, otherwise the detector's best."""
    if b"\x00" in data[:65536]:
        raise ReadError("holds binary data, not text")
    from charset_normalizer import from_bytes

    if _plausible(data, "windows-1256"):
        return "windows-1256"
    best = from_bytes(data[: 1 << 18], cp_isolation=list(_LEGACY)).best()
    if best is not None:
        try:
            data.decode(best.encoding)
        except UnicodeDecodeError:
            best = None
    if best is None:
        raise ReadError("is no text in an encoding that can be told; save it as UTF-8")
    return {"cp1256": "windows-1256", "cp1252": "windows-1252"}.get(best.encoding, best.encoding)


def _plausible(data: bytes, encoding: str) -> bool:
    """Whether at least half of the words that are not ASCII become Arabic letters, one in 40 with the article."""
    try:
        text = data[: 1 << 18].decode(encoding)
    except UnicodeDecodeError:
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    foreign = [word for word in words if not word.isascii()]
    arabic = [word for word in foreign if all("\u0621" <= char <= "\u0652" for char in word)]
    articles = sum(word.startswith(("ال", "وال", "بال", "لل")) for word in arabic)
    return len(arabic) * 2 >= len(foreign) > 0 and articles * 40 >= len(arabic)

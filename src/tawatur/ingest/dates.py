"""Publication dates as metadata writes them, to EDTF."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from tawatur.core.model import Dating
from tawatur.resources.sentences import Sentence, say
from tawatur.text.normalise import light

_DAY = r"(?:\d{4}|\d{3}X|\d{2}XX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?[?~%]?"
_EDTF = re.compile(rf"(?:{_DAY}|\.\.)?(?:/(?:{_DAY}|\.\.)?)?")
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y")


def dating(raw: object, place: Sentence) -> Dating:
    """When `raw` says something was published.

    Arguments: `raw`, a string or number from metadata; `place`, where it stands, in words that complete «given in …».
    Returns a certain `Dating` with an EDTF value (level 0, or 1 for given qualifiers and intervals), or one without a
    value whose reason quotes what could not be read; an empty `Dating` for nothing.
    """
    text = " ".join(light(str(raw)).split()) if raw is not None else ""
    if not text:
        return Dating()
    value = edtf(text)
    if value is None:
        said = _refusal(text, place)
        return Dating(None, (said.en,), arabic=(said.ar,))
    said = say("dating.yaml", "given", place=place)
    return Dating(value, (said.en,), certain=True, arabic=(said.ar,))


def where(key: str, **values: str) -> Sentence:
    """Where a date stands: `record`, `front_matter`, `json_ld`, `table`, `header`, `time`, `tag` with its `name`."""
    return say("dating.yaml", f"in_{key}", **values)


def edtf(text: str) -> str | None:
    """The EDTF value of one written date, or None when it is no date or could be two."""
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _build(*match.groups())
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if match := _NUMERIC.fullmatch(text):
        first, second, year, hour, minute, seconds = match.groups()
        if int(first) > 12 or first.zfill(2) == second.zfill(2):
            return _build(year, second, first, hour, minute, seconds, None)
        return _build(year, first, second, hour, minute, seconds, None) if int(second) > 12 else None
    if len(text) >= 4 and _EDTF.fullmatch(text):
        return text
    return _written(text)


def _build(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    try:
        value = date(int(year), int(month), int(day)).isoformat()
        if hour is None or minute is None:
            return value
        time = datetime(2000, 1, 1, int(hour), int(minute), int(second or 0)).time()
    except ValueError:
        return None
    return f"{value}T{time.isoformat()}{_zone(zone)}"


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone.upper() in ("Z", "UTC"):
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _epoch(digits: str) -> str | None:
    seconds = int(digits[:10])
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z" if moment.year >= 1980 else None


def _written(text: str) -> str | None:
    for pattern in _WRITTEN:
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # a date without a time has no zone
        except ValueError:
            continue
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.replace(microsecond=0).isoformat()


def _refusal(text: str, place: Sentence) -> Sentence:
    quoted = text if len(text) <= 60 else text[:57] + "..."
    key = "two_dates" if _NUMERIC.fullmatch(text) else "no_date"
    return say("dating.yaml", key, words=quoted, place=place)

"""Refuses language data that would fail in silence: `python -m tawatur.resources.lint` lists what is wrong.

Letters that only look Arabic never match folded text, invisible characters hide in lists, and of two entries that fold
to one form only one can ever be found.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from tawatur.resources.loader import data_files
from tawatur.resources.sentences import FILES as SENTENCES
from tawatur.resources.sentences import problems_of
from tawatur.text.normalise import fold

#: Characters that language data may not hold, with what they are.
_FORBIDDEN = {
    **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "a bidi control"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "an invisible character"),
    **dict.fromkeys("\u06a9\u06aa\u06cc\u06c0\u06c1\u06be\u06d5\u06d2", "a Farsi or Urdu letter"),
    **dict.fromkeys("۰۱۲۳۴۵۶۷۸۹", "a Farsi digit"),
}
_TATWEEL = "\u0640"
#: Fields that hold sentences, patterns or reasons: their items need not differ once folded.
PROSE = frozenset({"example", "examples", "counter", "counters", "counter_example", "note", "patterns", "reasons"})
#: The first column of a table is an id when it has one of these names.
_IDS = frozenset({"id", "geonameid"})


def lint() -> list[str]:
    """What is wrong in all data files, one sentence each."""
    return [problem for name, file in sorted(data_files().items()) for problem in lint_file(name, file)]


def lint_file(name: str, file: Traversable) -> Iterator[str]:
    """What is wrong in one data file, called `name` in the sentences."""
    text = file.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        yield from (f"{name}:{number}: {problem}" for problem in lint_line(line))
    if name.endswith(".tsv"):
        yield from (f"{name}: {problem}" for problem in lint_table(text))
    elif name in SENTENCES:
        yield from (f"{name}: {problem}" for problem in problems_of(yaml.safe_load(text)))
    elif not name.startswith("ui/"):  # texts for readers are no entries
        yield from (f"{name}: {problem}" for problem in lint_entries(yaml.safe_load(text)))


def lint_line(line: str) -> Iterator[str]:
    """Characters of a line that may not stand in language data."""
    for char in sorted(set(line)):
        what = _FORBIDDEN.get(char)
        if what is None and ("\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff"):
            what = "a presentation form"
        if what:
            yield f"U+{ord(char):04X} is {what}"
    if any(char == _TATWEEL and _in_word(line, at) for at, char in enumerate(line)):
        yield "a tatweel inside a word"
    if unicodedata.normalize("NFC", line) != line:
        yield "not in Unicode normal form C"


def _in_word(line: str, at: int) -> bool:
    """Whether letters stand on both sides of position `at`; elsewhere a tatweel is a sign, or joins (هـ, بـ)."""
    around = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
    return len(around) == 2 and around.isalpha() and _TATWEEL not in around


def lint_entries(data: Any, where: str = "") -> Iterator[str]:
    """Ids that stand twice in a list of entries, and words that stand twice in a list once folded."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key not in PROSE:
                yield from _list(value, f"{where}.{key}" if where else str(key))
    else:
        yield from _list(data, where)


def _list(value: Any, where: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from lint_entries(value, where)
    if not isinstance(value, list):
        return
    if all(isinstance(item, str) for item in value):
        yield from (f"{where}: «{word}» stands twice once folded" for word in _twice([fold(w) for w in value]))
        return
    ids = [str(item["id"]) for item in value if isinstance(item, Mapping) and "id" in item]
    yield from (f"{where or 'entries'}: the id “{word}” stands twice" for word in _twice(ids))
    for number, item in enumerate(value):
        if isinstance(item, Mapping):
            yield from lint_entries(item, f"{where}[{item.get('id', number)}]")


def lint_table(text: str) -> Iterator[str]:
    """Rows that stand twice, and ids that do, in a tab-separated table."""
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from (f"the row “{row}” stands twice" for row in _twice(rows))
    head = text.split("\n", 1)[0].lstrip("# ").split("\t")[0].split()[:1]
    if head and head[0] in _IDS:
        yield from (f"the id “{word}” stands twice" for word in _twice([row.split("\t")[0] for row in rows]))


def _twice(words: Sequence[str]) -> list[str]:
    """Words that occur more than once, in order of their second time."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    for word in words:
        if word in seen:
            found[word] = None
        seen.add(word)
    return list(found)


if __name__ == "__main__":
    found = lint()
    print("\n".join(found) or "All language data is sound.")
    sys.exit(bool(found))

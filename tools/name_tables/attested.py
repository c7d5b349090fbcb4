"""Build the table of attested spellings of name words: ``resources/data/ar/names/attested.tsv``.

Sources: the name index of ``arabic-name-romanizer`` (Wikidata labels CC0-1.0, Algerian Name Transcription Corpus
CC0-1.0, DziriNames benchmark MIT).
One row an Arabic word: the folded word, how often people of Arab and neighbouring countries bear it (zero for
foreign names), then ``latin:count`` for its folded Latin spellings, most frequent first.

    python -m tools.name_tables
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from tawatur.names.fold import fold_name

ARTICLES = ("al", "el", "il", "as", "ash", "ad", "az", "at", "an", "ar", "es", "ed", "ez", "et", "en", "er")
Table = dict[str, dict[str, int]]


def bare_arabic(folded: str, latin: str) -> str:
    """The word without its article; where the Latin spelling begins with al, el … the first letters are kept."""
    if folded.startswith("ال") and len(folded) > 4 and not re.match("[aeiou]l", latin):
        return folded[2:]
    return folded


def bare_latin(text: str) -> str:
    """The folded word, joined, without a separated article."""
    words = fold_name(text.replace("-", " ")).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return "".join(words) if len(words) == 1 else ""


def from_romanizer() -> Table:
    """Counts of (Arabic, Latin) word pairs in the index that ``arabic-name-romanizer`` ships."""
    path = files("arabic_name_romanizer").joinpath("resources", "names.sqlite3")
    table: Table = defaultdict(lambda: defaultdict(int))
    query = "select arabic_key, latin, sum(count) from units group by 1, 2 order by 1, 2"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        for arabic, latin, count in base.execute(query):
            left, right = fold_name(arabic), bare_latin(latin)
            if " " in left or not right.isascii() or not right.isalpha() or not left:
                continue
            table[bare_arabic(left, right)][right] += int(count)
    return table


def rows(table: Table, native: dict[str, int], least: int, least_share: float) -> list[str]:
    """Lines of the table; pairs seen fewer than ``least`` times or below a share of their Arabic word stay out."""
    lines = []
    for arabic in sorted(table):
        total = sum(table[arabic].values())
        kept = [(c, latin) for latin, c in table[arabic].items() if c >= least and c >= least_share * total]
        kept.sort(key=lambda item: (-item[0], item[1]))
        if kept and len(arabic) > 1 and re.fullmatch("[ء-غف-ي]+", arabic):
            lines.append(f"{arabic}\t{native.get(arabic, 0)}\t" + " ".join(f"{latin}:{c}" for c, latin in kept[:16]))
    return lines


def build(folder: Path, least: int = 2) -> None:
    """Write the table into `folder`; spellings seen fewer than `least` times are left out."""
    table = from_romanizer()
    native = {arabic: sum(found.values()) for arabic, found in table.items()}
    lines = rows(table, native, least, 0.004)
    head = "# arabic\tnative\tlatin:count …; built by tools/name_tables "
    head += "(Wikidata CC0-1.0, Zerrouki CC0-1.0, DziriNames MIT)\n"
    (folder / "attested.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")

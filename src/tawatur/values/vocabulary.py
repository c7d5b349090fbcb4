"""Value words from the language data, found at tokens behind particles and the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tawatur.resources.loader import load_yaml
from tawatur.text.tokens import Token, stems, tokens
from tawatur.text.view import TextView


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of a value word. `article`: any | never | literal (the form as written, no article added)."""

    kind: str
    value: Any
    words: tuple[str, ...]
    article: str = "any"


class Hit(NamedTuple):
    """An entry found at tokens `[first, last)`; `prefix` characters of particles (`clitic`) stand before it."""

    kind: str
    value: Any
    first: int
    last: int
    prefix: int
    clitic: str
    definite: bool


def words_of(form: str) -> tuple[str, ...]:
    """The folded words of a form, cut as a text's tokens are."""
    return tuple(token.key for token in tokens(TextView.of(form)))


#: Value words that «ك» may stand before («كحد أقصى»): before numbers it makes other words («كمية»).
_AFTER_KAF = frozenset({"حد"})


class Vocabulary:
    """Entries by their first word; whole words only."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.words[0], []).append(entry)
        self.starts = lru_cache(maxsize=200_000)(self._starts)

    def _starts(self, key: str) -> tuple[tuple[int, bool, Entry], ...]:
        """Entries whose first word is `key` behind particles, a reading without particles first."""
        found: list[tuple[int, bool, Entry]] = []
        for prefix, stem in stems(key):
            if (prefix and key[prefix - 1] == "س") or (key[:prefix].endswith("ك") and stem not in _AFTER_KAF):
                continue
            found += [(prefix, False, entry) for entry in self._entries.get(stem, ())]
            if stem.startswith("ال") and len(stem) > 3:
                found += [(prefix, True, e) for e in self._entries.get(stem[2:], ()) if e.article == "any"]
        return tuple(found)

    def at(self, row: Sequence[Token], index: int) -> tuple[Hit, ...]:
        """Entries that begin at token `index`, longest first, then with the fewest particles."""
        starts = self.starts(row[index].key)
        if not starts:
            return ()
        key = row[index].key
        after = row[index + 1].key if index + 1 < len(row) else ""
        found = []
        for prefix, definite, entry in starts:
            words = entry.words
            last = index + len(words)
            if last == index + 1 or (words[1] == after and _same(row, index + 1, last, words)):
                found.append(Hit(entry.kind, entry.value, index, last, prefix, key[:prefix], definite))
        if len(found) > 1:
            found.sort(key=_longest)
        return tuple(found)


def _longest(hit: Hit) -> tuple[int, int]:
    return -hit.last, hit.prefix


def _same(row: Sequence[Token], first: int, last: int, words: tuple[str, ...]) -> bool:
    """Whether the words after an entry's first stand at `[first, last)`, with an article more or less."""
    if last > len(row):
        return False
    return all(token.key == word for token, word in zip(row[first:last], words[1:], strict=True))


def _entry(kind: str, value: Any, form: str, article: str = "any") -> Entry:
    return Entry(kind, value, words_of(form), article)


def _simple(kind: str, rows: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    for row in rows:
        value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
        for form in row["forms"]:
            yield _entry(kind, value, form, row.get("article", "any"))


def _number_entries() -> Iterator[Entry]:
    data = load_yaml("ar/numbers.yaml")
    yield from _simple("cardinal", data["cardinals"])
    yield from _simple("cardinal", data["english"])
    yield from _simple("bound_unit", data["bound_units"])
    yield from _simple("vague", data["vague"])
    yield from _simple("ordinal", data["ordinals"])
    yield from (_entry("last", -1, form) for form in data["last"])
    yield from (_entry("point", None, form, "never") for form in data["decimal_points"])
    for digit, stem_forms in data["hundred_stems"].items():
        for stem in stem_forms:
            yield from (_entry("cardinal", digit * 100, stem + word) for word in data["hundred_words"])
    for row in data["scales"]:
        yield from (_entry("scale", row["value"], form) for form in row["forms"])
        yield from (_entry("scales", row["value"], form) for form in row.get("plural", ()))
        yield from (_entry("scale2", row["value"], form, "never") for form in row.get("dual", ()))
    for row in data["fractions"]:
        kind = "fractions" if row.get("only_after_number") else "fraction"
        yield from (_entry(kind, row["value"], form) for form in row["forms"])
        yield from (_entry("fractions", row["value"], form) for form in row.get("plural", ()))
    for row in data["bounds"]:
        yield from (_entry("bound", row["value"], form, "literal") for form in row["before"])
        yield from (_entry("bound_after", row["value"], form, "literal") for form in row["after"])


def _time_entries() -> Iterator[Entry]:
    data = load_yaml("ar/time.yaml")
    for key, kind in _TIME_KINDS.items():
        yield from _simple(kind, data[key])
    weak = {words_of(form) for form in data["weak_months"]}
    for row in data["months"]:
        for form in row["forms"]:
            words = words_of(form)
            yield Entry("weak_month" if words in weak else "month", row["value"], words, "literal")
    yield from (_entry("weekday", r["value"], form, "literal") for r in data["weekdays"] for form in r["forms"])
    yield from (_entry("bare_weekday", r["value"], form, "literal") for r in data["weekdays"] for form in r["bare"])
    for row in data["units"]:
        yield from (_entry("unit", row["value"], form) for form in row["forms"])
        yield from (_entry("units", row["value"], form) for form in row["plural"])
        yield from (_entry("unit2", row["value"], form) for form in row["dual"])
        yield from (_entry("unit2c", row["value"], form, "never") for form in row.get("construct", ()))
    yield from (_entry("now", None, form, "literal") for form in data["now"]["forms"])
    yield from (_entry("until_now", None, form, "literal") for form in data["now"]["after_until"])
    yield from (_entry("recently", None, form, "literal") for form in data["recently"]["forms"])
    yield from (_entry("vague_span", None, form, "literal") for form in data["vague_spans"]["nouns"])
    yield from (_entry("span_cue", None, form, "literal") for form in data["span_cues"])
    yield from (_entry("age_cue", None, form, "literal") for form in data["age_cues"])
    yield from (_entry("age_after", None, form, "literal") for form in data["age_after"])
    yield from (_entry("label", None, form, "any") for form in data["label_words"])
    yield from (_entry("case_word", None, form) for form in data["case_words"])
    yield from (_entry("year_cue", None, form, "literal") for form in data["year_cues"])
    yield from (_entry("future_cue", None, form, "literal") for form in data["future_cues"])
    yield from (_entry("before", None, form, "literal") for form in data["relative"]["before"])
    yield from (_entry("after", None, form, "literal") for form in data["relative"]["after"])
    for kind in ("before_it", "after_it"):
        yield from (_entry(kind, None, form, "literal") for form in data["relative"][kind])
    yield from (_entry("ago", None, form, "literal") for form in data["relative"]["ago_after"])
    yield from (_entry("year_kind", None, form, "literal") for form in data["year_kinds"])
    yield from (_entry("some_time", None, form, "never") for form in data["some_time"])
    yield from (_entry("counted_by_ordinal", None, form) for form in data["counted_by_ordinal"])
    yield from (_entry("anaphor", None, form, "never") for form in data["anaphors"])
    yield from (_entry("at_that_time", None, form, "never") for form in data["at_that_time"])
    yield from _clock_entries(data)


_TIME_KINDS = {
    "hijri_months": "hijri_month",
    "shifts": "shift",
    "demonstratives": "demonstrative",
    "edges": "edge",
    "day_parts": "day_part",
    "deictics": "deictic",
    "sets": "set",
    "seasons": "season",
    "decades": "decade_word",
    "holidays": "holiday",
}


def _clock_entries(data: dict[str, Any]) -> Iterator[Entry]:
    clock = data["clock"]
    yield from (_entry("clock", None, form, "literal") for form in clock["word"])
    yield from (_entry("clock_part", minutes, form, "never") for form, minutes in clock["past_hour"].items())
    yield from (_entry("clock_minus", None, form, "literal") for form in clock["minus"])
    yield from (_entry("zone_word", None, form, "literal") for form in clock["zone_words"])
    yield from (_entry("zone", zone, form, "literal") for form, zone in clock["zones"].items())
    for calendar, forms in data["era"].items():
        yield from (_entry("era", calendar, form, "literal") for form in forms)
    for row in data["known_dates"]:
        value = (row["month"], row["day"], row["year"], bool(row.get("name")))
        yield from (_entry("known", value, form) for form in row["beside"])
    yield from (_entry("event_head", None, form) for form in data["event_heads"])
    yield from (_entry("anniversary", None, form) for form in data["anniversary"])
    for side, forms in data["since_event"].items():
        yield from (_entry("since_event", side, form, "literal") for form in forms)
    yield from (_entry("place_head", None, form) for form in data["place_heads"])


def _unit_entries() -> Iterator[Entry]:
    data = load_yaml("ar/units.yaml")
    for row in data["currencies"]:
        yield from (_entry("currency", row["noun"], form) for form in row["forms"])
        yield from (_entry("currency2", row["noun"], form, "never") for form in row.get("dual", ()))
    yield from (_entry("code", code, code, "literal") for code in data["codes"])
    yield from (_entry("percent", None, form, "literal") for form in data["percent"])
    for row in data["measures"]:
        yield from (_entry("measure", row["unit"], form, "never") for form in row["forms"])
        yield from (_entry("measure2", row["unit"], form, "never") for form in row.get("dual", ()))


def _noun_entries() -> Iterator[Entry]:
    data = load_yaml("ar/counted.yaml")
    yield from (_entry("dual_noun", None, form, "never") for form in dual_forms(data))
    yield from (_entry("not_noun", None, form, "literal") for form in data["not_counted"])
    yield from (_entry("no_dual", None, form, "any") for form in data["not_dual"])


def dual_forms(data: dict[str, Any]) -> Iterator[str]:
    """Nominative and oblique duals of the counted nouns, with and without their nun (before a genitive)."""
    for noun in data["broken_plural"]:
        stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
        yield from (stem + ending for ending in ("ان", "ين"))
    for noun in data["sound_plural"]:
        yield noun + "ان"
    for noun in data["before_genitive"]:
        stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
        yield from (stem + ending for ending in ("ا", "ي"))


@cache
def vocabulary() -> Vocabulary:
    """All value words of the language data."""
    return Vocabulary((*_number_entries(), *_time_entries(), *_unit_entries(), *_noun_entries()))

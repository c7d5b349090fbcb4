"""What pages say in Arabic and English: two catalogues as data, plural forms and dates by CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup, escape

from tawatur.core.errors import ResourceError
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import Sentence

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
DIRECTION: Mapping[str, str] = {"ar": "rtl", "en": "ltr"}

#: Families of keys that the case itself can extend (kinds of flags, languages …): unknown ones are shown as they are.
OPEN = frozenset(
    {"flag", "language", "fact", "role", "conflict", "reuse", "lost", "decision", "kind", "mark", "interest"}
)


@cache
def catalogue(language: Language) -> Mapping[str, str | Mapping[str, str]]:
    """Every text of one language by its dotted key; texts with plural forms are mappings."""
    flat: dict[str, str | Mapping[str, str]] = {}
    for group, texts in load_yaml(f"ui/{language}.yaml").items():
        for name, value in texts.items():
            flat[f"{group}.{name}"] = value
    return flat


def text(language: Language, key: str, **values: object) -> str:
    """The text of `key` with `values` put in; `n` chooses the plural form. Raises ResourceError for an unknown key."""
    found = catalogue(language).get(key)
    if found is None:
        group, _, name = key.partition(".")
        if group in OPEN:
            return name.replace("_", " ")
        raise ResourceError(f"resources/data/ui/{language}.yaml has no text “{key}”.")
    if not isinstance(found, str):
        form = _locale(language).plural_form(int(str(values.get("n", 0))))
        found = found.get(form, found["other"])
    return found.format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(language)


class Translator:
    """Texts for templates: in one language, or in both at once for a page that switches without a server."""

    def __init__(self, *languages: Language) -> None:
        self.languages = languages or LANGUAGES

    def __call__(self, key: str, **values: object) -> Markup:
        """The text of `key`, safe to place in a page."""
        return self.each(lambda language: text(language, key, **values))

    def each(self, make: object) -> Markup:
        """What `make` gives for each language, of which a page shows one."""
        assert callable(make)
        texts = [(language, str(make(language))) for language in self.languages]
        if len(texts) == 1:
            return Markup(escape(texts[0][1]))
        return Markup("").join(Markup('<span class="l-{0}">{1}</span>').format(*pair) for pair in texts)

    def attr(self, name: str, key: str, **values: object) -> Markup:
        """The attribute `name` with the text of `key`; the other language beside it where a page holds both."""
        texts = [(language, text(language, key, **values)) for language in self.languages]
        made = Markup('{}="{}"').format(name, texts[0][1])
        if len(texts) > 1:
            made += Markup("").join(Markup(' data-{}-{}="{}"').format(name, *pair) for pair in texts)
        return made

    def say(self, said: Sentence) -> Markup:
        """A sentence about the case."""
        return self.each(lambda language: getattr(said, language))

    def date(self, value: str | None) -> Markup:
        """An EDTF value in words."""
        return self.each(lambda language: date_words(language, value))


_SEASON = {"21": "date.spring", "22": "date.summer", "23": "date.autumn", "24": "date.winter"}


def date_words(language: Language, value: str | None) -> str:
    """An EDTF value for readers; what has no plain reading is returned as it is."""
    if not value:
        return text(language, "date.unknown")
    if duration := _DURATION.fullmatch(value):
        return _lasting(language, duration)
    plain = value.strip("[]{}")
    if "/" in plain or ".." in plain:
        first, _, last = plain.partition("/") if "/" in plain else plain.partition("..")
        return _range(language, first.strip("."), last.strip("."))
    bare = re.sub(r"[~?%]", "", plain)
    words = _plain(language, bare)
    return text(language, "date.about", date=words) if bare != plain else words


_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def _lasting(language: Language, found: re.Match[str]) -> str:
    """An ISO 8601 duration in words."""
    said = [text(language, f"lasting.{unit}", n=int(n)) for n, unit in zip(found.groups(), _UNITS, strict=True) if n]
    return format_list(said, locale=language) if said else found[0]


def _range(language: Language, first: str, last: str) -> str:
    if first and last:
        return text(language, "date.range", first=date_words(language, first), last=date_words(language, last))
    if first:
        return text(language, "date.from", date=date_words(language, first))
    return text(language, "date.until", date=date_words(language, last))


def _plain(language: Language, value: str) -> str:
    if decade := re.fullmatch(r"(\d{3})X", value):
        return text(language, "date.decade", year=f"{decade[1]}0")
    found = re.match(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if not found or (len(value) > found.end() and value[found.end()] != "T"):
        return value
    year, month, day = found.groups()
    if month in _SEASON:
        return text(language, _SEASON[month], year=year)
    try:
        if day:
            return format_date(date(int(year), int(month), int(day)), "d MMMM y", locale=language)
        return format_date(date(int(year), int(month), 1), "MMMM y", locale=language) if month else year
    except ValueError:
        return value

"""Both catalogues say the same things, and templates and scripts say nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale

from tawatur.core import model
from tawatur.core.errors import ResourceError
from tawatur.report.strings import LANGUAGES, Language, Translator, catalogue, date_words, text
from tawatur.resources.loader import load_yaml

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "src" / "tawatur" / "report" / "templates"
PLURAL = re.compile(r"\{(\w+)\}")


def test_catalogues_have_the_same_keys() -> None:
    assert set(catalogue("ar")) == set(catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_texts_have_every_form_of_their_language(language: Language) -> None:
    forms = Locale.parse(language).plural_form.tags | {"other"}
    for key, value in catalogue(language).items():
        if not isinstance(value, str):
            assert set(value) == forms, key


def test_both_languages_ask_for_the_same_values() -> None:
    def wanted(language: Language, key: str) -> set[str]:
        value = catalogue(language)[key]
        return set(PLURAL.findall(value if isinstance(value, str) else value["other"]))

    for key in catalogue("ar"):
        assert wanted("ar", key) == wanted("en", key), key


def _used() -> set[str]:
    files = [
        *TEMPLATES.rglob("*.html"),
        *(ROOT / "frontend" / "src").glob("*.ts"),
        *(ROOT / "src/tawatur/graph/views").glob("*.py"),
    ]
    code = "\n".join(f.read_text(encoding="utf-8") for f in files)
    calls = re.findall(r"""\bt\(\s*["']([\w.]+)["']\s*[,)]""", code)
    attributes = re.findall(r"""t\.attr\("[\w-]+", "([\w.]+)"[,)]""", code)
    rows = re.findall(r"""Row\("([\w.]+)\"""", code)
    return {key for key in (*calls, *attributes, *rows) if "." in key}


def test_every_key_that_pages_name_exists() -> None:
    used = _used()
    assert len(used) > 100
    assert used - set(catalogue("ar")) == set()


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("force", model.Force),
        ("mode", model.Mode),
        ("kind", model.SourceKind),
        ("type", model.EntityType),
        ("polarity", model.Polarity),
        ("modality", model.Modality),
        ("bound", model.Bound),
    ],
)
def test_every_value_of_a_closed_list_has_a_text(group: str, values: type[model.Force]) -> None:
    assert {f"{group}.{value.value}" for value in values} <= set(catalogue("ar"))


def test_every_kind_of_flag_has_a_text() -> None:
    kinds = {f"flag.{kind}" for kind in load_yaml("flags.yaml")}
    assert kinds
    for language in LANGUAGES:
        assert kinds <= set(catalogue(language))


def test_an_unknown_key_is_an_error_and_an_open_one_shows_itself() -> None:
    with pytest.raises(ResourceError):
        text("ar", "page.nowhere")
    assert text("en", "flag.something_new") == "something new"


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, "لا مقالات"), (1, "مقال واحد"), (2, "مقالان"), (5, "5 مقالات"), (14, "14 مقالا"), (100, "100 مقال")],
)
def test_arabic_counts_as_arabic_does(n: int, shown: str) -> None:
    assert text("ar", "n.articles", n=n) == shown


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ("2019-08~", "about August 2019"),
        ("2019-22", "summer 2019"),
        ("2010/2016", "2010 to 2016"),
        ("../2015", "until 2015"),
        ("2013-01-12", "12 January 2013"),
        ("2019-07-26T18:40:00+01:00", "26 July 2019"),
        (None, "no date"),
        ("P10D", "10 days"),
        ("P1Y2M", "1 year and 2 months"),
        ("PT20M", "20 minutes"),
        ("198X", "the 1980s"),
        ("1445-99-99", "1445-99-99"),
    ],
)
def test_dates_in_words(value: str | None, english: str) -> None:
    assert date_words("en", value) == english


def test_a_page_with_both_languages_escapes_both() -> None:
    both = Translator("ar", "en").each(lambda language: "<b>")
    assert both.count("&lt;b&gt;") == 2

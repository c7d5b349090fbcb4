"""The Arabic interface speaks Arabic: outside words of the case and codes, no Latin word stands on any page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tawatur.report import assets
from tawatur.report.freeze import freeze
from tawatur.report.strings import catalogue
from tawatur.stores import decisions
from tawatur.stores.sqlite import Case
from tawatur.web.app import create_app
from tawatur.web.desk import Desk
from tawatur.web.guard import COOKIE

BUILT = (Path(assets.__file__).parent / "assets" / "app.css").is_file()
pytestmark = pytest.mark.skipif(not BUILT, reason="the pages are not built: make install builds them (needs Node)")

#: The program's own name, names of files and commands, and signs that are the same in every language.
SAME = {
    "tawatur", "serve", "add", "show", "failures", "CASE", "FOLDER", "metadata", "csv", "SHA", "JSON", "LD", "Natural",
    "Earth", "GeoNames", "CC", "BY",
}  # fmt: skip
WORDS = re.compile(r"[A-Za-z]{2,}")
QUOTED = re.compile("«[^«»]*(?:«[^«»]*»[^«»]*)*»")
ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")
LISTS = (
    "", "claims", "documents", "reuse", "lost", "conflicts", "flags", "actors", "network", "timeline", "map", "sources",
    "review", "search", "search?words=مرجانة", "login", "nowhere",
)  # fmt: skip


@pytest.fixture(scope="module")
def case_path(harbour_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as the program reads it, with a file that failed and a decision of each kind."""
    path = tmp_path_factory.mktemp("arabic") / "harbour.tawatur"
    path.write_bytes(harbour_path.read_bytes())
    return path


@pytest.fixture(scope="module")
def client(case_path: Path) -> Iterator[TestClient]:
    desk = Desk.open(case_path, lambda: "2020-01-01T00:00:00+00:00", "هدى")
    made = TestClient(create_app(desk), base_url="http://127.0.0.1:8642")
    made.cookies.set(COOKIE, desk.session)
    claim = made.get("/api/v1/claims").json()["rows"][0]["id"]
    for action, given in (("rate", "2"), ("note", ""), ("accept", "")):
        decisions.append(desk.shelf.case, "2020-01-01T00:00:00+00:00", "هدى", action, claim, given, "لأن")
    yield made
    desk.close()


def english(text: str) -> list[str]:
    """Latin words outside quotation marks."""
    return [word for word in WORDS.findall(QUOTED.sub("", text)) if word not in SAME]


def foreign(page: str) -> list[str]:
    """Latin words of a page that are neither the case's nor codes: `bdi`, quotations, code and `lang` are left out."""
    root = html.document_fromstring(page)
    english_side = "//*[@lang='en' or contains(concat(' ', @class, ' '), ' l-en ')][not(self::html)]"
    left_out = "//script | //style | //code | //kbd | //bdi[not(@class='said')] | //*[@dir='auto' or @data-language]"
    for node in (*root.xpath(english_side), *root.xpath(left_out)):
        node.drop_tree()
    said = [*root.xpath("//body//text()"), *(value for name in ATTRIBUTES for value in root.xpath(f"//@{name}"))]
    return [f"{word}: {' '.join(text.split())[:80]}" for text in said for word in english(text)]


def things(client: TestClient) -> Iterator[str]:
    """Pages of single things: a few claims, actors and pairs, every document."""
    for kind, many in (("claims", 6), ("documents", 20), ("actors", 6)):
        yield from (f"{kind}/{row['id']}" for row in client.get(f"/api/v1/{kind}").json()["rows"][:many])
    for row in client.get("/api/v1/pairs").json()["rows"][:3]:
        yield f"compare/{row['a']['id']}/{row['b']['id']}"


def test_no_page_says_an_english_word(client: TestClient) -> None:
    found: dict[str, list[str]] = {}
    for path in (*LISTS, *things(client)):
        if words := foreign(client.get(f"/{path}").text):
            found[path] = words[:4]
    assert found == {}


def test_the_frozen_report_says_no_english_word(case_path: Path) -> None:
    with Case.open(case_path) as case:
        assert foreign(freeze(case, "ar"))[:8] == []


def test_explanations_of_marks_are_in_both_languages(client: TestClient) -> None:
    """What the reader's script shows: every term has a text, every sentence an Arabic side."""
    known = catalogue("ar")
    for path in things(client):
        if not path.startswith("documents/"):
            continue
        page = html.document_fromstring(client.get(f"/{path}").text)
        data = json.loads(page.xpath("string(//script[contains(@class, 'marks')])"))
        sides = [*data["why"].values(), *(row["s"] for m in data["marks"] for row in m["r"] if "s" in row)]
        assert [s["ar"] for s in sides if english(s["ar"])] == []
        terms = {key for m in data["marks"] for row in m["r"] for key in (row["k"], row.get("t", "")) if key}
        assert terms - set(known) == set()


def test_the_arabic_catalogue_holds_no_english() -> None:
    for key, value in catalogue("ar").items():
        for text in [value] if isinstance(value, str) else value.values():
            plain = re.sub(r"\{\w+\}", "", text)
            assert key.startswith("app.language") or not english(plain), (key, text)

"""The frozen report: one file, nothing from elsewhere, nothing of an article as markup, every link inside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaluation.gold_case import build
from tawatur.core.model import Document, SourceText
from tawatur.report import assets
from tawatur.report.freeze import Limits, freeze
from tawatur.stores.sqlite import Case

HARBOUR = Path(__file__).parents[3] / "examples" / "harbour"
BUILT = (Path(assets.__file__).parent / "assets" / "app.css").is_file()

pytestmark = pytest.mark.skipif(not BUILT, reason="the pages are not built: make install builds them (needs Node)")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = tmp_path_factory.mktemp("report") / "harbour.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    return Case.open(path)


@pytest.fixture(scope="module")
def page(case: Case) -> str:
    return freeze(case)


def _markup(page: str) -> str:
    return re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.S)


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    markup = _markup(page)
    assert not re.search(r"""\b(?:src|href|action|data|poster)=["'](?!#|data:)""", markup)
    assert not re.search(r"url\((?!data:)", page.split("<body", 1)[0])
    assert "@import" not in page.split("<body", 1)[0]
    assert "default-src 'none'" in page


def test_every_link_leads_somewhere(page: str) -> None:
    addresses = set(re.findall(r'data-page="([^"]+)"', page))
    linked = {link.split("@")[0] for link in re.findall(r'href="#([^"]+)"', _markup(page))} - {"main"}
    pins = {link for link in linked if link.startswith("place-")}
    assert linked - pins <= addresses
    assert pins <= set(re.findall(r'id="(place-[^"]+)"', page))
    assert len(addresses) > 100


def test_scripts_are_admitted_by_their_hash(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    assert scripts
    for script in scripts:
        assert assets.csp_hash(script).replace("'", "&#39;") in policy[1]


def test_the_same_case_gives_the_same_bytes(case: Case, page: str) -> None:
    assert freeze(case) == page


def test_both_languages_are_inside(page: str) -> None:
    assert '<html lang="ar" dir="rtl"' in page
    assert '<span class="l-en">Claims</span>' in page
    assert '<span class="l-ar">الأقوال</span>' in page


def test_a_large_case_is_limited_and_says_so(case: Case) -> None:
    page = freeze(case, "en", Limits(documents=3))
    assert "This copy holds 3 of 11 documents" in page
    assert page.count('class="reader"') == 3


def test_hostile_articles_stay_words(tmp_path: Path) -> None:
    with Case.open(tmp_path / "hostile.tawatur", create=True) as case:
        evil = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }}'
        document = Document("0" * 64, f"{evil}.txt", url="javascript:alert(3)", title=evil, publisher=evil, author=evil)
        with case.transaction():
            case.add_document(document, SourceText(document.id, "plain/1", f"{evil}\n\n{evil}"))
        page = freeze(case)
    assert "<img" not in page
    assert "alert(2)</script>" not in page
    assert 'href="javascript' not in page
    assert "{{ 7 * 7 }}" in page


def test_an_empty_case_says_what_to_do(tmp_path: Path) -> None:
    with Case.open(tmp_path / "empty.tawatur", create=True) as case:
        page = freeze(case, "en")
    assert "The case holds no documents yet" in page

"""One contract, every store: what is put in comes out, in an order of its own, whatever the order of putting in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawatur.core.model import Attribution, EntityType, Link, LinkKind, Mention, Span
from tawatur.stores.sqlite import Case
from tests.samples import TEXTS, attribution, document, keep, place, put

#: How to open each store afresh, and again.
STORES: dict[str, Callable[[Path], Case]] = {"sqlite": lambda path: Case.open(path, create=True)}
Open = Callable[[Path], Case]


@pytest.fixture(params=STORES.values(), ids=STORES)
def opening(request: pytest.FixtureRequest) -> Open:
    return request.param  # type: ignore[no-any-return]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(TEXTS)))
def test_documents_come_in_order_of_their_names(
    opening: Open, tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    path = tmp_path_factory.mktemp("store") / "a.tawatur"
    with opening(path) as case:
        for name in order:
            put(case, name, TEXTS[name])
    with opening(path) as case:
        assert [d.name for d in case.documents()] == sorted(TEXTS)
        assert [case.source_text(t).text for t in case.texts()] == [TEXTS[n] for n in sorted(TEXTS)]  # type: ignore[union-attr]
        assert [case.document(d).name for d in case.texts().values()] == sorted(TEXTS)  # type: ignore[union-attr]
        state = case.state()
    with opening(path.with_name("b.tawatur")) as other:
        for name in sorted(TEXTS):
            put(other, name, TEXTS[name])
        assert other.state() == state


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=12))
def test_findings_come_back_whole_and_by_position(
    opening: Open, tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int]]
) -> None:
    with opening(tmp_path_factory.mktemp("store") / "a.tawatur") as case:
        _, source = put(case, "bridge.txt", TEXTS["bridge.txt"])
        made = {Mention(Span(source.id, a, a + n), EntityType.PER, "name/person", str(a)) for a, n in spans}
        keep(case, source, *made)
        found = list(case.findings(Mention, source.id))
        assert set(found) == made and found == sorted(found, key=lambda m: (m.span.start, m.span.end, m.id))
        assert all(case.find(m.id) == m for m in made)
        assert all(case.words(m.span) == source.text[m.span.start : m.span.end] for m in made)


def test_findings_of_one_text_leave_those_of_others_alone(opening: Open, tmp_path: Path) -> None:
    with opening(tmp_path / "a.tawatur") as case:
        _, first = put(case, "bridge.txt", TEXTS["bridge.txt"])
        _, second = put(case, "port.txt", TEXTS["port.txt"])
        keep(case, first, attribution(first, "قال", "الجسر"))
        keep(case, second, attribution(second, "أعلن", "موقفه"))
        keep(case, first)
        assert [a.content.text for a in case.findings(Attribution)] == [second.id]
        assert case.pending("key") == [] and set(case.pending("other")) == {first.id, second.id}


def test_findings_across_texts_keep_the_order_they_were_given(opening: Open, tmp_path: Path) -> None:
    with opening(tmp_path / "a.tawatur") as case:
        _, a = put(case, "bridge.txt", TEXTS["bridge.txt"])
        _, b = put(case, "port.txt", TEXTS["port.txt"])
        pairs = [("ذلك", "مسؤول"), ("الجسر", "موقفه"), ("قال", "أعلن")]
        links = [
            Link(LinkKind.REUSE, "near", place(a, x), place(b, y), score, ("لأن",), "reuse/copy", (("k", "v"),))
            for (x, y), score in zip(pairs, (0.9, 0.5, 0.7), strict=True)
        ]
        with case.transaction():
            case.put_case_findings("reuse", links, "k")
        assert list(case.case_findings(Link)) == links == list(case.case_findings_in(Link, b.id))
        assert case.find(links[1].id) == links[1]


def test_what_a_case_does_not_have_is_none(opening: Open, tmp_path: Path) -> None:
    with opening(tmp_path / "a.tawatur") as case:
        assert case.document("d-0") is None and case.source_text("t-0") is None and case.text_of("d-0") is None
        assert case.words(Span("t-0", 0, 3)) == "" and case.texts() == {} and case.failures() == []


def test_the_last_reading_stands_for_its_document(opening: Open, tmp_path: Path) -> None:
    with opening(tmp_path / "a.tawatur") as case:
        put(case, "bridge.txt", TEXTS["bridge.txt"], reader="text/1")
        made, second = put(case, "bridge.txt", TEXTS["bridge.txt"], reader="text/2")
        assert case.text_of(made.id) == second and list(case.texts()) == [second.id]
        assert made == document("bridge.txt", TEXTS["bridge.txt"])

"""Views over the example's annotations: what pages show is there, exact, and follows decisions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.gold_case import build
from tawatur.core.model import LinkKind
from tawatur.graph.views import (
    actors,
    claims,
    network,
    overview,
    passages,
    places,
    reader,
    review,
    search,
    sources,
    timeline,
)
from tawatur.graph.views.dates import days, known_first, order
from tawatur.graph.views.model import page_of
from tawatur.graph.views.shelf import Shelf
from tawatur.graph.views.wording import differences
from tawatur.names.places import candidates
from tawatur.pipeline.run import add
from tawatur.stores import decisions
from tawatur.stores.sqlite import Case

HARBOUR = Path(__file__).parents[3] / "examples" / "harbour"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    path = tmp_path_factory.mktemp("views") / "harbour.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    return Shelf(Case.open(path))


def test_overview_counts_what_is_there(shelf: Shelf) -> None:
    view = overview.overview(shelf)
    assert view.documents == 11
    assert view.analysed == 11
    assert dict(view.languages) == {"ar": 9, "en": 2}
    assert dict(view.links)["reuse"] == 16
    assert view.first == "2019-04-10"
    assert not view.failures


def test_documents_are_found_by_folded_words(shelf: Shelf) -> None:
    assert overview.document_list(shelf, "مرجانه").rows[0].title == "من يدفع ثمن «مرجانة»؟"
    assert overview.document_list(shelf, "لا شيء كهذا").page.total == 0


def test_claims_with_most_articles_for_each_origin_come_first(shelf: Shelf) -> None:
    rows = claims.claim_list(shelf, claims.ClaimFilter(sort="ratio")).rows
    shares = [row.documents / max(1, row.origins_high) for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert rows[0].documents == 6
    assert rows[0].origins_low == 1


def row(name: str, documents: int, low: int, high: int, outlets: int = 2, **more: object) -> claims.ClaimRow:
    """A claim of an invented case."""
    papers = tuple(f"صحيفة {n}" for n in range(outlets))
    plain = claims.ClaimRow(name, name, documents, low, high, papers, None, ("KILL",), (), (), (), False, False)
    return replace(plain, **more)


def test_what_is_at_stake_comes_before_copies_and_what_is_said_in_passing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [
        row("copied twice", 2, 1, 1),
        row("in passing", 4, 4, 4, outlets=4, types=("LEADS",)),
        row("two origins", 2, 2, 2),
        row("copied and disputed", 2, 1, 1, disputed=True),
        row("disputed, in passing", 2, 2, 2, types=("LEADS",), disputed=True),
        row("copied by many", 6, 1, 1, outlets=6),
        row("source lost", 3, 1, 2, lost=True),
    ]
    monkeypatch.setattr(claims, "claim_rows", lambda _: made)
    found = [r.id for r in claims.claim_list(Shelf(shelf.case)).rows]
    assert found == [
        "copied by many",
        "source lost",
        "copied and disputed",
        "disputed, in passing",
        "two origins",
        "copied twice",
        "in passing",
    ]


def test_the_overview_begins_as_the_list_of_claims_does(shelf: Shelf) -> None:
    shown = overview.overview(shelf).claims
    assert shown == claims.claim_list(shelf, size=8).rows
    assert all(r.disputed or r.lost or len(r.outlets) >= claims.SEVERAL for r in shown)


@pytest.mark.parametrize("name", ["disputed", "lost"])
def test_claims_are_filtered_by_flag(shelf: Shelf, name: str) -> None:
    found = claims.claim_list(shelf, claims.ClaimFilter(flag=name)).rows
    assert 0 < len(found) < len(claims.claim_rows(shelf))
    assert all(getattr(row, name) for row in found)


def test_claims_are_filtered_by_outlet_and_time(shelf: Shelf) -> None:
    ledger = claims.claim_list(shelf, claims.ClaimFilter(outlet="The Meridian Ledger")).rows
    assert ledger and all("The Meridian Ledger" in row.outlets for row in ledger)
    late = claims.claim_list(shelf, claims.ClaimFilter(since="2019-08")).rows
    assert late and all(order(row.first)[1] >= order("2019-08")[0] for row in late)


def test_a_claim_shows_every_article_down_to_its_origin(shelf: Shelf) -> None:
    view = claims.claim_view(shelf, claims.claim_list(shelf).rows[0].id)
    assert view is not None
    articles = [cell for line in view.tree for cell in line if cell.kind == "article"]
    rests = [cell for line in view.tree for cell in line if cell.kind in ("origin", "voice")]
    assert len(articles) == len(view.members)
    assert sum(cell.span for cell in rests) == len(view.members)
    assert any(hop.dropped for member in view.members for hop in member.hops)
    assert view.collapses[0].reason
    for member in view.members:
        assert "".join(piece.text for piece in member.pieces) == member.quote.words


def test_a_claim_is_found_by_the_id_of_a_member(shelf: Shelf) -> None:
    view = claims.claim_view(shelf, claims.claim_list(shelf).rows[0].id)
    assert view is not None
    again = claims.claim_view(shelf, view.members[-1].id)
    assert again is not None and again.row.id == view.row.id
    assert claims.claim_view(shelf, "c-0000000000000000") is None


def test_the_reader_shows_every_character_but_white_space(shelf: Shelf) -> None:
    for row in shelf.rows.values():
        view = reader.document_view(shelf, row.id)
        source = shelf.case.source_text(row.text)
        assert view is not None and source is not None
        shown = [(p.start, p.text) for block in view.blocks for p in block.pieces]
        assert all(source.text[start : start + len(text)] == text for start, text in shown)
        assert "".join("".join(t for _, t in shown).split()) == "".join(source.text.split())


def test_marks_explain_themselves(shelf: Shelf) -> None:
    for row in shelf.rows.values():
        view = reader.document_view(shelf, row.id)
        assert view is not None
        for mark in view.marks:
            assert mark.rows and mark.id and mark.rule and mark.words
            assert view.marks[mark.number] is mark


def test_nested_voices_are_deeper(shelf: Shelf) -> None:
    depths = {v.depth for r in shelf.rows for b in reader.document_view(shelf, r).blocks for v in b.voices}  # type: ignore[union-attr]
    assert {1, 2, 3} <= depths


def test_lost_attributions_name_the_source_that_was_dropped(shelf: Shelf) -> None:
    rows = passages.link_list(shelf, LinkKind.LOST, size=100).rows
    assert sum(1 + len(row.also) for row in rows) == 13
    assert all(row.hop is not None and row.hop.dropped for row in rows)


def test_what_copies_of_one_text_say_and_another_drops_is_one_row(shelf: Shelf) -> None:
    one, other = shelf.links(LinkKind.LOST)[:2]
    assert passages.once(shelf, [one, other, one]) == ((one, one), (other,))
    row = passages.link_row(shelf, one, one)
    assert [q.words for q in row.also] == [row.a.words]
    shared = shelf.links(LinkKind.REUSE)[0]
    assert passages.once(shelf, [shared, shared]) == ((shared, shared),)


def test_a_comparison_holds_each_shared_passage_once(shelf: Shelf) -> None:
    for pair in passages.pair_list(shelf).rows:
        view = passages.compare_view(shelf, pair.a.id, pair.b.id)
        assert view is not None
        assert sum(step.a is not None and step.b is not None for step in view.steps) == pair.passages
    assert passages.compare_view(shelf, "d-none", "d-none") is None


def test_an_actor_shows_names_facts_and_words(shelf: Shelf) -> None:
    row = actors.actor_list(shelf, "ORG").rows[0]
    view = actors.actor_view(shelf, row.id)
    assert view is not None
    assert {n.name for n in view.names} >= {row.name}
    assert view.facts
    assert all(f.quote.words for f in view.facts)
    assert actors.actor_view(shelf, "e-none") is None


def test_the_network_is_the_same_at_every_visit(shelf: Shelf) -> None:
    first = network.network(shelf)
    assert first == network.network(Shelf(shelf.case))
    ids = {node.id for node in first.nodes}
    assert all(edge.source in ids and edge.target in ids for edge in first.edges)
    edge = network.edge_view(shelf, first.edges[0].source, first.edges[0].target)
    assert edge is not None and len(edge.facts) == first.edges[0].facts


@pytest.mark.parametrize("by", ["actor", "source"])
def test_the_timeline_keeps_uncertain_dates_long(shelf: Shelf, by: str) -> None:
    view = timeline.timeline(shelf, by)
    events = [e for lane in view.lanes for e in lane.events]
    assert len(events) == view.shown > 0
    assert all(0 <= e.start <= 1000 and 0 < e.width <= 1000 for e in events)
    day = max(e.width for e in events if re.fullmatch(r"\d{4}-\d\d-\d\d", e.value))
    years = [e.width for e in events if re.fullmatch(r"\d{4}", e.value)]
    assert years and min(years) > day


def test_an_edge_says_what_filters_ask_and_what_stands_behind_it(shelf: Shelf) -> None:
    view = network.network(shelf)
    assert all(len(e.marks) == e.facts for e in view.edges)
    assert sum(n for _, n in view.types) == sum(n for _, n in view.forces) == sum(e.facts for e in view.edges)
    assert {m.force for e in view.edges for m in e.marks} > {"assert"}
    assert any(m.origins > 1 for e in view.edges for m in e.marks)
    assert all(m.dated or (m.first is None and m.last is None) for e in view.edges for m in e.marks)
    evidence = network.with_evidence(shelf, view, 2).evidence
    assert len(evidence) == len(view.edges) and all(1 <= len(e.facts) <= 2 for e in evidence)
    assert all(f.quote.words for e in evidence for f in e.facts)


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [("2019/..", False, True), ("../2015", True, False), ("2010/2016", False, False), ("2019-03", False, False)],
)
def test_open_dates_stay_open(value: str, before: bool, after: bool) -> None:
    found = days(value)
    assert found is not None and (found.before, found.after) == (before, after)


def test_a_place_is_on_the_map_where_its_names_allow_one_place_only(tmp_path: Path) -> None:
    lines = [
        "وقع انفجار في دمشق في 3 مارس 2019.",
        "عقد الوفد اجتماعا في طرابلس في 4 مارس 2019.",
        "وصل المبعوث سالم العنبري إلى سوريا في 5 مارس 2019.",
    ]
    with Case.open(tmp_path / "places.tawatur", create=True) as case:
        (tmp_path / "a.txt").write_text("\n\n".join(lines), encoding="utf-8")
        add(case, [tmp_path / "a.txt"], jobs=1, tagger="rules")
        view = places.place_map(Shelf(case), {"760": (35.7, 32.3, 42.4, 37.3)})
    by_name = {p.name: p for p in view.places}
    assert set(by_name) <= {"دمشق", "سوريا"} and by_name
    for place in view.places:
        assert place.country == "760" and (place.x is None) == (place.name == "سوريا")
        assert place.facts and all(f.quote.words for f in place.facts)
    assert {u.name: u.several for u in view.unplaced}.get("طرابلس", True)
    assert view.frame.west < 36 < view.frame.east and view.frame.south < 33 < view.frame.north
    assert view.facts == view.placed + sum(u.total for u in view.unplaced)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["دمشق"], 1),
        (["عمان"], 2),
        (["عمان", "سلطنة عمان"], 1),
        (["طرابلس"], 2),
        (["المرفأ الأزرق"], 0),
        (["دمشق", "بيروت"], 0),
    ],
)
def test_names_that_several_places_bear_are_known_as_such(names: list[str], found: int) -> None:
    assert len(candidates(names)) == found


def test_sources_count_what_they_contributed(shelf: Shelf) -> None:
    view = sources.source_list(shelf)
    assert sum(o.documents for o in view.outlets) == sum(bool(r.publisher) for r in shelf.rows.values())
    assert any(o.alone for o in view.origins)


def test_search_finds_words_behind_particles(shelf: Shelf) -> None:
    view = search.search_view(shelf, "الصاري الازرق")
    assert view.hits
    for hit in view.hits:
        assert any(not piece.same for piece in hit.pieces)
    assert any("الصاري الأزرق" in a.name for a in view.actors)
    assert search.search_view(shelf, "  ").hits == ()


def test_a_merge_is_seen_everywhere_and_can_be_withdrawn(tmp_path: Path) -> None:
    path = tmp_path / "harbour.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    shelf = Shelf(Case.open(path))
    before = len(shelf.entities.by_id)
    proposal = review.review_view(shelf).queue[0]
    number = decisions.append(
        shelf.case, "2020-01-01T00:00:00+00:00", "Reader", "merge", proposal.left_actor, proposal.right_actor
    )
    assert len(shelf.entities.by_id) == before - 1
    assert proposal.id not in {j.id for j in review.review_view(shelf).queue}
    assert review.decision_log(shelf)[0].who == "Reader"
    decisions.withdraw(shelf.case, "2020-01-02T00:00:00+00:00", "Reader", number)
    assert len(shelf.entities.by_id) == before
    assert proposal.id in {j.id for j in review.review_view(shelf).queue}


@given(st.text(max_size=60), st.text(max_size=60))
def test_wordings_lose_no_character(left: str, right: str) -> None:
    one, two = differences(left, right)
    assert "".join(p.text for p in one) in (left, left.lstrip())
    assert "".join(p.text for p in two) in (right, right.lstrip())


def test_wordings_mark_what_differs() -> None:
    left, right = differences("وصل ستون شاهدا إلى المدينة", "وصل تسعون شاهدا الى المدينة")
    assert [p.text for p in left if not p.same] == ["ستون "]
    assert [p.text for p in right if not p.same] == ["تسعون "]


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("2013-01-12", 1),
        ("2013-02", 28),
        ("2012", 366),
        ("2019-22", 92),
        ("201X", 3652),
        ("2010/2011", 730),
        ("[2016,2016-03]", 366),
    ],
)
def test_dates_cover_as_many_days_as_they_leave_open(value: str, length: int) -> None:
    span = days(value)
    assert span is not None
    assert span.last - span.first + 1 == length


@pytest.mark.parametrize("value", [None, "", "P10Y", "soon", "2013-45"])
def test_what_is_no_date_covers_no_days(value: str | None) -> None:
    assert days(value) is None


def test_pages_of_lists_stay_inside() -> None:
    assert (page_of(0, 5, 10).first, page_of(0, 5, 10).last) == (0, 0)
    assert (page_of(25, 9, 10).first, page_of(25, 9, 10).last, page_of(25, 9, 10).pages) == (21, 25, 3)


def test_a_date_known_only_from_below_is_no_first_sign() -> None:
    values = [None, "2016/..", "2019-04-10", "2017-10/..", "2019-03"]
    assert sorted(values, key=known_first) == ["2019-03", "2019-04-10", "2016/..", "2017-10/..", None]

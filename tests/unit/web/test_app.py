"""The workbench over HTTP: who gets in, what comes out, what can be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from evaluation.gold_case import build
from tawatur.report import assets
from tawatur.web.app import create_app
from tawatur.web.desk import Desk
from tawatur.web.guard import COOKIE, known_host
from tawatur.web.urls import url

ROOT = Path(__file__).parents[3]
HARBOUR = ROOT / "examples" / "harbour"
CONTRACT = ROOT / "docs" / "openapi.json"
BUILT = (Path(assets.__file__).parent / "assets" / "app.css").is_file()

built = pytest.mark.skipif(not BUILT, reason="the pages are not built: make install builds them (needs Node)")


def _clock() -> str:
    return "2020-01-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def case_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "harbour.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", path)
    return path


@pytest.fixture(scope="module")
def desk(case_path: Path) -> Iterator[Desk]:
    desk = Desk.open(case_path, _clock, "Reader")
    yield desk
    desk.close()


@pytest.fixture()
def client(desk: Desk) -> TestClient:
    made = TestClient(create_app(desk), base_url="http://127.0.0.1:8642")
    made.cookies.set(COOKIE, desk.session)
    return made


@pytest.fixture()
def stranger(desk: Desk) -> TestClient:
    return TestClient(create_app(desk), base_url="http://127.0.0.1:8642")


ORIGIN = {"Origin": "http://127.0.0.1:8642"}
PAGES = [
    "/", "/claims", "/documents", "/reuse", "/lost", "/conflicts", "/flags", "/actors", "/network",
    "/timeline", "/map", "/sources",
    "/review", "/search", "/search?words=مرجانة", "/claims?sort=disputed&flag=lost&page=9",
    "/timeline?by=source&since=2019",
]  # fmt: skip


@built
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_opens_in_both_languages(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params={"lang": language} if "?" not in path else None)
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@built
def test_things_have_pages_of_their_own(client: TestClient) -> None:
    claim = client.get("/api/v1/claims").json()["rows"][0]["id"]
    document = client.get("/api/v1/documents").json()["rows"][0]["id"]
    actor = client.get("/api/v1/actors").json()["rows"][0]["id"]
    source = client.get("/api/v1/sources").json()["outlets"][0]["id"]
    pair = client.get("/api/v1/pairs").json()["rows"][0]
    for path in (
        f"/claims/{claim}",
        f"/documents/{document}",
        f"/actors/{actor}",
        f"/sources/{source}",
        f"/compare/{pair['a']['id']}/{pair['b']['id']}",
    ):
        assert client.get(path).status_code == 200
        assert client.get("/api/v1" + path).status_code == 200
    assert client.get("/claims/p-0").status_code == 404
    assert "لا شيء عند هذا العنوان" in client.get("/nowhere").text


@built
def test_without_the_key_nothing_is_shown(stranger: TestClient) -> None:
    assert stranger.get("/").status_code == 403
    assert "مرجانة" not in stranger.get("/").text
    assert stranger.get("/api/v1/overview").status_code == 403
    assert stranger.get("/?token=wrong").status_code == 403


def test_the_link_hands_out_the_key_and_leaves_the_address(stranger: TestClient, desk: Desk) -> None:
    answer = stranger.get(f"/claims?sort=first&token={desk.token}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/claims?sort=first"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert stranger.get("/api/v1/overview").status_code == 200


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8642", True),
        ("localhost", True),
        ("[::1]:8642", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_are_answered(host: str, known: bool) -> None:
    assert known_host(host) is known


def test_a_rebound_name_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/overview", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "http://127.0.0.1:9999"])
def test_writes_from_elsewhere_are_refused(client: TestClient, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    body = {"action": "note", "subject": "x", "because": "y"}
    assert client.post("/api/v1/decisions", json=body, headers=headers).status_code == 403
    assert client.get("/api/v1/decisions").json() == []


def test_a_decision_is_logged_with_a_name_seen_and_withdrawn(case_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", copy)
    desk = Desk.open(copy, _clock, "Reader")
    client = TestClient(create_app(desk), base_url="http://127.0.0.1:8642", headers=ORIGIN)
    client.cookies.set(COOKIE, desk.session)
    actors = client.get("/api/v1/actors", params={"size": 500}).json()["page"]["total"]
    proposal = client.get("/api/v1/review").json()["queue"][0]
    body = {
        "action": "merge",
        "subject": proposal["left_actor"],
        "object": proposal["right_actor"],
        "because": "same office",
    }
    number = client.post("/api/v1/decisions", json=body).json()["number"]
    assert client.get("/api/v1/actors").json()["page"]["total"] == actors - 1
    row = client.get("/api/v1/decisions").json()[0]
    assert (row["who"], row["at"], row["because"]) == ("Reader", _clock(), "same office")
    assert client.post(f"/api/v1/decisions/{number}/withdraw", json={"who": "Editor"}).status_code == 201
    assert client.get("/api/v1/actors").json()["page"]["total"] == actors
    assert client.post(f"/api/v1/decisions/{number}/withdraw", json={}).status_code == 404
    desk.close()


def test_grades_names_and_types_are_a_persons_and_withdrawable(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tawatur"
    build(HARBOUR / "gold" / "gold.json", HARBOUR / "articles", copy)
    desk = Desk.open(copy, _clock, "Reader")
    client = TestClient(create_app(desk), base_url="http://127.0.0.1:8642", headers=ORIGIN)
    client.cookies.set(COOKIE, desk.session)

    def decide(**body: str) -> int:
        answer = client.post("/api/v1/decisions", json=body)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["number"])

    listed = client.get("/api/v1/sources").json()
    outlet, origin = listed["outlets"][0], listed["origins"][0]
    claim = client.get("/api/v1/claims").json()["rows"][0]["id"]
    actor = client.get("/api/v1/actors").json()["rows"][0]
    numbers = [
        decide(action="grade", subject=outlet["name"], object="B", because="years of it", who="Huda"),
        decide(action="grade", subject=origin["id"], object="F"),
        decide(action="rate", subject=claim, object="4"),
        decide(action="rename", subject=actor["id"], object=" A  name "),
        decide(action="retype", subject=actor["id"], object="MISC"),
    ]
    one, two = (client.get(f"/api/v1/sources/{row['id']}").json() for row in (outlet, origin))
    assert (one["grade"], two["grade"]) == ("B", "F")
    assert [(d["who"], d["because"]) for d in one["decisions"]] == [("Huda", "years of it")]
    assert dict(one["facts"])["documents"] == outlet["documents"] and two["claims"]
    assert client.get(f"/api/v1/claims/{claim}").json()["row"]["reviewed"] == "4"
    named = client.get(f"/api/v1/actors/{actor['id']}").json()
    assert (named["row"]["name"], named["row"]["type"]) == ("A name", "MISC")
    assert [d["action"] for d in named["decisions"]] == ["rename", "retype"]
    for number in numbers:
        assert client.post(f"/api/v1/decisions/{number}/withdraw", json={}).status_code == 201
    assert client.get(f"/api/v1/sources/{outlet['id']}").json()["grade"] == ""
    assert client.get(f"/api/v1/claims/{claim}").json()["row"]["reviewed"] == ""
    again = client.get(f"/api/v1/actors/{actor['id']}").json()
    assert (again["row"]["name"], again["row"]["type"]) == (actor["name"], actor["type"])
    desk.close()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"action": "merge", "subject": "nobody", "object": "nothing"}, 404),
        ({"action": "drop", "subject": "x"}, 422),
        ({"action": "note", "subject": "p-0"}, 404),
        ({"action": "note", "subject": "x" * 300}, 422),
        ({"action": "grade", "subject": "x", "object": "G"}, 422),
        ({"action": "rate", "subject": "x", "object": "7"}, 422),
        ({"action": "retype", "subject": "x", "object": "CAR"}, 422),
    ],
)
def test_decisions_about_nothing_are_refused(client: TestClient, body: dict[str, str], status: int) -> None:
    assert client.post("/api/v1/decisions", json=body, headers=ORIGIN).status_code == status
    assert client.get("/api/v1/decisions").json() == []


@built
def test_a_password_guards_what_others_can_reach(case_path: Path) -> None:
    desk = Desk.open(case_path, _clock, "Reader", password="correct horse battery")
    client = TestClient(create_app(desk), base_url="http://10.0.0.5:8642", headers={"Origin": "http://10.0.0.5:8642"})
    assert client.get(f"/?token={desk.token}").status_code == 403
    assert client.post("/login", data={"password": "wrong"}).status_code == 403
    assert client.post("/login", data={"password": "correct horse battery"}, follow_redirects=False).status_code == 303
    assert client.get("/api/v1/overview").status_code == 200
    desk.close()


def test_only_built_files_are_served(client: TestClient) -> None:
    assert client.get("/assets/app.py").status_code == 404
    assert client.get("/assets/..%2Fassets.py").status_code == 404


def test_the_api_keeps_its_contract(desk: Desk) -> None:
    """The routes and types of docs/openapi.json; changed on purpose with python -m tests.unit.web.test_app."""
    assert json.loads(CONTRACT.read_text(encoding="utf-8")) == contract(desk)


def contract(desk: Desk) -> dict[str, object]:
    found = create_app(desk).openapi()
    found["info"].pop("version")
    return found


def test_addresses() -> None:
    assert url("overview") == "/"
    assert url("claim", "p-1", at="3-9") == "/claims/p-1?at=3-9"
    assert url("compare", "d-1", "d-2") == "/compare/d-1/d-2"
    assert url("claims", outlet="a b&c") == "/claims?outlet=a+b%26c"


def write_contract() -> None:
    """Write docs/openapi.json anew."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.tawatur"
        from tawatur.stores.sqlite import Case

        Case.open(path, create=True).close()
        desk = Desk.open(path, _clock, "Reader")
        CONTRACT.write_text(json.dumps(contract(desk), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        desk.close()


if __name__ == "__main__":
    write_contract()

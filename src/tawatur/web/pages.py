"""Pages of the workbench: the same templates as the frozen report, one address a page."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

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
from tawatur.report import assets, world
from tawatur.report.render import edge_data, render, strings_data
from tawatur.report.strings import DIRECTION, LANGUAGES, Language, Translator
from tawatur.web.api import Number, Text, claim_filter, found
from tawatur.web.desk import Desk
from tawatur.web.guard import with_key
from tawatur.web.urls import url

MENU = (
    "overview", "claims", "documents", "reuse", "lost", "conflicts", "flags", "actors", "network",
    "timeline", "map", "sources", "review",
)  # fmt: skip

LANGUAGE_COOKIE = "tawatur-language"


def language_of(request: Request) -> Language:
    """The language that the address, else the browser's choice of last time, asks for; Arabic by default."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return "ar"


def page(desk: Desk, request: Request, template: str, view: Any = None, status: int = 200, **more: Any) -> Response:
    """One page as a response."""
    language = language_of(request)
    other = "en" if language == "ar" else "ar"
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "token")]
    html = render(
        "web.html",
        Translator(language),
        url,
        view=view,
        page=template,
        menu=MENU,
        language=language,
        direction=DIRECTION[language],
        other_language=f"?{urlencode([*query, ('lang', other)])}",
        name=desk.shelf.case.path.stem,
        strings=strings_data((language,)),
        version=assets.digest(),
        who_name=desk.who,
        words=request.query_params.get("words", "") if template == "search" else "",
        filters=True,
        writable=True,
        pager=lambda number: f"?{urlencode([*((k, v) for k, v in query if k != 'page'), ('page', number)])}",
        **more,
    )
    response = HTMLResponse(html, status)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, language, samesite="lax", path="/", max_age=31_536_000)
    return response


def routes(desk: Desk) -> APIRouter:
    """All pages of one case."""
    pages = APIRouter(include_in_schema=False)
    _lists(pages, desk)
    _things(pages, desk)
    _work(pages, desk)
    _door(pages, desk)
    return pages


def _lists(pages: APIRouter, desk: Desk) -> None:
    @pages.get("/")
    def get_overview(request: Request) -> Response:
        return page(desk, request, "overview", desk.read(overview.overview))

    @pages.get("/documents")
    def get_documents(
        request: Request, words: Text = "", outlet: Text = "", sort: Text = "published", page_: Number = 1
    ) -> Response:
        number = _number(request)
        return page(
            desk, request, "documents", desk.read(lambda s: overview.document_list(s, words, outlet, sort, number))
        )

    @pages.get("/claims")
    def get_claims(request: Request, asked: Annotated[claims.ClaimFilter, Depends(claim_filter)]) -> Response:
        return page(desk, request, "claims", desk.read(lambda s: claims.claim_list(s, asked, _number(request))))

    @pages.get("/reuse")
    def get_reuse(request: Request) -> Response:
        return page(desk, request, "reuse", desk.read(lambda s: passages.pair_list(s, _number(request))))

    def links(kind: LinkKind, name: str) -> None:
        @pages.get(f"/{name}")
        def get_links(request: Request, label: Text = "") -> Response:
            return page(desk, request, name, desk.read(lambda s: passages.link_list(s, kind, label, _number(request))))

    links(LinkKind.CONFLICT, "conflicts")
    links(LinkKind.LOST, "lost")

    @pages.get("/flags")
    def get_flags(request: Request, label: Text = "") -> Response:
        return page(desk, request, "flags", desk.read(lambda s: passages.flag_list(s, label, _number(request))))

    @pages.get("/actors")
    def get_actors(request: Request, type: Text = "", words: Text = "") -> Response:
        return page(desk, request, "actors", desk.read(lambda s: actors.actor_list(s, type, words, _number(request))))

    @pages.get("/sources")
    def get_sources(request: Request) -> Response:
        return page(desk, request, "sources", desk.read(lambda s: sources.source_list(s, _number(request))))

    @pages.get("/search")
    def get_search(request: Request, words: Text = "") -> Response:
        return page(desk, request, "search", desk.read(lambda s: search.search_view(s, words, _number(request))))


def _number(request: Request) -> int:
    asked = request.query_params.get("page", "1")
    return min(int(asked), 100_000) if asked.isdecimal() and int(asked) > 0 else 1


def _things(pages: APIRouter, desk: Desk) -> None:
    @pages.get("/documents/{identity}")
    def get_document(request: Request, identity: str) -> Response:
        return page(desk, request, "document", found(desk.read(lambda s: reader.document_view(s, identity))))

    @pages.get("/claims/{identity}")
    def get_claim(request: Request, identity: str) -> Response:
        return page(desk, request, "claim", found(desk.read(lambda s: claims.claim_view(s, identity))))

    @pages.get("/compare/{a}/{b}")
    def get_compare(request: Request, a: str, b: str) -> Response:
        return page(desk, request, "compare", found(desk.read(lambda s: passages.compare_view(s, a, b))))

    @pages.get("/actors/{identity}")
    def get_actor(request: Request, identity: str) -> Response:
        return page(desk, request, "actor", found(desk.read(lambda s: actors.actor_view(s, identity))))

    @pages.get("/sources/{identity}")
    def get_source(request: Request, identity: str) -> Response:
        return page(desk, request, "source", found(desk.read(lambda s: sources.source_view(s, identity))))

    @pages.get("/network")
    def get_network(request: Request) -> Response:
        return page(desk, request, "network", desk.read(network.network))

    @pages.get("/network/{source}/{target}")
    def get_edge(source: str, target: str) -> Response:
        view = found(desk.read(lambda s: network.edge_view(s, source, target)))
        return JSONResponse(edge_data(view, url))

    @pages.get("/map")
    def get_map(request: Request) -> Response:
        return page(desk, request, "map", desk.read(lambda s: places.place_map(s, world.boxes())))

    @pages.get("/timeline")
    def get_timeline(request: Request, by: Text = "actor", since: Text = "", until: Text = "") -> Response:
        view = desk.read(lambda s: timeline.timeline(s, by, since, until))
        return page(desk, request, "timeline", view, since=since, until=until)


def _work(pages: APIRouter, desk: Desk) -> None:
    @pages.get("/review")
    def get_review(request: Request) -> Response:
        return page(desk, request, "review", desk.read(lambda s: review.review_view(s, _number(request))))


def _door(pages: APIRouter, desk: Desk) -> None:
    @pages.get("/login")
    def get_login(request: Request) -> Response:
        return refuse(desk, request, 200)

    @pages.post("/login")
    async def post_login(request: Request) -> Response:
        fields = parse_qs((await request.body())[:4096].decode("utf-8", "replace"))
        if await run_in_threadpool(desk.knows_password, fields.get("password", [""])[0]):
            return with_key(desk, RedirectResponse("/", 303))
        return refuse(desk, request, 403, wrong=True)

    @pages.get("/assets/{name}")
    def get_asset(name: str) -> Response:
        media = assets.TYPES.get("." + name.rsplit(".", 1)[-1])
        if media is None:
            raise HTTPException(404)
        return Response(
            assets.asset(name), media_type=media, headers={"Cache-Control": "public, max-age=31536000, immutable"}
        )


def refuse(desk: Desk, request: Request, status: int = 403, wrong: bool = False) -> Response:
    """The page for a browser without a key: asks for the password, or says where the link is."""
    if request.url.path.startswith("/api/"):
        return Response('{"detail":"This needs the key of this run."}', 403, media_type="application/json")
    return page(desk, request, "login", None, status, wrong=wrong, asks=desk.password is not None)


def missing(desk: Desk, request: Request) -> Response:
    """The page for an address that names nothing."""
    return page(desk, request, "missing", None, 404)

"""Typed JSON under `/api/v1`: what the pages show, and the one thing that can be written: decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, Field

from tawatur.core.errors import NotFoundError
from tawatur.core.model import EntityType, Judgement, LinkKind
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
from tawatur.graph.views.shelf import Shelf
from tawatur.report import world
from tawatur.stores import decisions, lookup
from tawatur.web.desk import Desk

T = TypeVar("T")

Number = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=500)]
Text = Annotated[str, Query(max_length=300)]


class NewDecision(BaseModel):
    """A decision to append. Actors are named by any of their document-level ids, or by an entity's id."""

    action: Literal["merge", "split", "rename", "retype", "accept", "reject", "unsure", "rate", "grade", "note"]
    subject: str = Field(max_length=200)
    object: str = Field("", max_length=200)
    because: str = Field("", max_length=2000)
    who: str = Field("", max_length=100)


class Withdrawal(BaseModel):
    """Why, and by whom, a decision is withdrawn."""

    because: str = Field("", max_length=2000)
    who: str = Field("", max_length=100)


@dataclass(frozen=True, slots=True)
class Written:
    """The number of the decision that was appended."""

    number: int


def found(thing: T | None) -> T:
    """The thing, or 404."""
    if thing is None:
        raise HTTPException(404, "There is nothing with that id in the case.")
    return thing


def claim_filter(
    words: Text = "",
    actor: Text = "",
    outlet: Text = "",
    type: Text = "",
    force: Text = "",
    flag: Text = "",
    since: Text = "",
    until: Text = "",
    origins: Annotated[int, Query(ge=0)] = 0,
    sort: Text = "stake",
) -> claims.ClaimFilter:
    """The filter that a query asks for."""
    return claims.ClaimFilter(words, actor, outlet, type, force, flag, since, until, origins, sort)


def routes(desk: Desk) -> APIRouter:
    """All routes of the API for one case."""
    api = APIRouter(prefix="/api/v1")
    _lists(api, desk)
    _things(api, desk)
    _decisions(api, desk)
    return api


def _lists(api: APIRouter, desk: Desk) -> None:
    @api.get("/overview")
    def get_overview() -> overview.Overview:
        return desk.read(overview.overview)

    @api.get("/documents")
    def get_documents(
        words: Text = "", outlet: Text = "", sort: Text = "published", page: Number = 1, size: Size = 100
    ) -> overview.DocumentList:
        return desk.read(lambda s: overview.document_list(s, words, outlet, sort, page, size))

    @api.get("/claims")
    def get_claims(
        words: Text = "", actor: Text = "", outlet: Text = "", type: Text = "", force: Text = "", flag: Text = "",
        since: Text = "", until: Text = "", origins: Annotated[int, Query(ge=0)] = 0, sort: Text = "stake",
        page: Number = 1, size: Size = 50,
    ) -> claims.ClaimList:  # fmt: skip
        asked = claim_filter(words, actor, outlet, type, force, flag, since, until, origins, sort)
        return desk.read(lambda s: claims.claim_list(s, asked, page, size))

    @api.get("/pairs")
    def get_pairs(page: Number = 1, size: Size = 50) -> passages.PairList:
        return desk.read(lambda s: passages.pair_list(s, page, size))

    @api.get("/links/{kind}")
    def get_links(kind: LinkKind, label: Text = "", page: Number = 1, size: Size = 25) -> passages.LinkList:
        return desk.read(lambda s: passages.link_list(s, kind, label, page, size))

    @api.get("/flags")
    def get_flags(kind: Text = "", page: Number = 1, size: Size = 25) -> passages.FlagList:
        return desk.read(lambda s: passages.flag_list(s, kind, page, size))

    @api.get("/actors")
    def get_actors(type: Text = "", words: Text = "", page: Number = 1, size: Size = 60) -> actors.ActorList:
        return desk.read(lambda s: actors.actor_list(s, type, words, page, size))

    @api.get("/sources")
    def get_sources(page: Number = 1, size: Size = 60) -> sources.SourceList:
        return desk.read(lambda s: sources.source_list(s, page, size))

    @api.get("/search")
    def get_search(words: Text = "", page: Number = 1, size: Size = 30) -> search.SearchView:
        return desk.read(lambda s: search.search_view(s, words, page, size))

    @api.get("/timeline")
    def get_timeline(by: Text = "actor", since: Text = "", until: Text = "", limit: Size = 400) -> timeline.Timeline:
        return desk.read(lambda s: timeline.timeline(s, by, since, until, limit))


def _things(api: APIRouter, desk: Desk) -> None:
    @api.get("/documents/{identity}")
    def get_document(identity: str) -> reader.DocumentView:
        return found(desk.read(lambda s: reader.document_view(s, identity)))

    @api.get("/claims/{identity}")
    def get_claim(identity: str) -> claims.ClaimView:
        return found(desk.read(lambda s: claims.claim_view(s, identity)))

    @api.get("/compare/{a}/{b}")
    def get_compare(a: str, b: str) -> passages.CompareView:
        return found(desk.read(lambda s: passages.compare_view(s, a, b)))

    @api.get("/actors/{identity}")
    def get_actor(identity: str) -> actors.ActorView:
        return found(desk.read(lambda s: actors.actor_view(s, identity)))

    @api.get("/sources/{identity}")
    def get_source(identity: str) -> sources.SourceView:
        return found(desk.read(lambda s: sources.source_view(s, identity)))

    @api.get("/network")
    def get_network(limit: Size = 300) -> network.Network:
        return desk.read(lambda s: network.network(s, limit))

    @api.get("/map")
    def get_map() -> places.PlaceMap:
        return desk.read(lambda s: places.place_map(s, world.boxes()))

    @api.get("/network/{source}/{target}")
    def get_edge(source: str, target: str) -> network.EdgeView:
        return found(desk.read(lambda s: network.edge_view(s, source, target)))


def _decisions(api: APIRouter, desk: Desk) -> None:
    @api.get("/review")
    def get_review(page: Number = 1, size: Size = 20) -> review.ReviewView:
        return desk.read(lambda s: review.review_view(s, page, size))

    @api.get("/decisions")
    def get_decisions() -> tuple[review.LogRow, ...]:
        return desk.read(review.decision_log)

    @api.post("/decisions", status_code=201)
    def post_decision(new: NewDecision) -> Written:
        return desk.read(lambda s: _append(desk, s, new))

    @api.post("/decisions/{number}/withdraw", status_code=201)
    def withdraw(number: int, why: Withdrawal) -> Written:
        def write(shelf: Shelf) -> Written:
            try:
                who = why.who.strip() or desk.who
                return Written(decisions.withdraw(shelf.case, desk.clock(), who, number, why.because))
            except NotFoundError as error:
                raise HTTPException(404, "That decision is not in force.") from error

        return desk.read(write)


#: What a decision may say, where that is a closed list: types; the Admiralty scale of claims and of sources.
_VALUES = {"retype": tuple(t.value for t in EntityType), "rate": claims.CREDIBILITY, "grade": sources.RELIABILITY}


def _append(desk: Desk, shelf: Shelf, new: NewDecision) -> Written:
    subject, obj = new.subject, " ".join(new.object.split())
    if new.action in _VALUES and obj not in _VALUES[new.action]:
        raise HTTPException(422, f"This decision needs one of: {', '.join(_VALUES[new.action])}.")
    if new.action in ("merge", "split", "rename", "retype"):
        subject = _actor(shelf, subject)
        obj = _actor(shelf, obj) if new.action in ("merge", "split") else obj
        if not obj or subject == obj:
            raise HTTPException(422, "This decision needs two different things.")
    elif not _known(shelf, subject):
        raise HTTPException(404, f"The case has nothing with the id {subject}.")
    who = new.who.strip() or desk.who
    return Written(decisions.append(shelf.case, desk.clock(), who, new.action, subject, obj, new.because.strip()))


def _actor(shelf: Shelf, identity: str) -> str:
    entity = shelf.entities.by_id.get(identity)
    actor = entity.actors[0] if entity else identity
    if actor not in actors.text_of_actor(shelf):
        raise HTTPException(404, f"The case has no actor with the id {identity}.")
    return actor


def _known(shelf: Shelf, identity: str) -> bool:
    return (
        identity in shelf.proposition_by_id
        or lookup.get(shelf.case, Judgement, identity) is not None
        or any(o.id == identity for p in shelf.propositions for o in p.origins)
        or any(row.publisher == identity for row in shelf.rows.values())
    )

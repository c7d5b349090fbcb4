"""Templates to pages. Everything of a case is escaped; the words of the pages come from two catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tawatur.graph.views.marks import Row
from tawatur.graph.views.network import EdgeFact, EdgeView, Mark, Network
from tawatur.graph.views.reader import DocumentView
from tawatur.report.strings import LANGUAGES, Language, Translator, catalogue, date_words
from tawatur.report.world import drawing
from tawatur.resources.sentences import Sentence

#: Gives the address of a page: kind, id, second id, and the rest as a query; empty where there is no such page.
Url = Callable[..., str]


@cache
def environment() -> Environment:
    """The templates; undefined names are errors, and every value is escaped."""
    made = Environment(
        loader=PackageLoader("tawatur.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["zip"] = zip
    made.filters["basename"] = lambda path: re.sub(r"^[^!]*[/\\]", "", str(path))
    made.globals["dict"] = dict
    return made


def render(template: str, translator: Translator, url: Url, **context: Any) -> str:
    """A template with what pages need to say and link."""
    context = {"filters": False, "writable": False, "who_name": "", "pager": lambda number: "", **context}
    return (
        environment()
        .get_template(template)
        .render(
            t=translator,
            url=url,
            marks=lambda view: marks_data(view, url),
            network_data=lambda view: network_data(view, url),
            world=drawing,
            both=len(translator.languages) > 1,
            **context,
        )
    )


def marks_data(view: DocumentView, url: Url) -> dict[str, Any]:
    """The explanations of a document's marks as plain data for the page's script; `why` says each rule once."""
    return {"why": {m.rule: _said(m.sentence) for m in view.marks if m.sentence}, "marks": _marks(view, url)}


def _said(sentence: Sentence) -> dict[str, str]:
    return {"en": sentence.en, "ar": sentence.ar}


def _marks(view: DocumentView, url: Url) -> list[dict[str, Any]]:
    return [
        {
            "k": m.kind,
            "id": m.id,
            "l": m.layer,
            "w": m.words[:400],
            "r": [_row(row, url) for row in m.rows],
            "rule": m.rule,
            "at": [[r.start, r.end] for r in m.ranges[:1]],
        }
        for m in view.marks
    ]


def _row(row: Row, url: Url) -> dict[str, Any]:
    made: dict[str, Any] = {"k": row.label}
    if row.term:
        made["t"] = row.term
    if row.words and row.kind == "date":
        made["s"] = {language: date_words(language, row.words) for language in LANGUAGES}
    elif row.words:
        made["w"] = row.words
    if row.said:
        made["s"] = _said(row.said)
    if row.target and (href := url(row.kind, row.target, at=row.at)):
        made["h"] = href
    return made


def network_data(view: Network, url: Url) -> dict[str, Any]:
    """A network as plain data for the page's script: types and forces of facts by their place in a list."""
    types, forces = ({key: n for n, (key, _) in enumerate(rows)} for rows in (view.types, view.forces))
    return {
        "types": list(types),
        "forces": list(forces),
        "nodes": [[n.id, n.name, n.type, n.degree, n.x, n.y, url("actor", n.id)] for n in view.nodes],
        "edges": [
            [e.source, e.target, e.documents, [_fact_mark(m, types, forces) for m in e.marks]] for e in view.edges
        ],
        "evidence": {f"{e.source}~{e.target}": edge_data(e, url) for e in view.evidence},
    }


def edge_data(view: EdgeView, url: Url) -> list[dict[str, Any]]:
    """The facts behind an edge as plain data for the page's script."""
    return [_evidence(fact, url) for fact in view.facts]


def _fact_mark(m: Mark, types: Mapping[str, int], forces: Mapping[str, int]) -> list[int | bool | None]:
    return [types[m.type], forces[m.force], m.first, m.last, m.dated, m.origins]


def _evidence(fact: EdgeFact, url: Url) -> dict[str, Any]:
    q = fact.quote
    return {
        "type": fact.type, "force": fact.force, "modality": fact.modality, "polarity": fact.polarity,
        "time": {language: date_words(language, fact.time) for language in LANGUAGES} if fact.time else None,
        "words": q.words, "label": q.document.label, "href": url("document", q.document.id, at=f"{q.start}-{q.end}"),
    }  # fmt: skip


def strings_data(languages: tuple[Language, ...] = LANGUAGES) -> Mapping[str, Mapping[str, Any]]:
    """The texts that scripts show, by language."""
    groups = (
        "mark", "kind", "force", "mode", "polarity", "modality", "bound", "reuse", "conflict", "lost", "role",
        "fact", "flag", "chain", "cite", "layer", "review", "network", "grade", "type", "app",
        "list", "empty", "n", "search",
    )  # fmt: skip
    return {
        language: {k: v for k, v in catalogue(language).items() if k.split(".", 1)[0] in groups}
        for language in languages
    }

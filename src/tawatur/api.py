"""Tawatur from Python: a few functions that stay as they are.

    from tawatur import api

    api.add("harbour.tawatur", ["articles"])
    for claim in api.claims("harbour.tawatur"):
        print(claim.label, claim.documents, claim.origins_low, claim.origins_high)

Every function takes the path of a case, and raises TawaturError (with a sentence for a person) where there is none.
What they return is plain, frozen data; `tawatur.core.codec.describe` turns it into dictionaries.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tawatur import __version__
from tawatur.core.model import LinkKind, Span
from tawatur.export.annotations import case_annotations
from tawatur.graph.views.claims import ClaimFilter, ClaimRow, ClaimView, claim_list, claim_rows, claim_view
from tawatur.graph.views.model import DocumentRow
from tawatur.graph.views.passages import LinkRow, link_row
from tawatur.graph.views.shelf import Shelf
from tawatur.pipeline import run, verify
from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import Progress, Summary, silent
from tawatur.report.freeze import freeze
from tawatur.report.strings import Language
from tawatur.stores.sqlite import Case

CasePath = str | os.PathLike[str]


def add(
    case: CasePath,
    paths: Iterable[CasePath],
    *,
    jobs: int = 1,
    tagger: TaggerName = "neural",
    progress: Progress = silent,
) -> Summary:
    """Read files and folders into a case (made where there is none) and analyse what is new.

    `jobs`: processes for the analysis. `progress` is told a step, how much is done and of how much. Returns what was
    done; whatever could not be read is in its `failures`, and in the case.
    """
    with Case.open(Path(case), create=True) as store:
        return add_to(store, [Path(path) for path in paths], jobs=jobs, tagger=tagger, progress=progress)


def add_to(case: Case, paths: Sequence[Path], *, jobs: int, tagger: TaggerName, progress: Progress) -> Summary:
    """`add` to a case that is open; the run is written down with its times (UTC)."""
    with case.transaction():
        number = case.begin_run(_now(), __version__)
    summary = run.add(case, paths, jobs=jobs, tagger=tagger, progress=progress)
    with case.transaction():
        case.end_run(number, _now(), summary.as_data())
    return summary


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def documents(case: CasePath) -> list[DocumentRow]:
    """The documents of a case, in order of names."""
    with Case.open(Path(case)) as store:
        return list(Shelf(store).rows.values())


def claims(case: CasePath) -> list[ClaimRow]:
    """What several documents say; first what is at stake and most articles repeat from fewest origins."""
    with Case.open(Path(case)) as store:
        shelf = Shelf(store)
        return list(claim_list(shelf, ClaimFilter(), 1, max(1, len(claim_rows(shelf)))).rows)


def claim(case: CasePath, identifier: str) -> ClaimView | None:
    """One claim with every article's chain, its origins and why some count as one; None for no such claim."""
    with Case.open(Path(case)) as store:
        return claim_view(Shelf(store), identifier)


def conflicts(case: CasePath) -> list[LinkRow]:
    """Claims that contradict one another, those on which most rests first."""
    return _links(case, LinkKind.CONFLICT)


def lost(case: CasePath) -> list[LinkRow]:
    """Attributions that one document gives and another drops."""
    return _links(case, LinkKind.LOST)


def _links(case: CasePath, kind: LinkKind) -> list[LinkRow]:
    with Case.open(Path(case)) as store:
        shelf = Shelf(store)
        return [link_row(shelf, link) for link in shelf.links(kind)]


def search(case: CasePath, words: str, limit: int = 50) -> list[tuple[Span, str]]:
    """Passages that hold all the words, whatever their spelling or particles, with their text; «…» for a phrase."""
    with Case.open(Path(case)) as store:
        return [(hit.passage, store.words(hit.passage)) for hit in store.search.find(words, limit)]


def exported(case: CasePath) -> dict[str, Any]:
    """The whole case in the annotations format, as `tawatur export --format annotations` writes it."""
    with Case.open(Path(case)) as store:
        return case_annotations(store)


def report(case: CasePath, language: Language = "ar") -> str:
    """The report as one self-contained page of HTML."""
    with Case.open(Path(case)) as store:
        return freeze(store, language)


def problems(case: CasePath) -> list[str]:
    """What does not hold in a case, as sentences: nothing when every text and span is as it was stored."""
    with Case.open(Path(case)) as store:
        return list(verify.verify(store))

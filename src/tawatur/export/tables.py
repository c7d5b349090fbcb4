"""Tables and lines: every kind of finding as CSV or JSON lines, with its words and where they stand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from tawatur.core.codec import describe
from tawatur.core.model import Document
from tawatur.stores.rows import CASE_KINDS, TEXT_KINDS
from tawatur.stores.sqlite import Case

#: Cells that begin like this are taken for formulas by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl(case: Case) -> Iterator[str]:
    """One JSON object a line: each document, then each finding with its document and exact words.

    `record` says what a line is: `document`, or the kind of finding.
    """
    names = _names(case)
    for document in case.documents():
        yield _line({"record": "document", **describe(document)})
    for kind, cls in {**TEXT_KINDS, **CASE_KINDS}.items():
        rows: Iterator[Any] = case.findings(cls) if kind in TEXT_KINDS else case.case_findings(cls)
        for finding in rows:
            row = {"record": kind, **describe(finding)}
            if hasattr(finding, "span"):
                row = {"document": names[finding.span.text][0]} | row | {"words": case.words(finding.span)}
            yield _line(row)


def table(case: Case) -> str:
    """All findings of single texts as CSV: document, kind, id, offsets, words, rule, and the rest as JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["document", "name", "kind", "id", "start", "end", "words", "rule", "detail"])
    names = _names(case)
    for kind, cls in TEXT_KINDS.items():
        found: Iterator[Any] = case.findings(cls)
        for finding in found:
            span = finding.span
            rest = {k: v for k, v in describe(finding).items() if k not in {"id", "span", "rule"}}
            cells = [*names[span.text], kind, finding.id, span.start, span.end, case.words(span), finding.rule]
            writer.writerow([_safe(cell) for cell in cells] + [json.dumps(rest, ensure_ascii=False)])
    return out.getvalue()


def _names(case: Case) -> dict[str, tuple[str, str]]:
    documents: dict[str, Document] = {d.id: d for d in case.documents()}
    return {text: (document, documents[document].name) for text, document in case.texts().items()}


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

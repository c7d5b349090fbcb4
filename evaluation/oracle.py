"""Measure the corpus stages alone: what people annotated in each text goes in, what spans texts is scored.

    python -m evaluation.oracle DIR [DIR …] [--texts DIR] [--scorer FILE] [--errors LAYER] [--case FILE]

Mentions, times, quantities, attributions, facts and who is who come from `gold.json`; segments from the program. Only
the figures on passages, clusters, origins, conflicts and lost attributions say something about the program.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.gold import scorer_for
from tawatur.core.ids import stable_id
from tawatur.core.model import (
    Argument,
    Attribution,
    Bound,
    Dating,
    EntityType,
    Fact,
    Finding,
    Force,
    InferredDating,
    Judgement,
    Mention,
    Modality,
    Mode,
    Polarity,
    Quantity,
    SourceKind,
    Span,
    TimeExpression,
    Verdict,
)
from tawatur.export.annotations import dump
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments
from tawatur.pipeline.corpus import CaseCorpus
from tawatur.pipeline.plan import corpus_stages
from tawatur.pipeline.run import Summary, ingest
from tawatur.stores.rows import text_rows
from tawatur.stores.sqlite import Case

RULE = "person"
KEY = "oracle"
Row = Mapping[str, Any]
ACROSS = ("reuse", "clusters", "conflicts", "lost")
_KINDS = {EntityType.PER: SourceKind.PERSON, EntityType.ORG: SourceKind.BODY, EntityType.MISC: SourceKind.DOCUMENT}


class Annotated:
    """The annotations of one text as findings."""

    def __init__(self, text_id: str, text: str, row: Row, types: Mapping[str, EntityType]) -> None:
        self.text_id, self.text, self.row, self.types = text_id, text, row, types
        self.attributions: dict[str, Attribution] = {}

    def findings(self) -> Iterator[Finding]:
        row = self.row
        for m in row["mentions"]:
            yield Mention(self._span(m), EntityType(m["type"]), RULE, self.actor(m["entity"]) or "")
        for t in row["times"]:
            kind = "duration" if str(t["value"] or "").startswith("P") else "date"
            yield TimeExpression(self._span(t), t["value"], RULE, kind)
        for q in row.get("quantities") or ():
            yield Quantity(self._span(q), q["value"], "", Bound(q["bound"]), RULE)
        for a in row["attributions"]:
            yield self._attribution(a["id"])
        for number, f in enumerate(row["facts"]):
            yield self._fact(f, number)

    def _span(self, row: Row) -> Span:
        return Span(self.text_id, row["start"], row["end"])

    def actor(self, entity: str | None) -> str | None:
        """The document-level actor of an entity id; None for words that are no entity."""
        return stable_id("k", self.text_id, entity) if entity in self.types else None

    def _attribution(self, identity: str) -> Attribution:
        if identity not in self.attributions:
            a = next(x for x in self.row["attributions"] if x["id"] == identity)
            kind = self.types.get(a["entity"] or "")
            self.attributions[identity] = Attribution(
                self._span(a["content"]),
                self._span(a["cue"]) if a["cue"] else None,
                self._span(a["source"]) if a["source"] else None,
                RULE,
                Mode(a["mode"]),
                Force(a["force"]),
                _KINDS.get(kind, SourceKind.BODY) if kind else SourceKind.UNNAMED,
                actor=self.actor(a["entity"]),
                parent=self._attribution(a["parent"]).id if a["parent"] else None,
            )
        return self.attributions[identity]

    def _fact(self, f: Row, number: int) -> Fact:
        clause = self._span(f)
        inside = [m for m in self.row["mentions"] if clause.start <= m["start"] and m["end"] <= clause.end]
        arguments = []
        for role, fillers in f["args"].items():
            for filler in fillers:
                at = next((self._span(m) for m in inside if m["entity"] == filler), None)
                place = self.text.find(filler, clause.start, clause.end)
                if at is None and place >= 0:
                    at = Span(self.text_id, place, place + len(filler))
                arguments.append(Argument(role, at or clause, self.actor(filler)))
        attribution = self._attribution(f["attribution"]) if f["attribution"] else None
        trigger = Span(self.text_id, clause.start, min(clause.end, clause.start + 3 + number))
        return Fact(
            clause, f["type"], trigger, RULE, tuple(arguments), f["time"], None, Polarity(f["polarity"]),
            Modality(f["modality"]), attribution.id if attribution else None,
        )  # fmt: skip


def fill(case: Case, gold: Row, texts: Path) -> None:
    """Read the annotated texts into `case`, with their annotations as findings."""
    ingest(case, sorted(texts.glob("*.txt")), Summary())
    types = {e["id"]: EntityType(e["type"]) for e in gold["entities"]}
    rows = {row["id"]: row for row in gold["documents"]}
    judgements: list[Judgement] = []
    first: dict[str, str] = {}
    with case.transaction():
        for text_id, document_id in case.texts().items():
            document, source = case.document(document_id), case.source_text(text_id)
            assert document is not None and source is not None
            row = rows.get(Path(document.name).stem)
            if row is None:
                continue
            reading = Reading(document, source)
            reading.add(Segments()(reading))
            annotated = Annotated(text_id, source.text, row, types)
            reading.add(annotated.findings())
            if row["published"]:
                head = (Span(text_id, 0, 1),)
                reading.add([InferredDating(document_id, Dating(row["published"], ("annotated",)), head, RULE)])
            case.put_findings(text_id, text_rows(list(reading.all()), source.text), KEY)
            for entity in sorted(_named(row)):
                actor = annotated.actor(entity)
                if actor and first.setdefault(entity, actor) != actor:
                    judgements.append(Judgement(first[entity], actor, Verdict.SAME, 1.0, ("annotated",), RULE))
        case.put_case_findings("actors", judgements, KEY)


def _named(row: Row) -> set[str]:
    """Every entity that an annotation of a text names: by a mention, as a source or in a role."""
    fillers = {e for f in row["facts"] for es in f["args"].values() for e in es}
    sources = {a["entity"] for a in row["attributions"] if a["entity"]}
    return {m["entity"] for m in row["mentions"]} | sources | fillers


def relate(case: Case, silent: bool = False) -> None:
    """Run the corpus stages after Actors, telling how long each took."""
    corpus = CaseCorpus(case)
    for stage in corpus_stages():
        if stage.name != "actors":
            begin = time.perf_counter()
            findings = stage(corpus)
            with case.transaction():
                case.put_case_findings(stage.name, findings, KEY)
            if not silent:
                print(f"  {stage.name}: {len(findings)} findings, {time.perf_counter() - begin:.2f} s", file=sys.stderr)


def measure(folder: Path, texts: Path, scorer: Path, path: Path, extra: list[str]) -> str:
    """What the scorer prints on what spans texts, for a case at `path` made from the gold in `folder`."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    with Case.open(path, create=True) as case:
        fill(case, gold, texts)
        relate(case)
        target = path.with_suffix(".json")
        target.write_text(dump(case), encoding="utf-8")
    command = [sys.executable, str(scorer), str(folder), str(target), *extra]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith(ACROSS))


def main(argv: Iterable[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.oracle", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--texts", type=Path, help="the folder with the articles, if it is another")
    parser.add_argument("--scorer", type=Path, help="the score.py to use")
    parser.add_argument("--errors", metavar="LAYER", help="also list what a layer missed and made up")
    parser.add_argument("--case", type=Path, help="keep the case here")
    args = parser.parse_args(None if argv is None else list(argv))
    extra = ["--errors", args.errors] if args.errors else []
    for folder in args.folders:
        with tempfile.TemporaryDirectory() as work:
            path = args.case or Path(work) / "oracle.tawatur"
            path.unlink(missing_ok=True)
            print(folder)
            print(measure(folder, args.texts or folder, args.scorer or scorer_for(folder), path, extra), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

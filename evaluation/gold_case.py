"""A case that holds what people annotated instead of what the program found: for looking at pages, and for tests.

`python -m evaluation.gold_case examples/harbour/gold/gold.json examples/harbour/articles CASE`
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from tawatur.core.ids import stable_id
from tawatur.core.model import (
    Argument,
    Attribution,
    Bound,
    Claim,
    Collapse,
    Dating,
    EntityType,
    Fact,
    Finding,
    Flag,
    Force,
    InferredDating,
    Judgement,
    Link,
    LinkKind,
    Mention,
    Modality,
    Mode,
    Origin,
    Polarity,
    Proposition,
    Quantity,
    Segment,
    SegmentKind,
    SourceKind,
    Span,
    TimeExpression,
    Verdict,
)
from tawatur.pipeline.run import Summary, ingest
from tawatur.stores.rows import text_rows
from tawatur.stores.search import passages
from tawatur.stores.sqlite import Case
from tawatur.text.view import TextView

RULE = "person"
KEY = "annotated"
Row = Mapping[str, Any]


def build(gold: Path, articles: Path, path: Path) -> None:
    """Write a case at `path` with the texts under `articles` and the annotations of the file `gold` (`gold.json`)."""
    data = json.loads(gold.read_text(encoding="utf-8"))
    with Case.open(path, create=True) as case:
        with case.transaction():
            run = case.begin_run("2000-01-01T00:00:00+00:00", "annotated")
        ingest(case, [articles], Summary())
        maker = _Maker(case, data)
        with case.transaction():
            for row in data["documents"]:
                maker.keep_text(row)
            maker.keep_rest(data)
            for stage, findings in maker.case_findings():
                case.put_case_findings(stage, findings, KEY)
            case.end_run(run, "2000-01-01T00:00:00+00:00", {})


class _Maker:
    def __init__(self, case: Case, data: Row) -> None:
        self.case, self.data = case, data
        names = {d.id: Path(d.name).stem for d in case.documents()}
        self.texts = {names[document]: text for text, document in case.texts().items()}
        self.document_of = {names[document]: document for document in case.texts().values()}
        self.facts: dict[tuple[str, str], Fact] = {}
        self.attributions: dict[tuple[str, str], Attribution] = {}
        self.types = {e["id"]: EntityType(e["type"]) for e in data["entities"]}
        self.names = {e["id"]: e.get("ar") or e["en"] for e in data["entities"]}
        self.mentioned: dict[str, list[str]] = {}

    def span(self, doc: str, row: Row) -> Span:
        return Span(self.texts[doc], row["start"], row["end"])

    def optional(self, doc: str, row: Row | None) -> Span | None:
        return self.span(doc, row) if row else None

    def actor(self, doc: str, entity: str | None) -> str | None:
        return stable_id("k", doc, entity) if entity and entity in self.types else None

    def words(self, span: Span) -> str:
        return self.case.words(span)

    # One text

    def keep_text(self, row: Row) -> None:
        doc = row["id"]
        source = self.case.source_text(self.texts[doc])
        assert source is not None
        findings: list[Finding] = [
            *self._segments(doc, source.text, row),
            *self._mentions(doc, row),
            *(TimeExpression(self.span(doc, t), t["value"], RULE) for t in row["times"]),
            *(
                Quantity(self.span(doc, q), q["value"], q["of"], Bound(q["bound"]), RULE)
                for q in row.get("quantities", ())
            ),
            *self._attributions(doc, row),
            *self._facts(doc, row),
        ]
        self.case.put_findings(source.id, text_rows(findings, source.text), KEY)
        view = TextView.of(source.text)
        ranges = [view.range(s.span.start, s.span.end) for s in findings if isinstance(s, Segment)]
        self.case.search.put(source.id, passages(view, ranges))

    def keep_rest(self, data: Row) -> None:
        """Texts that nobody annotated: their lines as paragraphs, so that search finds them."""
        annotated = {row["id"] for row in data["documents"]}
        for doc, text_id in self.texts.items():
            if doc not in annotated:
                self.keep_text(
                    {"id": doc, "boilerplate": [], "mentions": [], "times": [], "attributions": [], "facts": []}
                )
                assert text_id

    def _segments(self, doc: str, text: str, row: Row) -> Iterator[Segment]:
        furniture = [(b["start"], b["end"]) for b in row["boilerplate"]]
        for start, end in furniture:
            yield Segment(Span(self.texts[doc], start, end), SegmentKind.BOILERPLATE, RULE)
        at, first = 0, True
        for line in text.split("\n"):
            start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
            at += len(line) + 1
            if start < end and not any(a < end and start < b for a, b in furniture):
                kind = SegmentKind.HEADLINE if first and end - start < 120 else SegmentKind.PARAGRAPH
                first = False
                yield Segment(Span(self.texts[doc], start, end), kind, RULE)

    def _mentions(self, doc: str, row: Row) -> Iterator[Mention]:
        for m in row["mentions"]:
            actor = self.actor(doc, m["entity"]) or ""
            if doc not in self.mentioned.setdefault(m["entity"], []):
                self.mentioned[m["entity"]].append(doc)
            yield Mention(self.span(doc, m), EntityType(m["type"]), RULE, actor)

    def _attributions(self, doc: str, row: Row) -> Iterator[Attribution]:
        done: dict[str, Attribution] = {}
        rows = {a["id"]: a for a in row["attributions"]}

        def make(identity: str) -> Attribution:
            if identity not in done:
                a = rows[identity]
                done[identity] = Attribution(
                    self.span(doc, a["content"]),
                    self.optional(doc, a["cue"]),
                    self.optional(doc, a["source"]),
                    RULE,
                    Mode(a["mode"]),
                    Force(a["force"]),
                    self._source_kind(a),
                    actor=self.actor(doc, a["entity"]),
                    parent=make(a["parent"]).id if a["parent"] else None,
                )
                self.attributions[doc, identity] = done[identity]
            return done[identity]

        for identity in rows:
            yield make(identity)

    def _source_kind(self, a: Row) -> SourceKind:
        kind = self.types.get(a["entity"] or "")
        kinds = {
            EntityType.PER: SourceKind.PERSON,
            EntityType.ORG: SourceKind.BODY,
            EntityType.MISC: SourceKind.DOCUMENT,
        }
        return kinds.get(kind, SourceKind.BODY) if kind else SourceKind.UNNAMED

    def _facts(self, doc: str, row: Row) -> Iterator[Fact]:
        for f in row["facts"]:
            clause = self.span(doc, f)
            arguments = tuple(
                Argument(role, clause, self.actor(doc, filler))
                for role, fillers in f["args"].items()
                for filler in fillers[:1]
            )
            attribution = self.attributions.get((doc, f["attribution"] or ""))
            fact = Fact(
                clause,
                f["type"],
                Span(clause.text, clause.start, min(clause.end, clause.start + 5)),
                RULE,
                arguments,
                f["time"],
                polarity=Polarity(f["polarity"]),
                modality=Modality(f["modality"]),
                attribution=attribution.id if attribution else None,
            )
            self.facts[doc, f["id"]] = fact
            yield fact

    # Across texts

    def case_findings(self) -> Iterable[tuple[str, list[object]]]:
        """Stage names with what people annotated of that kind."""
        propositions = [self._proposition(c) for c in self.data["clusters"]]
        claims = {c.id: c for members, _ in propositions for c in members}
        yield "actors", [*self._judgements()]
        yield "links", [*self._links()]
        yield "claims", [*claims.values(), *(p for _, p in propositions)]
        yield "flags", [*self._flags()]
        yield "datings", [*self._datings()]

    def _judgements(self) -> Iterator[Judgement]:
        for entity, docs in sorted(self.mentioned.items()):
            for left, right in pairwise(docs):
                a, b = self.actor(left, entity), self.actor(right, entity)
                if a and b:
                    name = self.names[entity]
                    said = (f"Annotated as one: «{name}».",), RULE, (f"وُسما واحدا: «{name}».",)
                    yield Judgement(a, b, Verdict.SAME, 1.0, *said)
        yield from self._doubts()

    def _doubts(self) -> Iterator[Judgement]:
        """Pairs of people whose names share their last word: for the review queue."""
        people = [e for e in sorted(self.mentioned) if self.types.get(e) is EntityType.PER]
        for number, left in enumerate(people):
            for right in people[number + 1 :]:
                if self.names[left].split()[-1] == self.names[right].split()[-1]:
                    a = self.actor(self.mentioned[left][0], left)
                    b = self.actor(self.mentioned[right][0], right)
                    last = self.names[left].split()[-1]
                    english = f"Both names end in «{last}»; nothing else is shared."
                    arabic = f"ينتهي كلا الاسمين بـ«{last}»، ولا يشتركان في غيره."
                    yield Judgement(a or "", b or "", Verdict.UNSURE, 0.5, (english,), RULE, (arabic,))

    def _member(self, row: Row) -> Claim:
        doc = row["document"]
        fact = self.facts.get((doc, row.get("fact", "")))
        innermost = self.attributions.get((doc, row.get("attribution", "")))
        if fact and fact.attribution:
            innermost = next(a for a in self.attributions.values() if a.id == fact.attribution)
        chain: list[str] = []
        while innermost:
            chain.insert(0, innermost.id)
            innermost = next((a for a in self.attributions.values() if a.id == innermost.parent), None)
        return Claim(self.span(doc, row), self.document_of[doc], RULE, fact.id if fact else None, tuple(chain))

    def _proposition(self, row: Row) -> tuple[list[Claim], Proposition]:
        made = [(m["document"], self._member(m)) for m in row["members"]]
        origins, collapses = [], []
        for group in row["origins"]:
            members = [c for doc, c in made if doc in group]
            origins.append(self._origin(members))
            if len(members) > 1:
                names = "، ".join(sorted({doc for doc, _ in made if doc in group}))
                said = f"One source upstream: «{names}».", f"مصدر واحد في الأصل: «{names}»."
                evidence = tuple(c.span for c in members)
                collapses.append(Collapse(tuple(c.id for c in members), said[0], len(group) < 3, evidence, said[1]))
        documents = len({doc for doc, _ in made})
        ids = tuple(dict.fromkeys(c.id for _, c in made))
        high = min(documents, len(origins) + sum(not c.certain for c in collapses))
        proposition = Proposition(
            ids, row["says"], documents, len(origins), high, tuple(origins), tuple(collapses), RULE
        )
        return [c for _, c in made], proposition

    def _origin(self, members: list[Claim]) -> Origin:
        known = {a.id: a for a in self.attributions.values()}
        last = next((known[c.chain[-1]] for c in members if c.chain), None)
        if last is None or (last.source is None and last.cue is None):
            claim = members[0]
            document = self.case.document(claim.document)
            name = (document and (document.publisher or document.name)) or ""
            return Origin(stable_id("o", claim.document), SourceKind.MEDIUM, name, True, (claim.span,))
        span = last.source or last.cue
        assert span is not None
        named = last.actor is not None
        spans = tuple(
            dict.fromkeys(s for c in members for s in [(known[c.chain[-1]].source if c.chain else None) or c.span])
        )
        identity = stable_id("o", last.actor or span)
        return Origin(identity, last.source_kind, self.words(span), named, spans)

    def _links(self) -> Iterator[Link]:
        for kind, name, field in (
            (LinkKind.REUSE, "reuse", "kind"),
            (LinkKind.CONFLICT, "conflicts", "kind"),
            (LinkKind.LOST, "lost_attributions", "lost"),
        ):
            for row in self.data[name]:
                a, b = (self.span(row[side]["document"], row[side]) for side in "ab")
                why = row.get("why", "")
                yield Link(kind, row[field], a, b, 1.0, (why,) if why else (), RULE)

    def _flags(self) -> Iterator[Flag]:
        """Certainty that grows: a later passage that asserts what an earlier attribution of the text only supposed."""
        for doc in self.texts:
            weak = [a for (d, _), a in self.attributions.items() if d == doc and a.force is Force.SPECULATE]
            strong = [a for (d, _), a in self.attributions.items() if d == doc and a.force is Force.CONFIRM]
            pair = next(((w, s) for w in weak for s in strong if w.content.start < s.content.start), None)
            if pair:
                yield Flag(
                    "certainty",
                    (pair[0].content, pair[1].content),
                    "What an earlier sentence supposes, a later one confirms; between them stands no new evidence.",
                    RULE,
                    arabic="ما تفترضه جملة سابقة تؤكده لاحقة، ولا دليل جديدا بينهما.",
                )

    def _datings(self) -> Iterator[InferredDating]:
        for row in self.data["documents"]:
            times = [self.span(row["id"], t) for t in row["times"][:2]]
            if row["published"] and times:
                reasons = tuple(f"«{self.words(span)}»" for span in times)
                document = self.document_of[row["id"]]
                yield InferredDating(document, Dating(row["published"], reasons), tuple(times), RULE)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))

"""Plant changes in copies of articles and retold passages in other articles, and count which the program reports.

    python -m evaluation.planted FILE [--articles N] [--each N] [--tagger neural|rules] [--jobs N] [--json]

FILE holds one article a line (JSON with id, outlet, published, title, text). A sample of N articles is analysed. Of
every kind of change up to `--each` copies are made that differ in this one thing from their article (`alterations.py`),
and as many controls: copies without any change, and without their last sentence. Passages retold by hand stand in
articles on other matters (`retellings.py`). All of it is one case. A change is found where the program reports it as
what it is, between the article and its copy and in the changed sentence; what it reports between them outside that
sentence, or of a control, is wrong.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any

from evaluation.alterations import ALTERATIONS, CONTROLS, Altered, Annotated, body
from evaluation.retellings import KINDS, load, may_carry, plant
from tawatur.core.errors import TawaturError
from tawatur.core.model import (
    Attribution,
    Fact,
    Flag,
    Link,
    LinkKind,
    Mention,
    Quantity,
    Segment,
    Span,
    TimeExpression,
)
from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import add
from tawatur.stores.sqlite import Case

Row = Mapping[str, str]
#: What is reported of each kind of change: labels of lost attributions and conflicts, kinds of flags.
REPORTED = {
    "source": {"lost/source", "lost/both"},
    "hedge": {"lost/hedge", "lost/both", "flag/hedge-dropped", "flag/certainty-added"},
    "number": {"conflict/number", "flag/number-changed"},
    "date": {"conflict/date", "flag/date-changed"},
    "role": {"conflict/role", "flag/roles-exchanged"},
    "negation-added": {"conflict/polarity", "flag/negation-changed"},
    "negation-removed": {"conflict/polarity", "flag/negation-changed"},
    "place": {"conflict/place", "flag/place-changed"},
    "order": {"flag/order-changed"},
}
#: Lengths of articles to change: long enough to say something, short enough for many.
SHORTEST, LONGEST = 400, 2500
#: Share of a retold passage, on either side, that must lie in a passage found.
COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Report:
    """What the program says of two texts: its label, and all passages that it names."""

    label: str
    spans: tuple[Span, ...]

    def at(self, place: Span) -> bool:
        """Whether one of the passages lies in a place."""
        return any(s.overlap(place) for s in self.spans)


@dataclass(frozen=True, slots=True)
class Planted:
    """A retold passage: its kind, and its words in the article and in the carrier."""

    kind: str
    passage: str
    told: str


#: What is said of two texts, by their ids in order.
Reports = dict[tuple[str, str], list[Report]]


@dataclass(slots=True)
class Tally:
    """Of one kind of change: how many were planted; how many are found as what they are; in how many something is
    reported in the place; in how many beside it."""

    planted: int = 0
    found: int = 0
    anything: int = 0
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """How many articles are analysed, how many copies of each kind are made, and how they are analysed."""

    articles: int = 700
    each: int = 40
    tagger: TaggerName = "neural"
    jobs: int = 2


def sample(rows: Iterable[Row], count: int) -> list[Row]:
    """Articles of a middling length in an order that only their ids decide, each text once."""
    fit = {r["text"]: r for r in rows if SHORTEST <= len(r["text"]) <= LONGEST and r["title"].strip()}
    return sorted(fit.values(), key=lambda r: hashlib.sha256(r["id"].encode()).hexdigest())[:count]


def annotated(case: Case, text_id: str) -> Annotated:
    """A text of a case with what was found in it."""
    known = case.source_text(text_id)
    assert known is not None
    return Annotated(
        known.text,
        body(case.findings(Segment, text_id)),
        tuple(case.findings(Attribution, text_id)),
        tuple(case.findings(Fact, text_id)),
        tuple(case.findings(Quantity, text_id)),
        tuple(case.findings(TimeExpression, text_id)),
        tuple(case.findings(Mention, text_id)),
    )


def choose(texts: Mapping[str, Annotated], each: int) -> dict[str, Altered]:
    """For each text one change, of the kind that has had the fewest so far; the controls are kinds too."""
    rules = {**ALTERATIONS, **CONTROLS}
    left = dict.fromkeys(rules, each)
    chosen: dict[str, Altered] = {}
    for name, a in texts.items():
        for kind in sorted((k for k in left if left[k]), key=lambda k: -left[k]):
            found = next(rules[kind](a), None)
            if found is not None:
                left[kind] -= 1
                chosen[name] = found
                break
    return chosen


def retold(rows: Mapping[str, Row], others: Sequence[Row], each: int) -> Iterator[tuple[Row, Row, Planted]]:
    """(article, carrier with the passage, what was planted), at most `each` of a kind.

    `others`: the articles that may carry one; each does so once, and for an article of another outlet.
    """
    free = [r for r in others if may_carry(r["text"])]
    left = dict.fromkeys(KINDS, each)
    for r in load():
        if r.id not in rows or not left[r.kind]:
            continue
        article = rows[r.id]
        carrier = next((c for c in free if c["outlet"] != article["outlet"]), None)
        if carrier is None:
            continue
        left[r.kind] -= 1
        free.remove(carrier)
        told = r.told(article["text"])
        row = {
            **carrier,
            "id": f"{r.id}-retold",
            "published": article["published"],
            "text": plant(told, carrier["text"]),
        }
        yield article, row, Planted(r.kind, r.passage(article["text"]), told)


def write(path: Path, rows: Iterable[Row]) -> Path:
    """Articles as a file with one JSON object a line."""
    path.write_text("".join(json.dumps(dict(r), ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def copy(row: Row, changed: Altered) -> Row:
    """The article as another outlet is said to have published it on the same day."""
    title, _, text = changed.text.partition("\n")
    return {**row, "id": f"{row['id']}-copy", "outlet": "copy", "title": title, "text": text}


def names(case: Case) -> dict[str, str]:
    """Names of a case's documents to the ids of their texts."""
    found = ((case.document(document), text_id) for text_id, document in case.texts().items())
    return {d.name: text_id for d, text_id in found if d is not None}


def reports(case: Case) -> Reports:
    """All that a case says of two texts, by their ids in order."""
    found: dict[tuple[str, str], list[Report]] = defaultdict(list)
    links = ((f"{x.kind}/{x.label}", (x.a, x.b)) for x in case.case_findings(Link))
    flags = ((f"flag/{f.kind}", f.spans) for f in case.case_findings(Flag))
    for label, spans in chain[tuple[str, tuple[Span, ...]]](links, flags):
        texts = sorted({s.text for s in spans})
        if len(texts) == 2:
            found[texts[0], texts[1]].append(Report(label, spans))
    return found


def between(said: Reports, one: str, two: str) -> list[Report]:
    """What is said of two texts."""
    low, high = sorted((one, two))
    return said.get((low, high), [])


def judge(changed: Altered, said: Sequence[Report], here: str, there: str) -> Tally:
    """What became of one planted change."""
    said = [r for r in said if not r.label.startswith(LinkKind.REUSE)]
    one, two = Span(here, *changed.here), Span(there, *changed.there)
    inside = [r for r in said if r.at(one) or r.at(two)]
    right = any(r.label in REPORTED.get(changed.kind, ()) for r in inside)
    return Tally(1, int(right), int(bool(inside)), int(len(inside) < len(said)))


def judge_passage(p: Span, q: Span, said: Sequence[Report]) -> Tally:
    """What became of one retold passage, `p` in the article and `q` in its carrier."""
    reuse = [r for r in said if r.label.startswith(LinkKind.REUSE)]
    covered = [sum(s.overlap(side) for r in reuse for s in r.spans) >= COVERED * len(side) for side in (p, q)]
    touched = [r.at(p) and r.at(q) for r in reuse]
    return Tally(1, int(all(covered)), int(any(touched)), int(not all(touched)))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    known = list(tallies)
    return Tally(*(sum(getattr(t, f) for t in known) for f in ("planted", "found", "anything", "beside")))


def _add(case: Case, path: Path, settings: Settings) -> None:
    """Raises TawaturError where a text could not be analysed: what is counted then would say nothing."""
    done = add(case, [path], jobs=settings.jobs, tagger=settings.tagger)
    if done.failed:
        raise TawaturError(f"{done.failed} texts failed; the first: {done.failures[0].reason}")


def measure(rows: Sequence[Row], settings: Settings) -> dict[str, object]:
    """Plant, analyse, count. Returns the counts as plain data.

    Raises TawaturError where a text could not be analysed, OtherTextError where an article is not the one retold.
    """
    started = perf_counter()
    retold_ids = {r.id for r in load()}
    picked = sample((r for r in rows if r["id"] not in retold_ids), settings.articles + 2 * len(retold_ids))
    originals, spare = picked[: settings.articles], picked[settings.articles :]
    passages = list(retold({r["id"]: r for r in rows}, spare, settings.each))
    with tempfile.TemporaryDirectory() as work, Case.open(Path(work) / "case.tawatur", create=True) as case:
        _add(case, write(Path(work) / "originals.jsonl", originals), settings)
        known = names(case)
        chosen = choose({r["id"]: annotated(case, known[r["id"]]) for r in originals}, settings.each)
        made = [copy(r, chosen[r["id"]]) for r in originals if r["id"] in chosen]
        made += [row for article, carrier, _ in passages for row in (article, carrier)]
        _add(case, write(Path(work) / "copies.jsonl", made), settings)
        said = reports(case)
        result: dict[str, object] = {"articles": len(originals), "each": settings.each, "tagger": settings.tagger}
        result |= count_copies(case, chosen, said)
        result["retellings"] = count_passages(case, passages, said)
    return {**result, "seconds": round(perf_counter() - started, 1)}


def count_copies(case: Case, chosen: Mapping[str, Altered], said: Reports) -> dict[str, object]:
    """For each kind of change what became of it, and what is said of copies without a change."""
    known = names(case)
    changes: dict[str, list[Tally]] = {kind: [] for kind in ALTERATIONS}
    plain: dict[str, list[set[str]]] = {kind: [] for kind in CONTROLS}
    for name, changed in chosen.items():
        here, there = known[f"{name}-copy"], known[name]
        found = between(said, here, there)
        if changed.kind in CONTROLS:
            plain[changed.kind].append({r.label for r in found if not r.label.startswith(LinkKind.REUSE)})
        else:
            changes[changed.kind].append(judge(changed, found, here, there))
    return {
        "changes": {kind: asdict(total(tallies)) for kind, tallies in changes.items()},
        "controls": {kind: wrong(found) for kind, found in plain.items()},
    }


def wrong(found: Sequence[set[str]]) -> dict[str, object]:
    """What is said of copies on which there is nothing to report: of how many anything, each label, each kind."""
    return {
        "copies": len(found),
        "flagged": sum(bool(labels) for labels in found),
        "labels": dict(sorted(Counter(label for labels in found for label in labels).items())),
        "as": {kind: sum(bool(labels & REPORTED[kind]) for labels in found) for kind in ALTERATIONS},
    }


def count_passages(case: Case, passages: Iterable[tuple[Row, Row, Planted]], said: Reports) -> dict[str, object]:
    """For each kind of retelling what became of it."""
    known = names(case)
    told: dict[str, list[Tally]] = {kind: [] for kind in KINDS}
    for article, carrier, p in passages:
        one, two = known[article["id"]], known[carrier["id"]]
        sides = _find(case, one, p.passage), _find(case, two, p.told)
        told[p.kind].append(judge_passage(*sides, between(said, one, two)))
    return {kind: asdict(total(tallies)) for kind, tallies in told.items()}


def _find(case: Case, text_id: str, words: str) -> Span:
    known = case.source_text(text_id)
    at = known.text.index(words) if known else 0
    return Span(text_id, at, at + len(words))


def lines(result: Mapping[str, Any]) -> Iterator[str]:
    """The result as a table for people."""
    controls = result["controls"]
    yield f"{result['articles']} articles, tagger {result['tagger']}, {result['seconds']} s"
    yield f"{'':18}planted  found  anything there  reports beside it  wrong on {' / '.join(controls)} copies"
    for kind, row in (*result["changes"].items(), *result["retellings"].items()):
        mistaken = " / ".join(str(c["as"][kind]) for c in controls.values()) if kind in ALTERATIONS else ""
        yield f"{kind:18}{row['planted']:7}{row['found']:7}{row['anything']:16}{row['beside']:19}  {mistaken}".rstrip()
    for kind, c in controls.items():
        yield f"{kind} copies with any report: {c['flagged']} of {c['copies']}: {c['labels']}"


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    usual = Settings()
    parser = argparse.ArgumentParser(prog="python -m evaluation.planted", description=__doc__.split("\n")[0])
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=usual.articles, help="articles analysed to plant changes in")
    parser.add_argument("--each", type=int, default=usual.each, help="copies of each kind, at most")
    parser.add_argument("--tagger", choices=("neural", "rules"), default=usual.tagger)
    parser.add_argument("--jobs", type=int, default=usual.jobs)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    opener = gzip.open if args.source.suffix == ".gz" else open
    with opener(args.source, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    result = measure(rows, Settings(args.articles, args.each, args.tagger, args.jobs))
    print(json.dumps(result, ensure_ascii=False, indent=2) if args.json else "\n".join(lines(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

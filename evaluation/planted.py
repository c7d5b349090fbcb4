"""Plant changes in copies of articles, and count which of them the program reports.

    python -m evaluation.planted FILE [--articles N] [--each N] [--tagger neural|rules]

FILE holds one article a line (JSON with title and text). Of every kind of change `--each` are planted, one in a copy
that another outlet is said to have published: a source dropped, a number changed, two roles swapped, a statement
negated. Prints for each kind how many are reported as what they are (a lost attribution; a conflict or flag of that
kind) in the changed sentence, and how many as anything.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tawatur.core.model import Attribution, Fact, Flag, Link, LinkKind, Quantity, Segment, SegmentKind, Span
from tawatur.pipeline.plan import TaggerName
from tawatur.pipeline.run import add
from tawatur.stores.sqlite import Case

#: Words that open what is said, cut with the cue; words that deny what follows.
_OPENERS = ("إن ", "أن ", "بأن ", "أنه ", "إنه ")
_NEVER = "لم يحدث أن "
#: What is reported of each kind of change, besides lost attributions: the ends of labels and of kinds of flags.
KINDS = {"source": ("lost",), "number": ("number",), "role": ("role",), "negation": ("polarity", "denial")}


@dataclass(frozen=True, slots=True)
class Planted:
    """A changed text, and where the changed sentence stands in it."""

    kind: str
    text: str
    start: int
    end: int


def source(text: str, sentence: Span, findings: Sequence[object]) -> Planted | None:
    """The sentence without the words that say who says it."""
    for a in findings:
        if isinstance(a, Attribution) and a.cue and a.source and a.parent is None:
            first = min(a.cue.start, a.source.start)
            inside = first == sentence.start and max(a.cue.end, a.source.end) <= a.content.start
            if inside and len(a.content) >= 60 and a.content.end <= sentence.end:
                rest = text[a.content.start :]
                opener = next((o for o in _OPENERS if rest.startswith(o)), "")
                cut = a.content.start + len(opener)
                return Planted("source", text[:first] + text[cut:], first, first + sentence.end - cut)
    return None


def number(text: str, sentence: Span, findings: Sequence[object]) -> Planted | None:
    """The sentence with another number."""
    for q in findings:
        if isinstance(q, Quantity) and sentence.contains(q.span) and q.value and q.value >= 3:
            digits = str(int(q.value))
            at = text.find(digits, q.span.start, q.span.end)
            if at >= 0 and q.kind == "count":
                other = str(int(q.value) * 2 + 3)
                changed = text[:at] + other + text[at + len(digits) :]
                return Planted("number", changed, sentence.start, sentence.end + len(other) - len(digits))
    return None


def role(text: str, sentence: Span, findings: Sequence[object]) -> Planted | None:
    """The sentence with agent and patient of a fact in each other's place."""
    for f in findings:
        if isinstance(f, Fact) and sentence.contains(f.span):
            roles = {a.role: a.span for a in f.arguments if a.actor}
            spans = [roles.get("agent"), roles.get("patient")]
            one, other = sorted(s for s in spans if s) if all(spans) else (None, None)
            if one and other and one.end <= other.start and other.end <= sentence.end and one.start >= sentence.start:
                swapped = text[other.start : other.end] + text[one.end : other.start] + text[one.start : one.end]
                changed = text[: one.start] + swapped + text[other.end :]
                return Planted("role", changed, sentence.start, sentence.end)
    return None


def negation(text: str, sentence: Span, findings: Sequence[object]) -> Planted | None:
    """The sentence denied, where it opens with the verb of a fact."""
    for f in findings:
        if isinstance(f, Fact) and f.trigger.start == sentence.start and sentence.contains(f.span):
            changed = text[: sentence.start] + _NEVER + text[sentence.start :]
            return Planted("negation", changed, sentence.start, sentence.end + len(_NEVER))
    return None


CHANGES: dict[str, Callable[[str, Span, Sequence[object]], Planted | None]] = {
    "source": source,
    "number": number,
    "role": role,
    "negation": negation,
}


def planted(case: Case, each: int) -> Iterator[tuple[str, Planted]]:
    """Changes in the texts of a case with the id of the text: at most `each` of a kind, and one of a kind in a text."""
    left = dict.fromkeys(CHANGES, each)
    for text_id in case.texts():
        known = case.source_text(text_id)
        text = known.text if known else ""
        findings = [f for kind in (Attribution, Quantity, Fact) for f in case.findings(kind, text_id)]
        sentences = [
            s.span for s in case.findings(Segment, text_id) if s.kind is SegmentKind.SENTENCE and len(s.span) >= 80
        ]
        for kind, change in CHANGES.items():
            found = next((p for s in sentences if (p := change(text, s, findings)) is not None), None)
            if found and left[kind]:
                left[kind] -= 1
                yield text_id, found


def reported(case: Case, text_id: str, p: Planted) -> tuple[bool, bool]:
    """Whether the change is reported as what it is, and whether anything is reported in its sentence."""
    place = Span(text_id, p.start, p.end)
    labels = [
        "lost" if x.kind is LinkKind.LOST else x.label
        for x in case.case_findings(Link)
        if x.kind is not LinkKind.REUSE and (x.a.overlap(place) or x.b.overlap(place))
    ]
    labels += [f.kind for f in case.case_findings(Flag) if any(s.overlap(place) for s in f.spans)]
    return any(kind in label for label in labels for kind in KINDS[p.kind]), bool(labels)


def write(folder: Path, name: str, text: str, outlet: str, published: str) -> Path:
    """An article as a file with one JSON object."""
    title, _, body = text.partition("\n")
    path = folder / f"{name}.jsonl"
    row = {"id": name, "title": title, "text": body, "outlet": outlet, "published": published}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def measure(rows: Sequence[dict[str, str]], each: int, tagger: TaggerName) -> dict[str, list[tuple[bool, bool]]]:
    """For every kind of change what became of each planted one; every copy is compared in a case with its original."""
    results: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in CHANGES}
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        files = [
            write(folder, f"a{n:04}", r["title"] + "\n" + r["text"], "first", "2013-01-28") for n, r in enumerate(rows)
        ]
        with Case.open(folder / "originals.tawatur", create=True) as case:
            add(case, files, jobs=1, tagger=tagger)
            changes = [(case.source_text(text_id), p) for text_id, p in planted(case, each)]
        for n, (original, p) in enumerate(changes):
            pair = folder / f"pair{n}"
            pair.mkdir()
            assert original is not None
            one = write(pair, "one", original.text, "first", "2013-01-28")
            two = write(pair, "two", p.text, "second", "2013-01-29")
            with Case.open(pair / "case.tawatur", create=True) as case:
                add(case, [one, two], jobs=1, tagger=tagger)
                text_id = list(case.texts())[1]
                results[p.kind].append(reported(case, text_id, p))
    return results


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.planted", description=__doc__.split("\n")[0])
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--tagger", choices=("neural", "rules"), default="neural")
    args = parser.parse_args(argv)
    opener = gzip.open if args.source.suffix == ".gz" else open
    with opener(args.source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, args.articles)]
    for kind, found in measure([r for r in rows if len(r["text"]) > 300], args.each, args.tagger).items():
        right, any_ = sum(r for r, _ in found), sum(a for _, a in found)
        print(f"{kind:10} {right:3} of {len(found):3} reported as such, {any_:3} as anything")
    return 0


if __name__ == "__main__":
    sys.exit(main())

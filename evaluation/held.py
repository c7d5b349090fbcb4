"""The whole program on annotated articles whose labels trained nothing: names, attributions, facts, of all, of each
outlet, and of each section of the newspapers («articles» holds opinion, «accidents» courts and crime).

    python -m evaluation.held --data ../shared/data --gold ../shared/gold/train [--hold outlet] [--json]

Held out of the shipped weights are the texts annotated twice and a tenth of the others
(`training.material.by_article`); texts of our own stand under «written». With `--hold outlet` the articles of whole
outlets are measured, which says something only of weights that were trained without them. Spans are counted as
`training.measure` counts the tagger alone; a source is what the words name, not who goes on speaking.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tawatur.core.model import Attribution, Fact, Mention, Span
from tawatur.pipeline.run import add
from tawatur.stores.sqlite import Case
from training import material, measure
from training.annotated import Article, CharSpan, FactMark, Quotation
from training.measure import Count

Counts = Mapping[str, Count]


def found_in(case: Case, text: str) -> Article:
    """What the program found in a text of a case, in the form of an annotated article."""
    mentions = tuple((m.span.start, m.span.end, m.type.value) for m in case.findings(Mention, text) if not m.nominal)
    quotations = tuple(
        Quotation(_chars(a.source), _chars(a.cue), (a.content.start, a.content.end), a.force.value)
        for a in case.findings(Attribution, text)
    )
    facts = tuple(
        FactMark(f.type, _place(f.trigger), tuple((a.role, _place(a.span)) for a in f.arguments))
        for f in case.findings(Fact, text)
    )
    return Article(text, "", "", mentions, quotations, facts)


def _place(span: Span) -> CharSpan:
    return span.start, span.end


def _chars(span: Span | None) -> CharSpan | None:
    return _place(span) if span else None


def compared(gold: Article, found: Article) -> Iterator[tuple[str, Count]]:
    """Counts of every layer that is annotated."""
    if gold.mentions is not None:
        yield from measure.count_names([(gold.mentions, found.mentions or ())]).items()
    if gold.quotations is not None:
        yield from measure.count_quotations(gold.quotations, found.quotations or ()).items()
    if gold.facts is not None:
        yield from measure.count_facts(gold.facts, found.facts or ()).items()


def analysed(articles: Sequence[Article], jobs: int) -> list[Article]:
    """What the program finds in each article."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "texts"
        folder.mkdir()
        for number, article in enumerate(articles):
            (folder / f"{number:04}.txt").write_text(article.text, encoding="utf-8", newline="")
        with Case.open(Path(work) / "held.tawatur", create=True) as case:
            add(case, [folder], jobs=jobs)
            numbers = {}
            for text, document_id in case.texts().items():
                document = case.document(document_id)
                numbers[int(Path(document.name).stem) if document else -1] = text
            return [found_in(case, numbers[number]) for number in range(len(articles))]


def sections(path: Path) -> dict[str, str]:
    """The section of every article of the archive that has one, by id."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {row["id"]: row["section"] for row in rows if row.get("section")}


def grouped(
    articles: Sequence[Article], found: Sequence[Article], section: Mapping[str, str]
) -> dict[str, dict[str, Count]]:
    """Counts of all articles together («all»), of each outlet's, and of each section's."""
    out: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for gold, mine in zip(articles, found, strict=True):
        groups = ["all", gold.outlet]
        if gold.id in section:
            groups.append(f"section {section[gold.id]}")
        for key, count in compared(gold, mine):
            for group in groups:
                out[group][key].add(count.hit, count.gold, count.found)
    return {group: dict(counts) for group, counts in sorted(out.items())}


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the annotated articles that may train")
    parser.add_argument("--hold", choices=("article", "outlet"), default="article")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    articles = material.read(options.data, options.gold)
    held = (material.by_article if options.hold == "article" else material.by_outlet)(articles).held
    known = sections(options.data / "news-2013-01" / "articles.jsonl.gz")
    groups = grouped(held, analysed(held, options.jobs), known)
    if options.json:
        print(json.dumps({g: {k: round(c.f1, 4) for k, c in table.items()} for g, table in groups.items()}, indent=1))
        return 0
    for group, table in groups.items():
        print(f"== {group}", *measure.lines(table), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

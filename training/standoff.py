"""Add annotated folders to the training material: of others' articles character spans alone, of our own the text too.

    python -m training.standoff --articles ../shared/data/news-2013-01/articles.jsonl.gz FOLDER...
    python -m training.standoff --written FOLDER...
    python -m training.standoff --facts --articles … --gold ../shared/gold/train FOLDER...

A folder holds NAME.txt and `gold.json`, as the annotation guide's tool builds it. Articles of others have NAME.meta
beside them (JSON with the article's id) and become rows of `data/news-2013-01.*.jsonl`; texts that were written for
training become rows of `data/written.jsonl`. An article that is there already is annotated a second time: the first
annotation stays, is marked so that it never trains, and how far the two agree is printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training import factlines, measure
from training.annotated import FactMark, Quotation, digest, gold, news, unpacked, written
from training.forbidden import Forbidden
from training.material import FACTS, STANDOFF, WRITTEN

Row = dict[str, Any]


def as_stored(text: str) -> list[int]:
    """For each offset into `text` as the guide's tool reads it (every line end a line feed), the offset into `text`."""
    return [i for i in range(len(text)) if text[i : i + 2] != "\r\n"] + [len(text)]


def layers(document: Row, text: str) -> Row:
    """Names and attributions of a document of `gold.json` as character spans of `text` as it is stored; a layer that is
    empty is left out."""
    at = as_stored(text)

    def span(row: dict[str, int] | None) -> list[int] | None:
        return [at[row["start"]], at[row["end"]]] if row else None

    mentions = sorted([at[m["start"]], at[m["end"]], m["type"]] for m in document["mentions"])
    attributions = [
        {"id": a["id"]}
        | {key: span(a.get(key)) for key in ("source", "cue", "content")}
        | {key: a.get(key) for key in ("mode", "force", "parent")}
        for a in document["attributions"]
    ]
    return {key: rows for key, rows in (("mentions", mentions), ("attributions", attributions)) if rows}


def documents(folder: Path) -> list[tuple[str, str, Row]]:
    """Name, text and layers of every annotated document of a folder. Raises ForbiddenTextError where one must not
    train."""
    forbidden = Forbidden.load()
    found = []
    for document in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["documents"]:
        path = folder / f"{document['id']}.txt"
        text = path.open(encoding="utf-8", newline="").read()
        forbidden.check(str(path), text)
        found.append((str(document["id"]), text, layers(document, text)))
    return found


def read_rows(path: Path) -> dict[str, Row]:
    """Rows of a JSON-lines file by id, in their order; none where there is no file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {row["id"]: row for row in map(json.loads, lines)}


def write_rows(path: Path, rows: dict[str, Row]) -> None:
    """Write rows as JSON lines."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows.values()]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def agreement(one: Row, two: Row, layer: str) -> dict[str, measure.Count]:
    """Two annotations of one layer of one text, counted as the tagger is."""
    if layer == "mentions":
        return measure.count_names([([tuple(m) for m in one[layer]], [tuple(m) for m in two[layer]])])
    first, second = (_quotations(row[layer]) for row in (one, two))
    return measure.count_quotations(first, second)


def _quotations(rows: Sequence[Row]) -> list[Quotation]:
    return [unpacked(row) for row in rows]


def add_news(folders: Sequence[Path], articles: dict[str, tuple[str, str]], out: Path) -> dict[str, measure.Count]:
    """Add folders of others' articles to the stand-off rows; the agreement over those annotated twice. Raises
    ValueError for a changed text."""
    paths = {layer: out / f"news-2013-01.{name}.jsonl" for layer, name in LAYERS.items()}
    rows = {layer: read_rows(path) for layer, path in paths.items()}
    agreed: dict[str, measure.Count] = {}
    for folder in folders:
        for name, text, found in documents(folder):
            article = json.loads((folder / f"{name}.meta").read_text(encoding="utf-8"))["id"]
            if articles[article][1] != text:
                raise ValueError(f"{folder / name}.txt is not the text of article {article}")
            for layer, spans in found.items():
                known = rows[layer].get(article)
                if known is None:
                    rows[layer][article] = {"id": article, "sha256": digest(text), layer: spans}
                    continue
                known["twice"] = True
                for key, count in agreement(known, {layer: spans}, layer).items():
                    agreed.setdefault(key, measure.Count()).add(count.hit, count.gold, count.found)
    for layer, path in paths.items():
        write_rows(path, rows[layer])
    return agreed


LAYERS = {"mentions": "names", "attributions": "attributions"}


def add_written(folders: Sequence[Path], out: Path) -> int:
    """Add folders of texts written for training; how many there are then."""
    rows = read_rows(out)
    for folder in folders:
        for name, text, found in documents(folder):
            row = {"id": f"{folder.name}-{name}", "text": text} | {key: [] for key in LAYERS} | found
            rows[row["id"]] = row
    write_rows(out, rows)
    return len(rows)


def add_facts(folders: Sequence[Path], articles: dict[str, str], out: Path) -> tuple[int, list[str]]:
    """Add the facts that NAME.facts mark in NAME.txt of some folders; how many facts there are then, and what did not
    resolve. Raises ValueError for a changed text."""
    rows = read_rows(out)
    complaints = []
    for folder in folders:
        for path in sorted(folder.glob("*.facts")):
            meta = json.loads(path.with_suffix(".meta").read_text(encoding="utf-8"))["id"]
            text = path.with_suffix(".txt").open(encoding="utf-8", newline="").read()
            if articles[meta] != text:
                raise ValueError(f"{path} was not marked in the text of article {meta}")
            facts, bad = factlines.resolved(text, path.read_text(encoding="utf-8").splitlines())
            complaints += [f"{path}:{c.line}: {c.reason}" for c in bad]
            rows[meta] = {"id": meta, "sha256": digest(text), "facts": [_packed(f) for f in facts]}
    write_rows(out, rows)
    return sum(len(row["facts"]) for row in rows.values()), complaints


def _packed(fact: FactMark) -> Row:
    return {
        "type": fact.type,
        "trigger": list(fact.trigger),
        "args": [[role, *span] for role, span in fact.arguments],
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="the articles that are annotated")
    parser.add_argument("--written", action="store_true", help="the folders hold texts written for training")
    parser.add_argument("--out", type=Path, default=STANDOFF)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--facts", action="store_true", help="the folders hold marks of facts (NAME.facts)")
    parser.add_argument("--gold", type=Path, help="the folder of the annotated articles that may train")
    options = parser.parse_args()
    if options.facts:
        if options.articles is None or options.gold is None:
            parser.error("marks of facts need --articles and --gold")
        texts = {a.id: a.text for folder in sorted(options.gold.glob("t*")) for a in gold(folder)}
        texts |= {i: text for i, (_, text) in news(options.articles).items()}
        texts |= {a.id: a.text for a in written(options.out / WRITTEN)}
        number, complaints = add_facts(options.folders, texts, options.out / FACTS)
        print(*complaints, f"{number} facts", sep="\n")
        return
    if options.written:
        print(f"{add_written(options.folders, options.out / WRITTEN)} texts written for training")
        return
    if options.articles is None:
        parser.error("stand-off annotations need --articles")
    agreed = add_news(options.folders, news(options.articles), options.out)
    print(*measure.lines(agreed), sep="\n")


if __name__ == "__main__":
    main()

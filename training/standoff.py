"""Turn annotated articles into stand-off rows: article id, content hash, character spans; never the words.

    python -m training.standoff --articles ../shared/data/news-2013-01/articles.jsonl.gz --out training/data FOLDER...

A folder holds NAME.txt, NAME.meta (JSON with the article's id) and NAME.spans.json or NAME.att.json. Of an article
annotated twice the first one stays; how far the two agree is printed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.annotated import digest, news
from training.forbidden import Forbidden

Row = dict[str, Any]


def _mentions(path: Path) -> list[list[Any]]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return sorted([row["start"], row["end"], row["type"]] for row in rows)


def _attributions(path: Path) -> list[Row]:
    def plain(span: dict[str, int] | None) -> list[int] | None:
        return [span["start"], span["end"]] if span else None

    rows = json.loads(path.read_text(encoding="utf-8"))
    keys = ("source", "speaker", "cue", "content")
    return [
        {"id": r["id"]} | {k: plain(r.get(k)) for k in keys} | {k: r.get(k) for k in ("mode", "force", "parent")}
        for r in rows
    ]


def agreement(one: list[list[Any]], two: list[list[Any]]) -> tuple[int, int, int]:
    """Names that both have, that the first has, that the second has."""
    left, right = {tuple(row) for row in one}, {tuple(row) for row in two}
    return len(left & right), len(left), len(right)


def collect(
    folders: list[Path], articles: dict[str, tuple[str, str]], suffix: str
) -> tuple[list[Row], list[tuple[int, int, int]]]:
    """Rows by article, and the agreement of every article annotated twice. Raises ForbiddenTextError, or ValueError
    for a changed text."""
    key, read = ("mentions", _mentions) if suffix == ".spans.json" else ("attributions", _attributions)
    forbidden = Forbidden.load()
    rows: dict[str, Row] = {}
    twice = []
    for path in (p for folder in folders for p in sorted(folder.glob("*-*" + suffix))):
        stem = path.name.removesuffix(suffix)
        text = (path.parent / f"{stem}.txt").open(encoding="utf-8", newline="").read()
        article = json.loads((path.parent / f"{stem}.meta").read_text(encoding="utf-8"))["id"]
        if articles[article][1] != text:
            raise ValueError(f"{path} is not the text of article {article}")
        forbidden.check(str(path), text)
        if article in rows:
            twice.append(agreement(rows[article][key], read(path)))
            rows[article]["twice"] = True
        else:
            rows[article] = {"id": article, "sha256": digest(text), key: read(path)}
    return list(rows.values()), twice


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    articles = news(options.articles)
    for suffix, name in ((".spans.json", "names"), (".att.json", "attributions")):
        rows, twice = collect(options.folders, articles, suffix)
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
        (options.out / f"news-2013-01.{name}.jsonl").write_text(
            "".join(line + "\n" for line in lines), encoding="utf-8"
        )
        print(f"{len(rows)} articles with {name}, {len(twice)} of them twice")
        if twice:
            both, one, two = (sum(column) for column in zip(*twice, strict=True))
            print(f"agreement strict F1 {2 * both / (one + two):.3f} ({both} of {one} and {two})")


if __name__ == "__main__":
    main()

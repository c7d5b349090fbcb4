"""Gold of our own on stories of the news archive: kept as offsets and labels, laid out beside the articles to measure.

    python -m evaluation.stories ARTICLES OUT          lay out every story as a gold folder (texts, metadata, gold.json)
    python -m evaluation.stories ARTICLES --keep DIR --name NAME   keep an annotated folder as a story

ARTICLES is the archive's `articles.jsonl.gz`. What lies in `stories/` holds no word of an article: a filler that a fact
names by a phrase is kept as the phrase's place, names are kept as English ids. `python -m evaluation.gold OUT/NAME`
measures.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.annotated import news

STORIES = Path(__file__).parent / "stories"
ALIF = "ا"
Row = dict[str, Any]


def kept(gold: Row, texts: Mapping[str, str], articles: Mapping[str, Row]) -> Row:
    """A gold folder without words: each document by its article, fillers in words by their place.

    Arguments: `gold.json` as the guide's tool builds it; the texts by document; id, outlet and time of publication of
    the articles by document. Raises ValueError where a phrase stands nowhere in its text.
    """
    documents = []
    for document in gold["documents"]:
        text = texts[document["id"]]
        facts = [fact | {"args": _args(fact, text, to_place=True)} for fact in document["facts"]]
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        wordless = document | {"publisher": None, "author": None, "facts": facts}
        documents.append(articles[document["id"]] | {"sha256": digest, "gold": wordless})
    entities = [{key: e.get(key) for key in ("id", "type", "en")} for e in gold["entities"]]
    across = {key: gold[key] for key in ("reuse", "clusters", "conflicts", "lost_attributions")}
    return {"documents": documents, "entities": entities} | across


def laid_out(story: Row, texts: Mapping[str, str]) -> tuple[Row, dict[str, str], list[tuple[str, str, str]]]:
    """`gold.json`, texts by document and rows of `metadata.csv` of a kept story; `texts` are the archive's by article.

    Raises ValueError where an article is not the text that was annotated.
    """
    documents, found, metadata = [], {}, []
    for row in story["documents"]:
        text, document = texts[row["id"]], row["gold"]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise ValueError(f"article {row['id']} is not the text that was annotated")
        facts = [fact | {"args": _args(fact, text, to_place=False)} for fact in document["facts"]]
        documents.append(document | {"facts": facts})
        found[document["id"]] = text
        metadata.append((f"{document['id']}.txt", row["published"], row["outlet"]))
    return story | {"documents": documents}, found, metadata


def _args(fact: Row, text: str, *, to_place: bool) -> dict[str, list[Any]]:
    """Fillers with phrases as places, or places as phrases; entity ids stay."""

    def turned(filler: Any) -> Any:
        if isinstance(filler, list):
            return ALIF * (len(filler) - 2) + " ".join(text[filler[0] : filler[1]].split())
        return filler if not to_place or filler.isascii() else _place(filler, fact, text)

    return {role: [turned(f) for f in fillers] for role, fillers in fact["args"].items()}


def _place(phrase: str, fact: Row, text: str) -> list[int]:
    """Where a phrase stands, over line ends too, in the clause or after it if it can; with a third number where its
    alif fell away behind ل («للشعب»)."""
    for words in dict.fromkeys((phrase, phrase.removeprefix(ALIF))):
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = pattern.search(text, fact["start"]) or pattern.search(text)
        if found:
            return [*found.span()] + [1] * (words != phrase)
    raise ValueError(f"{phrase!r} stands nowhere in the text of fact {fact['id']}")


def _keep(folder: Path, archive: Mapping[str, str], name: str) -> None:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts, articles = {}, {}
    for document in gold["documents"]:
        stem = document["id"]
        texts[stem] = (folder / f"{stem}.txt").open(encoding="utf-8", newline="").read()
        meta = json.loads((folder / f"{stem}.meta").read_text(encoding="utf-8"))
        if archive[meta["id"]] != texts[stem]:
            raise ValueError(f"{stem}.txt is not the text of article {meta['id']}")
        articles[stem] = {key: meta[key] for key in ("id", "outlet", "published")}
    STORIES.mkdir(exist_ok=True)
    lines = json.dumps(kept(gold, texts, articles), ensure_ascii=True, indent=None, separators=(",", ":"))
    (STORIES / f"{name}.json").write_text(lines + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    parser.add_argument("--name")
    options = parser.parse_args(argv)
    archive = {i: text for i, (_, text) in news(options.articles).items()}
    if options.keep and options.name:
        _keep(options.keep, archive, options.name)
        return 0
    if options.out is None:
        parser.error("say where to lay the stories out")
    for path in sorted(STORIES.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        gold, texts, metadata = laid_out(story, archive)
        folder = options.out / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        for stem, text in texts.items():
            (folder / f"{stem}.txt").open("w", encoding="utf-8", newline="").write(text)
        (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("file", "published", "publisher"), *metadata])
        print(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

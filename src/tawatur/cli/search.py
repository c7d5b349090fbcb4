"""tawatur search: passages that hold words, whatever their spelling or particles."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tawatur.cli.console import AsJson, CasePath, opened, print_table, shorten


def search(
    case: CasePath,
    words: Annotated[list[str], typer.Argument(help="Words to find; in quotation marks for a phrase.")],
    limit: Annotated[int, typer.Option(help="At most so many passages.", min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """Find passages that hold all WORDS: ايران finds إيران, القاعدة finds والقاعدة."""
    with opened(case) as store:
        rows, data = [], []
        for hit in store.search.find(" ".join(map(_phrase, words)), limit):
            source = store.source_text(hit.passage.text)
            document = source and store.document(source.document)
            name = document.name if document else "?"
            passage = store.words(hit.passage)
            rows.append([name, str(hit.passage.start), shorten(passage, 160)])
            spans = [[s.start, s.end] for s in hit.words]
            data.append(
                {"document": name, "start": hit.passage.start, "end": hit.passage.end, "words": passage, "hits": spans}
            )
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    print_table(f"{len(rows)} passages", ["document", "at", "passage"], rows, "No passage holds all these words.")


def _phrase(argument: str) -> str:
    """An argument of several words was quoted for the shell: it is a phrase."""
    return f"«{argument}»" if len(argument.split()) > 1 and not set(argument) & set('"«»“”') else argument

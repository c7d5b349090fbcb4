"""Who goes on speaking in annotated texts: names with their actors and voices with their speakers, as offsets alone.

    python -m training.speakers --articles ../shared/data/news-2013-01/articles.jsonl.gz FOLDER...

A folder holds NAME.txt, NAME.yaml and `gold.json` as the annotation guide's tool builds it; in the YAML an attribution
without a source has `speaker`, an anchor of the words that name who speaks. Rows go to `data/speakers.jsonl`, for texts
that `training.standoff` has added, known by id and content hash; those annotated twice are left out. Actors are numbers
of their text, so that no row holds a name.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from training.annotated import CharSpan, digest, news, written
from training.forbidden import Forbidden
from training.material import STANDOFF, WRITTEN, twice_annotated
from training.standoff import as_stored, read_rows, write_rows

SPEAKERS = "speakers.jsonl"
#: The actor of a voice whose speaker was marked by words that the text lacks.
LOST = "?"


@dataclass(frozen=True)
class Name:
    """A name in characters, its type and the actor that it names in its text; no actor is None."""

    span: CharSpan
    type: str
    actor: str | None


@dataclass(frozen=True)
class Spoken:
    """A voice in characters; `speaker`: who goes on speaking where it has no source."""

    id: str
    cue: CharSpan | None
    content: CharSpan
    source: CharSpan | None
    speaker: CharSpan | None
    actor: str | None


@dataclass(frozen=True)
class Told:
    """A text with its names and voices."""

    id: str
    text: str
    names: tuple[Name, ...]
    voices: tuple[Spoken, ...]


def read(texts: Mapping[str, str], path: Path = STANDOFF / SPEAKERS) -> Iterator[Told]:
    """The rows of the file with their texts (by id). Raises KeyError where a text is missing, ValueError where it is
    not the one that was annotated, ForbiddenTextError where it must not train."""
    forbidden = Forbidden.load()
    for row in read_rows(path).values():
        text = texts[row["id"]]
        forbidden.check(row["id"], text)
        if digest(text) != row["sha256"]:
            raise ValueError(f"text {row['id']} is not the one that was annotated")
        names = tuple(Name((a, b), kind, actor) for a, b, kind, actor in row["names"])
        voices = tuple(Spoken(n, *map(_span, spans), actor) for n, *spans, actor in row["voices"])  # type: ignore[arg-type]
        yield Told(row["id"], text, names, voices)


def _span(row: Sequence[int] | None) -> CharSpan | None:
    return (row[0], row[1]) if row else None


def texts_of(articles: Path, data: Path = STANDOFF) -> dict[str, str]:
    """The texts of the archive and those of our own, by id."""
    return {i: text for i, (_, text) in news(articles).items()} | {a.id: a.text for a in written(data / WRITTEN)}


def add(folders: Sequence[Path], texts: Mapping[str, str], out: Path) -> tuple[int, list[str]]:
    """Add the texts of some folders; how many there are then, and which were left out and why."""
    known = {row for path in out.glob("*.attributions.jsonl") for row in read_rows(path)}
    known = (known | set(read_rows(out / WRITTEN))) - twice_annotated(out)
    rows, complaints = read_rows(out / SPEAKERS), []
    for folder in folders:
        for document in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["documents"]:
            meta = folder / f"{document['id']}.meta"
            name = (
                json.loads(meta.read_text(encoding="utf-8"))["id"]
                if meta.exists()
                else f"{folder.name}-{document['id']}"
            )
            text = (folder / f"{document['id']}.txt").open(encoding="utf-8", newline="").read()
            if name not in known or texts[name] != text:
                complaints.append(f"{folder / document['id']}: {name} does not train, or is another text")
                continue
            row = rows[name] = _row(name, text, document, folder / f"{document['id']}.yaml")
            lost = [voice[0] for voice in row["voices"] if voice[-1] == LOST]
            complaints += [f"{folder / document['id']}: the speaker of {voice} is not found" for voice in lost]
    write_rows(out / SPEAKERS, rows)
    return len(rows), complaints


def _row(name: str, text: str, document: Mapping[str, Any], marks: Path) -> dict[str, Any]:
    at = as_stored(text)
    read_as = "".join(text[i] for i in at[:-1])
    said = yaml.safe_load(marks.read_text(encoding="utf-8"))["attributions"]
    marked = {a["id"]: a["speaker"] for a in said if a.get("speaker")}
    speakers = {name: anchored(read_as, anchor) for name, anchor in marked.items()}

    def stored(span: Mapping[str, int] | None) -> list[int] | None:
        return [at[span["start"]], at[span["end"]]] if span else None

    entities = [row.get("entity") for key in ("mentions", "attributions") for row in document[key]]
    actors = {entity: f"e{n}" for n, entity in enumerate(dict.fromkeys(e for e in entities if e))}
    voices = []
    for a in document["attributions"]:
        speaker = None if a.get("source") else speakers.get(a["id"])
        lost = a["id"] in marked and speakers[a["id"]] is None  # who is marked, but not found: somebody, not nobody
        spans = [stored(a.get(key)) for key in ("cue", "content", "source")]
        voices.append(
            [
                a["id"],
                *spans,
                [at[n] for n in speaker] if speaker else None,
                actors.get(a.get("entity")) or (LOST if lost else None),
            ]
        )
    names = [[*stored(m), m["type"], actors.get(m.get("entity"))] for m in document["mentions"]]  # type: ignore[misc]
    return {"id": name, "sha256": digest(text), "names": sorted(names), "voices": voices}


def anchored(text: str, anchor: Mapping[str, Any] | None) -> CharSpan | None:
    """The place of an anchor of the annotation guide (`text` or `from` and `to`, the `n`-th in the text), or None."""
    words = (anchor or {}).get("text", (anchor or {}).get("from"))
    if not anchor or not words:
        return None
    start = -1
    for _ in range(int(anchor.get("n", 1))):
        start = text.find(str(words), start + 1)
        if start < 0:
            return None
    last = str(anchor.get("to", words))
    end = text.find(last, start)
    return (start, end + len(last)) if end >= 0 else None


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="the archive's articles")
    parser.add_argument("--out", type=Path, default=STANDOFF)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    number, complaints = add(options.folders, texts_of(options.articles, options.out), options.out)
    print(*complaints, f"{number} texts", sep="\n")


if __name__ == "__main__":
    main()

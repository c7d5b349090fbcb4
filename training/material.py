"""The annotated articles that may train, checked, and how they are held out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training import annotated
from training.annotated import Article, FactMark
from training.forbidden import Forbidden

STANDOFF = Path(__file__).parent / "data"
WRITTEN, FACTS = "written.jsonl", "facts.jsonl"
HELD_OUTLETS = ("bbcarabicnews", "cnnarabic", "elfagr")  # 22 of the 120 articles of gold/train


@dataclass(frozen=True)
class Split:
    """Articles to train on and articles held out."""

    train: list[Article]
    held: list[Article]


def read(data: Path, gold: Path, standoff: Path = STANDOFF) -> list[Article]:
    """gold/train, the stand-off articles and the texts written for training. Raises ForbiddenTextError where one of
    them must not train."""
    articles = [article for folder in sorted(gold.glob("t*")) for article in annotated.gold(folder)]
    news = annotated.news(data / "news-2013-01" / "articles.jsonl.gz")
    names, attributions = (sorted(standoff.glob(f"*.{kind}.jsonl")) for kind in ("names", "attributions"))
    for one, two in zip(names, attributions, strict=True):
        articles += annotated.standoff(one, two, news)
    articles += annotated.written(standoff / WRITTEN)
    articles = with_facts(articles, annotated.facts(standoff / FACTS))
    forbidden = Forbidden.load()
    for article in articles:
        forbidden.check(article.id, article.text)
    return articles


def with_facts(articles: Sequence[Article], marked: Mapping[str, tuple[str, tuple[FactMark, ...]]]) -> list[Article]:
    """Articles with the facts that were marked in them. Raises ValueError where a text is not the one that was."""
    out = []
    for article in articles:
        known, facts = marked.get(article.id, (None, None))
        if known is not None and known != annotated.digest(article.text):
            raise ValueError(f"article {article.id} is not the text whose facts were marked")
        out.append(replace(article, facts=facts))
    return out


def twice_annotated(standoff: Path = STANDOFF) -> set[str]:
    """Articles that two annotators marked: they measure, and never train."""
    import json

    rows = (
        json.loads(line)
        for path in sorted(standoff.glob("news-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return {row["id"] for row in rows if row.get("twice")}


def by_outlet(articles: Sequence[Article], outlets: Sequence[str] = HELD_OUTLETS) -> Split:
    """Hold out whole outlets: what development figures stand on."""
    twice = twice_annotated()
    kept = [a for a in articles if a.outlet not in outlets and a.id not in twice]
    return Split(kept, [a for a in articles if a.outlet in outlets])


def by_article(articles: Sequence[Article]) -> Split:
    """Hold out about a tenth of the stand-off articles and all that were annotated twice: for the shipped weights."""
    twice = twice_annotated()

    def held(article: Article) -> bool:
        return article.id in twice or is_held(article.id)

    return Split([a for a in articles if not held(a)], [a for a in articles if held(a)])


def is_held(article: str) -> bool:
    """Whether a stand-off article or a text of our own, by its id, is of the tenth that is held out."""
    return "-" in article and int(hashlib.sha256(article.encode("utf-8")).hexdigest(), 16) % 10 == 0

"""Refuse what must never train: the articles that quality is measured on, and others about their stories.

An article is refused by content (hashes of the lines of the measured articles, so that a copied paragraph is enough)
and by keyword (all words of one group). Both lists lie in `data/forbidden.yaml`; the hashes are made by

    python -m training.forbidden --gold ../shared/gold
"""

from __future__ import annotations

import argparse
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

MEASURED = ("seeds", "aleppo", "jamraya")
LEAST_WORDS = 8  # of a line that is hashed: shorter ones stand in any article
DEFAULT = Path(__file__).parent / "data" / "forbidden.yaml"


class ForbiddenTextError(ValueError):
    """An article that must not train was about to."""


def line_digests(text: str) -> set[str]:
    """Hashes of the lines of eight words or more, marks and spacing left out of account."""
    lines = (re.findall(r"\w+", line) for line in text.splitlines())
    return {
        hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()[:16] for words in lines if len(words) >= LEAST_WORDS
    }


@dataclass(frozen=True)
class Forbidden:
    """Hashes and keyword groups."""

    lines: frozenset[str]
    keywords: tuple[tuple[str, ...], ...]

    @staticmethod
    def load(path: Path = DEFAULT) -> Forbidden:
        """Read the lists."""
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Forbidden(frozenset(table["lines"]), tuple(tuple(group) for group in table["keywords"]))

    def reason(self, text: str) -> str | None:
        """Why a text may not train, or None."""
        if self.lines & line_digests(text):
            return "it shares a line with a measured article"
        for group in self.keywords:
            if all(word in text for word in group):
                return "it speaks of " + " + ".join(group)
        return None

    def check(self, name: str, text: str) -> None:
        """Raise ForbiddenTextError where a text may not train."""
        reason = self.reason(text)
        if reason:
            raise ForbiddenTextError(f"{name} may not train: {reason}")


def main() -> None:
    """Command line: renew the hashes, keep the keywords."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold sets")
    parser.add_argument("--out", type=Path, default=DEFAULT)
    options = parser.parse_args()
    table = yaml.safe_load(options.out.read_text(encoding="utf-8"))
    texts = [
        path.read_text(encoding="utf-8") for name in MEASURED for path in sorted((options.gold / name).glob("*.txt"))
    ]
    table["lines"] = sorted(set().union(*map(line_digests, texts)))
    options.out.write_text(yaml.safe_dump(table, allow_unicode=True, sort_keys=False), encoding="utf-8")
    print(f"{len(texts)} articles, {len(table['lines'])} lines")


if __name__ == "__main__":
    main()

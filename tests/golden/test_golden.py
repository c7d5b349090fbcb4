"""The example, analysed by rules, becomes what `harbour.json` says."""

from __future__ import annotations

import difflib

from tawatur.stores.sqlite import Case
from tests.golden.update import GOLDEN, as_text


def test_the_example_becomes_what_it_became(harbour: Case) -> None:
    """Where a change is meant: `python -m tests.golden.update`, read the difference, commit it with the change."""
    expected, made = GOLDEN.read_text(encoding="utf-8"), as_text(harbour)
    lines = difflib.unified_diff(expected.splitlines(), made.splitlines(), "harbour.json", "now", lineterm="", n=1)
    assert made == expected, "\n".join(["python -m tests.golden.update writes it anew", *lines][:60])

"""Write anew what the example becomes: `python -m tests.golden.update`. Read the difference before you commit it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tawatur.pipeline.run import add
from tawatur.stores.sqlite import Case
from tests.golden.summary import summary
from tests.samples import HARBOUR

GOLDEN = Path(__file__).with_name("harbour.json")


def as_text(case: Case) -> str:
    """The summary of a case as the golden file has it."""
    return json.dumps(summary(case), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Case.open(Path(folder) / "a.tawatur", create=True) as made:
        add(made, [HARBOUR], tagger="rules")
        GOLDEN.write_text(as_text(made), encoding="utf-8")
    print(f"Wrote {GOLDEN}")

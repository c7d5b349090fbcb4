"""What several tests share: the example that ships with the project as a case, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawatur.pipeline.run import Summary, add
from tawatur.stores.sqlite import Case
from tests.samples import HARBOUR


@pytest.fixture(scope="session")
def harbour_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, analysed by rules alone. Tests read it; those that write copy it first."""
    path = tmp_path_factory.mktemp("harbour") / "harbour.tawatur"
    with Case.open(path, create=True) as case:
        summary: Summary = add(case, [HARBOUR], jobs=1, tagger="rules")
    assert not summary.failures, summary.failures
    return path


@pytest.fixture
def harbour(harbour_path: Path) -> Iterator[Case]:
    with Case.open(harbour_path) as case:
        yield case


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """An empty case."""
    with Case.open(tmp_path / "new.tawatur", create=True) as made:
        yield made

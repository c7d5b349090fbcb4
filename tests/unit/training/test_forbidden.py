"""What must not train is refused: by a shared line, and by the words of its story."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.forbidden import Forbidden, ForbiddenTextError, line_digests

LINE = "أعلنت بلدية المدينة أمس افتتاح الجسر الجديد بعد عامين من العمل"


def forbidden() -> Forbidden:
    return Forbidden(frozenset(line_digests(LINE)), (("الجسر", "انهيار"),))


def test_a_line_of_a_measured_article_is_enough() -> None:
    with pytest.raises(ForbiddenTextError, match="shares a line"):
        forbidden().check("copy", "عنوان آخر\n" + LINE.replace(" ", "  ") + ".\nوسطر ثالث")


def test_all_words_of_a_story_are_needed() -> None:
    assert forbidden().reason("زار الوزير الجسر القديم") is None
    assert forbidden().reason("انهيار مفاجئ في الجسر القديم") is not None


def test_short_lines_stand_anywhere() -> None:
    assert line_digests("نقلا عن وكالات الأنباء") == set()


def test_the_lists_that_training_uses_are_filled() -> None:
    lists = Forbidden.load()
    assert len(lists.lines) > 100
    assert lists.reason("العثور على جثث في نهر قويق") is not None


@pytest.mark.parametrize("name", ["seeds", "aleppo", "jamraya"])
def test_every_measured_article_is_refused(name: str) -> None:
    folder = Path(__file__).parents[4] / "shared" / "gold" / name
    if not folder.exists():
        pytest.skip("the gold sets are not beside the project")
    lists = Forbidden.load()
    for path in sorted(folder.glob("*.txt")):
        assert lists.lines & line_digests(path.read_text(encoding="utf-8")), path.name

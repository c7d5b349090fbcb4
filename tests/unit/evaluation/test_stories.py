"""Gold kept without words: a story goes in and comes out the same, and nothing of the text stays in between."""

from __future__ import annotations

import json
from typing import Any

import pytest

from evaluation.stories import kept, laid_out

TEXT = "المرسى\nدعم مجلس المرسى للسكان الجدد، ثم عاد السكان الجدد."


def gold(filler: str) -> dict[str, Any]:
    fact = {
        "id": "f1",
        "start": 7,
        "end": 34,
        "type": "FACILITATE",
        "args": {"agent": ["harbour"], "patient": [filler]},
    }
    document = {"id": "000", "publisher": "جريدة", "author": "كاتب", "facts": [fact], "mentions": []}
    across: dict[str, Any] = {"reuse": [], "clusters": [], "conflicts": [], "lost_attributions": []}
    return {
        "documents": [document],
        "entities": [{"id": "harbour", "type": "ORG", "ar": "مجلس", "en": "Council"}],
    } | across


META = {"000": {"id": "n1", "outlet": "daily", "published": "2013-01-30"}}


@pytest.mark.parametrize("filler", ["السكان الجدد", "مجلس المرسى", "somebody"])
def test_a_story_comes_back_as_it_went_in_and_holds_no_arabic(filler: str) -> None:
    story = kept(gold(filler), {"000": TEXT}, META)
    assert json.dumps(story, ensure_ascii=False).isascii()
    back, texts, metadata = laid_out(story, {"n1": TEXT})
    assert back["documents"][0]["facts"][0]["args"] == {"agent": ["harbour"], "patient": [filler]}
    assert texts == {"000": TEXT} and metadata == [("000.txt", "2013-01-30", "daily")]


def test_the_alif_that_falls_away_behind_lam_is_kept_as_a_mark() -> None:
    text = TEXT.split("،")[0]
    story = kept(gold("السكان الجدد"), {"000": text}, META)
    place = story["documents"][0]["gold"]["facts"][0]["args"]["patient"][0]
    assert text[place[0] : place[1]] == "لسكان الجدد" and len(place) == 3


def test_a_changed_article_and_a_phrase_that_stands_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match="stands nowhere"):
        kept(gold("الجسر"), {"000": TEXT}, META)
    with pytest.raises(ValueError, match="not the text"):
        laid_out(kept(gold("السكان الجدد"), {"000": TEXT}, META), {"n1": TEXT + "!"})

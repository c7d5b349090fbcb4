"""What trains the stance model besides the labelled pairs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tawatur.backends.stance import LABELS, Passage
from training.stance_pairs import (
    EVENTS,
    Pair,
    implied,
    judged,
    keys,
    marked,
    of_other_stories,
    passage_of,
    read,
    stories,
    unrelated,
    written,
)

A = Pair("ارتفاع أسعار القمح", "القمح أغلى", "agree")
B = Pair("ارتفاع أسعار القمح", "القمح أرخص", "disagree")
C = Pair("القمح أغلى", "زيادة سعر القمح", "agree")
FAR = Pair("ارتفاع أسعار القمح", "معرض رسوم في الميناء", "other")


def many(count: int) -> list[Pair]:
    return [Pair(f"ميناء رقم {k} يفتح", f"ميناء رقم {k} يغلق", LABELS[k % 2]) for k in range(count)] + [
        Pair(f"ميناء رقم {k} يفتح", f"ميناء رقم {k + 1} يفتح", "other") for k in range(0, count - 1, 7)
    ]


def test_pairs_that_share_a_headline_are_one_story_unrelated_ones_are_not() -> None:
    far = Pair(FAR.second, "الرسوم معروضة", "agree")
    one, two, three, four, five = stories([A, B, C, FAR, far])
    assert one == two == three == four != five


def test_what_follows_from_a_shared_headline() -> None:
    assert implied([A, B]) == [Pair("القمح أغلى", "القمح أرخص", "disagree")]
    also = Pair(A.first, "القمح يرتفع سعرا", "agree")
    assert implied([A, also]) == [Pair(A.second, also.second, "agree")]
    assert implied([B, Pair(B.first, "القمح يهبط", "disagree")]) == []
    assert implied([A, FAR]) == []


def test_unrelated_headlines_are_of_different_stories_and_share_little() -> None:
    texts = [f"{one} {two}" for one in ("ميناء", "معرض", "متحف") for two in ("السمك", "الورق", "الزجاج", "القطن")]
    pairs = [Pair(text, "خبر عن " + text, "agree") for text in texts]
    found = unrelated(pairs, 30, seed=3)
    story = dict(zip((pair.first for pair in pairs), stories(pairs), strict=True))
    assert len(found) == 30 and found == unrelated(pairs, 30, seed=3)
    for pair in found:
        assert pair.label == "other" and story[pair.first] != story[pair.second]
        assert len(keys(pair.first) & keys(pair.second)) <= 2
    assert any(keys(pair.first) & keys(pair.second) for pair in found)
    with pytest.raises(ValueError, match="unrelated"):
        unrelated(pairs[:1], 5, seed=3)


def test_a_label_that_is_none_of_the_three_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("s1,s2,stance\nأ,ب,perhaps\n", encoding="utf-8")
    with pytest.raises(ValueError, match="perhaps"):
        read(path)


EVENT = {
    "event": 3,
    "same": ["قال الحارس إن ⟦الجسر أغلق⟧ ليلا", "⟦إغلاق الجسر⟧", "⟦أغلق الجسر⟧ أمام المارة"],
    "conflict": [{"kind": "polarity", "text": "⟦لم يغلق الجسر⟧"}, {"kind": "date", "text": "⟦أغلق الجسر⟧ قبل عام"}],
    "other": ["⟦افتتح الجسر⟧ الملك"],
}


def test_claims_that_we_wrote_agree_contradict_or_neither(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(EVENT) + "\n", encoding="utf-8")
    found = written(path)
    assert Counter(p.label for p in found) == {"agree": 3, "disagree": 6, "other": 3}
    assert {p.story for p in found} == {EVENTS + 3}
    assert found[0].first == Passage("الجسر أغلق", "قال الحارس إن ", " ليلا")


def test_a_passage_without_a_marked_claim_is_an_error() -> None:
    for text in ("أغلق الجسر", "⟦أغلق الجسر", "⟦⟧ أغلق الجسر"):
        with pytest.raises(ValueError, match="no claim"):
            marked(text)


def test_judged_pairs_are_cut_out_of_their_articles_with_the_rest_of_the_sentence(tmp_path: Path) -> None:
    news = {"one": ("و", "مقدمة. أغلق الحارس الجسر ليلا. ثم نام."), "two": ("ه", "الجسر مغلق")}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps({"story": 1, "a": ["one", 19, 24], "b": ["two", 0, 10], "is": "part"}), encoding="utf-8")
    (pair,) = judged(news, path)
    assert pair.first == Passage("الجسر", "أغلق الحارس ", " ليلا.") and pair.second == Passage("الجسر مغلق")
    assert (pair.label, pair.story) == ("other", 1)
    assert passage_of("كلمة", 0, 4) == Passage("كلمة")


def test_claims_of_different_stories_are_never_of_one(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [EVENT | {"event": k, "same": [f"⟦أغلق الجسر {k}⟧", f"⟦الجسر {k} مغلق⟧"]} for k in range(4)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    pairs = written(path)
    numbers = {side.claim: pair.story for pair in pairs for side in pair.passages() if side.claim[-1:].isdigit()}
    for pair in of_other_stories(pairs, 40, seed=1):
        assert pair.label == "other"
        both = [numbers.get(side.claim) for side in pair.passages()]
        assert None in both or both[0] != both[1]

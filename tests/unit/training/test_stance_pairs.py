"""What trains the stance model besides the labelled pairs, and that folds keep stories together."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tawatur.backends.stance import LABELS
from training.stance_pairs import Pair, folds, implied, keys, read, stories, unrelated

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


def test_folds_keep_stories_whole_and_labels_spread() -> None:
    pairs = many(100)
    place = folds(pairs, 5, seed=7)
    by_story = defaultdict(set)
    for story, its in zip(stories(pairs), place, strict=True):
        by_story[story].add(its)
    assert all(len(found) == 1 for found in by_story.values())
    for label in LABELS:
        sizes = Counter(its for pair, its in zip(pairs, place, strict=True) if pair.label == label)
        assert len(sizes) == 5 and max(sizes.values()) - min(sizes.values()) <= 4
    assert place == folds(pairs, 5, seed=7)


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

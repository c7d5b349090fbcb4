"""Views, foldings, tokens, language."""

from __future__ import annotations

import pytest

from tawatur.text.language import arabic_share, language
from tawatur.text.normalise import fold, light
from tawatur.text.tokens import stems, tokens, without_pronoun
from tawatur.text.view import TextView


@pytest.mark.parametrize(
    ("source", "text", "key"),
    [
        ("الجِسْرُ", "الجسر", "الجسر"),
        ("الجـــسر", "الجسر", "الجسر"),
        ("إلى أمّ القُرى", "إلى أم القرى", "الي ام القري"),
        ("ایران کبری", "ايران كبري", "ايران كبري"),
        ("٢٠١٣ و۲۰۱۴", "2013 و2014", "2013 و2014"),
        ("\u202bالميناء\u202c", "الميناء", "الميناء"),
        ("\ufefcم", "لام", "لام"),
        ("سطر\r\nآخر\rثالث", "سطر\nآخر\nثالث", "سطر\nاخر\nثالث"),
        ("لا\u00a0شيء", "لا شيء", "لا شيء"),
        ("﴿آية﴾", "﴿آية﴾", "﴿ايه﴾"),
        ("ABC ｄ", "ABC d", "abc d"),
        ("", "", ""),
    ],
)
def test_what_a_view_shows(source: str, text: str, key: str) -> None:
    view = TextView.of(source)
    assert (view.text, view.key) == (text, key)
    assert light(source.replace("\r\n", "\n").replace("\r", "\n")) == text
    assert fold(source.replace("\r\n", "\n").replace("\r", "\n")) == key


def test_marks_belong_to_the_letter_before_them_and_controls_to_none() -> None:
    source = "قالَ\u200f سَالمٌ\u200b."
    view = TextView.of(source)
    start = view.text.index("سالم")
    first, last = view.span(start, start + 4)
    assert source[first:last] == "سَالمٌ"
    assert view.range(first, last) == (start, start + 4)
    assert source[slice(*view.span(0, 3))] == "قالَ"


def test_a_ligature_is_one_source_character_for_both_letters() -> None:
    view = TextView.of("م\ufefbر")
    assert view.text == "ملار"
    assert view.span(1, 2) == view.span(2, 3) == (1, 2)
    assert view.range(1, 2) == (1, 3)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_ranges_outside_the_view_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no view range"):
        TextView.of("الجسر").span(start, end)


def test_positions_between_source_and_view() -> None:
    view = TextView.of("اَب ج")
    assert [view.at(offset) for offset in range(6)] == [0, 0, 1, 2, 3, 4]


def test_tokens_keep_numbers_whole_and_signs_apart() -> None:
    view = TextView.of("بلغ 10.7 في 12/1، و«سالم»... أ.ف.ب")
    words = [view.text[t.start : t.end] for t in tokens(view)]
    assert words == ["بلغ", "10.7", "في", "12/1", "،", "و", "«", "سالم", "»", "...", "أ", ".", "ف", ".", "ب"]
    kinds = [(t.is_word, t.is_number, t.is_sign) for t in tokens(view)][:5]
    assert kinds == [
        (True, False, False),
        (False, True, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_particles_on_words() -> None:
    assert (2, "القاعده") not in stems("القاعده")
    assert (1, "القاعده") in stems("للقاعده")
    assert (1, "سالم") in stems("وسالم")
    assert (2, "سالم") in stems("ولسالم")
    assert stems("في")[0] == (0, "في")
    assert without_pronoun("كتابهم") == "كتاب" and without_pronoun("له") == "له"


def test_language_follows_the_script() -> None:
    assert language("قال رئيس البلدية إن الجسر الجديد سيفتح غدا أمام الناس") == "ar"
    assert language("ويقال إن الأمر كله انتهى") == "ar"
    assert language("The mayor said that the new bridge would open tomorrow") == "en"
    assert language("12 / 2013") is None
    assert arabic_share("abجس") == 0.5 and arabic_share("12") == 0.0

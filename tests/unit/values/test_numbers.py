"""Numbers in words and digits: spellings, compounds, scales, fractions, ordinals; a round trip over generated words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.values.line import Line
from tawatur.values.numbers import digits_value, number_at, ordinal_at, whole_number

_ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_BOUND = {1: "أحد", 2: "اثنا"}
_TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمائة", "خمسمئة", "ستمائة", "سبعمئة", "ثمانمائة", "تسعمئة"]
_SCALES = [
    (10**9, "مليار", "ملياران", "مليارات"),
    (10**6, "مليون", "مليونان", "ملايين"),
    (10**3, "ألف", "ألفان", "آلاف"),
]


def below_thousand(value: int) -> list[str]:
    """The parts of a number below a thousand, joined by «و» when read."""
    parts = [_HUNDREDS[value // 100]] if value >= 100 else []
    rest = value % 100
    if rest > 19:
        parts += [_ONES[rest % 10]] if rest % 10 else []
        parts.append(_TENS[rest // 10])
    elif rest > 10:
        parts.append(f"{_BOUND.get(rest - 10, _ONES[rest - 10])} عشر")
    elif rest:
        parts.append(_ONES[rest])
    return parts


def in_words(value: int) -> str:
    """A whole number as Arabic writes it out."""
    parts: list[str] = []
    for size, one, two, many in _SCALES:
        count, value = divmod(value, size)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            name = many if 3 <= count % 100 <= 10 else one
            parts.append(" و".join(below_thousand(count)) + " " + name)
    parts += below_thousand(value)
    return " و".join(parts) or "صفر"


def value_of(text: str) -> float | None:
    return whole_number(Line.of(text))


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=400, deadline=None)
def test_words_of_a_number_read_back_as_the_number(value: int) -> None:
    assert value_of(in_words(value)) == value


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=150, deadline=None)
def test_case_endings_and_spellings_do_not_change_the_value(value: int) -> None:
    words = in_words(value).replace("ون", "ين").replace("مئة", "مائة").replace("ان ", "ين ").replace("أ", "ا")
    assert value_of(words.replace("مليين", "مليون")) == value


@given(st.integers(min_value=0, max_value=10**12))
@settings(max_examples=100, deadline=None)
def test_digits_with_separators_of_either_script(value: int) -> None:
    plain = f"{value:,}"
    arabic = plain.translate(str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬"))
    assert value_of(plain) == value_of(arabic) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاث مئة", 300),
        ("ثلاثمائة", 300),
        ("إحدى وعشرين", 21),
        ("اثنتا عشرة", 12),
        ("ألفين وواحد", 2001),
        ("مليون ونصف المليون", 1_500_000),
        ("مليونين وربع", 2_250_000),
        ("نصف مليون", 500_000),
        ("ثلاثة أرباع", 0.75),
        ("10.7 مليار", 10_700_000_000),
        ("45 مليون و242 ألف", 45_242_000),
        ("اثنان فاصلة خمسة", 2.5),
        ("60.000", 60_000),
        ("17،77", 77.17),
        ("-١٢٫٥", -12.5),
        ("3/4", 0.75),
        ("خمسطعش", 15),
    ],
)
def test_spellings(text: str, value: float) -> None:
    assert value_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["لست", "كمية", "خمسة وستة", "عشرون وثلاثة آلاف", "12/1/2013", "3:18"])
def test_what_is_no_number(text: str) -> None:
    assert value_of(text) is None


def test_a_list_of_two_numbers_stays_two() -> None:
    number = number_at(Line.of("خمسة وستة لاعبين"), 0)
    assert number is not None
    assert (number.value, number.last) == (5, 1)


@pytest.mark.parametrize(("text", "value"), [("عشرات الآلاف", 10_000), ("مئات", 100), ("آلاف", 1000), ("ملايين", 1e6)])
def test_vague_numbers_are_their_least(text: str, value: float) -> None:
    number = number_at(Line.of(text), 0)
    assert number is not None
    assert (number.value, number.form) == (value, "vague")


@pytest.mark.parametrize(
    ("text", "value"),
    [("الأول", 1), ("الحادي عشر", 11), ("السادسة والثلاثين", 36), ("العشرون", 20), ("الثانية عشرة", 12)],
)
def test_ordinals(text: str, value: int) -> None:
    line = Line.of(text)
    assert ordinal_at(line, 0) == (value, len(line))


@pytest.mark.parametrize(
    ("text", "value"), [("1,250", 1250), ("1.250.000", 1_250_000), ("10,5", 10.5), ("10.75", 10.75)]
)
def test_digit_separators(text: str, value: float) -> None:
    assert digits_value(text) == value

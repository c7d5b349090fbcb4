"""The grammar of quantities: what is counted, money, shares, measures, ages, bounds; what is no quantity."""

from __future__ import annotations

import pytest

from tawatur.text.tokens import tokens
from tawatur.text.view import TextView
from tawatur.values.amounts import Amount
from tawatur.values.reading import read_values


def amounts(text: str) -> list[tuple[str, Amount]]:
    view = TextView.of(text)
    return [(view.text[a.start : a.end], a) for a in read_values(view, tokens(view)).quantities]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind", "bound"),
    [
        ("أصيب ثلاثون عاملا في المصنع", "ثلاثون عاملا", 30, "count", "exact"),
        ("حضر أكثر من 1,250 طالبا", "1,250 طالبا", 1250, "count", "at_least"),
        ("حضر ما لا يقل عن ٧٥ ضيفا", "٧٥ ضيفا", 75, "count", "at_least"),
        ("جمع 40 كتابا على الأقل", "40 كتابا", 40, "count", "at_least"),
        ("يضم ما يصل إلى 20 ألف كتاب", "20 ألف كتاب", 20_000, "count", "at_most"),
        ("باع نحو ثلاثة آلاف تذكرة", "ثلاثة آلاف تذكرة", 3000, "count", "about"),
        ("زرع 600 شجرة تقريبا", "600 شجرة", 600, "count", "about"),
        ("غادر عشرات الآلاف من الزوار", "عشرات الآلاف من الزوار", 10_000, "count", "at_least"),
        ("رأيت المئات من الطيور", "المئات من الطيور", 100, "count", "at_least"),
        ("اختير خمسة منهم للفريق", "خمسة منهم", 5, "count", "exact"),
        ("نقلت سفينتان إلى الميناء", "سفينتان", 2, "count", "exact"),
        ("نجا طفلين من الغرق", "طفلين", 2, "count", "exact"),
        ("كلفت 10.7 مليار دولار كندي", "10.7 مليار دولار كندي", 10.7e9, "money", "exact"),
        ("دفع خمسين دينارا أردنيا", "خمسين دينارا أردنيا", 50, "money", "exact"),
        ("دفع 20 دولارا و43 سنتا", "20 دولارا و43 سنتا", 20.43, "money", "exact"),
        ("سعره $99 فقط", "$99", 99, "money", "exact"),
        ("ارتفع بنسبة 12.5% هذا", "12.5%", 12.5, "percent", "exact"),
        ("ارتفع عشرين في المئة", "عشرين في المئة", 20, "percent", "exact"),
        ("على بعد 65 كيلومترا من القرية", "65 كيلومترا", 65, "measure", "exact"),
        ("مازن (24 سنة) نجار", "24 سنة", 24, "age", "exact"),
        ("البالغ من العمر 61 عاما", "61 عاما", 61, "age", "exact"),
        ("عادت اللوحات الثلاث أمس", "اللوحات الثلاث", 3, "count", "exact"),
        ("وصل ربع المتسابقين", "ربع المتسابقين", 0.25, "share", "exact"),
    ],
)
def test_quantities(text: str, words: str, value: float, kind: str, bound: str) -> None:
    view = TextView.of(words).text
    assert [(w, a.value, a.kind, a.bound) for w, a in amounts(text)] == [(view, pytest.approx(value), kind, bound)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("42 ريالا قطريا", "QAR"),
        ("42 ريالا يمنيا", "YER"),
        ("سبع ليرات لبنانية", "LBP"),
        ("3 جنيهات استرلينية", "GBP"),
        ("3 جنيهات", "EGP"),
        ("مئة درهم مغربي", "MAD"),
        ("عشرة شواكل", "ILS"),
        ("42 KWD", "KWD"),
    ],
)
def test_currencies(text: str, code: str) -> None:
    assert [a.of for _, a in amounts(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "المادة 27 من الدستور",
        "القرار رقم 1929",
        "طائرة سام-17 قديمة",
        "في الطابق الـ13 من البرج",
        "منذ خمس سنوات",
        "في عام 2012",
        "الساعة الثالثة عصرا",
        "لست أدري",
        "برنامج «60 دقيقة» أذيع",
        "حركة طالبان",
        "في باكستان وبستان",
        "دور الستة عشر",
        "(سورة النور: 35)",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert amounts(text) == []


def test_a_range_lends_its_unit_to_the_lower_end() -> None:
    assert [(a.value, a.of) for _, a in amounts("من 10 إلى 20 دولارا")] == [(10, "USD"), (20, "USD")]


def test_a_span_of_years_is_no_age() -> None:
    assert amounts("عمل هناك لمدة 48 عاما ثم رحل") == []

"""The stage of quantities."""

from __future__ import annotations

from tawatur.core.model import Bound, Dating, Document, SourceText
from tawatur.extract.quantities import Quantities
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments


def reading(text: str) -> Reading:
    document = Document("0" * 64, "text", published=Dating("2019-05-16", (), True))
    made = Reading(document, SourceText(document.id, "plain", text))
    made.add(Segments()(made))
    return made


def test_quantities_point_at_the_source_and_carry_value_unit_and_bound() -> None:
    made = reading("أُنقذَ أكثر من ٣٥ بحّارًا، وبلغت الخسائر نحو مليوني دولار.")
    rows = [(made.words(q.span), q.value, q.of, q.bound, q.kind) for q in Quantities()(made)]
    assert rows == [
        ("٣٥ بحّارًا", 35, "بحارا", Bound.AT_LEAST, "count"),
        ("مليوني دولار", 2_000_000, "USD", Bound.ABOUT, "money"),
    ]


def test_a_time_is_no_quantity_and_an_age_no_time() -> None:
    made = reading("قضى ستة أشهر في القرية، وكان عمره آنذاك 40 سنة.")
    assert [(made.words(q.span), q.kind) for q in Quantities()(made)] == [("40 سنة", "age")]


def test_same_text_same_findings() -> None:
    text = "وصل 12 زورقا وثلاث سفن و5 ملايين لتر من الوقود."
    assert list(Quantities()(reading(text))) == list(Quantities()(reading(text)))

"""Who goes on speaking: candidates with what holds of them, and the one that weighs most."""

from __future__ import annotations

import pytest

from tawatur.core.model import Document, EntityType, Mention, SourceText, Span
from tawatur.extract.attributions.antecedents import (
    REACH,
    SEVERAL,
    Candidate,
    antecedent,
    candidates,
    weights_of_features,
)
from tawatur.extract.attributions.assemble import parents
from tawatur.extract.attributions.model import Source
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.speakers import speakers_of
from tawatur.extract.attributions.triples import find_triples
from tawatur.extract.reading import Reading
from tawatur.extract.segments import Segments


def passage(text: str, *people: str) -> Passage:
    document = Document(sha256="0" * 64, name="text")
    reading = Reading(document, SourceText(document.id, "plain", text))
    reading.add(Segments()(reading))
    places = [(Span(reading.source.id, text.find(p), text.find(p) + len(p)), p) for p in people]
    reading.add([Mention(span, EntityType.PER, "test", actor) for span, actor in places])
    return Passage.of(reading)


def words(text: str, place: Passage, source: Source) -> str:
    """The words of a source; these texts are their own views."""
    return text[place.tokens[source.first].start : place.tokens[source.last - 1].end]


def speakers(text: str, *people: str) -> list[str | None]:
    """Who speaks at each cue that names nobody."""
    place = passage(text, *people)
    triples = find_triples(place)
    voices = speakers_of(place, triples, parents(triples))
    rows = zip(triples, voices, strict=True)
    return [words(text, place, v.source) if v else None for t, v in rows if t.source is None]


def offered(text: str, *people: str) -> dict[str, set[str]]:
    """The candidates of the last cue of a text, with their features."""
    place = passage(text, *people)
    triples = find_triples(place)
    above = parents(triples)
    found = candidates(place, triples, above, speakers_of(place, triples, above), len(triples) - 1)
    return {words(text, place, c.source): c.features for c in found if c.source}


def test_the_last_voice_goes_on() -> None:
    assert speakers("قال مدير المرفأ إن السفينة غرقت. وأضاف أن البحث مستمر.") == ["مدير المرفأ"]


def test_the_one_who_acts_in_the_sentence_goes_on_at_its_participle() -> None:
    text = "قال سالم العنبري إن السد آمن. وزار كامل الراوي المصنع، مؤكدا أن العمل مستمر."
    assert speakers(text, "سالم العنبري", "كامل الراوي") == ["كامل الراوي"]


def test_gender_tells_two_voices_apart() -> None:
    text = "قالت الوزيرة إن السد آمن. وقال المحافظ إن الماء نظيف. وأضافت أن الفحص مستمر."
    assert speakers(text) == ["الوزيرة"]


def test_what_holds_of_candidates() -> None:
    found = offered("قال المحافظ إن سالم العنبري غادر. وأضاف أن الجسر مغلق.", "سالم العنبري")
    assert {"spoke", "spoke 0 voices ago", "spoke 1 sentences ago", "gender same"} <= found["المحافظ"]
    assert {"named", "named PER", "spoken of", "named 1 sentences ago"} <= found["سالم العنبري"]
    assert "spoke" not in found["سالم العنبري"] and "past: spoke" in found["المحافظ"]
    assert "joined: spoke" in found["المحافظ"]


def test_a_name_keeps_its_title_and_a_noun_ends_before_what_it_does() -> None:
    found = offered("ذكر البيان أن الوزير سالم العنبري زار السكان وحثهم على الصبر.", "سالم العنبري")
    assert "opens these words" in found["الوزير سالم العنبري"]
    assert "الوزير زار السكان" not in offered("ذكر البيان أن الوزير زار السكان وحثهم على الصبر.")


def test_one_person_does_not_go_on_at_a_verb_of_several_where_there_are_several() -> None:
    found = offered("قال المحافظ إن بعض السكان غادروا الحي. وأكدوا أن المياه انقطعت.")
    assert found and all(SEVERAL in features for features in found.values())
    assert "المحافظ" in offered("قال المحافظ إن الحي مغلق. وأكدوا أن المياه انقطعت.")


def test_the_heaviest_is_taken_and_the_first_of_equals() -> None:
    one, two = (Candidate(Source(n, n + 1, None), None, {f"f{n}"}) for n in (0, 1))  # type: ignore[arg-type]
    assert antecedent([one, two], {"f0": 1.0, "f1": 2.0}) is two
    assert antecedent([one, two], {}) is one
    assert antecedent([], {}) is None


@pytest.mark.parametrize(
    "feature", ["spoke 0 voices ago", "spoken of", "gender same", "participle: named 0 sentences ago"]
)
def test_the_shipped_weights_know_the_features(feature: str) -> None:
    assert feature in weights_of_features()


@pytest.mark.parametrize(
    ("text", "people", "speaker"),
    [
        ("قتل بشار الراوي في انفجار أمس. وأضاف أن الجسر آمن.", ["بشار الراوي"], None),
        ("توفي الكاتب محمد العلي أمس. وقال إن الجسر آمن.", ["محمد العلي"], None),
        ("أحزنت وفاة محمد العلي القرية. وأضاف أن الجسر آمن.", ["محمد العلي"], None),
        ("قرأ الكتاب في المكتبة. وأضاف أن الجسر آمن.", [], None),
        ("اغتال مسلحون محمد العلي. وأكدوا أن الجسر آمن.", ["محمد العلي"], "مسلحون"),
        ("استقبل محمد العلي خالد عمران، مؤكدا أن الجسر آمن.", ["محمد العلي", "خالد عمران"], "محمد العلي"),
        (
            "قال الوزير محمد العلي إن الطريق مغلق. وقالت الناطقة سارة حداد إن العمل مستمر. وأضاف أن الجسر آمن.",
            ["محمد العلي", "سارة حداد"],
            "الوزير محمد العلي",
        ),
    ],
)
def test_who_does_not_go_on(text: str, people: list[str], speaker: str | None) -> None:
    assert speakers(text, *people) == [speaker]


def test_nobody_is_looked_for_beyond_a_bounded_number_of_words() -> None:
    near, far = ("زار الوزير المصنع " + "ثم مضى يوم آخر " * count + "وأضاف أن السد آمن." for count in (5, REACH))
    assert "الوزير" in offered(near) and "الوزير" not in offered(far)

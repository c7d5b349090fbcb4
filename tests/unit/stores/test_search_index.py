"""Search finds words whatever their spelling, marks, article and particles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.stores.sqlite import Case
from tests.samples import put

FINDS = [
    ("ايران", "نفت إيران ذلك", "إيران"),
    ("إيران", "نفت ايران ذلك", "ايران"),
    ("القاعدة", "الحرب والقاعدة معا", "والقاعدة"),
    ("القاعدة", "بيان للقاعدة أمس", "للقاعدة"),
    ("القاعدة", "عن القاعده نفسها", "القاعده"),
    ("قاعدة", "بيان للقاعدة أمس", "للقاعدة"),
    ("محمد", "قال مُحَمَّد أمس", "مُحَمَّد"),
    ("محمد", "قال محـــمد أمس", "محـــمد"),
    ("مصطفي", "وصل مصطفى أمس", "مصطفى"),
    ("12", "قُتل ١٢ شخصا", "١٢"),
    ("mill", "The Mill was closed", "Mill"),
    ("10.7", "بلغ النمو 10.7 في المئة", "10.7"),
]


@pytest.mark.parametrize(("query", "text", "words"), FINDS)
def test_a_word_is_found_in_all_its_forms(case: Case, query: str, text: str, words: str) -> None:
    _, source = put(case, "a.txt", text)
    hits = list(case.search.find(query))
    assert [case.words(span) for hit in hits for span in hit.words] == [words]
    assert hits[0].passage.text == source.id


@pytest.mark.parametrize(("query", "text"), [("ايران", "نفت تركيا ذلك"), ("قعد", "بيان القاعدة"), ("سلام", "كلام")])
def test_other_words_are_not_found(case: Case, query: str, text: str) -> None:
    put(case, "a.txt", text)
    assert list(case.search.find(query)) == []


def test_all_words_must_stand_in_one_passage_and_a_phrase_in_a_row(case: Case) -> None:
    put(case, "a.txt", "وزير الخارجية وصل مع مدير البلدية")
    assert len(list(case.search.find("مدير الخارجية"))) == 1
    assert list(case.search.find("«مدير الخارجية»")) == []
    assert list(case.search.find("مدير السوق")) == []
    for query in ('"وزير الخارجية"', "«وزير الخارجيه»", "“مدير البلدية” وصل"):
        assert len(list(case.search.find(query))) == 1, query


def test_pages_of_hits_follow_one_another(case: Case) -> None:
    for number in range(7):
        put(case, f"{number}.txt", f"الجسر رقم {number}")
    every = [h.passage.text for h in case.search.find("الجسر")]
    assert len(set(every)) == 7
    pages = [h.passage.text for at in (0, 3, 6) for h in case.search.find("الجسر", limit=3, offset=at)]
    assert pages == every


def test_indexing_a_text_anew_replaces_it(case: Case) -> None:
    _, source = put(case, "a.txt", "الجسر")
    case.search.put(source.id, ())
    assert list(case.search.find("الجسر")) == []
    assert case.connection.execute("SELECT count(*) FROM search").fetchone() == (0,)


@settings(max_examples=150, deadline=None)
@given(query=st.text(st.one_of(st.sampled_from('"«»*():^-+ ORNEAD القاعدة'), st.characters()), max_size=20))
def test_no_query_is_an_error(query: str) -> None:
    with Case.open(":memory:", create=True) as case:
        put(case, "a.txt", "بيان للقاعدة OR NEAR")
        for hit in case.search.find(query):
            assert hit.words or not query.strip()

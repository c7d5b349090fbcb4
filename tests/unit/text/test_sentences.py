"""Paragraphs and sentences where a reader would end them."""

from __future__ import annotations

import pytest

from tawatur.text.segment import paragraphs, sentences
from tawatur.text.view import TextView


def split(text: str) -> list[list[str]]:
    view = TextView.of(text)
    return [[view.text[a:b] for a, b in sentences(view, *block)] for block in paragraphs(view)]


@pytest.mark.parametrize(
    "parts",
    [
        ["وصل الوفد مساء.", "وقال رئيسه إنه راض."],
        ["هل عاد سالم؟", "نعم عاد!", "ثم مضى…", "ولم يعد..."],
        ["بلغ السعر 10.7 دينار في 2.5 ساعة.", "ثم هبط."],
        ["قال د. سالم العنبري و أ.د. هدى الراوي إن الأمر انتهى.", "وسكتا."],
        ["نقلت أ.ف.ب عن شاهد قوله إن النهر فاض.", "وذكرت أ ف ب.", "ثم صمتت."],
        ["كان ذلك عام 2011.", "وفي 1445 هـ.", "وقع الحادث سنة 1990 م.", "ثم تكرر."],
        ["قال: «لن نعود. هذا قرارنا. انتهى الأمر» ثم غادر.", "وأغلق الباب."],
        ['قال: "سنعود. نحن باقون."', "ثم غادر القاعة."],
        ["«هل عدتم؟» سأل الحارس.", "لم يجب أحد."],
        ["وصف الخبر بأنه كاذب (!) ومضى (؟) في طريقه.", "انتهى."],
        ["1. الجسر الأول.", "2. الجسر الثاني."],
        ["خرج الناس.. ثم عادوا.", "وهدأت المدينة."],
        ["قالت اللجنة إن الأشغال ستبدأ في المدينة مطلع الأسبوع المقبل..", "وأضافت أن الكلفة لم تحدد بعد."],
        ["تحركت الطائرة إم.كيو من القاعدة.", "ثم عادت."],
        ["عاد الوفد إلى المدينة.", "وقال رئيسه إنه راض."],
        ["Mr. Smith of Acme Inc. met Dr. Lee at 5 p.m.", "They left the U.S. capital.", "No. 7 stayed."],
        ['He said "it is over."', "Then he left."],
        ["كلمة بلا نقطة"],
        ["ضبطت الشرطة أحمد . ع . 17 عاما وخالد . أ، 20 عاما.", "ثم أطلقتهم."],
        ["الجملة الأولى .", "الجملة الثانية ."],
        ["لم تغلق «العلامة هنا. وجاءت الجملة", "التالية."][:1],
    ],
)
def test_sentences(parts: list[str]) -> None:
    expected = [TextView.of(part).text for part in parts]
    if len(parts) == 1 and "«" in parts[0]:
        assert split(parts[0])[0] == ["لم تغلق «العلامة هنا.", "وجاءت الجملة"]
    else:
        assert split(" ".join(parts)) == [expected]


def test_a_stop_without_a_space_ends_a_sentence_between_arabic_words_only() -> None:
    assert split("وصل الوفد إلى المدينة.وقال رئيسه إنه راض") == [["وصل الوفد إلى المدينة.", "وقال رئيسه إنه راض"]]
    assert split("زار موقع بي.بي.سي وموقع example.org أمس") == [["زار موقع بي.بي.سي وموقع example.org أمس"]]


def test_signs_without_words_stay_with_the_sentence_before() -> None:
    assert split("انتهى الأمر. ». ثم عاد") == [["انتهى الأمر. ».", "ثم عاد"]]
    assert split("... بدأ الأمر") == [["... بدأ الأمر"]]


def test_lines_are_paragraphs() -> None:
    assert len(split("العنوان هنا\n\nالفقرة الأولى.\nالفقرة الثانية.\n \n- بند أول\n- بند ثان")) == 5


def test_commas_that_a_scrape_left_between_paragraphs() -> None:
    text = "وصل الوفد مساء., وقال رئيسه «نحن راضون»., ثم غادر، كما قيل، القاعة."
    text += "., ملف الجسر, وكانت الأشغال، بحسب البلدية، بدأت."[1:]
    assert [block[0] for block in split(text)] == [
        "وصل الوفد مساء.",
        "وقال رئيسه «نحن راضون».",
        "ثم غادر، كما قيل، القاعة.",
        "ملف الجسر",
        "وكانت الأشغال، بحسب البلدية، بدأت.",
    ]


def test_commas_that_belong_to_the_text_stay() -> None:
    assert len(split('قال "نعم", ثم مضى. وعاد, كما قيل, مساء.')) == 1
    assert len(split("Smith Jr., the mayor of Acme Inc., left.")) == 1


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (
        "قال رئيس البلدية إن الجسر الجديد سيفتح أمام السيارات في مطلع الشهر. وأضاف أن الأشغال انتهت قبل موعدها. " * 6
    ).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "عنوان قصير\n\n" + "\n".join([*lines, line]) + "\n\n" + "وختم بالشكر للناس."
    assert [len(block) for block in split(text)] == [1, 12, 1]


def test_lists_of_headlines_are_not_taken_for_wrapped_text() -> None:
    titles = [
        "فتح الجسر الجديد أمام السيارات في المدينة",
        "العنبري: الكلفة بلغت 12 مليون دينار بعد عامين من الأشغال",
        "أمطار غزيرة تؤخر أشغال الميناء",
        "مزارعون يطالبون بطريق",
        "البلدية تنفي وقف المشروع الجديد عند النهر الكبير",
        "خلاف على اسم الجسر",
        "افتتاح معرض الزهور السنوي في ساحة البلدية الكبرى",
    ]
    assert len(split("\n".join(titles))) == len(titles)


def test_a_sentence_broken_at_a_link_is_one() -> None:
    text = (
        "عنوان\nقالت هدى الراوي إن البلدية طلبت من \nشركة المقاولات\n أن تسرع في الأشغال قبل الشتاء\n.\nفقرة ثانية هنا"
    )
    assert [len(block) for block in split(text)] == [1, 1, 1]
    assert len(split('عنوان\nطلبت منها أن تسرع في\nالأشغال وأن تدفع لـ\n500\nعامل ما سمته "\nأجر الشتاء\n" كاملا')) == 2


def test_a_closing_quotation_mark_ends_a_line() -> None:
    assert len(split('فتح جسر " العنبري "\nأعلنت البلدية فتح الجسر.\nثم صمتت.')) == 3


def test_an_agency_s_letters_break_nothing() -> None:
    assert len(split("عنوان الخبر\nا ف ب\nأعلنت البلدية فتح الجسر.")) == 3
    assert len(split("عنوان الخبر\nبيروت - ا ف ب\nأعلنت البلدية فتح الجسر.")) == 3


def test_indents_and_names_under_the_headline_are_not_broken_links() -> None:
    assert len(split("عنوان الخبر\nسامر الحلواني\n أعلنت البلدية فتح الجسر.")) == 3
    assert len(split("عنوان\nفقرة لا نقطة في آخرها وهي طويلة بعض الشيء\n\u00a0فقرة أخرى تبدأ بمسافة")) == 3

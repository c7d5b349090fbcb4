"""Files of every format to documents, and everything that can be wrong with them to failures."""

from __future__ import annotations

import hashlib
import json
from email.message import EmailMessage
from pathlib import Path

import ingest_samples as samples
import pytest
from ingest_samples import FIRST, PAGE, SECOND, THIRD, TITLE

from tawatur.core.model import Failure
from tawatur.ingest import Read, discover, file_digest, read
from tawatur.ingest.limits import Limits


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def outcomes(*paths: Path, limits: Limits | None = None) -> list[Read | Failure]:
    items = discover(paths)
    return [row for item in items for row in (read(item, limits) if limits else read(item))]


def one(path: Path) -> Read:
    (row,) = outcomes(path)
    assert isinstance(row, Read), row
    return row


def failure(path: Path, limits: Limits | None = None) -> str:
    (row,) = outcomes(path, limits=limits)
    assert isinstance(row, Failure), row
    assert row.stage == "read"
    assert str(path) in row.subject
    return row.reason


# ---------------------------------------------------------------- discover


def test_discover_is_recursive_ordered_and_passes_over_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.html", ".git/x.txt", ".hidden.txt", "a/c_files/ad.html", "notes.xyz"):
        put(tmp_path, name, "نص")
    items = list(discover([tmp_path]))
    assert [i.path.relative_to(tmp_path).as_posix() for i in items] == ["a/c.html", "a/z.txt", "b.txt", "notes.xyz"]
    assert [i.path.name for i in items if i.ignored] == ["notes.xyz"]
    assert list(read(items[-1])) == []


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "نص")
    assert len(list(discover([path, tmp_path, path]))) == 1


def test_unknown_kinds_fail_only_when_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xyz", "x")
    assert outcomes(tmp_path) == []
    assert ".xyz" in failure(path)


def test_old_word_files_fail_with_advice_also_inside_folders(tmp_path: Path) -> None:
    put(tmp_path, "a.doc", "x")
    (row,) = outcomes(tmp_path)
    assert isinstance(row, Failure) and "save it as .docx" in row.reason


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    assert "no such file" in failure(tmp_path / "gone.txt")


def test_file_digest_is_of_the_bytes(tmp_path: Path) -> None:
    assert file_digest(put(tmp_path, "a.txt", "نص")) == hashlib.sha256("نص".encode()).hexdigest()


# ---------------------------------------------------------------- plain text


def test_text_is_kept_to_the_last_character(tmp_path: Path) -> None:
    raw = f"\ufeff{FIRST}\r\n\r\n{SECOND}\u200f \n".encode()
    row = one(put(tmp_path, "a.txt", raw))
    assert row.source.text.encode() == raw
    assert row.source.reader == "text/utf-8/1"
    assert row.document.sha256 == row.sha256 == hashlib.sha256(raw).hexdigest()
    assert (row.document.name, row.document.language) == ("a.txt", "ar")


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-32"])
def test_other_encodings_are_recognised_and_named(tmp_path: Path, encoding: str) -> None:
    row = one(put(tmp_path, "a.txt", f"{FIRST}\n{SECOND}".encode(encoding)))
    assert row.source.text == f"{FIRST}\n{SECOND}"
    assert row.source.reader == f"text/{encoding}/1"


def test_latin_text_of_an_old_encoding_is_not_taken_for_arabic(tmp_path: Path) -> None:
    text = "Le café près de la forêt était fermé, a déclaré la mairie après une longue journée d'été à l'hôtel."
    assert one(put(tmp_path, "a.txt", text.encode("windows-1252"))).source.text == text


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b" \r\n\xef\xbb\xbf", "no text"), (b"\x00\x01\xff\xfe" * 40, "binary")]
)
def test_text_files_without_text(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in failure(put(tmp_path, "a.txt", data))


def test_truncated_utf16_is_damaged(tmp_path: Path) -> None:
    assert "damaged" in failure(put(tmp_path, "a.txt", FIRST.encode("utf-16")[:-1]))


def test_markdown_front_matter_gives_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    text = f"---\ntitle: {TITLE}\nauthor: هدى الراوي\ndate: 2021-03-07\n---\n# {TITLE}\n\n{FIRST}\n"
    row = one(put(tmp_path, "a.md", text))
    assert row.source.text == text
    assert (row.document.title, row.document.author, row.document.published.value) == (
        TITLE,
        "هدى الراوي",
        "2021-03-07",
    )


# ---------------------------------------------------------------- pages


def test_a_page_loses_its_furniture_and_keeps_what_it_says_of_itself(tmp_path: Path) -> None:
    row = one(put(tmp_path, "a.html", PAGE))
    assert [line for line in row.source.text.split("\n") if line] == [TITLE, FIRST, SECOND, THIRD]
    document = row.document
    assert (document.title, document.publisher, document.author) == (TITLE, "صحيفة الساحل", "هدى الراوي")
    assert (document.url, document.published.value) == ("https://example.org/bridge", "2021-03-07T09:30:00+03:00")
    assert document.published.certain and "article:published_time" in document.published.reasons[0]
    assert row.source.reader.startswith("html/trafilatura-")


def test_json_ld_goes_before_meta_tags_and_time_comes_last(tmp_path: Path) -> None:
    data = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2020-01-02",
                "author": [{"name": "ليلى"}],
                "publisher": {"name": "وكالة المد"},
            }
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    document = one(put(tmp_path, "a.html", PAGE.replace("</head>", script))).document
    assert (document.publisher, document.author, document.published.value) == ("وكالة المد", "ليلى", "2020-01-02")
    bare = PAGE.replace('property="article:published_time"', 'property="other"').replace(
        f"<h1>{TITLE}</h1>", f'<h1>{TITLE}</h1><time datetime="2019-05-06">6 أيار</time>'
    )
    assert one(put(tmp_path, "b.html", bare)).document.published.value == "2019-05-06"


def test_an_arabic_date_in_words_is_not_guessed_at(tmp_path: Path) -> None:
    page = PAGE.replace('property="article:published_time"', 'property="other"').replace(
        f"<p>{FIRST}", f"<p>10 تموز/يوليو 2023</p><p>{FIRST}"
    )
    assert one(put(tmp_path, "a.html", page)).document.published.value is None


def test_a_page_in_windows_1256(tmp_path: Path) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1256"').encode("windows-1256")
    assert FIRST in one(put(tmp_path, "a.htm", page)).source.text


def test_a_page_without_words(tmp_path: Path) -> None:
    assert "no text" in failure(put(tmp_path, "a.html", "<html><body><script>1</script></body></html>"))


def test_mhtml(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "page"
    message["Snapshot-Content-Location"] = "https://example.org/saved"
    message.set_content(PAGE.replace('<link rel="canonical" href="https://example.org/bridge">', ""), subtype="html")
    row = one(put(tmp_path, "a.mhtml", message.as_bytes()))
    assert SECOND in row.source.text and row.document.url == "https://example.org/saved"
    assert "no web page" in failure(put(tmp_path, "b.mhtml", "MIME-Version: 1.0\nContent-Type: text/plain\n\nx"))


def test_mail_with_an_attachment(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        TITLE,
        "هدى <huda@example.org>",
        "Sun, 07 Mar 2021 09:30:00 +0300",
    )
    message.set_content(f"{FIRST}\n{SECOND}\n")
    message.add_attachment(THIRD.encode(), maintype="text", subtype="plain", filename="ملحق.txt")
    mail, attached = outcomes(put(tmp_path, "a.eml", message.as_bytes()))
    assert isinstance(mail, Read) and isinstance(attached, Read)
    assert mail.source.text.startswith(f"{TITLE}\n{FIRST}\n{SECOND}")
    assert (mail.document.author, mail.document.published.value) == ("هدى", "2021-03-07T09:30:00+03:00")
    assert (attached.document.name, attached.source.text) == ("a.eml!ملحق.txt", THIRD)


# ---------------------------------------------------------------- office files


def test_docx(tmp_path: Path) -> None:
    row = one(put(tmp_path, "a.docx", samples.docx_bytes([TITLE, FIRST], TITLE, "هدى الراوي")))
    assert row.source.text.split("\n")[:4] == [TITLE, FIRST, "الكلفة", "12 مليون"]
    assert (row.document.title, row.document.author, row.document.published.value) == (TITLE, "هدى الراوي", None)


def test_odt(tmp_path: Path) -> None:
    row = one(put(tmp_path, "a.odt", samples.odt_bytes(TITLE, [FIRST])))
    assert row.source.text == f"{TITLE}\n{FIRST}  نهاية\n"
    assert row.document.title == TITLE


def test_pdf(tmp_path: Path) -> None:
    row = one(put(tmp_path, "a.pdf", samples.pdf_bytes(["The harbour bridge opens", "after two years of work"])))
    assert row.source.text.split("\n") == ["The harbour bridge opens", "after two years of work"]
    assert row.source.reader.startswith("pdf/")


def test_pdf_shapes_become_letters_and_nothing_else_changes() -> None:
    from tawatur.ingest.readers.pdf import unshaped

    assert unshaped("\ufe8d\ufedf\ufea0\ufeb4\ufead … ² ﬁ") == "الجسر … ² fi"


def test_pdf_lines_in_the_order_of_the_page_are_turned_round() -> None:
    from tawatur.ingest.readers import pdf

    class Page:
        def __init__(self, text: str) -> None:
            self.text = text

        def extract_text(self) -> str:
            return self.text

    class Pages:
        def __init__(self, *texts: str) -> None:
            self.pages = [Page(text) for text in texts]

    turned = pdf.mirrored(f"{SECOND} (Acme Ltd) 10.7")
    assert "21" not in turned and "Acme Ltd" in turned and pdf.mirrored(turned) == f"{SECOND} (Acme Ltd) 10.7"
    page = "\n".join([FIRST, SECOND, THIRD])
    visual = "\n".join(map(pdf.mirrored, page.split("\n")))
    assert visual != page
    assert pdf._pypdf(Pages(visual, visual)) == f"{page}\f{page}"
    assert pdf._pypdf(Pages(page)) == page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", samples.zip_bytes({"x.bin": b"x"})),
        ("a.jsonl", b"\n\n"),
        ("a.json", b"[]"),
        ("a.tar.gz", samples.tar_bytes({})),
    ],
)
def test_archives_without_documents_say_so(tmp_path: Path, name: str, data: bytes) -> None:
    assert "nothing that can be read" in failure(put(tmp_path, name, data))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"not a pdf", "no PDF"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", "damaged"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0 rest", "encrypted or an old Word file"),
        ("a.odt", b"nothing", "damaged"),
        ("a.zip", b"PK nothing", "damaged"),
        ("a.tar.gz", b"\x1f\x8b nothing", "damaged"),
        ("a.warc", b"nothing at all\n", "no web archive"),
        ("a.txt.gz", b"nothing", "damaged"),
        ("a.json", b"{", "no JSON"),
        ("a.eml", b"\n\nwords without a header", "no mail message"),
    ],
)
def test_damaged_files_say_so(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    assert words in failure(put(tmp_path, name, data))


def test_encrypted_pdf(tmp_path: Path) -> None:
    assert "encrypted" in failure(put(tmp_path, "a.pdf", samples.pdf_bytes(["secret"], password="x")))


def test_pictures_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tawatur.ingest.readers import image

    monkeypatch.setattr(image, "program", lambda *_: None)
    assert "tesseract-ocr-ara" in failure(put(tmp_path, "a.png", b"\x89PNG"))


# ---------------------------------------------------------------- records


def test_lines_of_articles_and_what_is_wrong_with_some(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"id": "k1", "outlet": "الساحل", "title": TITLE, "text": FIRST, "published": "2021-03-07 09:30:00"},
            ensure_ascii=False,
        ),
        "",
        '{"title": "x", "text": ""}',
        "{broken",
        "[1]",
        '{"name": "no text here"}',
        json.dumps(
            {
                "headline": {"rendered": TITLE},
                "content": {"rendered": f"<p>{FIRST}</p><p>{SECOND}</p>"},
                "date": 1615109400,
            }
        ),
    ]
    found = outcomes(put(tmp_path, "news.jsonl.gz", samples.gz("\n".join(rows).encode())))
    reads = [row for row in found if isinstance(row, Read)]
    assert [row.document.name for row in reads] == ["k1", "news.jsonl.gz:7"]
    first, last = reads
    assert first.source.text == f"{TITLE}\n{FIRST}"
    assert first.sha256 == hashlib.sha256(rows[0].encode()).hexdigest()
    assert (first.document.publisher, first.document.published.value) == ("الساحل", "2021-03-07T09:30:00")
    assert last.source.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert last.document.published.value == "2021-03-07T09:30:00Z"
    reasons = {row.subject.rsplit(":", 1)[1]: row.reason for row in found if isinstance(row, Failure)}
    assert reasons.keys() == {"3", "4", "5", "6"}
    assert (
        "no text" in reasons["3"] and "no JSON" in reasons["4"] and "fields" in reasons["5"] and "name" in reasons["6"]
    )


def test_json_without_articles_fails_once(tmp_path: Path) -> None:
    assert "it has: a, b" in failure(put(tmp_path, "x.json", '[{"a": 1, "b": 2}, {"a": 3}]'))
    assert "it has: none" in failure(put(tmp_path, "y.json", "[1, 2]"))


def test_json_lists_objects_and_single_articles(tmp_path: Path) -> None:
    article = {"title": TITLE, "body": f"{TITLE}\n{FIRST}", "url": "https://example.org/1", "author": ["هدى", "سالم"]}
    single = one(put(tmp_path, "one.json", json.dumps(article)))
    assert single.document.name == "one.json" and single.source.text == f"{TITLE}\n{FIRST}"
    assert single.document.author == "هدى، سالم"
    for name, value in {
        "list.json": [article, article],
        "wrapped.json": {"total": 2, "articles": [article, article]},
    }.items():
        found = outcomes(put(tmp_path, name, json.dumps(value)))
        assert [row.document.name for row in found if isinstance(row, Read)] == [f"{name}:1", f"{name}:2"]
    lines = put(tmp_path, "lines.json", f"{json.dumps(article)}\n{json.dumps(article)}\n")
    assert len(outcomes(lines)) == 2


# ---------------------------------------------------------------- archives


def test_zip_members_keep_their_names_and_hostile_names_are_names_only(tmp_path: Path) -> None:
    members = {
        "../../etc/a.txt": FIRST.encode(),
        "in/b.html": PAGE.encode(),
        "in/.c.txt": b"x",
        "in/d.bin": b"x",
        "__MACOSX/e.txt": b"x",
    }
    found = outcomes(put(tmp_path, "a.zip", samples.zip_bytes(members)))
    assert [row.document.name for row in found if isinstance(row, Read)] == ["a.zip!../../etc/a.txt", "a.zip!in/b.html"]
    assert len(found) == 2 and list(tmp_path.iterdir()) == [tmp_path / "a.zip"]


def test_tar_members_links_and_nested_archives(tmp_path: Path) -> None:
    inner = samples.zip_bytes({"deep.txt": SECOND.encode()})
    data = samples.tar_bytes(
        {"x/a.txt": FIRST.encode(), "x/inner.zip": inner, "x/bad.docx": b"broken"}, link="/etc/passwd"
    )
    found = outcomes(put(tmp_path, "a.tar.gz", data))
    assert [row.document.name for row in found if isinstance(row, Read)] == [
        "a.tar.gz!x/a.txt",
        "a.tar.gz!x/inner.zip!deep.txt",
    ]
    (broken,) = [row for row in found if isinstance(row, Failure)]
    assert broken.subject.endswith("a.tar.gz!x/bad.docx")


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = FIRST.encode()
    name = "a.txt"
    for depth in range(6):
        data, name = samples.zip_bytes({name: data}), f"{depth}.zip"
    assert "archives deep" in failure(put(tmp_path, name, data))


def test_bombs_are_refused(tmp_path: Path) -> None:
    small = Limits(thing=1 << 20, ratio_from=1 << 16)
    bomb = put(tmp_path, "bomb.zip", samples.zip_bytes({"a.txt": b"a" * (1 << 19)}))
    assert "unfolds more than" in failure(bomb, small)
    large = put(tmp_path, "large.zip", samples.zip_bytes({"a.txt": b"a" * (2 << 20)}))
    assert "larger than 1 MB" in failure(large, small)
    total = put(tmp_path, "total.zip", samples.zip_bytes({f"{n}.txt": FIRST.encode() for n in range(9)}))
    rows = outcomes(total, limits=Limits(total=1000))
    assert sum(isinstance(row, Read) for row in rows) < 9
    assert any(isinstance(row, Failure) and "more than 0 MB" in row.reason for row in rows)
    many = outcomes(total, limits=Limits(members=3))
    assert "more than 3 members" in next(row.reason for row in many if isinstance(row, Failure))
    assert "larger than 1 MB" in failure(put(tmp_path, "a.txt.gz", samples.gz(b"a" * (2 << 20))), small)


def test_an_encrypted_member_fails_alone(tmp_path: Path) -> None:
    data = bytearray(samples.zip_bytes({"a.txt": FIRST.encode(), "b.txt": SECOND.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    rows = outcomes(put(tmp_path, "a.zip", bytes(data)))
    assert ["encrypted" in row.reason if isinstance(row, Failure) else row.document.name for row in rows] == [
        True,
        "a.zip!b.txt",
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc(tmp_path: Path, name: str) -> None:
    page = PAGE.replace('<link rel="canonical" href="https://example.org/bridge">', "").encode()
    answers = [
        ("https://example.org/1", "200 OK", "text/html; charset=utf-8", page),
        ("https://example.org/2", "404 Not Found", "text/html", page),
        ("https://example.org/3", "200 OK", "image/png", b"x"),
        ("https://example.org/4", "200 OK", "text/plain; charset=windows-1256", THIRD.encode("windows-1256")),
        ("https://example.org/5", "200 OK", "application/pdf", b"broken"),
    ]
    samples.warc(tmp_path / name, answers)
    first, text, broken = outcomes(tmp_path / name)
    assert isinstance(first, Read) and isinstance(text, Read) and isinstance(broken, Failure)
    assert (first.document.name, first.document.url) == (f"{name}!https://example.org/1", "https://example.org/1")
    assert (text.source.text, text.source.reader) == (THIRD, "text/windows-1256/1")


# ---------------------------------------------------------------- metadata.csv


def test_metadata_beside_files_goes_before_all_else(tmp_path: Path) -> None:
    put(tmp_path, "a.html", PAGE)
    put(tmp_path, "sub/b.txt", FIRST)
    put(tmp_path, "c.txt", SECOND)
    put(
        tmp_path,
        "metadata.csv",
        "file,title,publisher,author,published,url\n"
        f"a.html,,وكالة المد,,2013-01-29 14:45:46,\nsub/b.txt,{TITLE},,,7/3/2021,\n",
    )
    rows = {row.document.name: row.document for row in outcomes(tmp_path) if isinstance(row, Read)}
    assert (rows["a.html"].publisher, rows["a.html"].title) == ("وكالة المد", TITLE)
    assert (rows["a.html"].published.value, rows["a.html"].published.reasons) == (
        "2013-01-29T14:45:46",
        ("given in metadata.csv",),
    )
    assert rows["b.txt"].title == TITLE
    assert rows["b.txt"].published.value is None and "two dates" in rows["b.txt"].published.reasons[0]
    assert rows["c.txt"].publisher is None


def test_metadata_reaches_archive_members_and_records(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.zip",
        samples.zip_bytes({"in/x.txt": FIRST.encode(), "in/metadata.csv": "file;publisher\nx.txt;الساحل\n".encode()}),
    )
    put(tmp_path, "n.jsonl", json.dumps({"id": "k1", "text": FIRST}) + "\n" + json.dumps({"id": "k2", "text": SECOND}))
    put(tmp_path, "metadata.csv", "file,publisher\nk2,المد\nn.jsonl,الأرشيف\n")
    found = {row.document.name: row.document.publisher for row in outcomes(tmp_path) if isinstance(row, Read)}
    assert found == {"a.zip!in/x.txt": "الساحل", "k1": "الأرشيف", "k2": "المد"}


def test_a_table_without_a_file_column_is_a_failure(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", FIRST)
    put(tmp_path, "metadata.csv", "name,title\na.txt,x\n")
    rows = outcomes(tmp_path)
    assert sum(isinstance(row, Read) for row in rows) == 1
    assert next(row.reason for row in rows if isinstance(row, Failure)).startswith("has no column named «file»")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    put(tmp_path, "a.html", PAGE)
    put(tmp_path, "b.zip", samples.zip_bytes({"a.txt": FIRST.encode()}))
    assert outcomes(tmp_path) == outcomes(tmp_path)

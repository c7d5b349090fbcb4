"""Small files of every format, made here: invented news of an invented harbour."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

TITLE = "بلدية المرفأ تعلن موعد فتح الجسر الجديد"
FIRST = (
    "أعلنت بلدية مدينة المرفأ، الأحد، أن الجسر الجديد سيفتح أمام السيارات في مطلع الشهر المقبل بعد عامين من الأشغال."
)
SECOND = "وقال رئيس البلدية سالم العنبري إن كلفة المشروع بلغت نحو 12 مليون دينار، وإن الأشغال تأخرت بسبب الأمطار."
THIRD = "ورفض مصدر في شركة المقاولات التعليق على أسباب التأخير، مكتفيا بالقول إن الجسر صار جاهزا للاستعمال."

PAGE = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | صحيفة الساحل</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="صحيفة الساحل">
<meta property="article:published_time" content="2021-03-07T09:30:00+03:00">
<meta name="author" content="هدى الراوي"><link rel="canonical" href="https://example.org/bridge"></head>
<body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/l">محليات</a></li></ul></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
<aside><h3>الأكثر قراءة</h3><ul><li><a href="/x">خبر آخر من المدينة</a></li></ul></aside>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def docx_bytes(paragraphs: list[str], title: str = "", author: str = "") -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "الكلفة", "12 مليون"
    document.core_properties.title, document.core_properties.author = title, author
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def odt_bytes(heading: str, paragraphs: list[str]) -> bytes:
    from odf import dc
    from odf.opendocument import OpenDocumentText
    from odf.text import H, LineBreak, P, S

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=heading))
    document.text.addElement(H(outlinelevel=1, text=heading))
    for paragraph in paragraphs:
        element = P(text=paragraph)
        element.addElement(S(c=2))
        element.addText("نهاية")
        element.addElement(LineBreak())
        document.text.addElement(element)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def pdf_bytes(lines: list[str], *, password: str | None = None) -> bytes:
    """A one-page PDF with Latin text in a standard font."""
    from pypdf import PdfReader, PdfWriter

    content = "BT /F1 12 Tf 50 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )
    if password is None:
        return body
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tar_bytes(members: dict[str, bytes], *, link: str | None = None) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link is not None:
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return stream.getvalue()


def warc(path: Path, answers: list[tuple[str, str, str, bytes]]) -> None:
    """Answers as (address, status line, media type, body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.name.endswith(".gz"))
        for address, status, media, body in answers:
            headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
            record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)

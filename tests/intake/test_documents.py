"""How many characters a stranger's document holds, whatever it is made of."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.intake.documents import LARGEST, characters_of


def docx(xml: bytes, member: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
    return out.getvalue()


def paragraph(text: str) -> bytes:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'.encode()


@pytest.mark.parametrize(
    ("name", "data", "number"),
    [
        ("简介.txt", "一条 河\n的故事".encode(), 6),
        ("简介.TXT", "一条河".encode("gb18030"), 3),
        ("简介.docx", docx(paragraph("一条河") + paragraph("A &amp; B")), 6),
        ("简介.docx", docx(b"<w:del >" + paragraph("gone") + b"</w:del>" + paragraph("there")), 5),
        ("简介.docx", docx(b"<w:tab/><w:tbl/>"), 0),
        ("简介.docx", docx(paragraph("x"), "other.xml"), None),
        ("简介.docx", b"no zip at all", None),
        ("简介.docx", docx(paragraph("x"))[:-30], None),
        ("简介.pdf", b"%PDF-1.4", None),
        ("简介.doc", b"\xd0\xcf\x11\xe0", None),
        ("", b"text", None),
    ],
)
def test_characters_are_counted_without_spaces(name: str, data: bytes, number: int | None) -> None:
    assert characters_of(name, [data]) == number


def test_what_is_too_large_is_not_counted() -> None:
    assert characters_of("a.txt", [b"x" * (1 << 20)] * 9) is None


def test_a_document_of_nothing_but_openings_takes_no_time_of_its_square() -> None:
    openings = b"<w:del " * 400_000 + b"<w:t " * 400_000
    assert characters_of("a.docx", [docx(openings)]) == 0


def test_a_sort_of_zip_that_no_writer_of_documents_makes_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", paragraph("x"))
    assert characters_of("a.docx", [out.getvalue()]) is None


def test_a_bomb_is_not_unpacked() -> None:
    bomb = docx(b"<w:t>" + b"0" * (64 << 20) + b"</w:t>")
    assert len(bomb) < 1 << 20 < LARGEST
    assert characters_of("a.docx", [bomb]) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_counted_or_not(data: bytes) -> None:
    for name in ("a.docx", "a.txt"):
        found = characters_of(name, [data])
        assert found is None or found >= 0

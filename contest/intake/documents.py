"""How many characters a document holds: plain text and .docx, of strangers, in bounded memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from contest.intake.charsets import decode
from contest.intake.videos import suffix_of

LARGEST = 8 << 20
"""Bytes of a file that are read, and bytes that its text may unpack to: an introduction of a
thousand characters takes a hundredth of that. What is larger is not counted."""

_TEXT = re.compile(r"<w:t(?:\s[^<>]{0,200})?>([^<]*)</w:t>")
_DELETED = re.compile(r"<w:del[\s>]")
_MARKS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def characters_of(name: str, pieces: Iterable[bytes]) -> int | None:
    """The characters of a document without spaces; None for what is none or can't be counted."""
    suffix = suffix_of(name)
    if suffix not in {".txt", ".docx"}:
        return None
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > LARGEST:
            return None
    text = decode(bytes(data))[0] if suffix == ".txt" else _docx(bytes(data))
    return None if text is None else len("".join(text.split()))


def _docx(data: bytes) -> str | None:
    """The text of a .docx: a zip of which only one member is looked at, and never by its path."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                return None  # no program writes a .docx so
            with archive.open(entry) as member:
                xml = member.read(LARGEST + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, zlib.error,
            ValueError, OSError):  # fmt: skip
        return None
    if len(xml) > LARGEST:
        return None
    text = "".join(_TEXT.findall(_without_deleted(xml.decode("utf-8", "replace"))))
    for mark, char in _MARKS:
        text = text.replace(mark, char)
    return text


def _without_deleted(xml: str) -> str:
    """The text without what was struck out; each place is looked at once."""
    kept, at = [], 0
    while (begin := _DELETED.search(xml, at)) is not None:
        end = xml.find("</w:del>", begin.end())
        if end < 0:
            break
        kept.append(xml[at : begin.start()])
        at = end
    return "".join((*kept, xml[at:]))

"""Mails as bytes, written by hand: the standard library would write all of them in one manner."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from .mail import MAILBOX, PROVIDER, Mail

CRLF = b"\r\n"
Header = str | bytes
"""A header line, folded where the client folds it; bytes where it is not ASCII on the wire."""


def date(when: datetime) -> str:
    """``Mon, 25 Aug 2025 23:41:07 +0800``"""
    return format_datetime(when)


def hop(mail: Mail, helo: str) -> str:
    """The topmost ``Received``: by the contest's own provider, the clock that counts."""
    return (
        f"Received: from {helo} (unknown [{mail.ip}])\r\n"
        f"\tby {PROVIDER} (Coremail) with SMTP id {mail.token(22)}--.{int(mail.token(4), 16)}S2\r\n"
        f"\tfor <{MAILBOX}>; {date(mail.received)} (CST)"
    )


def base64_lines(data: bytes, width: int = 76) -> bytes:
    encoded = base64.b64encode(data)
    return CRLF.join(encoded[i : i + width] for i in range(0, len(encoded), width))


def quoted(text: str, codec: str = "utf-8") -> bytes:
    """Quoted-printable with CRLF line ends."""
    return binascii.b2a_qp(text.encode(codec)).replace(b"\n", CRLF)


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def b_word(data: bytes, label: str) -> str:
    return f"=?{label}?B?{base64.b64encode(data).decode()}?="


def q_word(data: bytes, label: str) -> str:
    safe = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    marks = (chr(b) if b in safe else "_" if b == 0x20 else f"={b:02X}" for b in data)
    return f"=?{label}?Q?{''.join(marks)}?="


def words(
    text: str,
    codec: str,
    label: str,
    *,
    encoding: str = "B",
    fold: str = "\r\n ",
    width: int = 75,
) -> str:
    """Encoded words (RFC 2047), none longer than ``width``, cut between characters."""
    write = b_word if encoding == "B" else q_word
    chunks = [""]
    for character in text:
        if len(write((chunks[-1] + character).encode(codec), label)) > width:
            chunks.append("")
        chunks[-1] += character
    return fold.join(write(chunk.encode(codec), label) for chunk in chunks)


def split_words(text: str, codec: str, label: str, size: int) -> str:
    """Encoded words cut every ``size`` bytes, through the middle of characters."""
    data = text.encode(codec)
    cuts = range(0, len(data), size)
    return "\r\n ".join(b_word(data[i : i + size], label) for i in cuts)


def rfc2231(name: str, value: str, codec: str = "utf-8", label: str = "UTF-8") -> str:
    """``filename*=UTF-8''%E5%BD%B1…``"""
    return f"{name}*={label}''{quote(value.encode(codec), safe='')}"


def rfc2231_continued(name: str, value: str, width: int = 60) -> list[str]:
    """``filename*0*=…; filename*1*=…``, cut without regard for characters."""
    encoded = quote(value.encode(), safe="")
    chunks: list[str] = []
    while encoded:
        end = width
        while "%" in encoded[end - 2 : end] and end < len(encoded):
            end -= 1  # never inside a %XX
        chunks.append(encoded[:end])
        encoded = encoded[end:]
    first = f"{name}*0*=UTF-8''{chunks[0]}"
    return [first, *(f"{name}*{i}*={chunk}" for i, chunk in enumerate(chunks[1:], 1))]


def block(headers: Iterable[Header], body: bytes) -> bytes:
    """A mail or a part of one: header lines, an empty line, the body."""
    lines = (h if isinstance(h, bytes) else h.encode("ascii") for h in headers)
    return CRLF.join(lines) + CRLF + CRLF + body


def text_part(kind: str, text: str, codec: str, label: str, *extra: str) -> bytes:
    """A text part in base64."""
    headers = [
        f'Content-Type: text/{kind};\r\n\tcharset="{label}"',
        "Content-Transfer-Encoding: base64",
        *extra,
    ]
    return block(headers, base64_lines(crlf(text).encode(codec)) + CRLF)


def multipart(boundary: str, parts: Sequence[bytes], preamble: bytes = b"") -> bytes:
    """The body of a multipart: the parts between lines of the boundary."""
    line = b"--" + boundary.encode()
    inner = CRLF.join(line + CRLF + part for part in parts)
    return preamble + inner + CRLF + line + b"--" + CRLF


def subject(mail: Mail, encoded: str) -> bytes:
    """The subject line, in the client's encoding or as the mail insists."""
    return b"Subject: " + (
        encoded.encode("ascii") if mail.raw_subject is None else mail.raw_subject
    )


def thread(mail: Mail) -> list[Header]:
    """In-Reply-To and References of a mail that answers another."""
    if not mail.answers:
        return []
    return [f"In-Reply-To: {mail.answers[-1]}", "References: " + "\r\n\t".join(mail.answers)]

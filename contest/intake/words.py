"""A raw header value → text: encoded words (RFC 2047) as they are really written.

The standard library loses bytes or raises on GBK words split inside a character, on raw 8-bit
headers and on ``=?utf-8*zh-CN?B?…``; here every input gives a text, in linear time.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from contest.intake.charsets import decode

LONGEST = 10_000
"""Characters kept of a decoded header; no title comes near."""

_OPENING = re.compile(rb"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FOLD = re.compile(rb"\r?\n(?=[ \t])|[\r\n]+")

_Word = tuple[str, str, bytes]
"""Charset in lower case, "b" or "q", and the encoded text."""


def decode_header(raw: bytes) -> tuple[str, bool]:
    """The text of a header value, at most ``LONGEST`` characters, and whether it is certain.

    Adjacent encoded words of one charset are joined before decoding, so that a character may
    be split between them. An encoded word may decode to line breaks: they stay in the text.
    """
    if b"=?" not in raw and len(raw) <= LONGEST:
        text, certain = decode(_FOLD.sub(b"", raw)) if b"\n" in raw or b"\r" in raw else decode(raw)
        return text.strip(" \t"), certain
    texts: list[str] = []
    certain = True
    length = 0
    for text, clean in _texts(_FOLD.sub(b"", raw)):
        texts.append(text)
        certain = certain and clean
        length += len(text)
        if length > LONGEST:
            break
    return "".join(texts)[:LONGEST].strip(" \t"), certain


def one_line(text: str) -> str:
    """``text`` with its line breaks as spaces: a subject is a line, whatever was hidden in it."""
    return re.sub(r"[\r\n\x0b\x0c\x85\u2028\u2029]+", " ", text).strip()


def _texts(raw: bytes) -> Iterator[tuple[str, bool]]:
    """Decoded stretches in order; the words of one charset come as one."""
    run: list[_Word] = []
    for gap, word in _tokens(raw):
        # White space between two encoded words is no text (RFC 2047, section 6.2).
        if run and (word is None or gap.strip() or word[0] != run[0][0]):
            yield _join(run)
            run = []
            gap = gap if word is None or gap.strip() else b""
        elif run:
            gap = b""
        if gap:
            yield decode(gap)
        if word is not None:
            run.append(word)
    if run:
        yield _join(run)


def _tokens(raw: bytes) -> Iterator[tuple[bytes, _Word | None]]:
    """Each encoded word with the bytes before it; last, the bytes after the last one."""
    done = 0
    at = 0
    while (opening := _OPENING.search(raw, at)) is not None:
        end = raw.find(b"?=", opening.end())
        if end < 0:
            break  # no later word can end either
        charset = opening[1].decode("ascii", "replace").lower()
        yield (
            raw[done : opening.start()],
            (
                charset,
                opening[2].decode("ascii").lower(),
                raw[opening.end() : end],
            ),
        )
        done = at = end + 2
    yield raw[done:], None


def _join(run: list[_Word]) -> tuple[str, bool]:
    data = bytearray()
    pending = b""
    for _, encoding, text in run:
        if encoding == "q":
            data += _base64(pending) + _quoted(text)
            pending = b""
            continue
        # Some mailers cut the base64 text itself, not the bytes: an open group goes on in
        # the next word.
        pending += _BASE64.sub(b"", text)
        if text.rstrip().endswith(b"=") or len(pending) % 4 == 0:
            data += _base64(pending)
            pending = b""
    data += _base64(pending)
    return decode(bytes(data), run[0][0])


def _quoted(text: bytes) -> bytes:
    # Soft breaks don't exist in a word; a2b_qp would take a "=" at its end for one.
    return binascii.a2b_qp(text, header=True)


def _base64(text: bytes) -> bytes:
    if len(text) % 4 == 1:
        text = text[:-1]
    return binascii.a2b_base64(text + b"=" * (-len(text) % 4)) if text else b""

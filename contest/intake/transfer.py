"""Content-Transfer-Encoding undone piece by piece: nothing is ever decoded whole."""

from __future__ import annotations

import binascii
import re
from collections.abc import Generator, Iterable, Iterator

from pybase64 import b64decode

from contest.intake.stretch import PIECE, Stretch

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NO_BASE64 = bytes(set(range(256)) - set(_ALPHABET) - {0x3D})
_UUENCODED = {"uuencode", "x-uuencode", "uue", "x-uue"}
_IDENTITY = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"}
_MARKED = re.compile(rb"(\n)>(>*From )")
_BEGUN_MARK = re.compile(rb"\n>*(?:F|Fr|Fro|From)?\Z")
_BEGIN = re.compile(rb"begin(?:-base64)? [0-7]{3,4}\b")


class Content:
    """Opens the decoded bytes of a stretch. ``whole`` says, once they were read to their end,
    whether the encoding was."""

    __slots__ = ("_encoding", "_stretch", "whole")

    def __init__(self, stretch: Stretch, encoding: str) -> None:
        self._stretch, self._encoding = stretch, encoding
        self.whole = True

    def __call__(self) -> Iterator[bytes]:
        self.whole = True
        if self._encoding == "base64":
            return self._from_base64()
        return decoded(self._stretch, self._encoding)

    def _from_base64(self) -> Iterator[bytes]:
        self.whole = yield from _from_base64(self._stretch.pieces())


def decoded(stretch: Stretch, encoding: str) -> Iterator[bytes]:
    """The decoded bytes in pieces of at most 1 MiB; an unknown encoding is taken for none.

    Stray characters are passed over, as every mail program does; what is broken decodes as
    far as it makes sense. Raises OSError only.
    """
    if encoding == "base64":
        return _from_base64(stretch.pieces())
    pieces = _unescaped(stretch.pieces()) if stretch.escaped else stretch.pieces()
    if encoding == "quoted-printable":
        return _from_quoted(pieces)
    if encoding in _UUENCODED:
        return _from_uu(pieces)
    return pieces


def head(stretch: Stretch, encoding: str, size: int) -> bytes:
    """The first ``size`` decoded bytes, read from no more than is needed. Raises OSError."""
    raw = stretch.inside(stretch.start, stretch.start + 4 * size + 1024)
    gathered = bytearray()
    for piece in decoded(raw, encoding):
        gathered += piece
        if len(gathered) >= size:
            break
    return bytes(gathered[:size])


def measure(stretch: Stretch, encoding: str) -> tuple[int, bool]:
    """The exact decoded size in bytes, and whether the encoding is whole. Raises OSError.

    Base64 is counted, not decoded: one pass over the bytes at the speed of ``translate``.
    """
    if encoding in _IDENTITY and not stretch.escaped:
        return len(stretch), True
    if encoding != "base64":
        return sum(map(len, decoded(stretch, encoding))), True
    digits = pads = 0
    whole = True
    for piece in stretch.pieces():
        clean = piece.translate(None, _NO_BASE64)
        if pads:
            whole = whole and not clean.strip(b"=")
            pads += len(clean)
            continue
        body, pad, rest = clean.partition(b"=")
        digits += len(body)
        if pad:
            pads = len(rest) + 1
            whole = not rest.strip(b"=")
    return digits * 6 // 8, whole and digits % 4 != 1


def _unescaped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of text as they were before the mbox: it puts a ">" in front of "From " and, as most
    programs write it, of ">From " too (mboxrd)."""
    carry = b"\n"  # the first line is a line like any other
    skip = 1
    for piece in pieces:
        text = carry + piece
        begun = _BEGUN_MARK.search(text, max(0, len(text) - 1000))
        cut = begun.start() if begun else len(text)
        carry = text[cut:]
        if plain := _MARKED.sub(rb"\1\2", text[:cut]):
            yield plain[skip:]
            skip = 0
    rest = _MARKED.sub(rb"\1\2", carry)[skip:]
    if rest:
        yield rest


def _from_base64(pieces: Iterable[bytes]) -> Generator[bytes, None, bool]:
    """Up to the first padding, like the standard library: what follows is a list's footer. Returns
    whether nothing follows and no character is left over."""
    carry = b""
    pad = b""
    whole = True
    for piece in pieces:
        clean = carry + piece.translate(None, _NO_BASE64)
        if pad:
            whole = whole and not clean.strip(b"=")
            continue
        clean, pad, rest = clean.partition(b"=")
        usable = len(clean) - len(clean) % 4
        if usable:
            yield b64decode(clean[:usable], validate=True)
        carry = clean[usable:]
        if pad:
            whole = not rest.strip(b"=")
            if len(carry) > 1:
                yield binascii.a2b_base64(carry + b"=" * (4 - len(carry)))
            whole = whole and len(carry) != 1
            carry = b""
    if len(carry) > 1:
        yield binascii.a2b_base64(carry + b"=" * (4 - len(carry)))
    return whole and len(carry) != 1


def _from_quoted(pieces: Iterable[bytes]) -> Iterator[bytes]:
    carry = b""
    for piece in pieces:
        text = carry + piece
        # Whole lines only: an escape or a soft break may be cut by the end of the piece.
        cut = text.rfind(b"\n") + 1
        if not cut and len(text) >= PIECE:
            cut = text.rfind(b"=", len(text) - 3) if b"=" in text[-3:] else len(text)
        carry = text[cut:]
        if cut:
            yield binascii.a2b_qp(text[:cut])
    if carry:
        yield binascii.a2b_qp(carry)


def _from_uu(pieces: Iterable[bytes]) -> Iterator[bytes]:
    begun = False
    for line in _lines(pieces):
        if not begun:
            begun = _BEGIN.match(line) is not None
        elif line.rstrip() == b"end":
            return
        elif line.strip():
            try:
                yield binascii.a2b_uu(line)
            except binascii.Error:
                # Some encoders count short; take as many characters as the length needs.
                need = ((line[0] - 32) & 63) * 4 // 3 + 2
                try:
                    yield binascii.a2b_uu(line[:need])
                except binascii.Error:
                    continue


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    carry = b""
    for piece in pieces:
        *lines, carry = (carry + piece).split(b"\n")
        yield from lines
        carry = carry[-1000:]  # no uuencoded line is longer
    if carry:
        yield carry

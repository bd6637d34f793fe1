"""The files inside a ``winmail.dat``: what Outlook sends as "rich text" (TNEF, [MS-OXTNEF]).

A TNEF is a row of attributes: level, number, length, data, checksum. An attachment begins with its
rendering data; name and bytes follow, a long name in a block of MAPI properties.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from contest.intake.archives import DAMAGED, LIMITS, MOST, Inner, Unpacked, window
from contest.intake.base import Chunks
from contest.intake.charsets import decode

SIGNATURE = bytes.fromhex("789f3e22")
KEPT = 256 << 10
"""Bytes read of one attribute other than an attachment's content."""
ATTRIBUTES = 20_000

_HEAD = struct.Struct("<BLL")
_RENDERING, _TITLE, _DATA, _PROPERTIES, _CODEPAGE = 0x69002, 0x18010, 0x6800F, 0x69005, 0x69007
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_TEXT, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_LONG_NAME, _SHORT_NAME = 0x3707, 0x3704


def unwrapped(contents: Chunks) -> Unpacked:
    """The files inside a TNEF. Raises OSError."""
    reader = _Reader(contents())
    if reader.read(4) != SIGNATURE:
        return Unpacked(what=DAMAGED)
    reader.skip(2)
    found = _Attachments(contents)
    for _ in range(ATTRIBUTES):
        head = reader.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return Unpacked(found.all(), "")
        _, number, length = _HEAD.unpack(head)
        start = reader.at
        found.take(number, start, length, reader)
        if not reader.skip(start + length + 2 - reader.at):
            return Unpacked(found.all(), DAMAGED)
        if len(found.files) >= MOST:
            break
    return Unpacked(found.all(), LIMITS)


class _Attachments:
    """The attachments of a TNEF, gathered from its attributes."""

    def __init__(self, contents: Chunks) -> None:
        self._contents = contents
        self._name = self._codepage = ""
        self._place = (0, 0)
        self.files: list[Inner] = []

    def take(self, number: int, start: int, length: int, reader: _Reader) -> None:
        """One attribute, of which ``reader`` stands at the first byte."""
        if number == _DATA:
            self._place = (start, length)
        elif number == _RENDERING:
            self.all()
        elif number in {_CODEPAGE, _TITLE, _PROPERTIES}:
            data = reader.read(min(length, KEPT))
            if number == _CODEPAGE:
                self._codepage = f"cp{int.from_bytes(data[:4], 'little')}"
            elif number == _PROPERTIES:
                self._name = _name(data, self._codepage) or self._name
            else:
                self._name = self._name or decode(data.split(b"\0")[0], self._codepage)[0]

    def all(self) -> tuple[Inner, ...]:
        """The attachments so far, the current one ended."""
        start, length = self._place
        if length:
            contents = self._contents
            self.files.append(Inner(self._name, length, lambda: window(contents(), start, length)))
        self._name, self._place = "", (0, 0)
        return tuple(self.files)


class _Reader:
    """Bytes in order, a few of them at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._left = b""
        self.at = 0

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        data, self._left = self._left[:size], self._left[size:]
        self.at += len(data)
        return data

    def skip(self, size: int) -> bool:
        """Pass over bytes; whether there were as many."""
        while size > len(self._left):
            size -= len(self._left)
            self.at += len(self._left)
            self._left = next(self._pieces, b"")
            if not self._left:
                return False
        self._left = self._left[size:]
        self.at += size
        return True


def _name(data: bytes, codepage: str) -> str:
    """The long name among MAPI properties, else the short one; "" where neither can be read."""
    found: dict[int, str] = {}
    at = 4
    try:
        for _ in range(min(int.from_bytes(data[:4], "little"), 1_000)):
            kind, tag = struct.unpack_from("<HH", data, at)
            at += 4
            if tag >= 0x8000:
                at = _past_name(data, at)
            at, value = _value(data, at, kind)
            if tag in {_LONG_NAME, _SHORT_NAME}:
                text = value.decode("utf-16-le", "replace") if kind == _UNICODE else ""
                found[tag] = (text or decode(value, codepage)[0]).rstrip("\0")
    except (struct.error, KeyError):
        pass  # cut off or of no known sort: what was found so far
    return found.get(_LONG_NAME) or found.get(_SHORT_NAME) or ""


def _past_name(data: bytes, at: int) -> int:
    """Behind the GUID and the name of a named property."""
    (kind,) = struct.unpack_from("<L", data, at + 16)
    at += 20
    if kind == 0:
        return at + 4
    (length,) = struct.unpack_from("<L", data, at)
    return int(at + 4 + length + -length % 4)


def _value(data: bytes, at: int, kind: int) -> tuple[int, bytes]:
    """Behind a property's values, and the last one of variable length. Raises KeyError for a kind
    that is not known, struct.error at the end of the data."""
    many = kind & 0x1000
    kind &= 0x0FFF
    variable = kind in {_TEXT, _UNICODE, _BINARY, _OBJECT}
    number = 1
    if many or variable:
        (number,) = struct.unpack_from("<L", data, at)
        at += 4
    if not variable:
        return at + number * _FIXED[kind], b""
    value = b""
    for _ in range(min(number, 1_000)):
        (length,) = struct.unpack_from("<L", data, at)
        value = data[at + 4 : at + 4 + length]
        at += 4 + length + -length % 4
    return at, value

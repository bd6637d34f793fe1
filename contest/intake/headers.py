"""A header block, within limits: bytes in, names and raw values out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contest.intake.stretch import Stretch

ALL_BYTES = 1 << 20
"""Bytes of headers read of one mail, its parts included."""
ONE_BYTES = 64 << 10
"""Bytes read of one header."""
MOST = 5_000
"""Headers read of one block."""

KNOWN = frozenset(
    {
        *("from", "to", "cc", "subject", "date", "received", "return-path", "mime-version"),
        *("message-id", "content-type", "reply-to", "delivered-to", "sender", "dkim-signature"),
    }
)
"""Headers of which a mail has at least one."""

_STEP = 64 << 10
_END = re.compile(rb"\n\r?\n")
_FROM = re.compile(rb"(?:\xef\xbb\xbf)?>?From ")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_LINE = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields in order: lower-case name and raw value, folding still in it; ``first`` has the
    first one of each name."""

    fields: tuple[tuple[str, bytes], ...] = ()
    first: Mapping[str, bytes] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, fields: Sequence[tuple[str, bytes]]) -> Headers:
        """The headers of these fields."""
        return cls(tuple(fields), dict(reversed(fields)))

    def get(self, name: str) -> bytes | None:
        """The first header of that name."""
        return self.first.get(name)

    def all(self, name: str) -> list[bytes]:
        """Every header of that name, topmost first."""
        return [value for key, value in self.fields if key == name]

    def text(self, name: str) -> str:
        """The first header of that name as plain text, for keywords; empty where absent."""
        value = self.first.get(name)
        return " ".join(value.decode("utf-8", "replace").split()) if value else ""


@dataclass(slots=True)
class Budget:
    """What may still be read of a mail; ``exceeded`` collects what could not."""

    header_bytes: int = ALL_BYTES
    parts: int = 2_000
    depth: int = 50
    exceeded: set[str] = field(default_factory=set)


def read_headers(stretch: Stretch, budget: Budget) -> tuple[Headers, int]:
    """The headers at the beginning of ``stretch`` and the offset at which its body begins.

    A block that doesn't begin with a header line is none: the body begins at once. Raises
    OSError.
    """
    block, body = _block(stretch, budget)
    if not block.strip():
        return Headers(), body
    fields = _fields(block, budget)
    if not fields:
        return Headers(), stretch.start
    return Headers.of(fields), body


def _block(stretch: Stretch, budget: Budget) -> tuple[bytes, int]:
    """The bytes up to the first blank line, as far as the budget goes, and where they end."""
    block = bytearray()
    tail = b"\n"  # a blank first line ends an empty block
    at = stretch.start
    for piece in stretch.pieces(_STEP):
        if at == stretch.start and not _begins(piece):
            return b"", at
        window = tail + piece
        end = _END.search(window)
        fresh = piece if end is None else piece[: max(0, end.end() - len(tail))]
        room = max(0, budget.header_bytes)
        if len(fresh) > room:
            budget.exceeded.add("headers")
        block += fresh[:room]
        budget.header_bytes -= min(len(fresh), room)
        if end is not None:
            return bytes(block), at + end.end() - len(tail)
        at += len(piece)
        tail = window[-3:]
    return bytes(block), stretch.end


def _begins(piece: bytes) -> bool:
    """Whether a block of headers, or the blank line that says there are none, stands here."""
    return bool(_LINE.match(piece) or _FROM.match(piece) or piece.startswith((b"\n", b"\r\n")))


def _fields(block: bytes, budget: Budget) -> list[tuple[str, bytes]]:
    """The fields of a block, line by line where it is not as it should be."""
    fields: list[tuple[str, bytes]] = []
    at = 0
    for match in _FIELD.finditer(block):
        value = match[2]
        if match.start() != at or len(value) > ONE_BYTES or len(fields) >= MOST:
            return _lines(block, budget)
        fields.append((match[1].decode("ascii").lower(), value.strip(b" \t\r\n")))
        at = match.end()
    return fields if not block[at:].strip(b"\r\n") else _lines(block, budget)


def _lines(block: bytes, budget: Budget) -> list[tuple[str, bytes]]:
    fields: list[tuple[str, bytes]] = []
    name, value = "", bytearray()

    def close() -> None:
        if name:
            fields.append((name, bytes(value)))

    at = 0
    while at < len(block):
        end = block.find(b"\n", at) + 1 or len(block)
        line = block[at:end]
        at = end
        found = None if line[:1] in b" \t" else _LINE.match(line)
        if found is not None:
            close()
            if len(fields) >= MOST:
                budget.exceeded.add("headers")
                return fields
            name = found[1].decode("ascii").lower()
            value = bytearray(line[found.end() : found.end() + ONE_BYTES + 1])
        elif name and len(value) < ONE_BYTES:
            # A continuation, or a line whose indentation was lost on the way.
            value += line if line[:1] in b" \t\r\n" else b" " + line
        if len(value) > ONE_BYTES:
            budget.exceeded.add("header")
            del value[ONE_BYTES:]
    close()
    return [(key, text.strip(b" \t\r\n")) for key, text in fields]

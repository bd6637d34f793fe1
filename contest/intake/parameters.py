"""The parameters of Content-Type and Content-Disposition: RFC 2045, 2231, 2047 and none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from contest.intake.charsets import decode
from contest.intake.words import decode_header

USUAL = 40
"""Bytes of a header that comes again and again: text/plain; charset=utf-8."""
MOST = 500
"""Parameters read of one header; honest ones have a handful."""

_NAME = re.compile(rb"[;\s]*([^\s=;\"()]{1,80})\s*=\s*")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)(?:"|\\?\Z)', re.DOTALL)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_FOLD = re.compile(rb"\r?\n[ \t]*|\r")
_ESCAPED = re.compile(rb'\\(["\\])')


def split_value(raw: bytes) -> tuple[str, Mapping[str, bytes]]:
    """The value before the first ``;`` in lower case, and the raw parameters by lower-case name.

    Unquoted values may hold spaces (``filename=my video final.mp4``). Of two parameters of one
    name the first counts. Never raises; linear.
    """
    return _known(raw) if len(raw) <= USUAL else _split(raw)


@lru_cache(maxsize=256)
def _known(raw: bytes) -> tuple[str, Mapping[str, bytes]]:
    return _split(raw)


def _split(raw: bytes) -> tuple[str, Mapping[str, bytes]]:
    raw = _FOLD.sub(b" ", raw)
    value, _, rest = raw.partition(b";")
    parameters: dict[str, bytes] = {}
    for name, text in _pairs(rest):
        parameters.setdefault(name, text)
        if len(parameters) >= MOST:
            break
    return _bare(value), parameters


def text_of(parameters: Mapping[str, bytes], name: str) -> tuple[str | None, bool]:
    """The decoded parameter, None where absent, and whether its reading is certain.

    The forms of RFC 2231 (``name*``, ``name*0*``) win over the plain one, which may hold
    encoded words although RFC 2047 forbids it.
    """
    if extended := _extended(parameters, name):
        data, charset = extended
        return decode(data, charset)
    plain = parameters.get(name)
    if plain is None:
        return None, True
    return decode_header(plain) if b"=?" in plain else decode(plain)


def _pairs(rest: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(rest):
        found = _NAME.match(rest, at)
        if found is None:
            following = rest.find(b";", at)
            if following < 0:
                return
            at = following + 1
            continue
        name = found[1].decode("ascii", "replace").lower()
        at = found.end()
        if (quoted := _QUOTED.match(rest, at)) is not None:
            # Only \" and \\ are escapes: ..\..\x.mp4 keeps its backslashes.
            text = _ESCAPED.sub(rb"\1", quoted[1])
            at = quoted.end()
        else:
            end = rest.find(b";", at)
            end = len(rest) if end < 0 else end
            text = rest[at:end].strip()
            at = end
        yield name, text
        following = rest.find(b";", at)
        if following < 0:
            return
        # "a.mp4" size=3 without a semicolon is rare; what follows a value is skipped.
        at = following + 1


def _extended(parameters: Mapping[str, bytes], name: str) -> tuple[bytes, str | None] | None:
    """The joined sections of ``name*…`` and their charset; None where there are none."""
    if "*" not in "".join(parameters):
        return None
    sections: dict[int, tuple[bytes, bool]] = {}
    for key, text in parameters.items():
        found = _SECTION.fullmatch(key)
        if found is None or found[1] != name or (found[2] is None and found[3] is None):
            continue
        sections.setdefault(int(found[2] or 0), (text, found[3] is not None))
    if 0 not in sections:
        return None
    first, encoded = sections[0]
    charset: str | None = None
    if encoded and first.count(b"'") >= 2:
        label, _, first = first.split(b"'", 2)
        charset = label.decode("ascii", "replace")
        sections[0] = (first, encoded)
    joined = bytearray()
    for number in sorted(sections):
        text, is_encoded = sections[number]
        joined += unquote_to_bytes(text) if is_encoded else text
    if b"=?" in joined and charset is None:
        return decode_header(bytes(joined))[0].encode(), "utf-8"
    return bytes(joined), charset


def _bare(value: bytes) -> str:
    return value.decode("ascii", "replace").split("(")[0].strip().strip('"').strip().lower()

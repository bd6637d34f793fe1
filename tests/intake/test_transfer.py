"""Encodings undone in pieces: the same bytes, and the size known before."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.intake.stretch import Stretch, whole
from contest.intake.transfer import Content, _from_base64, _unescaped, decoded, head, measure

CONTENT = bytes(range(256)) * 9_000  # more than two pieces of 1 MiB


def written(tmp_path: Path, raw: bytes) -> Stretch:
    path = tmp_path / "encoded"
    path.write_bytes(raw)
    return whole(str(path))


def uuencoded(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"\nbegin 644 a.mp4\n" + b"".join(lines) + b"`\nend\n"


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("base64", base64.encodebytes(CONTENT)),
        ("base64", base64.encodebytes(CONTENT).replace(b"\n", b"\r\n")),
        ("base64", b"!".join(base64.encodebytes(CONTENT).split(b"\n"))),
        ("base64", base64.b64encode(CONTENT)),
        ("base64", base64.encodebytes(CONTENT) + b"\r\n--- \r\n"),
        ("quoted-printable", quopri.encodestring(CONTENT)),
        ("quoted-printable", b"".join(b"=%02X" % byte for byte in CONTENT)),
        ("x-uuencode", uuencoded(CONTENT)),
        ("binary", CONTENT),
        ("", CONTENT),
        ("x-unknown", CONTENT),
    ],
)
def test_content_comes_back_and_its_size_is_exact(
    tmp_path: Path, encoding: str, raw: bytes
) -> None:
    stretch = written(tmp_path, raw)
    pieces = list(decoded(stretch, encoding))
    assert b"".join(pieces) == CONTENT
    assert max(map(len, pieces)) <= 1 << 20
    assert measure(stretch, encoding) == (len(CONTENT), True)
    assert head(stretch, encoding, 200) == CONTENT[:200]


@pytest.mark.parametrize(
    ("raw", "content"),
    [(b"QUJDR", b"ABC"), (b"QUJD RA==\nlist footer", b"ABCD"), (b"=QUJD", b"")],
)
def test_broken_base64_decodes_as_far_as_it_makes_sense(
    tmp_path: Path, raw: bytes, content: bytes
) -> None:
    stretch = written(tmp_path, raw)
    assert b"".join(decoded(stretch, "base64")) == content
    assert measure(stretch, "base64") == (len(content), False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "8bit", "?"]))
def test_no_bytes_raise_and_the_size_is_what_comes_out(
    tmp_path: Path, raw: bytes, encoding: str
) -> None:
    stretch = written(tmp_path, raw)
    content = Content(stretch, encoding)
    assert measure(stretch, encoding) == (sum(map(len, content())), content.whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("AB=\n-", max_size=40), st.integers(1, 9))
def test_reading_tells_what_counting_tells(tmp_path: Path, text: str, size: int) -> None:
    stretch = written(tmp_path, text.encode())
    pieces = [text[at : at + size].encode() for at in range(0, len(text), size)]
    ended: list[bool] = []

    def told() -> Iterator[bytes]:
        ended.append((yield from _from_base64(pieces)))

    assert measure(stretch, "base64") == (len(b"".join(told())), ended[0])


@given(
    st.lists(st.sampled_from([b"From ", b">From ", b">>From x", b"\n", b"a", b"Fro", b">"])),
    st.integers(1, 9),
)
def test_text_out_of_an_mbox_is_as_it_was_put_in(parts: list[bytes], size: int) -> None:
    text = b"".join(parts)
    kept = re.sub(rb"(?m)^(>*From )", rb">\1", text)
    pieces = [kept[at : at + size] for at in range(0, len(kept), size)]
    assert b"".join(_unescaped(pieces)) == text


def test_an_attached_text_in_an_mbox_has_its_own_size(tmp_path: Path) -> None:
    stretch = Stretch(written(tmp_path, b">From me\n").path, 0, 9, escaped=True)
    assert measure(stretch, "7bit") == (8, True)
    assert b"".join(decoded(stretch, "7bit")) == b"From me\n"

"""Mails made to hurt: nothing raises, nothing is slow, nothing is loaded whole."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contest.intake import classify, strip_marker
from contest.intake.base import Received
from contest.intake.headers import Budget
from contest.intake.mail import read_mail
from contest.intake.parts import Part, read_parts
from contest.intake.scan import scan
from contest.intake.stretch import SMALL, whole
from contest.intake.terms import terms_of
from contest.rules import Rulebook

from .mails import TITLE, mail, part, read, video

TOP = b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\n"
PAGE = TOP + b"Content-Type: text/html; charset=utf-8\n\n"
VIDEO = TOP + b"Content-Type: video/mp4\nContent-Transfer-Encoding: "


def deep(number: int) -> bytes:
    return TOP + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(number)
    )


BOMBS = {
    "encoded words": b"From: a@b.c\nSubject: " + b"=?utf-8?b?5oiR?=\n " * 17_000 + b"\n\nx",
    "opened words": b"From: a@b.c\nSubject: " + b"=?utf-8?q?a" * 20_000 + b"\n\nx",
    "parameters": TOP + b"Content-Type: text/plain; " + b"a*0*=x;" * 30_000 + b"\n\nx",
    "quotes": TOP + b"Content-Type: text/plain; " + b'a="\\' * 60_000 + b"\n\nx",
    "parts": TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
    "nested parts": deep(5_000),
    "nested mails": TOP + b"Content-Type: message/rfc822\n\n" * 5_000,
    "comments": b"From: " + b"(" * 5_000 + b")" * 5_000 + b"\nDate: " + b"(" * 50_000 + b"\n\nx",
    "boundary lines": TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--\n" * 500_000,
    "headers": TOP + b"X: y\n" * 300_000 + b"\n",
    "a long header": TOP + b"X: " + b"y" * 3_000_000 + b"\n\n",
    "hops": TOP + (b"Received: by " + b"by " * 700 + b";x\n") * 400 + b"\n",
    "brackets": PAGE + b"<" * 1_000_000,
    "open tags": PAGE + b'<a href="' * 100_000,
    "comments in a page": PAGE + b"<!--" * 250_000,
    "styles": PAGE + b"<style>" * 150_000,
    "attributes": PAGE + (b"<a " + b"a='=\"" * 1_500 + b">") * 150,
    "links": PAGE + b"<a href=https://mail.qq.com/cgi-bin/ftnExs_download?k=1>x (1M, 2025" * 9_000,
    "padding": VIDEO + b"base64\n\n" + b"A=\n" * 1_000_000,
    "escapes": VIDEO + b"quoted-printable\n\n" + b"=" * 3_000_000,
    "digits": VIDEO
    + b'8bit\nContent-Disposition: attachment; filename="'
    + b"1" * 60_000
    + b'.mp4"\n\n',
    "wrote": TOP + b"\n" + (b"On " + b"wrote " * 160 + b"\n") * 300,
    "blanks": TOP + b"\n" + b" " * 900_000 + b"\n" + (b" " * 990 + b"\n") * 900,
}


def assert_whole(received: Received) -> None:
    """Sizes are exact, those of large files left to whoever reads them; the kind can be told, and
    every text can be written."""
    submission = received.submission
    arrived = sum(map(len, received.raw())) if received.raw else 0
    assert len(received.contents) == len(submission.files)
    for file, chunks in zip(submission.files, received.contents, strict=True):
        if chunks is not None:
            size = sum(map(len, chunks()))
            assert file.size == size or (file.size is None and arrived > SMALL)
    classify(submission, 0, Rulebook())
    for candidate in submission.candidates:
        rest, count = strip_marker(candidate.text)
        assert candidate.text.endswith(rest)
        assert len(rest) + count == len(candidate.text)
    repr(submission).encode("utf-8")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(tmp_path: Path, name: str) -> None:
    started = time.process_time()
    assert_whole(read(tmp_path, BOMBS[name]))
    assert time.process_time() - started < 2


def offsets(root: Part) -> list[tuple[int, int]]:
    found = [(root.body.start, root.body.end)]
    for inner in root.parts:
        found += offsets(inner)
    return found


LINES = st.sampled_from(
    [
        *(
            b"--b",
            b"--b--",
            b"--c",
            b"",
            b"\r",
            b"x",
            b"=?utf-8?B?5oiR?=",
            b"QUJD",
            b"From a 10:00",
        ),
        *(b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: message/rfc822"),
        *(b"Content-Type: multipart/digest; boundary=c", b"Content-Type: video/mp4; name=a.mp4"),
        *(
            b"Content-Transfer-Encoding: base64",
            b"Subject: x",
            b"From: a@b",
            b" folded",
            b"\xff\xfe",
        ),
        *(
            b"Content-Type: text/html",
            b'<a href="https://we.tl/x">',
            b"Content-Disposition: attachment",
        ),
    ]
)
MAILS = st.one_of(
    st.binary(max_size=2_000),
    st.lists(st.one_of(LINES, st.binary(max_size=30)), max_size=40).map(b"\n".join),
    st.lists(LINES, max_size=40).map(lambda lines: TOP + b"\r\n".join(lines)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(b"\n")
@example(b"From: a\nContent-Type: multipart/x; boundary=b\n\n--b")
@given(MAILS)
def test_no_bytes_raise_and_no_part_leaves_the_mail(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.eml"
    path.write_bytes(raw)
    stretch = whole(str(path))
    for start, end in offsets(read_parts(stretch, scan(stretch), Budget())):
        assert 0 <= start <= end <= len(raw)
    assert_whole(read_mail(stretch, None, terms_of(Rulebook(), None)))


@pytest.mark.slow
def test_a_large_attachment_is_never_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.eml"
    content = bytes(range(256)) * (50 << 12)
    path.write_bytes(mail(TITLE, part(b"hi"), video(content=content)))
    size = len(content)
    del content
    tracemalloc.start()
    received = read_mail(whole(str(path)), None, terms_of(Rulebook(), None))
    chunks = received.contents[0]
    assert chunks is not None
    assert sum(map(len, chunks())) == size
    counted = read_mail(whole(str(path)), None, terms_of(Rulebook(), None, keyed=False))
    assert counted.submission.files[0].size == size
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 << 20

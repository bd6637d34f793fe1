"""Mails as raw bytes, so that every fault of a mailer can be written down."""

from __future__ import annotations

import base64
from pathlib import Path

from contest.intake.base import Received
from contest.intake.mail import read_mail
from contest.intake.stretch import whole
from contest.intake.terms import terms_of
from contest.model import FileKind, ReceivedFile
from contest.rules import Channels, Rulebook

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(range(256)) * 4
TITLE = "【45载圳青春】-[个人]-[短视频]-[凌晨四点的印刷厂]-[周启明+印务中心]"
OWN_HOSTS = Rulebook(channels=Channels(hosts=("163.com", "coremail")))


def word(text: str, charset: str = "utf-8") -> bytes:
    """An encoded word."""
    return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(text.encode(charset)))


def mail(
    subject: bytes | str = TITLE,
    *parts: bytes,
    body: bytes = b"",
    headers: bytes = b"",
    kind: bytes = b"multipart/mixed",
) -> bytes:
    """A mail with a subject (text is written as an encoded word) and either parts or a body."""
    raw = subject if isinstance(subject, bytes) else word(subject)
    top = b"From: Zhou <zhou@163.com>\r\nSubject: %s\r\nMIME-Version: 1.0\r\n%s" % (raw, headers)
    if not parts:
        return top + b"\r\n" + body
    return top + b'Content-Type: %s; boundary="--=_b"\r\n\r\n' % kind + joined(*parts)


def joined(*parts: bytes, boundary: bytes = b"--=_b") -> bytes:
    """The inside of a multipart."""
    return (
        b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts) + b"--%s--\r\n" % boundary
    )


def part(content: bytes, kind: bytes = b"text/plain; charset=utf-8", headers: bytes = b"") -> bytes:
    """A part with its content as it is."""
    return b"Content-Type: %s\r\n%s\r\n%s" % (kind, headers, content)


def video(name: bytes = b'"a.mp4"', content: bytes = MP4, kind: bytes = b"video/mp4") -> bytes:
    """A base64 video attachment; ``name`` is written as it stands, its quotes included."""
    return part(
        base64.encodebytes(content).replace(b"\n", b"\r\n").rstrip(),
        kind,
        b"Content-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=%s\r\n" % name,
    )


def read(tmp_path: Path, raw: bytes, rules: Rulebook | None = None) -> Received:
    """The mail, received."""
    path = tmp_path / "mail.eml"
    path.write_bytes(raw)
    return read_mail(whole(str(path)), None, terms_of(rules or Rulebook(), None))


def contents(received: Received, number: int = 0) -> bytes:
    """The bytes of one file of a submission."""
    chunks = received.contents[number]
    assert chunks is not None
    return b"".join(chunks())


def link(name: str) -> ReceivedFile:
    """A video behind a link."""
    return ReceivedFile(name=name, size=None, kind=FileKind.LINK, url="https://x/", video=True)

"""Ten thousand mails that something happened to: nothing raises, nothing is slow."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest.desk.validate import Desk
from contest.intake.mail import read_mails
from contest.intake.stretch import whole
from contest.intake.terms import terms_of
from contest.rules import Rulebook

from .mails import TITLE, mail, part, video
from .test_archives import attached, tnef, zipped

NUMBER = 10_000
LARGEST = 60_000
INBOX = Path(__file__).parents[2] / "submissions"
CORPUS = Path(__file__).parents[3] / "shared/corpus/mail"
PIECES = [
    *(b"=?", b"?=", b"=?gb2312?B?", b"--", b"\r\n\r\n", b"\n", b"\0", b"\xff", b";", b'"', b"%"),
    *(b"boundary=", b"multipart/mixed", b"message/rfc822", b"name*0*=", b"base64", b"+0800"),
    *(b"<", b">", b":", b'<a href="https://mail.qq.com/cgi-bin/ftnExs_download?k=1">', b"PK\5\6"),
]


def whole_mails() -> list[bytes]:
    """What is mutated: the samples, mails with archives, and other people's where they lie."""
    found = [
        mail(TITLE, part(b"x"), attached("a.zip", zipped({"b.mp4": b"x" * 5000}))),
        mail(TITLE, attached("winmail.dat", tnef("a.mp4", b"x" * 500), b"application/ms-tnef")),
        mail(TITLE, part(mail(TITLE, video()).replace(b"_b", b"_c"), b"message/rfc822")),
    ]
    for folder in (INBOX, CORPUS):
        paths = sorted(path for path in folder.rglob("*") if path.suffix in (".eml", ".txt"))
        found += [p.read_bytes() for p in paths if 0 < p.stat().st_size < LARGEST]
    return found


def mutants(number: int) -> Iterator[bytes]:
    """Mails with bytes changed, cut out, doubled, or put in from elsewhere; always the same."""
    chance = random.Random(7)  # noqa: S311  # a reproducible sample, no secret
    mails = whole_mails()
    for _ in range(number):
        data = bytearray(chance.choice(mails))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(6):
                case 0:
                    data[at:at] = chance.choice(PIECES)
                case 1:
                    del data[at : at + chance.randint(1, 200)]
                case 2:
                    other = chance.choice(mails)
                    start = chance.randrange(len(other))
                    data[at:at] = other[start : start + chance.randint(1, 500)]
                case 3:
                    data[at:at] = bytes(data[at : at + 100]) * chance.randint(1, 5)
                case 4 if at > 50:
                    del data[at:]
                case _:
                    data[at : at + 1] = bytes([chance.randrange(256)])
        yield bytes(data)


@pytest.mark.slow
def test_no_mutant_raises_or_holds_up_the_others(tmp_path: Path) -> None:
    terms = terms_of(Rulebook(), None)
    desk = Desk.of(Rulebook())
    path = tmp_path / "mutant.eml"
    for number, data in enumerate(mutants(NUMBER)):
        path.write_bytes(data)
        started = time.process_time()
        for received in read_mails(whole(str(path)), None, terms):
            for work in desk.works(received):
                repr(desk.examiner.judge(desk.case(work.submission))).encode()
            for chunks in received.contents:
                for _ in chunks() if chunks else ():
                    pass
        terms.scratch.clear()
        assert time.process_time() - started < 2, number
    assert [found.name for found in tmp_path.iterdir()] == ["mutant.eml"]

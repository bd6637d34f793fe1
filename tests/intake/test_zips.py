"""Zips of mails."""

from __future__ import annotations

import zipfile
from pathlib import Path

from contest.intake import Received, Unreadable, receive
from contest.intake.archives import DAMAGED, LIMITS
from contest.intake.base import Item
from contest.rules import Rulebook

from .mails import MP4, TITLE, mail, video

MARK = b"From a@b.c Mon Aug 25 23:58:10 2025\n"


def items(path: Path) -> list[Item]:
    return list(receive([str(path)], stdin=None, given=None, rules=Rulebook()))


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_every_mail_of_a_zip_is_read(tmp_path: Path) -> None:
    box = MARK + mail("三") + b"\n" + MARK + mail("四")
    path = zipped(
        tmp_path / "in.zip",
        {
            "收件/一.eml": mail("一", video()),
            "../二.eml": mail("二"),
            "箱.mbox": box,
            "a.txt": b"x",
        },
    )
    seen = []
    for item in receive([str(path)], stdin=None, given=None, rules=Rulebook()):
        assert isinstance(item, Received)
        seen.append((item.submission.part, item.submission.signals.subject))
        assert item.submission.source == str(path)
        if item.contents:
            assert item.contents[0] is not None
            assert b"".join(item.contents[0]()) == MP4
    assert seen == [
        ("收件/一.eml", "一"), ("../二.eml", "二"), ("箱.mbox/1", "三"), ("箱.mbox/2", "四"),
    ]  # fmt: skip


def test_a_mail_is_the_same_in_a_zip(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(TITLE))
    (alone,) = items(tmp_path / "a.eml")
    (packed,) = items(zipped(tmp_path / "in.zip", {"b.eml": mail(TITLE)}))
    assert isinstance(alone, Received)
    assert isinstance(packed, Received)
    assert alone.submission.key == packed.submission.key


def test_a_zip_without_mails_is_no_source(tmp_path: Path) -> None:
    (item,) = items(zipped(tmp_path / "a.zip", {"a.txt": b"x"}))
    assert isinstance(item, Received)
    assert [fault.code for fault in item.submission.faults] == ["S102"]
    found = items(tmp_path)
    assert not any(isinstance(item, Received) for item in found)


def test_a_broken_zip_stops_nothing(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.eml": mail("一", b"x" * 9000), "b.eml": mail("二")})
    data = bytearray(whole.read_bytes())
    data[60:80] = bytes(20)
    (tmp_path / "broken.zip").write_bytes(data)
    damaged, other = items(tmp_path / "broken.zip")
    assert isinstance(damaged, Unreadable)
    assert damaged == Unreadable(f"{tmp_path / 'broken.zip'}/a.eml", DAMAGED)
    assert isinstance(other, Received)
    (tmp_path / "none.zip").write_bytes(b"PK\x03\x04 no zip")
    assert items(tmp_path / "none.zip") == [Unreadable(str(tmp_path / "none.zip"), DAMAGED)]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"a.eml": mail(TITLE) + bytes(60 << 20)})
    assert items(path) == [Unreadable(str(path), LIMITS)]

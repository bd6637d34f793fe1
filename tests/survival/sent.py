"""Mails with videos, and what a contest's folder must hold of them."""

from __future__ import annotations

import base64
import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from intake.mails import MP4, mail, part, video

from survival.runs import run

TITLE = "[个人]-[短视频]-[微光]-[张三+编辑部]"


def fresh(path: Path, rules: Path) -> Path:
    """A contest folder in which nothing was recorded, whatever was there before."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    shutil.copy(rules, path)
    return path


def film(size: int, seed: bytes = b"") -> bytes:
    """Bytes that can't be packed, which begin like a video."""
    return MP4[:24] + hashlib.shake_128(seed).digest(size - 24)


def work(content: bytes, title: str = TITLE) -> bytes:
    """A mail that brings such a video."""
    return mail(title, part(b"hi"), video(content=content))


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def nested(inner: bytes) -> bytes:
    """A mail passed on as an attachment that is encoded, so that it must be decoded to be read."""
    headers = b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n"
    return part(base64.encodebytes(inner), b"message/rfc822; name=a.eml", headers)


@dataclass(frozen=True)
class Sent:
    """A mail in a file, and the SHA-256 of the video that it brings."""

    path: Path
    video: str

    @classmethod
    def by(cls, path: Path, raw: bytes, content: bytes) -> Sent:
        """Write the mail."""
        path.write_bytes(raw)
        return cls(path, hashlib.sha256(content).hexdigest())


def assert_sound(folder: Path) -> None:
    """Every kept file is whole, nothing half-made lies about, and so is the ledger, as a program
    that opens it next would find it."""
    for path in folder.glob("files/**/*"):
        if path.is_file():
            assert path.name == digest(path)
            assert path.parent == folder / "files" / path.name[:2]
    assert not list(folder.glob("works/.*"))
    seen = folder.with_name("seen")  # a copy: to open a ledger is to mend it
    shutil.rmtree(seen, ignore_errors=True)
    seen.mkdir()
    for path in folder.glob("contest.db*"):
        shutil.copy(path, seen)
    with closing(sqlite3.connect(seen / "contest.db")) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert ledger.execute("PRAGMA foreign_key_check").fetchall() == []
    shutil.rmtree(seen)


def assert_recorded(folder: Path, sent: Sent) -> None:
    """The mail is an entry with its video, whose bytes are here and shown in works/."""
    with closing(sqlite3.connect(folder / "contest.db")) as ledger:
        found = ledger.execute(
            "SELECT f.sha256 FROM submissions s JOIN submission_files f "
            "ON f.submission = s.id JOIN entries e ON e.current = s.id WHERE s.raw = ? AND f.video",
            [digest(sent.path)],
        ).fetchall()
    assert found == [(sent.video,)]
    kept = folder / "files" / sent.video[:2] / sent.video
    assert [p.resolve() for p in (folder / "works").iterdir()].count(kept.resolve()) == 1
    assert digest(folder / "files" / digest(sent.path)[:2] / digest(sent.path)) == digest(sent.path)
    assert_sound(folder)


def assert_completes(folder: Path, sent: Sent, tmp: Path | None = None) -> None:
    """The next run, with room, records the mail."""
    again = run("--dir", folder, "track", sent.path, tmp=tmp)
    assert again.code in {0, 1}, again.err
    assert again.err == ""
    assert_recorded(folder, sent)

"""What is left of several mails that are passed on in one."""

from __future__ import annotations

from pathlib import Path

from intake.mails import MP4, mail, part, video

from survival.runs import run
from survival.sent import TITLE, assert_sound, fresh, nested


def test_two_mails_that_are_passed_on_encoded_are_two_entries(tmp_path: Path, rules: Path) -> None:
    folder = fresh(tmp_path / "c", rules)
    works = [TITLE.replace("微光", name) for name in ("微光", "等风来")]
    inner = [nested(mail(title, video(content=MP4 + title.encode()))) for title in works]
    (tmp_path / "a.eml").write_bytes(mail(b"Fw: x", part(b"hi"), *inner))
    done = run("--dir", folder, "track", tmp_path / "a.eml", "--format", "json")
    assert done.code in {0, 1}, done.err
    assert done.json()["summary"]["recorded"] == 2
    assert_sound(folder)

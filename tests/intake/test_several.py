"""One mail with five works and a table."""

from __future__ import annotations

from pathlib import Path

from contest.intake.base import Received
from contest.intake.several import split as split_by

from .mails import MP4, contents, mail, part, read, video, word


def is_title(text: str) -> bool:
    return text.startswith("【")


def split(received: Received) -> tuple[Received, ...]:
    return split_by(received, is_title, lambda values: f"【{values['work']}】", {})


def sent(tmp_path: Path, subject: str, *names: str) -> Received:
    table = part(b"PK", b"application/zip; name=table.xlsx")
    videos = [video(b'"' + word(name) + b'"', MP4 + name.encode()) for name in names]
    return read(tmp_path, mail(subject, part(b"5"), *videos, table))


def test_every_video_becomes_a_work_with_the_table(tmp_path: Path) -> None:
    received = sent(tmp_path, "报送参赛作品3件", "【甲】.mp4", "【乙】.mp4", "IMG_1.mp4")
    works = split(received)
    key = received.submission.key
    assert [work.submission.part for work in works] == ["【甲】.mp4", "【乙】.mp4", "IMG_1.mp4"]
    assert [work.submission.key for work in works] == [f"{key}:1", f"{key}:2", f"{key}:3"]
    assert [item.text for item in works[1].submission.candidates] == ["【乙】"]
    assert [file.name for file in works[1].submission.files] == ["【乙】.mp4", "table.xlsx"]
    assert contents(works[1], 0) == MP4 + "【乙】.mp4".encode()
    assert contents(works[1], 1) == b"PK"


def test_a_title_in_the_subject_means_one_work(tmp_path: Path) -> None:
    received = sent(tmp_path, "【全】", "【甲】.mp4", "【乙】.mp4")
    assert split(received) == (received,)


def test_one_title_among_the_names_means_one_work(tmp_path: Path) -> None:
    received = sent(tmp_path, "投稿", "【甲】.mp4", "花絮.mp4")
    assert split(received) == (received,)

"""Videos that came without a mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import Outcome, contest
from small_mails import VIDEO

TITLE = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"
MAIL = f"From: a@b.cn\nSubject: {TITLE}\nDate: Mon, 25 Aug 2025 12:00:00 +0800\n\nx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert contest("init", tmp_path / "c").code == 0
    return tmp_path / "c"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / f"{TITLE}.mp4").write_bytes(VIDEO)
    return tmp_path / "stick"


def add(folder: Path, *arguments: str | Path) -> Outcome:
    return contest("--dir", folder, "entries", "add", *arguments, "--format", "json")


def test_a_video_from_a_stick_becomes_an_entry(folder: Path, stick: Path) -> None:
    outcome = add(folder, stick, "--by", "陈编辑", "--received", "2025-08-25T20:00")
    (result,) = outcome.json()["results"]
    assert outcome.json()["command"] == "entries add"
    assert (result["entry"], result["channel"], result["title"]) == (1, "file", TITLE)
    assert result["sender"] == {"name": "陈编辑", "address": ""}
    assert result["received_at"] == "2025-08-25T20:00:00+08:00"
    assert result["received_by"] == "given"
    assert len(result["media"]) == 1


def test_what_is_handed_in_late_is_late(folder: Path, stick: Path) -> None:
    outcome = add(folder, stick, "--by", "陈编辑", "--received", "2025-08-26T00:00:01")
    (result,) = outcome.json()["results"]
    assert (result["verdict"], result["late_by"]) == ("returned", 1)
    assert outcome.code == 1


def test_without_a_time_no_deadline_is_looked_at(folder: Path, stick: Path) -> None:
    (result,) = add(folder, stick, "--by", "陈编辑").json()["results"]
    assert (result["received_at"], result["late_by"]) == (None, None)


def test_adding_it_again_changes_nothing(folder: Path, stick: Path) -> None:
    add(folder, stick, "--by", "陈编辑")
    summary = add(folder, stick, "--by", "陈编辑").json()["summary"]
    assert (summary["recorded"], summary["unchanged"]) == (0, 1)


def test_mails_among_the_videos_are_passed_over(folder: Path, stick: Path) -> None:
    (stick / "a.eml").write_text(MAIL, "utf-8")
    outcome = add(folder, stick, "--by", "陈编辑")
    assert [result["channel"] for result in outcome.json()["results"]] == ["file"]
    assert "1 other file was passed over (eml)." in outcome.err


def test_who_handed_it_in_must_be_said(folder: Path, stick: Path) -> None:
    outcome = add(folder, stick)
    assert outcome.code == 2
    assert "--by" in outcome.err


def test_what_is_not_there_is_told(folder: Path, stick: Path) -> None:
    outcome = add(folder, stick, stick / "missing.mp4", "--by", "陈编辑")
    assert outcome.code == 2
    assert len(outcome.json()["results"]) == 1


def test_an_entry_shows_where_its_title_was_found(folder: Path, stick: Path) -> None:
    add(folder, stick, "--by", "陈编辑")
    assert "title from: file" in contest("--dir", folder, "entries", "show", "1").out


def test_an_entry_shows_why_a_mail_was_taken_for_what_it_is(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/1.eml").write_text(MAIL, "utf-8")
    (tmp_path / "inbox/2.eml").write_text(MAIL.replace(TITLE, f"撤回参赛作品 {TITLE}"), "utf-8")
    contest("--dir", folder, "track", tmp_path / "inbox")
    assert "withdrawal (words:撤回)" in contest("--dir", folder, "entries", "show", "1").out

"""Which version of a work counts, and what never takes its place."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import INBOX, REPOSITORY, contest, environment
from small_mails import VIDEO, write

TITLE = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contest("init", tmp_path / "c")
    return tmp_path / "c"


@pytest.fixture
def video() -> bytes:
    """A whole video out of the sample inbox."""
    from contest.intake import Received, receive
    from contest.rules import Rulebook

    source = str(INBOX / "001-perfect.eml")
    (item,) = receive([source], stdin=None, given=None, rules=Rulebook())
    assert isinstance(item, Received)
    content = item.contents[0]
    assert content is not None
    return b"".join(content())


def track(folder: Path, *sources: Path) -> list[dict[str, Any]]:
    document = contest("--dir", folder, "track", *sources, "--format", "json").json()
    results: list[dict[str, Any]] = document["results"]
    return results


def entry(folder: Path) -> dict[str, Any]:
    (found,) = contest("--dir", folder, "entries", "list", "--format", "json").json()["results"]
    assert isinstance(found, dict)
    return found


def codes(result: dict[str, Any]) -> list[str]:
    return [f["code"] for f in result["findings"]]


def test_a_mail_without_a_video_never_takes_the_video_away(
    folder: Path, tmp_path: Path, video: bytes
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=video))
    late = "Mon, 18 Aug 2025 11:00:00 +0800"
    (result,) = track(folder, write(tmp_path, "2", TITLE, body="补充：电话 1", received=late))
    assert codes(result) == ["S209"]
    assert result["verdict"] == "review"
    found = entry(folder)
    assert (found["status"], found["received_at"][11:13]) == ("accepted", "10")
    assert len(list((folder / "works").iterdir())) == 1


def test_a_broken_version_waits_and_the_whole_one_stays(
    folder: Path, tmp_path: Path, video: bytes
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=video))
    later = "Mon, 18 Aug 2025 11:00:00 +0800"
    half = video[: len(video) // 2]
    track(folder, write(tmp_path, "2", TITLE, video=half, received=later))
    found = entry(folder)
    assert (found["status"], found["versions"]) == ("review", 2)
    assert found["received_at"][11:13] == "10"


def test_another_sender_s_version_waits_for_a_person(
    folder: Path, tmp_path: Path, video: bytes
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=video))
    (result,) = track(folder, write(tmp_path, "2", TITLE, sender="b@other.example", video=VIDEO))
    assert "S210" in codes(result)
    found = entry(folder)
    assert found["status"] == "review"
    assert found["media"][0]["duration"] == 2.0


def test_a_question_under_the_entry_s_title_is_a_question(
    folder: Path, tmp_path: Path, video: bytes
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=video))
    asked = write(
        tmp_path,
        "2",
        f"Re: {TITLE}",
        body="请问收到了吗？",
        headers="In-Reply-To: <1@press.example>\r\n",
    )
    (result,) = track(folder, asked)
    assert (result["kind"], result["verdict"]) == ("question", None)
    assert entry(folder)["status"] == "accepted"


def test_rules_under_which_an_entry_is_none_leave_it_to_a_person(
    folder: Path, tmp_path: Path
) -> None:
    source = write(tmp_path, "1", "[个人]-[短视频]", body="请问格式对吗？")
    track(folder, source)
    assert entry(folder)["status"] == "returned"
    rules = folder / "contest.toml"
    text = rules.read_text(encoding="utf-8")
    other = text.replace("短视频", "丙类影片").replace("个人", "甲乙丙丁")
    rules.write_text(other, encoding="utf-8")
    (result,) = track(folder, source)
    assert (result["kind"], result["verdict"]) == ("question", None)
    assert entry(folder)["status"] == "review"


def test_a_probe_that_was_killed_is_done_again(folder: Path, tmp_path: Path, video: bytes) -> None:
    source = write(tmp_path, "1", TITLE, video=video)
    track(folder, source)
    with sqlite3.connect(folder / "contest.db") as connection:
        connection.execute("""UPDATE media SET faults = '[{"code": "M118", "args": {}}]'""")
        connection.execute("INSERT INTO pen (act) SELECT max(id) FROM acts")
        connection.execute(
            "INSERT INTO findings (submission, position, file, code, severity, aspect, args) "
            "SELECT 1, 9, sha256, 'M118', 'review', 'material', '{}' FROM media"
        )
        connection.execute("DELETE FROM pen")
    (result,) = track(folder, source)
    assert {f["severity"] for f in result["media"][0]["findings"]} <= {"info"}
    assert entry(folder)["status"] == "accepted"


def test_a_file_under_a_corrected_name_is_a_new_submission(folder: Path, tmp_path: Path) -> None:
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    original = next((folder / "works").iterdir())
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(original, stick / "个人-短视频.mp4")
    other = tmp_path / "other"
    contest("init", other)
    (wrong,) = track(other, stick)
    assert wrong["verdict"] == "returned"
    (stick / "个人-短视频.mp4").rename(stick / "[个人]-[短视频]-[微光]-[张三+编辑部].mp4")
    (right,) = track(other, stick)
    assert (right["verdict"], right["fields"]["work"]) == ("accepted", "微光")


def test_a_reader_that_leaves_does_not_stop_the_main_job(folder: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "--dir", str(folder), "track", str(INBOX)],
        cwd=REPOSITORY,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    said = program.stderr.read()
    assert program.wait(timeout=60) == 1
    assert b"Traceback" not in said
    summary = contest("--dir", folder, "track", INBOX, "--format", "json").json()["summary"]
    assert summary["recorded"] == 0


@pytest.mark.parametrize("command", [["validate", "--title", "x"], ["--version"], ["--help"]])
def test_a_closed_or_full_output_is_no_bug(command: list[str]) -> None:
    for redirection in (">&-", ">/dev/full"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m contest "$@" {redirection}', sys.executable, *command],
            cwd=REPOSITORY,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1, 2}
        assert "Traceback (most recent call last)" not in done.stderr


def test_changed_rules_are_said_on_the_board(folder: Path) -> None:
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    assert "contest.toml" not in contest("--dir", folder, "track").out
    rules = folder / "contest.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("short_side = 720", "short_side = 1080"), encoding="utf-8")
    assert "contest.toml" in contest("--dir", folder, "track").out


def test_an_award_on_an_entry_that_is_no_longer_accepted_is_said(folder: Path) -> None:
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    contest("--dir", folder, "awards", "grant", "1", "一等奖")
    rules = folder / "contest.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace('"2025-08-25"', '"2025-08-01"'), encoding="utf-8")
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    said = contest("--dir", folder, "awards", "list").err
    assert "一等奖" in said
    assert "returned" in said


def test_the_entries_are_found_by_sender_and_by_status(folder: Path) -> None:
    contest("--dir", folder, "track", INBOX)
    listed = contest("--dir", folder, "entries", "list", "--status", "review", "--format", "json")
    assert {e["status"] for e in listed.json()["results"]} == {"review"}
    found = contest("--dir", folder, "entries", "list", "from:longgang@press", "--format", "json")
    assert len(found.json()["results"]) == 5

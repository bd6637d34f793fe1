"""contest open: only what was measured as a video and is called one is handed to a player."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from running import INBOX, Outcome, contest

VIDEO = next(iter(sorted((INBOX).glob("*-old-street.eml"))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track", VIDEO)
    return tmp_path / "c"


def call(folder: Path, *arguments: str, **env: str) -> Outcome:
    return contest("--dir", folder, "--lang", "en", "open", *arguments, env=env)


def test_where_it_lies(folder: Path) -> None:
    (line,) = call(folder, "1", "--print").out.splitlines()
    assert Path(line).parent == folder / "works"
    assert Path(line).resolve().stat().st_size > 1000


def test_the_machine_s_opener_gets_it(folder: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("xdg-open", "open", "wslview"):
        (tools / name).write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
        (tools / name).chmod(0o700)
    assert call(folder, "1", PATH=f"{tools}:{os.environ['PATH']}").code == 0
    for _ in range(100):
        if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text():
            break
        time.sleep(0.05)
    opened = Path((tmp_path / "opened").read_text())
    assert opened.parent == folder / "works"
    assert opened.suffix == ".mp4"


def test_what_is_no_video_is_opened_by_nobody(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "[个人]-[短视频]-[微光]-[张三+编辑部].mp4"
    script.write_text("#!/bin/sh\ntouch harm\n")
    contest("--dir", folder, "track", script)
    done = call(folder, "2", "--print")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: Entry 2 has no video that can be played.\n"


def test_without_an_opener_it_says_so(folder: Path, tmp_path: Path) -> None:
    done = call(folder, "1", PATH=str(tmp_path))
    assert done.code == 2
    assert "--print" in done.err


def test_out_of_the_contest_needs_a_reason(folder: Path) -> None:
    out = ("--dir", folder, "--lang", "en", "entries", "disqualify", "1")
    assert contest(*out).code == 2
    done = contest(*out, "--reason", "抄袭")
    assert done.err == "Entry 1 is disqualified.\n"
    assert not list((folder / "works").iterdir())

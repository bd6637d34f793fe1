"""What a terminal gets, and what a file gets while stderr is a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from running import INBOX, contest, environment, on_a_terminal


def test_progress_goes_to_the_terminal_and_every_result_into_the_file(tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    piped = contest("--dir", tmp_path / "c", "track", INBOX, "--format", "jsonl", "--dry-run").out
    out = tmp_path / "results.jsonl"
    seen = on_a_terminal("--dir", tmp_path / "c", "track", INBOX, "--format", "jsonl", out=out)
    assert out.read_text(encoding="utf-8").count("\n") == piped.count("\n") == 66
    assert "submissions/posts.csv" in seen
    assert '"verdict"' not in seen


def test_a_terminal_sees_carets_and_colours() -> None:
    seen = on_a_terminal("validate", "--title", "[个人]-[微视频]-[微光]-[张三+编辑部]")
    assert "\x1b[" in seen
    assert "^^^^^^" in seen


def test_a_terminal_is_not_told_what_is_well_unless_asked() -> None:
    good = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"
    call = ("validate", "--title", good, "--title", "[个人]-[微视频]-[微光]-[张三+编辑部]")
    assert good not in on_a_terminal(*call)
    assert good in on_a_terminal("-v", *call)


def test_the_corrected_title_stands_alone_on_its_line() -> None:
    seen = on_a_terminal("validate", "--title", "[个人]—[短片]—[微光]—[张三+编辑部]", NO_COLOR="1")
    lines = [re.sub(r"\x1b\[\d*m", "", line) for line in seen.splitlines()]
    assert "[个人]-[短视频]-[微光]-[张三+编辑部]" in lines


def test_no_color_beats_the_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "contest", "validate", "--title", "[个人]"],
        cwd=tmp_path,
        env=environment(TERM="xterm", NO_COLOR="1"),
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 1
    assert "\x1b[3" not in seen
    assert "^" in seen


def test_the_board_shares_a_column_on_a_narrow_terminal(tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track", INBOX / "001-perfect.eml")
    assert "F E M F" in on_a_terminal("--dir", tmp_path / "c", "track")
    assert "F E M F" not in contest("--dir", tmp_path / "c", "track").out

"""Exit codes 0, 1, 2, 3 and 130, and what is said with them."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from running import INBOX, REPOSITORY, contest, environment

GOOD = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"


def test_clean_is_0() -> None:
    outcome = contest("validate", "--title", GOOD)
    assert (outcome.code, outcome.err) == (0, "")


def test_a_finding_is_1() -> None:
    assert contest("validate", "--title", "[个人]-[短视频]-[微光]-[张三]").code == 1


def test_a_repaired_title_is_0() -> None:
    outcome = contest("validate", "--title", "个人－短视频－微光－张三＋编辑部")
    assert outcome.code == 0
    assert "T107" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validate"], "SOURCE"),
        (["probe"], "FILE"),
        (["nosuch"], "nosuch"),
        (["vaildate"], "validate"),
        (["validate", "--nosuch"], "--nosuch"),
        (["validate", "absent.eml"], "absent.eml"),
        (["probe", "absent.mp4"], "absent.mp4"),
        (["--dir", "absent", "track"], "contest init"),
        (["explain", "T999"], "T999"),
        (["entries", "show", "x"], "contest init"),
        (["validate", "--title", GOOD, "--received", "tomorrow"], "tomorrow"),
        (["validate", "--title", GOOD, "--format", "yaml"], "yaml"),
    ],
)
def test_what_the_organiser_must_fix_is_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    outcome = contest(*arguments, cwd=tmp_path)
    assert outcome.code == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_track_outside_a_contest_is_2(tmp_path: Path) -> None:
    outcome = contest("track", INBOX, cwd=tmp_path)
    assert outcome.code == 2
    assert "contest init" in outcome.err


def test_2_beats_1_after_all_the_others_were_done(tmp_path: Path) -> None:
    bad = tmp_path / "title.txt"
    bad.write_text("[个人]\n")
    outcome = contest("validate", tmp_path / "absent.eml", bad, "--format", "json")
    assert outcome.code == 2
    assert outcome.json()["summary"]["returned"] == 1


def test_a_bug_is_3_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import contest.checks.weigh as v\n"
        "def broken(*a): raise ZeroDivisionError('made by the test')\n"
        "v.verdict = broken\n"
    )
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
    outcome = contest("validate", "--title", GOOD, env={"PYTHONPATH": path})
    assert outcome.code == 3
    assert "made by the test" in outcome.err
    assert "bug" in outcome.err


def test_ctrl_c_is_130_and_leaves_no_worker(tmp_path: Path) -> None:
    contest("init", tmp_path)
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "--dir", str(tmp_path), "track", str(INBOX), "-"],
        cwd=REPOSITORY,
        env=environment(),
        stdin=subprocess.PIPE,  # never closed: after the inbox the program waits for titles
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _wait_until(lambda: _recorded(tmp_path) > 60)
    workers = _children(program.pid)
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert b"Traceback" not in err
    assert workers, "the test came too late to see any worker"
    _wait_until(lambda: not any(map(_alive, workers)))


def _recorded(folder: Path) -> int:
    files = folder / "files"
    return len(list(files.glob("*/*"))) if files.exists() else 0


def _wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came so far"
        time.sleep(0.05)


def _children(parent: int) -> list[int]:
    """The processes that ``parent`` has started."""
    ps = shutil.which("ps") or "/bin/ps"
    found = subprocess.run(
        [ps, "-eo", "pid,ppid"], capture_output=True, text=True, check=True
    ).stdout
    pairs = (line.split() for line in found.splitlines()[1:])
    return [int(pid) for pid, ppid in pairs if int(ppid) == parent]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_reader_that_stops_early_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "validate", str(INBOX), "--format", "jsonl"],
        cwd=REPOSITORY,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    err = program.stderr.read()
    program.wait(timeout=60)
    assert b"Traceback" not in err


def test_the_folder_and_what_is_in_it_are_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX / "001-perfect.eml")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]
    assert len(kept) >= 4
    assert {stat.S_IMODE(p.stat().st_mode) for p in kept} == {0o600}

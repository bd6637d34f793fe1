"""What is left when a signal comes, wherever the program is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from intake.mails import mail
from running import REPOSITORY

from survival.runs import Run, family, run, variables
from survival.sent import Sent, assert_completes, assert_sound, film, fresh, nested, work


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Sent]]:
    """A mail of 100 MB, and one that passes it on, encoded."""
    folder = tmp_path_factory.mktemp("large")
    content = film(75 << 20)
    raw = work(content)
    assert len(raw) > 100_000_000
    yield {
        "as it is": Sent.by(folder / "a.eml", raw, content),
        "passed on": Sent.by(folder / "b.eml", mail(b"Fw: x", nested(raw)), content),
    }
    shutil.rmtree(folder)  # pytest would keep it


def _weight(*paths: Path) -> int:
    """Bytes of these files together, of those that are still there."""
    sizes = []
    for path in paths:
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            continue
    return sum(sizes)


def _kept(folder: Path) -> int:
    return len(list(folder.glob("files/??/*")))


MOMENTS: Mapping[str, Callable[[Path, Path], bool]] = {
    "the mail": lambda folder, _: _weight(*folder.glob("files/.part-*")) > 20e6,
    "its video": lambda folder, _: (
        _kept(folder) == 1 and _weight(*folder.glob("files/.part-*")) > 20e6
    ),
    "measuring": lambda folder, tmp: _kept(folder) == 2 and len(family(tmp)) > 1,
    "decoding": lambda _, tmp: _weight(*tmp.glob("contest-*/*")) > 20e6,
}
"""What the program is in the middle of."""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_of_a_large_mail(
    tmp_path: Path,
    rules: Path,
    elsewhere: Path,
    large: Mapping[str, Sent],
    moment: str,
    number: signal.Signals,
    code: int,
) -> None:
    sent = large["passed on" if moment == "decoding" else "as it is"]
    folder = fresh(tmp_path / "c", rules)
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "--dir", str(folder), "track", str(sent.path)],
        cwd=REPOSITORY,
        env=variables(TMPDIR=str(elsewhere)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not MOMENTS[moment](folder, elsewhere):
        assert program.poll() is None, "it was done before the signal came"
        time.sleep(0.001)
    program.send_signal(number)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (code, b""), err
    assert b"Traceback" not in err
    assert family(elsewhere) == {}
    assert not list(elsewhere.iterdir())
    assert_sound(folder)
    assert_completes(folder, sent, elsewhere)
    shutil.rmtree(folder)


AT_A_CALL = """
import os, signal, {module}
real = {owner}
def stopped(*given, **named):
    if {before}: os.kill(os.getpid(), signal.SIGINT)
    done = real(*given, **named)
    if not {before}: os.kill(os.getpid(), signal.SIGINT)
    return done
{owner} = stopped
"""
ONCE_THERE = """
import glob, os, signal, sys
def watch(frame, event, called):
    if event == "c_return" and called.__name__ in ("open", "mkdir") and glob.glob({pattern!r}):
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(watch)
"""
"""Ctrl-C right before or right after a function does its work; the moment that a path is there, as
when the system is just making it. The program runs this before anything of its own."""


Interrupted = Callable[[Sent, str], tuple[Path, Run]]


@pytest.fixture
def interrupted(tmp_path: Path, rules: Path, elsewhere: Path) -> Interrupted:
    """Runs the program on a mail with one of these scripts; the folder and what came of it."""
    folder = fresh(tmp_path / "c", rules)

    def stop(sent: Sent, script: str) -> tuple[Path, Run]:
        (tmp_path / "sitecustomize.py").write_text(script)
        path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
        command = ("--dir", folder, "track", sent.path)
        done = run(*command, env={"PYTHONPATH": path}, tmp=elsewhere)
        assert done.code == 130, done.err
        assert done.out == ""
        return folder, done

    return stop


SETTLING = AT_A_CALL.format(module="os", owner="os.fsync", before=False)


def test_ctrl_c_where_bytes_are_settled(
    interrupted: Interrupted, elsewhere: Path, small_mail: Sent
) -> None:
    folder, _ = interrupted(small_mail, SETTLING)
    assert_sound(folder)
    assert not list(elsewhere.iterdir())
    assert_completes(folder, small_mail)


def test_ctrl_c_is_told(interrupted: Interrupted, small_mail: Sent) -> None:
    _, done = interrupted(small_mail, SETTLING)
    assert "Stopped. What was recorded so far is safe." in done.err


def test_ctrl_c_before_a_worker_has_started(interrupted: Interrupted, small_mail: Sent) -> None:
    script = AT_A_CALL.format(module="threading", owner="threading.Thread.start", before=True)
    folder, _ = interrupted(small_mail, script)
    assert_completes(folder, small_mail)


def test_ctrl_c_while_a_half_file_is_begun(
    tmp_path: Path, interrupted: Interrupted, small_mail: Sent
) -> None:
    pattern = str(tmp_path / "c" / "files" / ".part-*")
    folder, _ = interrupted(small_mail, ONCE_THERE.format(pattern=pattern))
    assert_sound(folder)


def test_ctrl_c_while_a_folder_for_temporary_files_is_made(
    interrupted: Interrupted, elsewhere: Path, passed_on: Sent
) -> None:
    interrupted(passed_on, ONCE_THERE.format(pattern=str(elsewhere / "contest-*")))
    assert not list(elsewhere.iterdir())

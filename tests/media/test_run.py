"""The runner of command lines: limits, full pipes, foreign bytes, Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from contest.errors import ToolError
from contest.media.run import run


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_command_ends_with_its_code_and_its_words() -> None:
    ran = run(
        python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"), seconds=30
    )
    assert (ran.returncode, ran.stdout, ran.stderr, ran.timed_out) == (3, "out\n", "err\n", False)
    assert not ran.ok


def test_a_flood_of_words_neither_blocks_nor_fills_the_memory() -> None:
    ran = run(
        python("import sys; sys.stderr.write('x' * 5_000_000 + 'end'); sys.exit(0)"), seconds=60
    )
    assert ran.ok
    assert ran.stderr.endswith("end")
    assert len(ran.stderr) <= 1 << 20


def test_bytes_of_another_encoding_are_replaced() -> None:
    ran = run(python("import os; os.write(2, b'\\xb9\\xe2')"), seconds=30)
    assert ran.stderr == "\ufffd\ufffd"


def test_its_input_is_closed() -> None:
    assert run(python("import sys; print(repr(sys.stdin.read()))"), seconds=30).stdout == "''\n"


def test_the_time_is_limited() -> None:
    ran = run(python("import time; time.sleep(600)"), seconds=0.1)
    assert ran.timed_out
    assert ran.returncode < 0
    assert not ran.ok


def test_one_that_wont_stop_is_killed() -> None:
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1); time.sleep(600)"
    ran = run(python(stubborn), seconds=1)
    assert ran.timed_out


def test_ctrl_c_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Interrupted(subprocess.Popen[bytes]):
        def wait(self, timeout: float | None = None) -> int:
            if not started:
                started.append(self)
                raise KeyboardInterrupt
            return super().wait(timeout)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(python("import time; time.sleep(600)"), seconds=60)
    assert started[0].returncode is not None


def test_a_missing_program_is_a_missing_tool(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="can't be started"):
        run([str(tmp_path / "none")], seconds=1)


def test_the_hosts_converters_are_out_of_reach() -> None:
    ran = run(python("import os; print(os.environ['GCONV_PATH'])"), seconds=30)
    assert ran.stdout == "/nonexistent\n"

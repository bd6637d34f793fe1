"""The program as another process: what it left behind, cost and said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cost import COMPILED
from running import REPOSITORY, Outcome, environment

LAUNCHER = """
import os, resource, sys
report, room, *command = sys.argv[1:]
os.set_inheritable(int(report), False)
child = os.fork()
if not child:
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
    resource.setrlimit(resource.RLIMIT_CPU, (200, 200))
    os.execv(command[0], command)
_, status, used = os.wait4(child, 0)
code = os.waitstatus_to_exitcode(status)
os.write(int(report), f"{code} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
"""
"""Runs a command and says what it cost. A small process does: the peak of memory of a fork is that
of whoever forks. Python ignores SIGXFSZ, and what is ignored stays so."""


@dataclass(frozen=True)
class Run(Outcome):
    """What a run left behind and cost, its workers included: seconds of CPU, bytes at the peak."""

    cpu: float
    memory: int


def run(
    *arguments: str | Path,
    room: int | None = None,
    cwd: Path = REPOSITORY,
    stdin: bytes = b"",
    tmp: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run ``contest ARGUMENTS``. ``room``: no file that it writes may become larger; ``tmp``: where
    its temporary files go."""
    own = dict(env or {}) | ({} if tmp is None else {"TMPDIR": str(tmp)})
    if room is not None:  # or Python would keep half a compiled module
        own["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-m", "contest", *map(str, arguments)]
    return launch(command, room=room, cwd=cwd, stdin=stdin, env=own)


def launch(
    command: Sequence[str],
    *,
    room: int | None = None,
    cwd: Path = REPOSITORY,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run any ``command``, the first word of which is the path of a program."""
    ours, theirs = os.pipe()
    done = subprocess.run(
        [
            *(sys.executable, "-I", "-S", "-c", LAUNCHER, str(theirs)),
            "" if room is None else str(room),
            *command,
        ],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=variables(**env or {}),
        pass_fds=[theirs],
        timeout=300,
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours) as report:
        code, cpu, memory = report.read().split()
    out, err = (text.decode("utf-8", "backslashreplace") for text in (done.stdout, done.stderr))
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(int(code), out, err, float(cpu), int(memory) * unit)


def family(tmp: Path) -> dict[int, str]:
    """The processes whose temporary files go there, with their command lines (needs /proc)."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={tmp}\0".encode() in (process / "environ").read_bytes():
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(process.name)] = words.decode("utf-8", "backslashreplace")
        except OSError:
            continue
    return found


def variables(**more: str) -> dict[str, str]:
    """The environment: compiled modules are kept, so that no run pays for compiling."""
    compiled = {"PYTHONPYCACHEPREFIX": COMPILED, "PYTHONDONTWRITEBYTECODE": ""}
    return environment(**compiled | more)


def assert_stopped(done: Run) -> None:
    """One sentence that says what the organiser must mend."""
    assert done.code == 2, done.err
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1, done.err


def assert_full(done: Run, where: Path) -> None:
    """One sentence, that the disk is full and where."""
    assert_stopped(done)
    assert "disk is full" in done.err
    assert str(where) in done.err

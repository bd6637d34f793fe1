"""Runs the program as its users do: another process, its own streams, its exit code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
INBOX = REPOSITORY / "submissions"


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The tests' environment: no language or colour of the machine's own, no remembered name."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "CONTEST_")) and name not in {"LANG", "NO_COLOR", "COLUMNS"}
    }
    own = {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "XDG_CONFIG_HOME": os.devnull}
    return clean | own | more


def contest(
    *arguments: str | Path,
    cwd: Path = REPOSITORY,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> Outcome:
    """Run ``contest ARGUMENTS`` and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "contest", *map(str, arguments)],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**(env or {})),
        timeout=timeout,
        check=False,
    )
    return Outcome(
        done.returncode,
        done.stdout.decode("utf-8", "backslashreplace"),
        done.stderr.decode("utf-8", "backslashreplace"),
    )


def on_a_terminal(*arguments: str | Path, out: Path | None = None, **more: str) -> str:
    """Run the program with stderr (and stdout, without ``out``) on a pseudo-terminal of 100
    columns; what the terminal got."""
    ours, theirs = pty.openpty()
    target = out.open("wb") if out else None
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", *map(str, arguments)],
        cwd=REPOSITORY,
        env=environment(**{"TERM": "xterm", "COLUMNS": "100"} | more),
        stdin=subprocess.DEVNULL,
        stdout=target or theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    program.wait(timeout=60)
    if target:
        target.close()
    return seen.decode()

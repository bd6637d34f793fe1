"""Measures the CPU time of whole processes: user and system, children included."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NOTHING = Path(os.devnull)


COMPILED = str(Path(tempfile.gettempdir()) / "contest-bench-compiled")
"""Where the modules' compiled code is kept: an installed program is not compiled at every start."""


def environment() -> dict[str, str]:
    """What a process is run with: code that is compiled already."""
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return clean | {"PYTHONPYCACHEPREFIX": COMPILED}


def cost(command: Sequence[str], stdin: Path = NOTHING) -> float:
    """Seconds of CPU that one run of the command takes; its output is thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with stdin.open("rb") as source:
        subprocess.run(
            command,
            cwd=REPOSITORY,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=source,
            check=False,
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(
    commands: Mapping[str, Sequence[str]], rounds: int, stdin: Path = NOTHING
) -> dict[str, float]:
    """The median cost of each command, taken in turns so that a noisy moment meets all."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        cost(command)  # compiles what is not compiled yet
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(cost(command, stdin))
    return {name: statistics.median(costs) for name, costs in taken.items()}


def show(title: str, costs: dict[str, float], unit: str) -> None:
    """Print a table of costs as multiples of the row named ``unit``."""
    sys.stdout.write(f"\n{title}\n")
    for name, seconds in costs.items():
        ratio = seconds / costs[unit]
        sys.stdout.write(f"  {name:44} {seconds * 1000:9.1f} ms CPU  {ratio:7.2f}×\n")

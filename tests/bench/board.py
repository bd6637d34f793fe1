"""The board over a hundred thousand entries, against a bare start of the program."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from large_ledger import write_ledger

from bench.cost import cost, medians, show
from contest.rulebook.load import digest, load

ENTRIES = 100_000
FEW = 50
PROGRAM = (sys.executable, "-m", "contest")
VERSION = "contest --version"
OURS = f"contest track, {ENTRIES:,} entries"


def board() -> None:
    """A bare start, the board of a small contest, and that of a large one; what the large one
    takes over the bare start is to stay within 0.3 s."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {number: Path(scratch) / str(number) for number in (FEW, ENTRIES)}
        for number, folder in folders.items():
            cost([*PROGRAM, "init", str(folder)])
            rules = digest(load(folder / "contest.toml"))
            write_ledger(folder / "contest.db", number, rules)
        small, large = (str(folder) for folder in folders.values())
        costs = medians(
            {
                VERSION: [*PROGRAM, "--version"],
                f"contest track, {FEW} entries": [*PROGRAM, "--dir", small, "track"],
                OURS: [*PROGRAM, "--dir", large, "track"],
                f"{OURS}, in colour": [*PROGRAM, "--color", "always", "--dir", large, "track"],
            },
            rounds=11,
        )
    show("The board", costs, VERSION)
    over = costs[OURS] - costs[VERSION]
    sys.stdout.write(f"  over the bare start (at most 300 ms): {over * 1000:.0f} ms\n")


if __name__ == "__main__":
    board()

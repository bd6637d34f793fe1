"""What a query costs at a hundred thousand entries, over the same list of an empty contest."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from ledger.made import evening, fill

from bench.cost import cost, medians
from contest.ledger.store import Store

ENTRIES = 100_000
MOST = 0.3
"""Seconds of CPU over bare start-up that a list with a query may take."""

QUERIES = (
    ("梅林夜班", "status:review"),
    ("status:review", "category:短视频", "dept:编辑部", "duration:3:00..", "received:2025-08-20..",
     "work:梅林", "code:M3", "-award:", "sort:received"),
    ("abc",),
    ("from:user777@",),
    ("5", "12-24"),
    ("duration:..12",),
    ("--count", "-award:"),
    ("--count", "duration:3:00.."),
    ("--columns", "entry,work", "status:review", "category:短视频"),
)  # fmt: skip
PYTHON = sys.executable


def asking() -> None:
    """The table: what each query takes over the start-up of the same command."""
    with tempfile.TemporaryDirectory() as scratch:
        empty, big = (Path(scratch) / name for name in ("empty", "big"))
        for folder in (empty, big):
            cost([PYTHON, "-m", "contest", "init", str(folder)])
        for folder, number in ((empty, 0), (big, ENTRIES)):
            with Store(folder / "contest.db", patience=1) as store:
                fill(store, evening(number))
        start = [PYTHON, "-m", "contest", "--dir", str(empty), "entries", "list"]
        commands = {
            " ".join(query): [PYTHON, "-m", "contest", "--dir", str(big), "entries", "list", *query]
            for query in QUERIES
        }
        costs = medians({"start-up": start, **commands}, rounds=5)
    bare = costs.pop("start-up")
    sys.stdout.write(
        f"\n{ENTRIES:,} entries: a list over its start-up of {bare * 1000:.0f} ms CPU\n"
    )
    for query, seconds in costs.items():
        over = seconds - bare
        late = "" if over <= MOST else f"  over {MOST * 1000:.0f} ms"
        sys.stdout.write(f"  {over * 1000:7.0f} ms  {query}{late}\n")


if __name__ == "__main__":
    asking()

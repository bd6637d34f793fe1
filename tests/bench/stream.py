"""A hundred thousand titles through standard input: CPU, and memory that must not grow.

The peer is a bare loop that does the least anybody could: it reads the lines, matches one regular
expression and writes JSON with the same keys. Four titles of five are good, as in a real season;
the fifth has about three faults.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.cost import NOTHING, REPOSITORY, environment, medians, show

LINES = 100_000
FEW, MANY = 10_000, 200_000

WORKS = ("微光成炬", "凌晨四点的印刷厂", "老街新声", "我家的猫会看报", "A-B", "夜班食堂(一)")
GOOD = "【45载圳青春】-[个人]-[短视频]-[{work}]-[周启明+印务中心]"
BAD = (
    "回复：【个人】—【短片】—【{work}】—【张三+编辑部】",
    "个人-短视频-{work}-张三+编辑部",
    "[个人]-[短视频]-[{work}]",
    "#45载圳青春#[团队] - [长视频] - [{work}] 这是一个故事",
    "[短视频]-[个人]-[{work}]-[张三+编辑部]",
    "林总的{work}视频",
)

LOOP = r"""
import re, sys
import msgspec
title = re.compile(
    "【(?P<topic>[^【】]+)】-\\[(?P<form>个人|团队)\\]-\\[(?P<category>短视频|长视频)\\]-"
    "\\[(?P<work>[^\\[\\]]+)\\]-\\[(?P<author>[^\\[\\]+]+)\\+(?P<department>[^\\[\\]+]+)\\]"
)
lacking = {"code": "T102", "severity": "error", "message": "No part of the title was found.",
           "field": None, "start": None, "end": None, "fix": None}
encode = msgspec.json.Encoder().encode
out = sys.stdout.buffer
for number, line in enumerate(sys.stdin.buffer, 1):
    text = line.decode().strip()
    found = title.fullmatch(text)
    fields = found.groupdict() if found else {}
    out.write(encode({
        "source": "-", "part": str(number), "channel": "text", "kind": "entry", "reason": "text",
        "title": text, "title_from": "text", "sender": None, "sent_at": None, "received_at": None,
        "received_by": None, "late_by": None, "fields": fields, "files": [], "url": None,
        "findings": [] if found else [lacking], "suggested_title": text if found else None,
        "repaired": False,
        "aspects": {"form": "pass", "eligibility": "n/a", "material": "n/a", "formalities": "n/a"},
        "verdict": "accepted" if found else "returned",
    }) + b"\n")
"""

PEER = "a bare loop: one regular expression, msgspec"
OURS = "contest validate -"
COMMANDS: dict[str, Sequence[str]] = {
    PEER: (sys.executable, "-c", LOOP),
    OURS: (sys.executable, "-m", "contest", "validate", "-", "--format", "jsonl"),
}
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""The peak of a single process: what the system tells of children is the highest of all so far."""


def stream() -> None:
    """A bare loop over a hundred thousand lines against all of our work; then our memory."""
    with tempfile.TemporaryDirectory() as scratch:
        titles = Path(scratch) / "titles.txt"
        write_titles(titles, LINES)
        costs = medians(COMMANDS, rounds=3, stdin=titles)
        show(f"{LINES:,} titles through standard input", costs, PEER)
        peaks = {}
        for lines in (FEW, MANY):
            write_titles(titles, lines)
            peaks[lines] = peak_of(COMMANDS[OURS], titles)
    sys.stdout.write("\nThe memory of contest validate - (at most 1.1×)\n")
    for lines, peak in peaks.items():
        ratio = peak / peaks[FEW]
        sys.stdout.write(f"  {f'{lines:,} titles':44} {peak / 1024:9.1f} MiB     {ratio:7.2f}×\n")


def write_titles(path: Path, lines: int) -> None:
    """The same titles every time, no two of them alike."""
    chance = random.Random(1)  # noqa: S311  # titles, no secrets
    with path.open("w", encoding="utf-8") as file:
        for number in range(lines):
            form = GOOD if number % 5 else chance.choice(BAD)
            file.write(form.format(work=f"{chance.choice(WORKS)}{number}") + "\n")


def peak_of(command: Sequence[str], titles: Path = NOTHING) -> int:
    """KiB of memory that one run needs at most."""
    with titles.open("rb") as stdin:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *command],
            cwd=REPOSITORY,
            env=environment(),
            stdin=stdin,
            capture_output=True,
            check=True,
        )
    return int(done.stdout)


if __name__ == "__main__":
    stream()

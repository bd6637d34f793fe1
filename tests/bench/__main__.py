"""Runs all benchmarks and prints their tables."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.asking import asking
from bench.board import board
from bench.cost import REPOSITORY, medians, show
from bench.likeness import likeness
from bench.mail import mail
from bench.media import media
from bench.recording import recording
from bench.stream import stream
from bench.titles import score

INBOX = REPOSITORY / "submissions"
GOOD = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"
BAD = "回复：【个人】—【短片】—【微光】—【张三】"
PYTHON = sys.executable


def startup() -> None:
    """A bare start of Python against the program's light commands."""
    costs = medians(
        {
            "python -c pass": [PYTHON, "-c", "pass"],
            "python -c 'import typer'": [PYTHON, "-c", "import typer"],
            "contest --version (at most 7×)": [PYTHON, "-m", "contest", "--version"],
            "contest validate --title GOOD (at most 11×)": [
                *(PYTHON, "-m", "contest", "validate", "--title", GOOD)
            ],
            "contest validate --title BAD": [
                *(PYTHON, "-m", "contest", "validate", "--title", BAD)
            ],
        },
        rounds=31,
    )
    show("Start-up", costs, "python -c pass")


PARSE = """
import email, sys
from pathlib import Path
for path in Path(sys.argv[1]).glob("*.eml"):
    message = email.message_from_bytes(path.read_bytes())
    message["subject"], [part.get_filename() for part in message.walk()]
"""


LOAD = """
from pathlib import Path
from sys import argv
from contest.rulebook.load import load
load(Path(argv[1]))
"""
TYPES = "from contest.rules import Rulebook; Rulebook()"


def rulebook() -> None:
    """A bare start of Python against reading the rules of the built-in contest from its file."""
    with tempfile.TemporaryDirectory() as scratch:
        medians({"": [PYTHON, "-m", "contest", "init", scratch]}, rounds=1)
        costs = medians(
            {
                "python -c pass": [PYTHON, "-c", "pass"],
                "import msgspec": [PYTHON, "-c", "import msgspec"],
                "the types alone": [PYTHON, "-c", TYPES],
                "load contest.toml, types included (at most 7×)": [
                    *(PYTHON, "-c", LOAD, f"{scratch}/contest.toml")
                ],
            },
            rounds=31,
        )
    show("The rulebook", costs, "python -c pass")


def mails() -> None:
    """A thousand sample mails: the standard library's parse against all of our work."""
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(20):
            for path in INBOX.glob("*.eml"):
                shutil.copy(path, Path(scratch) / f"{number:03}-{path.name}")
        costs = medians(
            {
                "stdlib email, compat32: parse only": [PYTHON, "-c", PARSE, scratch],
                "contest validate": [
                    *(PYTHON, "-m", "contest", "validate", scratch, "--format", "jsonl")
                ],
            },
            rounds=3,
        )
    show("1,060 mails with small videos", costs, "stdlib email, compat32: parse only")


LOOP = """
import subprocess, sys
from pathlib import Path
from contest.media.tools import find_ffmpeg
for path in Path(sys.argv[1]).iterdir():
    subprocess.run([find_ffmpeg().path, "-v", "error", "-i", path, "-frames:v", "1", "-f", "null",
                    "-"], stdin=subprocess.DEVNULL, capture_output=True)
"""


def videos() -> None:
    """Videos one by one through a command line ffmpeg against the probe's whole work."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, works = Path(scratch) / "contest", Path(scratch) / "works"
        for command in (["init", str(folder)], ["--dir", str(folder), "track", str(INBOX)]):
            medians({"": [PYTHON, "-m", "contest", *command]}, rounds=1)
        shutil.copytree(folder / "works", works)
        costs = medians(
            {
                "a loop of ffmpeg, first picture only": [PYTHON, "-c", LOOP, str(works)],
                "contest probe": [
                    *(PYTHON, "-m", "contest", "probe", str(works), "--format", "jsonl")
                ],
            },
            rounds=3,
        )
    show(f"{len(list(INBOX.glob('*.eml')))} mails' videos", costs, "contest probe")


if __name__ == "__main__":
    score.main()
    startup()
    rulebook()
    board()
    stream()
    mails()
    mail()
    recording()
    videos()
    media()
    likeness()
    asking()

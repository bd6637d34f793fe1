"""What a start imports: heavy libraries only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, contest, environment

HEAVY = {"rich", "sqlite_utils", "av", "ffmpeg", "xlsxwriter", "imageio_ffmpeg", "sqlite3"}
GOOD = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"


def imported(*arguments: str) -> set[str]:
    """The top-level modules that a run of the program has imported at its end."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*{m.partition('.')[0] for m in sys.modules}, "
        "file=sys.stderr))\n"
        f"sys.argv = ['contest', *{arguments!r}]\n"
        "from contest.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["validate", "--title", GOOD],
        ["validate", "--title", "个人-短视频-微光-张三"],
        ["validate", "--title", GOOD, "--format", "json"],
        ["explain", "T101"],
    ],
)
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    found = imported(*arguments)
    assert "contest" in found
    assert found & HEAVY == set()


def test_the_version_needs_no_typer() -> None:
    assert "typer" not in imported("--version")


def test_the_probe_itself_leaves_pyav_to_its_workers() -> None:
    found = imported("probe", "submissions/posts.csv")
    assert found & {"av", "rich", "sqlite_utils", "ffmpeg"} == set()


def test_the_board_needs_nothing_that_only_the_main_job_does(tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track")  # makes the ledger
    found = imported("--dir", str(tmp_path / "c"), "track")
    assert "sqlite3" in found
    assert found & {"rich", "sqlite_utils", "numpy", "av", "email"} == set()

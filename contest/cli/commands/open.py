"""contest open: play the video of an entry with what this machine plays videos with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.options import OneEntry
from contest.cli.safe import near, shown
from contest.cli.state import State
from contest.errors import ToolError

app = commands("")

OPENERS = ("open",) if sys.platform == "darwin" else ("wslview", "xdg-open")
"""Programs that open a file with what the user has chosen for its sort."""


@app.command("open", cls=Command, help="Play the video of an entry.")
def open_(
    ctx: typer.Context,
    entry: OneEntry,
    print_: Annotated[
        bool, typer.Option("--print", help="Print where the video lies; open nothing.")
    ] = False,
) -> None:
    """Play the video of an entry."""
    from contest.desk.works import playable

    state: State = ctx.obj
    folder = state.folder()
    for path in playable(folder, state.one(folder, entry)):
        if print_:
            sys.stdout.write(shown(near(path, state.here)) + "\n")
        else:
            play(path)


def play(path: Path) -> None:
    """Hand an absolute path to the machine's opener, which goes on without us."""
    opener = next(filter(None, map(shutil.which, OPENERS)), None)
    if opener is None:
        raise ToolError(
            "Nothing here opens videos ({tried}); “contest open --print” says where it lies.",
            tried=", ".join(OPENERS),
        )
    subprocess.Popen(  # noqa: S603  # a list, no shell, a path of our own making
        [opener, str(path.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

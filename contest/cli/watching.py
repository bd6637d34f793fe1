"""What is being decoded at the moment, and how far it has come: on a terminal, while it lasts."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contest.cli.people import Talker
from contest.cli.safe import fitted, shown
from contest.cli.state import State

ROOM = 40
"""Columns for the name of a video."""


class Watch:
    """Told of every video how far it is; does nothing where nobody watches."""

    def __init__(self, progress: Any = None) -> None:
        self._progress = progress
        self._lock = threading.Lock()
        self._tasks: dict[str, Any] = {}

    def told(self, name: str, seconds: float, total: float | None) -> None:
        """So many ``seconds`` of the video are done; called by several threads."""
        if self._progress is None:
            return
        with self._lock:
            task = self._tasks.get(name)
            if task is None:
                said = fitted(shown(name.rpartition("/")[2]), ROOM)
                task = self._tasks[name] = self._progress.add_task(said, total=total)
        self._progress.update(task, completed=seconds)

    def done(self, name: str) -> None:
        """The video is done: it is shown no longer."""
        with self._lock:
            task = self._tasks.pop(name, None)
        if task is not None:
            self._progress.remove_task(task)


@contextmanager
def watching(state: State, talker: Talker | None) -> Iterator[Watch]:
    """Shown on stderr where that is a terminal; where stdout is one too, by the ``talker``'s own
    console, which keeps what it prints above."""
    console = _console(state, talker)
    if console is None:
        yield Watch()
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    with Progress(
        TextColumn("{task.description}", markup=False),  # a stranger's file name
        BarColumn(),
        TaskProgressColumn(),
        Remaining(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        yield Watch(progress)


def _console(state: State, talker: Talker | None) -> Any:
    if state.quiet or not sys.stderr.isatty():
        return None
    if sys.stdout.isatty():
        return talker.console if talker is not None else None
    from contest.cli.speaker import console

    return console(state, stderr=True)

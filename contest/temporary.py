"""Folders for a moment, in the system's place for temporary files."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from pathlib import Path

from contest.errors import ContestError


def no_place() -> ContestError:
    """What to say where no temporary file can be written."""
    return ContestError(
        "The disk is full where temporary files lie ({path}). Make room, or name another folder "
        "with TMPDIR, and run the command again.",
        path=tempfile.tempdir or "TMPDIR",
    )


class TemporaryFolder:
    """A folder that is made when it is first asked for and goes with everything in it. Its name is
    chosen before it is made, so that it goes also where Ctrl-C comes in between."""

    def __init__(self, prefix: str = "contest-") -> None:
        self._prefix = prefix
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        """Where it is. Raises ContestError."""
        if self._path is None:
            try:
                place = Path(tempfile.gettempdir())
            except FileNotFoundError as error:  # it has tried them all
                raise no_place() from error
            self._path = place / f"{self._prefix}{secrets.token_hex(8)}"
            try:
                self._path.mkdir(mode=0o700)
            except OSError as error:
                raise no_place() from error
        return self._path

    def remove(self) -> None:
        """Take it away. Never raises."""
        path, self._path = self._path, None
        if path is not None:
            shutil.rmtree(path, ignore_errors=True)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()

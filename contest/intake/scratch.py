"""Files for a moment: what stands encoded inside another file and must be read as a file itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path


class Scratch:
    """A folder of the system's for temporary files, made at the first use. What is in it is needed
    until whoever asked for the item that it belongs to asks for the next one."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0

    def keep(self, pieces: Iterable[bytes]) -> str:
        """The path of a new file with these bytes. Raises OSError."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="contest-")
        self._number += 1
        path = Path(self._folder.name, str(self._number))
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        return str(path)

    def clear(self) -> None:
        """Drop all files. Never raises."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

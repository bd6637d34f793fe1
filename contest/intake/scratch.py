"""Files for a moment: what stands encoded inside another file and must be read as a file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from contest.temporary import TemporaryFolder, no_place


class Scratch:
    """A folder for temporary files, made at the first use. What is in it is needed until whoever
    asked for the item that it belongs to asks for the next one."""

    def __init__(self) -> None:
        self._folder = TemporaryFolder()
        self._number = 0
        self._held = 0

    def keep(self, pieces: Iterable[bytes]) -> str:
        """The path of a new file with these bytes. Raises ContestError where there is no room for
        it, and the OSErrors of whoever gives the pieces."""
        self._number += 1
        path = self._folder.path / str(self._number)
        try:
            file = path.open("xb", buffering=0)
        except OSError as error:
            raise no_place() from error
        with file:
            for piece in pieces:
                try:
                    left = memoryview(piece)
                    while left:
                        left = left[file.write(left) :]
                except OSError as error:
                    raise no_place() from error
        return str(path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the files over several items that belong together."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def clear(self) -> None:
        """Drop the files that no further item needs. Never raises."""
        if not self._held:
            self.close()

    def close(self) -> None:
        """Drop all files. Never raises."""
        self._folder.remove()

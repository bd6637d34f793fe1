"""Small disks, which fill up."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


class Disk:
    """A small disk of its own (tmpfs) under ``path``, which may be made larger and filled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.filler = path / "filler"
        self.taken = path / "taken"
        self.tmp = path / "tmp"

    def mount(self, *options: str) -> str:
        """Mount it; what went wrong."""
        program = shutil.which("mount")
        if program is None:
            return "there is no mount"
        words = [program, "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(self.path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return (done.stderr.partition("\n")[0] or "it failed") if done.returncode else ""

    def limit(self, option: str) -> None:
        """Mount it anew with another limit."""
        assert self.mount("remount", option) == ""

    def unmount(self) -> None:
        """Take it away, with all that is on it."""
        program = shutil.which("umount") or "umount"
        subprocess.run([program, str(self.path)], check=True)

    def fill(self, left: int) -> None:
        """Leave so many bytes of room, a multiple of 4 KiB."""
        self.clear()
        with self.filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, self.room() - left)
        assert self.room() == left

    def room(self) -> int:
        """Bytes that are free."""
        state = os.statvfs(self.path)
        return state.f_bavail * state.f_frsize

    def clear(self) -> None:
        """Take the filler away."""
        self.filler.unlink(missing_ok=True)

    def take_files(self, left: int) -> None:
        """Leave room for so many files, until ``taken`` is removed."""
        self.taken.mkdir()
        for number in range(os.statvfs(self.path).f_favail - left):
            (self.taken / str(number)).touch()

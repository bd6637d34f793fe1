"""File names of any bytes in the command lines that ffmpeg-python builds, which takes Unicode only.

A name that is no UTF-8 (from a zip made on a Chinese Windows) makes it fail. So every byte of a
name goes in as a character of its own, and comes out as the byte that it was.
"""

from __future__ import annotations

import os
from typing import Any

from contest.media.allowed import file_url


def spelt(path: str | os.PathLike[str]) -> str:
    """The file at ``path`` as an input or output of ffmpeg-python; links are not resolved."""
    return file_url(os.fsencode(os.path.abspath(path)).decode("latin-1"))  # noqa: PTH100  # as said


def command_line(made: Any, program: str) -> list[str]:
    """The command that ffmpeg-python ``made``, with its files' own names; all else is ASCII."""
    _, *words = made.compile(cmd=program, overwrite_output=True)
    return [program, *(os.fsdecode(word.encode("latin-1")) for word in words)]

"""Which tools are there: PyAV for probing, an ffmpeg program for pictures."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Final, Literal

from contest.errors import ToolError
from contest.media.prober import Prober
from contest.media.run import run

_SECONDS: Final = 30.0  # for a program that prints its version, on a cold disk

Origin = Literal["system", "imageio-ffmpeg"]


@dataclass(frozen=True, slots=True)
class Program:
    """An ffmpeg that can be run."""

    path: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Tools:
    """What the doctor shows; None is "not there".

    ``av`` is PyAV's version, ``libraries`` that of the FFmpeg inside it, ``ffmpeg`` the program's
    path, ``version`` and ``origin`` whose it is.
    """

    av: str | None
    libraries: str | None
    ffmpeg: str | None
    version: str | None
    origin: Origin | None


REVISION: Final = 1
"""Counts up whenever our own measuring finds something else in the same file."""


@cache
def measured_with() -> str:
    """What a measurement is kept under: another revision or library may find something else."""
    return f"{REVISION} av {version('av')}"


LOOKS: Final = 1
"""Counts up whenever our own looking finds something else in the same video."""


@cache
def looked_with() -> str:
    """What a look is kept under. Raises ToolError without an ffmpeg to run."""
    return f"{LOOKS} ffmpeg {_version(find_ffmpeg().path)}"


def find_ffmpeg() -> Program:
    """The system's ffmpeg, else the one in imageio-ffmpeg's wheel.

    Raises: ToolError where there is none.
    """
    found = shutil.which("ffmpeg")
    if found is not None:
        return Program(found, "system")
    try:
        import imageio_ffmpeg

        return Program(str(imageio_ffmpeg.get_ffmpeg_exe()), "imageio-ffmpeg")
    except (ImportError, RuntimeError, OSError) as error:
        raise ToolError(
            "There is no ffmpeg here. Install ffmpeg, or run: pip install imageio-ffmpeg"
        ) from error


def find_tools() -> Tools:
    """Look for everything and try it out; a missing tool is None, no error."""
    av, libraries = _library()
    try:
        program = find_ffmpeg()
        told = _version(program.path)
    except ToolError:
        return Tools(av, libraries, None, None, None)
    if told is None:  # a file that is no ffmpeg, or one that crashes
        return Tools(av, libraries, None, None, None)
    return Tools(av, libraries, program.path, told, program.origin)


def _library() -> tuple[str | None, str | None]:
    prober = Prober()
    try:
        answer = prober.versions()
    except ToolError:
        return None, None
    finally:
        prober.close()
    return answer.get("av"), answer.get("libraries")


def _version(path: str) -> str | None:
    ran = run([path, "-version"], seconds=_SECONDS)
    match = re.search(r"ffmpeg version (\S+)", ran.stdout)
    return match[1] if ran.ok and match else None

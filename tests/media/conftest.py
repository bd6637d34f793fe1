"""A studio that makes small videos with ffmpeg's test pictures, and a pool that stays warm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contest.errors import ToolError
from contest.media.pool import Pool
from contest.media.run import run
from contest.media.tools import find_ffmpeg
from contest.model import Media

Probe = Callable[[Path], Media]


class Studio:
    """Makes each film once in a session; a test that damages one works on a copy."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder
        self._program = program

    def film(self, name: str, *options: str, sound: bool = True, size: str = "320x240") -> Path:
        """Two seconds at 25 pictures a second, encoded with ``options``, under ``name``."""
        sources = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d=2"]
        if sound:
            sources += ["-f", "lavfi", "-i", "sine=d=2"]
        return self.command(name, *sources, *options)

    def command(self, name: str, *arguments: str) -> Path:
        """What any ffmpeg command line makes of its ``arguments``."""
        out = self.folder / name
        if not out.exists():
            ran = run(
                [self._program, "-nostdin", "-v", "error", *arguments, f"file:{out}"], seconds=60
            )
            assert ran.ok, ran.stderr
        return out


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    try:
        program = find_ffmpeg().path
    except ToolError:
        pytest.skip("there is no ffmpeg to make videos with")
    return Studio(tmp_path_factory.mktemp("studio"), program)


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def probe(pool: Pool) -> Probe:
    return lambda path: pool.submit(path).result()


def codes(media: Media) -> list[str]:
    """The codes of a file's faults, in order."""
    return [fault.code for fault in media.faults]

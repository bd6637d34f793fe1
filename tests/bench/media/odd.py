"""Odd and damaged videos, one oddity each: which of them does each program tell of?"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.media.answers import Answers, readers
from bench.media.films import ffmpeg, kept

VERSION: Final = 1
"""To be raised with every change to what is made here."""

_PICTURE: Final = ("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=6")
_SOUND: Final = ("-f", "lavfi", "-i", "sine=d=6")
_X264: Final = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p")
_BOTH: Final = (*_PICTURE, *_SOUND, *_X264, "-c:a", "aac")
_FAST: Final = ("-movflags", "+faststart")
_PARTS: Final = ("-movflags", "+frag_keyframe+empty_moov")


class Odd(NamedTuple):
    """A file, the word for what is odd about it, how to encode it and what to do to it then."""

    name: str
    word: str
    arguments: Sequence[str]
    harm: Callable[[bytearray], None] = lambda _: None


def _cut(film: bytearray) -> None:
    del film[len(film) * 9 // 10 :]


def _hole(film: bytearray) -> None:
    middle = len(film) // 2
    film[middle : middle + 50_000] = bytes(50_000)


def _only_header(film: bytearray) -> None:
    del film[film.index(b"moof") - 4 :]


def _no_index(film: bytearray) -> None:
    del film[film.rindex(b"moov") - 4 :]


def _wrong_length(film: bytearray) -> None:
    """Matroska's Duration, a float of eight bytes in milliseconds: it claims half a second."""
    place = film.index(b"\x44\x89\x88") + 3
    film[place : place + 8] = struct.pack(">d", 500.0)


def _list(film: bytearray) -> None:
    film[:] = b"ffconcat version 1.0\nfile cut.mkv\n"


def _clear(film: bytearray) -> None:
    film.clear()


_LATE: Final = (*_PICTURE, "-itsoffset", "2", *_SOUND, *_X264, "-c:a", "aac")
_PQ: Final = (
    *("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"),
    *("-x264-params", "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"),
)
_STILL: Final = ("-vf", "select='not(between(t,1,5))'", "-fps_mode", "vfr")
_QUIET: Final = ("-af", "aselect='not(between(t,1,5))'")

FILES: Final = (
    Odd("cut-end.mp4", "broken", _BOTH, _cut),
    Odd("cut-fast.mp4", "broken", (*_BOTH, *_FAST), _cut),
    Odd("cut.mkv", "broken", _BOTH, _cut),
    Odd("cut.ts", "broken", _BOTH, _cut),
    Odd("cut.flv", "broken", _BOTH, _cut),
    Odd("hole.mp4", "broken", (*_BOTH, *_FAST), _hole),
    Odd("hole.mkv", "broken", _BOTH, _hole),
    Odd("no-index.mp4", "broken", _BOTH, _no_index),
    Odd("empty.mp4", "broken", _BOTH, _clear),
    Odd("header-only.mp4", "no frame", (*_PICTURE, *_X264, *_PARTS), _only_header),
    Odd("playlist.mp4", "foreign", _BOTH, _list),
    Odd("sound-only.mp4", "no picture", (*_SOUND, "-c:a", "aac")),
    Odd("mute.mp4", "mute", (*_PICTURE, *_X264)),
    Odd("two-videos.mp4", "several", ("-map", "0", "-map", "0", *_X264)),
    Odd("vfr.mp4", "vfr", ("-vf", "select='lt(mod(n,45),30)'", "-fps_mode", "vfr", *_X264)),
    Odd("still.mkv", "hole in time", (*_BOTH, *_STILL)),
    Odd("quiet.mkv", "hole in sound", (*_BOTH, *_QUIET)),
    Odd("turned.mp4", "turned", _BOTH),
    Odd("oblong.mp4", "oblong pixels", (*_BOTH, "-vf", "setsar=4/3")),
    Odd("hdr.mp4", "hdr", (*_BOTH, *_PQ)),
    Odd("interlaced.mp4", "interlaced", (*_BOTH, "-x264-params", "tff=1")),
    Odd("short.mkv", "length", _BOTH, _wrong_length),
    Odd("short-sound.mp4", "sound length", (*_PICTURE, "-f", "lavfi", "-i", "sine=d=3", *_X264)),
    Odd("late-sound.mp4", "sound late", _LATE),
)


def odd() -> None:
    """Which oddity is told by whom, and how many by each."""
    folder = kept(f"odd-{VERSION}", _fill)
    paths = {item.name: folder / item.name for item in FILES}
    told: dict[str, Answers] = {name: read(paths.values()) for name, read in readers().items()}
    told.pop("a full decode by ffmpeg")
    sys.stdout.write(f"\nOddities that are told of, of {len(FILES)} files with one each\n")
    sys.stdout.write(f"  {'':30}" + "".join(f"{name:>15}" for name in told) + "\n")
    for item in FILES:
        marks = ["yes" if item.word in a[paths[item.name]] else "-" for a in told.values()]
        label = f"{item.name} ({item.word})" if item.word not in item.name else item.name
        sys.stdout.write(f"  {label:30}" + "".join(f"{mark:>15}" for mark in marks) + "\n")
    sums = [sum(i.word in a[paths[i.name]] for i in FILES) for a in told.values()]
    sys.stdout.write(f"  {'all':30}" + "".join(f"{number:>15}" for number in sums) + "\n")


def _fill(folder: Path) -> None:
    for item in FILES:
        path = folder / item.name
        source = () if "-i" in item.arguments else _PICTURE
        ffmpeg(*source, *item.arguments, "-fflags", "+bitexact", str(path))
        if item.word == "turned":
            plain = path.rename(folder / "plain.mp4")
            ffmpeg("-display_rotation", "90", "-i", str(plain), "-c", "copy", str(path))
            plain.unlink()
        film = bytearray(path.read_bytes())
        item.harm(film)
        path.write_bytes(film)


if __name__ == "__main__":
    odd()

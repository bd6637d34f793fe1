"""The set of videos that everything is measured on: made once, the same on every machine.

Every recipe (a container, a codec) is shot in every scene (a size, a sound, an oddity). They lie in
a folder in the system's temporary one until the next restart, or until ``VERSION`` changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from contest.media.tools import find_ffmpeg

VERSION: Final = 1
"""To be raised with every change here."""

_X264 = ("libx264", "-preset", "ultrafast", "-g", "50")
_X265 = ("libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=1")
_AV1 = ("libsvtav1", "-preset", "12", "-svtav1-params", "lp=1")
# Without the limit the first picture takes a third of all bytes, as in nobody's film.
_VPX = ("-deadline", "realtime", "-cpu-used", "8", "-max-intra-rate", "500")
_VP9 = ("libvpx-vp9", *_VPX)
_VP8 = ("libvpx", *_VPX)
_PRORES = ("prores", "-profile:v", "0")
_MJPEG = ("mjpeg", "-q:v", "13")
_FAST = ("-movflags", "+faststart")
_PARTS = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof")


class Recipe(NamedTuple):
    """A container and what is in it; ``turns`` where it can bear a rotation mark, ``longest`` for
    codecs that would be most of the set's bytes."""

    name: str
    suffix: str
    video: Sequence[str]
    audio: str
    muxer: Sequence[str] = ()
    turns: bool = False
    longest: int = 60


RECIPES: Final = (
    Recipe("h264-end", "mp4", _X264, "aac", turns=True),
    Recipe("h264-fast", "mp4", _X264, "aac", _FAST, turns=True),
    Recipe("h264-parts", "mp4", _X264, "aac", _PARTS, turns=True),
    Recipe("hevc", "mp4", (*_X265, "-tag:v", "hvc1"), "aac", _FAST, turns=True),
    Recipe("av1", "mp4", _AV1, "aac", _FAST, turns=True),
    Recipe("mpeg4", "mp4", ("mpeg4",), "aac", turns=True),
    Recipe("h264", "mov", _X264, "aac", turns=True),
    Recipe("hevc", "mov", (*_X265, "-tag:v", "hvc1"), "pcm_s16le", turns=True),
    Recipe("prores", "mov", _PRORES, "pcm_s16le", turns=True, longest=2),
    Recipe("mjpeg", "mov", _MJPEG, "pcm_s16le", turns=True, longest=5),
    Recipe("h264", "mkv", _X264, "aac"),
    Recipe("hevc", "mkv", _X265, "flac"),
    Recipe("vp9", "mkv", _VP9, "libopus"),
    Recipe("vp9", "webm", _VP9, "libopus"),
    Recipe("vp8", "webm", _VP8, "libvorbis"),
    Recipe("av1", "webm", _AV1, "libopus"),
    Recipe("mpeg4", "avi", ("mpeg4",), "libmp3lame"),
    Recipe("mjpeg", "avi", _MJPEG, "pcm_s16le", longest=5),
    Recipe("h264", "ts", _X264, "aac"),
    Recipe("mpeg2", "ts", ("mpeg2video",), "mp2"),
    Recipe("wmv2", "wmv", ("wmv2",), "wmav2"),
    Recipe("msmpeg4", "wmv", ("msmpeg4",), "wmav2"),
    Recipe("h264", "flv", _X264, "aac"),
    Recipe("flv1", "flv", ("flv",), "libmp3lame"),
)


class Scene(NamedTuple):
    """What is filmed: ``picture`` and ``sound`` are lavfi sources, ``kbits`` a second."""

    name: str
    seconds: int
    kbits: int
    picture: str
    sound: str | None
    channels: int = 2
    extra: Sequence[str] = ()
    turned: bool = False


_NOISE = ",noise=alls=9:allf=t"
SCENES: Final = (
    Scene("1080p", 3, 4000, f"testsrc2=s=1920x1080:r=30{_NOISE}", "sine=330"),
    Scene("720p", 6, 1600, f"testsrc2=s=1280x720:r=25{_NOISE}", "sine=440"),
    Scene("mono", 10, 700, f"testsrc2=s=640x360:r=25{_NOISE}", "sine=550", 1),
    Scene("mute", 2, 500, "testsrc2=s=320x240:r=25", None),
    Scene("turned", 4, 2000, f"testsrc2=s=1280x720:r=30{_NOISE}", "sine=220", turned=True),
    Scene("portrait", 4, 2500, f"testsrc2=s=720x1280:r=30{_NOISE}", "sine=220"),
    Scene(
        *("vfr", 6, 900, f"testsrc2=s=640x360:r=30{_NOISE},select='lt(mod(n,45),30)'", "sine=660"),
        extra=("-fps_mode", "vfr"),
    ),
    Scene("silent", 8, 900, f"smptehdbars=s=854x480:r=25{_NOISE}", "anullsrc=r=44100:cl=stereo"),
    Scene("black", 6, 300, "color=black:s=640x480:r=25", "sine=110", 1),
)
LARGEST: Final = Scene("2160p", 2, 9000, f"testsrc2=s=3840x2160:r=25{_NOISE}", "sine=330")


def films() -> list[Path]:
    """The files of the set, made if they are not there yet."""

    def fill(folder: Path) -> None:
        todo = [(recipe, scene) for recipe in RECIPES for scene in SCENES]
        todo += [(recipe, LARGEST) for recipe in RECIPES[:2] + RECIPES[3:4] + RECIPES[10:11]]
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda pair: shoot(pair[1], pair[0], _name(folder, *pair)), todo))

    return sorted(kept(f"films-{VERSION}", fill).iterdir())


def kept(name: str, fill: Callable[[Path], None]) -> Path:
    """A folder of this name that ``fill`` has filled once: it is there whole or not at all."""
    folder = Path(tempfile.gettempdir()) / f"contest-bench-{name}"
    if not folder.exists():
        made = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            fill(made)
            made.rename(folder)
        except OSError:
            if not folder.exists():  # else somebody else was faster
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder


def ffmpeg(*arguments: str) -> None:
    """Run an ffmpeg that makes the same bytes from the same arguments each time."""
    subprocess.run(
        [find_ffmpeg().path, "-nostdin", "-v", "error", "-y", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"GCONV_PATH": "/nonexistent", "SVT_LOG": "0"},
    )


def shoot(scene: Scene, recipe: Recipe, out: Path) -> None:
    """Make one film of the scene as ``out``."""
    turned = scene.turned and recipe.turns
    plain = out.with_name(f"plain-{out.name}") if turned else out
    ffmpeg(*_sources(scene), *_encoding(recipe, scene), str(plain))
    if turned:  # a mark alone, as telephones set it: the pictures stay as they are
        mark = ("-display_rotation", "90", "-i", str(plain), "-c", "copy", *recipe.muxer)
        ffmpeg(*mark, "-fflags", "+bitexact", str(out))
        plain.unlink()


def _name(folder: Path, recipe: Recipe, scene: Scene) -> Path:
    return folder / f"{recipe.name}-{scene.name}.{recipe.suffix}"


def _sources(scene: Scene) -> Iterator[str]:
    for source in filter(None, (scene.picture, scene.sound)):
        yield from ("-f", "lavfi", "-i", source)


def _encoding(recipe: Recipe, scene: Scene) -> Iterator[str]:
    yield from ("-c:v", *recipe.video, "-b:v", f"{scene.kbits}k", "-threads", "1")
    if recipe.name != "prores":
        yield from ("-pix_fmt", "yuvj420p" if recipe.name == "mjpeg" else "yuv420p")
    if scene.sound:
        yield from ("-c:a", recipe.audio, "-ac", str(scene.channels), "-ar", "48000")
    yield from ("-t", str(min(scene.seconds, recipe.longest)), *scene.extra, *recipe.muxer)
    yield from ("-fflags", "+bitexact", "-flags", "+bitexact")

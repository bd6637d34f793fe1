"""Probe: measure video files and hold them against the rules. Records nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contest.checks import judge_media
from contest.model import Fault, Media, MediaReport
from contest.rules import Rulebook
from contest.titles import compile_pattern, parse
from contest.vault import private


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that is absent or can't be opened; ``reason`` is the system's own word, or LINK for
    a link in a folder, which is passed over."""

    path: str
    reason: str


LINK = "link"


def gather(paths: Sequence[str]) -> tuple[list[Path], list[Missing]]:
    """The files to probe: named ones whatever they are called, in folders those with a video's
    suffix, hidden ones and links passed over; and the paths that can't be opened."""
    from contest.media import VIDEO_SUFFIXES

    files: list[Path] = []
    missing: list[Missing] = []
    for name in paths:
        path = Path(name)
        try:
            if not name:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                files += _inside(path, VIDEO_SUFFIXES, missing)
                continue
            if stat.S_ISREG(mode):
                with path.open("rb"):
                    pass
        except (OSError, ValueError) as error:
            missing.append(Missing(name, _reason(error)))
        else:
            files.append(path)
    return files, missing


def _inside(folder: Path, suffixes: frozenset[str], missing: list[Missing]) -> list[Path]:
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        missing.append(Missing(str(error.filename), _reason(error)))

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.is_symlink():
                missing.append(Missing(str(path), LINK))
                continue
            if path.suffix.lower() in suffixes:
                found.append(path)
    return found


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def probe(
    files: Sequence[Path], rules: Rulebook, jobs: int | None, depth: str | None = None
) -> Iterator[MediaReport]:
    """Each file measured and judged, in the order given; decoded too where a ``depth`` is given
    ("deep", "full"). A category is claimed only by a file that bears a title for its name.

    Raises: ToolError without an ffmpeg to run, where it is to decode.
    """
    from contest.media import probe_all

    pattern = compile_pattern(rules, "file")
    for media in probe_all(files, jobs=jobs):
        title = parse(Path(media.path).name, pattern, where="file")
        if depth is not None:
            media = _looked_at(media, depth)
        yield judge_media(media, rules, title.fields.get("category"))


def _looked_at(media: Media, depth: str) -> Media:
    """The video with what decoding it showed."""
    from contest.media.look import Glance, look_at

    seen = look_at(media, Path(media.path), Glance(depth, threads=os.cpu_count() or 1))
    if seen is None:
        return media
    if seen.failure is not None:
        failed = Fault(code="M118", args={"reason": seen.failure})
        media = media._replace(faults=(*media.faults, failed))
    return media._replace(look=seen.look)


def picture(report: MediaReport, folder: Path) -> Path | None:
    """Write one picture of the video into ``folder``, taken at a tenth of its length; None for
    what has no picture. Named after the file and the beginning of its hash, so that two videos
    of one name don't meet. Raises ToolError without an ffmpeg to run."""
    from contest.media import poster

    media = report.media
    if not media.width or not media.sha256:
        return None
    stem = readable_stem(Path(media.path).stem)
    target = folder / f"{stem}-{media.sha256[:8]}.jpg"
    private(folder)
    poster(Path(media.path), target, at=(media.duration or 0) / 10)
    return target


def readable_stem(name: str) -> str:
    """A stranger's file name as part of one of ours."""
    clean = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)
    return clean.encode("utf-8", "replace")[:120].decode("utf-8", "ignore").lstrip("-") or "video"

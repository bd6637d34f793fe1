"""Probe: measure video files and hold them against the rules. Records nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contest.checks import judge_media
from contest.checks.asked import asked_of
from contest.desk.folder import LEDGER_FILE, Folder
from contest.model import Media, MediaReport
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


@dataclass(frozen=True, slots=True)
class Looks:
    """Where looks are kept (None: nowhere), whether those kept count for nothing (``fresh``), and
    who is told of each video, by its path, how many of its seconds are done."""

    folder: Folder | None = None
    fresh: bool = False
    told: Callable[[str, float, float | None], object] | None = None


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
    files: Sequence[Path],
    rules: Rulebook,
    jobs: int | None,
    depth: str | None = None,
    *,
    looks: Looks | None = None,
) -> Iterator[MediaReport]:
    """Each file measured and judged, in the order given; decoded too where a ``depth`` is given
    ("deep", "full"), with every question that was asked. A category is claimed only by a file that
    bears a title for its name.

    Raises: ToolError without an ffmpeg to run, where it is to decode.
    """
    from contest.media import probe_all

    pattern = compile_pattern(rules, "file")
    found = probe_all(files, jobs=jobs)
    if depth is not None:
        found = _looked_at(found, depth, jobs, looks or Looks())
    for media in found:
        title = parse(Path(media.path).name, pattern, where="file")
        category = title.fields.get("category")
        report = judge_media(media, rules, category)
        yield report._replace(asked=asked_of(report, rules, category))


def _looked_at(
    found: Iterable[Media], depth: str, jobs: int | None, looks: Looks
) -> Iterator[Media]:
    """The videos with what decoding them showed, taken from the contest's ledger and kept there,
    where there is one."""
    from contest.desk.alike import Shelf
    from contest.desk.look import Cache, Film, looked_at

    films = (Film(media, Path(media.path), media.path) for media in found)
    with ExitStack() as stack:
        cache = None
        if looks.folder is not None and (looks.folder.path / LEDGER_FILE).exists():
            store = stack.enter_context(looks.folder.ledger())
            cache = Cache(store, Shelf(), fresh=looks.fresh)
        yield from looked_at(films, depth, jobs=jobs, cache=cache, told=looks.told)


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

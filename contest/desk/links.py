"""Links: which files still lie elsewhere, and taking in what a person has downloaded. The program
itself downloads nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.folder import Folder
from contest.errors import ContestError, UsageError
from contest.ledger.links import OpenLink, open_links

if TYPE_CHECKING:
    from contest.desk.line import Line
    from contest.ledger.record import Act

NEAR = 0.01
"""How far a size may be from what the mail says of it, which is mostly rounded: 128.03M."""
LITTLE = 64 << 10
"""Bytes that make no difference."""
UNFINISHED = (".crdownload", ".part", ".download", ".downloading", ".tmp", ".td", ".xltd")
"""What browsers and net disks call a file that they are still writing."""
_COPY = re.compile(r"\s*[(（]\d{1,3}[)）](?=\.\w{1,5}$|$)")


class Attached(NamedTuple):
    """A file that was taken in for a link."""

    link: OpenLink
    path: Path


class Wanted(NamedTuple):
    """How a file is to be taken in: for which link, where several are open; ``force`` says whatever
    its size, ``dry_run`` that nothing is to be recorded."""

    url: str | None = None
    force: bool = False
    reason: str = ""
    dry_run: bool = False


ANY = Wanted()


def listed(folder: Folder) -> list[OpenLink]:
    """The open links, soonest expiry first."""
    with folder.ledger() as store, store.read() as db:
        return open_links(db)


def attach(folder: Folder, entry: int, path: Path, act: Act, wish: Wanted = ANY) -> Attached:
    """Take in a downloaded file for a link of an entry. Raises UsageError where it is not certain
    which link is meant, or the size is another one, unless by ``force``."""
    size = _size(path)
    with folder.ledger() as store, store.read() as db:
        # What was taken in by mistake may be replaced, by force.
        waiting = open_links(db, entry) or open_links(db, entry, taken=wish.force)
    wanted = [link for link in waiting if wish.url in {None, link.url}]
    if not wanted:
        raise UsageError("Entry {entry} waits for no such file.", entry=entry)
    if len(wanted) > 1:
        wanted = [link for link in wanted if _fits(link, path.name, size)] or wanted
    if len(wanted) > 1:
        raise UsageError(
            "Entry {entry} waits for several files; name one with --url: {allowed}.",
            entry=entry,
            allowed=", ".join(link.url for link in wanted),
        )
    (link,) = wanted
    if not wish.force and not _about(link.size, size):
        raise UsageError(
            "{path} has {size} bytes, the mail says {expected}; --force takes it all the same.",
            path=str(path),
            size=size,
            expected=link.size or 0,
        )
    if not wish.dry_run:
        _take(folder, [Attached(link, path)], act, wish.reason)
    return Attached(link, path)


def sizes(downloads: Path) -> dict[Path, int]:
    """The files of a folder of downloads that are whole by their names, and their sizes. Raises
    ContestError where the folder can't be read."""
    try:
        files = [path for path in downloads.iterdir() if path.is_file()]
        return {
            path: path.stat().st_size
            for path in sorted(files)
            if not path.name.lower().endswith(UNFINISHED) and not path.name.startswith(".")
        }
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContestError(
            "{path} can't be read: {reason}.", path=str(downloads), reason=reason
        ) from None


def gather(
    folder: Folder, downloads: Path, act: Act, before: Mapping[Path, int] | None = None
) -> Iterator[Attached]:
    """Take in every file of a folder of downloads whose name and size are those of one open link,
    and of no other; with the sizes of a moment ``before`` only what has not grown since. Raises
    ContestError where the folder can't be read."""
    links = listed(folder)
    found: list[Attached] = []
    for path, size in sizes(downloads).items():
        if before is not None and before.get(path) != size:
            continue  # somebody is still writing it
        fitting = [link for link in links if link.name and _fits(link, path.name, size)]
        if len({link.url for link in fitting}) == 1:
            found.append(Attached(fitting[0], path))
    once = [a for a in found if sum(b.link.url == a.link.url for b in found) == 1]
    _take(folder, once, act)
    yield from once


def _take(folder: Folder, found: list[Attached], act: Act, reason: str = "") -> None:
    """Keep the bytes, note where they belong, and judge anew every mail that names the link."""
    if not found:
        return
    from contest.desk.line import Line
    from contest.intake.stretch import whole
    from contest.ledger.record import event, keep_download
    from contest.media import VIDEO_SUFFIXES, Pool

    with ExitStack() as stack:
        store = stack.enter_context(folder.ledger())
        line = Line(folder, store, stack.enter_context(Pool()), act)
        try:
            for link, path in found:
                sha256, size = folder.vault.put(whole(str(path)).pieces())
                if Path(link.name).suffix.lower() in VIDEO_SUFFIXES:
                    _measure(line, sha256, size)  # before the transaction: it takes long
                with store.write(act) as db:
                    naming = keep_download(db, link.url, sha256, size)
                    after = {"url": link.url, "sha256": sha256}
                    event(
                        db, act, "downloaded", entry=link.entry, after=after, reason=reason or None
                    )
                    # In the same transaction: once the file is known nobody waits for it, so that
                    # the command run again would not come back to these.
                    for submission in naming:
                        line.again(submission)
                    if path == found[-1].path:
                        for _ in line.settle():
                            pass  # the list of entries shows where each stands
        finally:
            line.show()


def _measure(line: Line, sha256: str, size: int) -> None:
    """Measure kept bytes, so that whoever records them later need not wait for it."""
    from contest.ledger.media import stored_path
    from contest.ledger.record import keep_file, keep_media

    media = line.preparer.pool.submit(line.vault.path(sha256), known=sha256).result()
    with line.store.write() as db:
        keep_file(db, sha256, size)
        measured = media._replace(path=stored_path(sha256), sha256=sha256)
        keep_media(db, [measured], line.preparer.tools)


def _size(path: Path) -> int:
    try:
        if path.is_file():
            return path.stat().st_size
        reason = "No such file or directory" if not path.exists() else "Is a directory"
    except OSError as error:
        reason = error.strerror or str(error)
    raise ContestError("{path} can't be read: {reason}.", path=str(path), reason=reason)


def _fits(link: OpenLink, name: str, size: int) -> bool:
    return _plain(link.name) == _plain(name) and _about(link.size, size)


def _about(expected: int | None, size: int) -> bool:
    """Whether a size can be the one that a mail states."""
    return expected is None or abs(size - expected) <= max(LITTLE, NEAR * expected)


def _plain(name: str) -> str:
    """A file name without what downloading adds to it: a copy's number, another way of writing
    accents, signs that a file system does not take."""
    plain = _COPY.sub("", unicodedata.normalize("NFC", name.strip()))
    return re.sub(r"[^\w.]+", "", plain.casefold())

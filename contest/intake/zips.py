"""A zip of mails → its mails. Nothing is ever written under a name from the archive."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from contest.intake.archives import DAMAGED, ENCRYPTED, LIMITS, RATIO, SMALL
from contest.intake.base import Item, Received, Unreadable
from contest.intake.charsets import decode, shown
from contest.intake.mail import read_mails
from contest.intake.mbox import read_mbox
from contest.intake.scratch import Scratch
from contest.intake.stretch import PIECE, whole
from contest.intake.terms import Terms, senseless
from contest.intake.videos import suffix_of
from contest.model import Channel

MOST = 20_000
"""Mails read of one archive."""
LARGEST = 256 << 30
"""Bytes that they may unpack to together."""
_BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, ValueError)


def holds_mails(path: str) -> bool:
    """Whether there is any mail in the archive. Raises OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(map(_is_mail, archive.infolist()))
    except _BROKEN:
        return False


def read_zip(path: str, terms: Terms) -> Iterator[Item]:
    """Every ``.eml`` and ``.mbox`` of the archive, its name as part, in the archive's order.
    Raises OSError."""
    if not len(whole(path)):
        yield senseless(path, Channel.MAIL, "S101")
        return
    try:
        with zipfile.ZipFile(path) as archive:
            mails = [entry for entry in archive.infolist() if _is_mail(entry)]
            total = sum(entry.file_size for entry in mails)
            if len(mails) > MOST or total > LARGEST or any(map(_is_bomb, mails)):
                yield Unreadable(shown(path), LIMITS)
                return
            for entry in mails:
                yield from _read(path, archive, entry, terms)
            if not mails:
                yield senseless(path, Channel.MAIL, "S102")
    except _BROKEN:
        yield Unreadable(shown(path), DAMAGED)


def _read(
    path: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, terms: Terms
) -> Iterator[Item]:
    """The mails of one member, unpacked for as long as they are read."""
    name = _name(entry)
    if entry.flag_bits & 1:
        yield Unreadable(f"{shown(path)}/{name}", ENCRYPTED)
        return
    scratch = Scratch()  # the run's own is emptied after every mail
    try:
        with archive.open(entry) as member:
            file = scratch.keep(iter(lambda: member.read(PIECE), b""))
        if suffix_of(name) == ".mbox":
            found = read_mbox(file, terms)
        else:
            found = read_mails(whole(file), None, terms)
        for item in found:
            yield _placed(item, path, name)
    except _BROKEN:
        yield Unreadable(f"{shown(path)}/{name}", DAMAGED)
    finally:
        scratch.close()


def _placed(item: Item, path: str, name: str) -> Item:
    """The item under the archive's path instead of the temporary one."""
    if not isinstance(item, Received):
        return item
    part = "/".join(filter(None, (name, item.submission.part)))
    return item._replace(submission=item.submission._replace(source=shown(path), part=part))


def _is_mail(entry: zipfile.ZipInfo) -> bool:
    base = Path(entry.filename).name
    hidden = base.startswith(".") or entry.filename.startswith("__MACOSX/")
    return not entry.is_dir() and not hidden and suffix_of(base) in (".eml", ".mbox")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was packed: without the flag for UTF-8 it is in the packer's own encoding."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return decode(entry.filename.encode("cp437"))[0]
    except UnicodeEncodeError:
        return entry.filename

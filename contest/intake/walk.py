"""From a path to what lies there: folders, Maildirs, single files, and what is passed over."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from contest.intake.base import Item, PassedOver, Unreadable
from contest.intake.charsets import shown
from contest.intake.headers import KNOWN, Budget, Headers, read_headers
from contest.intake.landing import internaldate_of
from contest.intake.lines import read_titles
from contest.intake.mail import read_mails
from contest.intake.mbox import read_mbox
from contest.intake.posts import names_a_title
from contest.intake.sheets import HEADER, tables
from contest.intake.stretch import Stretch, whole
from contest.intake.terms import Terms, senseless
from contest.intake.videos import MAGIC, SUFFIXES, looks_like_video, suffix_of
from contest.intake.zips import holds_mails
from contest.model import Channel

Reader = Callable[[str, Terms], Iterator[Item]]
_SNIFFED = 64 << 10
_LISTS = (".csv", ".jsonl", ".xlsx", ".xls")
_MAILS = (".eml", ".mbox")
_MAILDIR = frozenset(("cur", "new", "tmp"))
_READ = frozenset((*_MAILS, *_LISTS, *SUFFIXES, ".zip"))
"""Suffixes of what is read in a folder without being named."""


def read_named(path: str, readers: Mapping[str, Reader], terms: Terms) -> Iterator[Item]:
    """What the organiser named: a link is followed, an unknown suffix sniffed at."""
    if not path:  # for pathlib it would be the current folder
        yield Unreadable("", "absent")
        return
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield Unreadable(shown(path), "absent")
        return
    except OSError as error:
        yield _unreadable(path, error)
        return
    suffix = suffix_of(Path(path).name)
    if stat.S_ISDIR(mode):
        yield from _folder(path, readers, terms)
    elif not stat.S_ISREG(mode):
        yield senseless(path, _channel(suffix), "S102")
    elif (reader := readers.get(suffix)) is not None:
        yield from _guarded(path, reader, terms)
    else:
        yield from _guarded(path, _sniffed(readers), terms)


def read_mail_file(path: str, terms: Terms) -> Iterator[Item]:
    """A file with one mail. Raises OSError."""
    yield from read_mails(whole(path), None, terms.arrived(internaldate_of(path)))


def read_text(path: str, terms: Terms) -> Iterator[Item]:
    """A text file: titles, one a line, unless it is a mail or a mailbox under that name, as some
    programs save them. Raises OSError."""
    file = _unmarked(whole(path))
    headers = _headers(file)
    known = {name for name, _ in headers.fields} & KNOWN
    if len(known) < 2:
        yield from read_titles(path, terms)
    elif file.head(5) == b"From ":
        yield from read_mbox(path, terms)
    else:
        yield from read_mail_file(path, terms)


def _folder(path: str, readers: Mapping[str, Reader], terms: Terms) -> Iterator[Item]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(path, error)
        return
    box = _is_maildir(entries)
    if box:
        for name in ("cur", "new"):
            yield from _maildir(str(Path(path, name)), terms)
        entries = [entry for entry in entries if entry.name not in _MAILDIR]
    for entry in entries:
        if box and _is_subfolder(entry):
            yield from _folder(entry.path, readers, terms)
        elif why := _passed_over(entry):
            yield PassedOver(shown(entry.path), why)
        elif _is_folder(entry):
            yield from _folder(entry.path, readers, terms)
        else:
            yield from _found(entry, readers, terms)


def _is_maildir(entries: Iterable[os.DirEntry[str]]) -> bool:
    return {entry.name for entry in entries if _is_folder(entry)} >= _MAILDIR


def _is_subfolder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of a Maildir++, beside the inbox: ``.Sub``, ``.Sub.Lower``."""
    if not entry.name.startswith(".") or not _is_folder(entry):
        return False
    try:
        return _is_maildir(os.scandir(entry.path))
    except OSError:
        return False


def _maildir(path: str, terms: Terms) -> Iterator[Item]:
    """Every file of ``cur`` or ``new`` is a mail, whatever its name."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(path, error)
        return
    for entry in entries:
        if why := _passed_over(entry):
            yield PassedOver(shown(entry.path), why)
        elif entry.is_file(follow_symlinks=False):
            yield from _guarded(entry.path, read_mail_file, terms)
        else:
            yield PassedOver(shown(entry.path), "other")


def _found(entry: os.DirEntry[str], readers: Mapping[str, Reader], terms: Terms) -> Iterator[Item]:
    """A file met in a folder: only what is surely a source is read."""
    path, name = entry.path, entry.name
    suffix = ".mbox" if name.lower() == "mbox" else suffix_of(name)
    reader = readers.get(suffix)
    if reader is None or suffix not in _READ:
        yield PassedOver(shown(path), "other")
        return
    try:
        regular = entry.is_file(follow_symlinks=False)
        if regular and not _is_source(path, suffix):
            yield PassedOver(shown(path), "other")
            return
    except OSError as error:
        yield _unreadable(path, error)
        return
    if regular:
        yield from _guarded(path, reader, terms)
    else:
        yield senseless(path, _channel(suffix), "S102")


def _is_source(path: str, suffix: str) -> bool:
    """Whether a file met in a folder is a list of posts or mails, if its sort leaves that open."""
    if suffix == ".zip":
        return holds_mails(path)
    if suffix in (".xlsx", ".xls"):
        return bool(tables(path, HEADER))
    return suffix not in _LISTS or names_a_title(path)


def _guarded(path: str, reader: Reader, terms: Terms) -> Iterator[Item]:
    """One bad source never stops the others."""
    try:
        yield from reader(path, terms)
    except OSError as error:
        yield _unreadable(path, error)


def _sniffed(readers: Mapping[str, Reader]) -> Reader:
    def reader(path: str, terms: Terms) -> Iterator[Item]:
        file = _unmarked(whole(path))
        first = file.head(MAGIC)
        if not len(file):
            yield senseless(path, Channel.FILE, "S101")
        elif first.startswith(b"From ") and b"\n" in file.head(_SNIFFED):
            yield from readers[".mbox"](path, terms)
        elif looks_like_video(first):
            yield from readers[".mp4"](path, terms)
        elif _looks_like_mail(file):
            yield from read_mail_file(path, terms)
        else:
            yield senseless(path, Channel.FILE, "S102")

    return reader


def _looks_like_mail(file: Stretch) -> bool:
    return any(name in KNOWN for name, _ in _headers(file).fields)


def _unmarked(file: Stretch) -> Stretch:
    """The file without a byte order mark. Raises OSError."""
    mark = file.head(len(BOM_UTF8)) == BOM_UTF8
    return file.inside(file.start + len(BOM_UTF8), file.end) if mark else file


def _headers(file: Stretch) -> Headers:
    start = file.inside(file.start, file.start + _SNIFFED)
    return read_headers(start, Budget())[0]


def _passed_over(entry: os.DirEntry[str]) -> Literal["hidden", "link"] | None:
    if entry.name.startswith("."):
        return "hidden"
    return "link" if entry.is_symlink() else None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _channel(suffix: str) -> Channel:
    if suffix in _MAILS:
        return Channel.MAIL
    if suffix == ".txt":
        return Channel.TEXT
    return Channel.POST if suffix in _LISTS else Channel.FILE


def _unreadable(path: str, error: OSError) -> Unreadable:
    return Unreadable(shown(path), os.strerror(error.errno) if error.errno else str(error))

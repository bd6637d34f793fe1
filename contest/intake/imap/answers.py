"""What a server answers, as values: a folder that was opened, the messages that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from imapclient import IMAPClient

_JUNK = re.compile(r"junk|spam|bulk|垃圾", re.IGNORECASE)


class Message(NamedTuple):
    """A message as the server lists it. ``size`` in bytes as the server says, which may be wrong;
    ``internaldate`` is None where it can't be read."""

    uid: int
    size: int
    internaldate: datetime | None


class Opened(NamedTuple):
    """A folder as it was opened, with so many messages. ``uidvalidity`` changes when the server
    numbers it anew."""

    folder: str
    uidvalidity: int
    exists: int


class GoneError(Exception):
    """A message was deleted while it was being read."""


class RenumberedError(Exception):
    """The server has numbered a folder anew while it was being read."""


class WithheldError(Exception):
    """The server refuses to give a message. ``reason`` is what it says."""

    def __init__(self, uid: int, reason: str) -> None:
        super().__init__(uid, reason)
        self.uid = uid
        self.reason = reason


def opened(client: IMAPClient, folder: str) -> Opened:
    """Open a folder for reading alone."""
    found = client.select_folder(folder, readonly=True)
    return Opened(folder, int(found.get(b"UIDVALIDITY") or 0), int(found.get(b"EXISTS") or 0))


def held(client: IMAPClient, folder: str) -> int:
    """How many messages a folder holds, without opening it."""
    return int(client.folder_status(folder, ["MESSAGES"]).get(b"MESSAGES") or 0)


def message_of(answer: Mapping[bytes, Any]) -> Message:
    """A message from the answer that lists it, which has its UID."""
    return Message(int(answer[b"UID"]), int(answer.get(b"RFC822.SIZE") or 0), _date(answer))


def _date(answer: Mapping[bytes, Any]) -> datetime | None:
    found = answer.get(b"INTERNALDATE")
    return found if isinstance(found, datetime) and found.tzinfo else None


def body_of(answer: Mapping[bytes, Any]) -> bytes | None:
    """What an answer brings of a message; None if nothing."""
    for name, value in answer.items():
        if name.startswith(b"BODY[]"):
            return value if isinstance(value, bytes) else None
    return None


def folders_of(answer: Iterable[tuple[Any, Any, str | bytes]]) -> list[tuple[str, bool]]:
    """The folders that can hold mail, and whether each is for junk."""
    found = [(_text(name), flags) for flags, _, name in answer if b"\\Noselect" not in flags]
    return [(name, b"\\Junk" in flags or bool(_JUNK.search(name))) for name, flags in found]


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode("utf-8", "replace")

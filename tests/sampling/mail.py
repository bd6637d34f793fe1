"""What a sample mail says, before a client has put it into bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

SHENZHEN = timezone(timedelta(hours=8))
MAILBOX = "contest@press.example"
PROVIDER = "mx.contest.example"
USUAL_DELAY = timedelta(seconds=26)
"""Between a sender's clock and the receiving server's; the median of real mails."""


def at(text: str) -> datetime:
    """``"08-25 23:41:07"`` of 2025 in Shenzhen."""
    return datetime.strptime(f"2025-{text}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHENZHEN)


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes."""

    name: str
    address: str

    @property
    def user(self) -> str:
        return self.address.partition("@")[0]

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its name and its bytes, or what makes them when asked."""

    name: str
    content: bytes | Callable[[], bytes]
    type: str = "video/mp4"

    @property
    def data(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content()


@dataclass(frozen=True, slots=True)
class Cloud:
    """A file left with the provider (超大附件): ``size`` in bytes, kept until ``expires``."""

    name: str
    size: int
    expires: datetime

    @property
    def key(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def shown_size(self) -> str:
        """As the providers print it: ``1.2G``, ``128.03M``."""
        mega = self.size / 2**20
        return f"{mega / 1024:.2f}G" if mega >= 1024 else f"{mega:.2f}M"

    @property
    def shown_expiry(self) -> str:
        end = self.expires
        return f"{end.year}年{end.month:02d}月{end.day:02d}日 {end:%H:%M} 到期"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. ``received`` is the contest's provider's clock, ``sent`` the sender's claim.

    ``headers`` are further header lines; ``answers`` the Message-IDs that it replies to, the
    nearest last; ``raw_subject`` replaces the client's own way of encoding the subject.
    """

    sender: Person
    subject: str
    received: datetime
    text: str
    files: tuple[File, ...] = ()
    clouds: tuple[Cloud, ...] = ()
    sent: datetime | None = None
    answers: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    raw_subject: bytes | None = None

    @property
    def claimed(self) -> datetime:
        """What the ``Date`` header says."""
        return self.sent or self.received - USUAL_DELAY

    @property
    def relayed(self) -> datetime:
        """When the sender's provider had it, by its own clock."""
        return self.received - timedelta(seconds=2)

    def token(self, length: int = 16) -> str:
        """Hexadecimal digits that stand for this mail alone: for boundaries and Message-IDs."""
        about = f"{self.sender.address} {self.received.isoformat()} {self.subject}"
        return hashlib.sha256(about.encode()).hexdigest()[:length].upper()

    @property
    def ip(self) -> str:
        """An address from the range kept for documentation (RFC 5737)."""
        return f"203.0.113.{int(self.token(2), 16) % 253 + 1}"


Client = Callable[[Mail], bytes]
"""Writes a mail as one program does."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the table: the file's name, what it teaches, and the mail in a client's manner."""

    name: str
    teaches: str
    client: Client
    mail: Mail

    def __call__(self) -> bytes:
        return self.client(self.mail)

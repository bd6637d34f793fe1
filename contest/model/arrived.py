"""What arrived, before anything is decided: a mail, a post, a video file, a line of text."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from contest.model.faults import Fault
from contest.model.words import Channel, Clock, FileKind


class Sender(NamedTuple):
    """Who handed a submission in (报送人); not necessarily its author."""

    name: str
    address: str


class Times(NamedTuple):
    """When a submission was sent and received, and by whose clock.

    ``sent_at`` is the sender's claim. ``received_at`` is what the deadline is judged by, read
    from the clock ``received_by``. ``internaldate`` and ``hop`` (the topmost Received line) are
    the two servers' clocks where known.
    """

    sent_at: datetime | None = None
    received_at: datetime | None = None
    received_by: Clock | None = None
    internaldate: datetime | None = None
    hop: datetime | None = None


class ReceivedFile(NamedTuple):
    """One file of a submission: attached, or named by a link. ``size`` in bytes where known.

    ``video`` says that name, declared type or first bytes claim a video; the probe decides.
    ``sha256`` is known once the bytes are in the vault. ``characters`` is how many a document
    holds, spaces not counted, where it is of a sort that can be counted. ``code`` opens a link
    (提取码). A link with a ``sha256`` was downloaded by a person; an ``old`` one stands in a mail
    that is only quoted, and nobody waits for its bytes.
    """

    name: str
    size: int | None
    kind: FileKind
    url: str | None = None
    expires_at: datetime | None = None
    video: bool = False
    sha256: str | None = None
    characters: int | None = None
    code: str | None = None
    old: bool = False

    @property
    def linked(self) -> bool:
        """Whether the file lies elsewhere and belongs to this submission."""
        return self.kind is FileKind.LINK and not self.old


class Candidate(NamedTuple):
    """A text in which the title may stand; ``where`` is "subject", "file", "archive", "body",
    "table" or "text"."""

    where: str
    text: str


class Signals(NamedTuple):
    """What the envelope and the words of a mail say about its kind; intake's evidence.

    ``automatic`` names the header or word that marks a machine's mail ("bounce", "auto-reply",
    "list"), None for a person's. ``subject`` has its reply prefixes still on.
    """

    subject: str = ""
    body: str = ""
    automatic: str | None = None
    reply: bool = False


class Submission(NamedTuple):
    """What arrived: one mail, post, video file or line of text, before anything is decided.

    ``source`` is the path as given, ``part`` the place inside an mbox, a list or a mail of
    several works. ``key`` is the identity of what arrived (a SHA-256 of the raw bytes plus the
    part): the same key is the same submission wherever it lies; empty where nobody wants to know it
    again. ``candidates`` stand in the order in which a title is looked for. ``duration`` is a
    post's stated length in seconds. ``subject`` is the title as received, decoded.
    """

    source: str
    part: str | None
    channel: Channel
    key: str
    candidates: tuple[Candidate, ...] = ()
    sender: Sender | None = None
    times: Times = Times()
    files: tuple[ReceivedFile, ...] = ()
    faults: tuple[Fault, ...] = ()
    signals: Signals = Signals()
    message_id: str | None = None
    references: tuple[str, ...] = ()
    url: str | None = None
    duration: float | None = None

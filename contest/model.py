"""The words of the house: what arrived, what it says, what was measured, what was found.

Frozen values only; standard library only. They are named tuples: a frozen dataclass costs four
times as much to define, and every command pays for it at its start. Instants are aware datetimes,
durations seconds, offsets positions of characters (not bytes, not display cells).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # Only named in types; importing it costs a bare start of Python.
    from fractions import Fraction

Scalar = str | int | float

NOTHING: Mapping[str, Scalar] = MappingProxyType({})
NOWHERE: Mapping[str, tuple[int, int]] = MappingProxyType({})
"""Defaults that nobody can change."""


class Word(StrEnum):
    """One of the house's words, as good a key of a table as the text that it stands for: an
    enumeration's own hash is a call of Python code, thousands of times in a long list."""

    __hash__ = str.__hash__


class Channel(Word):
    """By which way a submission came."""

    MAIL = "mail"
    POST = "post"
    FILE = "file"
    TEXT = "text"


class Kind(Word):
    """What a submission wants."""

    ENTRY = "entry"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ORIGINAL = "original"
    QUESTION = "question"
    UNRELATED = "unrelated"


class Severity(Word):
    """How much a finding weighs: an error returns the entry, a review waits for a person."""

    ERROR = "error"
    REVIEW = "review"
    WARNING = "warning"
    INFO = "info"


class Aspect(Word):
    """The four questions asked of every entry; each has its own column on the board."""

    FORM = "form"
    ELIGIBILITY = "eligibility"
    MATERIAL = "material"
    FORMALITIES = "formalities"


class Outcome(Word):
    """The answer for one aspect."""

    PASS = "pass"  # noqa: S105  # an outcome, no password
    FAIL = "fail"
    OPEN = "open"
    NA = "n/a"


class Verdict(Word):
    """What becomes of a submission as far as the program can tell."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REVIEW = "review"


class Status(Word):
    """Where an entry stands in the ledger."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REVIEW = "review"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


class Clock(Word):
    """Whose clock an instant was read from."""

    INTERNALDATE = "internaldate"
    RECEIVED = "received"
    DATE = "date"
    GIVEN = "given"


class FileKind(Word):
    """Whether the bytes came along or only the way to them."""

    ATTACHMENT = "attachment"
    LINK = "link"


class Fault(NamedTuple):
    """Something noticed, before the rulebook has weighed it: a code and its arguments, never text.

    ``start`` and ``end`` are offsets in the title as received; ``fix`` is the text that should
    stand there instead. ``weight`` is a severity's name where one rule of the rulebook gives its
    own; None: the code's.
    """

    code: str
    field: str | None = None
    start: int | None = None
    end: int | None = None
    args: Mapping[str, Scalar] = NOTHING
    fix: str | None = None
    weight: str | None = None


class Finding(NamedTuple):
    """A fault with the weight that the rulebook gives it and the aspect that it belongs to."""

    code: str
    severity: Severity
    aspect: Aspect
    field: str | None = None
    start: int | None = None
    end: int | None = None
    args: Mapping[str, Scalar] = NOTHING
    fix: str | None = None


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


class Title(NamedTuple):
    """A title taken apart.

    ``text`` is the title as received. ``fields`` holds every field of the pattern, None where
    missing; ``spans`` the place of each found one in ``text``. ``suggested`` is a title that
    validates, None where a person must decide. ``repaired`` says that a unique correction was
    taken over (已代为规范).
    """

    text: str
    fields: Mapping[str, str | None]
    spans: Mapping[str, tuple[int, int]] = NOWHERE
    faults: tuple[Fault, ...] = ()
    suggested: str | None = None
    repaired: bool = False
    where: str = "text"

    @property
    def recognised(self) -> int:
        """How many fields were found."""
        return sum(value is not None for value in self.fields.values())


class Media(NamedTuple):
    """One video file, measured. None is "unknown", never zero.

    ``duration`` in seconds, from the packets; ``declared`` is what the container claims.
    ``width`` and ``height`` in pixels as displayed: rotation (degrees, clockwise) and pixel
    aspect applied. ``bit_rate`` in bits a second.
    """

    path: str
    sha256: str | None = None
    size: int | None = None
    container: str | None = None
    duration: float | None = None
    declared: float | None = None
    width: int | None = None
    height: int | None = None
    rotation: int | None = None
    frame_rate: Fraction | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    audio_channels: int | None = None
    bit_rate: int | None = None
    faults: tuple[Fault, ...] = ()


class MediaReport(NamedTuple):
    """A measured file against the rules."""

    media: Media
    findings: tuple[Finding, ...]
    verdict: Verdict


class Report(NamedTuple):
    """A submission, decided. ``reason`` says why it was taken for its kind, ``late_by`` is in
    seconds since the (exclusive) closing instant, ``early_by`` in whole seconds before it; both are
    None where no clock or no closing instant is known."""

    submission: Submission
    kind: Kind
    reason: str
    title: Title
    findings: tuple[Finding, ...]
    aspects: Mapping[Aspect, Outcome]
    verdict: Verdict | None
    late_by: int | None = None
    media: tuple[MediaReport, ...] = ()
    entry: int | None = None
    early_by: int | None = None


class Award(NamedTuple):
    """A prize received. ``rank`` is its place among the prize's awards, ``fields`` are the parts
    of the entry's title."""

    prize: str
    rank: int
    entry: int
    fields: Mapping[str, str | None]

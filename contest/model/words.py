"""The house's own words, each the value of a column and of a JSON key."""

from __future__ import annotations

from enum import StrEnum


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


class Answer(Word):
    """The answer to one question about a video. Nobody has looked: that is no pass."""

    PASS = "pass"  # noqa: S105  # an outcome, no password
    FAIL = "fail"
    NA = "n/a"
    UNKNOWN = "unknown"


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

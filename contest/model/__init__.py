"""The words of the house: what arrived, what it says, what was measured, what was found.

Frozen values only; standard library only. They are named tuples: a frozen dataclass costs four
times as much to define, and every command pays for it at its start. Instants are aware datetimes,
durations seconds, offsets positions of characters (not bytes, not display cells).
"""

from contest.model.arrived import Candidate, ReceivedFile, Sender, Signals, Submission, Times
from contest.model.decided import Award, Report, Title
from contest.model.faults import NOTHING, NOWHERE, Fault, Finding, Scalar
from contest.model.video import Asked, Details, Look, Media, MediaReport, Spans
from contest.model.words import (
    Answer,
    Aspect,
    Channel,
    Clock,
    FileKind,
    Kind,
    Outcome,
    Severity,
    Status,
    Verdict,
    Word,
)

__all__ = [
    "NOTHING",
    "NOWHERE",
    "Answer",
    "Asked",
    "Aspect",
    "Award",
    "Candidate",
    "Channel",
    "Clock",
    "Details",
    "Fault",
    "FileKind",
    "Finding",
    "Kind",
    "Look",
    "Media",
    "MediaReport",
    "Outcome",
    "ReceivedFile",
    "Report",
    "Scalar",
    "Sender",
    "Severity",
    "Signals",
    "Spans",
    "Status",
    "Submission",
    "Times",
    "Title",
    "Verdict",
    "Word",
]

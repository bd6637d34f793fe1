"""What was made of it: the title taken apart, the report, the award."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contest.model.arrived import Submission
from contest.model.faults import NOWHERE, Fault, Finding
from contest.model.video import MediaReport
from contest.model.words import Aspect, Kind, Outcome, Verdict


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

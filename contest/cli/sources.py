"""What validate and track share: standard input, complaints about sources, the summary line."""

from __future__ import annotations

import sys
from bisect import insort
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from contest.cli import FINDINGS, FIX, OK
from contest.cli.corrections import corrected, faulty
from contest.cli.people import place
from contest.cli.safe import shown
from contest.cli.state import State
from contest.errors import UsageError
from contest.model import Report, Status

if TYPE_CHECKING:
    from contest.intake import PassedOver, Unreadable
    from contest.rules import Rulebook


BORDER = 3600
"""Seconds round the closing instant within which a submission is worth a look."""
MOST_NEAREST = 20
"""Such submissions that are kept."""


class Tally:
    """Counts what went by, for the summary and the exit code."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.restated = 0
        self.recorded = self.unchanged = self.unreadable = 0
        self.faulty = self.fixable = self.changed = 0
        self.nearest: list[tuple[int, str]] = []

    def count(self, report: Report) -> None:
        """Count a submission."""
        self.verdicts[report.verdict or "other"] += 1
        for finding in report.findings:
            self.codes[finding.code] += 1
        for video in report.media:
            self.codes.update(f.code for f in video.findings)
        self._weigh_time(report)
        changed = corrected(report) is not None
        self.changed += changed
        if report.findings and faulty(report):
            self.faulty += 1
            self.fixable += changed

    def _weigh_time(self, report: Report) -> None:
        """Keep what arrived nearest to the closing instant, in seconds after it."""
        margin = report.late_by
        if report.early_by is not None:
            margin = -report.early_by
        if margin is not None and report.verdict and abs(margin) <= BORDER:
            insort(self.nearest, (margin, place(report)), key=lambda item: abs(item[0]))
            del self.nearest[MOST_NEAREST:]

    def restate(self, state: State, entry: int, status: Status) -> None:
        """Say of an entry that it stands otherwise now that all have been counted."""
        self.restated += status is not Status.ACCEPTED
        message = "Entry {entry} is {status}, now that all have been counted."
        state.talk(state.wording.say(message, entry=entry, status=status.value))

    @property
    def submissions(self) -> int:
        """All submissions."""
        return self.verdicts.total()

    @property
    def exit_code(self) -> int:
        """2 beats 1: what could not be opened is the organiser's to mend."""
        if self.unreadable:
            return FIX
        bad = self.verdicts["returned"] + self.verdicts["review"] + self.restated
        return FINDINGS if bad else OK

    def complain(self, state: State, item: Unreadable | PassedOver) -> None:
        """Say on stderr what could not be opened; count what was passed over."""
        from contest.intake import PassedOver

        if isinstance(item, PassedOver):
            if item.why == "other":
                name = item.source.rpartition("/")[2]
                self.passed[name.rpartition(".")[2].lower() if "." in name else name] += 1
            return
        self.unreadable += 1
        say = state.wording.say
        sys.stderr.write(
            say("error")
            + say(": ")
            + say(
                "{path} can't be read: {reason}.",
                path=shown(item.source),
                reason=say(REASONS.get(item.reason, item.reason)),
            )
            + "\n"
        )

    def close(self, state: State) -> None:
        """The last word on stderr about what was passed over."""
        if self.passed:
            kinds = [shown(kind) for kind, _ in self.passed.most_common(5)]
            state.talk(
                state.wording.count(
                    "{number} other file was passed over ({kinds}).",
                    "{number} other files were passed over ({kinds}).",
                    self.passed.total(),
                    kinds=", ".join(kinds),
                )
            )


REASONS = {
    "absent": "there is no such file or folder",
    "not-a-list": "no column of it is called text or title",
}


def standard_input(sources: list[str]) -> BinaryIO | None:
    """Standard input, if a source asks for it."""
    return sys.stdin.buffer if "-" in sources and sys.stdin is not None else None


def given_time(text: str | None, rules: Rulebook, *, end: bool = False) -> datetime | None:
    """The instant given by --received or the like, in the contest's time zone unless it names its
    own."""
    if text is None:
        return None
    from zoneinfo import ZoneInfo

    from contest.quantities import instant

    try:
        # As a deadline is written, "24:00" included; a day alone means its beginning, or its end.
        return instant(text, ZoneInfo(rules.contest.timezone), end=end)
    except (ValueError, OverflowError):
        raise UsageError(
            "“{value}” is no time; write 2025-08-25T23:59:59 or 2025-08-25T23:59:59+08:00.",
            value=text,
        ) from None

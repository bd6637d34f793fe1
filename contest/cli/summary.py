"""The last lines of validate and track."""

from __future__ import annotations

import sys

from contest.checks import CHECKS
from contest.cli.people import Talker
from contest.cli.sources import Tally
from contest.cli.state import State


def summary_line(state: State, tally: Tally, talker: Talker) -> None:
    """How many there were and how they stand."""
    if state.quiet:
        return
    wording = state.wording
    counts = [
        f"{wording.say(name)} {tally.verdicts[name]}"
        for name in ("accepted", "returned", "review", "other")
        if tally.verdicts[name]
    ]
    line = wording.count("{number} submission", "{number} submissions", tally.submissions)
    if counts:
        line += wording.say(": ") + wording.say(", ").join(counts)
    if tally.recorded or tally.unchanged:
        line += wording.say("; ") + wording.say(
            "{recorded} recorded, {unchanged} unchanged",
            recorded=tally.recorded,
            unchanged=tally.unchanged,
        )
    if tally.fixable:
        line += wording.say("; ") + wording.count(
            "{number} title can be corrected without asking",
            "{number} titles can be corrected without asking",
            tally.fixable,
        )
    talker.line(line, "bold")


def statistics(tally: Tally) -> None:
    """How often each code occurred, the most frequent first."""
    for code, number in sorted(tally.codes.items(), key=lambda item: (-item[1], item[0])):
        sys.stdout.write(f"{number:6}  {code}  {CHECKS[code].name}\n")

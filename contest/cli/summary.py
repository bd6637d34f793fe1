"""The last lines of validate and track."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from contest.checks import CHECKS
from contest.cli.documents import Document
from contest.cli.people import Talker
from contest.cli.sources import Tally
from contest.cli.state import State
from contest.model import Report


def summary_line(state: State, tally: Tally, talker: Talker, *, fixes: bool = False) -> None:
    """How many there were and how they stand; with ``fixes``, which options correct titles."""
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
    if tally.faulty:
        line += wording.say("; ") + wording.count(
            "{fixable} of {number} faulty title can be corrected without asking",
            "{fixable} of {number} faulty titles can be corrected without asking",
            tally.faulty,
            fixable=tally.fixable,
        )
    if tally.fixable and fixes:
        line += wording.say(" (see --fix and --diff)")
    talker.line(line, "bold")


def statistics(state: State, tally: Tally) -> None:
    """How often each code occurred, the most frequent first; then what arrived nearest to the
    closing instant, with its margin."""
    for code, number in most_frequent(tally):
        sys.stdout.write(f"{number:6}  {code}  {CHECKS[code].name}\n")
    if tally.nearest:
        sys.stdout.write(state.wording.say("Nearest to the closing time:") + "\n")
    for margin, where in tally.nearest:
        minutes, seconds = divmod(abs(margin), 60)
        sign = "-" if margin < 0 else "+"
        sys.stdout.write(f"{f'{sign}{minutes}:{seconds:02}':>9}  {where}\n")


def counted(reports: Iterable[Report], tally: Tally) -> Iterator[Document]:
    """The same for programs, when all reports have gone by."""
    for _ in reports:
        pass  # the tally counts them on their way
    for code, number in most_frequent(tally):
        yield {"code": code, "name": CHECKS[code].name, "count": number}


def most_frequent(tally: Tally) -> list[tuple[str, int]]:
    """Codes and how often they occurred."""
    return sorted(tally.codes.items(), key=lambda item: (-item[1], item[0]))

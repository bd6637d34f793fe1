"""Corrected titles: as a list for --fix, as a comparison for --diff."""

from __future__ import annotations

import re

from contest.cli.safe import shown
from contest.cli.styles import Line
from contest.model import Report, Severity

_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def corrected(report: Report) -> str | None:
    """The title as it should be, where that is known and not what was written."""
    title = report.title
    return title.suggested if title.suggested != title.text else None


def faulty(report: Report) -> bool:
    """Whether anything worth a line is wrong with the title."""
    return any(f.code[0] == "T" and f.severity is not Severity.INFO for f in report.findings)


def fixed(report: Report) -> str:
    """The corrected title, or the title as it came, on one line whatever it holds: line breaks
    become spaces, other characters that a terminal obeys become visible."""
    return one_line(report.title.suggested or report.title.text)


def difference(report: Report, place: str) -> list[Line]:
    """What the correction changes, as a unified diff of one line; nothing where it is none."""
    new = corrected(report)
    if new is None:
        return []
    return [
        [(f"--- {place}", "bold")],
        [(f"+++ {place}", "bold")],
        [("@@ -1 +1 @@", "cyan")],
        [(f"-{one_line(report.title.text)}", "red")],
        [(f"+{one_line(new)}", "green")],
    ]


def one_line(text: str) -> str:
    """``text`` as one line that a terminal may show."""
    return shown(_BREAKS.sub(" ", text))

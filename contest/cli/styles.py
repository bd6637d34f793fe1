"""The colours of severities and verdicts, and lines that wear them."""

from __future__ import annotations

from contest.model import Severity, Verdict

Line = list[tuple[str, str]]
"""Pieces of text with rich styles; a plain terminal ignores the styles."""

STYLES = {
    Severity.ERROR: "bold red",
    Severity.REVIEW: "bold yellow",
    Severity.WARNING: "cyan",
    Severity.INFO: "dim",
}
VERDICTS = {
    Verdict.ACCEPTED: ("✓", "green"),
    Verdict.RETURNED: ("✗", "bold red"),
    Verdict.REVIEW: ("?", "bold yellow"),
    None: ("·", "dim"),
}

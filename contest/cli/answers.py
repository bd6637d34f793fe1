"""Every question that was asked of a video, one a line: mark, code, what, expected, actual, clause.

Where there is no colour there are no marks either but words, which a screen reader says and grep
finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contest.checks.asked import QUESTIONS
from contest.cli.safe import fitted, pad, shown, width
from contest.cli.styles import STYLES, Line
from contest.model import Answer, Asked, MediaReport
from contest.wording import Wording

NA = Answer.NA

MARKS = {
    Answer.PASS: ("✓", "green"),
    Answer.FAIL: ("✗", "bold red"),
    Answer.NA: ("–", "dim"),
    Answer.UNKNOWN: ("?", "bold yellow"),
}
SAID = {
    Answer.PASS: "pass",
    Answer.FAIL: "fail",
    Answer.NA: "n/a",
    Answer.UNKNOWN: "not known",
}
"""The words for people; "unknown" is already that of a file that nobody can make sense of."""

WIDEST = 24
"""Cells of a value at most where no terminal says how many there are (JSON has it whole), and of
the clause that a terminal leaves room for: the few that are longer run over."""
NARROWEST = 12
INDENT = 4
GAP = 2


def plain_answers(asked: Sequence[Asked], path: str, wording: Wording) -> Iterator[str]:
    """For a pipe: ``path: pass M202 shorter side  ≥ 720  1280×720  [media] short_side``."""
    words = _words(asked, wording)
    for word, row in zip(words, _rows(asked, wording, WIDEST), strict=True):
        yield f"{path}: {word} {(' ' * GAP).join(row)}".rstrip()


def columned(report: MediaReport, wording: Wording, columns: int, *, marks: bool) -> Iterator[Line]:
    """For a terminal of so many columns; what failed wears the colour of its finding."""
    asked = report.asked
    severities = {finding.code: finding.severity for finding in report.findings}
    words = [MARKS[one.outcome][0] for one in asked] if marks else _words(asked, wording)
    heading = [wording.say(word) for word in ("asked", "expected", "actual", "clause")]
    clauses = min(WIDEST, max(width(shown(one.clause)) for one in asked))
    labels = max(width(_label(one, wording)) for one in asked)
    margin = INDENT + max(map(width, words)) + 1
    room = max(NARROWEST, (columns - margin - labels - clauses - 3 * GAP) // 2)
    (*cells, clause), *rows = _rows(asked, wording, room, heading)
    yield [(" " * margin + "".join(cell + " " * GAP for cell in cells) + clause, "dim")]
    for one, word, (*cells, clause) in zip(asked, words, rows, strict=True):
        severity = severities.get(one.code)
        style = STYLES[severity] if severity else MARKS[one.outcome][1]
        text = "".join(cell + " " * GAP for cell in cells)
        yield [
            (f"{' ' * INDENT}{word} ", style),
            (text if clause else text.rstrip(), "dim" if one.outcome is NA else ""),
            (clause, "dim"),
        ]


def _words(asked: Sequence[Asked], wording: Wording) -> list[str]:
    said = [wording.say(SAID[one.outcome]) for one in asked]
    cells = max(map(width, said))
    return [pad(word, cells) for word in said]


def _rows(
    asked: Sequence[Asked], wording: Wording, room: int, heading: Sequence[str] = ()
) -> Iterator[list[str]]:
    """Code with label, expected, actual and clause, all but the last filled up to one width; the
    ``heading`` first."""
    rows = [tuple(heading)] if heading else []
    rows += [
        (
            _label(one, wording),
            _value(one.expected, wording, room),
            _value(one.actual, wording, room),
            shown(one.clause),
        )
        for one in asked
    ]
    widths = [max(width(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        yield [*(pad(cell, cells) for cell, cells in zip(row, widths, strict=False)), row[3]]


def _label(one: Asked, wording: Wording) -> str:
    return f"{one.code} {wording.say(QUESTIONS[one.code].label)}"


def _value(value: str | None, wording: Wording, room: int) -> str:
    return "" if value is None else fitted(shown(wording.word(value)), room)

"""What a run that records tells of each submission, for people and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from contest.cli import documents
from contest.cli.emit import emit
from contest.cli.options import Format
from contest.cli.people import Talker
from contest.cli.sources import Tally
from contest.cli.speaker import console
from contest.cli.state import State
from contest.cli.summary import summary_line
from contest.model import Report
from contest.rules import Rulebook

if TYPE_CHECKING:
    from contest.desk.line import Restated, Tracked
    from contest.intake import PassedOver, Unreadable

COLUMNS = (
    "source", "part", "channel", "kind", "verdict", "title", "fields.topic", "fields.form",
    "fields.category", "fields.work", "fields.author", "fields.department", "received_at",
    "late_by", "findings", "suggested_title",
)  # fmt: skip
"""Columns of a submission in a table for programs."""


def show_run(
    state: State,
    rules: Rulebook,
    found: Iterable[Tracked | Restated | Unreadable | PassedOver],
    format_: Format,
    command: str,
    told: str = "",
    *,
    fresh: bool = False,
) -> None:
    """Print what was taken in as it comes, for people only what is ``fresh`` if so asked; then the
    summary and ``told``; exits with the code."""
    from contest.desk.line import Restated, Tracked

    tally = Tally()

    def reports() -> Iterator[Report]:
        with _progress(state) as step:
            for item in found:
                if isinstance(item, Restated):
                    tally.restate(state, item.entry, item.status)
                    continue
                if not isinstance(item, Tracked):
                    tally.complain(state, item)
                    continue
                step(item.report.submission.source)
                tally.count(item.report)
                tally.recorded += item.recorded
                tally.unchanged += not item.recorded
                if item.recorded or not fresh or format_ is not Format.AUTO:
                    yield item.report

    if format_ is Format.AUTO:
        talker = Talker(state)
        for report in reports():
            talker.submission(report)
        summary_line(state, tally, talker)
        if told:
            state.talk(told)
    else:
        rows = (documents.tracked(r, state.wording) for r in reports())
        columns = (*COLUMNS, "entry", "media", *documents.own_columns(rules))
        emit(format_, command, rows, lambda: _summary(tally), columns)
    tally.close(state)
    raise typer.Exit(tally.exit_code)


def _summary(tally: Tally) -> documents.Document:
    counts = {name: tally.verdicts[name] for name in ("accepted", "returned", "review", "other")}
    return {
        "submissions": tally.submissions,
        "recorded": tally.recorded,
        "unchanged": tally.unchanged,
    } | counts


@contextmanager
def _progress(state: State) -> Iterator[Any]:
    """A running count on stderr, where that is a terminal and stdout is not the same one."""
    if state.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _source: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from contest.cli.safe import shown

    # Without the two redirections every result printed meanwhile would go to stderr.
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed}  {task.description}", markup=False),
        console=console(state, stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        task = progress.add_task("", total=None)
        yield lambda source: progress.update(task, advance=1, description=shown(source))

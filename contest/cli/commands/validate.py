"""contest validate: title format and deadline of everything that arrived."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.corrections import difference, fixed
from contest.cli.options import Format, FormatOption, Profile, Sources
from contest.cli.people import Talker, place
from contest.cli.recording import COLUMNS
from contest.cli.sources import Tally, given_time, standard_input
from contest.cli.state import State
from contest.cli.summary import counted, statistics, summary_line
from contest.desk.validate import Desk, validate_titles
from contest.errors import UsageError
from contest.model import Report
from contest.rules import Rulebook

app = commands("")

COUNTS: tuple[str, ...] = ("count", "code", "name")


@app.command(cls=Command, help="Check titles and deadline; records nothing.")
def validate(
    ctx: typer.Context,
    sources: Sources = None,
    title: Annotated[
        list[str] | None, typer.Option("--title", metavar="TEXT", help="A title to check.")
    ] = None,
    received: Annotated[
        str | None,
        typer.Option("--received", metavar="TIME", help="When it arrived; outweighs every clock."),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Print the corrected titles, one a line.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what a correction would change.")
    ] = False,
    statistics_: Annotated[
        bool, typer.Option("--statistics", help="Print how often each code occurs.")
    ] = False,
    profile: Profile = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Check titles and deadline."""
    state: State = ctx.obj
    if not sources and not title:
        raise UsageError("Nothing to validate: name a SOURCE or give a --title.")
    tally = Tally()
    rules = state.rules(profile)
    reports = _reports(state, rules, sources or [], title or [], received, tally)
    if format_ is not Format.AUTO:
        _for_programs(state, format_, reports, tally, rules, statistics_=statistics_)
    elif diff:
        _differences(state, reports, tally)
    elif fix:
        for report in reports:
            sys.stdout.write(fixed(report) + "\n")
    else:
        talker = Talker(state)
        for report in reports:
            if not statistics_:
                talker.submission(report)
        if statistics_:
            statistics(state, tally)
        summary_line(state, tally, talker, fixes=True)
    tally.close(state)
    raise typer.Exit(tally.exit_code)


def _reports(
    state: State,
    rules: Rulebook,
    sources: list[str],
    titles: list[str],
    received: str | None,
    tally: Tally,
) -> Iterator[Report]:
    given = given_time(received, rules)
    desk = Desk.of(rules, timed=bool(sources or given))
    for report in validate_titles(desk, titles, given):
        tally.count(report)
        yield report
    if not sources:
        return
    from contest.desk.validate import validate as check

    for item in check(desk, sources, standard_input(sources), given):
        if isinstance(item, Report):
            tally.count(item)
            yield item
        else:
            tally.complain(state, item)


def _for_programs(
    state: State,
    format_: Format,
    reports: Iterator[Report],
    tally: Tally,
    rules: Rulebook,
    *,
    statistics_: bool,
) -> None:
    from contest.cli import documents
    from contest.cli.emit import emit

    if statistics_:
        rows, columns = counted(reports, tally), COUNTS
    else:
        rows = (documents.report(r, state.wording) for r in reports)
        columns = (*COLUMNS, *documents.own_columns(rules))
    emit(format_, "validate", rows, lambda: _summary(tally), columns)


def _differences(state: State, reports: Iterator[Report], tally: Tally) -> None:
    talker = Talker(state)
    for report in reports:
        talker.lines(difference(report, place(report)))
    state.talk(
        state.wording.count(
            "{number} title would change.", "{number} titles would change.", tally.changed
        )
    )


def _summary(tally: Tally) -> dict[str, int]:
    return {"submissions": tally.submissions} | {
        name: tally.verdicts[name] for name in ("accepted", "returned", "review", "other")
    }

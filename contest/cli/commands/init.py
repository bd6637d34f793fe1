"""contest init: write contest.toml, from the built-in rules, a template or last season's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.safe import shown
from contest.cli.state import State
from contest.errors import UsageError
from contest.rules import Rulebook

app = commands("")


@app.command(cls=Command, help="Write contest.toml with every setting explained.")
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder; else --dir, else this one.")
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="NAME", help="Begin with a real contest's rules."),
    ] = None,
    list_templates: Annotated[
        bool, typer.Option("--list-templates", help="List the templates and where they are from.")
    ] = False,
    last: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Take over rules, rosters and letters."),
    ] = None,
    opens: Annotated[
        str | None, typer.Option("--opens", metavar="DATE", help="First day for entries.")
    ] = None,
    closes: Annotated[
        str | None, typer.Option("--closes", metavar="DATE", help="Last day for entries.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing, keep what is shown.")] = False,
) -> None:
    """Write the rules into a folder; an existing contest.toml stays untouched."""
    from contest.cli.places import warning
    from contest.desk import init as desk

    state: State = ctx.obj
    say = state.wording.say
    if list_templates:
        for one in desk.templates():
            sys.stdout.write(f"{one.name}\n    {one.contest}\n    {one.about}\n    {one.source}\n")
        return
    if template and last:
        raise UsageError("Say one of --template and --from, not both.")
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not yes
    if last is not None:
        if closes is None and asks:
            closes = str(typer.prompt(say("Last day for entries (it counts whole)"), err=True))
        if closes is None:
            raise UsageError("A new season needs its own dates: say --closes DATE.")
        text = desk.from_season(last, opens, closes)
    elif template is not None:
        text = desk.from_template(template, opens, closes)
    else:
        text = desk.rules_text(_rules(state, opens, closes, asks=asks), say)
    path, taken = desk.init(folder or state.dir or Path(), text, last)
    if risk := warning(path.parent, state.wording):
        state.talk(risk)
    state.talk(
        say("{path} written. Open it and set dates, limits and prizes.", path=shown(str(path)))
    )
    for name in taken:
        state.talk(say("Taken over: {name}", name=shown(name)))
    state.talk(say("“contest config check” tells mistakes, “contest config show” what it means."))


def _rules(state: State, opens: str | None, closes: str | None, *, asks: bool) -> Rulebook:
    """The built-in rules with the dates given, and on a terminal what the organiser answers."""
    from msgspec.structs import replace

    rules = Rulebook()
    contest = rules.contest
    contest = replace(contest, opens=opens or contest.opens, closes=closes or contest.closes)
    rules = replace(rules, contest=contest)
    if asks:
        from contest.cli.questions import ask

        return ask(state, rules)
    from contest.rulebook.load import parse
    from contest.rulebook.write import render

    return parse(render(rules, str, explain=False).encode(), "contest.toml")

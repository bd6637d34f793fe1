"""contest explain: what a finding means, or how an entry came to its verdict."""

from __future__ import annotations

import inspect
import sys
from difflib import get_close_matches
from typing import Annotated

import typer

from contest.checks import CHECKS
from contest.cli.app import Command, commands
from contest.cli.state import State
from contest.errors import ContestError, UsageError

app = commands("")


@app.command(cls=Command, help="What a finding means, or how an entry came to its verdict.")
def explain(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="CODE|ENTRY", help="T101, or an entry's number.")],
) -> None:
    """Explain a code or an entry."""
    if what.isascii() and what.isdigit():
        from contest.cli.commands.entries import show

        show(ctx, what)
        return
    state: State = ctx.obj
    code = what.upper()
    if code not in CHECKS:
        by_name = {check.name: check.code for check in CHECKS.values()}
        code = by_name.get(what.lower(), "")
    if not code:
        near = get_close_matches(what.upper(), CHECKS, n=1)
        if near:
            raise UsageError(
                "There is no code “{value}”; did you mean {near}?", value=what, near=near[0]
            )
        raise UsageError("There is no code “{value}”; the README lists them all.", value=what)
    sys.stdout.write(text(code, state))
    weight = _own_weight(code, state)
    if weight:
        said = state.wording.say("This contest weighs it otherwise: {severity}.", severity=weight)
        sys.stdout.write(f"\n{said}\n")


def _own_weight(code: str, state: State) -> str | None:
    """What the rulebook makes of the code, where there is one that can be read and says so."""
    try:
        weight = state.rules().severity.get(code)
    except ContestError:
        return None
    return weight if weight != CHECKS[code].severity.value else None


def text(code: str, state: State) -> str:
    """The explanation of a code as it is printed."""
    check, say = CHECKS[code], state.wording.say
    kind = say(
        "({aspect}, {severity})", aspect=say(check.aspect.value), severity=say(check.severity.value)
    )
    head = f"{check.code} {check.name}  {kind}"
    body = say(inspect.cleandoc(check.explanation))
    return f"{head}\n\n{body}\n"

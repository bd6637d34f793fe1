"""Mistakes in contest.toml as people see them: the place, the line, carets under what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contest.cli.safe import shown, width
from contest.errors import Problem
from contest.wording import Wording


def lines(problem: Problem, path: str, wording: Wording) -> Iterator[str]:
    """``path:line:column: key: sentence``, the line itself, and carets under the key."""
    place = f":{problem.line}:{problem.column + 1}" if problem.line else ""
    mark = wording.say("warning") + wording.say(": ") if problem.warning else ""
    key = shown(problem.key)
    yield f"{path}{place}: {mark}{f'{key}: ' if key else ''}{sentence(problem, wording)}"
    if not problem.line:
        return
    source = problem.source
    meant = re.match(r"\[+[^\]]*\]+|\"[^\"]*\"|[^\s=,{}\[\]]+", source[problem.column :])
    under = meant[0] if meant else " "
    yield f"    {shown(source)}"
    space = width(shown(source[: problem.column]))
    yield f"    {' ' * space}{'^' * max(1, width(shown(under)))}"


def sentence(problem: Problem, wording: Wording) -> str:
    """What is wrong, in one sentence."""
    arguments = {k: shown(v) if isinstance(v, str) else v for k, v in problem.arguments.items()}
    return wording.say(problem.message, **arguments)

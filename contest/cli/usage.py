"""Usage errors in the organiser's language: typer prints them in English only."""

from __future__ import annotations

from typing import Any

from contest.cli.safe import shown
from contest.wording import Wording


def usage_sentence(error: Exception, wording: Wording) -> str | None:
    """One sentence for a mistake on the command line; None for any other error."""
    from typer.exceptions import TyperException

    if not isinstance(error, TyperException):
        return None
    said = _said(error, wording) or shown(error.format_message())
    context: Any = getattr(error, "ctx", None)
    lines = [f"{wording.say('error')}: {said}"]
    if context is not None:
        lines.append(wording.say("See “{command} --help”.", command=context.command_path))
    return "\n".join(lines)


def _said(error: Any, wording: Wording) -> str | None:
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(getattr(error, "possibilities", None) or ())
            option = shown(error.option_name)
            if near:
                return wording.say(
                    "There is no option “{option}”; did you mean {near}?", option=option, near=near
                )
            return wording.say("There is no option “{option}”.", option=option)
        case "MissingParameter":
            name = error.param.metavar or error.param.name if error.param else "?"
            return wording.say("“{name}” is missing.", name=str(name).upper())
        case "BadParameter" | "BadOptionUsage" | "BadArgumentUsage":
            return wording.say("The command line is wrong: {reason}", reason=shown(error.message))
        case "NoSuchCommand":
            return wording.say("There is no command “{name}”.", name=shown(error.message))
    return None

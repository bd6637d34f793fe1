"""Usage errors in the organiser's language: typer prints them in English only."""

from __future__ import annotations

import re
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
    lines = [wording.say("error") + wording.say(": ") + said]
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
            return _bad_value(error, wording)
    return None


def _bad_value(error: Any, wording: Wording) -> str:
    """A value that an option or argument doesn't take; the library's reason where it is another."""
    text = shown(error.message)
    name = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    if name is None and getattr(error, "param", None) is not None:
        name = error.param.opts[0] if error.param.opts else error.param.name
    name = str(name or "?")
    if match := re.match(r"'(.*)' is not one of (.*)\.$", text):
        return wording.say(
            "“{value}” is no value for {name}; there are {allowed}.",
            value=match[1],
            name=name,
            allowed=match[2].replace("'", ""),
        )
    if match := re.match(r"(?:'(.*)'|(\S+)) is not ", text):
        return wording.say(
            "“{value}” is no value for {name}.", value=match[1] or match[2], name=name
        )
    if "requires an argument" in text:
        return wording.say("{name} needs a value.", name=name)
    return wording.say("The command line is wrong: {reason}", reason=text)

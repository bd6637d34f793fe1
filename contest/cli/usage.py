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
    context: Any = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        return str(context.get_help())
    said = _said(error, wording) or shown(error.format_message())
    lines = [wording.say("error") + wording.say(": ") + said]
    if context is not None:
        lines.append(wording.say("See “{command} --help”.", command=context.command_path))
    return "\n".join(lines)


def _said(error: Any, wording: Wording) -> str | None:
    match type(error).__name__:
        case "NoSuchOption":
            near = wording.say(", ").join(getattr(error, "possibilities", None) or ())
            option = shown(error.option_name)
            if near:
                return wording.say(
                    "There is no option “{option}”; did you mean {near}?", option=option, near=near
                )
            return wording.say("There is no option “{option}”.", option=option)
        case "MissingParameter":
            return wording.say("“{name}” is missing.", name=_called(error))
        case "BadParameter" | "BadOptionUsage" | "BadArgumentUsage":
            return _bad_value(error, wording)
    text = str(error.message)
    if text.startswith("Missing command"):
        return wording.say("Which command? The help lists them.")
    if match := re.match(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)$", text, re.S):
        return wording.say("There is something too many: {value}", value=shown(match[1]))
    return None


def _called(error: Any) -> str:
    """What people call the option or argument that an error is about."""
    name = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if name is None and parameter is not None:
        option = parameter.opts[0] if parameter.opts else ""
        name = option if option.startswith("-") else parameter.metavar or parameter.name.upper()
    return str(name or getattr(error, "param_hint", None) or "?")


def _bad_value(error: Any, wording: Wording) -> str:
    """A value that an option or argument doesn't take; the library's reason where it is another."""
    text = shown(error.message)
    name = _called(error)
    if match := re.match(r"'(.*)' is not one of (.*)\.$", text):
        return wording.say(
            "“{value}” is no value for {name}; there are {allowed}.",
            value=match[1],
            name=name,
            allowed=wording.say(", ").join(match[2].replace("'", "").split(", ")),
        )
    if match := re.match(r"(\S+) is not in the range (.*?)\.?$", text):
        return wording.say(
            "“{value}” is no value for {name}; the range is {range}.",
            value=match[1],
            name=name,
            range=match[2],
        )
    if match := re.match(r"(?:'(.*)'|(\S+)) is not ", text):
        return wording.say(
            "“{value}” is no value for {name}.", value=match[1] or match[2], name=name
        )
    if "requires an argument" in text:
        return wording.say("{name} needs a value.", name=name)
    return wording.say("The command line is wrong: {reason}", reason=text)

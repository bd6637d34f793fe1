"""The root command and the table of commands, each loaded only when it is called."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from contest import __version__
from contest.cli.state import State
from contest.errors import UsageError
from contest.wording import Wording

COMMANDS = {
    "init": ("init", "Write contest.toml with every setting explained."),
    "validate": ("validate", "Check titles and deadline; records nothing."),
    "probe": ("probe", "Measure videos and hold them against the rules."),
    "fetch": ("fetch", "Bring new mail from the contest's mailbox into the folder."),
    "track": ("track", "Receive, validate, probe and record; without a source: the board."),
    "entries": ("entries", "List, show and decide on the entries."),
    "review": ("review", "Walk through what waits for a person, one screen each."),
    "find": ("find", "Has it arrived? One line to paste for each work that fits."),
    "open": ("open", "Play the video of an entry."),
    "links": ("links", "List videos that are only links; take in what was downloaded."),
    "awards": ("awards", "Grant, revoke, list and export awards."),
    "config": ("config", "Check and show the rules; their JSON Schema for editors."),
    "undo": ("undo", "Take back what you did last, or what an act did."),
    "explain": ("explain", "What a finding means, or how an entry came to its verdict."),
    "log": ("log", "What was done when by whom; is the seal of a list still in the record."),
    "backup": ("backup", "Put rules, ledger and kept bytes into one archive."),
    "restore": ("restore", "Bring a contest back from an archive of contest backup."),
    "doctor": ("doctor", "What was found on this machine, and whether all is whole."),
}
"""Command → (module, summary). A table, so that the help needs no import of any of them."""

HEADINGS = ("Usage: ", "Options:", "Commands:", "Arguments:", "[required]", "[default:")


def _wording(ctx: Any) -> Wording:
    """The wording of this run: handed in as the context's object, in the State later on."""
    held = ctx.find_root().obj
    return held.wording if isinstance(held, State) else held or Wording("en")


class _Spoken:
    """Help in the organiser's language; the headings are the library's own English words."""

    def get_help(self, ctx: Any) -> str:
        text: str = super().get_help(ctx)  # type: ignore[misc] # a mix-in over typer's classes
        wording = _wording(ctx)
        for heading in HEADINGS:
            text = text.replace(heading, wording.say(heading))
        return text.replace(
            "Show this message and exit.", wording.say("Show this message and exit.")
        )


class Command(_Spoken, TyperCommand):
    """A command with translated help."""


class Asking(Command):
    """A command that takes queries: -award: is a term there, no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """The options first, then everything that is none, out of the options' reach."""
        takes = {
            name: not getattr(parameter, "is_flag", False)
            for parameter in self.params
            for name in parameter.opts
            if name.startswith("-")
        }
        takes |= dict.fromkeys(self.get_help_option_names(ctx), False)
        options: list[str] = []
        terms: list[str] = []
        words = iter(args)
        for word in words:
            if word == "--":
                terms += words
            elif word in takes:
                options.append(word)
                options += [value for value in [next(words, None) if takes[word] else None]
                            if value is not None]  # fmt: skip
            else:
                (options if word.startswith("--") else terms).append(word)
        return super().parse_args(ctx, [*options, "--", *terms])


class Group(_Spoken, TyperGroup):
    """A group with translated help."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named first; a near miss is suggested."""
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            from difflib import get_close_matches

            near = get_close_matches(args[0], known, n=1)
            if near:
                raise UsageError(
                    "There is no command “{name}”; did you mean “{near}”?",
                    name=args[0],
                    near=near[0],
                )
            raise UsageError("There is no command “{name}”.", name=args[0])
        return super().resolve_command(ctx, args)


class Root(Group):
    """The root group over the table of commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the table's order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, its module imported now; None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"contest.cli.commands.{COMMANDS[cmd_name][0]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        _translate(command, _wording(ctx))
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands, without importing any."""
        wording = _wording(ctx)
        rows = [(name, wording.say(summary)) for name, (_, summary) in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def build(wording: Wording) -> Any:
    """The whole command line, its help in one language; to be run with that wording as the
    context's object."""
    app = typer.Typer(
        cls=Root,
        name="contest",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    app.callback(cls=Root, help="A video-contest submission manager for the terminal.")(root)
    command = typer.main.get_command(app)
    _translate(command, wording)
    return command


def commands(help_: str) -> typer.Typer:
    """A Typer for one command or a group of them, with the house's settings."""
    return typer.Typer(
        cls=Group,
        help=help_,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"contest {__version__}")
        raise typer.Exit


def root(
    ctx: typer.Context,
    dir_: Annotated[
        Path | None,
        typer.Option(
            "--dir", metavar="DIR", help="The contest folder; else the nearest one upwards."
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="zh|en", help="Language.")] = None,
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--color", help="Colours: auto, always or never."),
    ] = "auto",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Results only, no talk.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show everything.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", is_eager=True, callback=_version),
    ] = False,
) -> None:
    """The options of every command."""
    if lang is not None and not lang.lower().startswith(("zh", "en")):
        raise UsageError("“{value}” is no language here; there are zh and en.", value=lang)
    del version  # answered by its callback
    ctx.obj = State(_wording(ctx), dir=dir_, color=color, quiet=quiet, verbose=verbose)


def _translate(command: Any, wording: Wording) -> None:
    command.help = wording.say(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = wording.say(parameter.help)
    children: Iterable[Any] = getattr(command, "commands", {}).values()
    for child in children:
        _translate(child, wording)

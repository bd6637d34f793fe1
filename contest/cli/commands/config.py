"""contest config: check the rules, show them in sentences, print their JSON Schema."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli import FINDINGS, FIX, OK, problems
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.state import State, own_labels
from contest.wording import Wording

if TYPE_CHECKING:
    from contest.rulebook.clauses import Clause

app = commands("Check and show the rules; their JSON Schema for editors.")

File = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="A contest.toml; else that of the contest folder."),
]
MARKS = {"program": "✓", "tick": "☐", "people": "·"}
HEADINGS = {
    "contest": "Dates", "dates": "Milestones", "title": "Title", "channels": "Ways in",
    "video": "Video", "categories": "Categories", "documents": "Documents",
    "numbers": "Numbers", "checklist": "Checklist", "scoring": "Scoring", "prizes": "Prizes",
    "weights": "Weights", "duties": "Duties",
}  # fmt: skip
WHO = {
    "program": "the program checks it",
    "tick": "a person ticks it for each entry",
    "people": "the organisers see to it",
}


WHERE = {
    "subject": "the subject",
    "file": "names of files",
    "archive": "names of archives",
    "body": "first lines",
    "table": "tables",
    "post": "posts",
}


def _as_written(_wording: Wording, word: str) -> str:
    return word


def _where(wording: Wording, word: str) -> str:
    return wording.say(WHERE[word]) if word in WHERE else wording.word(word)


LISTS: dict[str, Callable[[Wording, str], str]] = {
    "places": _where,
    "place": _where,
    "fields": Wording.field,
    "words": _as_written,
    "values": _as_written,
    "value": _as_written,
    "formats": _as_written,
}
"""Arguments that are lists, and how each word of them is said."""


@app.command(cls=Command, help="Everything that is wrong with contest.toml, at once.")
def check(ctx: typer.Context, file: File = None, format_: FormatOption = Format.AUTO) -> None:
    """Check contest.toml."""
    from contest.desk.config import check as examine

    state: State = ctx.obj
    path, reading = examine(file, state.dir, state.here)
    name, wording = shown(str(path)), state.wording
    wrong = [p for p in reading.problems if not p.warning]
    if format_ is Format.AUTO:
        talker = Talker(state)
        for problem in reading.problems:
            first, *rest = problems.lines(problem, name, wording)
            talker.line(first, "yellow" if problem.warning else "bold red")
            for line in rest:
                talker.line(line)
        talker.line(
            wording.say(
                "{path}: mistakes {errors}, warnings {warnings}",
                path=name, errors=len(wrong), warnings=len(reading.warnings),
            ),
            "bold",
        )  # fmt: skip
    else:
        rows = (
            {
                "key": p.key, "severity": "warning" if p.warning else "error",
                "message": problems.sentence(p, wording), "line": p.line,
                "column": p.column + 1 if p.line else None, "source": p.source or None,
            }
            for p in reading.problems
        )  # fmt: skip
        emit(
            format_, "config check", rows,
            lambda: {"path": name, "errors": len(wrong), "warnings": len(reading.warnings)},
            ("line", "column", "key", "severity", "message"),
        )  # fmt: skip
    raise typer.Exit(FIX if wrong else FINDINGS if reading.warnings else OK)


@app.command(cls=Command, help="The rules in plain sentences, to lay beside the published call.")
def show(ctx: typer.Context, file: File = None, format_: FormatOption = Format.AUTO) -> None:
    """Show the rules."""
    from contest.desk.config import show as look

    state: State = ctx.obj
    rules, said, warnings = look(file, state.dir, state.here)
    say = state.wording.say
    state.wording.learn(own_labels(rules))
    if format_ is not Format.AUTO:
        rows = (
            {
                "heading": clause.heading, "text": _sentence(state, clause), "by": clause.by,
                "setting": ".".join(clause.path), "given": given,
            }
            for clause, given in said
        )  # fmt: skip
        emit(
            format_, "config show", rows, lambda: {"clauses": len(said)},
            ("heading", "text", "by", "setting", "given"),
        )  # fmt: skip
        return
    talker = Talker(state)
    talker.line(shown(rules.contest.name), "bold")
    for line in filter(None, (rules.contest.organiser, rules.contest.source)):
        talker.line(f"  {shown(line)}", "dim")
    heading = ""
    for clause, given in said:
        if clause.heading != heading:
            heading = clause.heading
            talker.line("")
            talker.line(say(HEADINGS[heading]), "bold")
        default = "" if given else f"  {say('(default)')}"
        talker.line(f"  {MARKS[clause.by]} {_sentence(state, clause)}{default}")
    talker.line("")
    talker.line("   ".join(f"{mark} {say(WHO[by])}" for by, mark in MARKS.items()), "dim")
    if warnings:
        state.talk(
            state.wording.count(
                "{number} warning: see “contest config check”.",
                "{number} warnings: see “contest config check”.",
                len(warnings),
            )
        )


def _sentence(state: State, clause: Clause) -> str:
    wording = state.wording
    arguments = {
        name: shown(value) if isinstance(value, str) else value
        for name, value in clause.arguments.items()
    }
    for name in ("field", "other"):
        value = arguments.get(name)
        if isinstance(value, str) and clause.heading == "title":
            arguments[name] = wording.field(value)
    pattern = arguments.get("pattern")
    if isinstance(pattern, str) and clause.path[-1:] == ("pattern",) and "field" not in arguments:
        arguments["pattern"] = re.sub(
            r"\{(\w+)\}", lambda match: f"{{{wording.field(match[1])}}}", pattern
        )
    per = arguments.get("per")
    if isinstance(per, str):
        arguments["per"] = " + ".join(map(wording.field, per.split(" + ")))
    for name, called in LISTS.items():
        value = arguments.get(name)
        if isinstance(value, str) and not (name == "place" and clause.heading == "documents"):
            words = (called(wording, word) for word in value.split("、"))
            arguments[name] = wording.say(", ").join(words)
    said = wording.say(clause.message, **arguments)
    of = arguments.get("of")
    return wording.say("{of}: {said}", of=of, said=said) if of else said


@app.command(cls=Command, help="JSON Schema of contest.toml, for editors.")
def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema."""
    import json

    from contest.desk.config import schema as make

    state: State = ctx.obj
    made = make(state.wording.say)
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")

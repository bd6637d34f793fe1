"""Keeps both READMEs true: their tables are made from the code, their examples are run.

``make docs`` writes tables and outputs anew; the tests compare. A table stands between
``<!-- table: NAME -->`` and ``<!-- end -->``; an example is a ``console`` block in which lines
that begin with ``$`` are run, in order, by bash, in one folder that holds a copy of the sample
inbox.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from running import INBOX, REPOSITORY, environment

from contest.asking.fields import FIELDS
from contest.checks.table import CHECKS
from contest.cli.app import COMMANDS
from contest.ledger.claims import TABLE
from contest.ledger.moves import MOVES
from contest.ledger.tables import M001, M002, M005
from contest.ledger.trail import RECORD
from contest.ledger.views import VIEWS
from contest.rulebook.write import settings
from contest.wording import Language, Wording

READMES: dict[str, Language] = {"README.md": "en", "README.zh-CN.md": "zh"}

_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.S)
_EXAMPLE = re.compile(r"(```console\n)(.*?)(```)", re.S)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

_SEAL = re.compile(r"\b[0-9a-f]{16}\b")
_AT = re.compile(r"^( *\d+  |.*(?:封印|made|备份于).*?)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.M)
"""What of an output is another at every run: seals, and when something was done."""


def checks(say: Wording) -> Iterator[list[str]]:
    """Every code: what it is about, its weight, what it says."""
    yield [say.say(h) for h in ("code", "name", "aspect", "severity", "meaning")]
    for check in CHECKS.values():
        meaning = say.say(inspect.cleandoc(check.explanation)).splitlines()[0]
        yield [
            f"`{check.code}`",
            check.name,
            say.say(check.aspect.value),
            say.say(check.severity.value),
            meaning,
        ]


def rules(say: Wording) -> Iterator[list[str]]:
    """Every setting of contest.toml."""
    yield [say.say(h) for h in ("table", "setting", "type", "default", "meaning")]
    for item in settings(say.say):
        default = f"`{item.default}`" if item.default else ""
        own = "* " if item.own else ""
        yield [f"`{item.table}`", f"`{item.key}`", item.type, default, own + item.description]


def schema(say: Wording) -> Iterator[list[str]]:
    """Every table of the ledger, with the reason that stands in its SQL."""
    yield [say.say(h) for h in ("table", "why")]
    reasons = {
        match[1]: match[2]
        for statement in (*M001, *M002, *M005, *RECORD, TABLE)
        if (match := re.match(r"CREATE TABLE (\w+) \(\n\s*-- (.*)", statement))
    }
    # The record made a new table of what had happened, under the old one's name.
    reasons["events"] = reasons.pop("noted")
    for name, reason in reasons.items():
        yield [f"`{name}`", say.say(reason)]


def fields(say: Wording) -> Iterator[list[str]]:
    """Every field that a query can ask for."""
    yield [say.say(h) for h in ("field", "also", "meaning", "example")]
    for name, field in FIELDS.items():
        others = " ".join(f"`{other}`" for other in field.others)
        yield [f"`{name}`", others, say.say(field.about), f"`{field.example}`"]


def views(say: Wording) -> Iterator[list[str]]:
    """Every view, by its name in that language, with its columns."""
    yield [say.say(h) for h in ("view", "why", "columns")]
    chinese = say.language == "zh"
    for view in VIEWS:
        names = [column.chinese if chinese else column.name for column in view.columns]
        name = view.chinese if chinese else view.name
        yield [f"`{name}`", say.say(view.why), "、".join(names) if chinese else ", ".join(names)]


def moves(say: Wording) -> Iterator[list[str]]:
    """Every way from a status to another, those alike but for where they begin in one row."""
    yield [say.say(h) for h in ("status before", "status after", "by", "command", "condition")]
    rows: dict[tuple[str, ...], list[str]] = {}
    for move in MOVES:
        way = (move.target.value, move.by, move.command, move.condition)
        rows.setdefault(way, []).append(say.say(move.source.value))
    comma = say.say(", ")
    for (target, by, command, condition), sources in rows.items():
        yield [
            comma.join(sources), say.say(target), say.say(by), f"`contest {command}`",
            say.say(condition),
        ]  # fmt: skip


def commands(say: Wording) -> Iterator[list[str]]:
    """Every command."""
    yield [say.say(h) for h in ("command", "what it does")]
    for name, (_, summary) in COMMANDS.items():
        yield [f"`contest {name}`", say.say(summary)]


TABLES: dict[str, Callable[[Wording], Iterator[list[str]]]] = {
    "checks": checks,
    "settings": rules,
    "schema": schema,
    "views": views,
    "moves": moves,
    "fields": fields,
    "commands": commands,
}


def table(name: str, language: Language) -> str:
    """A table as Markdown."""
    rows = list(TABLES[name](Wording(language)))
    lines = ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]) + "\n"


def with_tables(text: str, language: Language) -> str:
    """The text with all of its tables made anew."""
    return _TABLE.sub(lambda m: m[1] + table(m[2], language) + m[3], text)


def with_outputs(text: str, language: Language) -> str:
    """The text with all of its examples run anew, in order, in one fresh folder."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        shutil.copytree(INBOX, here / "submissions", symlinks=True)
        program = here / "bin" / "contest"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m contest "$@"\n')
        program.chmod(0o700)
        return _EXAMPLE.sub(lambda m: m[1] + _run(m[2], here, language) + m[3], text)


def _run(block: str, here: Path, language: Language) -> str:
    shown = ""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        done = subprocess.run(
            ["/bin/bash", "-c", line[2:]],
            cwd=here,
            env=environment(
                PATH=f"{here / 'bin'}{os.pathsep}{os.environ['PATH']}",
                CONTEST_LANG=language,
                COLUMNS="100",
                USER="organiser",
                LOGNAME="organiser",
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        output = _COLOUR.sub("", done.stdout.decode()).replace(str(here), "…")
        output = steady("\n".join(row.rstrip() for row in output.splitlines()))
        shown += f"{line}\n{output}\n" if output else f"{line}\n"
    return shown


def steady(output: str) -> str:
    """An output with the same seals and instants at every run."""
    return _AT.sub(r"\g<1>2025-08-26 23:10:00", _SEAL.sub("3f0c9a5e7b21d846", output))


def main() -> None:
    """Write both READMEs anew."""
    for name, language in READMES.items():
        path = REPOSITORY / name
        text = path.read_text(encoding="utf-8")
        path.write_text(with_outputs(with_tables(text, language), language), encoding="utf-8")


if __name__ == "__main__":
    main()

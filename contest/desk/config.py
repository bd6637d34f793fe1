"""Config: what contest.toml says, what is wrong with it, what the program makes of it."""

from __future__ import annotations

import os
from pathlib import Path

from contest.desk.folder import rules_file
from contest.errors import Problem
from contest.rulebook.clauses import Clause, clauses
from contest.rulebook.load import Reading, examine
from contest.rulebook.schema import schema
from contest.rules import Rulebook

__all__ = ["check", "schema", "show"]


def check(file: Path | None, option: Path | None, here: Path) -> tuple[Path, Reading]:
    """The file that was looked at, and all that can be said of it. Raises ContestError."""
    path = file or rules_file(option, here)
    if os.path.isdir(path):  # noqa: PTH112  # pathlib raises for a name that is too long
        path = rules_file(path, here)
    return path, examine(path)


def show(
    file: Path | None, option: Path | None, here: Path
) -> tuple[Rulebook, list[tuple[Clause, bool]], tuple[Problem, ...]]:
    """The rules, their clauses, each with whether the file itself says it or it is a default, and
    warnings. Raises RulebookError for a file with mistakes."""
    from contest.rulebook.load import sound

    path, reading = check(file, option, here)
    rules = sound(reading, str(path))
    said = [(clause, _given(clause, reading)) for clause in clauses(rules)]
    return rules, said, reading.warnings


def _given(clause: Clause, reading: Reading) -> bool:
    """Whether the file itself says what a clause says: its key, or the list that it stands in."""
    path = clause.path
    while path and path not in reading.given:
        numbered = [at for at, step in enumerate(path) if step.isdigit()]
        if not numbered:
            return False
        path = path[: numbered[-1]]
    return bool(path)

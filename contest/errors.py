"""One tree of errors. Each stops the program with its own exit code and one clear sentence.

An error carries a code of ``wording`` and its arguments, so that the sentence comes in the
organiser's language. Bad input is no error: it becomes findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contest.model import Scalar


class ContestError(Exception):
    """What the organiser must fix: a usage, a setting, a tool, a source. ``message`` is a
    gettext message id with named placeholders, filled from ``arguments``."""

    exit_code = 2

    def __init__(self, message: str, **arguments: Scalar) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments


class UsageError(ContestError):
    """The command line asks for something that makes no sense."""


class QueryError(UsageError):
    """A query makes no sense: what is wrong stands in ``text`` from ``start`` to ``end``."""

    def __init__(self, message: str, text: str, start: int, end: int, **arguments: Scalar) -> None:
        super().__init__(message, **arguments)
        self.text, self.start, self.end = text, start, end


class Problem(NamedTuple):
    """One mistake in a file: under which key, what it is (a message id and its arguments), and
    where: line from 1, column from 0, None if unknown, ``source`` the line itself. A ``warning``
    stops nobody."""

    path: tuple[str, ...]
    message: str
    arguments: Mapping[str, Scalar]
    line: int | None = None
    column: int = 0
    source: str = ""
    warning: bool = False

    @property
    def key(self) -> str:
        """The key with its tables, as media.short_side."""
        return ".".join(self.path)


class RulebookError(ContestError):
    """``contest.toml`` has mistakes; ``problems`` holds all of them."""

    def __init__(
        self, message: str, problems: tuple[Problem, ...] = (), **arguments: Scalar
    ) -> None:
        super().__init__(message, **arguments)
        self.problems = problems


class SourceError(ContestError):
    """A source is absent or can't be opened."""


class ToolError(ContestError):
    """A tool that the command needs is missing or broken."""


class LedgerError(ContestError):
    """The database is locked, damaged, newer than the program, or the disk is full."""


class RefusedError(ContestError):
    """The ledger's state forbids the change (an award for a returned entry, a full quota)."""

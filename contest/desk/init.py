"""Init: make a contest folder with its rules: the built-in ones, a template, or last season's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from contest.desk.folder import rules_file
from contest.errors import ContestError, UsageError
from contest.rulebook.folder import FILE
from contest.rulebook.load import parse
from contest.rulebook.season import with_dates
from contest.rulebook.templates import Template, template, templates
from contest.rulebook.write import render
from contest.rules import Rulebook
from contest.vault import private

__all__ = ["Template", "from_season", "from_template", "init", "rules_text", "templates"]

LETTERS = "letters"
"""Folder with the organisers' own templates of letters, taken over from season to season."""


def rules_text(rules: Rulebook, say: Callable[[str], str]) -> str:
    """The text of contest.toml for these rules, every setting explained."""
    return render(rules, say)


def from_template(name: str, opens: str | None, closes: str | None) -> str:
    """The text of a template with new dates. Raises UsageError if there is none of this name,
    RulebookError for a date that is none."""
    text = template(name)
    if text is None:
        raise UsageError(
            "There is no template “{value}”; there are {allowed}.",
            value=name,
            allowed=", ".join(one.name for one in templates()),
        )
    return _sound(with_dates(text, opens, closes))


def from_season(last: Path, opens: str | None, closes: str | None) -> str:
    """The text of last season's contest.toml with new dates. Raises ContestError."""
    path = rules_file(last, last)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ContestError(
            "{path} can't be read: {reason}.", path=str(path), reason=reason
        ) from None
    return _sound(with_dates(text, opens, closes))


def init(folder: Path, text: str, last: Path | None = None) -> tuple[Path, list[str]]:
    """Write contest.toml with this text, and take over the rosters, profiles and letters of the
    ``last`` season. Returns the file and the names of what was taken over. Raises ContestError if
    there is a contest.toml: an organiser's rules are never overwritten."""
    if last and folder.absolute().is_relative_to(last.absolute() / LETTERS):
        raise UsageError("{path} lies inside the letters that are taken over.", path=str(folder))
    existed = os.path.isdir(folder)  # noqa: PTH112  # pathlib raises for a name that is too long
    private(folder)
    if existed and not any(folder.iterdir()):
        folder.chmod(0o700)
    path = folder / FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(text)
        except BaseException:
            path.unlink(missing_ok=True)  # half a rulebook is none
            raise
    except FileExistsError:
        raise ContestError(
            "{path} is there already; it was left as it is.", path=str(path)
        ) from None
    except OSError as error:
        raise ContestError(
            "{path} can't be written: {reason}.",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
    return path, _take_over(last, folder, text) if last else []


def _take_over(last: Path, folder: Path, text: str) -> list[str]:
    """Copy the files that the rules name, and the letters; what is there already stays."""
    rules = parse(text.encode(), FILE)
    wanted = [r.file for r in rules.rosters.values() if r.file] + list(rules.profiles.values())
    taken = []
    for name in (*dict.fromkeys(wanted), LETTERS):
        source, target = last / name, folder / name
        whole = name == LETTERS and os.path.isdir(source)  # noqa: PTH112  # pathlib raises for a name that is too long
        there = whole or os.path.isfile(source)  # noqa: PTH113  # pathlib raises for a name that is too long
        if os.path.lexists(target) or not there:
            continue
        try:
            if whole:
                shutil.copytree(source, target, symlinks=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as out:
                    out.write(source.read_bytes())
        except OSError as error:
            raise ContestError(
                "{path} can't be written: {reason}.",
                path=str(target),
                reason=error.strerror or type(error).__name__,
            ) from error
        taken.append(name)
    return taken


def _sound(text: str) -> str:
    parse(text.encode(), FILE)
    return text

"""Reads contest.toml into a Rulebook, or says all that is wrong with it at once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec

from contest.errors import Problem, RulebookError
from contest.rulebook.problems import sense, shape
from contest.rules import Rulebook


def load(path: Path) -> Rulebook:
    """The rulebook in the file at ``path``. Raises RulebookError with every problem."""
    try:
        if not path.is_file():
            raise RulebookError("{path} is no regular file; move it away.", path=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise RulebookError(
            "{path} can't be read: {reason}.", path=str(path), reason=error.strerror or str(error)
        ) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Rulebook:
    """The rulebook in ``data``; ``name`` is the file's name for messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RulebookError(
            "{path}, line {line}: the file is not UTF-8; save it again as UTF-8.",
            path=name,
            line=line,
        ) from error
    try:
        tree = _dates_as_text(tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # TOML's own error, or a number beyond measure
        raise _no_toml(str(error), text, name) from error
    problems = shape(tree, Rulebook, text)
    rules = _sound_part(tree, problems)
    if rules is not None:
        problems = tuple(sorted((*problems, *sense(rules, text)), key=lambda p: p.line or 0))
        if not problems:
            return rules
    raise RulebookError(
        "{path} has mistakes (number: {number}); correct them and try again.",
        problems=problems,
        path=name,
        number=len(problems),
    )


def _no_toml(reason: str, text: str, name: str) -> RulebookError:
    """TOML's own word on a file that is none, with the place that it names."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", reason)
    if not place:
        return RulebookError("{path} is no TOML: {reason}.", path=name, reason=reason)
    line, column = int(place[1]), int(place[2]) - 1
    what = reason[: place.start()]
    source = text.splitlines()[line - 1] if line <= len(text.splitlines()) else ""
    problem = Problem(("TOML",), "{reason}", {"reason": what}, line, column, source)
    return RulebookError("{path} is no TOML.", problems=(problem,), path=name)


def digest(rules: Rulebook) -> str:
    """A short fingerprint of the rules, which tells whether they have changed."""
    return hashlib.sha256(msgspec.json.encode(rules, order="deterministic")).hexdigest()[:16]


def _sound_part(tree: Any, problems: tuple[Problem, ...]) -> Rulebook | None:
    """The rulebook without the settings that have problems, so that the sense of the others can
    be looked at in the same go; None where too little is left."""
    for problem in problems:
        *path, key = problem.path
        table = tree
        for step in path:
            table = table[int(step) - 1] if isinstance(table, list) else table.get(step)
            if not isinstance(table, dict | list):
                break
        if isinstance(table, dict):
            table.pop(key, None)
    try:
        return msgspec.convert(tree, Rulebook)
    except msgspec.ValidationError:
        return None


def _dates_as_text(value: Any) -> Any:
    """TOML's own dates as the text they are written in: a rulebook keeps dates as written."""
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value

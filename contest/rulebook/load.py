"""Reads contest.toml into a Rulebook, or says all that is wrong with it at once."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec

from contest.errors import RulebookError
from contest.rulebook.problems import sense, shape
from contest.rules import Rulebook


def load(path: Path) -> Rulebook:
    """The rulebook in the file at ``path``. Raises RulebookError with every problem."""
    try:
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
        tree = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError("{path} is no TOML: {reason}.", path=name, reason=str(error)) from error
    tree = _dates_as_text(tree)
    problems = shape(tree, Rulebook, text)
    if not problems:
        rules = msgspec.convert(tree, Rulebook)
        problems = sense(rules, text)
        if not problems:
            return rules
    raise RulebookError(
        "{path} has mistakes (number: {number}); correct them and try again.",
        problems=problems,
        path=name,
        number=len(problems),
    )


def digest(rules: Rulebook) -> str:
    """A short fingerprint of the rules, which tells whether they have changed."""
    return hashlib.sha256(msgspec.json.encode(rules, order="deterministic")).hexdigest()[:16]


def _dates_as_text(value: Any) -> Any:
    """TOML's own dates as the text they are written in: a rulebook keeps dates as written."""
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value

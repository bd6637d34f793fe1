"""Reads contest.toml into a Rulebook, or says all that is wrong with it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from contest.errors import Problem, RulebookError
from contest.rulebook.sense import sense
from contest.rulebook.shape import Wrong, shape
from contest.rules import Mailbox, Rulebook


class Reading(NamedTuple):
    """What a contest.toml says: the rules, None where they can't be used, and every problem.
    ``given`` holds the paths of the settings that the file itself gives."""

    rules: Rulebook | None
    problems: tuple[Problem, ...] = ()
    given: frozenset[tuple[str, ...]] = frozenset()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What stops nobody."""
        return tuple(p for p in self.problems if p.warning)


def load(path: Path) -> Rulebook:
    """The rulebook in the file at ``path``. Raises RulebookError with every problem."""
    return sound(examine(path), str(path))


def parse(data: bytes, name: str, folder: Path | None = None) -> Rulebook:
    """The rulebook in ``data``; ``name`` is the file's name for messages, ``folder`` where its
    rosters lie (None: they are not read). Raises RulebookError with every problem."""
    return sound(read(data, name, folder), name)


def examine(path: Path) -> Reading:
    """All that can be said of the file at ``path``. Raises RulebookError where it can't be read
    or is no TOML."""
    try:
        if not path.is_file():
            raise RulebookError("{path} is no regular file; move it away.", path=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise RulebookError(
            "{path} can't be read: {reason}.", path=str(path), reason=error.strerror or str(error)
        ) from error
    return read(data, str(path), path.parent)


def read(data: bytes, name: str, folder: Path | None = None) -> Reading:
    """All that can be said of ``data``. Raises RulebookError where it is no TOML at all."""
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
    given = frozenset(_paths(tree))
    wrong: list[Wrong] = []
    try:
        rules: Rulebook | None = msgspec.convert(tree, Rulebook)
    except msgspec.ValidationError as error:
        wrong += shape(tree, Rulebook)
        if not wrong:
            reason = str(error)
            wrong.append(Wrong((), "value not allowed: {reason}", {"reason": reason}))
        rules = _sound_part(tree, wrong)
    clean = not wrong
    if rules is not None and "fields" in tree and "categories" not in tree:
        # The built-in categories are those of the built-in fields.
        rules = msgspec.structs.replace(rules, categories={})
    if rules is not None:
        if rules.rosters:
            from contest.rulebook.rosters import fill

            rules, missing = fill(rules, folder)
            wrong += missing
        wrong += sense(rules, folder)
    fatal = not clean or any(not w.warning for w in wrong)
    return Reading(None if fatal else rules, _placed(wrong, text), given)


def sound(reading: Reading, name: str) -> Rulebook:
    """The rules of a reading. Raises RulebookError with every mistake where there are any."""
    if reading.rules is not None:
        return reading.rules
    problems = tuple(p for p in reading.problems if not p.warning)
    raise RulebookError(
        "{path} has mistakes (number: {number}); correct them and try again.",
        problems=problems,
        path=name,
        number=len(problems),
    )


def _placed(wrong: Iterable[Wrong], text: str) -> tuple[Problem, ...]:
    """The problems with their places, in the order of the file."""
    wrong = list(wrong)
    if not wrong:
        return ()
    from contest.rulebook.places import Places

    places = Places(text)
    problems = []
    for one in wrong:
        line, column = places.of(one.path)
        source = places.lines[line - 1] if line else ""
        problems.append(
            Problem(one.path, one.message, one.arguments, line, column, source, one.warning)
        )
    return tuple(sorted(problems, key=lambda p: (p.line or 0, p.column)))


def _no_toml(reason: str, text: str, name: str) -> RulebookError:
    """TOML's own word on a file that is none, with the place that it names."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", reason)
    if not place:
        return RulebookError("{path} is no TOML: {reason}.", path=name, reason=reason)
    line, column = int(place[1]), int(place[2]) - 1
    what = reason[: place.start()]
    lines = text.split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    problem = Problem(("TOML",), "{reason}", {"reason": what}, line, column, source)
    return RulebookError("{path} is no TOML.", problems=(problem,), path=name)


def digest(rules: Rulebook) -> str:
    """A short fingerprint of the rules, which tells whether they have changed. Where the mail lies
    is none of them."""
    import hashlib

    judging = msgspec.structs.replace(rules, mailbox=Mailbox())
    return hashlib.sha256(msgspec.json.encode(judging, order="deterministic")).hexdigest()[:16]


def _sound_part(tree: Any, wrong: Iterable[Wrong]) -> Rulebook | None:
    """The rulebook without the settings that have problems, so that the sense of the others can
    be looked at in the same go; None where too little is left."""
    for one in wrong:
        if not one.path:
            return None
        *path, key = one.path
        table = tree
        for step in path:
            if isinstance(table, list):
                table = table[int(step) - 1] if step.isdigit() else None
            else:
                table = table.get(step)
            if not isinstance(table, dict | list):
                break
        if isinstance(table, dict):
            table.pop(key, None)
        elif isinstance(table, list) and key.isdigit():
            table[int(key) - 1] = None
    try:
        return msgspec.convert(_without_gaps(tree), Rulebook)
    except msgspec.ValidationError:
        return None


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_gaps(item) for item in value if item is not None]
    return value


def _paths(tree: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[str, ...]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*path, key)
            yield from _paths(value, (*path, key))


def _dates_as_text(value: Any) -> Any:
    """TOML's own dates as the text they are written in: a rulebook keeps dates as written."""
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("a whole number has more than 64 bits")  # as TOML itself says
    return value.isoformat() if isinstance(value, date | time) else value

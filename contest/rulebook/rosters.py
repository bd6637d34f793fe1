"""Reads the rosters that contest.toml names: lists of departments, schools, staff."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contest.rulebook.shape import Wrong
from contest.rules import Roster, Rulebook

LARGEST = 8 << 20
"""Bytes read of a roster: a hundred thousand names are about two million."""


def fill(rules: Rulebook, folder: Path | None) -> tuple[Rulebook, list[Wrong]]:
    """The rules with the names of their rosters, and the rosters that can't be read. Without a
    ``folder`` files are left alone."""
    found: dict[str, Roster] = {}
    wrong: list[Wrong] = []
    for name, roster in rules.rosters.items():
        found[name] = roster
        if not roster.file:
            continue
        path = ("rosters", name, "file")
        inside = Path(roster.file)
        if inside.is_absolute() or ".." in inside.parts:
            wrong.append(Wrong(path, "the file must lie beside contest.toml"))
        elif folder is not None:
            try:
                if not (folder / inside).resolve().is_relative_to(folder.resolve()):
                    wrong.append(Wrong(path, "the file must lie beside contest.toml"))
                    continue
                if not (folder / inside).is_file() and (folder / inside).exists():
                    raise ValueError(roster.file)  # a folder, or a pipe that would never end
                found[name] = _read(roster, folder / inside)
            except OSError as error:
                arguments = {"path": roster.file, "reason": error.strerror or str(error)}
                wrong.append(Wrong(path, "{path} can't be read: {reason}", arguments))
            except ValueError:
                wrong.append(Wrong(path, "{path} is no list of names", {"path": roster.file}))
    return msgspec.structs.replace(rules, rosters=found), wrong


def _read(roster: Roster, path: Path) -> Roster:
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST or b"\0" in data:
        raise ValueError(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    if path.suffix.lower() == ".csv":
        return _table(roster, text)
    names = list(roster.names)
    aliases = dict(roster.aliases)
    for name, *others in _lines(text):
        names.append(name)
        aliases |= dict.fromkeys(others, name)
    return msgspec.structs.replace(roster, names=tuple(dict.fromkeys(names)), aliases=aliases)


def _lines(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.replace("，", ",").replace("\t", ",").split(",")]
        cells = [cell for cell in cells if cell]
        if cells and not cells[0].startswith("#"):
            yield cells


def _table(roster: Roster, text: str) -> Roster:
    """A table with a header: the names in its first column, what else is known in the others."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if not rows:
        raise ValueError(roster.file)
    header = [cell.strip() for cell in rows[0]]
    names = list(roster.names)
    columns: dict[str, dict[str, str]] = {key: dict(of) for key, of in roster.columns.items()}
    for row in rows[1:]:
        cells = [cell.strip() for cell in row]
        if not cells or not cells[0]:
            continue
        names.append(cells[0])
        for key, cell in zip(header[1:], cells[1:], strict=False):
            if key and cell:
                columns.setdefault(key, {})[cells[0]] = cell
    unique = tuple(dict.fromkeys(names))
    return msgspec.structs.replace(roster, names=unique, columns=columns)

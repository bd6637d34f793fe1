"""A list of posts as a spreadsheet (``.xlsx``, ``.xls``) → submissions."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from contest.intake.archives import ENCRYPTED, LIMITS
from contest.intake.areas import MalformedError, spans_more
from contest.intake.base import Item, Unreadable
from contest.intake.charsets import shown
from contest.intake.columns import Fields, fields_of
from contest.intake.posts import posts_of
from contest.intake.rows import Row
from contest.intake.stretch import whole
from contest.intake.terms import Terms, senseless
from contest.model import Channel

LARGEST = 256 << 20
"""Bytes that a spreadsheet may unpack to."""
CELLS = 4_000_000
"""Cells that a sheet may span: a hundred megabytes."""
_OTHERS = frozenset({"content.xml", "xl/workbook.bin"})
_SHEET = b"sheetData"
"""Where the cells of a sheet stand, wherever the sheet lies."""
HEADER = 10
"""Rows in which the header is looked for: above it stand a title and remarks."""

Sheet = tuple[str, Fields, list[Row]]
"""Its name ("" for the first), the field of each column, the rows below the header."""


def read_sheets(path: str, terms: Terms) -> Iterator[Item]:
    """Every row below the header of every sheet that has one, its number as part, with the sheet's
    name from the second on: ``Sheet2!7``. Unreadable "not-a-list" if no header names a text or
    title. Raises OSError."""
    if not len(whole(path)):
        yield senseless(path, Channel.POST, "S101")
        return
    found = tables(path)
    if isinstance(found, str):
        yield Unreadable(shown(path), found) if found else senseless(path, Channel.POST, "S102")
    elif not found:
        yield Unreadable(shown(path), "not-a-list")
    elif not any(rows for _, _, rows in found):
        yield senseless(path, Channel.POST, "S101")
    else:
        for name, fields, rows in found:
            yield from posts_of(path, fields, iter(rows), terms, name)


def tables(path: str, most: int | None = None) -> list[Sheet] | str:
    """The sheets that are lists of posts, with ``most`` rows of each; or why the file can't be
    read, "" for one that is no spreadsheet. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123  # a path may hold surrogates
        found = grids(file, most)
    if isinstance(found, str):
        return found
    read = [(name, _table(rows)) for name, rows in found]
    return [(name, *table) for name, table in read if table]


def grids(
    file: BinaryIO, most: int | None = None, *, largest: int = LARGEST
) -> list[tuple[str, list[list[str]]]] | str:
    """The sheets of a spreadsheet, the name of the first "", as rows of texts, ``most`` of each; or
    why it can't be read, "" for one that is no spreadsheet. It may unpack to ``largest`` bytes."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    found = []
    try:
        if not _modest(file, largest):
            return LIMITS
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        for number, name in enumerate(book.sheet_names):
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
            found.append((name if number else "", [[_text(cell) for cell in row] for row in cells]))
    except PasswordError:
        return ENCRYPTED
    except (CalamineError, MalformedError):
        return ""
    return found


def _modest(file: BinaryIO, largest: int) -> bool:
    """Whether a spreadsheet can be read: the reader asks neither how much it unpacks to nor how far
    apart its cells are, and makes room for every cell between them. Raises MalformedError."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > largest:
                return False
            if _OTHERS.intersection(entry.filename.lower() for entry in entries):
                return False  # another program's sheets under this name
            for entry in entries:
                if _is_sheet(archive, entry):
                    with archive.open(entry) as sheet:
                        if spans_more(sheet, CELLS):
                            return False
            return True
    except zipfile.BadZipFile:
        return True
    except (NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError):
        return False


def _is_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a reader may take this for a sheet: a workbook says itself where its sheets lie."""
    if entry.filename.lower().startswith("xl/worksheets/"):
        return True
    with archive.open(entry) as file:
        end = b""
        while piece := file.read(1 << 20):
            if _SHEET in end + piece:
                return True
            end = piece[-len(_SHEET) :]
    return False


def _table(rows: list[list[str]]) -> tuple[Fields, list[Row]] | None:
    for at, cells in enumerate(rows[:HEADER]):
        if fields := fields_of(cells):
            below = enumerate(rows[at + 1 :], at + 2)
            return fields, [Row(number, cells) for number, cells in below if any(cells)]
    return None


def _text(cell: object) -> str:
    """A cell as the spreadsheet shows it. A length typed as 01:18 is kept there as a time of day,
    an hour and 18 minutes."""
    match cell:
        case datetime():
            return cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case timedelta():
            return _clock(int(cell.total_seconds()))
        case time():
            return _clock((cell.hour * 60 + cell.minute) * 60 + cell.second)
        case bool():
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)


def _clock(seconds: int) -> str:
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{rest:02}" if rest else f"{hours}:{minutes:02}"

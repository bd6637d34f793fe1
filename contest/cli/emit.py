"""One table of output formats for every command that reports."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from contest.cli.documents import Document, document
from contest.cli.options import Format

if TYPE_CHECKING:
    from contest.cli.state import State


Summarise = Callable[[], Document]


def json_document(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[str]:
    """One object with a summary. The results wait in a file, because the summary stands before
    them and is known after them: memory must not grow with their number."""
    from tempfile import SpooledTemporaryFile

    del columns
    encoder = msgspec.json.Encoder()
    with SpooledTemporaryFile(max_size=8 << 20) as waiting:
        for number, row in enumerate(results):
            indented = msgspec.json.format(encoder.encode(row), indent=2)
            waiting.write(b",\n    " if number else b"\n    ")
            waiting.write(indented.replace(b"\n", b"\n    "))
        empty = not waiting.tell()
        head = msgspec.json.format(encoder.encode(document(command, summarise(), ())), indent=2)
        yield head.decode().removesuffix("[]\n}") + "["
        waiting.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while piece := waiting.read(1 << 16):
            yield decoder.decode(piece)
        yield "]\n}\n" if empty else "\n  ]\n}\n"


def json_lines(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[str]:
    """One result a line, as they come."""
    del command, summarise, columns
    encoder = msgspec.json.Encoder()
    for row in results:
        yield encoder.encode(row).decode() + "\n"


def csv_rows(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[str]:
    """One result a row; lists become codes or counts, formulas become text."""
    del command, summarise
    yield _row(columns)
    for row in results:
        yield _row([_cell(row, column) for column in columns])


FORMATS: dict[Format, Callable[..., Iterator[str]]] = {
    Format.JSON: json_document,
    Format.JSONL: json_lines,
    Format.CSV: csv_rows,
}
"""Every format but ``auto``, which each command prints for people in its own way."""


def emit(
    format_: Format,
    command: str,
    results: Iterable[Document],
    summarise: Summarise,
    columns: Sequence[str],
) -> None:
    """Print the results in a format for programs. ``summarise`` is called after the last one."""
    for piece in FORMATS[format_](command, results, summarise, columns):
        sys.stdout.write(piece)


def _row(cells: Sequence[object]) -> str:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(row: Document, column: str) -> object:
    from contest.exports.cells import safe

    value: Any = row
    for step in column.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, list):
        if column == "findings":
            return " ".join(f["code"] for f in value)
        return " ".join(map(str, value)) if all(isinstance(v, str) for v in value) else len(value)
    return safe(value) if isinstance(value, str) else value


def console(state: State, *, stderr: bool = False) -> Any:
    """A rich console that obeys --color, NO_COLOR and the terminal's width."""
    from rich.console import Console

    return Console(
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        no_color=not state.colored,
        force_terminal=state.color == "always" or None,
        soft_wrap=True,
    )

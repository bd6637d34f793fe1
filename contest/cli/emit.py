"""One table of output formats for every command that reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from contest.cli.documents import Document, document
from contest.cli.options import Format
from contest.cli.streams import utf8_to

Summarise = Callable[[], Document]


def json_document(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[bytes]:
    """One object with a summary. The results wait in a file, because the summary stands before
    them and is known after them: memory must not grow with their number."""
    from tempfile import SpooledTemporaryFile

    from contest.temporary import no_place

    del columns
    encoder = msgspec.json.Encoder()
    with SpooledTemporaryFile(max_size=8 << 20) as waiting:
        for number, row in enumerate(results):
            indented = msgspec.json.format(encoder.encode(row), indent=2)
            try:
                waiting.write(b",\n    " if number else b"\n    ")
                waiting.write(indented.replace(b"\n", b"\n    "))
            except OSError as error:
                raise no_place() from error
        empty = not waiting.tell()
        head = msgspec.json.format(encoder.encode(document(command, summarise(), ())), indent=2)
        yield head.removesuffix(b"[]\n}") + b"["
        waiting.seek(0)
        while piece := waiting.read(1 << 16):
            yield piece
        yield b"]\n}\n" if empty else b"\n  ]\n}\n"


def json_lines(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[bytes]:
    """One result a line, as they come."""
    del command, summarise, columns
    encode = msgspec.json.Encoder().encode
    for row in results:
        yield encode(row) + b"\n"


def csv_rows(
    command: str, results: Iterable[Document], summarise: Summarise, columns: Sequence[str]
) -> Iterator[bytes]:
    """One result a row; lists become codes or counts, formulas become text."""
    del command, summarise
    import csv
    import io

    from contest.exports.cells import safe

    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    paths = [(column, column.split(".")) for column in columns]

    def row_of(cells: Sequence[object]) -> bytes:
        write(cells)
        text = out.getvalue()
        out.seek(0)
        out.truncate()
        return text.encode(errors="backslashreplace")

    yield row_of(columns)
    for row in results:
        values = [(column, _value(row, path)) for column, path in paths]
        yield row_of([_listed(c, v) if isinstance(v, list) else safe(v) for c, v in values])


FORMATS: dict[Format, Callable[..., Iterator[bytes]]] = {
    Format.JSON: json_document,
    Format.JSONL: json_lines,
    Format.CSV: csv_rows,
}
"""Every format but ``auto``, which each command prints for people in its own way. What they
give is UTF-8, in pieces of whole characters or not."""


def emit(
    format_: Format,
    command: str,
    results: Iterable[Document],
    summarise: Summarise,
    columns: Sequence[str],
) -> None:
    """Print the results in a format for programs. ``summarise`` is called after the last one."""
    write = utf8_to(sys.stdout)
    for piece in FORMATS[format_](command, results, summarise, columns):
        write(piece)


def _value(row: Document, path: Sequence[str]) -> Any:
    value: Any = row
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _listed(column: str, values: list[Any]) -> object:
    if column == "findings":
        return " ".join(f["code"] for f in values)
    return " ".join(map(str, values)) if all(isinstance(v, str) for v in values) else len(values)

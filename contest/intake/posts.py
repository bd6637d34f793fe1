"""A list of posts (``.csv`` or ``.jsonl``) → submissions."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from contest.intake.base import Item, Received, Unreadable
from contest.intake.charsets import shown, whole_text
from contest.intake.clock import parse_date
from contest.intake.columns import Fields, field_of, seconds_of
from contest.intake.plain import encoding_of, lines_of
from contest.intake.rows import Row, read_table
from contest.intake.terms import Terms, senseless
from contest.intake.words import one_line
from contest.model import Candidate, Channel, Fault, Sender, Signals, Submission


def read_csv(path: str, terms: Terms) -> Iterator[Item]:
    """Every row, its number as in a spreadsheet (the header is row 1) as part.

    A row whose quotes don't add up has the fault S103. Unreadable "not-a-list" if the header
    names neither text nor title. Raises OSError.
    """
    if not Path(path).stat().st_size:
        yield senseless(path, Channel.POST, "S101")
        return
    with _opened(path) as stream:
        table = read_table(stream)
        if table is None:
            yield Unreadable(shown(path), "not-a-list")
            return
        fields, rows = table
        yield from _or_empty(path, posts_of(path, fields, rows, terms))


def read_jsonl(path: str, terms: Terms) -> Iterator[Item]:
    """Every object of a JSON-lines file, its line as part; other lines are S102. Raises OSError."""
    if not Path(path).stat().st_size:
        yield senseless(path, Channel.POST, "S101")
    elif not names_a_title(path):
        yield Unreadable(shown(path), "not-a-list")
    else:
        yield from _or_empty(path, _objects(path, terms))


def names_a_title(path: str) -> bool:
    """Whether a ``.csv`` or ``.jsonl`` is a list of posts, by its beginning. Raises OSError."""
    if not path.lower().endswith(".jsonl"):
        with _opened(path) as stream:
            return read_table(stream) is not None
    with Path(path).open("rb") as binary:
        first = next((line for _, line, _ in lines_of(binary) if line.strip()), "")
    row = _object(first)
    return row is not None and bool({"text", "title"} & row.keys())


@contextmanager
def _opened(path: str) -> Iterator[io.TextIOWrapper]:
    with Path(path).open("rb") as binary:
        encoding = encoding_of(binary)
        binary.seek(0)
        yield io.TextIOWrapper(binary, encoding, errors="replace", newline="")


def _or_empty(path: str, posts: Iterator[Item]) -> Iterator[Item]:
    """The posts; without any, one submission with the fault S101."""
    empty = True
    for post in posts:
        empty = False
        yield post
    if empty:
        yield senseless(path, Channel.POST, "S101")


def posts_of(
    path: str, fields: Fields, rows: Iterator[Row], terms: Terms, sheet: str = ""
) -> Iterator[Item]:
    """The posts in the rows of a table, each with its row's number as part, behind the name of the
    ``sheet`` if it has one."""
    for row in rows:
        part = f"{sheet}!{row.number}" if sheet else str(row.number)
        if row.cells is None:
            yield senseless(path, Channel.POST, "S102", part)
            continue
        filled: dict[str, str] = {}
        for field, cell in zip(fields, row.cells, strict=False):
            if field and cell.strip():
                filled.setdefault(field, whole_text(cell.strip()))
        if _says_something(filled) or not row.sure:
            yield _post(path, part, filled, terms, sure=row.sure)


def _objects(path: str, terms: Terms) -> Iterator[Item]:
    with Path(path).open("rb") as stream:
        for number, line, complete in lines_of(stream):
            if not line.strip():
                continue
            row = _object(line) if complete else None
            if row is None:
                yield senseless(path, Channel.POST, "S102", str(number))
            elif _says_something(row):
                yield _post(path, str(number), row, terms)


def _object(line: str) -> dict[str, str] | None:
    """The fields of a JSON object, those left blank as well; None if it is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    row: dict[str, str] = {}
    for key, cell in value.items():
        if name := field_of(key):
            text = str(cell).strip() if isinstance(cell, str | int | float) else ""
            row[name] = row.get(name) or whole_text(text)
    return row


def _says_something(row: Mapping[str, str]) -> bool:
    """Whether there is a text or a title: without both, it is no post but a blank of a form."""
    return bool(row.get("text") or row.get("title"))


def _post(
    path: str, part: str, row: Mapping[str, str], terms: Terms, *, sure: bool = True
) -> Received:
    url = row.get("url") or None
    text = row.get("text") or row.get("title") or ""
    at = parse_date(row.get("time", ""), terms.zone)
    # What was published, where: likes grow and lengths get filled in, but an edited caption is
    # another submission, and so is another row under the same address.
    identity = [url or row.get("time"), row.get("title"), row.get("text"), row.get("author")]
    candidates = dict.fromkeys(filter(None, (row.get("title"), row.get("text"))))
    author = row.get("author")
    line = json.dumps(dict(row), ensure_ascii=False, sort_keys=True).encode()
    submission = Submission(
        source=shown(path),
        part=part,
        channel=Channel.POST,
        key=f"{Channel.POST}:{hashlib.sha256(repr(identity).encode()).hexdigest()}",
        candidates=tuple(Candidate("text", candidate) for candidate in candidates),
        sender=Sender(one_line(author), "") if author else None,
        # The time of publication is stated by the list, not read from a server's clock.
        times=terms.times(sent=at),
        faults=() if sure else (Fault(code="S106"),),
        signals=Signals(subject=row.get("title") or text, body=text[:2_000]),
        url=url,
        duration=seconds_of(row.get("duration", "")),
    )
    return Received(submission, raw=lambda: iter((line,)))

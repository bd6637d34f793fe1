"""A list of posts (``.csv`` or ``.jsonl``) → submissions."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from contest.intake.base import Item, Received, Unreadable
from contest.intake.charsets import shown, whole_text
from contest.intake.clock import parse_date
from contest.intake.plain import LONGEST, encoding_of, lines_of
from contest.intake.terms import Terms, senseless
from contest.intake.words import one_line
from contest.model import Candidate, Channel, Sender, Signals, Submission

_COLUMNS = {
    "text": "text content 内容 正文 文案 帖子内容 作品文案",
    "title": "title 标题 作品标题",
    "author": "author 昵称 作者 用户 用户名 发布者",
    "time": "time date 时间 发布时间 发布日期 published published_at",
    "url": "url link 链接 网址 作品链接",
    "duration": "duration length 时长 视频时长",
    "likes": "likes 点赞数 点赞 获赞",
}
_FIELD = {word: name for name, words in _COLUMNS.items() for word in words.split()}
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,6})?)")
_WORDS = re.compile(
    r"(?:(\d{1,3})\s*[时h])?\s*(?:(\d{1,4})\s*[分m]n?)?\s*(?:(\d{1,5}(?:\.\d+)?)\s*[秒s]?)?"
)


def read_csv(path: str, terms: Terms) -> Iterator[Item]:
    """Every row, its number as in a spreadsheet (the header is row 1) as part.

    Unreadable "not-a-list" if the header names neither text nor title. Raises OSError.
    """
    if not Path(path).stat().st_size:
        yield senseless(path, Channel.POST, "S101")
        return
    with Path(path).open("rb") as binary:
        encoding = encoding_of(binary)
        binary.seek(0)
        stream = io.TextIOWrapper(binary, encoding, errors="replace", newline="")
        header = stream.readline(LONGEST)
        if (names := _header(header)) is None:
            yield Unreadable(shown(path), "not-a-list")
            return
        rows = csv.reader(stream, delimiter=_delimiter(header))
        yield from _numbered(path, names, rows, terms)


def read_jsonl(path: str, terms: Terms) -> Iterator[Item]:
    """Every object of a JSON-lines file, its line as part; other lines are S102. Raises OSError."""
    if not Path(path).stat().st_size:
        yield senseless(path, Channel.POST, "S101")
        return
    if not names_a_title(path):
        yield Unreadable(shown(path), "not-a-list")
        return
    with Path(path).open("rb") as stream:
        for number, line, complete in lines_of(stream):
            if not line.strip():
                continue
            row = _object(line) if complete else None
            if row is None:
                yield senseless(path, Channel.POST, "S102", str(number))
            else:
                yield _post(path, str(number), row, terms)


def names_a_title(path: str) -> bool:
    """Whether a ``.csv`` or ``.jsonl`` is a list of posts, by its first line. Raises OSError."""
    with Path(path).open("rb") as stream:
        first = next((line for _, line, _ in lines_of(stream) if line.strip()), "")
    if path.lower().endswith(".jsonl"):
        row = _object(first)
        return row is not None and bool({"text", "title"} & row.keys())
    return _header(first) is not None


def seconds_of(text: str) -> float | None:
    """A length as apps show it, in seconds: "01:18", "1:02:03", "78", "78s", "1分18秒"."""
    text = text.strip().replace("：", ":")
    if (clock := _CLOCK.fullmatch(text)) is not None:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if text and (words := _WORDS.fullmatch(text)) is not None and any(words.groups()):
        return int(words[1] or 0) * 3600 + int(words[2] or 0) * 60 + float(words[3] or 0)
    return None


def _delimiter(header: str) -> str:
    return max(",;\t", key=lambda mark: len(_names(header, mark).intersection(_FIELD.values())))


def _names(header: str, mark: str) -> set[str | None]:
    return {_FIELD.get(cell.strip().strip('"').strip().lower()) for cell in header.split(mark)}


def _header(line: str) -> list[str | None] | None:
    """The field of each column, None for a column nobody asked for; None if it is no header."""
    line = line.lstrip("\ufeff").rstrip("\r\n")
    cells = [cell.strip().strip('"').strip().lower() for cell in line.split(_delimiter(line))]
    names = [_FIELD.get(cell) for cell in cells]
    return names if {"text", "title"}.intersection(filter(None, names)) else None


def _numbered(
    path: str, names: Sequence[str | None], rows: Iterator[list[str]], terms: Terms
) -> Iterator[Item]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield senseless(path, Channel.POST, "S102", str(number))
            continue
        row: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            if name and cell.strip():
                row.setdefault(name, whole_text(cell.strip()))
        if row:
            yield _post(path, str(number), row, terms)


def _object(line: str) -> dict[str, str] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    row: dict[str, str] = {}
    for key, cell in value.items():
        name = _FIELD.get(str(key).strip().lower())
        if name and isinstance(cell, str | int | float) and str(cell).strip():
            row.setdefault(name, whole_text(str(cell).strip()))
    return row


def _post(path: str, part: str, row: Mapping[str, str], terms: Terms) -> Received:
    url = row.get("url")
    text = row.get("text") or row.get("title") or ""
    at = parse_date(row.get("time", ""), terms.zone)
    identity = url or "\0".join((text, row.get("author", ""), row.get("time", "")))
    candidates = dict.fromkeys(filter(None, (row.get("title"), row.get("text"))))
    author = row.get("author")
    line = json.dumps(dict(row), ensure_ascii=False, sort_keys=True).encode()
    submission = Submission(
        source=shown(path),
        part=part,
        channel=Channel.POST,
        key=f"{Channel.POST}:{hashlib.sha256(identity.encode()).hexdigest()}",
        candidates=tuple(Candidate("text", candidate) for candidate in candidates),
        sender=Sender(one_line(author), "") if author else None,
        # The time of publication is stated by the list, not read from a server's clock.
        times=terms.times(sent=at),
        signals=Signals(subject=row.get("title") or text, body=text[:2_000]),
        url=url,
        duration=seconds_of(row.get("duration", "")),
    )
    return Received(submission, raw=lambda: iter((line,)))

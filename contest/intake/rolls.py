"""A table that comes with a mail (汇总表.xlsx) → the works it lists, and which file is whose."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from contest.intake.base import Chunks, Received
from contest.intake.charsets import shown, whole_text
from contest.intake.plain import encoding_of
from contest.intake.videos import stem_of
from contest.intake.words import one_line
from contest.model import ReceivedFile

LARGEST = 4 << 20
"""Bytes of a table: a list of works has some kilobytes."""
UNPACKED = 32 << 20
"""Bytes that a spreadsheet among them may unpack to."""
HEADER = 10
"""Rows in which the header is looked for."""
MOST = 500
"""Works that one mail lists."""
_SPREADSHEETS = (".xlsx", ".xls")
_HEADINGS = {
    "title": "标题 邮件标题 完整标题 文件标题 title",
    "work": "作品名称 作品名 作品标题 作品题目 作品 片名 视频名称 视频标题 题目 work",
    "author": "作者 作者姓名 姓名 参赛者 参赛人 参赛者姓名 团队负责人 负责人 主创 主创人员 author",
    "department": "部门 单位 所属部门 所在部门 所在单位 部门单位 单位部门 报送单位 报送部门 "
    "选送单位 department",
    "form": "参与形式 参赛形式 形式 个人团队 form",
    "category": "类别 参赛类别 作品类别 作品类型 视频类别 视频类型 类型 组别 category",
    "topic": "主题 话题 参赛主题 topic",
    "file": "文件名 文件名称 视频文件 视频文件名 附件 附件名称 file filename",
    "number": "序号 编号 no number",
}
_KNOWN = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]?|[\s/／、*＊:：.．]+")
_DROPPED = re.compile(r"[\W_]+")


class Line(NamedTuple):
    """A work in a table: ``place`` is the table's name and the row, as 汇总表.xlsx!3; the values by
    the names of their fields."""

    place: str
    values: Mapping[str, str]


def may_list(file: ReceivedFile) -> bool:
    """Whether a file may be such a table."""
    return not file.video and file.name.lower().endswith((*_SPREADSHEETS, ".csv"))


def lines_in(received: Received, labels: Mapping[str, str]) -> list[Line]:
    """The works that the tables of a mail list. ``labels`` are what this contest calls its fields,
    by the fields' names. What can't be read lists none."""
    headings = _KNOWN | {_heading(label): name for name, label in labels.items()}
    found: list[Line] = []
    for file, content in zip(received.submission.files, received.contents, strict=False):
        if content is None or not may_list(file):
            continue
        for sheet, rows in _sheets(file.name, _bytes(content)):
            found += _listed("!".join(filter(None, (file.name, sheet))), rows, headings)
    return found[:MOST]


def whose(lines: Sequence[Line], names: Mapping[int, str]) -> dict[int, Line]:
    """Which of the files, name by place, is that of which line: by the file's name where the table
    has it, else by the work's name in it, else by the number that is its whole name."""
    found: dict[int, Line] = {}
    for tells in (_by_file, _by_work, _by_number):
        left = [line for line in lines if line not in found.values()]
        for place, name in names.items():
            if place in found:
                continue
            stem = _plain(stem_of(name))
            fitting = [line for line in left if tells(line, stem)]
            longest = max((len(line.values.get("work", "")) for line in fitting), default=0)
            best = [line for line in fitting if len(line.values.get("work", "")) == longest]
            if len(best) == 1 and best[0] not in found.values():
                found[place] = best[0]
    return found


def _by_file(line: Line, stem: str) -> bool:
    file = line.values.get("file", "") or line.values.get("title", "")
    return bool(file) and stem in {_plain(file), _plain(stem_of(file))}


def _by_work(line: Line, stem: str) -> bool:
    work = _plain(line.values.get("work", ""))
    return bool(work) and work in stem


def _by_number(line: Line, stem: str) -> bool:
    number = line.values.get("number", "")
    return number.isdecimal() and stem.isdecimal() and int(number) == int(stem)


def _listed(place: str, rows: Sequence[Sequence[str]], headings: Mapping[str, str]) -> list[Line]:
    for at, cells in enumerate(rows[:HEADER], 1):
        fields = [headings.get(_heading(cell)) for cell in cells]
        if "title" in fields or ("work" in fields and len(set(fields) - {None}) > 1):
            return list(_works(place, rows[at:], fields, at + 1))
    return []


def _works(
    place: str, rows: Sequence[Sequence[str]], fields: Sequence[str | None], first: int
) -> Iterator[Line]:
    for number, cells in enumerate(rows, first):
        values: dict[str, str] = {}
        for field, cell in zip(fields, cells, strict=False):
            if field and (text := one_line(whole_text(cell)).strip()):
                values.setdefault(field, text)
        if values.get("title") or values.get("work"):
            yield Line(shown(f"{place}!{number}"), values)


def _bytes(content: Chunks) -> bytes:
    """What a file holds; nothing of one that is too large or can't be read."""
    data = bytearray()
    try:
        for piece in content():
            data += piece
            if len(data) > LARGEST:
                return b""
    except OSError:
        return b""
    return bytes(data)


def _sheets(name: str, data: bytes) -> list[tuple[str, list[list[str]]]]:
    if name.lower().endswith(_SPREADSHEETS):
        from contest.intake.sheets import grids

        found = grids(io.BytesIO(data), MOST + HEADER, largest=UNPACKED)
        return [] if isinstance(found, str) else found
    text = data.decode(encoding_of(io.BytesIO(data)), "replace").removeprefix("\ufeff")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return [("", list(islice(lines, MOST + HEADER)))]
    except csv.Error:
        return []


def _heading(text: str) -> str:
    return _ASIDE.sub("", text).lower()


def _plain(text: str) -> str:
    """A name as it is compared: letters and digits alone."""
    return _DROPPED.sub("", text.casefold())

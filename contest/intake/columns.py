"""The columns of a list of posts: what they are called and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC

from contest.intake.clock import parse_date

Fields = tuple[str | None, ...]
"""The field of each column, None for a column nobody asked for."""

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
_URL = re.compile(r"https?://|www\.|[\w-]{1,63}(?:\.[\w-]{1,63})+/", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d.]{0,15}\s*[kw千万]?\+?", re.IGNORECASE)


def field_of(name: object) -> str | None:
    """The field that a column of this name holds, None where nobody asks for it."""
    return _FIELD.get("".join(str(name).split()).lower())


def fields_of(names: Sequence[str]) -> Fields | None:
    """The field of each column; None if none is a text or title, which a list must have."""
    fields = tuple(field_of(name) for name in names)
    return fields if {"text", "title"}.intersection(filter(None, fields)) else None


def seconds_of(text: str) -> float | None:
    """A length as apps show it, in seconds: "01:18", "1:02:03", "78", "78s", "1分18秒"."""
    text = text.strip().replace("：", ":")
    if (clock := _CLOCK.fullmatch(text)) is not None:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if text and (words := _WORDS.fullmatch(text)) is not None and any(words.groups()):
        return int(words[1] or 0) * 3600 + int(words[2] or 0) * 60 + float(words[3] or 0)
    return None


def are_row(cells: Sequence[str], fields: Fields) -> bool:
    """Whether the cells can be a row under several columns: as many, each of its field's kind."""
    width = len(fields)
    return (
        1 < width <= len(cells)
        and not any(cell.strip() for cell in cells[width:])
        and all(_fits(cell.strip(' "'), field) for cell, field in zip(cells, fields, strict=False))
    )


def tell_kinds(fields: Fields) -> bool:
    """Whether a column has contents of a kind, so that ``are_row`` is more than a count."""
    return not {"time", "url", "duration", "likes"}.isdisjoint(fields)


def _fits(cell: str, field: str | None) -> bool:
    if not cell:
        return True
    if field == "time":
        return parse_date(cell, UTC) is not None
    if field == "url":
        return _URL.match(cell) is not None
    if field == "duration":
        return seconds_of(cell) is not None
    return field != "likes" or _COUNT.fullmatch(cell) is not None

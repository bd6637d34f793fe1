"""The table of fields that can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

from contest.asking.values import CHANNELS, KINDS, SEVERITIES, STATUSES, Words


class Sort(Enum):
    """What a field holds, and thereby how it is compared."""

    NUMBERS = "numbers"
    TEXT = "text"
    WORD = "word"
    START = "start"
    NUMBER = "number"
    LENGTH = "length"
    SIZE = "size"
    INSTANT = "instant"


class Field(NamedTuple):
    """A field: what else it is called (English, Chinese), what it holds, one sentence about it, an
    example, and the words that are its values where they are the house's own."""

    others: tuple[str, ...]
    sort: Sort
    about: str
    example: str
    words: Words | None = None
    sortable: bool = True


_T, _W, _N = Sort.TEXT, Sort.WORD, Sort.NUMBER

FIELDS: Final[Mapping[str, Field]] = MappingProxyType({
    "entry": Field(
        ("number", "no", "编号", "作品编号"), Sort.NUMBERS,
        "The entry's number; numbers alone mean the same.", "entry:12-24"),
    "status": Field(("状态",), _W, "Where the entry stands.", "status:review", STATUSES),
    "decided": Field(
        ("决定",), _W, "What a person has decided, whatever the program found.", "decided:",
        STATUSES),
    "form": Field(("形式", "参与形式"), _T, "The form of participation.", "form:团队"),
    "category": Field(("cat", "类别"), _T, "The category.", "category:短视频"),
    "work": Field(("作品", "作品名称"), _T, "The work's name.", "work:梅林"),
    "author": Field(("作者",), _T, "The author or head of the team.", "author:张三"),
    "department": Field(
        ("dept", "单位", "部门"), _T, "The department.", "dept:编辑部"),
    "topic": Field(("主题", "话题"), _T, "The topic.", "topic:45载"),
    "title": Field(("标题",), _T, "The title as it was received.", "title:回复"),
    "sender": Field(
        ("from", "报送人", "邮箱"), _T, "Who handed it in: name or address.", "from:@163.com"),
    "channel": Field(("渠道",), _W, "By which way it came.", "channel:post", CHANNELS),
    "kind": Field(
        ("类型",), _W, "What has come for the entry: a correction, a withdrawal, an original.",
        "kind:correction", KINDS, sortable=False),
    "received": Field(
        ("收到", "收到时间"), Sort.INSTANT, "When it was received; a day, a month count whole.",
        "received:2025-08-25.."),
    "late": Field(
        ("迟到",), Sort.LENGTH, "How long after the closing instant it came.", "late:..1:00:00"),
    "versions": Field(("版本", "版本数"), _N, "How many versions there are.", "versions:2.."),
    "duration": Field(
        ("length", "时长"), Sort.LENGTH,
        "How long a video is as measured, or as a post states it.", "duration:3:00.."),
    "size": Field(("大小",), Sort.SIZE, "How large a video's file is.", "size:..500MB"),
    "width": Field(("宽",), _N, "A video's width in pixels, as displayed.", "width:1920.."),
    "height": Field(("高",), _N, "A video's height in pixels, as displayed.", "height:..719"),
    "codec": Field(
        ("编码",), _T, "What a video's pictures or sound are coded with.", "codec:hevc"),
    "code": Field(
        ("问题", "问题代码"), Sort.START,
        "The code of a finding, or how it begins.", "code:M3", sortable=False),
    "severity": Field(
        ("严重程度",), _W, "How much a finding weighs.", "severity:error", SEVERITIES,
        sortable=False),
    "award": Field(
        ("prize", "awards", "获奖", "奖项"), _T, "A prize that it has been granted.", "-award:"),
    "links": Field(
        ("link", "链接", "网盘"), _N, "How many videos are only links so far.", "links:"),
    "tick": Field(
        ("核对", "待核对"), _T, "What on its checklist nobody has ticked yet.", "tick:", None,
        sortable=False),
})  # fmt: skip
"""Field → what it is. A contest's own parts of the title come to these."""


class Table(NamedTuple):
    """All fields of one contest, and every name by which one is called."""

    fields: Mapping[str, Field]
    names: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """The field that is called so; None for none."""
        return self.names.get(name.casefold())


def table(own: Mapping[str, str]) -> Table:
    """The fields with a contest's ``own`` parts of the title: name → what the call names it."""
    fields = dict(FIELDS)
    for name, label in own.items():
        if name not in fields:
            fields[name] = Field((), _T, label or name, f"{name}:")
    names = {called.casefold(): name for name in fields for called in (name, *fields[name].others)}
    for name, label in own.items():
        for called in label.split("/"):
            if called.strip():
                names.setdefault(called.strip().casefold(), name)
    return Table(fields, MappingProxyType(names))


BUILT_IN: Final = table({})

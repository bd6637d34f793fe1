"""Views for whoever opens contest.db with another program: sqlite-utils, Datasette, a spreadsheet.

Each stands twice, with English and with Chinese names. They are for reading; what they hold comes
from the tables, and nothing of ours reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

Words = Mapping[str, str]

STATES: Final[Words] = MappingProxyType({
    "accepted": "有效", "returned": "待补正", "review": "待核实", "withdrawn": "已撤回",
    "disqualified": "取消资格",
})  # fmt: skip
OUTCOMES: Final[Words] = MappingProxyType(
    {"pass": "通过", "fail": "不通过", "open": "待定", "n/a": "不适用"}
)
SEVERITIES: Final[Words] = MappingProxyType(
    {"error": "错误", "review": "待核实", "warning": "警告", "info": "提示"}
)
ASPECTS: Final[Words] = MappingProxyType(
    {"form": "格式", "eligibility": "资格", "material": "素材", "formalities": "手续"}
)
KINDS: Final[Words] = MappingProxyType({
    "entry": "投稿", "correction": "更正", "withdrawal": "撤回", "original": "原片",
    "question": "咨询", "unrelated": "无关",
})  # fmt: skip


class Column(NamedTuple):
    """A column: its name in English and in Chinese, what it holds as SQL, and what the words in it
    are in Chinese."""

    name: str
    chinese: str
    sql: str
    words: Words | None = None


class View(NamedTuple):
    """A view: its two names, why it is there, its columns, and where they come from as SQL."""

    name: str
    chinese: str
    why: str
    columns: tuple[Column, ...]
    source: str


_OF_ENTRY: Final = (
    Column("category", "类别", "e.category"),
    Column("work", "作品名称", "e.work"),
    Column("author", "作者", "e.author"),
    Column("department", "部门", "e.department"),
)
# A video's bytes may have come several times in one submission: it is one video all the same.
_MEDIA: Final = (
    "SELECT {what} FROM media m WHERE m.sha256 IN (SELECT f.sha256 FROM submission_files f "
    "WHERE f.submission = e.current AND f.video = 1)"
)


def _media(what: str) -> str:
    return f"({_MEDIA.format(what=what)})"


BOARD: Final = View(
    "board", "总览", "Every entry as it stands.",
    (
        Column("entry", "编号", "e.id"),
        Column("status", "状态", "e.status", STATES),
        Column("form", "参与形式", "e.form"),
        *_OF_ENTRY,
        Column("topic", "主题", "e.topic"),
        Column("title", "标题", "s.title"),
        Column("received_at", "收到时间", "s.received_at"),
        Column("sender", "报送人", "coalesce(nullif(s.sender_name, ''), s.sender_address)"),
        Column("address", "邮箱", "s.sender_address"),
        Column("versions", "版本数",
               "(SELECT count(*) FROM submissions v WHERE v.entry = e.id "
               "AND v.version IS NOT NULL)"),
        Column("duration", "时长（秒）", _media("max(m.duration)")),
        Column("size", "画面", _media("max(m.width || '×' || m.height)")),
        Column("findings", "问题",
               "(SELECT group_concat(code, ' ') FROM (SELECT code FROM findings f "
               "WHERE f.submission = e.current AND f.severity IN ('error', 'review') UNION "
               "SELECT code FROM entry_findings n WHERE n.entry = e.id "
               "AND n.severity IN ('error', 'review') ORDER BY code))"),
        Column("awards", "获奖",
               "(SELECT group_concat(prize, '、') FROM (SELECT prize FROM awards a "
               "WHERE a.entry = e.id AND a.revoked_at IS NULL ORDER BY a.id))"),
    ),
    "entries e JOIN submissions s ON s.id = e.current",
)  # fmt: skip

FOUND: Final = View(
    "found", "问题", "What is wrong with each entry's current version, and with the entry.",
    (
        Column("entry", "编号", "e.id"),
        Column("work", "作品名称", "e.work"),
        Column("author", "作者", "e.author"),
        Column("code", "代码", "f.code"),
        Column("severity", "轻重", "f.severity", SEVERITIES),
        Column("aspect", "方面", "f.aspect", ASPECTS),
        Column("field", "部分", "f.field"),
        Column("details", "详情", "f.args"),
    ),
    "entries e JOIN (SELECT s.entry, f.submission, f.code, f.severity, f.aspect, f.field, f.args "
    "FROM findings f JOIN submissions s ON s.id = f.submission UNION ALL "
    "SELECT n.entry, NULL, n.code, n.severity, n.aspect, n.field, n.args FROM entry_findings n) f "
    "ON f.entry = e.id AND (f.submission IS NULL OR f.submission = e.current)",
)  # fmt: skip

WINNERS: Final = View(
    "winners", "获奖", "Awards that stand, in the order in which they were granted.",
    (
        Column("prize", "奖项", "a.prize"),
        Column("rank", "名次", "a.rank"),
        Column("entry", "编号", "e.id"),
        *_OF_ENTRY,
        Column("granted_at", "授奖时间", "a.granted_at"),
        Column("granted_by", "授奖人", "a.granted_by"),
        Column("reason", "理由", "a.reason"),
    ),
    "awards a JOIN entries e ON e.id = a.entry WHERE a.revoked_at IS NULL ORDER BY a.id",
)  # fmt: skip

RECEIVED: Final = View(
    "received", "来件", "Everything that arrived.",
    (
        Column("submission", "来件号", "s.id"),
        Column("kind", "类型", "s.kind", KINDS),
        Column("title", "标题", "s.title"),
        Column("received_at", "收到时间", "s.received_at"),
        Column("late_by", "迟到（秒）", "s.late_by"),
        Column("sender", "报送人", "coalesce(nullif(s.sender_name, ''), s.sender_address)"),
        Column("address", "邮箱", "s.sender_address"),
        Column("entry", "编号", "s.entry"),
        Column("version", "版本", "s.version"),
        Column("form", "格式", "s.form", OUTCOMES),
        Column("eligibility", "资格", "s.eligibility", OUTCOMES),
        Column("material", "素材", "s.material", OUTCOMES),
        Column("formalities", "手续", "s.formalities", OUTCOMES),
        Column("url", "链接", "s.url"),
        Column("source", "来源", "s.source"),
    ),
    "submissions s",
)  # fmt: skip

VIEWS: Final = (BOARD, FOUND, WINNERS, RECEIVED)


def statements() -> Iterator[str]:
    """The SQL that makes every view, in both languages."""
    for view in VIEWS:
        own = ", ".join(f'{column.sql} AS "{column.name}"' for column in view.columns)
        # Names and SQL are those above; nothing of a stranger's is in them.
        yield f"CREATE VIEW {view.name} AS\n-- {view.why}\nSELECT {own} FROM {view.source}"
        chinese = ", ".join(f'{_in_chinese(c)} AS "{c.chinese}"' for c in view.columns)
        yield f'CREATE VIEW "{view.chinese}" AS SELECT {chinese} FROM {view.name}'  # noqa: S608  # ours


def _in_chinese(column: Column) -> str:
    if column.words is None:
        return f'"{column.name}"'
    cases = " ".join(f"WHEN '{word}' THEN '{said}'" for word, said in column.words.items())
    return f'CASE "{column.name}" {cases} ELSE "{column.name}" END'

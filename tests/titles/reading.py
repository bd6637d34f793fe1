"""What the tests of titles share: the published pattern, other patterns, and what was noticed."""

from __future__ import annotations

from msgspec.structs import replace

from contest.model import Fault, Title
from contest.rules import Rulebook
from contest.titles import Pattern, compile_pattern, parse

RULES = Rulebook()
PATTERN = compile_pattern(RULES)
GOOD = "【报家生活秀】-[个人]-[短视频]-[微光]-[张三+编辑部]"
FIELDS = ("报家生活秀", "个人", "短视频", "微光", "张三", "编辑部")


def read(text: str, start: int = 0) -> Title:
    return parse(text, PATTERN, start=start)


def pattern_of(text: str, *optional: str) -> Pattern:
    return compile_pattern(
        replace(RULES, title=replace(RULES.title, pattern=text, optional=optional))
    )


def values(title: Title) -> tuple[str | None, ...]:
    return tuple(title.fields.values())


def codes(title: Title) -> list[str]:
    return sorted(fault.code for fault in title.faults)


def the(code: str, title: Title) -> Fault:
    """The only fault of this code."""
    (fault,) = (f for f in title.faults if f.code == code)
    return fault


def pointed_at(code: str, title: Title) -> str:
    """The text that the only fault of this code points at."""
    fault = the(code, title)
    return title.text[fault.start : fault.end]


def is_clean(title: Title) -> bool:
    """Whether nothing is wrong but, at most, a missing topic."""
    return set(codes(title)) <= {"T114"}

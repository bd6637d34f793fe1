"""Patterns of other contests, and patterns that make no sense."""

from __future__ import annotations

import pytest

from contest.errors import RulebookError
from contest.titles import parse

from .reading import GOOD, PATTERN, codes, is_clean, pattern_of, values

STUDENTS = "{college}+{student_id}+{author}+{work}"
REGIONS = "{region}--{work}--{author}"
BARE = "{topic}-{form}-{category}-{work}-{author}+{department}"
LOWERED = "[{form}]_[{category}]_[{work}]_[{author}]"


def test_the_published_pattern_has_six_fields_of_which_one_is_optional() -> None:
    assert PATTERN.fields == ("topic", "form", "category", "work", "author", "department")
    assert PATTERN.required == frozenset(PATTERN.fields) - {"topic"}
    assert PATTERN.separators == {"-"}


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (STUDENTS, "计算机学院+20230001+张三+微光", ("计算机学院", "20230001", "张三", "微光")),
        (REGIONS, "广东--微光--张三", ("广东", "微光", "张三")),
        ("《{work}》-{author}", "《微光》-张三", ("微光", "张三")),
        ("{author}：{work}", "张三：微光", ("张三", "微光")),
        (LOWERED, "[个人]_[短视频]_[微光]_[张三]", ("个人", "短视频", "微光", "张三")),
        (BARE, "报家生活秀-个人-短视频-微光-张三+编辑部",
         ("报家生活秀", "个人", "短视频", "微光", "张三", "编辑部")),
    ],
)  # fmt: skip
def test_a_good_title_of_another_contest_is_read(
    pattern: str, text: str, expected: tuple[str, ...]
) -> None:
    title = parse(text, pattern_of(pattern))
    assert values(title) == expected
    assert codes(title) == []
    assert title.suggested == text


@pytest.mark.parametrize(
    ("pattern", "text", "code", "good"),
    [
        (STUDENTS, "计算机学院＋20230001＋张三＋微光", "T108", "计算机学院+20230001+张三+微光"),
        (REGIONS, "广东——微光——张三", "T108", "广东--微光--张三"),
        (REGIONS, "广东 -- 微光 -- 张三", "T109", "广东--微光--张三"),
        (LOWERED, "【个人】_【短视频】_【微光】_【张三】", "T107", "[个人]_[短视频]_[微光]_[张三]"),
        (LOWERED, "[个人]-[短视频]-[微光]-[张三]", "T108", "[个人]_[短视频]_[微光]_[张三]"),
    ],
)
def test_a_damaged_title_of_another_contest_is_mended(
    pattern: str, text: str, code: str, good: str
) -> None:
    title = parse(text, pattern_of(pattern))
    assert title.suggested == good
    # A joiner's place or a separator's: which of the two is the pattern's own affair.
    assert codes(title) == [code] or (code == "T108" and codes(title) == ["T110"])


@pytest.mark.parametrize(
    ("pattern", "text", "good"),
    [
        (STUDENTS, "计算机学院+20230001+张三+微光.mp4", "计算机学院+20230001+张三+微光"),
        (STUDENTS, "Re: 计算机学院+20230001+张三+微光", "计算机学院+20230001+张三+微光"),
        (REGIONS, "转发：广东--微光--张三", "广东--微光--张三"),
        (REGIONS, "广东--微光--张三(1).mp4", "广东--微光--张三"),
    ],
)
def test_reply_marks_and_file_endings_are_no_part_of_a_bare_field(
    pattern: str, text: str, good: str
) -> None:
    compiled = pattern_of(pattern)
    assert values(parse(text, compiled)) == values(parse(good, compiled))


@pytest.mark.parametrize("pattern", [STUDENTS, REGIONS])
@pytest.mark.parametrize("text", ["", "你好", "作品投稿", "请查收"])
def test_any_other_text_is_no_title_of_another_contest(pattern: str, text: str) -> None:
    title = parse(text, pattern_of(pattern))
    assert title.suggested is None
    assert {"T102", "T119"} & set(codes(title))


def test_a_field_may_be_optional_at_the_end() -> None:
    pattern = pattern_of("[{form}]-[{category}]-[{work}]-[{author}]-[{department}]", "department")
    title = parse("[个人]-[短视频]-[微光]-[张三]", pattern)
    assert codes(title) == ["T114"]
    assert title.fields["department"] is None
    assert title.suggested == title.text


def test_optional_fields_are_left_out_where_they_have_no_value() -> None:
    fields = dict.fromkeys(PATTERN.fields, "x") | {"topic": None}
    assert PATTERN.render(fields) == "[x]-[x]-[x]-[x+x]"
    assert PATTERN.render(fields | {"topic": "y"}) == "【y】-[x]-[x]-[x]-[x+x]"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "作品名称",
        "{",
        "{work",
        "{}",
        "{WORK}",
        "{作品}",
        "{work}-{work}",
        "【{work}】-[{work}]",
        "【{work}]",
        "[{work}-{author}",
        "[{work}+{author}/{department}]",
    ],
)
def test_a_pattern_that_can_not_be_read_is_the_organiser_s_to_mend(pattern: str) -> None:
    with pytest.raises(RulebookError) as caught:
        pattern_of(pattern)
    assert caught.value.exit_code == 2
    assert "part" in caught.value.arguments


def test_two_fields_without_anything_between_them_are_no_pattern() -> None:
    with pytest.raises(RulebookError):
        pattern_of("{work}{author}")


def test_compiling_twice_gives_the_same_pattern() -> None:
    assert pattern_of(STUDENTS) is pattern_of(STUDENTS)
    assert is_clean(parse(GOOD, PATTERN))

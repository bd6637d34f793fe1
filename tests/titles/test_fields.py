"""Parts told by what they are, literals around them, contests that ask for no title."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contest.model import Title
from contest.rules import Field, Roster, Rulebook
from contest.titles import Pattern, compile_pattern, parse
from contest.titles.values import like_a_person, people_of

from .reading import RULES, codes, the

FIELDS = {
    "student": Field(pattern="[0-9]{6,12}"),
    "phone": Field(kind="phone"),
    "author": Field(kind="people"),
    "number": Field(kind="number"),
    "category": Field(values=("动漫", "微视频")),
    "department": Field(roster="units"),
    "year": Field(of="student", pattern="^(20[0-9]{2})"),
    "college": Field(of="student", pattern="^20[0-9]{2}([0-9]{2})", aliases={"01": "新闻学院"}),
}
UNITS = Roster(names=("编辑部", "摄影部", "读者服务部"), aliases={"采编部": "编辑部"})
STUDENTS = "{class}+{student}+{author}+{work}"
CITY = "“创文巩卫”{work}+{author}+{unit}+{phone}"
NUMBERED = "第{number}号_{work}_{author}"
PLAIN = "{work}-{author}"
PIECES = st.sampled_from(
    ("张三", "+", "-", "_", "第", "号", "42", "[", "]", "动漫", "“创文巩卫”", "微光", "13800138000",
     " ", "《", "》", "编辑部", "#")
)  # fmt: skip


def pattern_of(text: str, *names: str, optional: tuple[str, ...] = ()) -> Pattern:
    title = replace(RULES.title, pattern=text, optional=optional)
    fields = {name: FIELDS[name] for name in names}
    return compile_pattern(replace(RULES, title=title, fields=fields, rosters={"units": UNITS}))


def read(pattern: str, text: str) -> Title:
    names = [name for name in FIELDS if f"{{{name}}}" in pattern]
    return parse(text, pattern_of(pattern, *names))


@pytest.mark.parametrize(
    ("pattern", "text", "missing"),
    [
        (STUDENTS, "新闻2101+张三+微光", "student"),
        (STUDENTS, "新闻2101+20210108+微光", "author"),
        (STUDENTS, "新闻2101+20210108+张三", "work"),
        (CITY, "“创文巩卫”微光+张三+供电局", "phone"),
        (CITY, "“创文巩卫”微光+张三+13800138000", "unit"),
        (NUMBERED, "第42号_楼长的背包", "author"),
        ("[{category}]{work}", "小法官阿布", "category"),
        ("[{category}]{work}-{author}", "[动漫]小法官", "author"),
        (PLAIN, "微光-", "author"),
    ],
)
def test_the_part_that_is_missing_is_named(pattern: str, text: str, missing: str) -> None:
    title = read(pattern, text)
    if missing == "author" and pattern == PLAIN:
        assert title.suggested is None
        return
    assert the("T101", title).field == missing
    assert title.suggested is None


@pytest.mark.parametrize(
    ("pattern", "text", "code", "field"),
    [
        (STUDENTS, "新闻2101+2021A+张三+微光", "T129", "student"),
        (CITY, "“创文巩卫”微光+张三+供电局+138001", "T129", "phone"),
        (NUMBERED, "第四十二号_微光_张三", "T129", "number"),
        ("[{category}]{work}", "[纪录片]微光", "T104", "category"),
        ("[{category}]-{work}", "[动漫]微光", "T108", None),
        ("{author}-{work}", "红绿灯下-李明", "T136", "author"),
        ("{author}-{work}", "李明-作品名称", "T103", "work"),
        ("[{category}]{work}", "[动漫][微视频]小法官", "T122", None),
    ],
)
def test_the_part_that_is_wrong_is_named(
    pattern: str, text: str, code: str, field: str | None
) -> None:
    assert the(code, read(pattern, text)).field == field


@pytest.mark.parametrize(
    ("pattern", "text", "good"),
    [
        (STUDENTS, "新闻2101＋20210108＋张三＋微光", "新闻2101+20210108+张三+微光"),
        (STUDENTS, "新闻2101_20210108_张三_微光", "新闻2101+20210108+张三+微光"),
        (CITY, '"创文巩卫"微光+张三+供电局+13800138000', "“创文巩卫”微光+张三+供电局+13800138000"),
        (CITY, "微光+张三+供电局+13800138000", "“创文巩卫”微光+张三+供电局+13800138000"),
        (CITY, "“创文巩卫”微光-张三-供电局-13800138000", "“创文巩卫”微光+张三+供电局+13800138000"),
        ("{work}（{author}）", "微光(张三)", "微光（张三）"),
        ("[{category}]{work}", "【动漫】小法官", "[动漫]小法官"),
        (PLAIN, "光的旅行—张伟", "光的旅行-张伟"),
        (PLAIN, "光的旅行_张伟", "光的旅行-张伟"),
    ],
)
def test_what_can_only_be_meant_one_way_is_put_right(pattern: str, text: str, good: str) -> None:
    title = read(pattern, text)
    assert (title.suggested, title.repaired) == (good, True)


@pytest.mark.parametrize(
    ("pattern", "text", "work"),
    [
        (STUDENTS, "新闻2101+20210108+张三+微光+夜色", "微光+夜色"),
        (STUDENTS, "新闻2101+20210108+张三+微光-夜色", "微光-夜色"),
        (PLAIN, "碳-14的故事-张伟", "碳-14的故事"),
        ("{region}--{work}--{author}", "广东--我的--家--张三", "我的--家"),
        (NUMBERED, "第42号_号角_李瑜", "号角"),
        (CITY, "“创文巩卫”微光+张三+区融媒体中心+139-9301-2345", "微光"),
    ],
)
def test_a_part_may_hold_the_separator_where_it_can_be_told(
    pattern: str, text: str, work: str
) -> None:
    title = read(pattern, text)
    assert (title.fields["work"], title.suggested) == (work, text)


@pytest.mark.parametrize(
    ("written", "code", "taken"),
    [("编辑部", None, "编辑部"), ("采编部", "T106", "编辑部"), ("读者服务不", "T105", "读者服务部"),
     ("校对科", "T128", "校对科")],
)  # fmt: skip
def test_a_roster_knows_names_other_names_and_slips(
    written: str, code: str | None, taken: str
) -> None:
    title = parse(f"微光-{written}", pattern_of("{work}-{department}", "department"))
    assert (title.fields["department"], codes(title)) == (taken, [code] if code else [])


def test_a_field_may_follow_from_another() -> None:
    title = parse(
        "新闻2101+2021010842+张三+微光", pattern_of(STUDENTS, "student", "year", "college")
    )
    assert (title.fields["year"], title.fields["college"]) == ("2021", "新闻学院")
    other = parse("新闻2101+191+张三+微光", pattern_of(STUDENTS, "student", "year", "college"))
    assert (other.fields["year"], other.fields["college"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("我们的夏天", "我们的夏天"), ("Re: 我们的夏天.mp4", "我们的夏天"),
        ("#劳动美# @XXX工会 我的一天\n下一行", "我的一天"), ("一天 #劳动美", "一天"),
    ],
)  # fmt: skip
def test_where_no_title_is_asked_for_any_text_is_the_work(text: str, work: str) -> None:
    title = parse(text, pattern_of("{work}"))
    assert title.fields == {"work": work}
    assert title.suggested == work


@pytest.mark.parametrize("text", ["", "  ", "#劳动美# @XXX工会", "Re: "])
def test_nothing_but_marks_is_no_work(text: str) -> None:
    title = parse(text, pattern_of("{work}"))
    assert title.fields == {"work": None}
    assert {"T102", "T119"} & set(codes(title))


@pytest.mark.parametrize("pattern", ["[{work}", "{work}]", "【{work}】{", "{work}{author}"])
def test_a_bracket_without_a_partner_is_no_literal(pattern: str) -> None:
    from contest.errors import RulebookError

    with pytest.raises(RulebookError):
        pattern_of(pattern)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三", ["张三"]), ("张三、李四", ["张三", "李四"]),
        ("张三/李四，王五", ["张三", "李四", "王五"]),
        ("张　玲", ["张　玲"]), ("张三 李四", ["张三", "李四"]), ("Ana Ruiz", ["Ana Ruiz"]),
        ("Ana Ruiz, Ben Cole and Cy Day", ["Ana Ruiz", "Ben Cole", "Cy Day"]),
    ],
)  # fmt: skip
def test_people_are_told_apart(text: str, people: list[str]) -> None:
    assert people_of(text) == people


def test_a_name_begins_with_a_surname_and_a_title_mostly_not() -> None:
    assert all(map(like_a_person, ("张三", "李小明", "张三、李四")))
    assert not any(map(like_a_person, ("微光", "红绿灯下", "张", "编辑部", "计算机学院的夏天", "")))


@settings(deadline=None)
@example("{work}", "“0” ")
@given(
    st.sampled_from([STUDENTS, CITY, NUMBERED, PLAIN, "[{category}]{work}", "{work}"]),
    st.text(max_size=40) | st.lists(PIECES, max_size=12).map("".join),
)
def test_any_text_under_any_pattern_keeps_its_places_and_suggests_what_validates(
    pattern: str, text: str
) -> None:
    title = read(pattern, text)
    for start, end in title.spans.values():
        assert 0 <= start <= end <= len(text)
    for fault in title.faults:
        assert fault.start is None or 0 <= fault.start <= (fault.end or 0) <= len(text)
    if title.suggested is not None:
        again = read(pattern, title.suggested)
        assert again.suggested == title.suggested
        assert again.fields == title.fields


def test_the_built_in_contest_has_no_shapes() -> None:
    pattern = compile_pattern(Rulebook())
    assert not any(shape for slot in pattern.slots for shape in slot.shapes)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{work}", "微光 " + "@" * 3_000 + " 完"),
        ("{work}", " ".join(f"@深圳发布{n}" for n in range(300)) + " 等你来"),
        ("{work}", "#" * 3_000 + " 完"),
        ("{college} {name} {phone} {work}", "a " * 2_000 + "—"),
    ],
)
def test_no_text_is_tried_in_every_way(pattern: str, text: str) -> None:
    # Each of these once took longer than anybody waits; the suite's own time-out would tell.
    assert parse(text, pattern_of(pattern)).text == text

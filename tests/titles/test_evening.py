"""The titles of sample-mails.md and the four posts of the contest's page, one by one."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from .reading import codes, is_clean, pointed_at, read, values

Values = tuple[str | None, ...]
NOTHING: Values = (None,) * 6


class Line(NamedTuple):
    """A title as it came, its topic, form, category, work, author and department, the codes."""

    text: str
    fields: Values
    codes: list[str]


MAILS = {
    1: Line(
        "【45载圳青春】-[个人]-[短视频]-[凌晨四点的印刷厂]-[周启明+印务中心]",
        ("45载圳青春", "个人", "短视频", "凌晨四点的印刷厂", "周启明", "印务中心"),
        [],
    ),
    2: Line(
        "【45载圳青春】-[个人/团队]-[短视频/长视频]-[老街新声]-[黄俊杰+视觉中心]",
        ("45载圳青春", None, None, "老街新声", "黄俊杰", "视觉中心"),
        ["T103", "T103"],
    ),
    3: Line(
        "报家生活秀-个人-短视频-我家的猫会看报-陈小满+读者服务部",
        ("报家生活秀", "个人", "短视频", "我家的猫会看报", "陈小满", "读者服务部"),
        ["T107"],
    ),
    4: Line(
        "【45载圳青春】—【个人】—【短视频】—【妈妈的早茶】—【何嘉怡+总编室】",
        ("45载圳青春", "个人", "短视频", "妈妈的早茶", "何嘉怡", "总编室"),
        ["T107", "T108"],
    ),
    5: Line(
        "【45载圳青春】－[个人]－[短视频]－[炉边的人]－[李\u3000喆+经营中心]",
        ("45载圳青春", "个人", "短视频", "炉边的人", "李喆", "经营中心"),
        ["T108"],
    ),
    6: Line("申请撤回参赛作品《雨后》", NOTHING, ["T102"]),
    7: Line("龙岗记者站报送参赛作品5件(附汇总表)", NOTHING, ["T102"]),
    8: Line("林总的参赛视频,请查收", NOTHING, ["T102"]),
    9: Line(
        "转发: 【报家生活秀】-[团队]-[短视频]-[食堂阿姨的一天]-[罗文静+行政部]",
        ("报家生活秀", "团队", "短视频", "食堂阿姨的一天", "罗文静", "行政部"),
        ["T111"],
    ),
    10: Line(
        "45载圳青春-团队-长视频-湾区日出-郑凯、刘洋+视觉中心、技术部.mp4",
        ("45载圳青春", "团队", "长视频", "湾区日出", "郑凯、刘洋", "视觉中心、技术部"),
        ["T107", "T113"],
    ),
    11: Line("", NOTHING, ["T119"]),
    12: Line(
        "#45载圳青春#[团队] - [长视频] - [一张报纸的24小时]",
        ("45载圳青春", "团队", "长视频", "一张报纸的24小时", None, None),
        ["T101", "T101", "T109"],
    ),
    13: Line("视频大赛投稿", NOTHING, ["T102"]),
    14: Line(
        "【45载圳青春】-[个人]-[短视频]-[等风来]-[马晓东+发行公司]",
        ("45载圳青春", "个人", "短视频", "等风来", "马晓东", "发行公司"),
        [],
    ),
    15: Line(
        "【45载圳青春】-[个人]-[短视频]-[等风来]-[马晓东+发行公司](最终版,以此为准!!)",
        ("45载圳青春", "个人", "短视频", "等风来", "马晓东", "发行公司"),
        ["T112"],
    ),
    16: Line("Re: 收到了吗?", NOTHING, ["T102", "T111"]),
    17: Line(
        "【报家生活秀】-[个人]-[短视频]-[夜班食堂(一)]-[孙倩+夜编中心]",
        ("报家生活秀", "个人", "短视频", "夜班食堂(一)", "孙倩", "夜编中心"),
        [],
    ),
    18: Line(
        "【报家生活秀】-[个人]-[短视频]-[夜班食堂(二)]-[孙倩+夜编中心]",
        ("报家生活秀", "个人", "短视频", "夜班食堂(二)", "孙倩", "夜编中心"),
        [],
    ),
    19: Line(
        "回复: 回复: 【45载圳青春】-[个人]-[短视频]-[老街]-[吴昊+总编室]",
        ("45载圳青春", "个人", "短视频", "老街", "吴昊", "总编室"),
        ["T111"],
    ),
    20: Line("自动回复: 您的投稿需要补充信息", NOTHING, ["T102"]),
    21: Line("系统退信", NOTHING, ["T102"]),
    22: Line("【邀请函】星河科技新品发布会媒体邀请", NOTHING, ["T102"]),
    23: Line(
        "高清原片-【45载圳青春】-[个人]-[短视频]-[凌晨四点的印刷厂]-[周启明+印务中心]",
        ("45载圳青春", "个人", "短视频", "凌晨四点的印刷厂", "周启明", "印务中心"),
        ["T112"],
    ),
}

TOPIC_ONLY: Values = ("45载圳青春", None, None, None, None, None)
POSTS = {
    "the best one": Line(
        "#45载圳青春#[团队] - [长视频] - [微光成炬,爱在梅林] 这是一个关于老龄的故事…",
        ("45载圳青春", "团队", "长视频", "微光成炬,爱在梅林", None, None),
        ["T101", "T101", "T109", "T112"],
    ),
    "an open hashtag": Line("#45载圳青春 45岁生日快乐,我的深圳!最想对你说……", TOPIC_ONLY, ["T102"]),
    "a hashtag in front": Line(
        "#45载圳青春#夏日傍晚,孩子们在深圳市民中心广场上放风筝…", TOPIC_ONLY, ["T102"]
    ),
    "a hashtag behind": Line("今年是深圳经济特区建立45周年。…#45载圳青春#", TOPIC_ONLY, ["T102"]),
}


@pytest.mark.parametrize("line", MAILS.values(), ids=map(str, MAILS))
def test_a_mail_of_the_evening_is_understood(line: Line) -> None:
    title = read(line.text)
    assert values(title) == line.fields
    assert codes(title) == line.codes


@pytest.mark.parametrize("line", POSTS.values(), ids=POSTS)
def test_a_real_post_is_understood_as_far_as_it_goes(line: Line) -> None:
    title = read(line.text)
    assert values(title) == line.fields
    assert codes(title) == line.codes
    assert title.suggested is None


@pytest.mark.parametrize("line", MAILS.values(), ids=map(str, MAILS))
def test_whatever_is_complete_gets_a_title_that_validates(line: Line) -> None:
    title = read(line.text)
    complete = all(line.fields[1:])
    assert (title.suggested is not None) == complete
    if title.suggested:
        again = read(title.suggested)
        assert is_clean(again)
        assert values(again) == line.fields


def test_what_needs_no_repair_is_not_called_repaired() -> None:
    repaired = {number for number, line in MAILS.items() if read(line.text).repaired}
    assert repaired == {3, 4, 5, 10, 15, 23}


def test_the_wish_behind_the_title_is_shown() -> None:
    assert pointed_at("T112", read(MAILS[15].text)) == "(最终版,以此为准!!)"


def test_the_post_s_description_is_told_from_its_title() -> None:
    assert pointed_at("T112", read(POSTS["the best one"].text)) == "这是一个关于老龄的故事…"


def test_an_original_s_mark_can_be_passed_over_by_its_length() -> None:
    title = read(MAILS[23].text, start=len("高清原片-"))
    assert codes(title) == []
    assert values(title) == MAILS[1].fields

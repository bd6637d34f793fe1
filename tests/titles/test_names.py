"""Author and department as people really write them: split where that is sure, asked where not."""

from __future__ import annotations

import pytest

from contest.checks import CHECKS
from contest.model import Severity, Title

from .reading import codes, read, the, values

ASKED = {Severity.ERROR, Severity.REVIEW}


def asked(title: Title) -> bool:
    return any(CHECKS[fault.code].severity in ASKED for fault in title.faults)


@pytest.mark.parametrize(
    ("written", "author", "department"),
    [
        ("[张三]-[编辑部]", "张三", "编辑部"),
        ("[张三]+[编辑部]", "张三", "编辑部"),
        ("张三+[编辑部]", "张三", "编辑部"),
        ("[张三]（编辑部）", "张三", "编辑部"),
        ("[张三]编辑部", "张三", "编辑部"),
        ("[张三]-编辑部", "张三", "编辑部"),
        ("[张三、李四视频部]", "张三、李四", "视频部"),
        ("[张三 李四视频部]", "张三 李四", "视频部"),
        ("[张三、李四、王五视频部]", "张三、李四、王五", "视频部"),
        ("[张三、李四、视频部]", "张三、李四", "视频部"),
        ("[王小明/李四/视频部]", "王小明/李四", "视频部"),
        ("[张三、李四,视频部]", "张三、李四", "视频部"),
        ("[王小明、李四（视频部）]", "王小明、李四", "视频部"),
        ("[李明洋，文体新闻部]", "李明洋", "文体新闻部"),
        ("[张三+编辑部.mp4]", "张三", "编辑部"),
    ],
)
def test_names_and_department_are_told_apart(written: str, author: str, department: str) -> None:
    title = read(f"[个人]-[短视频]-[微光]-{written}")
    assert values(title)[1:] == ("个人", "短视频", "微光", author, department)
    assert title.suggested == f"[个人]-[短视频]-[微光]-[{author}+{department}]"
    assert len([code for code in codes(title) if code != "T114"]) == 1


@pytest.mark.parametrize(
    "written",
    [
        "安全保卫部",  # a department, although 安 is a surname
        "时事新闻部",
        "高端访谈编辑部",
        "晶报（编辑部）",
        "读特 新闻部",
        "Shenzhen Daily编辑部",
        "Li Ming视频部",
        "张三+编辑部最终版",
        "王小明（视频部）+李四（编辑部）",
    ],
)
def test_a_person_decides_where_names_can_not_be_told_from_departments(written: str) -> None:
    title = read(f"[团队]-[短视频]-[微光]-[{written}]")
    assert asked(title)
    assert title.suggested is None


@pytest.mark.parametrize(
    "text",
    [
        "个人-短视频-深圳的一天-王小明-李四-视频部",
        "团队 短视频 深圳的一天 王小明 李四 视频部",
        "个人 短视频 My Shenzhen Li Ming 视频部",
        "张三 个人-短视频-微光-编辑部",
        "个人-张三-短视频-微光-编辑部",
        "个人-短视频-5G+智慧城市-张三",
        "个人-短视频-微光-张三+读特-视频部",
        "个人-短视频-微光-张三-深圳+客户端",
        "#45载圳青春#个人-短视频-放风筝-张三+编辑部夏日傍晚，孩子们在放风筝",
        "[个人]/团队-[短视频]/长视频-[微光]-[张三+编辑部]",
    ],
)
def test_a_person_decides_where_a_name_may_have_strayed(text: str) -> None:
    title = read(text)
    assert asked(title)
    assert title.suggested is None


def test_several_authors_are_no_part_of_the_work() -> None:
    title = read("团队-短视频-深圳的一天-王小明、李四-视频部")
    assert values(title)[3:] == ("深圳的一天", "王小明、李四", "视频部")


def test_a_slip_near_two_values_is_none() -> None:
    assert "T104" in codes(read("[个人]-[长短视频]-[微光]-[张三+编辑部]"))


@pytest.mark.parametrize("written", ["《作品名称》", "XXX", "作品", "×××"])
def test_a_stand_in_is_no_work(written: str) -> None:
    assert the("T103", read(f"[个人]-[短视频]-[{written}]-[张三+编辑部]")).field == "work"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[个人]+[短视频]+[微光]+[张三+编辑部]", ["T108"]),
        ("1、个人-短视频-微光-张三+编辑部", ["T107", "T112"]),
        ("【重要】Fw: 个人-短视频-微光-张三+编辑部", ["T107", "T111"]),
        ("[个人-短视频]-[微光]-[张三+编辑部]", ["T107"]),
        ("[个人]-[短视频]-[作品：微光]-[张三+编辑部]", ["T112"]),
        ("[个人]-[短视频]-[ 微光 ]-[ 张三+编辑部 ]", ["T109"]),
        ("[个人]-[短视频]-[微\u3164光]-[张三+编辑部]", ["T116"]),
        ("作品投稿-[个人]-[短视频]-[微光]-[张三+编辑部]", ["T112"]),
    ],
)
def test_each_fault_is_told_once(text: str, wrong: list[str]) -> None:
    title = read(text)
    assert values(title)[1:] == ("个人", "短视频", "微光", "张三", "编辑部")
    assert [code for code in codes(title) if code != "T114"] == wrong
    assert title.suggested == "[个人]-[短视频]-[微光]-[张三+编辑部]"


def test_the_only_brackets_of_a_bare_title_are_the_work_s_own() -> None:
    assert read("个人-短视频-《微光》-张三+编辑部").fields["work"] == "《微光》"
    assert read("[个人]-[短视频]-《微光》-[张三+编辑部]").fields["work"] == "微光"


def test_a_topic_may_wear_its_hashtag_in_brackets() -> None:
    title = read("【#45载圳青春#】-[个人]-[短视频]-[微光]-[张三+编辑部]")
    assert title.fields["topic"] == "45载圳青春"


def test_hashtags_beside_the_topic_s_are_left_out() -> None:
    title = read("#45载圳青春#深圳#[个人]-[短视频]-[微光]-[张三+编辑部]")
    assert title.fields["topic"] == "45载圳青春"
    assert the("T112", title).args["value"] == "深圳"


def test_any_number_of_labels_is_taken_off() -> None:
    title = read("[个人]-[短视频]-[微光]-[" + "作者：" * 1200 + "张三+编辑部]")
    assert title.fields["author"] == "张三"

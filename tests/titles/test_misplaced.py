"""Parts told by what they are, wherever they stand and whatever stands round them."""

from __future__ import annotations

import pytest

from contest.titles.joined import fused
from contest.titles.slips import sounds_alike

from .reading import codes, read, the, values

MEANT = ("个人", "短视频", "微光", "张三", "编辑部")
GOOD = "[个人]-[短视频]-[微光]-[张三+编辑部]"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[短视频]-[微光]-[个人]-[张三+编辑部]", ["T125"]),
        ("[微光]-[个人]-[短视频]-[张三+编辑部]", ["T125"]),
        ("[张三+编辑部]-[微光]-[短视频]-[个人]", ["T125"]),
        ("个人短视频-微光-张三+编辑部", ["T107", "T108"]),
        ("[个人短视频]-[微光]-[张三+编辑部]", ["T107", "T108"]),
        ("个人]-[短视频]-[微光]-[张三+编辑部]", ["T107"]),
        ("[個人]-[短視頻]-[微光]-[张三+编辑部]", ["T105", "T105"]),
        ("[各人]-[段视频]-[微光]-[张三+编辑部]", ["T105", "T105"]),
        ("[个人]、[短视频]、[微光]、[张三+编辑部]", ["T108"]),
        ("[个人]-[类别：短视频]-[微光]-[张三+编辑部]", ["T112"]),
        ("投稿：个人-短视频-微光-张三+编辑部", ["T107", "T112"]),
        ("个人-短视频-微光-张三+编辑部 这是一个故事", ["T107", "T112"]),
        ("个人 短视频 微光 张三 编辑部", ["T107", "T108", "T110"]),
        ("[个人]-[短视频]-[微光]-[张三编辑部]", ["T110"]),
    ],
)
def test_every_part_is_found_and_put_where_it_belongs(text: str, wrong: list[str]) -> None:
    title = read(text)
    assert values(title)[1:] == MEANT
    assert [code for code in codes(title) if code != "T114"] == wrong
    assert title.suggested == GOOD
    assert title.repaired


def test_a_bare_work_keeps_brackets_and_hashtags_of_its_own() -> None:
    title = read("个人-短视频-【序】微光#一#-张三+编辑部")
    assert title.fields["work"] == "【序】微光#一#"


def test_a_department_alone_is_no_author() -> None:
    title = read("[个人]-[短视频]-[微光]-[财务部]")
    assert (title.fields["author"], title.fields["department"]) == (None, "财务部")
    assert the("T101", title).field == "author"


def test_a_work_that_looks_like_people_is_not_swapped_with_its_author() -> None:
    title = read("[个人]-[短视频]-[早安,编辑部]-[邓秋雁]")
    assert (title.fields["work"], title.fields["author"]) == ("早安,编辑部", "邓秋雁")
    assert title.suggested is None


def test_two_categories_are_not_guessed_between() -> None:
    title = read("个人-短视频-长视频-张三+编辑部")
    assert "T115" in codes(title)
    assert title.suggested is None


@pytest.mark.parametrize(
    "text", ["[个人]-[短视频]-[微光]-[张三+编", "[个人]-[短视频]-[微光]-[张三"]
)
def test_a_title_that_is_cut_off_is_not_taken_for_whole(text: str) -> None:
    assert "T137" in codes(read(text))
    assert read(text).suggested is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("张三编辑部", 2),
        ("周启明印务中心", 3),
        ("李新闻中心", None),
        ("王小湾区部", None),
        ("编辑部", None),
    ],
)
def test_a_department_is_split_off_only_where_one_way_is_left(text: str, at: int | None) -> None:
    assert fused(text) == at


def test_a_roster_tells_where_the_department_begins() -> None:
    assert fused("王小湾区部", ["湾区部"]) == 2


@pytest.mark.parametrize(("a", "b"), [("团队", "团对"), ("短视频", "段视频"), ("长视频", "视长频")])
def test_what_sounds_alike_is_one_slip(a: str, b: str) -> None:
    assert sounds_alike(a, b)


@pytest.mark.parametrize("b", ["团体", "微视频", "短视频", "x", "中视频"])
def test_what_sounds_otherwise_is_another_word(b: str) -> None:
    assert not sounds_alike("团队", b)
    assert not sounds_alike("短视频", b)

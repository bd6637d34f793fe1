"""Which names of one author's works are rather one than two."""

from __future__ import annotations

import pytest

from contest.checks.compare import comparable
from contest.checks.near import MOST_WORKS, Named, differs_little, near

NEAR = [
    ("微光成炬", "微光成炬(最终版)"),
    ("凌晨四点的印刷厂", "凌晨四点印刷厂"),
    ("凌晨四点的印刷厂", "凌晨四点的印涮厂"),
    ("老照片会说话", "老照片说会话"),
    ("地铁里的读报人", "地铁里的读报仁"),
    ("微光", "微光 定稿"),
    ("Why Bread Rises", "Why Bread Raises"),
]
APART = [
    ("夜班食堂(一)", "夜班食堂(二)"),
    ("夜班食堂", "夜班食堂2"),
    ("深圳十二时辰（上）", "深圳十二时辰（下）"),
    ("走读深圳第一集", "走读深圳第二集"),
    ("微光", "微风"),
    ("雨前", "雨后"),
    ("城市之光", "城市之夜"),
    ("春", "春天"),
    ("早安,编辑部", "晚安,摄影部"),
]


def key(name: str) -> str:
    return comparable(name) or ""


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_near(one: str, other: str) -> None:
    assert differs_little(key(one), key(other))
    assert differs_little(key(other), key(one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert not differs_little(key(one), key(other))
    assert not differs_little(key(other), key(one))


@pytest.mark.parametrize(("one", "other"), NEAR + APART)
def test_the_quick_way_finds_what_comparing_each_with_each_finds(one: str, other: str) -> None:
    works = [Named(1, key(one), one), Named(2, key("别的名字"), ""), Named(3, key(other), other)]
    found = [(a.entry, b.entry) for a, b in near(works)]
    assert found == ([(1, 3)] if differs_little(key(one), key(other)) else [])


def test_whoever_has_hundreds_of_works_is_no_person() -> None:
    assert not list(near(Named(n, "凌晨四点的印刷厂", "") for n in range(MOST_WORKS + 1)))

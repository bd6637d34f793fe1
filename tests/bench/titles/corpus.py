"""The parts of titles that are then damaged: real works and authors where they are to be had.

The award rows and platform titles lie beside the project and are read only there; without them a
small set of one's own stands in.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[4] / "shared" / "data"

TOPICS = ("45载圳青春", "报家生活秀")
FORMS = ("个人", "团队")
CATEGORIES = ("短视频", "长视频")
DEPARTMENTS = (
    "编辑部",
    "总编室",
    "印务中心",
    "视觉中心",
    "技术部",
    "行政部",
    "读者服务部",
    "夜编中心",
    "发行公司",
    "经营中心",
    "深圳晚报社",
    "龙岗记者站",
    "人力资源部",
    "财务部",
    "党群工作部",
    "新媒体中心",
    "摄影部",
    "时政新闻部",
    "广告部",
    "办公室",
    "地铁传媒",
    "读特客户端",
    "深圳报业集团",
    "物业管理公司",
    "工会",
    "纪检监察室",
    "数字出版部",
    "音视频部",
    "国际新闻部",
    "经济新闻中心",
    "文体新闻部",
    "评论理论部",
    "校对科",
    "资产管理部",
    "爱国主义教育基地",
)
PEOPLE = (
    "周启明",
    "黄俊杰",
    "陈小满",
    "何嘉怡",
    "李喆",
    "罗文静",
    "郑凯、刘洋",
    "马晓东",
    "孙倩",
    "吴昊",
    "张三/李四",
    "欧阳静",
    "丁一",
    "林姗、吴昊、许可",
    "诸葛小明",
    "王芳",
    "赵一鸣 钱多多",
    "张三团队",
)
OWN_WORKS = (
    "凌晨四点的印刷厂",
    "老街新声",
    "我家的猫会看报",
    "妈妈的早茶",
    "炉边的人",
    "食堂阿姨的一天",
    "湾区日出",
    "一张报纸的24小时",
    "等风来",
    "夜班食堂(一)",
    "微光成炬,爱在梅林",
    "A-B-C",
    "1+1=2",
    "《雨》后",
    "Hello, World!",
    "7×24 小时",
    "½ Ⅱ ①",
    "一杯コーヒー",
    "微光👨‍👩‍👧🎬",
    "Re: you",
    "美味转播/Delicious Repost",
    "Paramount News Issue #37 (1927...1947)",
    "“小”事",
    "一二三——四",
    "《23》-清华大学新闻与传播学院/美术学院联合制作短片",
    "【序】",
    "毕业季「蓝」",
    "团队的力量",
    "我的长视频日记",
    "第5届",
    "45度的城市",
    "The Running, Jumping and Standing-Still Film",
)


class Parts(NamedTuple):
    """What a title says."""

    topic: str
    form: str
    category: str
    work: str
    author: str
    department: str


class Sources(NamedTuple):
    """Works and authors to draw from, and whether the real ones were there."""

    works: tuple[str, ...]
    authors: tuple[str, ...]
    real: bool


def sources() -> Sources:
    """The real works and authors, or one's own."""
    if not (DATA / "award-rows.jsonl").exists():
        return Sources(OWN_WORKS, PEOPLE, real=False)
    rows = [json.loads(line) for line in (DATA / "award-rows.jsonl").open(encoding="utf-8")]
    posts = [json.loads(line) for line in (DATA / "platform-titles.jsonl").open(encoding="utf-8")]
    works = [row["title"] for row in rows]
    # The formats that calls ask for are no works.
    works += [post["text"] for post in posts if post["kind"].startswith(("bili", "xinpian"))]
    works += OWN_WORKS
    authors = [row["author"] for row in rows if row.get("author")] + list(PEOPLE) * 3
    return Sources(
        tuple(filter(_usable, dict.fromkeys(" ".join(w.split(" ")).strip() for w in works))),
        tuple(a.strip() for a in dict.fromkeys(authors) if _usable(a) and "+" not in a),
        real=True,
    )


def _usable(text: str) -> bool:
    """Whether a title in the required form can hold it at all: brackets in pairs, not empty."""
    return bool(text.strip()) and not re.search(r"\[[^\]]*$|^[^\[]*\]", text)


def draw(seed: int) -> Iterator[Parts]:
    """Parts without end, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  # a reproducible sample, no secret
    found = sources()
    while True:
        yield Parts(
            rng.choice(TOPICS),
            rng.choice(FORMS),
            rng.choice(CATEGORIES),
            rng.choice(found.works),
            rng.choice(found.authors),
            rng.choice(DEPARTMENTS),
        )

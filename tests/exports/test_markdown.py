"""The award list as newspapers print it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.exports.texts import padded, to_markdown

from .lists import line, listed

MARKUP = r"\`*_{}[]<>#|~&"


def printed(*args: str | None) -> str:
    """The one line of a list of one award for this work, author and department."""
    text = to_markdown(listed(line("一等奖", *args)), False).decode()
    return text.splitlines()[4]


def test_a_list_is_printed_prize_by_prize() -> None:
    awards = listed(
        line("一等奖", "微光成炬", "周启明", "印务中心"),
        line("二等奖", "湾区日出", "郑凯、刘洋", "视觉中心、技术部", rank=2),
        line("二等奖", "等风来", "张玲", None, rank=3),
        contest="“光影跃动・全员视界”视频大赛",
    )
    assert to_markdown(awards, False).decode() == (
        "# “光影跃动・全员视界”视频大赛获奖名单\n"
        "\n"
        "## 一等奖（1名）\n"
        "\n"
        "《微光成炬》  周启明  印务中心\n"
        "\n"
        "## 二等奖（2名）\n"
        "\n"
        "《湾区日出》  郑\u3000凯、刘\u3000洋  视觉中心、技术部\n"
        "\n"
        "《等风来》  张\u3000玲\n"
    )


def test_a_prize_that_nobody_won_is_not_printed() -> None:
    assert "优秀奖" not in to_markdown(listed(line()), False).decode()
    assert to_markdown(listed(), False).decode() == "# 大赛获奖名单\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [("张玲", "张\u3000玲"), ("周启明", "周启明"), ("欧阳修远", "欧阳修远"), ("Li", "Li"),
     (" 张玲 ", "张\u3000玲"), ("张\u3000玲", "张\u3000玲"), ("玲", "玲"), ("", "")],
)  # fmt: skip
def test_two_characters_stand_as_wide_as_three(name: str, written: str) -> None:
    assert padded(name) == written


@pytest.mark.parametrize("between", "、，,/")
def test_each_of_several_authors_is_padded(between: str) -> None:
    assert "张\u3000玲、周启明" in printed("微光", f"张玲{between}周启明", None)


def test_a_work_with_its_own_title_marks_gets_no_second_pair() -> None:
    assert printed("《微光》", "周启明", None).startswith("《微光》  ")
    assert printed("《晚霞》与《朝霞》", "周启明", None).startswith("《《晚霞》与《朝霞》》")


def test_what_is_missing_is_a_question_mark() -> None:
    assert printed(None, None, None) == "《?》  ?"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("[x](y)", r"\[x\](y)"),
        ("**fett**", r"\*\*fett\*\*"),
        ("_kursiv_", r"\_kursiv\_"),
        ("a|b", r"a\|b"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("<script>", r"\<script\>"),
        ("`code`", r"\`code\`"),
        (r"\*", r"\\\*"),
        ("# Titel", r"\# Titel"),
        ("zwei\nZeilen", "zwei Zeilen"),
        ("zwei\r\n\r\n# Zeilen", "zwei    \\# Zeilen"),
    ],
)
def test_a_stranger_s_text_is_no_markup(hostile: str, shown: str) -> None:
    assert printed(hostile, "周启明", hostile) == f"《{shown}》  周启明  {shown}"


@settings(deadline=None)
@given(st.text(), st.text(), st.text(min_size=1))
def test_whatever_is_written_stays_one_line_without_markup(
    work: str, department: str, contest: str
) -> None:
    awards = listed(line("一等奖", work, "周启明", department), contest=contest)
    text = to_markdown(awards, False).decode()
    lines = text.split("\n")
    assert len(lines) == 6
    assert "\r" not in text
    for one in (lines[0].removeprefix("# "), lines[4]):
        bare = re.sub(r"\\[" + re.escape(MARKUP) + "]", "", one)
        assert not set(bare) & set(MARKUP)


def test_hostile_names_of_contest_and_prize_are_no_markup_either() -> None:
    awards = listed(line(), contest="*大赛*\n## 特等奖")
    assert to_markdown(awards, False).decode().startswith("# \\*大赛\\* \\#\\# 特等奖获奖名单\n")


@pytest.mark.parametrize("author", ["- 张三", "1. 张三", "+ 张三", "> 张三"])
def test_an_author_never_begins_a_line(author: str) -> None:
    assert printed("微光", author, None).startswith("《微光》  ")

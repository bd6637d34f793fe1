"""What stands round a title or can't be seen in it, and topics as they are really written."""

from __future__ import annotations

import pytest

from .reading import FIELDS, GOOD, codes, is_clean, pointed_at, read, the, values


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{GOOD}",
        GOOD.replace("微光", "微\u200b光"),
        GOOD.replace("个人", "\u2068个人\u2069"),
        f"\u202e{GOOD}\u202c",
        GOOD.replace("]-", "\u200e]\xad-"),
        GOOD.replace("短视频", "短\x00视频"),
    ],
)
def test_what_shows_nothing_is_dropped_and_counted(text: str) -> None:
    title = read(text)
    assert values(title) == FIELDS
    assert codes(title) == ["T116"]
    assert the("T116", title).args["number"] == len(text) - len(GOOD)
    assert not pointed_at("T116", title).isprintable()
    assert title.suggested == GOOD


def test_a_good_title_with_a_hidden_character_is_not_good_as_it_stands() -> None:
    assert not is_clean(read(GOOD.replace("微光", "微光\u200b")))


def test_the_joiner_inside_an_emoji_stays() -> None:
    family = "👨\u200d👩\u200d👧"
    title = read(f"[个人]-[短视频]-[{family}]-[张三+编辑部]")
    assert title.fields["work"] == family
    assert is_clean(title)


@pytest.mark.parametrize("tail", [".mp4", ".MOV", "(1).mp4", "（2）.mkv", " (3).avi", ".mp4 "])
def test_a_file_s_ending_is_passed_over(tail: str) -> None:
    title = read(GOOD + tail)
    assert values(title) == FIELDS
    assert codes(title) == ["T113"]
    assert pointed_at("T113", title) == tail
    assert title.suggested == GOOD


def test_an_unknown_ending_is_text_that_belongs_to_no_part() -> None:
    assert codes(read(GOOD + ".docx")) == ["T112"]


@pytest.mark.parametrize(
    ("tail", "shown"),
    [
        ("，请查收，谢谢！", "，请查收，谢谢！"),
        ("(最终版)", "(最终版)"),
        (" 请老师查收", "请老师查收"),
        ("\n这是一个关于老龄的故事…", "这是一个关于老龄的故事…"),
    ],
)
def test_text_behind_the_title_is_shown_and_left_out(tail: str, shown: str) -> None:
    title = read(GOOD + tail)
    assert values(title) == FIELDS
    assert codes(title) == ["T112"]
    assert pointed_at("T112", title) == shown
    assert title.suggested == GOOD


@pytest.mark.parametrize("front", ["投稿：", "您好", "大赛作品 "])
def test_text_in_front_of_the_title_is_shown_and_left_out(front: str) -> None:
    title = read(front + GOOD)
    assert values(title) == FIELDS
    assert "T112" in codes(title)
    assert pointed_at("T112", title).strip() == front.strip()
    assert title.suggested == GOOD


@pytest.mark.parametrize("tag", ["#报家生活秀#", "#报家生活秀#-", "#报家生活秀# ", "#报家生活秀 "])
def test_a_hashtag_in_front_counts_as_the_topic(tag: str) -> None:
    title = read(tag + "[个人]-[短视频]-[微光]-[张三+编辑部]")
    assert values(title) == FIELDS
    assert not {"T101", "T112", "T114", "T117"} & set(codes(title))


def test_a_topic_of_another_contest_is_a_warning_at_its_place() -> None:
    title = read("【其他主题】-[个人]-[短视频]-[微光]-[张三+编辑部]")
    assert codes(title) == ["T117"]
    assert pointed_at("T117", title) == "其他主题"
    assert the("T117", title).args["allowed"] == "45载圳青春、报家生活秀"
    assert title.suggested == "[个人]-[短视频]-[微光]-[张三+编辑部]"


def test_a_slip_in_the_topic_is_mended() -> None:
    title = read("【45载圳青舂】-[个人]-[短视频]-[微光]-[张三+编辑部]")
    assert title.fields["topic"] == "45载圳青春"
    assert codes(title) == ["T105"]


@pytest.mark.parametrize("name", ["李\u3000喆", "张\u3000玲"])
def test_a_padded_name_loses_its_padding(name: str) -> None:
    title = read(f"【报家生活秀】-[个人]-[短视频]-[微光]-[{name}+编辑部]")
    assert title.fields["author"] == name.replace("\u3000", "")
    start, end = title.spans["author"]
    assert title.text[start:end] == name


@pytest.mark.parametrize("text", ["", "Re:", ".mp4", "转发: "])
def test_nothing_to_read_is_an_empty_title(text: str) -> None:
    title = read(text)
    assert "T119" in codes(title)
    assert not any(values(title))
    assert title.suggested is None


@pytest.mark.parametrize("text", ["-", "[]", "[[[[", "+", "#", "##", "【】-[]-[]-[]-[+]"])
def test_signs_alone_are_no_title(text: str) -> None:
    title = read(text)
    assert not any(values(title))
    assert {"T101", "T102"} & set(codes(title))
    assert title.suggested is None

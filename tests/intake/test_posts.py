"""Lists of posts as apps and spreadsheets export them."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.intake import Received, Unreadable
from contest.intake.columns import seconds_of
from contest.intake.posts import names_a_title, read_csv, read_jsonl
from contest.intake.terms import terms_of
from contest.model import Channel, Sender, Submission
from contest.rules import Rulebook

TERMS = terms_of(Rulebook(), None)


def posts(path: Path) -> list[Submission]:
    reader = read_jsonl if path.suffix == ".jsonl" else read_csv
    return [item.submission for item in reader(str(path), TERMS) if isinstance(item, Received)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_in_chinese(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [
        ["内容", "昵称", "发布时间", "链接", "时长", "点赞数", "备注"],
        [
            '"#45载圳青春#[团队]\n第二行"',
            "小周",
            "2025-08-25 22:47",
            "https://x/1",
            "01:18",
            "5",
            "x",
        ],
        ["", "", "", "", "", "", ""],
        ["夏日傍晚？", "", "", "", "", "", ""],
    ]
    path = tmp_path / "posts.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    first, second = posts(path)
    assert (first.channel, first.part) == (Channel.POST, "2")
    assert first.candidates[0].text == "#45载圳青春#[团队]\n第二行"
    assert first.sender == Sender("小周", "")
    assert first.times.received_at is not None
    assert first.times.received_at.isoformat() == "2025-08-25T22:47:00+08:00"
    assert (first.url, first.duration) == ("https://x/1", 78.0)
    assert (second.part, second.candidates[0].text, second.url) == ("4", "夏日傍晚？", None)


def test_a_list_as_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text('{"title": "甲", "text": "甲的全文", "duration": 12.5}\n[1]\n{"标题": "乙"}\n')
    first, broken, last = posts(path)
    assert [item.text for item in first.candidates] == ["甲", "甲的全文"]
    assert first.duration == 12.5
    assert [fault.code for fault in broken.faults] == ["S102"]
    assert (last.part, last.signals.subject) == ("3", "乙")


def key(tmp_path: Path, row: str) -> str:
    path = tmp_path / "key.csv"
    path.write_text(f"标题,内容,作者,链接,时长,点赞数,时间\n{row}\n")
    (post,) = posts(path)
    return post.key


def test_a_post_is_its_address_its_words_and_its_author(tmp_path: Path) -> None:
    first = key(tmp_path, "甲,文,周,https://x/1,01:18,5,2025-08-25")
    assert first == key(tmp_path, "甲,文,周,https://x/1,78,6000,2025-08-26")
    for other in ("乙,文,周,https://x/1", "甲,文二,周,https://x/1", "甲,文,李,https://x/1"):
        assert key(tmp_path, other) != first
    assert key(tmp_path, "甲,文,周,https://x/2") != first
    assert key(tmp_path, "甲,,,,,,2025-08-25") != key(tmp_path, "甲,,,,,,2025-08-26")


def test_two_rows_under_one_address_are_two_posts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("内容,链接\n甲,https://x/1\n乙,https://x/1\n")
    one, two = posts(path)
    assert one.key != two.key


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_row_without_words_is_no_post(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.csv":
        path.write_text("标题,链接,作者\n,https://x/1,周\n ,,\n甲,,\n")
    else:
        path.write_text('{"标题": "", "链接": "https://x/1"}\n{}\n\n{"标题": "甲"}\n')
    (post,) = posts(path)
    assert (post.part, post.signals.subject) == ("4", "甲")


@pytest.mark.parametrize("text", ["标题,链接", "标题,链接\n", "标题,链接\r\n\r\n,\r\n"])
def test_a_list_without_rows_is_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    (post,) = posts(path)
    assert [fault.code for fault in post.faults] == ["S101"]


def test_what_names_no_title_is_no_list(tmp_path: Path) -> None:
    for name, text in (("a.csv", "姓名,电话\n"), ("a.jsonl", '{"name": 1}\n'), ("b.jsonl", "{")):
        path = tmp_path / name
        path.write_text(text)
        assert not names_a_title(str(path))
        reader = read_jsonl if path.suffix == ".jsonl" else read_csv
        assert list(reader(str(path), TERMS)) == [Unreadable(str(path), "not-a-list")]


def test_a_cell_too_long_for_a_list_is_a_fault_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"标题\n{'x' * 200_000}\n乙\n")
    first, second = posts(path)
    assert [fault.code for fault in first.faults] == ["S102"]
    assert second.signals.subject == "乙"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("01:18", 78.0),
        ("1:02:03", 3723.0),
        ("00：39", 39.0),
        ("78", 78.0),
        ("78.5s", 78.5),
        ("1分18秒", 78.0),
        ("", None),
        ("长", None),
    ],
)
def test_lengths(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds

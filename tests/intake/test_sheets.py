"""Lists of posts in spreadsheets."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from contest.intake import Received, Unreadable, receive
from contest.intake.archives import LIMITS
from contest.intake.base import Item
from contest.model import Submission
from contest.rules import Rulebook
from intake.workbooks import cell, row, workbook

TITLE = "[个人]-[短视频]-[微光]-[张三+编辑部]"
HEADER = ["标题", "昵称", "发布时间", "链接", "时长", "点赞数"]


def items(path: Path) -> list[Item]:
    return list(receive([str(path)], stdin=None, given=None, rules=Rulebook()))


def submissions(path: Path) -> list[Submission]:
    return [item.submission for item in items(path) if isinstance(item, Received)]


def sheet(path: Path, *tables: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"remove_timezone": True}) as book:
        dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = book.add_format({"num_format": "h:mm"})
        for table in tables:
            page = book.add_worksheet()
            for row, cells in enumerate(table):
                for column, cell in enumerate(cells):
                    form = {datetime: dated, time: clock, timedelta: clock}.get(type(cell))
                    page.write(row, column, cell, form)
    return path


def test_a_row_is_a_post(tmp_path: Path) -> None:
    at = datetime(2025, 8, 20, 21, 5, tzinfo=UTC)  # a spreadsheet knows no zones
    row = [TITLE, "阿知", at, "https://a.cn/1", time(1, 18), 12]
    (post,) = submissions(sheet(tmp_path / "帖子.xlsx", [HEADER, row]))
    assert [item.text for item in post.candidates] == [TITLE]
    assert (post.part, post.url, post.duration) == ("2", "https://a.cn/1", 78.0)
    assert post.sender is not None
    assert post.sender.name == "阿知"
    assert post.times.sent_at == at.replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("01:18", 78), (time(0, 1, 18), 78), (time(1, 18), 78), (78, 78), ("1分18秒", 78)],
)
def test_a_length_is_read_as_it_is_shown(tmp_path: Path, cell: object, seconds: float) -> None:
    (post,) = submissions(sheet(tmp_path / "a.xlsx", [["标题", "时长"], [TITLE, cell]]))
    assert post.duration == seconds


def test_a_heading_above_and_blank_rows_between_are_passed_over(tmp_path: Path) -> None:
    table = [["大赛帖子一览"], [], ["内容"], [], [TITLE], [], ["#45载圳青春#"]]
    found = submissions(sheet(tmp_path / "a.xlsx", table))
    assert [post.part for post in found] == ["5", "7"]


def test_every_sheet_with_a_header_counts(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["标题"], [TITLE]], [["x"], ["y"]], [["标题"], ["另一篇"]])
    assert [post.part for post in submissions(path)] == ["2", "Sheet3!2"]


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    (item,) = items(sheet(tmp_path / "a.xlsx", [["x"], ["y"]]))
    assert isinstance(item, Unreadable)
    assert item.reason == "not-a-list"
    (empty,) = submissions(sheet(tmp_path / "b.xlsx", [["标题"]]))
    assert [fault.code for fault in empty.faults] == ["S101"]
    (tmp_path / "c.xlsx").write_bytes(b"no spreadsheet")
    (senseless,) = submissions(tmp_path / "c.xlsx")
    assert [fault.code for fault in senseless.faults] == ["S102"]


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}.xml", bytes(60 << 20))
    (item,) = items(tmp_path / "a.xlsx")
    assert isinstance(item, Unreadable)
    assert item.reason == LIMITS


def test_in_a_folder_only_a_list_of_posts_is_read(tmp_path: Path) -> None:
    sheet(tmp_path / "a.xlsx", [["标题"], [TITLE]])
    sheet(tmp_path / "b.xlsx", [["账目"], ["1"]])
    assert [post.source for post in submissions(tmp_path)] == [str(tmp_path / "a.xlsx")]


def test_a_row_is_known_again_by_what_it_says(tmp_path: Path) -> None:
    at = datetime(2025, 8, 20, 21, 5, tzinfo=UTC)
    one = submissions(sheet(tmp_path / "a.xlsx", [HEADER, [TITLE, "阿知", at, "u"]]))
    two = submissions(sheet(tmp_path / "b.xlsx", [HEADER, [], [TITLE, "阿知", at, "u"]]))
    assert one[0].key == two[0].key


# Cells and rows that don't say where they stand: legal, and then their order says it.


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (row(cell("标题"), cell("昵称")) + row(cell(TITLE), cell("阿知")), ["2"]),
        (row(cell("标题"), cell("昵称")) + row() + "<row/>"
         + row(cell(TITLE), cell("阿知")), ["4"]),
        # A cell that is empty has its place too.
        (row(cell("序号"), cell("标题"), cell(), cell("昵称"))
         + row(cell(), cell(TITLE), cell(), cell("阿知")), ["2"]),
        # What says its place moves what follows.
        (row(cell("标题", "C3"), cell("昵称"), r=3)
         + row(cell("1"), cell(), cell(TITLE), cell("阿知"))
         + row(cell(TITLE, "C9"), cell("阿知"), r=9)
         + row(cell(), cell("x"), cell(TITLE), cell("阿知")), ["4", "9", "10"]),
        # Rows without, cells with.
        ("<row>" + cell("标题", "B2") + cell("昵称", "A2") + "</row>"
         + "<row>" + cell("阿知", "A3") + cell(TITLE, "B3") + "</row>", ["3"]),
    ],
)  # fmt: skip
def test_places_that_only_their_order_tells(tmp_path: Path, rows: str, parts: list[str]) -> None:
    found = submissions(workbook(tmp_path / "a.xlsx", rows))
    assert [post.part for post in found] == parts
    for post in found:
        assert [item.text for item in post.candidates] == [TITLE]
        assert post.sender is not None
        assert post.sender.name == "阿知"


def test_a_long_list_without_places_is_read(tmp_path: Path) -> None:
    rows = row(*map(cell, HEADER)) + row(*[cell(TITLE)] * 6) * 3_000
    assert len(submissions(workbook(tmp_path / "a.xlsx", rows))) == 3_000


@pytest.mark.parametrize("place", ["xl/worksheets/sheet1.xml", "elsewhere/list.dat"])
@pytest.mark.parametrize(
    "rows",
    [
        row(*[cell("x")] * 5_000, r=1_048_576),
        row(cell("x")) + '<row><c s="1" r="XFD1048576" t="str"><v>x</v></c></row>',
        row(cell("x"), r=99_999_999),
    ],
    ids=["cells", "one cell", "a row"],
)
def test_a_sheet_with_room_for_millions_is_not_read(tmp_path: Path, place: str, rows: str) -> None:
    (item,) = items(workbook(tmp_path / "a.xlsx", row(cell("标题")) + rows, place))
    assert isinstance(item, Unreadable)
    assert item.reason == LIMITS


def test_a_sheet_that_breaks_off_makes_no_sense(tmp_path: Path) -> None:
    rows = row(*[cell("标题")] * 100) + row(cell("x")) * 3_000 + "<row>"
    (senseless,) = submissions(workbook(tmp_path / "a.xlsx", rows))
    assert [fault.code for fault in senseless.faults] == ["S102"]

"""Rows of a ``.csv``: headers as spreadsheets write them, and quotes that don't add up."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.intake import Received
from contest.intake.columns import Fields
from contest.intake.posts import names_a_title, read_csv
from contest.intake.rows import Row, read_table
from contest.intake.terms import terms_of
from contest.rules import Rulebook

HEADER = "标题,作者,发布时间,链接\n"
TAIL = ",周,2025-08-25 10:00,https://x/1\n"


def table(text: str) -> tuple[Fields, list[Row]]:
    found = read_table(io.StringIO(text, newline=""))
    assert found is not None
    return found[0], list(found[1])


def told(text: str) -> list[tuple[str, bool]]:
    """The first cell of each row and whether the row is sure."""
    return [(row.cells[0] if row.cells else "", row.sure) for row in table(text)[1]]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("标题,作者", ("title", "author")),
        ('"标题","作者"', ("title", "author")),
        ('"备注, 内部";"标题";"作者"', (None, "title", "author")),
        ('"点赞\n数",标题', ("likes", "title")),
        ("\r\n\n,,\n标题\t作者", ("title", "author")),
        ("sep=;\n标题;备注,无", ("title", None)),
        ('\ufeff"sep=|"\r\n"标题"|作者', ("title", "author")),
        ("SEP=\t\n标题\t作者", ("title", "author")),
        ('标题,"作者', ("title", None)),
    ],
)
def test_headers(tmp_path: Path, header: str, fields: Fields) -> None:
    assert table(header + "\n甲")[0] == fields
    path = tmp_path / "a.csv"
    path.write_text(header + "\n甲\n", encoding="utf-8", newline="")
    assert names_a_title(str(path))


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    text = 'sep=,\n\n标题,作者\n"甲\n二",周\n\n乙,李\n'
    assert [row.number for row in table(text)[1] if row.cells] == [3, 5]


def test_true_rows_over_several_lines_are_sure() -> None:
    rows = f'"甲\n二, 三"{TAIL}"乙 ""青春""\n"{TAIL}'
    assert told(HEADER + rows) == [("甲\n二, 三", True), ('乙 "青春"\n', True)]
    last = '周,2025-08-25,https://x/1,"甲\n二"\n李,2025-08-25,https://x/2,乙\n'
    assert [row.sure for row in table("作者,时间,链接,标题\n" + last)[1]] == [True, True]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Open to the end of the file.
        (f'"甲{TAIL}乙{TAIL}丙{TAIL}', [('"甲', False), ("乙", True), ("丙", True)]),
        # Open to a quoted cell further down.
        (f'"甲{TAIL}乙{TAIL}"丙, 丁"{TAIL}', [('"甲', False), ("乙", True), ("丙, 丁", True)]),
        # Two strays that fit each other.
        (f'"甲{TAIL}乙{TAIL}丙"{TAIL}丁{TAIL}',
         [('"甲', False), ("乙", True), ('丙"', True), ("丁", True)]),
        ('甲,"周,2025-08-25,https://x/1\n乙,李",2025-08-25,https://x/2\n',
         [("甲", False), ("乙", True)]),
        # A name in quotes at the beginning, and one that goes on over the line.
        (f'"青春"之歌{TAIL}乙{TAIL}', [('"青春"之歌', False), ("乙", True)]),
        (f'"甲" {TAIL}', [("甲", False)]),
        (f'"甲\n他说"好"了"{TAIL}乙{TAIL}', [('甲\n他说好"了"', False), ("乙", True)]),
    ],
)  # fmt: skip
def test_a_stray_quote_costs_no_row(rows: str, expected: list[tuple[str, bool]]) -> None:
    assert told(HEADER + rows) == expected


def test_where_commas_are_all_there_is_nothing_is_torn_apart() -> None:
    assert told('标题,作者\n"甲, 二\n三",周\n') == [("甲, 二\n三", False)]
    assert told('标题\n"甲\n乙"\n丙\n') == [("甲\n乙", True), ("丙", True)]


def test_the_row_of_a_stray_quote_has_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'{HEADER}甲{TAIL}"乙{TAIL}丙{TAIL}')
    items = list(read_csv(str(path), terms_of(Rulebook(), None)))
    found = [item.submission for item in items if isinstance(item, Received)]
    assert [post.signals.subject for post in found] == ["甲", '"乙', "丙"]
    assert [[(fault.code, fault.args) for fault in post.faults] for post in found] == [
        [],
        [("S106", {})],
        [],
    ]


def test_a_line_without_end_is_one_row_and_none_of_its_neighbours() -> None:
    rows = table(f'标题\n"甲\n{"x" * 500_000}\n乙\n')[1]
    assert [row.cells and row.cells[0] for row in rows] == ['"甲', None, "乙"]


def test_hostile_quotes_take_no_quadratic_time() -> None:
    began = time.monotonic()
    assert len(table("标题,作者\n" + 'a","x\n' * 20_000)[1]) == 20_000
    assert time.monotonic() - began < 20


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip)))
def test_every_line_that_has_no_quotes_is_a_row_whatever_stands_before(lines: list[str]) -> None:
    plain = [line for line in lines if line and not set(line) & set('"\r\n,')]
    text = HEADER + "".join(f'"甲{number}{TAIL}{line}{TAIL}' for number, line in enumerate(plain))
    cells = [row.cells[0] for row in table(text)[1] if row.cells]
    assert [cell.strip() for cell in cells[1::2]] == plain

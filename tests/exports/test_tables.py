"""Award lists for spreadsheets and programs, read back."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.exports import AWARDS, AwardList
from contest.exports.base import COLUMNS, HEADINGS, cells
from contest.exports.cells import safe
from contest.exports.tables import to_csv, to_xlsx
from contest.exports.texts import to_json

from .lists import line, listed

FORMULAS = ["=1+0", "+1", "-1", "@SUM(1)", "\t=1", "＝1+0", "＋1", "－1", "＠x", '=HYPERLINK("x")']
LINKS = ["http://example.org/x", "mailto:a@example.org", "internal:Sheet1!A1", "file:///etc/passwd"]
SPECIAL = ["{=1+0}", "'quoted", "two\nlines", 'a "b" c', "a;b,c", "<b>&amp;</b>", "007", "1e5"]


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_of(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_shelf_names_each_export_after_itself() -> None:
    assert set(AWARDS) == {"md", "csv", "xlsx", "json"}
    assert all(name == export.name for name, export in AWARDS.items())
    assert all(export.make(listed(line()), False) for export in AWARDS.values())


def test_there_is_a_heading_for_every_column() -> None:
    assert len(HEADINGS) == len(COLUMNS) == len(cells(line()))


def test_csv_opens_by_a_double_click() -> None:
    data = to_csv(listed(line()), False)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert rows_of(data) == [
        list(HEADINGS),
        ["一等奖", "1", "7", "短视频", "微光成炬", "周启明", "印务中心"],
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_guards_what_a_spreadsheet_would_calculate(formula: str) -> None:
    awards = listed(line(work=formula, author=formula, department=formula))
    assert rows_of(to_csv(awards, False))[1][4:] == [f"'{formula}"] * 3


@pytest.mark.parametrize("formula", FORMULAS)
def test_raw_csv_leaves_everything_as_it_is(formula: str) -> None:
    assert rows_of(to_csv(listed(line(work=formula)), True))[1][4] == formula


@pytest.mark.parametrize("text", [*LINKS, *SPECIAL])
def test_csv_quotes_and_changes_nothing_else(text: str) -> None:
    assert rows_of(to_csv(listed(line(work=text)), False))[1][4] == text


def test_a_missing_value_is_an_empty_cell() -> None:
    awards = listed(line(work=None, author=None, department=None))
    assert rows_of(to_csv(awards, False))[1][4:] == ["", "", ""]
    assert sheet_of(to_xlsx(awards, False))[1][4:] == [None, None, None]


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_no_cell_of_a_guarded_csv_begins_like_a_formula(text: str) -> None:
    (_, row) = rows_of(to_csv(listed(line(work=text)), False))
    if text.isprintable():
        assert row[4] in (text, f"'{text}")
    assert not row[4].startswith(tuple("=+-@＝＋－＠\t\r"))


@given(st.text())
def test_a_terminal_that_shows_a_table_has_nothing_to_obey(text: str) -> None:
    shown = str(safe(text))
    assert {c for c in shown if unicodedata.category(c) in {"Cc", "Zl", "Zp"}} <= {"\t", "\n"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("value", [1, -1, 0.5, None, "", "微光", "a=b"])
def test_numbers_and_harmless_text_are_safe_as_they_are(value: str | int | float | None) -> None:
    assert safe(value) == value


@pytest.mark.parametrize("text", [*FORMULAS, *LINKS, *SPECIAL])
def test_in_a_spreadsheet_text_stays_text(text: str) -> None:
    data = to_xlsx(listed(line(work=text, author=text, department=text)), False)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    for cell in (sheet["E2"], sheet["F2"], sheet["G2"]):
        assert cell.value == text
        assert cell.data_type == "s"
        assert cell.hyperlink is None


def test_in_a_spreadsheet_numbers_are_numbers_under_a_frozen_heading() -> None:
    data = to_xlsx(listed(line(rank=2, entry=17)), False)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert [cell.value for cell in sheet[2]][:3] == ["一等奖", 2, 17]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_control_characters_do_not_break_a_spreadsheet() -> None:
    awards = listed(line(work="微\x01光\x1b[31m"))
    assert sheet_of(to_xlsx(awards, False))[1][5] == "周启明"


def test_a_text_longer_than_a_cell_is_not_lost_without_a_word() -> None:
    """Excel's cells hold 32,767 characters."""
    value = sheet_of(to_xlsx(listed(line(work="微" * 40_000)), False))[1][4]
    assert isinstance(value, str)
    assert value.startswith("微微微")


def test_json_is_the_contract_s_document() -> None:
    awards = listed(line(), line("二等奖", "=1+0", None, "x\ny", rank=2, entry=9))
    document = json.loads(to_json(awards, False))
    assert document["version"] == 1
    assert document["command"] == "awards export"
    assert document["summary"] == {"contest": "大赛", "awards": 2}
    assert [tuple(result) for result in document["results"]] == [COLUMNS, COLUMNS]
    assert document["results"][1]["work"] == "=1+0"
    assert document["results"][1]["author"] is None


def test_an_empty_list_is_a_whole_file_in_every_format() -> None:
    empty = AwardList("大赛", (), ())
    assert rows_of(to_csv(empty, False)) == [list(HEADINGS)]
    assert sheet_of(to_xlsx(empty, False)) == [list(HEADINGS)]
    assert json.loads(to_json(empty, False))["results"] == []

"""How far the cells of a sheet reach, whether they say where they stand or not."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from contest.intake import areas
from contest.intake.areas import MalformedError, spans_more
from intake.workbooks import cell, row, sheet, workbook


def more(rows: str, most: int) -> bool:
    return spans_more(io.BytesIO(sheet(rows).encode()), most)


def reaches(rows: str) -> int:
    """The number of cells that is found, by halving."""
    low, high = 0, 1 << 50
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if more(rows, middle) else (low, middle)
    return low


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("", 0),
        (row(cell("a", "A1"), cell("b", "B1"), r=1) + row(cell("c", "A2"), r=2), 4),
        (row(cell("a"), cell("b")) + row(cell("c")), 4),
        (row(cell("a"), cell(), cell("b"), r=7), 21),
        (row(cell("a", "C3"), cell("b")) + row(cell("c")), 12),
        (row(cell("a")) + row() + row(r=9) + row(cell("b"), cell("c")), 20),
        ("<row/><row/>" + row(cell("a"), cell("b")), 6),
        ('<x:row r="5"><x:c/><x:c/></x:row>', 10),
        ("<row\n s='1'\tr = '5'><c s='1' r = 'B5'/></row>", 10),
        ("<row><c/></row><c/><row><c/></row>", 4),
        ("<row><c/><row><c/></row></row>", 2),
        # What stands in comments, texts and quotes is no place.
        ("<!-- <row><c> --><row><c/><!-- </row> <c> --><c/></row>", 2),
        ("<row><c t='str'><v> r=\"Z9\" &lt;row></v></c><c x='&lt;/row>'/></row>", 2),
        ("<row x=' r=\"7\" ' r='2'><c/></row>", 2),
        ("<row><![CDATA[</row><c r='Z9'/>]]><c/><c/></row>", 2),
    ],
)
def test_how_far_a_sheet_reaches(rows: str, cells: int) -> None:
    assert reaches(rows) == cells


@pytest.mark.parametrize(
    "rows",
    [
        row(*[cell()] * 1_000, r=1_048_576),
        row(*[cell()] * 10, cell("a", "XFD1")) + row(r=1_000) + row(cell("b")),
        '<row><c s="1" r="XFD1048576"/></row>',
        '<row r="99999999"><c/></row>',
        '<row><c r="ZZZZ1"/></row>' + row(cell("a"), r=999),
        row(*[cell()] * 16_000) + '<row s="1" r="999"/>' + row(cell("a")),
    ],
)
def test_a_sheet_that_reaches_too_far(rows: str) -> None:
    assert more(rows, 4_000_000)


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_places_at_the_edge_of_what_is_read_at_once(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "PIECE", piece)
    assert reaches(row(cell("a", "B12"), cell("b"), r=12) + row(cell())) == 39


@pytest.mark.parametrize(
    "rows", ["<row>", "<row><c></row>", "<row r='$5'><c/></row>", "<c r='?'/>"]
)
def test_what_is_no_sheet(rows: str) -> None:
    with pytest.raises(MalformedError):
        more(rows, 5)


def test_nobody_counts_what_a_document_type_hides() -> None:
    text = '<!DOCTYPE x [<!ENTITY many "<c/><c/>">]>' + sheet(row("&many;"))
    with pytest.raises(MalformedError):
        spans_more(io.BytesIO(text.encode()), 0)


PLACES = st.none() | st.tuples(st.sampled_from("ABCXYZ"), st.integers(1, 40))
CELLS = st.builds(
    lambda text, place: cell(text, place and f"{place[0]}{place[1]}"), st.sampled_from("x "), PLACES
)
ROWS = st.builds(
    lambda cells, r: row(*cells, r=r), st.lists(CELLS, max_size=5), st.none() | st.integers(1, 40)
)


@given(st.lists(ROWS | CELLS | st.just("<row/>"), max_size=8).map("".join))
def test_never_fewer_than_the_reader_makes_room_for(rows: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = load_workbook(workbook(Path(folder) / "a.xlsx", rows))
    grid = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    made = len(grid) * len(grid[0]) if grid else 0
    assert not made or more(rows, made - 1)


@given(st.lists(st.lists(st.sampled_from("x "), min_size=1, max_size=5), min_size=1, max_size=8))
def test_as_many_as_there_are_where_nothing_says_its_place(table: list[list[str]]) -> None:
    rows = "".join(row(*map(cell, cells)) for cells in table)
    assert reaches(rows) == len(table) * max(map(len, table))

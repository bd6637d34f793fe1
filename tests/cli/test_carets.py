"""Carets stand under what is wrong, in cells; each can be told from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.cli import safe
from contest.cli.carets import LEAST_CELLS, MOST_ROWS, drawn
from contest.cli.safe import fitted, shown, width
from contest.model import Aspect, Finding, Severity


def finding(code: str, start: int | None, end: int | None = None) -> Finding:
    return Finding(code, Severity.ERROR, Aspect.FORM, start=start, end=end)


def picture(title: str, *findings: Finding, columns: int = 80) -> list[str]:
    """What is drawn, without colours and without the indent."""
    lines = drawn(title, findings, columns)
    return ["".join(text for text, _ in line)[4:].rstrip() for line in lines]


def test_a_chinese_character_is_two_carets_wide() -> None:
    assert picture("[个人]-[微视频]", finding("T104", 6, 9)) == [
        "[个人]-[微视频]",
        "        ^^^^^^ T104",
    ]


def test_what_is_missing_has_one_caret_where_it_belongs() -> None:
    assert picture("微光", finding("T101", 2, 2)) == ["微光", "    ^ T101"]


def test_neighbours_and_what_overlaps_stand_in_lines_of_their_own() -> None:
    found = finding("T107", 0, 4), finding("T108", 4, 5), finding("T106", 1, 3)
    assert picture("【个人】—【短片】", *found) == [
        "【个人】—【短片】",
        "^^^^^^^^ T107",
        "  ^^^^ T106",
        "        ^ T108",
    ]


def test_those_far_apart_share_a_line_and_those_of_one_place_a_caret() -> None:
    found = finding("T109", 0, 2), finding("T101", 12, 12), finding("T114", 12, 12)
    assert picture("微光 ......... ", *found)[1:] == ["^^^^ T109     ^ T101 T114"]


def test_at_the_edge_the_code_stands_in_front() -> None:
    title = "a" * (LEAST_CELLS - 2) + "bb"
    assert picture(title, finding("T112", LEAST_CELLS - 2, LEAST_CELLS), columns=25) == [
        title,
        " " * (LEAST_CELLS - 7) + "T112 ^^",
    ]


def test_a_long_title_is_a_window_round_what_is_wrong() -> None:
    title = "[个人]-[短视频]-[" + "光" * 4000 + "]—[张三]"
    lines = picture(title, finding("T108", title.index("—"), title.index("—") + 1))
    assert len(lines) <= 6
    assert lines[0].startswith("[个人]-[短视频]-[光光")
    assert lines[1] == "…"
    assert "]—[张三]" in lines[2]
    assert lines[3].strip() == "^ T108"
    assert lines[3].index("^") == width(lines[2][: lines[2].index("—")])


def test_a_title_with_nothing_to_point_at_shows_its_beginning() -> None:
    assert picture("光" * 100, finding("D101", None)) == ["光" * 37, "…"]


def test_a_title_that_is_a_little_too_long_is_shown_whole() -> None:
    title = "光" * 40
    assert picture(title, finding("T112", 36, 40)) == [
        "光" * 37,
        " " * 67 + "T112 ^^",
        "光" * 3,
    ]


def test_line_breaks_and_what_a_terminal_obeys_are_seen_and_counted() -> None:
    assert picture("微\n\x1b[0m\u202e光", finding("T112", 7, 8)) == [
        r"微\n\x1b[0m\u202e光",
        " " * 17 + "^^ T112",
    ]


def test_where_a_terminal_counts_otherwise_the_wrong_text_is_underlined() -> None:
    (title, _) = drawn("“微光”-夜", [finding("T104", 5, 6)], 80)
    assert [text for text, style in title if "underline" in style] == ["夜"]


def test_open_widths_are_narrow_unless_the_place_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG", "CONTEST_AMBIGUOUS"):
        monkeypatch.delenv(name, raising=False)
    seen = {}
    for name, value in (
        ("LANG", "zh_CN.UTF-8"), ("LANG", "zh_CN.GB18030"), ("LC_ALL", "zh_TW.Big5"),
        ("LC_ALL", "zh_CN.UTF-8"), ("CONTEST_AMBIGUOUS", "wide"), ("CONTEST_AMBIGUOUS", "narrow"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
        safe.ambiguous_is_wide.cache_clear()
        seen[name, value] = width("“—…·”")
    monkeypatch.undo()
    safe.ambiguous_is_wide.cache_clear()
    assert list(seen.values()) == [5, 10, 10, 5, 10, 5]


@pytest.mark.parametrize(
    ("text", "cells"), [("e\u0301", 1), ("❤\ufe0f", 1), ("ｱ", 1), ("Ａ", 2), ("\u3000", 2)]
)
def test_marks_take_no_cell(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text(), st.integers(1, 30))
def test_what_is_fitted_fits(text: str, cells: int) -> None:
    assert width(fitted(text, cells)) <= cells
    assert fitted(text, 10_000) == text


@given(
    st.text(max_size=300),
    st.lists(st.tuples(st.integers(0, 310), st.integers(0, 310)), max_size=8),
    st.integers(1, 120),
)
def test_whatever_is_drawn_is_bounded_and_on_lines_of_its_own(
    title: str, places: list[tuple[int, int]], columns: int
) -> None:
    found = [finding(f"T1{i:02}", start, end) for i, (start, end) in enumerate(places)]
    lines = picture(title, *found, columns=columns)
    assert len(lines) <= 2 * MOST_ROWS + len(found)
    for line in lines:
        assert line == shown(line)
        assert width(line) <= max(columns, LEAST_CELLS) + 5 * len(found) + 4

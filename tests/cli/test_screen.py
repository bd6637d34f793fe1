"""The board as it is shown: on one screen, in both languages, in a pipe, as JSON."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from expected import LAST_DAY, board, board_file
from hypothesis import given
from hypothesis import strategies as st
from large_ledger import write_ledger
from running import INBOX, contest, on_a_terminal

from contest.cli.chart import BLOCKS, MARKS, bars, heights_for
from contest.cli.safe import width
from contest.cli.screen import PLAIN, Sheet, drawn
from contest.cli.spans import span
from contest.cli.urgent import NEEDS
from contest.desk.board import Standing, standing
from contest.desk.folder import Folder
from contest.ledger.needs import Need, Soon
from contest.rulebook.load import digest
from contest.rules import Rulebook
from contest.wording import Language, Wording

BOTH = pytest.mark.parametrize("language", ["en", "zh"])
RULES = Rulebook()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    here = tmp_path_factory.mktemp("board")
    write_ledger(here / "contest.db", 300, digest(RULES))
    return standing(Folder(here, RULES), LAST_DAY)._replace(free=50_000_000_000)


def told(found: Standing, language: Language = "en", **more: Any) -> list[str]:
    sheet = Sheet(Wording(language), RULES, **more)
    return ["".join(text for text, _ in line) for line in drawn(found, sheet)]


def crowded(found: Standing) -> Standing:
    """Everything at once that can be said."""
    codes = tuple((f"T1{n:02}", 40 - n) for n in range(30))
    needs = tuple(Need(kind, 4711, (1, 20, 300, 4000, 50000), codes) for kind in NEEDS
                  if kind != "loose")  # fmt: skip
    loose = Need("loose", 99, loose=(("收件箱/" * 30, "标题" * 60, "unrelated"),) * 5)
    soon = Soon(12345, "很长的文件名" * 20 + ".mp4", found.now + timedelta(hours=30))
    links = found.board.links._replace(number=999, expired=99, soonest=(soon,) * 5)
    departments: dict[str | None, int] = {
        f"人力资源与行政管理{'中心' * n}": 30 - n for n in range(25)
    }
    new = replace(found.board, needs=(*needs, loose), links=links, departments=departments,
                  stale=12, awards={"一等奖": 1, "二等奖": 2})  # fmt: skip
    return found._replace(board=new, free=1, shortfalls=(("编辑部", 1, 3),) * 4)


@BOTH
def test_the_board_is_that_of_its_snapshot(language: Language) -> None:
    assert board(language) == board_file(language).read_text(encoding="utf-8")


@BOTH
@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_a_terminal_of_24_rows(found: Standing, language: Language, columns: int) -> None:
    lines = told(found, language, columns=columns, cut=True)
    assert len(lines) < 24
    assert max(map(width, lines)) <= columns


@BOTH
def test_no_line_is_longer_than_the_terminal_however_much_there_is(
    found: Standing, language: Language
) -> None:
    lines = told(crowded(found), language, columns=80, cut=True)
    assert max(map(width, lines)) <= 80
    for need in NEEDS.values():
        assert any(line.endswith(f"→ {need.command}") for line in lines)


def test_wide_blocks_take_no_more_room(found: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contest.cli.safe.ambiguous_is_wide", lambda: True)
    (line,) = (line for line in told(found, columns=80) if "received per day" in line)
    assert width(line) <= 81  # eight days are always shown
    assert "before that" in line


def test_a_pipe_gets_everything_in_whole_lines(found: Standing) -> None:
    lines = told(crowded(found))
    assert any("很长的文件名" * 20 in line for line in lines)
    assert not any("\x1b" in line for line in lines)
    assert PLAIN == 100


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=9, hours=5), "closes in 9 days ("),
        (timedelta(days=2, hours=3), "closes in 2 days 3 hours (2025-08-26 00:00)"),
        (timedelta(seconds=5), "closes in 1 minute ("),
        (timedelta(hours=-5), "closed 5 hours ago (2025-08-26 00:00)"),
    ],
)
def test_how_long_is_left_stands_on_top(found: Standing, left: timedelta, said: str) -> None:
    assert found.closes is not None
    assert told(found._replace(now=found.closes - left))[1].startswith(said)


def test_hours_are_shown_round_the_closing_alone(found: Standing) -> None:
    assert found.closes is not None
    for hours, shown in ((47, True), (-23, True), (49, False), (-25, False)):
        lines = told(found._replace(now=found.closes - timedelta(hours=hours)))
        assert any("in the last 24 hours" in line for line in lines) is shown


@given(st.lists(st.integers(0, 10**6), max_size=60), st.sampled_from([BLOCKS, MARKS]))
def test_a_bar_is_seen_where_there_is_something_and_grows_with_it(
    numbers: list[int], heights: str
) -> None:
    drawing = bars(numbers, heights)
    assert [bar == " " for bar in drawing] == [number == 0 for number in numbers]
    rank = {bar: place for place, bar in enumerate(" " + heights)}
    for one, bar in zip(numbers, drawing, strict=True):
        assert all(rank[bar] <= rank[other] for two, other in zip(numbers, drawing, strict=True)
                   if one <= two)  # fmt: skip
    assert not any(numbers) or heights[-1] in drawing


def test_an_output_without_blocks_gets_marks(found: Standing) -> None:
    assert heights_for("utf-8") == heights_for("gbk") == BLOCKS
    assert heights_for("ascii") == heights_for("no such thing") == MARKS
    (line,) = (line for line in told(found, heights=MARKS) if "received per day" in line)
    assert line.isascii()


@given(st.integers(-(10**8), 10**8))
def test_a_span_is_never_further_off_than_its_smallest_unit(seconds: int) -> None:
    units = {"day": 86_400, "hour": 3_600, "minute": 60}
    parts = re.findall(r"(\d+) (day|hour|minute)s?", span(seconds, Wording("en")))
    total = sum(int(number) * units[unit] for number, unit in parts)
    assert 1 <= len(parts) <= 2
    assert abs(total - abs(seconds)) <= max(60, min(units[unit] for _, unit in parts))


@BOTH
def test_a_stranger_moves_no_cursor(found: Standing, language: Language) -> None:
    bad = "\x1b[2J\u202e"
    new = replace(found.board, departments={bad: 1}, awards={bad: 1})
    assert not any("\x1b" in line or "\u202e" in line
                   for line in told(found._replace(board=new), language))  # fmt: skip


KEYS = {
    "submissions", "entries", "by_kind", "by_status", "by_aspect", "by_category", "by_department",
    "per_day", "needs", "links", "links_expired", "expiring", "awards", "loose",
    "judged_otherwise", "closes_at", "seconds_left", "disk_free",
}  # fmt: skip


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracked") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX, "--format", "jsonl")
    return folder


def test_programs_get_every_entry_and_the_whole_summary(tracked: Path) -> None:
    document = contest("--dir", tracked, "track", "--format", "json").json()
    summary, results = document["summary"], document["results"]
    assert set(summary) == KEYS
    assert len(results) == summary["entries"] == sum(summary["by_status"].values())
    for name in ("by_category", "by_department"):
        assert sum(summary[name].values()) == len(results)
    assert sum(summary["per_day"].values()) == summary["submissions"]
    for outcomes in summary["by_aspect"].values():
        assert sum(outcomes.values()) == len(results)
    (review,) = (need for need in summary["needs"] if need["kind"] == "review")
    waiting = [entry["entry"] for entry in results if entry["status"] == "review"]
    assert review["number"] == len(waiting)
    assert review["entries"] == waiting[:5]
    assert summary["closes_at"] == "2025-08-26T00:00:00+08:00"
    assert summary["disk_free"] > 0


def test_lists_for_programs_hold_every_entry_too(tracked: Path) -> None:
    lines = contest("--dir", tracked, "track", "--format", "jsonl").out.splitlines()
    rows = list(csv.reader(io.StringIO(contest("--dir", tracked, "track", "--format", "csv").out)))
    assert len(rows) - 1 == len(lines) == 53


def test_few_entries_are_shown_and_many_are_named(tracked: Path, tmp_path: Path) -> None:
    outcome = contest("--dir", tracked, "track")
    assert outcome.code == 0
    assert "contest entries list" in outcome.out
    assert "巷口的修鞋匠" not in outcome.out
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track", INBOX / "001-perfect.eml")
    small = contest("--dir", tmp_path / "c", "track").out
    assert "巷口的修鞋匠" in small
    assert "contest entries list" not in small


def test_an_empty_contest_has_a_board(tmp_path: Path) -> None:
    contest("init", tmp_path / "c")
    outcome = contest("--dir", tmp_path / "c", "track")
    assert (outcome.code, outcome.err) == (0, "")
    assert "0 entries" in outcome.out


def test_the_screen_on_a_terminal(tracked: Path) -> None:
    for language in ("en", "zh"):
        seen = on_a_terminal("--lang", language, "--dir", tracked, "track", COLUMNS="80")
        lines = re.sub(r"\x1b\[[0-9;]*m", "", seen).splitlines()
        assert len(lines) < 24
        assert max(map(width, lines)) <= 80

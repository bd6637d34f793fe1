"""--fix, --diff and --statistics do what users of ruff expect of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import INBOX, contest

GOOD = "【45载圳青春】-[个人]-[短视频]-[微光]-[张三+编辑部]"
OTHER = "【45载圳青春】—[个人]—[短片]—[微光]—[张三+编辑部]"
BAD = "[个人]-[微视频]-[微光]-[张三+编辑部]"


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "titles.txt"
    path.write_text("\n".join((GOOD, OTHER, BAD)), encoding="utf-8")
    return path


def test_fix_prints_every_title_those_that_can_be_corrected_corrected(titles: Path) -> None:
    outcome = contest("validate", titles, "--fix")
    assert outcome.out.splitlines() == [GOOD, GOOD, BAD]
    assert outcome.code == 1


def test_diff_prints_what_would_change_and_nothing_else(titles: Path) -> None:
    outcome = contest("validate", titles, "--diff")
    place = f"{titles}[2]"
    assert outcome.out.splitlines() == [
        f"--- {place}", f"+++ {place}", "@@ -1 +1 @@", f"-{OTHER}", f"+{GOOD}",
    ]  # fmt: skip
    assert outcome.err == "1 title would change.\n"
    assert outcome.code == 1


def test_where_nothing_would_change_the_diff_is_empty() -> None:
    outcome = contest("validate", "--title", GOOD, "--diff")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "0 titles would change.\n"
    assert contest("-q", "validate", "--title", GOOD, "--diff").err == ""


def test_a_correction_is_0_even_if_it_changes_something() -> None:
    assert contest("validate", "--title", OTHER, "--diff").code == 0


def test_a_fixed_title_is_one_line_whatever_it_holds() -> None:
    outcome = contest(
        "validate", "--title", "[个人]\r\n-[微\x1b]0;x\x07光]\u2028\x85啊\u202e", "--fix"
    )
    assert outcome.out == r"[个人] -[微\x1b]0;x\x07光] 啊\u202e" + "\n"


def test_what_is_fixed_is_clean(titles: Path) -> None:
    fixed = contest("validate", titles, "--fix").out
    again = contest("validate", "-", "--diff", stdin=fixed)
    assert again.out == ""


def test_the_last_line_tells_how_many_titles_can_be_fixed(titles: Path) -> None:
    outcome = contest("validate", titles)
    assert "1 of 2 faulty titles can be corrected without asking" in outcome.out
    assert "--fix" in outcome.out.splitlines()[-1]
    assert "faulty" not in contest("validate", "--title", GOOD).out


def test_statistics_count_by_code_in_every_format(titles: Path) -> None:
    plain = contest("-q", "validate", titles, "--statistics").out.splitlines()
    assert plain[0].split() == ["1", "T104", "unknown-value"]
    document = contest("validate", titles, "--statistics", "--format", "json").json()
    assert (document["version"], document["command"]) == (1, "validate")
    assert document["summary"]["submissions"] == 3
    assert document["results"][0] == {"code": "T104", "name": "unknown-value", "count": 1}
    assert len(document["results"]) == len(plain)
    csv = contest("validate", titles, "--statistics", "--format", "csv").out.splitlines()
    assert csv[:2] == ["count,code,name", "1,T104,unknown-value"]


def test_statistics_name_what_arrived_nearest_to_the_closing_time() -> None:
    inbox = [INBOX / f"{name}.eml" for name in ("047-last-second", "048-closing-instant")]
    lines = contest("-q", "validate", *inbox, "--statistics").out.splitlines()
    assert lines[-3:] == [
        "Nearest to the closing time:",
        f"    +0:00  {inbox[1]}",
        f"    -0:01  {inbox[0]}",
    ]

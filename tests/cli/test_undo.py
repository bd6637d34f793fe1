"""contest undo: what one did last, or any act, also of many entries; asked about first."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import RULES, title
from running import contest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "contest.toml").write_text(
        RULES + '[[prizes]]\nname = "一等奖"\nnumber = 1\n', "utf-8"
    )
    works = [("甲甲", "09:00"), ("乙乙", "10:00"), ("丙丙", "11:00")]
    lines = [f"{title(work)},x,2025-08-18 {at}" for work, at in works]
    (tmp_path / "posts.csv").write_text("\n".join(["text,author,time", *lines]) + "\n", "utf-8")
    call(tmp_path, "track", tmp_path / "posts.csv")
    return tmp_path


def call(folder: Path, *words: str | Path) -> tuple[int, str, str]:
    done = contest("--dir", folder, *words)
    return done.code, done.out, done.err


def states(folder: Path) -> str:
    results = contest("--dir", folder, "entries", "list", "--format", "json").json()["results"]
    return " ".join(result["status"] for result in results)


ACCEPTED = "accepted accepted accepted"


def test_the_last_thing_that_i_did_is_taken_back_and_done_again(folder: Path) -> None:
    call(folder, "entries", "withdraw", "2", "--as", "陈")
    call(folder, "entries", "return", "3", "--as", "林")
    code, _, err = call(folder, "undo", "--as", "陈")
    assert (code, states(folder)) == (0, "accepted accepted returned")
    assert err.startswith("Act 2 is taken back: withdrew entries, 陈, ")
    call(folder, "undo", "4", "--as", "陈")
    assert states(folder) == "accepted withdrawn returned"


def test_what_is_taken_back_is_told_as_no_decision(folder: Path) -> None:
    call(folder, "entries", "return", "2", "--as", "陈", "--reason", "缺字幕")
    assert "陈 decided: returned" in call(folder, "entries", "show", "2")[1]
    call(folder, "undo", "--as", "陈")
    assert "decided" not in call(folder, "entries", "show", "2")[1]
    call(folder, "undo", "3", "--as", "陈")
    assert "陈 decided: returned" in call(folder, "entries", "show", "2")[1]


def test_a_rehearsal_changes_nothing(folder: Path) -> None:
    call(folder, "entries", "withdraw", "1-3", "--as", "陈")
    code, out, err = call(folder, "undo", "--dry-run", "--as", "陈")
    assert code == 0
    assert out.splitlines() == [
        "#001  withdrawn → accepted", "#002  withdrawn → accepted", "#003  withdrawn → accepted",
        "3 entries would change.",
    ]  # fmt: skip
    assert err.startswith("Act 2 would be taken back")
    assert states(folder) == "withdrawn withdrawn withdrawn"


def test_many_are_asked_about_first(folder: Path) -> None:
    call(folder, "entries", "withdraw", "1-3", "--as", "陈")
    code, _, err = call(folder, "undo", "--as", "陈")
    assert (code, err.strip()) == (
        2, "error: Act 2 touched 3 entries. Look with --dry-run, then say --yes."
    )  # fmt: skip
    assert call(folder, "undo", "--yes", "--as", "陈")[0] == 0
    assert states(folder) == ACCEPTED


def test_a_whole_import_is_taken_back(folder: Path) -> None:
    code, out, _ = call(folder, "undo", "1", "--format", "json")
    assert code == 0
    assert out.count('"status": null') == 3
    assert states(folder) == ""
    call(folder, "track", folder / "posts.csv")
    results = contest("--dir", folder, "entries", "list", "--format", "json").json()["results"]
    assert [result["entry"] for result in results] == [4, 5, 6]


def test_an_award_is_not_left_without_an_accepted_entry(folder: Path) -> None:
    call(folder, "entries", "return", "1", "--as", "陈")
    call(folder, "entries", "accept", "1", "--as", "陈")
    call(folder, "awards", "grant", "1", "一等奖", "--as", "林")
    code, _, err = call(folder, "undo", "3")
    assert code == 2
    assert "has an award" in err
    assert states(folder) == ACCEPTED


@pytest.mark.parametrize(("words", "said"), [
    (("undo", "99"), "There is no act 99"),
    (("undo", "--as", "新来的"), "There is nothing of 新来的 to take back"),
])  # fmt: skip
def test_what_cannot_be_taken_back_is_said(folder: Path, words: tuple[str, ...], said: str) -> None:
    code, _, err = call(folder, *words)
    assert code == 2
    assert said in err

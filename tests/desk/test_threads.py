"""What a mail is in the light of what came before: answers, corrections, originals of winners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from running import contest
from small_mails import VIDEO, write

TITLE = "[个人]-[短视频]-[微光]-[张三+编辑部]"
ANSWER = (
    "In-Reply-To: <office@contest.example>\r\n"
    "References: <1@press.example> <office@contest.example>\r\n"
)
LATER = "Mon, 18 Aug 2025 11:00:00 +0800"
AFTER = "Tue, 02 Sep 2025 11:00:00 +0800"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contest("init", tmp_path / "c")
    return tmp_path / "c"


def track(folder: Path, source: Path) -> dict[str, Any]:
    done = contest("--dir", folder, "track", source, "--format", "json")
    (result,) = done.json()["results"]
    assert isinstance(result, dict)
    return result


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = contest(
        "--dir", folder, "entries", "list", "--format", "json"
    ).json()["results"]
    return found


def codes(result: dict[str, Any]) -> list[str]:
    return [f["code"] for f in result["findings"]]


def test_an_answer_with_a_new_title_alone_corrects(folder: Path, tmp_path: Path) -> None:
    track(folder, write(tmp_path, "1", "张三 微光", video=VIDEO))
    result = track(folder, write(tmp_path, "2", TITLE, received=LATER, headers=ANSWER))
    assert (result["kind"], result["entry"], result["verdict"]) == ("correction", 1, "review")
    assert "S201" in codes(result)
    (found,) = entries(folder)
    assert found["versions"] == 1


def test_an_answer_with_the_whole_work_is_its_next_version(folder: Path, tmp_path: Path) -> None:
    track(folder, write(tmp_path, "1", "投稿", video=VIDEO))
    answer = write(tmp_path, "2", TITLE, received=LATER, video=VIDEO + b"2", headers=ANSWER)
    result = track(folder, answer)
    assert (result["kind"], result["entry"]) == ("entry", 1)
    assert "S208" in codes(result)
    (found,) = entries(folder)
    assert (found["versions"], found["work"]) == (2, "微光")


def test_an_answer_that_names_another_work_is_an_entry_and_asks(
    folder: Path, tmp_path: Path
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=VIDEO))
    other = TITLE.replace("微光", "夜班食堂")
    result = track(
        folder, write(tmp_path, "2", other, received=LATER, video=VIDEO + b"2", headers=ANSWER)
    )
    assert (result["entry"], result["verdict"]) == (2, "returned")
    assert "S211" in codes(result)
    rules = folder / "contest.toml"
    rules.write_text(rules.read_text("utf-8").replace("08-25", "08-26"), "utf-8")
    again = track(folder, tmp_path / "2.eml")
    assert "S211" in codes(again)
    assert "S211" not in codes(track(folder, tmp_path / "1.eml"))


def test_a_thread_that_leads_nowhere_changes_nothing(folder: Path, tmp_path: Path) -> None:
    result = track(folder, write(tmp_path, "2", TITLE, video=VIDEO, headers=ANSWER))
    assert (result["kind"], result["entry"]) == ("entry", 1)
    assert not {"S201", "S208", "S211"} & set(codes(result))


def test_another_version_under_its_own_title_asks_nothing_when_judged_anew(
    folder: Path, tmp_path: Path
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=VIDEO))
    other = TITLE.replace("微光", "夜班食堂")
    track(folder, write(tmp_path, "3", other, video=VIDEO + b"3"))
    answer = write(tmp_path, "4", other, received=LATER, video=VIDEO + b"4", headers=ANSWER)
    assert track(folder, answer)["entry"] == 2
    rules = folder / "contest.toml"
    rules.write_text(rules.read_text("utf-8").replace("08-25", "08-26"), "utf-8")
    assert "S211" not in codes(track(folder, answer))


def test_a_winner_s_work_after_the_closing_is_the_original(folder: Path, tmp_path: Path) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=VIDEO))
    late = write(tmp_path, "2", TITLE, received=AFTER, video=VIDEO + b"2")
    contest("--dir", folder, "entries", "accept", "1", "--reason", "x")
    granted = contest("--dir", folder, "awards", "grant", "1", "一等奖", "--reason", "x")
    assert granted.code == 0, granted.err
    result = track(folder, late)
    assert (result["kind"], result["entry"]) == ("original", 1)
    assert "S207" in codes(result)
    assert not {"D101", "S204"} & set(codes(result))
    shown = contest("--dir", folder, "entries", "show", "1").out
    assert "original" in shown


def test_what_comes_late_for_a_work_without_an_award_stays_late(
    folder: Path, tmp_path: Path
) -> None:
    track(folder, write(tmp_path, "1", TITLE, video=VIDEO))
    result = track(folder, write(tmp_path, "2", TITLE, received=AFTER, video=VIDEO + b"2"))
    assert result["kind"] == "entry"
    assert {"D101", "S204"} <= set(codes(result))

"""Entries among all others: quotas, the first so many, checklists that a person ticks."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from running import Outcome, contest
from small_mails import VIDEO

RULES = """\
[contest]
name = "测试赛"
closes = 2025-08-25
[fields.form]
values = ["个人", "团队"]
[fields.category]
values = ["短视频", "长视频"]
"""
QUOTA = '[[quotas]]\nper = ["person"]\nmost = 1\n'
TICKS = '[[checklist]]\nname = "原创"\n[[checklist]]\nname = "字幕"\nrequired = false\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c").mkdir()
    return tmp_path / "c"


def rules(folder: Path, *more: str) -> None:
    (folder / "contest.toml").write_text(RULES + "".join(more), "utf-8")


def posts(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A list of posts: work, author, time on 18 August."""
    path = folder.parent / "posts.csv"
    lines = [
        f"[个人]-[短视频]-[{work}]-[{author}+编辑部],{author},2025-08-18 {time}"
        for work, author, time in rows
    ]
    path.write_text("\n".join(["text,author,time", *lines]) + "\n", "utf-8")
    return path


def run(folder: Path, *arguments: str | Path) -> Outcome:
    return contest("--dir", folder, *arguments)


def track(folder: Path, source: Path) -> list[tuple[str, list[str]]]:
    results = run(folder, "track", source, "--format", "json").json()["results"]
    return [(r["verdict"], [f["code"] for f in r["findings"] if f["code"][0] in "EF"])
            for r in results]  # fmt: skip


def states(folder: Path) -> dict[int, tuple[str, list[str]]]:
    found: list[dict[str, Any]] = run(folder, "entries", "list", "--format", "json").json()[
        "results"
    ]
    return {
        e["entry"]: (e["status"], [f["code"] for f in e["findings"] if f["code"][0] in "EF"])
        for e in found
    }


THREE = (("甲", "张三", "09:00"), ("乙", "张三", "10:00"), ("丙", "李四", "11:00"))


def test_one_entry_too_many_is_returned_and_says_why(folder: Path) -> None:
    rules(folder, QUOTA)
    assert track(folder, posts(folder, *THREE)) == [
        ("accepted", []), ("returned", ["E101"]), ("accepted", []),
    ]  # fmt: skip
    assert states(folder)[2] == ("returned", ["E101"])


def test_an_earlier_one_that_is_read_later_takes_the_place(folder: Path) -> None:
    rules(folder, QUOTA)
    track(folder, posts(folder, *THREE))
    track(folder, posts(folder, ("丁", "张三", "08:00")))
    assert states(folder) == {
        1: ("returned", ["E101"]), 2: ("returned", ["E101"]), 3: ("accepted", []),
        4: ("accepted", []),
    }  # fmt: skip


def test_a_withdrawn_entry_gives_its_place_to_the_next(folder: Path) -> None:
    rules(folder, QUOTA)
    track(folder, posts(folder, *THREE))
    run(folder, "entries", "withdraw", "1", "--reason", "来电")
    assert states(folder)[2] == ("accepted", [])


def test_a_person_may_let_one_more_in(folder: Path) -> None:
    rules(folder, QUOTA)
    track(folder, posts(folder, *THREE))
    run(folder, "entries", "accept", "2", "--reason", "组委会同意")
    assert states(folder)[2][0] == "accepted"


def test_only_the_first_two_take_part(folder: Path) -> None:
    rules(folder)
    text = (folder / "contest.toml").read_text("utf-8")
    (folder / "contest.toml").write_text(text.replace("closes", "first = 2\ncloses"), "utf-8")
    track(folder, posts(folder, *THREE))
    assert [state for state, _ in states(folder).values()] == ["accepted", "accepted", "returned"]


def test_an_entry_waits_until_it_is_ticked_by_somebody(folder: Path) -> None:
    rules(folder, TICKS)
    source = posts(folder, *THREE)
    assert track(folder, source) == [("review", ["F107"])] * 3
    refused = run(folder, "entries", "accept", "1")
    assert refused.code == 2
    assert "原创" in refused.err
    ticked = run(folder, "entries", "tick", "1-2", "--check", "原创", "--as", "陈编辑")
    assert (ticked.code, ticked.err.count("原创")) == (0, 2)
    assert states(folder) == {
        1: ("accepted", []), 2: ("accepted", []), 3: ("review", ["F107"]),
    }  # fmt: skip
    assert track(folder, source)[0] == ("accepted", [])
    (shown,) = run(folder, "entries", "show", "1", "--format", "json").json()["results"]
    assert shown["checklist"] == [
        {"name": "原创", "text": "", "required": True, "ticked_by": "陈编辑",
         "ticked_at": shown["checklist"][0]["ticked_at"]},
        {"name": "字幕", "text": "", "required": False, "ticked_by": None, "ticked_at": None},
    ]  # fmt: skip


def test_a_tick_is_taken_back_and_both_stay_in_the_record(folder: Path) -> None:
    rules(folder, TICKS)
    track(folder, posts(folder, *THREE))
    run(folder, "entries", "tick", "1", "--as", "陈编辑")
    run(folder, "entries", "tick", "1", "--undo", "--reason", "看错了")
    assert states(folder)[1] == ("review", ["F107"])
    with sqlite3.connect(folder / "contest.db") as db:
        kinds = [row[0] for row in db.execute("SELECT what FROM events WHERE entry = 1")]
    assert kinds == ["received", "ticked", "ticked", "unticked", "unticked"]


@pytest.mark.parametrize(
    "arguments",
    [("9",), ("1", "--check", "没有"), ("x",), ("3-1",), ("1", "9", "--check", "原创")],
)
def test_what_can_not_be_ticked_is_one_sentence_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    rules(folder, TICKS)
    track(folder, posts(folder, *THREE))
    outcome = run(folder, "entries", "tick", *arguments)
    assert outcome.code == 2
    assert states(folder)[1] == ("review", ["F107"])


def test_a_new_checklist_asks_of_the_entries_that_are_there(folder: Path) -> None:
    rules(folder)
    source = posts(folder, *THREE)
    track(folder, source)
    rules(folder, TICKS)
    track(folder, source)
    assert {state for state, _ in states(folder).values()} == {"review"}


def test_the_board_counts_what_waits_and_names_who_is_missing(folder: Path) -> None:
    rules(
        folder, TICKS, '[[quotas]]\nper = ["department"]\nleast = 4\n',
        '[rosters]\nunits = { names = ["编辑部", "工会"] }\n',
        '[fields.department]\nroster = "units"\n',
    )  # fmt: skip
    track(folder, posts(folder, *THREE))
    board = run(folder, "track").out
    assert "编辑部: 3 of at least 4 entries" in board
    assert "工会: 0 of at least 4 entries" in board
    assert "not accepted for: formalities ? 3" in board


def test_the_prize_of_a_share_ends_with_its_share(folder: Path) -> None:
    prizes = '[[prizes]]\nname = "一等奖"\nshare = "40%"\n'
    rules(folder, prizes)
    track(folder, posts(folder, *THREE))
    assert run(folder, "awards", "grant", "1", "一等奖").code == 0
    assert run(folder, "awards", "grant", "2", "一等奖").code == 2


def test_a_ledger_is_copied_before_it_is_changed_to_a_new_shape(folder: Path) -> None:
    rules(folder)
    track(folder, posts(folder, *THREE))
    with sqlite3.connect(folder / "contest.db") as db:
        db.executescript(
            "DROP TABLE ticks; DROP TABLE entry_findings; DROP TABLE submission_documents; "
            "DELETE FROM _sqlite_migrations WHERE name = 'm002_standing';"
        )
    assert {state for state, _ in states(folder).values()} == {"accepted"}
    kept = folder / "contest.db.before-m002_standing"
    with sqlite3.connect(kept) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (3,)
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    assert "ticks" not in names
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_versions_that_count_may_be_the_earliest(folder: Path) -> None:
    rules(folder)
    text = (folder / "contest.toml").read_text("utf-8")
    first, second = ("甲", "张三", "09:00"), ("甲", "张三", "10:00")
    for which, at in (("latest", "10:00"), ("earliest", "09:00")):
        (folder / "contest.toml").write_text(
            text.replace("closes", f'versions = "{which}"\ncloses'), "utf-8"
        )
        (folder / "contest.db").unlink(missing_ok=True)
        track(folder, posts(folder, first))
        track(folder, posts(folder, second))
        (entry,) = run(folder, "entries", "list", "--format", "json").json()["results"]
        assert entry["received_at"][11:16] == at


FORM = '[[documents]]\nname = "报名表"\n'


def mail(folder: Path, name: str, *files: str, at: str, body: str = "") -> Path:
    """A mail about one work with files of these names; those that end in .mp4 look like videos."""
    parts = "".join(
        f"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{file}"\r\n\r\n'
        f"{base64.b64encode(VIDEO if file.endswith('.mp4') else b'x').decode()}\r\n"
        for file in files
    )
    path = folder.parent / f"{name}.eml"
    path.write_bytes(
        (
            f"Received: from x by mx.contest.example; {at}\r\nFrom: a@press.example\r\n"
            f"Message-ID: <{name}@x>\r\nSubject: [个人]-[短视频]-[微光]-[张三+编辑部]\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n{parts}--b--\r\n"
        ).encode()
    )
    return path


MONDAY = "Mon, 18 Aug 2025 10:00:00 +0800"
TUESDAY = "Tue, 19 Aug 2025 10:00:00 +0800"
AFTER = "Wed, 27 Aug 2025 10:00:00 +0800"


def test_a_document_may_come_in_another_mail(folder: Path) -> None:
    rules(folder, FORM)
    first = track(folder, mail(folder, "1", "v.mp4", at=MONDAY))
    assert first[0][1] == ["F101"]
    track(folder, mail(folder, "2", "报名表.doc", at=TUESDAY, body="补交报名表"))
    (entry,) = run(folder, "entries", "list", "--format", "json").json()["results"]
    codes = [f["code"] for f in entry["findings"]]
    assert "F101" not in codes
    assert "S209" in codes  # what else the mail says a person reads


def test_a_document_after_the_closing_counts_only_as_a_correction(folder: Path) -> None:
    rules(folder, FORM)
    track(folder, mail(folder, "1", "v.mp4", at=MONDAY))
    late = mail(folder, "2", "报名表.doc", at=AFTER)
    track(folder, late)
    assert states(folder)[1][1] == ["F101"]
    text = (folder / "contest.toml").read_text("utf-8")
    (folder / "contest.toml").write_text(
        text.replace("closes", "corrections = 2025-08-28\ncloses"), "utf-8"
    )
    track(folder, mail(folder, "1", "v.mp4", at=MONDAY))
    track(folder, late)
    assert states(folder)[1][1] == []


def test_an_archive_may_hold_the_document(folder: Path) -> None:
    rules(folder, FORM)
    assert track(folder, mail(folder, "1", "v.mp4", "a.zip", at=MONDAY))[0][1] == ["F102"]


def test_what_changes_when_all_have_come_is_told_and_counted(folder: Path) -> None:
    rules(folder, QUOTA)
    source = posts(folder, ("晚", "张三", "10:00"), ("早", "张三", "09:00"))
    first = run(folder, "track", source)
    assert first.code == 1
    assert "Entry 1 is returned, now that all have been counted." in first.err
    again = run(folder, "track", source)
    assert (again.code, "now that all" in again.err) == (1, False)


def test_names_that_people_read_alike_are_one_person(folder: Path) -> None:
    rules(folder, QUOTA)
    source = posts(folder, ("甲", "Wang Wei", "09:00"), ("乙", "wang wei", "10:00"))
    assert track(folder, source) == [("accepted", []), ("returned", ["E101"])]

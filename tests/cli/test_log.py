"""The log in words and for programs, and the seal that stands on a list."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from running import INBOX, contest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contest in which something was decided."""
    folder = tmp_path_factory.mktemp("log") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX)
    contest(
        "--dir", folder, "awards", "grant", "1", "一等奖", "--as", "陈编辑", "--reason", "评委会"
    )
    contest("--dir", folder, "entries", "return", "3", "--as", "林编辑", "--reason", "\x1b[31m重传")
    contest("--dir", folder, "awards", "revoke", "1", "一等奖", "--as", "陈编辑")
    return folder


def log(folder: Path, *arguments: str) -> str:
    outcome = contest("--dir", folder, "log", *arguments)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_each_act_is_told_in_a_sentence_with_who_and_why(folder: Path) -> None:
    said = log(folder)
    lines = said.splitlines()
    assert [int(line.split()[0]) for line in lines if re.match(r" *\d+  \d{4}-", line)] == [
        4,
        3,
        2,
        1,
    ]
    assert "陈编辑  granted a prize" in said
    assert "“一等奖” granted, place 1  评委会" in said
    assert "decided: status accepted → returned  \\x1b[31m重传" in said
    assert "“一等奖” taken back" in said
    assert "received 65" in said  # a large act is counted
    assert re.fullmatch(r"seal \d+ [0-9a-f]{16}", lines[-1])
    assert log(folder, "--reverse").splitlines()[0].startswith("   1  ")


def test_one_act_is_told_whole(folder: Path) -> None:
    assert log(folder, "--act", "1").count("received: ") == 65


def test_the_language_is_the_organisers(folder: Path) -> None:
    said = contest("--dir", folder, "--lang", "zh", "log", "1").out
    assert "收到：投稿，有效" in said
    assert "取消“一等奖”" in said


def test_only_what_is_asked_for(folder: Path) -> None:
    assert "林编辑" not in log(folder, "--by", "陈编辑")
    assert log(folder, "--since", "2099-01-01").startswith("seal ")
    assert log(folder, "3").count("003《") == 2
    history = contest("--dir", folder, "entries", "history", "3")
    assert history.out == log(folder, "3")
    first = contest("--dir", folder, "log", "-n", "1")
    assert "Older acts: 3" in first.err
    assert contest("--dir", folder, "log", "999").code == 2


def test_the_rows_are_shown_before_and_after(folder: Path) -> None:
    said = log(folder, "--act", "3", "--changes")
    assert "~ entries[3]" in said
    assert "status: accepted → returned" in said
    assert "work_key" not in said  # which stayed as it was


def test_programs_get_a_result_for_each_event(folder: Path) -> None:
    document = contest("--dir", folder, "log", "--format", "json").json()
    assert document["summary"]["acts"] == 4
    assert document["summary"]["events"] == len(document["results"]) == 68
    first = document["results"][0]
    assert first["what"] == "revoked"
    assert first["seal"] == document["summary"]["seal"]
    assert first["at"].endswith("+08:00")
    changed = contest("--dir", folder, "log", "--act", "3", "--changes", "--format", "json").json()
    assert [(r["what"], r["table"]) for r in changed["results"]] == [
        ("decided", None),
        (None, "entries"),
    ]


def test_the_seal_of_an_old_list_is_found_and_what_was_done_since(
    folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder, tmp_path / "c", symlinks=True)
    printed = contest("--dir", copy, "awards", "export").out
    (seal,) = re.findall(r"[0-9a-f]{16}", printed)
    contest("--dir", copy, "entries", "accept", "3", "--reason", "补齐")
    asked = contest("--dir", copy, "log", "--seal", seal)
    assert asked.code == 0
    assert "act 4" in asked.err
    assert "补齐" in asked.out
    assert "评委会" not in asked.out
    other = contest("--dir", copy, "log", "--seal", "0123456789abcdef")
    assert (other.code, other.out) == (1, "")
    assert "No seal" in other.err
    assert contest("--dir", copy, "log", "--seal", "xyz").code == 2
    with sqlite3.connect(copy / "contest.db") as db:
        db.execute("DROP TRIGGER acts_stay")
        db.execute("UPDATE acts SET actor = '别人' WHERE id = 2")
    tampered = contest("--dir", copy, "log", "--seal", seal)
    assert tampered.code == 1
    assert "isn't whole" in tampered.err


def test_a_table_holds_what_was_before_and_after_as_json(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(log(folder, "3", "--format", "csv"))))
    assert json.loads(rows[0]["before"]) == {"status": "accepted"}
    assert json.loads(rows[0]["after"]) == {"status": "returned"}
    assert rows[-1]["before"] == ""

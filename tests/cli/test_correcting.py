"""Commands that change entries: asked about first where many are meant, told afterwards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from desks import RULES, title
from running import contest, on_a_terminal

from contest.cli.changing import Order, change_entries
from contest.cli.commands.entries import app
from contest.cli.state import State
from contest.desk.changes import CHANGES, Decide
from contest.errors import UsageError
from contest.model import Status
from contest.wording import Wording


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "contest.toml").write_text(RULES, "utf-8")
    works = [("甲甲", "09:00"), ("乙乙", "10:00"), ("丙丙", "11:00")]
    lines = [f"{title(work)},x,2025-08-18 {at}" for work, at in works]
    lines.append(f"{title('迟到', '李四')},y,2025-08-26 00:00:41")
    (tmp_path / "posts.csv").write_text("\n".join(["text,author,time", *lines]) + "\n", "utf-8")
    contest("--dir", tmp_path, "track", tmp_path / "posts.csv")
    return tmp_path


def states(folder: Path) -> list[str]:
    results = contest("--dir", folder, "entries", "list", "--format", "json").json()["results"]
    return [f"{e['entry']} {e['status']} {e['work']}" for e in results]


def test_a_rehearsal_is_for_people_and_programs(folder: Path) -> None:
    arguments = ("--dir", folder, "entries", "withdraw", "1-2", "--dry-run")
    outcome = contest(*arguments)
    assert outcome.out.splitlines() == [
        "#001  accepted → withdrawn", "#002  accepted → withdrawn", "2 entries would change.",
    ]  # fmt: skip
    document = contest(*arguments, "--format", "json").json()
    assert document["command"] == "entries withdraw"
    assert document["summary"] == {"entries": 2, "changed": 2, "others": 0, "dry_run": True}
    assert document["results"][0] == {
        "entry": 1, "before": "accepted", "status": "withdrawn", "fields": {}, "done": [],
        "other": None, "changed": True, "named": True,
    }  # fmt: skip
    assert states(folder)[0] == "1 accepted 甲甲"


def test_edit_tells_both(folder: Path) -> None:
    outcome = contest(
        "--dir", folder, "entries", "edit", "1", "--set", "work=-v", "--set", "类别=长片",
        "--as", "陈编辑", "--reason", "来电",
    )  # fmt: skip
    assert outcome.err.splitlines() == [
        "Entry 1 was edited; it is accepted.",
        "    category: 短视频 → 长视频",
        "    work: 甲甲 → -v",
    ]
    shown = contest("--dir", folder, "entries", "show", "1").out
    assert "陈编辑 changed work from “甲甲” to “-v”" in shown
    (found,) = contest("--dir", folder, "entries", "show", "1", "--format", "json").json()[
        "results"
    ]
    assert found["corrections"][0]["before"] == {"category": "短视频", "work": "甲甲"}
    assert contest("--dir", folder, "entries", "edit", "1", "--set", "work=").code == 0


def test_merged_and_split_again(folder: Path) -> None:
    merged = contest("--dir", folder, "entries", "merge", "2", "3", "1", "--reason", "同一作品")
    assert merged.err.splitlines()[:3] == [
        "Entry 2 went into entry 1.", "Entry 3 went into entry 1.", "Entry 1 is accepted.",
    ]  # fmt: skip
    assert states(folder) == ["1 accepted 丙丙", "4 returned 迟到"]
    shown = contest("--dir", folder, "entries", "show", "3")
    assert shown.err == "Entry 3 went into entry 1.\n"
    split = contest("--dir", folder, "entries", "split", "1", "2", "3")
    assert split.err.splitlines()[0] == (
        "Versions of entry 1 are entry 5 now (versions: 2, 3); it is accepted."
    )
    assert states(folder) == ["1 accepted 甲甲", "4 returned 迟到", "5 accepted 丙丙"]


def test_extend_takes_a_day_as_a_deadline_takes_it(folder: Path) -> None:
    outcome = contest("--dir", folder, "entries", "extend", "4", "--until", "2025-08-26")
    assert outcome.err == "Entry 4 may come until 2025-08-27 00:00+08:00; it is accepted.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("disqualify", "1"),
        ("edit", "1", "--set", "类别=微视频"),
        ("edit", "1"),
        ("extend", "1"),
        ("extend", "4", "--until", "soon"),
        ("merge", "1", "1"),
        ("merge", "1"),
        ("split", "1", "1"),
        ("split", "1", "1", "1"),
        ("return", "1", "x"),
        ("return", "99999999999999999999999"),
    ],
)
def test_what_makes_no_sense_is_a_sentence_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    before = states(folder)
    outcome = contest("--dir", folder, "entries", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err.splitlines()) <= 3
    assert states(folder) == before


def test_numbers_are_not_asked_about(folder: Path) -> None:
    seen = on_a_terminal("--dir", folder, "entries", "withdraw", "1-3")
    assert seen.count("withdrawn") == 3


def test_every_change_has_a_command_that_can_be_rehearsed_and_says_why() -> None:
    group: Any = typer.main.get_command(app)
    for name in CHANGES:
        options = {option for param in group.commands[name].params for option in param.opts}
        assert {"--dry-run", "--reason", "--as", "--format"} <= options, name


def test_a_question_is_asked_where_words_mean_several(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contest.desk.browse.meant", lambda *_words: [1, 2, 3])
    state = State(Wording("en"), dir=folder)
    with pytest.raises(UsageError) as error:
        change_entries(state, ["status:accepted"], Decide(Status.WITHDRAWN), Order(), str)
    assert error.value.arguments == {"number": 3}
    assert states(folder)[0] == "1 accepted 甲甲"
    sure = Order(sure=True)
    change_entries(state, ["status:accepted"], Decide(Status.WITHDRAWN), sure, lambda _: "")
    assert states(folder)[:3] == ["1 withdrawn 甲甲", "2 withdrawn 乙乙", "3 withdrawn 丙丙"]


def test_the_question_shows_first_what_would_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("contest.desk.browse.meant", lambda *_words: [1, 2])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda question, **_: sys.stdout.write(question + "\n"))
    state = State(Wording("en"), dir=folder)
    change_entries(state, ["x"], Decide(Status.RETURNED), Order(), lambda _: "done")
    assert capsys.readouterr().out.splitlines() == [
        "#001  accepted → returned", "#002  accepted → returned", "2 entries would change.",
        "Change 2 entries?",
    ]  # fmt: skip
    assert states(folder)[0] == "1 returned 甲甲"

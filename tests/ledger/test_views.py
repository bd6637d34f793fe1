"""The views: what other programs see of a ledger, without any code of ours."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import INBOX, contest

from contest.ledger.views import ASPECTS, KINDS, OUTCOMES, SEVERITIES, STATES, VIEWS
from contest.model import Aspect, Kind, Outcome, Severity, Status


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("views") / "c"
    contest("init", here)
    contest("--dir", here, "track", INBOX, "--format", "jsonl")
    contest("--dir", here, "awards", "grant", "1", "一等奖", "--reason", "评委会")
    return here / "contest.db"


def outside(*command: str | Path) -> str:
    """What another program prints."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], capture_output=True, check=True, timeout=120
    )
    return done.stdout.decode()


def tilde(name: str) -> str:
    """A name in an address of Datasette's."""
    return "".join(f"~{byte:02X}" for byte in name.encode())


def rows(ledger: Path, view: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(outside("sqlite_utils", "rows", ledger, view))
    return found


def test_the_board_says_what_the_program_says(ledger: Path) -> None:
    ours = contest("--dir", ledger.parent, "entries", "list", "--format", "json").json()["results"]
    theirs = {row["entry"]: row for row in rows(ledger, "board")}
    assert set(theirs) == {entry["entry"] for entry in ours}
    for entry in ours:
        row = theirs[entry["entry"]]
        for name in ("status", "category", "work", "author", "department", "versions"):
            assert row[name] == entry[name], entry
        assert row["awards"] == ("、".join(entry["awards"]) or None)
        weighty = {f["code"] for f in entry["findings"] if f["severity"] in ("error", "review")}
        # A correction that waits is told by the program on the entry's own line.
        assert set((row["findings"] or "").split()) <= weighty


def test_datasette_shows_them(ledger: Path, tmp_path: Path) -> None:
    shutil.copy(ledger, tmp_path / "contest.db")
    told = outside(
        *("datasette", tmp_path / "contest.db", "--get"),
        f"/contest/{tilde('总览')}.json?_shape=array&_size=max",
    )
    states = {row["编号"]: row["状态"] for row in json.loads(told)}
    assert states[1] == "有效"
    assert set(states.values()) <= set(STATES.values())
    told = outside(
        *("datasette", tmp_path / "contest.db", "--get"),
        f"/contest/{tilde('获奖')}.json?_shape=array",
    )
    assert [(row["奖项"], row["编号"]) for row in json.loads(told)] == [("一等奖", 1)]


def test_findings_are_those_of_the_current_version(ledger: Path) -> None:
    twins = [row for row in rows(ledger, "问题") if row["代码"] == "S205"]
    assert sorted((row["作品名称"], row["轻重"]) for row in twins) == [
        ("城市的褶皱", "待核实"), ("折叠的街区", "待核实"),
    ]  # fmt: skip


def test_everything_that_arrived_is_there(ledger: Path) -> None:
    with sqlite3.connect(ledger) as db:
        (number,) = db.execute("SELECT count(*) FROM submissions").fetchone()
    assert len(rows(ledger, "来件")) == number
    assert {row["类型"] for row in rows(ledger, "来件")} <= set(KINDS.values())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_both_languages_hold_the_same(ledger: Path, view: Any) -> None:
    with sqlite3.connect(ledger) as db:
        english = db.execute(f"SELECT * FROM {view.name}").fetchall()  # noqa: S608  # our own
        chinese = db.execute(f'SELECT * FROM "{view.chinese}"').fetchall()  # noqa: S608
    assert len(english) == len(chinese) > 0
    for one, two in zip(english, chinese, strict=True):
        for value, said, column in zip(one, two, view.columns, strict=True):
            assert said == (column.words or {}).get(value, value)


def test_nothing_can_be_written_through_them(ledger: Path, tmp_path: Path) -> None:
    shutil.copy(ledger, tmp_path / "contest.db")
    with sqlite3.connect(tmp_path / "contest.db") as db:
        for view in VIEWS:
            with pytest.raises(sqlite3.OperationalError, match="it is a view"):
                db.execute(f"DELETE FROM {view.name}")  # noqa: S608  # our own


def test_every_word_has_its_chinese() -> None:
    assert set(STATES) == {s.value for s in Status}
    assert set(OUTCOMES) == {o.value for o in Outcome}
    assert set(SEVERITIES) == {s.value for s in Severity}
    assert set(ASPECTS) == {a.value for a in Aspect}
    assert set(KINDS) == {k.value for k in Kind}

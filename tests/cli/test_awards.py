"""Awards: granted, revoked, listed and exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from running import INBOX, contest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contest with the sample inbox in it; each test uses entries of its own."""
    folder = tmp_path_factory.mktemp("awards") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX)
    return folder


def awards(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = contest(
        "--dir", folder, "awards", "list", "--format", "json"
    ).json()["results"]
    return found


def test_a_grant_is_listed_and_granting_it_again_changes_nothing(folder: Path) -> None:
    for _ in range(2):
        outcome = contest("--dir", folder, "awards", "grant", "1", "一等奖", "--reason", "评委会")
        assert outcome.code == 0
    (award,) = [a for a in awards(folder) if a["prize"] == "一等奖"]
    assert set(award) == {"prize", "rank", "entry", "category", "work", "author", "department"}
    assert (award["rank"], award["entry"]) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grant", "999", "一等奖"], "999"),
        (["grant", "1", "特等奖"], "特等奖"),
        (["grant", "14", "优秀奖"], "14"),
        (["revoke", "5", "优秀奖"], "优秀奖"),
        (["export", "--format", "pptx"], "xlsx"),
    ],
)
def test_what_can_not_be_is_refused_with_a_reason(
    folder: Path, arguments: list[str], said: str
) -> None:
    outcome = contest("--dir", folder, "awards", *arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_a_quota_is_kept_until_one_is_revoked(folder: Path) -> None:
    assert contest("--dir", folder, "awards", "grant", "2", "二等奖").code == 0
    assert contest("--dir", folder, "awards", "grant", "3", "二等奖").code == 0
    assert contest("--dir", folder, "awards", "grant", "4", "二等奖").code == 2
    assert contest("--dir", folder, "awards", "revoke", "2", "二等奖", "--reason", "x").code == 0
    assert contest("--dir", folder, "awards", "grant", "4", "二等奖").code == 0
    ranks = [(a["rank"], a["entry"]) for a in awards(folder) if a["prize"] == "二等奖"]
    assert ranks == [(1, 4), (2, 3)]


def test_the_exports_all_hold_the_same_awards(folder: Path, tmp_path: Path) -> None:
    contest("--dir", folder, "awards", "grant", "8", "优秀奖")
    listed = awards(folder)
    for suffix in ("md", "csv", "xlsx", "json"):
        outcome = contest("--dir", folder, "awards", "export", "-o", tmp_path / f"a.{suffix}")
        assert outcome.code == 0
    works = [str(a["work"]) for a in listed]
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["results"] == listed
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row.split(",")[4] for row in text[1:-1]] == works
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [row[4].value for row in list(sheet.rows)[1:-2]] == works
    printed = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert [line.split("》")[0][1:] for line in printed.splitlines() if line[:1] == "《"] == works
    assert "## 优秀奖（1名）" in printed


def test_the_seal_stands_on_every_export(folder: Path, tmp_path: Path) -> None:
    seal = contest("--dir", folder, "log", "-n", "1", "--format", "json").json()["summary"]["seal"]
    foot = f"台账封印 第{seal['number']}号 {seal['value'][:16]}（"
    for suffix in ("md", "csv", "xlsx", "json"):
        contest("--dir", folder, "awards", "export", "-o", tmp_path / f"a.{suffix}")
    assert foot in (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()[-1]
    assert foot in (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[-1]
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert foot in str(list(sheet.rows)[-1][0].value)
    assert foot in str(sheet.oddFooter.center.text)
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["seal"]
    assert (told["number"], told["value"]) == (seal["number"], seal["value"])
    assert foot not in contest("--dir", folder, "awards", "export", "--format", "csv", "--raw").out


def test_the_board_shows_awards(folder: Path) -> None:
    contest("--dir", folder, "awards", "grant", "9", "优秀奖")
    assert "优秀奖" in contest("--dir", folder, "track").out


def test_every_change_is_in_the_record(folder: Path) -> None:
    import sqlite3

    contest("--dir", folder, "awards", "grant", "10", "优秀奖", "--as", "陈编辑", "--reason", "补")
    contest("--dir", folder, "awards", "revoke", "10", "优秀奖", "--as", "林编辑", "--reason", "误")
    with sqlite3.connect(folder / "contest.db") as connection:
        rows = connection.execute(
            "SELECT a.actor, e.what, e.reason FROM events e JOIN acts a ON a.id = e.act "
            "WHERE e.entry = 10 AND e.what != 'received' ORDER BY e.id"
        ).fetchall()
    assert rows == [("陈编辑", "granted", "补"), ("林编辑", "revoked", "误")]


def test_a_person_accepts_what_waits_and_then_it_can_win(folder: Path) -> None:
    assert contest("--dir", folder, "awards", "grant", "20", "优秀奖").code == 2
    done = contest("--dir", folder, "entries", "accept", "20", "--reason", "算短视频", "--as", "陈")
    assert done.code == 0
    assert contest("--dir", folder, "awards", "grant", "20", "优秀奖").code == 0
    refused = contest("--dir", folder, "entries", "withdraw", "20")
    assert refused.code == 2
    assert "优秀奖" in refused.err


def test_a_withdrawn_entry_leaves_works_and_stays_withdrawn(folder: Path) -> None:
    assert any("雨后" in p.name for p in (folder / "works").iterdir())
    assert contest("--dir", folder, "entries", "withdraw", "12", "--reason", "作者来信").code == 0
    assert not any("雨后" in p.name for p in (folder / "works").iterdir())
    contest("--dir", folder, "track", INBOX)
    listed = contest("--dir", folder, "entries", "list", "雨后", "--format", "json").json()
    assert [e["status"] for e in listed["results"]] == ["withdrawn"]

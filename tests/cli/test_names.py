"""Who does it is remembered on this machine, and told once."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from pens import by_hand
from running import Outcome, contest

TITLE = "[个人]-[短视频]-[微光]-[张三+编辑部]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contest("init", tmp_path / "c")
    contest("--dir", tmp_path / "c", "track", "-", stdin=TITLE)
    return tmp_path / "c"


def accept(folder: Path, *arguments: str, **env: str) -> Outcome:
    config = str(folder.parent / "config")
    outcome = contest(
        "--dir", folder, "entries", "accept", "1", *arguments,
        env={"XDG_CONFIG_HOME": config, "LANG": "en"} | env,
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    return outcome


def actor(folder: Path) -> str:
    """Who did the last thing; it is undone for the next."""
    with by_hand(folder / "contest.db") as db:
        found = db.execute(
            "SELECT actor FROM acts WHERE at != '' ORDER BY id DESC LIMIT 1"
        ).fetchone()[0]
        db.execute("UPDATE entries SET status = 'review', decided = NULL")
    return str(found)


def test_the_login_name_is_who_says_nothing(folder: Path) -> None:
    assert "Remembered" not in accept(folder).err
    assert actor(folder) == getpass.getuser()


def test_a_walk_remembers_nobody_who_has_not_said_so(folder: Path) -> None:
    actor(folder)
    config = folder.parent / "config"
    done = contest(
        "--dir", folder, "review", stdin="a\n", env={"XDG_CONFIG_HOME": str(config), "LANG": "en"}
    )
    assert "Entry 1 is accepted." in done.out
    assert "Remembered" not in done.err
    assert not config.exists()
    assert actor(folder) == getpass.getuser()


def test_a_name_is_remembered_and_said_once(folder: Path) -> None:
    said = "Remembered: changes on this machine are 王编辑's; --as NAME changes it."
    assert accept(folder, "--as", " 王编辑 ").err.count(said) == 1
    assert actor(folder) == "王编辑"
    for arguments in ((), ("--as", "王编辑")):
        assert "Remembered" not in accept(folder, *arguments).err
        assert actor(folder) == "王编辑"
    assert "李编辑's" in accept(folder, "--as", "李编辑").err
    actor(folder)
    accept(folder)
    assert actor(folder) == "李编辑"
    kept = folder.parent / "config" / "contest" / "name"
    assert kept.read_text("utf-8") == "李编辑\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["name"]


def test_the_environment_outweighs_what_is_remembered_and_is_not(folder: Path) -> None:
    accept(folder, "--as", "王编辑")
    actor(folder)
    accept(folder, CONTEST_AS="李编辑")
    assert actor(folder) == "李编辑"
    accept(folder, "--as", "张编辑", CONTEST_AS="李编辑")
    assert actor(folder) == "张编辑"
    accept(folder, CONTEST_AS=" ")
    assert actor(folder) == "张编辑"


def test_without_a_config_home_it_is_the_home_s(folder: Path) -> None:
    home = folder.parent / "home"
    home.mkdir()
    for config in ("", "relative/path"):
        accept(folder, "--as", "王编辑", XDG_CONFIG_HOME=config, HOME=str(home))
        assert (home / ".config" / "contest" / "name").read_text("utf-8") == "王编辑\n"


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "名" * 300])
def test_what_is_no_name_for_a_line_is_recorded_and_not_remembered(folder: Path, name: str) -> None:
    assert "Remembered" not in accept(folder, "--as", name).err
    assert actor(folder) == name
    assert not (folder.parent / "config").exists()


@pytest.mark.parametrize("kept", [b"\xff\xfe", b"", b"a\nb\n", b"\x1b[31m\n"])
def test_a_spoilt_file_is_no_name(folder: Path, kept: bytes) -> None:
    path = folder.parent / "config" / "contest" / "name"
    path.parent.mkdir(parents=True)
    path.write_bytes(kept)
    accept(folder)
    assert actor(folder) == getpass.getuser()


def test_where_nothing_can_be_kept_nothing_is_and_that_is_no_error(folder: Path) -> None:
    (folder.parent / "file").write_text("")
    outcome = accept(folder, "--as", "王编辑", XDG_CONFIG_HOME=str(folder.parent / "file"))
    assert outcome.err.splitlines() == ["Entry 1 is accepted."]
    assert actor(folder) == "王编辑"


def test_quiet_remembers_without_a_word(folder: Path) -> None:
    assert accept(folder, "-q", "--as", "王编辑").err == ""
    actor(folder)
    accept(folder)
    assert actor(folder) == "王编辑"

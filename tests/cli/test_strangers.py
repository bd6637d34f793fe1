"""Whatever a stranger writes is text: no command shows it to a terminal as anything else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hostile_words import ATTACK, harmless
from running import contest, on_a_terminal
from small_mails import VIDEO, write

TITLE = f"[个人]-[短视频]-[微光{ATTACK}]-[张三{ATTACK}+编辑部]"
SEEN = ("[bold]", "[/团队]", "[link=http://x.example]")


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mails whose subjects and senders attack, and a list of posts with half of a character."""
    folder = tmp_path_factory.mktemp("mails") / "from\x1b[31;7m[bold]"
    folder.mkdir()
    sender = "=?utf-8?B?W2JvbGRdG1szMTs3beKArg==?= <a@press.example>"
    write(folder, "1", TITLE, sender=sender, video=VIDEO)
    write(folder, "2", ATTACK, sender=sender)
    write(folder, "3", f"转发: {ATTACK}邀请函", sender=sender, headers="Precedence: list\r\n")
    posts = [{"text": f"\ud800{TITLE}", "author": ATTACK}, {"text": ATTACK, "url": ATTACK}]
    lines = "\n".join(map(json.dumps, posts))
    (folder / "posts.jsonl").write_text(lines, encoding="ascii")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, mails: Path) -> Path:
    """A contest in which the mails are recorded and the first has an award."""
    folder = tmp_path_factory.mktemp("contest") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", mails)
    for call in (
        ("entries", "accept", "1", "--reason", ATTACK, "--as", ATTACK),
        ("awards", "grant", "1", "一等奖", "--reason", ATTACK, "--as", ATTACK),
    ):
        outcome = contest("--dir", folder, *call)
        assert outcome.code == 0, outcome.err
        harmless(outcome.err)
    return folder


@pytest.mark.parametrize("options", [[], ["--fix"], ["--diff"], ["--statistics"], ["-v"]])
def test_validate(mails: Path, options: list[str]) -> None:
    wanted = SEEN if options in ([], ["--fix"], ["-v"]) else ()
    harmless(on_a_terminal("validate", mails, *options), *wanted)
    outcome = contest("validate", mails, *options)
    harmless(outcome.out, *wanted)
    harmless(outcome.err)


@pytest.mark.parametrize("options", [[], ["--fix"], ["--diff"]])
def test_a_title_on_the_command_line(options: list[str]) -> None:
    harmless(on_a_terminal("validate", "--title", TITLE, *options), *SEEN)
    harmless(contest("validate", "--title", TITLE, *options).out)


def test_a_finding_is_one_line_whatever_the_title_holds(mails: Path) -> None:
    for line in contest("-q", "validate", mails).out.splitlines():
        assert re.match(r".*\.(eml|jsonl)(\[\d+\])?(:\d+)?: [A-Z]\d{3} .*[.。]$", line)


def test_track(folder: Path, mails: Path) -> None:
    harmless(on_a_terminal("--dir", folder, "track", mails, "--dry-run"), *SEEN)
    harmless(contest("--dir", folder, "track", mails).out, *SEEN)


@pytest.mark.parametrize("columns", ["60", "200"])
@pytest.mark.parametrize("call", ["track", "entries list", "entries show 1", "awards list"])
def test_what_is_recorded(folder: Path, call: str, columns: str) -> None:
    seen = on_a_terminal("--dir", folder, *call.split(), COLUMNS=columns)
    assert "Traceback" not in seen
    harmless(seen)
    outcome = contest("--dir", folder, *call.split())
    harmless(outcome.out, "[bold]")
    harmless(outcome.err)


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("call", ["track", "entries list", "entries show 1", "awards list"])
def test_what_programs_read(folder: Path, call: str, format_: str) -> None:
    arguments = ("--dir", str(folder), *call.split(), "--format", format_)
    harmless(on_a_terminal(*arguments), "[bold]")
    outcome = contest(*arguments)
    assert not set(outcome.out) & {"\x1b", "\x07", "\r", "\0"}
    if format_ == "json":
        assert outcome.json()["version"] == 1


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
def test_validate_for_programs(mails: Path, format_: str) -> None:
    harmless(on_a_terminal("validate", mails, "--format", format_), "[bold]")
    outcome = contest("validate", mails, "--format", format_)
    assert not set(outcome.out) & {"\x1b", "\x07", "\r", "\0"}
    if format_ == "json":  # a program gets the signs themselves
        assert "\x1b]0;t\x07\x9b5m" in outcome.json()["results"][1]["title"]


def test_mistakes_in_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "contest.toml"
    bad = r"[bold]\u001b[31;7m\u202e"
    path.write_text(
        f'[contest]\nname = "{bad}"\ncloses = "{bad}"\n"{bad}" = 1\n'
        f'[severity]\nT999 = "{bad}"\n[title]\npattern = "{bad}{{x}}{{x}}"\n',
        encoding="utf-8",
    )
    harmless(on_a_terminal("--dir", tmp_path, "config", "check"), "[bold]")
    harmless(on_a_terminal("--dir", tmp_path, "validate", "--title", "x"), "[bold]")
    harmless(contest("--dir", tmp_path, "config", "check").out, "[bold]")


def test_a_name_of_the_contest_and_of_its_parts(tmp_path: Path) -> None:
    bad = r"[bold]\u001b[31;7m\u202e[/团队]"
    (tmp_path / "contest.toml").write_text(
        f'[contest]\nname = "{bad}"\n'
        f'[title]\npattern = "{{work}}+{{x}}"\n[title.labels]\nx = "{bad}"\n',
        encoding="utf-8",
    )
    contest("--dir", tmp_path, "track", "-", stdin="微光+\n")
    for call in ("track", "config show", "entries list", "awards list", "validate --title 微光+"):
        harmless(on_a_terminal("--dir", tmp_path, *call.split()))
        harmless(contest("--dir", tmp_path, *call.split()).out)


@pytest.mark.parametrize(
    "call",
    [
        ["explain", ATTACK], ["validate", ATTACK], ["probe", ATTACK], [ATTACK], [f"--{ATTACK}"],
        ["validate", "--title", "x", "--received", ATTACK], ["validate", f"--{ATTACK}"],
        ["validate", "--format", ATTACK], ["entries", "list", "--status", ATTACK],
        ["entries", "show", ATTACK], ["entries", "tick", ATTACK], ["awards", "grant", "1", ATTACK],
        ["awards", "export", "--format", ATTACK], ["config", "show", ATTACK],
        ["init", "--template", ATTACK], ["--lang", ATTACK, "explain"], ["--dir", ATTACK, "track"],
        ["validate", "--profile", ATTACK, "--title", "x"], ["config", ATTACK],
    ],
    ids=lambda call: " ".join(call).replace(ATTACK, "…"),
)  # fmt: skip
def test_what_is_wrong_on_the_command_line(folder: Path, call: list[str]) -> None:
    arguments = call if "--dir" in call else ["--dir", str(folder), *call]
    harmless(on_a_terminal(*arguments), "[bold]")
    outcome = contest(*arguments)
    assert outcome.code in {1, 2}
    harmless(outcome.err)
